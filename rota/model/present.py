"""Who may be at a service: undecided agents, shift by shift, and what they can do beside it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from rota.domain.cell import Cell
from rota.domain.centre import Pattern
from rota.domain.duties import done_beside
from rota.domain.facts import Facts
from rota.domain.hours import serving

Options = Callable[[str, date], Mapping[Cell, int]]
"""The values that the cell of an agent on a day may have, with their variables."""


class Kind(NamedTuple):
    """When a break may begin, how many minutes it takes, and what its takers can do beside their service."""

    starts: tuple[int, ...]
    length: int
    able: frozenset[str]


class Member(NamedTuple):
    """An undecided agent who may work ``pattern`` at a service: ``var`` is 1 if so; ``able`` is what they can do beside it."""

    agent: str
    pattern: Pattern
    var: int
    able: frozenset[str]

    @property
    def kind(self) -> Kind:
        """The kind of break that goes with it."""
        return Kind(self.pattern.break_starts, self.pattern.break_length, self.able)

    def covers(self, minute: int) -> bool:
        """Whether the shift is under way at ``minute``."""
        return self.pattern.start <= minute < self.pattern.end


class Present:
    """Looks up members and facts by service and day, each worked out once."""

    def __init__(self, facts: Facts, options: Options, constant: Callable[[str, date], Cell | None]) -> None:
        self._facts = facts
        self._options = options
        self._constant = constant
        self._members: dict[tuple[str, date], tuple[Member, ...]] = {}
        self._busy: dict[date, list[Cell]] = {}
        self._undecided: dict[date, int] = {}

    def members(self, service: str, day: date) -> tuple[Member, ...]:
        """The undecided agents who may be at ``service`` on ``day``, one for each pattern."""
        if (service, day) not in self._members:
            self._find_members(day)
        return self._members.get((service, day), ())

    def _find_members(self, day: date) -> None:
        found: dict[str, list[Member]] = {service: [] for service in self._facts.services}
        for agent in self._facts.agents:
            for cell, var in self._options(agent, day).items():
                if cell.is_shift:
                    able = self._able(agent, cell.service, day)
                    pattern = self._facts.patterns[cell.pattern]
                    found[cell.service].append(Member(agent, pattern, var, able))
        order = {pattern: at for at, pattern in enumerate(self._facts.patterns)}
        for service, members in found.items():
            members.sort(key=lambda member: order[member.pattern.id])
            self._members[service, day] = tuple(members)

    def _able(self, agent: str, service: str, day: date) -> frozenset[str]:
        """What deferrable work ``agent`` can do beside ``service``: trained for it, and not kept from it by an agreed limit."""
        standing = self._facts.standing(agent, day)
        if standing is None:
            return frozenset()
        barred = {name for limit in standing.limits for name in limit.never}
        services = self._facts.services
        return frozenset(
            work
            for work in done_beside(service, self._facts.demand)
            if work in services and services[work].needs_skill in standing.skills and work not in barred
        )

    def undecided(self, day: date) -> int:
        """How many agents have a cell to decide on ``day``."""
        if day not in self._undecided:
            self._undecided[day] = sum(bool(self._options(agent, day)) for agent in self._facts.agents)
        return self._undecided[day]

    def given(self, service: str, day: date, minute: int) -> int:
        """How many agents serve ``service`` at ``minute`` whatever is decided."""
        if day not in self._busy:
            cells = (self._constant(agent, day) for agent in self._facts.agents)
            self._busy[day] = [cell for cell in cells if cell and (cell.is_shift or cell.parts)]
        return sum(serving(cell, minute, self._facts) == service for cell in self._busy[day])
