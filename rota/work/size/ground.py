"""What a sizing stands on: the year's demand, today's staff, and the contracts that new posts may have."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm

from rota.domain.contract import Contract
from rota.domain.facts import Facts
from rota.domain.period import Period, span
from rota.domain.presence import Presence, presence_of, takes_turns
from rota.domain.standing import Standing
from rota.domain.table import Weekday
from rota.files.repository import Repository
from rota.model.size import HEAD, PostKind
from rota.rules import Level
from rota.work.clock import today
from rota.work.errors import Unusable, unknown
from rota.work.ruleset import rules_of
from rota.work.size.asked import ABSENCE, Asked
from rota.work.size.days import Year, year_of
from rota.work.staffing import staffing_of

COMMONEST = 4
"""So many contracts of today's staff are used for new posts; more take much longer to prove and change little."""

_WEEKDAYS = tuple(Weekday)


class Ground:
    """One year of one rota group; each thing is worked out when it is first asked for.

    Raises Unusable where nobody is needed all year, or a contract that was named does not exist or yields nothing.
    """

    def __init__(self, repo: Repository, asked: Asked) -> None:
        self._repo, self.asked = repo, asked
        now = today(repo.centre)
        self.number = asked.year if asked.year is not None else now.year
        self._now = now if now.year == self.number else date(self.number, 1, 1)
        self.facts = _facts(repo, asked.group, self.number)

    @property
    def days(self) -> Iterator[date]:
        """Every day of the year."""
        return span(date(self.number, 1, 1), date(self.number, 12, 31))

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services of the group that somebody is needed at on some day of the year."""
        facts = self.facts
        found = tuple(
            service
            for service in facts.services
            if any(facts.needs(service, day) or facts.demand.deferred(service, day) for day in self.days)
        )
        if not found:
            raise Unusable(
                f"demand.toml asks for nobody at the services of {self.asked.group} in {self.number}; "
                "give calls, deferrable work or heads, and size again"
            )
        return found

    # ---- today's staff ------------------------------------------------------------------------

    @cached_property
    def _standings(self) -> tuple[Standing, ...]:
        """The terms of today's agents of the group."""
        found = (self.facts.standing(agent.id, self._now) for agent in self.facts.people.agent)
        return tuple(
            standing for standing in found if standing is not None and standing.team.id in self.facts.teams
        )

    @cached_property
    def staff(self) -> Mapping[tuple[str, str], int]:
        """Today's agents by contract and home, those at services without demand left out."""
        there = (standing for standing in self._standings if standing.home in self.services)
        return Counter((standing.contract.id, standing.home) for standing in there)

    @cached_property
    def beside(self) -> Mapping[str, int]:
        """Today's agents whose home service has no demand, by home."""
        return Counter(standing.home for standing in self._standings if standing.home not in self.services)

    def serves(self, home: str) -> tuple[str, ...]:
        """``home`` itself, and the services that at least half of its agents of today are trained for."""
        own = [standing.skills for standing in self._standings if standing.home == home]
        needed = {service: self.facts.services[service].needs_skill for service in self.services}
        shared = (
            service
            for service in self.services
            if service != home and own and 2 * sum(needed[service] in skills for skills in own) >= len(own)
        )
        return (home, *shared)

    @cached_property
    def part_time(self) -> int:
        """The percent of posts that may be part-time ones."""
        if self.asked.part_time is not None:
            return self.asked.part_time
        fte = {contract.id: contract.fte for contract in self.facts.centre.contract}
        part = sum(number for (contract, _), number in self.staff.items() if fte[contract] < 1)
        everybody = sum(self.staff.values())
        return ceil(Fraction(100 * part, everybody)) if everybody else 100

    # ---- what a post yields -------------------------------------------------------------------

    @cached_property
    def every(self) -> int | None:
        """In how many Saturdays a full-timer works one at most, by the must rule in force at the year's end."""
        rules = rules_of(self._repo, Period.of_month(f"{self.number}-12")).rules
        shares = [rule for rule in rules if rule.use == "saturday-share" and rule.level is Level.MUST]
        return next((int(rule.model_dump()["every"]) for rule in shares), None)

    @cached_property
    def shrunk(self) -> tuple[str, ...]:
        """The services whose required headcount already counts those on duty who turn out not to be there."""
        calls = self.facts.demand.calls
        return tuple(
            s for s in self.services if any(entry.service == s and entry.shrinkage for entry in calls)
        )

    @cached_property
    def absent(self) -> Fraction:
        """The share of working days that is lost to absence."""
        usual = 0 if self.shrunk else ABSENCE
        return Fraction(usual if self.asked.absence is None else self.asked.absence, 100)

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """The contracts that new posts may have: those named, or the commonest of today's staff."""
        every = {contract.id: contract for contract in self.facts.centre.contract}
        if self.asked.contracts is None:
            return self._commonest(every)
        for name in self.asked.contracts:
            if name not in every:
                raise unknown("contract", name, every)
            if not every[name].days:
                raise Unusable(
                    f"{name} has no fixed number of days a week, so it cannot be said what a post of it yields"
                )
        return tuple(every[name] for name in dict.fromkeys(self.asked.contracts))

    def _commonest(self, every: Mapping[str, Contract]) -> tuple[Contract, ...]:
        """The commonest contracts of today's staff, those for terms or with alternating weeks aside; all where none is had."""
        had: Counter[str] = Counter()
        for (contract, _), number in self.staff.items():
            had[contract] += number
        plain = [c for c in every.values() if c.days and not (c.cycle or c.term_time)]
        used = sorted((c for c in plain if had[c.id]), key=lambda c: -had[c.id])[:COMMONEST]
        found = tuple(c for c in plain if c in used) or tuple(plain)
        if not found:
            raise Unusable(
                "no contract in centre.toml has days a week that a new post could work; name some with --contracts"
            )
        return found

    @cached_property
    def presences(self) -> Mapping[str, Presence]:
        """The year of a post of each contract."""
        return {
            c.id: presence_of(self.facts, c, self.number, self.absent, self.every) for c in self.contracts
        }

    @cached_property
    def scale(self) -> int:
        """In so many parts of a post FTE are whole numbers."""
        return lcm(*(contract.fte.denominator for contract in self.contracts))

    @cached_property
    def kinds(self) -> tuple[PostKind, ...]:
        """Every contract at every service, with what a post of it yields by weekday."""
        return tuple(self._kind(contract, home) for contract in self.contracts for home in self.services)

    def _kind(self, contract: Contract, home: str) -> PostKind:
        presence = self.presences[contract.id]
        share = floor(presence.share * HEAD)
        return PostKind(
            contract=contract.id,
            home=home,
            serves=self.serves(home),
            cost=int(contract.fte * self.scale),
            days={_WEEKDAYS.index(day): share for day in contract.weekdays},
            week=share * contract.days,
            turn=floor(presence.turn * HEAD) if takes_turns(contract) else 0,
            part_time=contract.fte < 1,
            today=self.staff.get((contract.id, home), 0),
        )

    @cached_property
    def year(self) -> Year:
        """The year's open days and their kinds."""
        return year_of(self.facts, self.number, self.services, self.contracts)


def _facts(repo: Repository, group: str, year: int) -> Facts:
    """Facts of the group that hold whatever month is planned; the period is the year's first."""
    return Facts(
        period=Period.of_month(f"{year}-01"),
        group=group,
        centre=repo.centre,
        people=repo.people,
        calendar=repo.calendar,
        demand=repo.demand,
        staffing=staffing_of(repo),
        lookups=repo.lookups,
    )
