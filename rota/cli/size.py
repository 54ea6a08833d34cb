"""``rota size``: how many posts of which contract and service a year needs."""

from enum import StrEnum
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Group, Repo

EPILOG = (
    "Examples: rota size 2027 · rota size 2027 --days 95 --absence 4 · "
    "rota size --contracts full-time,mornings --part-time 30 · rota size --format csv > posts.csv"
)


class SizeFormat(StrEnum):
    """How it is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


Year = Annotated[
    int | None,
    typer.Argument(
        metavar="YEAR",
        min=1900,
        max=2999,
        help="A year, such as 2027; default: this one.",
        show_default=False,
    ),
]
Days = Annotated[
    int,
    typer.Option(
        "--days", metavar="PERCENT", min=1, max=100, help="How many days of each weekday are met in full."
    ),
]
Absence = Annotated[
    int | None,
    typer.Option(
        "--absence",
        metavar="PERCENT",
        min=0,
        max=50,
        help="Working days lost to absence; default: 5, or 0 where calls have shrinkage, which counts it already.",
    ),
]
Contracts = Annotated[
    str | None,
    typer.Option(
        "--contracts",
        metavar="CONTRACT,..",
        help="Contracts of new posts; default: the four commonest of today's staff.",
    ),
]
PartTime = Annotated[
    int | None,
    typer.Option(
        "--part-time", metavar="PERCENT", min=0, max=100, help="Part-time posts at most; default: as today."
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit", metavar="SECONDS", min=1, help="How long to work at it at most; default: 60."
    ),
]


def size(  # noqa: PLR0913, PLR0917 - one for each option
    year: Year = None,
    group: Group = None,
    days: Days = 90,
    absence: Absence = None,
    contracts: Contracts = None,
    part_time: PartTime = None,
    time_limit: TimeLimit = None,
    form: Annotated[SizeFormat, typer.Option("--format", help="How it is written.")] = SizeFormat.TEXT,
    repo: Repo = HERE,
) -> None:
    """Work out how many posts of which contract and service YEAR needs, at the least FTE.

    From calls, given heads and work that can wait; shift patterns inside opening hours, breaks in their window; leave, bank
    holidays and absence; Saturdays in turns, each against a day in lieu. All arithmetic is laid open, and what is needed stands
    against today's staff. Nothing is written.
    """
    from rota.files.repository import Repository
    from rota.show.size import size_csv, size_json, size_text
    from rota.work.choose import group_of
    from rota.work.size.asked import SECONDS, Asked
    from rota.work.size.sizing import sizing

    repository = Repository.open(repo)
    asked = Asked(
        group=group_of(repository, group),
        year=year,
        percent=days,
        absence=absence,
        contracts=tuple(name.strip() for name in contracts.split(",")) if contracts is not None else None,
        part_time=part_time,
        seconds=time_limit or SECONDS,
    )
    sized = sizing(repository, asked, _tell)
    if form is SizeFormat.CSV:
        out.result(size_csv(sized))
    elif form is SizeFormat.JSON:
        out.result(size_json(sized))
    else:
        out.prose(size_text(sized, color=out.colour()))


def _tell(seconds: float) -> None:
    """A line every ten seconds, so that waiting is not silence."""
    if round(seconds) % 10 == 0:
        out.note(f"{seconds:.0f} s: looking for fewer FTE")
