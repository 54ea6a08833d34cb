"""What rota files are held against: the ids that exist, and who belongs where when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from rota.domain.cell import AWAY_PARTS, UNSERVED_PARTS, Cell
from rota.domain.centre import Centre
from rota.domain.contract import Contract
from rota.domain.people import Agent, People
from rota.domain.place import Place
from rota.files.toml import Document
from rota.files.wording import nearest, quoted

_WORDS = AWAY_PARTS | UNSERVED_PARTS


@dataclass(frozen=True)
class World:
    """A centre and its people, looked up by id."""

    root: Path
    centre: Centre
    people: People
    centre_document: Document
    people_document: Document
    asked_skills: frozenset[str] = frozenset()

    @cached_property
    def agents(self) -> dict[str, Agent]:
        """Agents by id."""
        return {agent.id: agent for agent in self.people.agent}

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """Teams by rota group."""
        return {group.id: frozenset(group.teams) for group in self.centre.group}

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        """Contracts by id."""
        return {contract.id: contract for contract in self.centre.contract}

    @cached_property
    def employers(self) -> frozenset[str]:
        """The ids of all employers."""
        return frozenset(employer.id for employer in self.centre.employer)

    @cached_property
    def sites(self) -> frozenset[str]:
        """The ids of all sites."""
        return frozenset(site.id for site in self.centre.site)

    @cached_property
    def teams(self) -> frozenset[str]:
        """The ids of all teams."""
        return frozenset(team.id for team in self.centre.team)

    @cached_property
    def skills(self) -> frozenset[str]:
        """Every skill that some service needs, or that a rule asks for."""
        return self.asked_skills.union(service.needs_skill for service in self.centre.service)

    @cached_property
    def patterns(self) -> frozenset[str]:
        """The ids of all shift patterns."""
        return frozenset(pattern.id for pattern in self.centre.pattern)

    @cached_property
    def services(self) -> frozenset[str]:
        """The ids of all services."""
        return frozenset(service.id for service in self.centre.service)

    @property
    def cell_example(self) -> str:
        """How cells are written here, by example."""
        return f'"{self.centre.pattern[0].id} {self.centre.service[0].id}" or "off"'

    @cached_property
    def _wrong_cells(self) -> dict[Cell, tuple[str, str] | None]:
        return {}

    def wrong_in(self, cell: Cell) -> tuple[str, str] | None:
        """What ``cell`` names that does not exist, and the next step; None for a good cell."""
        if cell not in self._wrong_cells:
            self._wrong_cells[cell] = self._look_at(cell)
        return self._wrong_cells[cell]

    def _look_at(self, cell: Cell) -> tuple[str, str] | None:
        if cell.is_shift and cell.pattern not in self.patterns:
            return f"no pattern is named {quoted(cell.pattern)}", nearest(cell.pattern, self.patterns)
        served = [cell.service] if cell.is_shift else []
        served += [part.what for part in cell.parts if part.what not in _WORDS]
        for service in served:
            if service not in self.services:
                return f"no service is named {quoted(service)}", nearest(service, self.services)
        return None

    def agent_place(self, agent: str) -> Place:
        """Where ``people.toml`` lists ``agent``; the file itself for one it does not list."""
        at = next((at for at, entry in enumerate(self.people.agent) if entry.id == agent), None)
        return self.people_document.place() if at is None else self.people_document.place("agent", at)

    def membership(self, group: str, agent: str) -> Callable[[date], bool]:
        """Whether ``agent`` belongs to ``group`` on a day, as a function of the day."""
        teams = self.groups.get(group)
        if teams is None:
            return lambda _: True
        person = self.agents[agent]
        if not any(entry.team for entry in person.dated):
            return person.holds if person.team in teams else lambda _: False
        return lambda day: person.holds(day) and self._team(person, day) in teams

    def ever_in(self, group: str, agent: str) -> bool:
        """Whether ``agent`` belongs to ``group`` at some time."""
        person = self.agents[agent]
        return not self.groups.get(group, frozenset()).isdisjoint(
            {person.team, *(t.team for t in person.dated)}
        )

    def group_of(self, agent: str, day: date) -> str | None:
        """The group whose rota has ``agent`` on ``day``; None for somebody who does not work here then."""
        person = self.agents.get(agent)
        if person is None or not person.holds(day):
            return None
        team = self._team(person, day)
        return next((group for group, teams in self.groups.items() if team in teams), None)

    @staticmethod
    def _team(person: Agent, day: date) -> str:
        return next(entry.team for entry in person.terms(day) if entry.team is not None)
