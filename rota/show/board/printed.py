"""What a page for the notice board remembers of itself, so that the next one can mark what has changed since it hung there.

Nothing else remembers a print: whoever throws the page away begins anew.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rota.show.edition.people import Square
from rota.show.edition.whole import Edition

FORMAT = "rota-board/1"
OPENING, CLOSING = '<script type="application/json" id="printed">', "</script>"
"""A block of data, which no browser runs."""

_BLOCK = re.compile(f"{re.escape(OPENING)}(.*?){re.escape(CLOSING)}", re.DOTALL)

Cells = Mapping[str, Mapping[str, str]]
"""By agent and day, what a cell said."""


@dataclass(frozen=True)
class Printed:
    """One print: of which month and version, its ``cells``, and in ``before`` those that the print before had otherwise.

    ``since`` names the version of that print before; it is empty on a first print.
    """

    group: str
    month: str
    version: str
    mark: str
    cells: Cells
    before: Cells
    since: str = ""


def printed(edition: Edition, last: Printed | None) -> Printed:
    """The print of ``edition`` after ``last``. The same version printed once more marks what it marked before."""
    cells = {member.id: _cells(member.squares) for member in edition.members}
    version, since = edition.version, ""
    before: Cells = {}
    same_month = last is not None and (last.group, last.month) == (edition.group, edition.month)
    if last is not None and same_month:
        again = last.mark == version.mark
        before = last.before if again else _others(last.cells, cells)
        since = last.since if again else last.version
    return Printed(edition.group, edition.month, version.name, version.mark, cells, before, since)


def embedded(print_: Printed) -> str:
    """``print_`` as a block of data for the page; nothing in it can end the block."""
    document = {"format": FORMAT, **print_.__dict__}
    text = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"{OPENING}{text.replace('<', chr(92) + 'u003c')}{CLOSING}"


def read(page: str) -> Printed | None:
    """The print that a page remembers; None where it is no page of ours, or was edited."""
    found = _BLOCK.search(page)
    try:
        document = json.loads(found[1]) if found else None
    except (ValueError, RecursionError):
        return None
    return _valid(document) if isinstance(document, dict) and document.pop("format", "") == FORMAT else None


def _valid(document: dict[str, Any]) -> Printed | None:
    texts, tables = ("group", "month", "version", "mark", "since"), ("cells", "before")
    whole = set(document) == {*texts, *tables}
    sound = whole and all(isinstance(document[key], str) for key in texts)
    return Printed(**document) if sound and all(_is_cells(document[key]) for key in tables) else None


def _is_cells(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(days, dict) and all(isinstance(cell, str) for cell in days.values())
        for days in value.values()
    )


def _cells(squares: Mapping[date, Square]) -> dict[str, str]:
    return {str(day): said(square) for day, square in squares.items()}


def said(square: Square) -> str:
    """What a cell says on the board: its duty, and the timed parts that its star stands for. A lunch is not told."""
    parts = [str(part) for part in square.parts] if square.letters.endswith("*") else []
    return "; ".join([square.duty, *parts])


def _others(old: Cells, new: Cells) -> dict[str, dict[str, str]]:
    found = {
        agent: {day: was for day, was in old.get(agent, {}).items() if day in days and days[day] != was}
        for agent, days in new.items()
    }
    return {agent: days for agent, days in found.items() if days}
