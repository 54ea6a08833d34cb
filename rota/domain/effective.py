"""The effective rota: the published base with every change that applies, found by links, never by clocks.

Each changed cell names its predecessor. A change applies whole or not at all: it does not where a
cell before it has moved, where two changes stand on one cell (which only a merge can make), or where
it stands on a change that does not apply itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rota.domain.cell import Cell
from rota.domain.matter import BASE, CellChange

CellKey = tuple[str, date]
Link = tuple[str, str, date]
"""A cell as one event left it, or the base: what the next change of it stands on."""


@dataclass(frozen=True)
class Change:
    """One event that changes cells: ``ref`` names it, such as ``changes/k3f9x2m7q1zw/3``."""

    ref: str
    cells: tuple[CellChange, ...]


class Fault(StrEnum):
    """Why a change does not apply."""

    TWICE = "two changes stand on one cell"
    MOVED = "the cell before it is another"
    ORPHANED = "what it stands on does not apply"
    UNPUBLISHED = "the month is not published"


@dataclass(frozen=True)
class Unapplied:
    """A change that does not apply, one of its cells that shows why, and the other change of a pair."""

    ref: str
    cell: CellChange
    fault: Fault
    other: str | None = None


@dataclass(frozen=True)
class Effective:
    """The outcome: the changed cells, the event on which each stands now, and what does not apply."""

    cells: Mapping[CellKey, Cell]
    heads: Mapping[CellKey, str]
    applied: tuple[Change, ...]
    unapplied: tuple[Unapplied, ...]

    def head(self, agent: str, day: date) -> str:
        """What the next change of this cell names as its predecessor."""
        return self.heads.get((agent, day), BASE)


def effective(base: Mapping[CellKey, Cell], changes: Sequence[Change]) -> Effective:
    """Follow the links of ``changes`` from ``base``, which holds at least every cell they touch.

    The outcome does not depend on the order of ``changes``, but for the order of what it lists.
    """
    out = _out_of_place(base, changes)
    standing = _rooted([change for change in changes if change.ref not in out])
    for change in changes:
        if change.ref not in out and change.ref not in standing:
            out[change.ref] = _orphaned(change, standing)
    applied = tuple(change for change in changes if change.ref in standing)
    unapplied = tuple(out[change.ref] for change in changes if change.ref in out)
    return Effective(*_ends(applied), applied, unapplied)


def _out_of_place(base: Mapping[CellKey, Cell], changes: Sequence[Change]) -> dict[str, Unapplied]:
    """Changes that contradict the base, their predecessor, or another change of the same cell."""
    after = {(change.ref, cell.agent, cell.day): cell.new for change in changes for cell in change.cells}
    after |= {(BASE, agent, day): cell for (agent, day), cell in base.items()}
    out: dict[str, Unapplied] = {}
    for change in changes:
        for cell in change.cells:
            before = after.get(_link(cell))
            if cell.on == BASE and before is None:
                out.setdefault(change.ref, Unapplied(change.ref, cell, Fault.UNPUBLISHED))
            elif before is not None and before != cell.old:
                out.setdefault(change.ref, Unapplied(change.ref, cell, Fault.MOVED))
    for ref, other, cell in _pairs(changes):
        out.setdefault(ref, Unapplied(ref, cell, Fault.TWICE, other))
    return out


def _link(cell: CellChange) -> Link:
    return cell.on, cell.agent, cell.day


def _pairs(changes: Sequence[Change]) -> Iterator[tuple[str, str, CellChange]]:
    """Each change that stands on the same cell as another, with that other."""
    on: dict[Link, list[str]] = defaultdict(list)
    for change in changes:
        for cell in change.cells:
            on[_link(cell)].append(change.ref)
    for change in changes:
        for cell in change.cells:
            if len(together := on[_link(cell)]) > 1:
                yield (
                    change.ref,
                    min((ref for ref in together if ref != change.ref), default=change.ref),
                    cell,
                )


def _rooted(changes: Sequence[Change]) -> set[str]:
    """The changes that lead back to the base with every cell; those that stand on one another never do."""
    cells = {change.ref: {(cell.agent, cell.day) for cell in change.cells} for change in changes}
    above: dict[str, list[str]] = defaultdict(list)
    awaited: dict[str, int] = {}
    for change in changes:
        below = [cell for cell in change.cells if cell.on != BASE]
        awaited[change.ref] = len(below)
        for cell in below:
            # What is not there, or does not change this cell, is never reached.
            if (cell.agent, cell.day) in cells.get(cell.on, ()):
                above[cell.on].append(change.ref)
    reached = [ref for ref, left in awaited.items() if not left]
    for ref in reached:
        for higher in above[ref]:
            awaited[higher] -= 1
            if not awaited[higher]:
                reached.append(higher)
    return set(reached)


def _orphaned(change: Change, standing: Set[str]) -> Unapplied:
    lost = (cell for cell in change.cells if cell.on != BASE and cell.on not in standing)
    # Where all of them stand, one of them does not change that very cell.
    cell = next(lost, None) or next(cell for cell in change.cells if cell.on != BASE)
    return Unapplied(change.ref, cell, Fault.ORPHANED, cell.on)


def _ends(applied: Sequence[Change]) -> tuple[dict[CellKey, Cell], dict[CellKey, str]]:
    """The last link of each cell's chain: what nothing else stands on."""
    stood_on = {_link(cell) for change in applied for cell in change.cells}
    cells: dict[CellKey, Cell] = {}
    heads: dict[CellKey, str] = {}
    for change in applied:
        for cell in change.cells:
            if (change.ref, cell.agent, cell.day) not in stood_on:
                cells[cell.agent, cell.day] = cell.new
                heads[cell.agent, cell.day] = change.ref
    return cells, heads
