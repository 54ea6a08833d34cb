"""``rota import``: a spreadsheet's rota as one that can be checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Group, Repo, parse_month

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.importing.importing import Imported

EPILOG = (
    "Examples: rota import december.xlsx --month 2026-12 · "
    "rota import nov.csv dec.csv jan.csv --month 2026-12 --codes codes.toml"
)


def import_(  # noqa: PLR0913, PLR0917 - one for each option
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="SHEET...", help="Spreadsheets: .xlsx, or CSV.", show_default=False),
    ],
    month: Annotated[
        str,
        typer.Option(
            "--month", metavar="MONTH", parser=parse_month, help="Of which month.", show_default=False
        ),
    ],
    group: Group = None,
    codes: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help='What codes mean: a TOML file with a table codes, "AL" = "leave"...'
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A workbook's sheet; default: all with days of the month."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write; default: imported-GROUP-MONTH.toml here."),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Write the month's next draft instead.")] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Turn a spreadsheet's rota into a file that `rota check --file` judges, or into a draft.

    On the sheet stand agents down and days across, wherever the table begins, or a list with columns
    agent, date and cell. Agents are known by id, by name (names.toml) or by the table agents of --codes;
    cells by its table codes, or else as "PATTERN SERVICE", a pattern's letter, times such as 8.30-16.30,
    off, lieu, leave, absent or training. An empty cell is a day off unless "" has a code.

    Every cell, name and day that cannot be read is named, and then nothing is written (exit 2). A month's
    rota has whole weeks: give the sheets of the months beside it too. --draft is for those who lead the group.
    """
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.importing.importing import Wanted, read

    if draft and output is not None:
        raise typer.BadParameter("give either --output or --draft")
    opened = Repository.open(repo)
    imported = read(opened, Wanted(paths, month, group_of(opened, group), codes, sheet))
    where, next_ = _as_draft(opened, imported, as_) if draft else _as_file(imported, output)
    out.result(f"{where}: {imported.size} from {', '.join(map(str, paths))}.")
    for line in imported.notes:
        out.note(f"Note: {line}")
    out.note(f"Next: {next_}")


def _as_file(imported: "Imported", output: Path | None) -> tuple[str, str]:
    from rota.work.importing.importing import write_file

    path = output or Path(f"imported-{imported.file.group}-{imported.file.month}.toml")
    write_file(imported, path)
    return str(path), f"rota check --file {path}"


def _as_draft(repo: "Repository", imported: "Imported", as_: str | None) -> tuple[str, str]:
    from rota.work.identity import acting
    from rota.work.importing.importing import write_draft

    number = write_draft(repo, imported, acting(repo, as_))
    group, month = imported.file.group, imported.file.month
    return f"Draft {number} of {group} {month}", f"rota check {month} --draft {number}"
