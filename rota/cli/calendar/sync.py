"""``rota calendar sync``: the bank holidays of a nation, and what the centre says of them, as files that plans go by."""

from typing import Annotated

import typer

from rota.cli import out
from rota.cli.calendar.words import DryRun, parse_year, settle
from rota.cli.params import HERE, Repo

EPILOG = "Examples: rota calendar sync · rota calendar sync 2027 2028 · rota calendar sync --dry-run"


def sync(
    years: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[YEAR]...",
            parser=parse_year,
            help="Years such as 2027; default: this one and the next.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    repo: Repo = HERE,
) -> None:
    """Write the bank holidays and closures of a year to calendar/synced-YEAR.toml, which plans go by.

    They follow from the table calendar of centre.toml: its nation (england, wales, scotland or northern-ireland), the bank holidays it does
    without, substitutes, local holidays and closures. Days are those of gov.uk/bank-holidays: of one that falls on a weekend its
    substitute day is the bank holiday, and the weekend day a closure, unless weekend-day says otherwise.

    Files of calendar/ that people wrote are never touched, and what they say already is not written again. Nothing is fetched:
    one-off holidays come with the version of the library that is installed. Months that are published stay as they are, and are
    named where a day of theirs changes.
    """
    from rota.files.repository import Repository
    from rota.work.calendar.sync import years_of
    from rota.work.calendar.view import sync_notes
    from rota.work.clock import today

    opened = Repository.open(repo)
    this = today(opened.centre).year
    found = years_of(opened, years or [this, this + 1])
    settle(opened, found, dry=dry_run)
    for line in sync_notes(opened, found):
        out.note(line)
