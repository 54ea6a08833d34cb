"""The effective rota: the published base with every change that applies, found by links, never by clocks.

Each changed cell names its predecessor. A change applies whole or not at all: it does not where a
cell before it has moved, where two changes stand on one cell (which only a merge can make), or where
it stands on a change that does not apply itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rota.domain.cell import Cell
from rota.domain.matter import BASE, CellChange

CellKey = tuple[str, date]


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
    """Follow the links of ``changes`` from ``base``, which holds at least every cell they touch."""
    out = _out_of_place(base, changes)
    while more := _orphaned([change for change in changes if change.ref not in out]):
        out |= more
    applied = [change for change in changes if change.ref not in out]
    cells, heads = _ends(applied)
    order = {change.ref: at for at, change in enumerate(changes)}
    return Effective(
        cells, heads, tuple(applied), tuple(sorted(out.values(), key=lambda one: order[one.ref]))
    )


def _out_of_place(base: Mapping[CellKey, Cell], changes: Sequence[Change]) -> dict[str, Unapplied]:
    """Changes that contradict the base, their predecessor, or another change of the same cell."""
    after = {(change.ref, cell.agent, cell.day): cell.new for change in changes for cell in change.cells}
    after |= {(BASE, agent, day): cell for (agent, day), cell in base.items()}
    out: dict[str, Unapplied] = {}
    for change in changes:
        for cell in change.cells:
            before = after.get((cell.on, cell.agent, cell.day))
            if cell.on == BASE and before is None:
                out.setdefault(change.ref, Unapplied(change.ref, cell, Fault.UNPUBLISHED))
            elif before is not None and before != cell.old:
                out.setdefault(change.ref, Unapplied(change.ref, cell, Fault.MOVED))
    for one, other, cell in _pairs(changes):
        out.setdefault(one, Unapplied(one, cell, Fault.TWICE, other))
    return out


def _pairs(changes: Iterable[Change]) -> Iterable[tuple[str, str, CellChange]]:
    """Each change that stands on the same cell as another, with that other."""
    on: dict[tuple[str, str, date], list[tuple[str, CellChange]]] = defaultdict(list)
    for change in changes:
        for cell in change.cells:
            on[cell.on, cell.agent, cell.day].append((change.ref, cell))
    for together in on.values():
        for at, (ref, cell) in enumerate(together):
            if len(together) > 1:
                yield ref, together[0 if at else 1][0], cell


def _orphaned(changes: Sequence[Change]) -> dict[str, Unapplied]:
    """Changes that do not lead back to the base, link by link."""
    links = {(change.ref, cell.agent, cell.day): cell.on for change in changes for cell in change.cells}
    out: dict[str, Unapplied] = {}
    for change in changes:
        for cell in change.cells:
            if not _rooted(cell, links):
                out.setdefault(change.ref, Unapplied(change.ref, cell, Fault.ORPHANED, cell.on))
    return out


def _rooted(cell: CellChange, links: Mapping[tuple[str, str, date], str]) -> bool:
    on, passed = cell.on, 0
    # More steps than there are links means a circle, which nobody can write by accident.
    while on != BASE and passed <= len(links):
        on, passed = links.get((on, cell.agent, cell.day), ""), passed + 1
        if not on:
            return False
    return on == BASE


def _ends(applied: Sequence[Change]) -> tuple[dict[CellKey, Cell], dict[CellKey, str]]:
    """The last link of each cell's chain: what nothing else stands on."""
    stood_on = {(cell.on, cell.agent, cell.day) for change in applied for cell in change.cells}
    cells: dict[CellKey, Cell] = {}
    heads: dict[CellKey, str] = {}
    for change in applied:
        for cell in change.cells:
            if (change.ref, cell.agent, cell.day) not in stood_on:
                cells[cell.agent, cell.day] = cell.new
                heads[cell.agent, cell.day] = change.ref
    return cells, heads
