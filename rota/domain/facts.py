"""Everything that is known before a month is planned, for one rota group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain

from rota.domain.absence import Absence
from rota.domain.calendar import Calendar
from rota.domain.cell import Cell, Kind
from rota.domain.centre import Centre, Closing, Pattern, Service
from rota.domain.demand import Demand
from rota.domain.history import History
from rota.domain.interval import INTERVAL
from rota.domain.leave import Leave
from rota.domain.load import Load, Staffing
from rota.domain.lookups import Lookups
from rota.domain.opening import Opening, Span
from rota.domain.people import Agent, People
from rota.domain.period import Period
from rota.domain.record import Record
from rota.domain.standing import Standing
from rota.domain.waivers import LiveWaiver
from rota.domain.wishes import Wish

CellsByAgent = Mapping[str, Mapping[date, Cell]]
"""Cells by agent id and day."""


class Why(StrEnum):
    """Why a cell is not the planner's to decide."""

    LEAVE = "leave granted"
    ABSENCE = "absent"
    CLOSED = "closed"
    PIN = "pinned"
    KEPT = "kept from the draft"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Fixed:
    """A cell that stands before planning begins, and why."""

    cell: Cell
    why: Why
    by: str = ""


@dataclass(frozen=True)
class Facts:
    """The facts of one rota group's period: all that planner and checkers go by.

    ``known`` are the cells of earlier and later published rotas; ``fixed`` the cells in the period
    that are facts already (leave, closures, pins, other teams' cells). ``taken_over`` are the shifts
    that agents took over on a day off by swaps or cover of their own, ``given_over`` the days that became
    free so; ``record`` is what was done to a published rota, and a plan or a draft has none. Both
    planner and checkers read these and nothing else of the repository, so either can be given another's.
    ``waivers`` are those of HR that hold today. ``lookups`` are what other months have worked out from
    the same centre, people and calendar. ``staffing`` knows what calls ask for; without it there are none.
    """

    period: Period
    group: str
    centre: Centre
    people: People
    calendar: Calendar = field(default_factory=Calendar)
    demand: Demand = field(default_factory=Demand)
    history: History = field(default_factory=History)
    wishes: Mapping[str, tuple[Wish, ...]] = field(default_factory=dict)
    leave: tuple[Leave, ...] = ()
    absences: tuple[Absence, ...] = ()
    taken_over: frozenset[tuple[str, date]] = frozenset()
    given_over: frozenset[tuple[str, date]] = frozenset()
    record: Record | None = None
    known: CellsByAgent = field(default_factory=dict)
    fixed: Mapping[tuple[str, date], Fixed] = field(default_factory=dict)
    waivers: tuple[LiveWaiver, ...] = ()
    staffing: Staffing | None = None
    lookups: Lookups | None = field(default=None, compare=False, repr=False)

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The group's teams, in the order of ``centre.toml``."""
        return next(group.teams for group in self.centre.group if group.id == self.group)

    @cached_property
    def agents(self) -> tuple[str, ...]:
        """The group's agents in the period, by team and then as ``people.toml`` lists them."""
        found: dict[str, int] = {}
        for agent in self.people.agent:
            standing = self._in_group(agent)
            if standing is not None:
                found[agent.id] = self.teams.index(standing.team.id)
        return tuple(sorted(found, key=found.__getitem__))

    def _in_group(self, agent: Agent) -> Standing | None:
        days = (standing for day in self.period.days if (standing := self.standing(agent.id, day)))
        return next((standing for standing in days if standing.team.id in self.teams), None)

    @cached_property
    def ever_here(self) -> tuple[str, ...]:
        """The agents who belong to the group at some time, as ``people.toml`` lists them."""
        teams = set(self.teams)
        return tuple(
            agent.id
            for agent in self.people.agent
            if not teams.isdisjoint({agent.team, *(terms.team for terms in agent.dated)})
        )

    @cached_property
    def ever_absent(self) -> frozenset[str]:
        """The agents who are recorded as absent on some day, in published rotas or in the period."""
        known = ((agent, cell) for agent, cells in self.known.items() for cell in cells.values())
        fixed = ((agent, fixed.cell) for (agent, _), fixed in self.fixed.items())
        return frozenset(agent for agent, cell in chain(known, fixed) if cell.kind is Kind.ABSENT)

    @cached_property
    def agent_of(self) -> Mapping[str, Agent]:
        """Agents by id, those of other groups too."""
        return {agent.id: agent for agent in self.people.agent}

    @cached_property
    def patterns(self) -> Mapping[str, Pattern]:
        """Shift patterns by id."""
        return {pattern.id: pattern for pattern in self.centre.pattern}

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Services by id: those of the sites on which the group works."""
        sites = {team.site for team in self.centre.team if team.id in self.teams}
        return {service.id: service for service in self.centre.service if service.site in sites}

    @cached_property
    def common(self) -> Lookups:
        """What other months of the same centre and people ask for as well."""
        mine = (self.centre, self.people, self.calendar, self.demand)
        if self.lookups is not None and self.lookups.are_of(*mine, self.staffing):
            return self.lookups
        return Lookups(*mine)

    @cached_property
    def _opening(self) -> Opening:
        return self.common.opening

    @cached_property
    def standing(self) -> Callable[[str, date], Standing | None]:
        """The terms of an agent on a day, as a function of the two; None if not employed then."""
        return self.common.standings.of

    def present(self, agent: str, day: date) -> bool:
        """Whether ``agent`` belongs to this group on ``day`` and so has a cell in its rota."""
        standing = self.standing(agent, day)
        return standing is not None and standing.team.id in self.teams

    def hours(self, service: str, day: date) -> Span | None:
        """Opening hours of ``service`` on ``day``; None when it is closed."""
        return self._opening.hours(service, day)

    def open_for(self, agent: str, day: date) -> bool:
        """Whether the site of ``agent`` is open on ``day``."""
        standing = self.standing(agent, day)
        return standing is not None and self._opening.site_open(standing.site, day)

    def all_open(self, day: date) -> bool:
        """Whether every site of the centre is open on ``day``."""
        return all(self._opening.site_open(site.id, day) for site in self.centre.site)

    def any_open(self, day: date) -> bool:
        """Whether any site of the group is open on ``day``."""
        return any(self.hours(service, day) for service in self.services)

    def loads(self, service: str, day: date) -> Mapping[int, Load]:
        """The calls that ``service`` meets on ``day`` while it is open, by the start of each half hour."""
        return self.staffing.loads(service, day) if self.staffing is not None else {}

    def needs(self, service: str, day: date) -> Mapping[int, int]:
        """Required headcount of ``service`` on ``day`` while it is open, by the start of each half hour.

        Given heads and minimum staffing, or what its calls ask for, whichever is more.
        """
        found, key = self.common.needs, (service, day)
        if key not in found:
            wanted = dict(self.posts(service, day))
            for at, load in self.loads(service, day).items():
                wanted[at] = max(wanted.get(at, 0), load.need)
            found[key] = {at: heads for at, heads in sorted(wanted.items()) if heads}
        return found[key]

    def posts(self, service: str, day: date) -> Mapping[int, int]:
        """Heads of ``service`` on ``day`` that no formula asks for: those given, and the minimum where calls are answered."""
        found, key = self.common.posts, (service, day)
        if key not in found:
            hours = self.hours(service, day)
            calls = self.demand.calls_at(service, day)
            wanted = self.demand.on(service, day) if hours else {}
            if hours and calls and calls.minimum:
                starts = range(-(-hours[0] // INTERVAL) * INTERVAL, hours[1], INTERVAL)
                wanted |= {at: max(wanted.get(at, 0), calls.minimum) for at in starts}
            found[key] = {
                at: heads for at, heads in sorted(wanted.items()) if hours and hours[0] <= at < hours[1]
            }
        return found[key]

    def saturday_heads(self, saturday: date) -> int:
        """Heads that an open Saturday needs: the peak of each service, added up."""
        return sum(max(self.needs(service, saturday).values(), default=0) for service in self.services)

    def closing(self, agent: str, day: date) -> Closing | None:
        """What a closed day does to the hours of ``agent``; None on a day that is not closed."""
        standing = self.standing(agent, day)
        if standing is None or not standing.rostered or self.open_for(agent, day):
            return None
        bank_holiday = self.calendar.bank_holiday_on(day) is not None
        return standing.employer.bank_holidays if bank_holiday else standing.employer.closures

    def known_since(self, agent: str) -> date | None:
        """The first day from which Saturdays and lates of ``agent`` are known; None if never.

        A joiner's life before the first day of work is known to be empty.
        """
        starts = [min(self.known[agent])] if self.known.get(agent) else []
        if self.history.since is not None:
            starts.append(self.history.since)
        first_day = self.agent_of[agent].from_
        earliest = min(starts, default=None)
        if first_day is not None and (first_day >= self.period.start or (earliest and earliest <= first_day)):
            return date.min
        return earliest

    def past_cells(self, agent: str) -> Mapping[date, Cell]:
        """Known cells of ``agent`` before the period that opening balances do not already count."""
        counted = self.history.as_of or date.min
        return {
            day: cell for day, cell in self.known.get(agent, {}).items() if counted < day < self.period.start
        }

    def __getstate__(self) -> dict[str, object]:
        """Only the facts travel to another process, not what was worked out from them."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__} | {"lookups": None}
