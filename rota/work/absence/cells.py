"""What an absence makes of published cells, and what stood there before it.

Working days become absent, leave among them: who falls ill on leave has it back. A Saturday turn that is
missed becomes off, as it is nobody's working day; it earns no lieu. A lieu day stays one, for it was no
day of work either, unless its Saturday is missed too: then it has lost its ground, and is absent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rota.domain.absence import Absence
from rota.domain.cell import ABSENT, OFF, Cell, Kind
from rota.domain.facts import Facts
from rota.domain.matter import BASE, CellChange
from rota.domain.period import Period, monday_of
from rota.domain.saturdays import SATURDAY
from rota.files.repository import Repository
from rota.work.amend import CellKey

WORKING = frozenset({Kind.SHIFT, Kind.TRAINING, Kind.LEAVE})
"""What becomes absent on a working day."""


@dataclass(frozen=True)
class AbsentCells:
    """The published cells of one agent from ``first`` on; ``ref`` is the absence's folder, None for a new one."""

    repo: Repository
    facts: Facts
    agent: str
    first: date
    ref: str | None = None

    @cached_property
    def now(self) -> Mapping[date, Cell]:
        """Every published cell from the first day on, as it stands now."""
        cells = (cells for cells in self._published() if cells)
        return {day: cell for month in cells for day, cell in sorted(month.items()) if day >= self.first}

    def _published(self) -> Iterator[Mapping[date, Cell]]:
        start = Period.holding(self.first).month
        for group in self.repo.centre.group:
            rotas = self.repo.rotas(group.id)
            yield from (rotas[month].cells.get(self.agent, {}) for month in sorted(rotas) if month >= start)

    def wanted(self, last: date | None, before: Absence | None = None) -> dict[CellKey, Cell]:
        """The cells that change for an absence until ``last``, where ``before`` is what was recorded so far.

        A day that somebody has given to the agent since stays as it is.
        """
        made = {
            day: self._made(day, last) if _until(day, last) else self._original(day)
            for day in self.now
            if self._mine(day) or (_until(day, last) and not self._given_since(day, before))
        }
        return {(self.agent, day): cell for day, cell in made.items() if cell != self.now[day]}

    def before(self) -> dict[CellKey, Cell]:
        """The cells that the absence changed, as they were before it."""
        return {(self.agent, day): self._original(day) for day in self.now if self._mine(day)}

    def planned(self, last: date) -> tuple[date, ...]:
        """The days after ``last`` that were planned as absent, so that nothing stood there before."""
        return tuple(
            day
            for day, cell in self.now.items()
            if day > last and cell.kind is Kind.ABSENT and not self._mine(day)
        )

    def _mine(self, day: date) -> bool:
        """Whether it was this absence that changed the cell last."""
        head = self.repo.effective.head(self.agent, day)
        return self.ref is not None and head.startswith(f"{self.ref}/")

    def _given_since(self, day: date, before: Absence | None) -> bool:
        changed = self.repo.effective.head(self.agent, day) != BASE
        return before is not None and day in before and changed and self.now[day].kind is not Kind.LIEU

    def _original(self, day: date) -> Cell:
        """The cell as it was before this absence, link by link."""
        cell, head = self.now[day], self.repo.effective.head(self.agent, day)
        while self.ref is not None and head.startswith(f"{self.ref}/"):
            link = self._links[head, day]
            cell, head = link.old, link.on
        return cell

    @cached_property
    def _links(self) -> Mapping[tuple[str, date], CellChange]:
        applied = self.repo.effective.applied
        return {
            (one.ref, cell.day): cell for one in applied for cell in one.cells if cell.agent == self.agent
        }

    def _made(self, day: date, last: date | None) -> Cell:
        """What the absence makes of a day."""
        cell = self._original(day)
        standing = self.facts.standing(self.agent, day)
        rostered = standing is not None and standing.rostered
        if cell.kind is Kind.LIEU:
            return ABSENT if rostered and self._misses_turn(day, last) else cell
        if cell.kind in WORKING:
            return ABSENT if rostered else OFF
        return Cell(cell.kind)

    def _misses_turn(self, day: date, last: date | None) -> bool:
        """Whether the Saturday of the week of ``day`` is worked, and the absence takes it."""
        saturday = monday_of(day) + timedelta(days=SATURDAY)
        return saturday in self.now and self._original(saturday).is_shift and _until(saturday, last)


def _until(day: date, last: date | None) -> bool:
    return last is None or day <= last
