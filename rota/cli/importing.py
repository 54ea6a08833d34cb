"""``rota import``: a spreadsheet's rota as one that can be checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Group, Repo, parse_month
from rota.cli.sheetback import Said, take_back

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.importing.importing import Imported
    from rota.work.sheetback.origin import Origin

EPILOG = (
    "Examples: rota import town-hall-2026-12-leader.xlsx · rota import december.xlsx --month 2026-12 · "
    "rota import nov.csv dec.csv jan.csv --month 2026-12 --codes codes.toml"
)


def import_(  # noqa: PLR0913, PLR0917 - one for each option
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="SHEET...", help="Spreadsheets: .xlsx, or CSV.", show_default=False),
    ],
    month: Annotated[
        str | None,
        typer.Option(
            "--month",
            metavar="MONTH",
            parser=parse_month,
            help="Of which month; a workbook that rota export made says so itself.",
        ),
    ] = None,
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
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Of an exported workbook: say what was edited, and write nothing."),
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Take back an exported workbook that was edited, or turn any spreadsheet's rota into one that can be checked.

    A workbook of `rota export --to xlsx --for leader` is known by itself. What was edited in it goes into the month's newest
    draft, pinned, as by `rota set`; of a published month it is asked for as one change, which another leader approves with
    `rota swap approve`. All of it or none: what cannot be taken is named, cell by cell.

    Any other spreadsheet becomes a file that `rota check --file` judges, or with --draft the next draft; so does an
    exported one with --output, --draft, --codes or --sheet.

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
    from rota.work.importing.sources import require_sheet
    from rota.work.sheetback.origin import refuse_without_origin

    if draft and output is not None:
        raise typer.BadParameter("give either --output or --draft")
    for path in paths:
        require_sheet(path)
    opened = Repository.open(repo)
    origin = None if draft or output or codes or sheet else _exported(paths)
    if origin is not None:
        take_back(opened, origin, Said(month, group, as_, preview))
        return
    if preview:
        raise typer.BadParameter(
            "--preview is for a workbook that rota export made; this is none, or is read as any other"
        )
    if month is None:
        for path in paths:
            refuse_without_origin(path)
        raise typer.BadParameter(
            "say of which month it is: --month MONTH; only a workbook that rota export made says so itself"
        )
    imported = read(opened, Wanted(paths, month, group_of(opened, group), codes, sheet))
    where, next_ = _as_draft(opened, imported, as_) if draft else _as_file(imported, output)
    out.result(f"{where}: {imported.size} from {', '.join(map(str, paths))}.")
    for line in imported.notes:
        out.note(f"Note: {line}")
    out.note(f"Next: {next_}")


def _exported(paths: list[Path]) -> "Origin | None":
    """Where the workbook comes from, if rota exported it: it is taken back alone."""
    from rota.work.sheetback.origin import origin_of

    found = [origin for path in paths if (origin := origin_of(path)) is not None]
    if found and len(paths) > 1:
        raise typer.BadParameter(
            f"{found[0].file} was exported by rota: take it back by itself, without other sheets"
        )
    return found[0] if found else None


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
