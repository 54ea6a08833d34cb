"""REST02 weekly-rest: each week holds a rest of 24 hours in one piece, of 48 hours under 18.

Source   Working Time Regulations 1998, regulation 11.
Counts   Weeks, Monday to Sunday, without such a rest. With ``form = "fortnight"`` adults may have, in
         each fortnight from ``starts`` on, two rests of ``hours`` or one of twice as many. A rest is
         clipped to its week or fortnight and measured in real hours: a Sunday in spring has 23. Work
         is a shift with its timed parts; a training day without times is none. The age on the
         week's first day counts.
Carries  A fortnight that reaches into known months is judged whole; one that ends later than all that
         is known is judged with the next rota. Where its beginning is not known, it says so.
Costs    One per agent and week, or fortnight, without its rest.

    [[rule]]
    use = "weekly-rest"
    hours = "24:00"
    hours-under-18 = "48:00"
    form = "weekly"
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from constraints.rest_windows import Against, Work, ways_to_rest
from rota.domain.cell import Cell
from rota.domain.clock import day_words, hhmm, instant
from rota.domain.facts import Facts
from rota.domain.hours import worked
from rota.domain.period import ONE_DAY, span
from rota.domain.rota import Rota
from rota.domain.table import Day, Duration
from rota.rules import Count, Finding, Reach, RotaModel, Rule

_FORTNIGHT = timedelta(days=14)
_Span = tuple[int, int]
"""From one minute to another, both in real time."""


class Form(StrEnum):
    """Over how long adults' rest is counted."""

    WEEKLY = "weekly"
    FORTNIGHT = "fortnight"


@dataclass(frozen=True)
class _Stretch:
    """A week or a fortnight of an agent: ``rests`` rests of ``need`` minutes, or as long ones together."""

    agent: str
    days: tuple[date, ...]
    need: int
    rests: int

    def bounds(self, facts: Facts) -> _Span:
        """Its first minute, and the one after its last."""
        zone = facts.centre.zone
        return _real(zone, self.days[0], (0, 0))[0], _real(zone, self.days[-1], (0, 24 * 60))[1]

    def __str__(self) -> str:
        return f"{'week' if len(self.days) == 7 else 'fortnight'} of {day_words(self.days[0])}"


class WeeklyRest(Rule):
    """Each week, or fortnight, holds its uninterrupted rest."""

    code: ClassVar[str] = "REST02"
    name: ClassVar[str] = "weekly-rest"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "rests"
    remedy: ClassVar[str] = "give the agent a day off, with late starts or early ends around it"

    hours: Annotated[Duration, Field(gt=0, le=72 * 60)] = 24 * 60
    hours_under_18: Annotated[Duration, Field(gt=0, le=72 * 60)] = 48 * 60
    form: Form = Form.WEEKLY
    starts: Day = date(2026, 1, 5)

    @model_validator(mode="after")
    def _starts_on_monday(self) -> Self:
        if self.starts.weekday():
            raise ValueError(f"starts is {day_words(self.starts)}; fortnights start on a Monday")
        return self

    def encode(self, model: RotaModel) -> None:
        """At least one way to rest, of all that the ends of work allow, is kept free of work."""
        for agent in model.facts.agents:
            for stretch in self._stretches(model.facts, agent):
                if not any(_missing(model.facts, stretch)):
                    _encode(model, self, stretch)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Measure the gaps between what is worked."""
        unclear = []
        for agent in rota.agents:
            for stretch in self._stretches(rota.facts, agent):
                missing = tuple(_missing(rota.facts, stretch))
                if missing:
                    unclear += [agent] if missing[0] < rota.start else []
                    continue
                gaps = _gaps(rota, stretch, stretch.days)
                if not _enough(stretch, gaps):
                    yield self._breach(rota, stretch, gaps)
        if unclear:
            many = f"{len(unclear)} of {len(rota.agents)} agents"
            yield self.unknown(f"the week before {day_words(rota.start)} is not known for {many}")

    def _breach(self, rota: Rota, stretch: _Stretch, gaps: list[int]) -> Finding:
        """Settled days that alone leave no rest are the breach; else all days worked are."""
        period, fixed, agent = rota.facts.period, rota.facts.fixed, stretch.agent
        settled = [day for day in stretch.days if day not in period or (agent, day) in fixed]
        facts_alone = not _enough(stretch, _gaps(rota, stretch, settled))
        cells = [
            (agent, day) for day in (settled if facts_alone else stretch.days) if _spans(rota, agent, day)
        ]
        longest = " and ".join(hhmm(gap) for gap in sorted(gaps, reverse=True)[: stretch.rests])
        wanted = hhmm(stretch.need)
        if stretch.rests > 1:
            wanted = f"{stretch.rests} of {wanted}, or one of {hhmm(stretch.rests * stretch.need)}"
        message = f"{agent} rests {longest} at most in the {stretch}, must be {wanted}"
        day = max(stretch.days[0], rota.start)
        return self.finding(agent, day, message, cells=cells)

    def _stretches(self, facts: Facts, agent: str) -> Iterator[_Stretch]:
        """The stretches of ``agent`` that touch the period."""
        minor = facts.agent_of[agent].minor
        first = facts.period.start
        if self.form is Form.FORTNIGHT:
            first -= (first - self.starts) % _FORTNIGHT
        while first <= facts.period.end:
            days = tuple(span(first, first + _FORTNIGHT - ONE_DAY))
            if self.form is Form.FORTNIGHT and not minor(first):
                yield _Stretch(agent, days, self.hours, 2)
            else:
                for week in (days[:7], days[7:]):
                    if week[0] in facts.period:
                        yield _Stretch(agent, week, self.hours_under_18 if minor(week[0]) else self.hours, 1)
            first += _FORTNIGHT


def _missing(facts: Facts, stretch: _Stretch) -> Iterator[date]:
    """Days of the stretch, outside the period, of which nothing is known."""
    known = facts.known.get(stretch.agent, {})
    for day in stretch.days:
        if day not in facts.period and day not in known and facts.standing(stretch.agent, day):
            yield day


@lru_cache(maxsize=1024)
def _real(zone: str, day: date, times: _Span) -> _Span:
    """Local times of ``day`` as minutes of real time."""
    start, end = (instant(day, minute, zone).timestamp() for minute in times)
    return int(start) // 60, int(end) // 60


def _spans(rota: Rota, agent: str, day: date) -> list[_Span]:
    cell = rota.cell(agent, day)
    zone = rota.facts.centre.zone
    return [] if cell is None else [_real(zone, day, times) for times in worked(cell, rota.facts)]


def _gaps(rota: Rota, stretch: _Stretch, days: Iterable[date]) -> list[int]:
    """The minutes of rest between what is worked on ``days``, clipped to the stretch."""
    free, end = stretch.bounds(rota.facts)
    gaps = []
    for day in days:
        for start, stop in _spans(rota, stretch.agent, day):
            gaps.append(start - free)
            free = stop
    return [*gaps, end - free]


def _enough(stretch: _Stretch, gaps: Iterable[int]) -> bool:
    return sum(max(0, gap) // stretch.need for gap in gaps) >= stretch.rests


def _encode(model: RotaModel, rule: Rule, stretch: _Stretch) -> None:
    """Post the ways to rest, unless one stands whatever is decided."""
    facts, agent, zone = model.facts, stretch.agent, model.facts.centre.zone
    settled: list[_Span] = []
    possible: list[list[tuple[Count, _Span]]] = []
    for day in stretch.days:
        cell = _settled(facts, agent, day)
        settled += [_real(zone, day, times) for times in worked(cell, facts)] if cell else []
        patterns = facts.patterns.values() if cell is None and day in facts.period else ()
        times = [(p.id, _real(zone, day, (p.start, p.end))) for p in patterns]
        possible.append([(model.shift(agent, day, pattern=id), span) for id, span in times])
    work = Work(settled, [[span for _, span in day] for day in possible])
    days = [_real(zone, day, (0, 24 * 60)) for day in stretch.days]
    ways = ways_to_rest(days, work, stretch.need, stretch.rests)
    if frozenset() not in ways:
        rests = [_undone(possible, against) for against in sorted(ways, key=sorted)]
        model.any_of(rule, rests, f"{agent} in the {stretch}")


def _settled(facts: Facts, agent: str, day: date) -> Cell | None:
    fixed = facts.fixed.get((agent, day))
    return fixed.cell if fixed else None if day in facts.period else facts.known.get(agent, {}).get(day)


def _undone(possible: list[list[tuple[Count, _Span]]], against: Against) -> list[Count]:
    """For each day concerned: 1 if nothing is worked that stands against the rest."""
    by_day: dict[int, list[Count]] = {}
    for day, place in sorted(against):
        by_day.setdefault(day, []).append(possible[day][place][0])
    return [sum(counts[1:], counts[0]) * -1 + 1 for counts in by_day.values()]
