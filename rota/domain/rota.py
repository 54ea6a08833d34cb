"""A rota: the cells of one group's period, with the facts around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rota.domain.cell import Cell
from rota.domain.facts import CellsByAgent, Facts
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
        if day in self.facts.period:
            return self.cells.get(agent, {}).get(day)
        return self.facts.known.get(agent, {}).get(day)

    @cached_property
    def _calendars(self) -> Mapping[str, Mapping[date, Cell]]:
        agents = set(self.agents) | set(self.cells)
        return {agent: self._calendar(agent) for agent in agents}

    def _calendar(self, agent: str) -> dict[date, Cell]:
        cells = dict(self.facts.known.get(agent, {}))
        for day in self.days:
            cells.pop(day, None)
        cells.update(self.cells.get(agent, {}))
        return dict(sorted(cells.items()))

    def calendar(self, agent: str) -> Mapping[date, Cell]:
        """Every known cell of ``agent``, before, in and after the period, in order of days."""
        return self._calendars.get(agent, {})

    def days_worked(self, agent: str) -> Iterator[date]:
        """The days on which a shift of ``agent`` starts, before, in and after the period, in order."""
        return (day for day, cell in self.calendar(agent).items() if cell.is_shift)

    def in_period(self, agent: str) -> Iterator[tuple[date, Cell]]:
        """The cells of ``agent`` in the period, in order of days."""
        cells = self.cells.get(agent, {})
        return ((day, cells[day]) for day in self.days if day in cells)
