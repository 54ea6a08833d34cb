"""Whom a rota moves from what stood before, in words: one line for each stretch of days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rota.domain.breaks import bare
from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.moves import Move, people_moved
from rota.show.safe import safe
from rota.show.words import agent_words, counted

MOST = 12
"""So many lines are shown where not all are asked for."""


def moves_words(moves: Sequence[Move]) -> str:
    """How many are moved: ``2 people moved, 5 cells changed``."""
    if not moves:
        return "nobody is moved"
    people = counted(len(people_moved(moves)), "person", "people")
    return f"{people} moved, {counted(len(moves), 'cell')} changed"


def moves_lines(moves: Iterable[Move], names: Mapping[str, str], most: int | None = None) -> list[str]:
    """A line for each stretch in which the same becomes the same; with ``most``, the rest is counted."""
    lines = list(_stretches(moves, names))
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most], f"and {len(lines) - most} more"]


def _stretches(moves: Iterable[Move], names: Mapping[str, str]) -> Iterator[str]:
    for (agent, before, after), found in groupby(moves, _duties):
        days = [move.day for move in found]
        first, last = day_words(days[0]), day_words(days[-1])
        when = first if len(days) == 1 else f"{first} to {last}, {len(days)} cells"
        yield f"{agent_words(agent, names)} {when}: {safe(str(before))} -> {safe(str(after))}"


def _duties(move: Move) -> tuple[str, Cell, Cell]:
    return move.agent, *(move.duties or (bare(move.before), bare(move.after)))


def since_text(number: int, moves: Sequence[Move], names: Mapping[str, str], *, told: bool) -> str:
    """What is other than in a draft; each change too where that draft was ``told``."""
    draft = f"draft {number}, which was told" if told else f"draft {number}"
    if not moves:
        return f"Nobody is moved from {draft}."
    head = f"Against {draft}: {moves_words(moves)}"
    if not told:
        return f"{head}."
    return "\n  ".join([f"{head}:", *moves_lines(moves, names, MOST)])
