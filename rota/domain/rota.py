"""A rota: the cells of one group's period, with the facts around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rota.domain.cell import Cell
from rota.domain.facts import CellsByAgent, Facts
from rota.domain.period import ONE_DAY, span
from rota.domain.place import Place


@dataclass(frozen=True)
class Rota:
    """Cells by agent and day, however they came about; all that a checker reads.

    ``cells`` holds days of the period; days around it are looked up in the facts. ``places`` says
    where cells stand that do not stand in the file at ``place``.
    """

    facts: Facts
    cells: CellsByAgent
    place: Place = field(default=Place(""))
    places: Mapping[tuple[str, date], Place] = field(default_factory=dict)

    @property
    def agents(self) -> tuple[str, ...]:
        """The agents of the group, in the order in which they are shown."""
        return self.facts.agents

    @property
    def start(self) -> date:
        """The first day of the period."""
        return self.facts.period.start

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.facts.period.end

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the period."""
        return self.facts.period.days

    def cell(self, agent: str, day: date) -> Cell | None:
        """The cell of ``agent`` on ``day``, in the period or around it; None where none is known."""
        facts = self.facts
        cells = (self.cells if facts.period.start <= day <= facts.period.end else facts.known).get(agent)
        return None if cells is None else cells.get(day)

    def days_worked(self, agent: str) -> Iterator[date]:
        """The days on which a shift of ``agent`` starts, in order: in the period, and around it without a day off between."""
        first, last = self.start, self.end
        while self._works(agent, first - ONE_DAY):
            first -= ONE_DAY
        while self._works(agent, last + ONE_DAY):
            last += ONE_DAY
        return (day for day in span(first, last) if self._works(agent, day))

    def _works(self, agent: str, day: date) -> bool:
        cell = self.cell(agent, day)
        return cell is not None and cell.is_shift

    def in_period(self, agent: str) -> Iterator[tuple[date, Cell]]:
        """The cells of ``agent`` in the period, in order of days."""
        cells = self.cells.get(agent, {})
        return ((day, cells[day]) for day in self.days if day in cells)
