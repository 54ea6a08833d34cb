"""What the commands of the group have in common: years, what became of a file, and which published months it touches."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.calendar.sheet import Sheet


def parse_year(text: str) -> int:
    """A year written as 2026."""
    if re.fullmatch(r"20\d\d", text):
        return int(text)
    raise typer.BadParameter(f'"{text}" is not a year; write it as 2026')


DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be written; write nothing.")]


def settle(repo: "Repository", sheets: "Sequence[Sheet]", *, dry: bool) -> None:
    """Write what is new, say what became of each file, and which published months that touches."""
    from rota.show.calendareffects import effects_text
    from rota.show.calendarsync import Outcome, outcome_text
    from rota.work.calendar.effects import after, effects_of
    from rota.work.calendar.sheet import put
    from rota.work.clock import today

    effects = tuple(effects_of(repo, after(repo, sheets), today(repo.centre)))
    if not dry:
        put(repo, sheets)
    for sheet in sheets:
        was, is_ = sheet.read is not None, bool(sheet.text)
        out.prose(outcome_text(Outcome(sheet.file, sheet.before, sheet.after, was, is_, sheet.new, dry)))
    if effects:
        out.note(effects_text(effects).rstrip("\n"))
