"""What holds for one agent on one day, after dated terms, limits and variations are applied."""

from datetime import date
from typing import NamedTuple

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre, Employer, Pattern, Team
from rota.domain.contract import Contract
from rota.domain.people import Agent, Limit, Variation
from rota.domain.table import Weekday


class Standing(NamedTuple):
    """One agent's terms on one day."""

    agent: str
    day: date
    team: Team
    employer: Employer
    contract: Contract
    home: str
    skills: frozenset[str]
    weekdays: tuple[Weekday, ...]
    limits: tuple[Limit, ...]
    variations: tuple[Variation, ...]
    minor: bool
    term_break: bool

    @property
    def site(self) -> str:
        """The site of the agent's team."""
        return self.team.site

    @property
    def contracted(self) -> bool:
        """Whether this is one of the agent's own working days (Saturday turns apart)."""
        return Weekday.of(self.day) in self.weekdays and not self.term_break

    @property
    def rostered(self) -> bool:
        """Whether this is a working day on which the contract has a pattern: not one off in its week of the cycle."""
        return self.contracted and bool(self.contract.patterns_on(self.day))

    @property
    def saturday_turn(self) -> bool:
        """Whether this is a Saturday that the agent may take a turn on, against a day off in lieu."""
        is_saturday = Weekday.of(self.day) is Weekday.SAT
        return (
            is_saturday
            and self.contract.saturdays
            and Weekday.SAT not in self.weekdays
            and not self.term_break
        )

    def within_written_terms(self, pattern: Pattern) -> bool:
        """Whether a shift of ``pattern`` stays in the written terms or an agreed variation of them."""
        written = self.contract.written
        if written is None:
            return True
        weekday = Weekday.of(self.day)
        earliest = min([written.earliest, *(v.earliest for v in self.variations if v.earliest is not None)])
        latest = max([written.latest, *(v.latest for v in self.variations if v.latest is not None)])
        on_agreed_day = weekday in written.weekdays or any(weekday in v.weekdays for v in self.variations)
        return on_agreed_day and earliest <= pattern.start and pattern.end <= latest


class Standings:
    """Looks up standings, each worked out once."""

    def __init__(self, centre: Centre, calendar: Calendar, agents: dict[str, Agent]) -> None:
        self._calendar = calendar
        self._agents = agents
        self._teams = {team.id: team for team in centre.team}
        self._employers = {employer.id: employer for employer in centre.employer}
        self._contracts = {contract.id: contract for contract in centre.contract}
        self._found: dict[tuple[str, date], Standing | None] = {}
        self._terms_found: dict[tuple[str, tuple[bool, ...]], _Terms] = {}

    def of(self, agent: str, day: date) -> Standing | None:
        """The standing of ``agent`` on ``day``; None for somebody who does not work here then."""
        key = (agent, day)
        try:
            return self._found[key]
        except KeyError:
            return self._found.setdefault(key, self._work_out(agent, day))

    def _work_out(self, id: str, day: date) -> Standing | None:
        agent = self._agents.get(id)
        if agent is None or not agent.holds(day):
            return None
        terms = self._terms(agent, day)
        contract = self._contracts[terms.contract]
        return Standing(
            agent=id,
            day=day,
            team=self._teams[terms.team],
            employer=self._employers[terms.employer],
            contract=contract,
            home=terms.home,
            skills=terms.skills,
            weekdays=terms.weekdays or contract.weekdays,
            limits=terms.limits,
            variations=terms.variations,
            minor=agent.minor(day),
            term_break=contract.term_time and self._calendar.in_school_holiday(day),
        )

    def _terms(self, agent: Agent, day: date) -> "_Terms":
        """The terms on ``day``, worked out once for all days on which the same entries hold."""
        dated = (*agent.dated, *agent.limit, *agent.variation)
        key = (agent.id, tuple([entry.holds(day) for entry in dated]))
        if key not in self._terms_found:
            self._terms_found[key] = _Terms(agent, day)
        return self._terms_found[key]


class _Terms:
    """Each of an agent's terms on a day: the strongest entry that speaks of it, and all limits and variations."""

    def __init__(self, agent: Agent, day: date) -> None:
        entries = tuple(agent.terms(day))
        self.team = next(entry.team for entry in entries if entry.team is not None)
        self.employer = next(entry.employer for entry in entries if entry.employer is not None)
        self.contract = next(entry.contract for entry in entries if entry.contract is not None)
        self.home = next(entry.home for entry in entries if entry.home is not None)
        self.skills = frozenset(next(entry.skills for entry in entries if entry.skills is not None))
        self.weekdays = next((entry.weekdays for entry in entries if entry.weekdays is not None), None)
        self.limits = tuple(limit for limit in agent.limit if limit.holds(day))
        self.variations = tuple(variation for variation in agent.variation if variation.holds(day))
