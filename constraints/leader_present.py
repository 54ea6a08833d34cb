"""COVER04 leader-present: somebody who leads is at work for as long as the doors are open.

Why      What goes wrong at a desk, or with a caller, needs somebody there who may decide.
Source   The centre's practice, or the insurer's; cite it in the rota's own TOML.
Counts   Half hours on ``weekdays``, Monday to Friday unless you name others, in which one of ``services`` is
         open, or any of the group's, and fewer than ``least`` leaders are at work; ``earliest`` and
         ``latest`` leave out what begins before and from there on. Leaders are those of the group's teams, their
         deputies while they deputise, and whoever has ``skill`` that day. One is at work who has a shift as
         the half hour begins and is not away then (leave, absence, lieu); breaks, meetings and what is served do
         not matter. Each site is judged by itself: a leader counts where the service of the shift is, and during a
         timed part at another site there.
Carries  Nothing: each half hour is judged by itself.
Costs    One per missing leader and half hour (nobody from 16:30 to 18:00 costs 3).
Fix      Give a leader another pattern that day, name a deputy for it in centre.toml, or ask for fewer half hours in
         rules.toml.
Waive    Seldom needed, since at ``should`` it fails no check. As ``must``: HR, in waivers.toml, for the rota
         group and the days on which somebody from outside the rota stood in.

    [[rule]]
    use = "leader-present"
    level = "should"
    earliest = "09:00"
    latest = "17:00"
    skill = "senior"

    [[pass]]
    name = "ann leads early, dan deputises late"
    centre = { team = [{ id = "one", leader = "ann", deputy = [{ id = "dan" }] }] }
    rota.ann = "EEEEE.."
    rota.dan = "lLLLL.."

    [[fail]]
    name = "nobody from half past four on Wednesday"
    centre = { team = [{ id = "one", leader = "ann", deputy = [{ id = "dan" }] }] }
    rota.ann = "EEEEE.."
    rota.dan = "LL.LL.."
    breaks = ["- 3"]
    amount = 3
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import ClassVar, NamedTuple, Self

from pydantic import PositiveInt, model_validator

from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.interval import INTERVAL
from rota.domain.rota import Rota
from rota.domain.sites import Sites
from rota.domain.table import MONDAY_TO_FRIDAY, Id, Minute, Weekday
from rota.rules import Count, Finding, Level, Reach, RotaModel, Rule


class _Short(NamedTuple):
    """A half hour with too few leaders: how many there are, and who else could have been there."""

    start: int
    there: int
    missing: tuple[str, ...]


class LeaderPresent(Rule):
    """At least ``least`` leaders are at work on each site in every open half hour."""

    code: ClassVar[str] = "COVER04"
    name: ClassVar[str] = "leader-present"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "half hours without a leader"
    remedy: ClassVar[str] = "give a leader another pattern that day, or name a deputy for it in centre.toml"

    level: Level = Level.SHOULD
    least: PositiveInt = 1
    services: tuple[Id, ...] = ()
    skill: Id | None = None
    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY
    earliest: Minute | None = None
    latest: Minute | None = None

    @model_validator(mode="after")
    def _some_time_is_left(self) -> Self:
        if self.earliest is not None and self.latest is not None and self.latest <= self.earliest:
            raise ValueError(
                f"latest {hhmm(self.latest)} leaves nothing after earliest {hhmm(self.earliest)}"
            )
        return self

    def encode(self, model: RotaModel) -> None:
        """The leaders whose shift covers a half hour add up, half hours with the same patterns at once."""
        facts = model.facts
        sites = Sites(facts)
        for day in facts.period.days:
            leaders = tuple(self._leaders(facts, day))
            settled = [facts.fixed[agent, day].cell for agent in leaders if (agent, day) in facts.fixed]
            for site, starts in self._asked(facts, day).items():
                free = [
                    agent
                    for agent in leaders
                    if (agent, day) not in facts.fixed and _reaches(facts, agent, day, site)
                ]
                alike: dict[tuple[frozenset[str], int], list[int]] = {}
                for at in starts:
                    there = sum(sites.at(cell, at) == site for cell in settled)
                    alike.setdefault((_covering(facts, at), there), []).append(at)
                for (patterns, there), halves in alike.items():
                    count = there + _on(model, day, site, patterns, free)
                    where = f"a leader at {site} on {day_words(day)} from {hhmm(halves[0])}"
                    model.at_least(self, count, self.least, where, price=len(halves))

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Look around each site half hour by half hour, and ask who is in charge."""
        sites = Sites(rota.facts)
        for day in rota.days:
            leaders = tuple(self._leaders(rota.facts, day))
            for site, starts in self._asked(rota.facts, day).items():
                halves = (self._look(rota, sites, (site, day, at), leaders) for at in starts)
                short = [half for half in halves if half.there < self.least]
                for stretch in _stretches(short):
                    yield self._found(rota, site, day, stretch)

    def _look(
        self, rota: Rota, sites: Sites, where: tuple[str, date, int], leaders: tuple[str, ...]
    ) -> _Short:
        site, day, at = where
        cells = {agent: rota.cell(agent, day) for agent in leaders}
        there = [agent for agent, cell in cells.items() if cell is not None and sites.at(cell, at) == site]
        could = leaders if _covering(rota.facts, at) else ()
        missing = (agent for agent in could if agent not in there and _reaches(rota.facts, agent, day, site))
        return _Short(at, len(there), tuple(missing))

    def _found(self, rota: Rota, site: str, day: date, stretch: list[_Short]) -> Finding:
        first, last = stretch[0], stretch[-1]
        several = len({service.site for service in rota.facts.services.values()}) > 1
        place = f" at {site}" if several else ""
        when = f"{day_words(day)} {hhmm(first.start)}-{hhmm(last.start + INTERVAL)}"
        leaders = "leader" if self.least == 1 else "leaders"
        message = f"{first.there} of {self.least} {leaders} at work{place} on {when}"
        if first.missing:
            message += f"; not there: {', '.join(first.missing)}"
        amount = (self.least - first.there) * len(stretch)
        cells = [(agent, day) for agent in first.missing]
        found = self.finding(None, day, message, amount=amount, cells=cells)
        # With everybody there who could be, no plan could have done more.
        return found if cells else found.with_(in_facts=True)

    def foresee(self, facts: Facts) -> Iterator[str]:
        """Warn where nobody of the group leads on any day."""
        if not any(True for day in facts.period.days for _ in self._leaders(facts, day)):
            skill = f', and nobody has the skill "{self.skill}"' if self.skill else ""
            yield (
                f"no leader or deputy of a team of {facts.group} works in its rota{skill}: "
                "leader-present finds nobody; name a leader or deputies in centre.toml"
            )

    def _asked(self, facts: Facts, day: date) -> dict[str, list[int]]:
        """By site, the start of each half hour of ``day`` in which a leader is asked for."""
        found: dict[str, set[int]] = {}
        for service in facts.services.values() if Weekday.of(day) in self.weekdays else ():
            hours = facts.hours(service.id, day)
            if hours is not None and (not self.services or service.id in self.services):
                starts = range(-(-hours[0] // INTERVAL) * INTERVAL, hours[1], INTERVAL)
                found.setdefault(service.site, set()).update(filter(self._in_time, starts))
        return {site: sorted(starts) for site, starts in found.items()}

    def _in_time(self, start: int) -> bool:
        return (self.earliest or 0) <= start and (self.latest is None or start < self.latest)

    def _leaders(self, facts: Facts, day: date) -> Iterator[str]:
        """Who leads on ``day``, and has a cell in the rota then."""
        teams = [team for team in facts.centre.team if team.id in facts.teams]
        named = {team.leader for team in teams}
        named |= {deputy.id for team in teams for deputy in team.deputy if deputy.holds(day)}
        for agent in facts.agents:
            standing = facts.standing(agent, day)
            leads = standing is not None and (agent in named or self.skill in standing.skills)
            if leads and facts.present(agent, day):
                yield agent


def _covering(facts: Facts, at: int) -> frozenset[str]:
    """The patterns that are worked as the half hour begins."""
    return frozenset(pattern.id for pattern in facts.centre.pattern if pattern.start <= at < pattern.end)


def _on(model: RotaModel, day: date, site: str, patterns: frozenset[str], free: list[str]) -> Count:
    """How many of those whose cells are undecided work one of ``patterns`` at ``site``."""
    here = [service.id for service in model.facts.services.values() if service.site == site]
    count = model.works(model.facts.agents[0], day) * 0
    for agent in free if patterns else ():
        count = count + model.shift_among(agent, day, patterns=patterns, services=here)
    return count


def _reaches(facts: Facts, agent: str, day: date, site: str) -> bool:
    """Whether a leader belongs to ``site`` that day, or may be lent to it."""
    standing = facts.standing(agent, day)
    return standing is not None and site in (standing.site, *standing.lent_to)


def _stretches(short: list[_Short]) -> Iterator[list[_Short]]:
    """Neighbouring half hours in which the same leaders are missing."""

    def alike(place: tuple[int, _Short]) -> tuple[int, int, tuple[str, ...]]:
        at, half = place
        return half.start - at * INTERVAL, half.there, half.missing

    for _, stretch in groupby(enumerate(short), key=alike):
        yield [half for _, half in stretch]
