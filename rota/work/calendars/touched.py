"""How often the record has touched a cell: what a calendar counts as the revisions of a shift.

The count must rise whenever the shift may be another, and never fall, or a client stays with what it had. So a change
that was voided counts twice, for it came and went. Of two changes that a merge has put on one cell neither
applies, and their other cells go back too: there each counts what happened to the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from rota.domain.cell import Cell
from rota.domain.effective import Link
from rota.domain.matter import CellChange, Step
from rota.files.matters import Chain
from rota.files.repository import Repository

CellKey = tuple[str, date]


@dataclass(frozen=True)
class Life:
    """A change of cells from when it was settled until it was voided; ``ended`` is None where it stands."""

    ref: str
    cells: tuple[CellChange, ...]
    begun: datetime
    ended: datetime | None

    def met(self, other: "Life") -> bool:
        """Whether there was a time at which both stood."""
        return not (self.over_by(other.begun) or other.over_by(self.begun))

    def over_by(self, moment: datetime) -> bool:
        """Whether it was voided by then."""
        return self.ended is not None and self.ended <= moment


@dataclass(frozen=True)
class Turn:
    """An event that may have moved a cell: when a change came to be, or ``gone``."""

    ref: str
    gone: bool
    at: datetime


class Touched:
    """Every change that was ever settled, by the cells that it touched."""

    def __init__(self, repo: Repository) -> None:
        self._lives = tuple(life for chain in repo.contents.chains for life in _lives(chain))

    def turns(self, agent: str, day: date) -> frozenset[Turn]:
        """The events that may have moved the cell."""
        lives = self._by_cell.get((agent, day), ())
        return frozenset(turn for life in lives for turn in (*_own(life), *self._stirring(life)))

    def cells(self, agent: str, day: date) -> list[tuple[datetime, Cell]]:
        """What the changes of the cell made it, and what it was again once they were voided, in time."""
        found: list[tuple[datetime, Cell]] = []
        for life in self._by_cell.get((agent, day), ()):
            change = next(cell for cell in life.cells if (cell.agent, cell.day) == (agent, day))
            found.append((life.begun, change.new))
            if life.ended is not None:
                found.append((life.ended, change.old))
        return sorted(found, key=lambda pair: pair[0])

    @cached_property
    def keys(self) -> frozenset[CellKey]:
        """The cells that were ever touched."""
        return frozenset(self._by_cell)

    @cached_property
    def _by_cell(self) -> Mapping[CellKey, list[Life]]:
        found: dict[CellKey, list[Life]] = defaultdict(list)
        for life in self._lives:
            for cell in life.cells:
                found[cell.agent, cell.day].append(life)
        return found

    @cached_property
    def _by_link(self) -> Mapping[Link, list[Life]]:
        found: dict[Link, list[Life]] = defaultdict(list)
        for life in self._lives:
            for cell in life.cells:
                found[cell.on, cell.agent, cell.day].append(life)
        return found

    @cached_property
    def _by_ref(self) -> Mapping[str, Life]:
        return {life.ref: life for life in self._lives}

    def _stirring(self, life: Life) -> Iterator[Turn]:
        """What happened to others that may have moved all cells of ``life``: rivals, and what it stood on."""
        for one in self._stood_on(life):
            if one.ref != life.ref:
                yield from _end(one, life)
            rivals = (rival for cell in one.cells for rival in self._by_link[cell.on, cell.agent, cell.day])
            for rival in rivals:
                if rival.ref != one.ref and one.met(rival):
                    yield Turn(rival.ref, gone=False, at=rival.begun)
                    yield from _end(rival, one)

    def _stood_on(self, life: Life) -> Iterable[Life]:
        """``life`` and all that it stood on, down to the base."""
        found = {life.ref: life}
        waiting = [life]
        while waiting:
            for cell in waiting.pop().cells:
                below = self._by_ref.get(cell.on)
                if below is not None and below.ref not in found:
                    found[below.ref] = below
                    waiting.append(below)
        return found.values()


def _end(other: Life, life: Life) -> Iterator[Turn]:
    """The end of ``other``, where ``life`` still stood then."""
    if other.ended is not None and not life.over_by(other.ended):
        yield Turn(other.ref, gone=True, at=other.ended)


def _own(life: Life) -> Iterator[Turn]:
    yield Turn(life.ref, gone=False, at=life.begun)
    if life.ended is not None:
        yield Turn(life.ref, gone=True, at=life.ended)


def _lives(chain: Chain[Any]) -> Iterator[Life]:
    last = chain.events[-1]
    voided = last.event is Step.VOIDED
    # Without its end a voided matter tells what it changed while it stood.
    whole = replace(chain, events=chain.events[:-1]) if voided else chain
    for change in whole.changes:
        event = chain.events[int(change.ref.rpartition("/")[2]) - 1]
        ended = datetime.fromisoformat(last.at) if voided else None
        yield Life(change.ref, change.cells, datetime.fromisoformat(event.at), ended)
