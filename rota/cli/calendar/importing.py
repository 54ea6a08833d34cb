"""``rota calendar import``: school holidays and closures from a file that somebody else made."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.calendar.words import DryRun, settle
from rota.cli.params import HERE, Repo, parse_day

EPILOG = (
    'Examples: rota calendar import term-dates.ics --only holiday --only "half term" · '
    "rota calendar import closures.csv --closures --site town-hall"
)


def import_(  # noqa: PLR0913, PLR0917 - one for each option
    path: Annotated[Path, typer.Argument(metavar="FILE", help="An .ics file, or CSV.", show_default=False)],
    closures: Annotated[
        bool, typer.Option("--closures", help="They are closures; without this, school holidays.")
    ] = False,
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="SITE", help="A site that is closed, once for each; default: all."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="TEXT", help="Only entries whose name holds this, or another --only."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="TEXT", help="No entries whose name holds this."),
    ] = None,
    from_: Annotated[
        date | None,
        typer.Option(
            "--from", metavar="DATE", parser=parse_day, help="The file covers the time from here on."
        ),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            "--until", metavar="DATE", parser=parse_day, help="The file covers the time until here."
        ),
    ] = None,
    dry_run: DryRun = False,
    repo: Repo = HERE,
) -> None:
    """Bring in school holidays, or closures, from an .ics or CSV file: to calendar/schools.toml or calendar/closures.toml.

    A sheet has columns name, and day or from and until (both included; 2026-10-26 or 26/10/2026), for closures also sites. Of
    an .ics file every event of whole days is taken; events that repeat or have times are named, and then nothing is written.
    Neither is anything where an entry looks like a term, or like the day on which one begins: say --only or --without.

    The file replaces what an earlier import said of the time that it covers, from its first day to its last, or as --from and
    --until say. Files that people wrote are never touched.
    """
    if site and not closures:
        raise typer.BadParameter("--site is for --closures; school holidays are those of everybody")
    if from_ and until and until < from_:
        raise typer.BadParameter(f"--until {until} is before --from {from_}")
    from rota.files.repository import Repository
    from rota.work.calendar.entries import Wanted
    from rota.work.calendar.importing import Asked, imported
    from rota.work.calendar.view import import_notes

    opened = Repository.open(repo)
    wanted = Wanted(tuple(only or ()), tuple(without or ()))
    asked = Asked(path, wanted, closures, tuple(site or ()), from_, until)
    made = imported(opened, asked)
    out.note(f"Read {made.size}.")
    settle(opened, [made.sheet], dry=dry_run)
    for line in import_notes(opened, made, asked):
        out.note(line)
