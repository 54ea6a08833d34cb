"""The year's open days by kind: alike in opening hours and in what contracts allow, each with its required headcount."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from rota.domain.centre import Pattern
from rota.domain.contract import Contract
from rota.domain.facts import Facts
from rota.domain.interval import INTERVAL
from rota.domain.opening import Span
from rota.domain.period import ONE_DAY, span
from rota.domain.table import Weekday
from rota.model.size import HEAD, DayKind, Shape, Spot, Waiting

Needs = tuple[tuple[Spot, int], ...]


class _Alike(NamedTuple):
    """What days of one kind have in common: weekday, opening hours, and the patterns that each contract may work."""

    weekday: int
    spans: tuple[tuple[str, Span], ...]
    allowed: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class YearDay:
    """One open day: which kind of day it is, by its number, and its required headcount by spot."""

    day: date
    kind: int
    need: Mapping[Spot, int]


@dataclass(frozen=True)
class Year:
    """All open days of a year that demand is known of; ``unknown`` are those, by service, with calls to come and none given."""

    days: tuple[YearDay, ...]
    kinds: tuple[DayKind, ...]
    unknown: Mapping[str, tuple[date, ...]]

    def of_weekday(self, weekday: int) -> tuple[YearDay, ...]:
        """The days of one weekday, from 0 for Monday."""
        return tuple(entry for entry in self.days if entry.day.weekday() == weekday)


def year_of(facts: Facts, year: int, services: Sequence[str], contracts: Sequence[Contract]) -> Year:
    """The open days of ``year`` at ``services``, and their kinds."""
    found: dict[_Alike, list[tuple[date, dict[Spot, int]]]] = defaultdict(list)
    unknown: dict[str, list[date]] = defaultdict(list)
    for day in span(date(year, 1, 1), date(year, 12, 31)):
        spans = {service: hours for service in services if (hours := facts.hours(service, day))}
        blank = [service for service in spans if _calls_missing(facts, service, day)]
        for service in blank:
            unknown[service].append(day)
        if spans and not blank:
            need = {(s, at): heads for s in spans for at, heads in facts.needs(s, day).items()}
            alike = _Alike(day.weekday(), tuple(spans.items()), _allowed(contracts, facts, day))
            found[alike].append((day, need))
    kinds = sorted(
        found.items(), key=lambda entry: (entry[1][0][0].weekday(), -len(entry[1]), entry[1][0][0])
    )
    days = [YearDay(day, at, need) for at, (_, own) in enumerate(kinds) for day, need in own]
    usual = {own[0][0].weekday(): at for at, (_, own) in reversed(list(enumerate(kinds)))}
    made = [_kind(facts, key, own, usual=at in usual.values()) for at, (key, own) in enumerate(kinds)]
    ordered = tuple(sorted(days, key=lambda entry: entry.day))
    return Year(ordered, tuple(made), {service: tuple(blank) for service, blank in unknown.items()})


def _calls_missing(facts: Facts, service: str, day: date) -> bool:
    return facts.demand.calls_at(service, day) is not None and not facts.loads(service, day)


def _allowed(
    contracts: Sequence[Contract], facts: Facts, day: date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The patterns that each contract may work on ``day``, inside its written terms."""
    return tuple((contract.id, tuple(_patterns(contract, facts, day))) for contract in contracts)


def _patterns(contract: Contract, facts: Facts, day: date) -> Iterable[str]:
    weekday, written = Weekday.of(day), contract.written
    if (contract.term_time and facts.calendar.in_school_holiday(day)) or (
        written and weekday not in written.weekdays
    ):
        return
    for id in contract.patterns_on(day):
        pattern = facts.patterns[id]
        inside = written is None or (written.earliest <= pattern.start and pattern.end <= written.latest)
        if weekday in pattern.weekdays and inside:
            yield id


def _kind(
    facts: Facts, alike: _Alike, own: Sequence[tuple[date, Mapping[Spot, int]]], *, usual: bool
) -> DayKind:
    counted: Counter[Needs] = Counter(tuple(sorted(need.items())) for _, need in own)
    fits = {service: _fitting(facts, service, hours) for service, hours in alike.spans}
    needs = tuple((days, dict(need)) for need, days in counted.items())
    return DayKind(alike.weekday, dict(alike.allowed), fits, needs, usual)


def _fitting(facts: Facts, service: str, hours: Span) -> tuple[str, ...]:
    """The patterns that lie inside the hours of ``service`` and its overrun."""
    latest = hours[1] + facts.services[service].overrun
    return tuple(p.id for p in facts.centre.pattern if hours[0] <= p.start and p.end <= latest)


def shape_of(pattern: Pattern) -> Shape:
    """The half hours of a pattern: those in which its shift is at work as they begin, and those of each placed break."""
    first = -(-pattern.start // INTERVAL) * INTERVAL
    halves = frozenset(range(first, pattern.end, INTERVAL))
    breaks = {
        start: frozenset(range(start, start + pattern.break_length, INTERVAL))
        for start in pattern.break_starts
    }
    return Shape(halves, breaks)


def waiting_of(facts: Facts, year: int, services: Sequence[str]) -> tuple[Waiting, ...]:
    """Work that can wait, of an ordinary week: what comes in on closed days waits for the next open one."""
    return tuple(waiting for service in services if (waiting := _waiting(facts, year, service)) is not None)


def _waiting(facts: Facts, year: int, service: str) -> Waiting | None:
    come: dict[int, Fraction] = defaultdict(Fraction)
    opened: Counter[int] = Counter()
    carried, due, beside = Fraction(0), 20, tuple[str, ...]()
    for day in span(date(year, 1, 1), date(year, 12, 31) + ONE_DAY):
        entry = facts.demand.deferred(service, day) if day.year == year else None
        if entry is not None and entry.hours:
            carried += Fraction(entry.hours * 100, entry.availability * INTERVAL)
            due, beside = min(due, entry.due), entry.beside
        if day.year == year and facts.hours(service, day):
            opened[day.weekday()] += 1
            come[day.weekday()] += carried
            carried = Fraction(0)
    if not any(come.values()):
        return None
    arrivals = {weekday: -(-come[weekday] * HEAD // days) for weekday, days in opened.items()}
    return Waiting(service, beside, due, {weekday: int(heads) for weekday, heads in sorted(arrivals.items())})
