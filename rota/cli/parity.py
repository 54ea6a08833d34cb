"""``rota parity``: who had how much of what in a year, by employer, full-timers against part-timers."""

from enum import StrEnum
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Repo, parse_month

EPILOG = (
    "Examples: rota parity · rota parity --until 2026-12 --detail · rota parity --format csv > parity.csv"
)


class ParityFormat(StrEnum):
    """How it is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def parity(
    until: Annotated[
        str | None,
        typer.Option(
            metavar="MONTH", parser=parse_month, help="The last month; default: the last published."
        ),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="GROUP", help="One rota group; default: all of them.")
    ] = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="List every cell and event behind the figures; csv always does.")
    ] = False,
    form: Annotated[ParityFormat, typer.Option("--format", help="How it is written.")] = ParityFormat.TEXT,
    repo: Repo = HERE,
) -> None:
    """Compare what full-timers and part-timers of each employer had in the year up to a month.

    Saturdays, lates, refused wishes and leave, bank holidays, days of notice and changes at short notice, counted in
    published rotas. It is for HR and leaders: a staff copy has none of it.
    """
    from rota.files.repository import Repository
    from rota.show.parity import parity_csv, parity_json, parity_text
    from rota.work.parity import parity as work

    found = work(Repository.open(repo), until, group)
    if form is ParityFormat.CSV:
        out.result(parity_csv(found))
    elif form is ParityFormat.JSON:
        out.result(parity_json(found, detail=detail))
    else:
        out.result(parity_text(found, detail=detail, color=out.colour()))
