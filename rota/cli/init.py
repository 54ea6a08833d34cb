"""``rota init``: a new rota repository."""

from pathlib import Path
from typing import Annotated

import typer

from rota.cli import out

EPILOG = (
    "Examples: rota init office · rota init office --people people.csv --rota october.csv --rota november.csv"
)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")] = Path(),
    people: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV", help="Your people: id, team, contract, home; name, email, skills, from..."
        ),
    ] = None,
    rota: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="SHEET", help="Past months, .csv or .xlsx: agent, date, cell; or a column for each day."
        ),
    ] = None,
) -> None:
    """Make a small rota repository to make your own, or one with your people and past months.

    Columns of --people: id, team, contract and home are needed; name, email, login, employer,
    skills (phones;reception), from, until, leader (yes), weekdays, under-18-until, fte, hours and
    days may be there. Cells of --rota are "PATTERN SERVICE", a pattern's letter, times such as
    8.30-16.30, off, lieu, leave, absent or training; an empty cell is a day off.

    Cells that cannot be read are all named, and then nothing is written (exit 2).
    """
    from rota.work.init.create import create

    made = create(folder, people, rota or ())
    out.result(f"{folder.resolve().name}: {len(made.files)} files, a rota repository.")
    for line in made.notes:
        out.note(f"Note: {line}")
    where = "" if folder == Path() else f"cd {folder}; "
    out.note(f"Next: {where}read centre.toml and make it yours, then: git init; rota check; rota plan MONTH")
