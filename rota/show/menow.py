"""How an agent stands at some minute of a day, and a shift to come, in a few words."""

from collections.abc import Iterator

from rota.domain.cell import BREAK, Cell, Part
from rota.domain.clock import hhmm
from rota.domain.facts import Facts
from rota.domain.hours import worked
from rota.show.safe import safe
from rota.show.words import times


def now_words(cell: Cell, facts: Facts, minute: int) -> tuple[str, str]:
    """A label, ``Now`` or ``Today``, and what the day still holds: ``until 16:30, early phones, break 12:30-13:00``."""
    spans = worked(cell, facts)
    if not spans:
        return "Today", safe(cell.kind.value)
    if minute >= spans[-1][1]:
        return "Today", safe(f"over since {hhmm(spans[-1][1])}: {_whole(cell)}")
    now = next((end for start, end in spans if start <= minute < end), None)
    if now is None:
        left = ", ".join(times(start, end) for start, end in spans if minute < end)
        return "Today", safe(", ".join([f"{left}  {_whole(cell)}", *_parts(cell, minute)]))
    pause = next(
        (part for part in cell.parts if part.what == BREAK and part.start <= minute < part.end), None
    )
    if pause is not None:
        then = ", ".join([f"then {_whole(cell)} until {hhmm(now)}", *_parts(cell, pause.end)])
        return "Now", safe(f"break until {hhmm(pause.end)}, {then}")
    return "Now", safe(", ".join([f"until {hhmm(now)}, {_whole(cell)}", *_parts(cell, minute)]))


def shift_words(cell: Cell, facts: Facts) -> str:
    """A shift with its times first: ``08:30-16:30  early phones, break 12:30-13:00``."""
    spans = ", ".join(times(*span) for span in worked(cell, facts))
    return safe(", ".join([f"{spans}  {_whole(cell)}", *_parts(cell, 0)]))


def _whole(cell: Cell) -> str:
    return f"{cell.pattern} {cell.service}" if cell.is_shift else cell.kind.value


def _parts(cell: Cell, minute: int) -> Iterator[str]:
    """The timed parts that are not over at ``minute``."""
    yield from (_part(part) for part in cell.parts if part.end > minute)


def _part(part: Part) -> str:
    return f"{part.what} {times(part.start, part.end)}"
