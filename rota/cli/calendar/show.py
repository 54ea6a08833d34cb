"""``rota calendar show``: a year's days that are not like others, and whether they are what the settings say."""

from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.calendar.words import parse_year
from rota.cli.params import HERE, Repo

if TYPE_CHECKING:
    from rota.work.calendar.showing import Step

EPILOG = "Examples: rota calendar show · rota calendar show 2027"


def show(
    year: Annotated[
        int | None,
        typer.Argument(
            metavar="[YEAR]",
            parser=parse_year,
            help="A year such as 2027; default: this one.",
            show_default=False,
        ),
    ] = None,
    repo: Repo = HERE,
) -> None:
    """Show a year's bank holidays, closures and school holidays, each with its file and line, and what sync would change.

    On bank holidays and closures sites are closed, unless hours with dates in centre.toml say otherwise, which is said too.
    School holidays matter to contracts with term-time = true alone.
    """
    from rota.files.repository import Repository
    from rota.show.calendaryear import calendar_text
    from rota.work.calendar.showing import sections, step_of
    from rota.work.clock import today

    opened = Repository.open(repo)
    number = year or today(opened.centre).year
    out.result(calendar_text(f"{opened.centre.name}, {number}", sections(opened, number), color=out.colour()))
    _print(step_of(opened, number), number)


def _print(step: "Step", year: int) -> None:
    if not step.settings:
        out.note("centre.toml has no table [calendar], so rota calendar sync has nothing to go by.")
    elif step.wrong:
        out.findings(step.wrong)
        out.note("rota calendar sync writes nothing until that is right.")
    elif step.refused:
        out.note(f"{step.refused}: rota calendar sync {year} would refuse to write it.")
    elif step.new:
        lines = step.lines or ("the head of the file",)
        out.note("\n".join([f"rota calendar sync {year} would change:", *(f"  {line}" for line in lines)]))
    else:
        out.note(f"This is what [calendar] says: rota calendar sync {year} would change nothing.")
