"""Cover: how many agents serve each service in each half hour, against the heads needed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from rota.domain.cell import Cell
from rota.domain.facts import Facts
from rota.domain.hours import serving
from rota.domain.interval import INTERVAL
from rota.domain.rota import Rota


class Interval(NamedTuple):
    """One service in the half hour that begins at ``start``: agents who serve, and heads needed."""

    service: str
    day: date
    start: int
    heads: int
    need: int

    @property
    def difference(self) -> int:
        """Heads beyond the need; negative where some are missing."""
        return self.heads - self.need


class Shortfall(NamedTuple):
    """A stretch of half hours, from ``start`` until ``end``, in each of which ``missing`` heads are missing."""

    service: str
    day: date
    start: int
    end: int
    missing: int

    @property
    def amount(self) -> int:
        """Missing heads, added up over the half hours."""
        return self.missing * ((self.end - self.start) // INTERVAL)


class Cover:
    """The cover of one rota, each day counted once. An agent counts where serving as the half hour begins."""

    def __init__(self, rota: Rota) -> None:
        self._rota = rota
        self._facts = rota.facts
        self._served = cache(self._work_out)
        self._heads: dict[date, Counter[tuple[str, int]]] = {}

    @property
    def facts(self) -> Facts:
        """The facts around the rota."""
        return self._facts

    def _work_out(self, cell: Cell) -> tuple[tuple[str, int], ...]:
        """Where ``cell`` counts: service and start of each half hour."""
        starts = range(0, 24 * 60, INTERVAL)
        served = ((serving(cell, start, self._facts), start) for start in starts)
        return tuple((service, start) for service, start in served if service is not None)

    def heads(self, service: str, day: date, start: int) -> int:
        """How many agents serve ``service`` in the half hour that begins at ``start`` on ``day``."""
        return self._on(day)[service, start]

    def _on(self, day: date) -> Counter[tuple[str, int]]:
        if day not in self._heads:
            heads = self._heads[day] = Counter()
            alike = Counter(cells[day] for cells in self._rota.cells.values() if day in cells)
            for cell, agents in alike.items():
                for key in self._served(cell):
                    heads[key] += agents
        return self._heads[day]

    def intervals(self, service: str, day: date) -> tuple[Interval, ...]:
        """The half hours in which ``service`` is open on ``day``, in order; none on a closed day."""
        hours = self._facts.hours(service, day)
        if hours is None:
            return ()
        heads, needs = self._on(day), self._facts.needs(service, day)
        first = -(-hours[0] // INTERVAL) * INTERVAL
        return tuple(
            Interval(service, day, start, heads[service, start], needs.get(start, 0))
            for start in sorted({*range(first, hours[1], INTERVAL), *needs})
        )

    def worst(self, service: str, day: date) -> int | None:
        """The lowest difference among half hours of ``day`` that need somebody; None where none does."""
        needed = (entry.difference for entry in self.intervals(service, day) if entry.need)
        return min(needed, default=None)

    def shortfalls(
        self, services: Iterable[str] | None = None, *, posts: bool = False
    ) -> tuple[Shortfall, ...]:
        """Where heads are missing in the period, by day and service; of some services where given.

        They are missing against the required headcount, or against ``posts``: what no formula asks for.
        """
        wanted = tuple(self._facts.services if services is None else services)
        at = self._posted if posts else self.intervals
        return tuple(
            shortfall
            for day in self._rota.days
            for service in wanted
            for shortfall in _merged(at(service, day))
        )

    def _posted(self, service: str, day: date) -> Iterator[Interval]:
        """The half hours of ``service`` on ``day`` against its posts alone."""
        posts = self._facts.posts(service, day)
        return (entry._replace(need=posts.get(entry.start, 0)) for entry in self.intervals(service, day))


def missing_heads(shortfalls: Iterable[Shortfall]) -> int:
    """Missing heads of all ``shortfalls``, added up over half hours."""
    return sum(shortfall.amount for shortfall in shortfalls)


def _merged(intervals: Iterable[Interval]) -> Iterator[Shortfall]:
    """Neighbouring half hours that miss equally many heads, as one shortfall."""
    open_: Shortfall | None = None
    for entry in intervals:
        missing = -entry.difference
        if open_ and (open_.missing, open_.end) == (missing, entry.start):
            open_ = Shortfall(open_.service, open_.day, open_.start, entry.start + INTERVAL, missing)
            continue
        if open_:
            yield open_
        open_ = (
            Shortfall(entry.service, entry.day, entry.start, entry.start + INTERVAL, missing)
            if missing > 0
            else None
        )
    if open_:
        yield open_
