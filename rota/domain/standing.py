"""What holds for one agent on one day, after dated terms, limits and variations are applied."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre, Employer, Pattern, Team
from rota.domain.contract import Contract
from rota.domain.people import Agent, Limit, Variation
from rota.domain.table import Weekday


class Standing(NamedTuple):
    """One agent's terms on one day.

    ``contracted``: this is one of the agent's own working days (Saturday turns apart). ``rostered``: it is, and the
    contract has a pattern for it: it is not one off in its week of the cycle. ``saturday_turn``: this is a Saturday
    that the agent may take a turn on, against a day off in lieu. ``lent_to`` are the other sites at which the agent may
    be asked to work.
    """

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
    contracted: bool
    rostered: bool
    saturday_turn: bool
    lent_to: tuple[str, ...] = ()

    @property
    def site(self) -> str:
        """The site of the agent's team."""
        return self.team.site

    @property
    def agreed_day(self) -> bool:
        """Whether the written terms, or an agreed variation of them, let this weekday be worked."""
        written, weekday = self.contract.written, Weekday.of(self.day)
        if written is None or weekday in written.weekdays:
            return True
        return any(weekday in variation.weekdays for variation in self.variations)

    def within_agreed_hours(self, start: int, end: int) -> bool:
        """Whether work from ``start`` to ``end`` stays in the written terms or an agreed variation of them."""
        written = self.contract.written
        if written is None:
            return True
        earliest = min([written.earliest, *(v.earliest for v in self.variations if v.earliest is not None)])
        latest = max([written.latest, *(v.latest for v in self.variations if v.latest is not None)])
        return self.agreed_day and earliest <= start and end <= latest

    def within_written_terms(self, pattern: Pattern) -> bool:
        """Whether a shift of ``pattern`` stays in the written terms or an agreed variation of them."""
        return self.within_agreed_hours(pattern.start, pattern.end)


class _Found(dict[tuple[str, date], Standing | None]):
    """Standings that were worked out; the others are when they are asked for, at no price for those that were."""

    def __init__(self, work_out: Callable[[str, date], Standing | None]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: tuple[str, date]) -> Standing | None:
        return self.setdefault(key, self._work_out(*key))


class Standings:
    """Looks up standings, each worked out once."""

    def __init__(self, centre: Centre, calendar: Calendar, agents: dict[str, Agent]) -> None:
        self._calendar = calendar
        self._agents = agents
        self._teams = {team.id: team for team in centre.team}
        self._employers = {employer.id: employer for employer in centre.employer}
        self._contracts = {contract.id: contract for contract in centre.contract}
        self._found = _Found(self._work_out)
        self._terms_found: dict[tuple[str, tuple[bool, ...]], _Terms] = {}

    def of(self, agent: str, day: date) -> Standing | None:
        """The standing of ``agent`` on ``day``; None for somebody who does not work here then."""
        return self._found[agent, day]

    def _work_out(self, id: str, day: date) -> Standing | None:
        agent = self._agents.get(id)
        if agent is None or not agent.holds(day):
            return None
        terms = self._terms(agent, day)
        contract = self._contracts[terms.contract]
        weekdays, weekday = terms.weekdays or contract.weekdays, Weekday.of(day)
        term_break = contract.term_time and self._calendar.in_school_holiday(day)
        contracted = weekday in weekdays and not term_break
        turn = weekday is Weekday.SAT and contract.saturdays and weekday not in weekdays
        return Standing(
            agent=id,
            day=day,
            team=self._teams[terms.team],
            employer=self._employers[terms.employer],
            contract=contract,
            home=terms.home,
            skills=terms.skills,
            weekdays=weekdays,
            limits=terms.limits,
            variations=terms.variations,
            minor=agent.minor(day),
            term_break=term_break,
            contracted=contracted,
            rostered=contracted and bool(contract.patterns_on(day)),
            saturday_turn=turn and not term_break,
            lent_to=terms.lent_to,
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
        self.lent_to = next((entry.lent_to for entry in entries if entry.lent_to is not None), ())
        self.limits = tuple(limit for limit in agent.limit if limit.holds(day))
        self.variations = tuple(variation for variation in agent.variation if variation.holds(day))
