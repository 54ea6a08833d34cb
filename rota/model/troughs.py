"""How many of those on duty work on something that can wait, in which half hour: counted, not named.

At a service with deferrable work ``beside`` it, heads may be set aside for that work in any half hour in which both are open.
As many as are there, not at a break and trained for it can be: counts under which no set of works asks for more people than are
able to do any of it are all that is needed (P. Hall's theorem), whoever it is in the end.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple, TypeVar

from rota.domain.duties import done_beside
from rota.domain.facts import Facts
from rota.domain.interval import INTERVAL
from rota.domain.period import ONE_DAY
from rota.model.breaks import Breaks
from rota.model.numbers import Numbers, StandsFor, arrivals
from rota.model.pool import Pool
from rota.model.sums import Sum, total, variable

_LONGEST_WAIT = 35
"""Days to look back for work that may still be there."""


_T = TypeVar("_T")


class Place(NamedTuple):
    """A half hour in which some of a service may work on ``work``."""

    work: str
    minute: int


class Troughs:
    """The counts of heads set aside by service and day, made when they are first asked for.

    ``aside`` are all half hours that are set aside, and ``pieces`` where they begin, once the model is closed.
    """

    def __init__(
        self, facts: Facts, pool: Pool, numbers: Numbers, breaks: Breaks, stands_for: StandsFor
    ) -> None:
        self._facts = facts
        self._pool = pool
        self._numbers = numbers
        self._breaks = breaks
        self._stands_for = stands_for
        self._counts: dict[tuple[str, date], dict[Place, int]] = {}
        self._wanted: set[tuple[str, date]] = set()
        self.aside: list[Sum] = []
        self.pieces: list[Sum] = []

    def of(self, service: str, day: date) -> Mapping[Place, int]:
        """The variables of those at ``service`` on ``day``; none where nothing beside it is to be done."""
        key = (service, day)
        if key not in self._counts:
            self._counts[key] = {}
            works = [
                work for work in sorted(done_beside(service, self._facts.demand)) if self._waits(work, day)
            ]
            for minute in range(0, 24 * 60, INTERVAL) if works else ():
                open_ = [work for work in works if self._open(work, day, minute)]
                self._counts[key] |= self._make(service, day, minute, open_)
            if self._counts[key]:
                self._pool.follow(lambda values: self._settle(service, day, values))
        return self._counts[key]

    def made(self, service: str, day: date) -> Mapping[Place, int]:
        """The variables, if anything has asked for them."""
        return self._counts.get((service, day), {})

    def _waits(self, work: str, day: date) -> bool:
        """Whether anything of ``work`` may be there to be done on ``day``."""
        if work not in self._facts.services or self._facts.hours(work, day) is None:
            return False
        for _ in range(_LONGEST_WAIT):
            entry = self._facts.demand.deferred(work, day)
            if entry is not None and entry.hours:
                return True
            day -= ONE_DAY
        return False

    def _open(self, work: str, day: date, minute: int) -> bool:
        hours = self._facts.hours(work, day)
        return hours is not None and hours[0] <= minute < hours[1]

    def _make(self, service: str, day: date, minute: int, works: Sequence[str]) -> dict[Place, int]:
        """The variables of one half hour, which no set of works may overdraw."""
        there = [number for number in self._numbers.of(service, day) if number.covers(minute)]
        made: dict[Place, int] = {}
        for work in works:
            able = [member for number in there if work in number.able for member in number.members]
            if able:
                made[Place(work, minute)] = self._pool.new(0, self._pool.high(arrivals(able)))
        for some in _subsets(tuple(made)):
            aside = total([variable(made[place]) for place in some])
            any_of = frozenset(place.work for place in some)
            here = total([number.come for number in there if number.able & any_of])
            pausing = self._breaks.under_way(service, day, minute, any_of)
            self._pool.between(here - pausing - aside, 0, None)
            if len(some) == 1:
                self._stands_for(aside, [here, pausing])
        return made

    def at(self, service: str, day: date, minute: int) -> Sum:
        """How many of those at ``service`` are set aside at ``minute``."""
        half = minute // INTERVAL * INTERVAL
        return Sum(0, tuple((var, 1) for place, var in self.of(service, day).items() if place.minute == half))

    def joining(self, work: str, day: date, minute: int) -> Sum:
        """How many of those at other services are set aside for ``work`` at ``minute``."""
        half = Place(work, minute // INTERVAL * INTERVAL)
        found = [counts[half] for counts in self._beside(work, day) if half in counts]
        return Sum(0, tuple((var, 1) for var in found))

    def given(self, work: str, day: date) -> Sum:
        """Half hours of ``day`` for which those at other services are set aside for ``work``."""
        self._wanted.add((work, day))
        found = [
            var for counts in self._beside(work, day) for place, var in counts.items() if place.work == work
        ]
        return Sum(0, tuple((var, 1) for var in found))

    def leaving(self, service: str, day: date, halves: Collection[int]) -> Sum:
        """Of ``halves``, those for which agents at ``service`` are set aside, each agent counted."""
        found = self.of(service, day).items()
        return Sum(0, tuple((var, 1) for place, var in found if place.minute in halves))

    def _beside(self, work: str, day: date) -> list[Mapping[Place, int]]:
        """The variables of each service beside which ``work`` is done."""
        demand = self._facts.demand
        return [self.of(each, day) for each in self._facts.services if work in done_beside(each, demand)]

    def close(self) -> None:
        """Set nobody aside for what no rule asks about, and count the pieces into which the rest falls."""
        for (_, day), counts in self._counts.items():
            for place, var in counts.items():
                if (place.work, day) in self._wanted:
                    self.aside.append(variable(var))
                    self.pieces.append(self._begins(counts, place))
                else:
                    self._pool.between(variable(var), None, 0)

    def _begins(self, counts: Mapping[Place, int], place: Place) -> Sum:
        """How many more are set aside than in the half hour before."""
        now, before = variable(counts[place]), counts.get(Place(place.work, place.minute - INTERVAL))
        if before is None:
            return now
        more = now - variable(before)
        begun = self._pool.new_sum(0, self._pool.high(now), lambda values: max(0, more.value(values)))
        self._pool.between(begun - more, 0, None)
        return begun

    def _settle(self, service: str, day: date, values: list[int]) -> None:
        """Call back whoever is set aside and not there, the work named last first."""
        counts = self._counts[service, day]
        for minute in sorted({place.minute for place in counts}):
            here = {place.work: var for place, var in counts.items() if place.minute == minute}
            if not any(values[var] for var in here.values()):
                continue
            able = [each for each in self._there(service, day, minute, values) if each[1]]
            for some in _subsets(tuple(here)):
                can = sum(number for works, number in able if not works.isdisjoint(some))
                over = sum(values[here[work]] for work in some) - can
                for work in reversed(some):
                    less = max(0, min(over, values[here[work]]))
                    values[here[work]] -= less
                    over -= less

    def _there(
        self, service: str, day: date, minute: int, values: Sequence[int]
    ) -> Iterator[tuple[frozenset[str], int]]:
        """What those who are not at a break can do, and how many they are."""
        for number in self._numbers.of(service, day):
            if number.covers(minute):
                yield number.able, number.come.value(values)
        for group in self._breaks.of(service, day):
            for start, var in group.counts.items():
                if start <= minute < start + group.kind.length:
                    yield group.kind.able, -values[var]


def _subsets(items: tuple[_T, ...]) -> Iterator[tuple[_T, ...]]:
    """Every set of ``items`` but the empty one, the small ones first."""
    for size in range(1, len(items) + 1):
        yield from combinations(items, size)
