"""Absences as text: what recording one changed, and a list of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rota.domain.absence import Absence
from rota.domain.clock import day_words
from rota.domain.cover import Shortfall
from rota.domain.levels import LevelMove
from rota.domain.matter import CellChange
from rota.show.levels import change_lines
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, counted, shortfall_words

MOST = 8
"""Lines of a kind that are shown one by one."""


def changes_text(cells: Sequence[CellChange]) -> str:
    """Each changed cell, ``Wed 2 Dec: late phones -> absent``; nothing where none changes."""
    lines = (safe(f"  {day_words(cell.day)}: {cell.before} -> {cell.after}") for cell in cells)
    return "\n".join(shortened(lines, len(cells), "more cell"))


def short_text(short: Sequence[Shortfall]) -> str:
    """Each shortfall, a line for one."""
    return "\n".join(shortened((f"  {shortfall_words(one)}" for one in short), len(short), "more shortfall"))


def levels_text(moves: Sequence[LevelMove]) -> str:
    """How calls fare on each day, a line for one."""
    return "\n".join(shortened((f"  {line}" for line in change_lines(moves)), len(moves), "more day"))


def shortened(lines: Iterable[str], number: int, more: str) -> Iterator[str]:
    """The first of ``lines``, and how many more there are."""
    for at, line in enumerate(lines):
        if at == MOST and number > MOST + 1:
            yield f"  and {counted(number - MOST, more)}"
            return
        yield line


def span_words(first: date, last: date | None) -> str:
    """``from Wed 2 Dec until Fri 4 Dec``, ``on Wed 2 Dec``, or ``from Wed 2 Dec, open-ended``."""
    if last is None:
        return f"from {day_words(first)}, open-ended"
    return f"on {day_words(first)}" if first == last else f"from {day_words(first)} until {day_words(last)}"


def absence_list(rows: Iterable[tuple[Absence, str]], *, names: Mapping[str, str]) -> str:
    """A line for each absence with the one who recorded it last; nothing where there is none."""
    columns = [Column(title) for title in ("id", "agent", "from", "until", "recorded by")]
    lines: Iterable[Line] = table(
        columns,
        (
            (one.id, agent_words(one.agent, names), str(one.first), str(one.last or "open"), by)
            for one, by in rows
        ),
    )
    return paint(lines)
