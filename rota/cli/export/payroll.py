"""``rota export --to payroll``: what a closed month's hours come to, a csv for each employer."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rota.cli import out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.work.payroll import PayFile

_CSV = ".csv"


def export(
    repo: Path,
    month: str,
    group: str | None,
    employer: str | None,
    output: Path | None,
) -> None:
    """Write the files of all employers, or of one, into a folder; one employer's also to a csv or standard output."""
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.payroll import pay_files

    opened = Repository.open(repo)
    files = pay_files(opened, group_of(opened, group), month, employer)
    if output is not None and output.suffix.lower() == _CSV:
        _require_one(files)
        files = tuple(replace(file, name=output.name) for file in files)
        _write(files, output.parent)
    elif output is not None:
        _write(files, output)
    else:
        _require_one(files)
        _print(files)
    for file in files:
        for note in file.notes:
            out.note(f"Note: {note}")
    if not files:
        out.note("Nobody has hours with this employer.")
    elif output is not None:
        out.note("Hours are those that were confirmed with rota close; this is for payroll and HR alone.")


def _require_one(files: "Sequence[PayFile]") -> None:
    if len(files) > 1:
        raise typer.BadParameter(
            "there are several employers: name one with --employer, or a folder with --output"
        )


def _write(files: "Sequence[PayFile]", folder: Path) -> None:
    from rota.work.exporting.writing import write_folder

    texts = {name: text for file in files for name, text in file.texts.items()}
    if not texts:
        return
    changed = write_folder(folder, {name: text.encode() for name, text in texts.items()})
    for name in texts:
        out.result(f"{folder / name}{'' if folder / name in changed else ' (as it was)'}")
    for file in files:
        if file.beside not in texts and (folder / file.beside).exists():
            out.note(f"Note: there are no corrections this time; {folder / file.beside} is from before.")


def _print(files: "Sequence[PayFile]") -> None:
    sys.stdout.flush()
    for file in files:
        sys.stdout.buffer.write(file.texts[file.name].encode())
        if file.beside in file.texts:
            out.note(
                "Corrections stand in a file of their own as well: name a file or a folder with --output."
            )
