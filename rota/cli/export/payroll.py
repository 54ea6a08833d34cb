"""``rota export --to payroll``: what a closed month's hours come to, a csv for each employer."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rota.cli import out

if TYPE_CHECKING:
    from collections.abc import Mapping


def export(
    repo: Path,
    month: str,
    group: str | None,
    employer: str | None,
    output: Path | None,
) -> None:
    """Write the files of all employers, or of one, into a folder; or one employer's hours to standard output."""
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.exporting.writing import write_folder
    from rota.work.payroll import payroll_files

    if output is not None and output.suffix.lower() == ".csv":
        raise typer.BadParameter(
            f"{output}: payroll is a folder of files, so name one; one employer's hours alone go to standard output: "
            "--employer EMPLOYER > FILE"
        )
    opened = Repository.open(repo)
    files = payroll_files(opened, group_of(opened, group), month, employer)
    if output is None:
        _print(files)
        return
    changed = write_folder(output, {name: text.encode() for name, text in files.items()})
    for name in files:
        out.result(f"{output / name}{'' if output / name in changed else ' (as it was)'}")
    out.note("Hours are those that were confirmed with rota close; this is for payroll and HR alone.")


def _print(files: "Mapping[str, str]") -> None:
    hours = [name for name in files if not name.endswith("-corrections.csv")]
    if len(hours) > 1:
        raise typer.BadParameter(
            "there are several employers: name one with --employer, or a folder with --output"
        )
    sys.stdout.flush()
    for name in hours:
        sys.stdout.buffer.write(files[name].encode())
    if len(files) > len(hours):
        out.note("Corrections stand in a file of their own as well: name a folder with --output.")
    if not files:
        out.note("Nobody has hours with this employer.")
