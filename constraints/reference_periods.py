"""Reference periods of an average, and what each day of an agent brings to them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.people import Agent
from rota.domain.period import ONE_DAY, ONE_WEEK, monday_of, span
from rota.domain.workingtime import WorkingTime

CellOn = Callable[[date], Cell | None]


@dataclass(frozen=True)
class ReferencePeriod:
    """Days over which working time is averaged, and how many minutes it may come to in them."""

    first: date
    last: date
    limit: int

    def __str__(self) -> str:
        days = (self.last - self.first).days + 1
        length = f"{days} days" if days % 7 else "week" if days == 7 else f"{days // 7} weeks"
        return f"{length} from {day_words(self.first)} to {day_words(self.last)}"


@dataclass(frozen=True)
class Averaging:
    """Over how many ``weeks`` the ``hours`` of a week (in minutes) are averaged.

    Periods roll by weeks, or follow one another from the Monday of ``starts``.
    """

    weeks: int
    hours: int
    starts: date | None

    def periods(self, agent: Agent, since: date, until: date) -> Iterator[ReferencePeriod]:
        """Each period that has a day from ``since`` until ``until``.

        Of somebody who has been here for less than the weeks, it is what has elapsed; one in which an
        agreement lets the limit fall on every day is none.
        """
        length = ONE_WEEK * self.weeks
        last = monday_of(since) + ONE_WEEK - ONE_DAY
        while last - length < until and (agent.until is None or last <= agent.until):
            first = last - length + ONE_DAY
            begun = agent.from_ is not None and first < agent.from_
            first = agent.from_ if begun and agent.from_ else first
            if first <= last and (begun or self._is_whole(first)) and not _opted_out(agent, first, last):
                yield ReferencePeriod(first, last, self.hours * ((last - first).days + 1) // 7)
            last += ONE_WEEK

    def _is_whole(self, first: date) -> bool:
        return self.starts is None or (first - self.starts).days % (7 * self.weeks) == 0


def _opted_out(agent: Agent, first: date, last: date) -> bool:
    return bool(agent.opt_out) and all(agent.opted_out(day) for day in span(first, last))


@dataclass(frozen=True)
class Reckoned:
    """What an agent's days bring from ``first`` on: minutes that count, and whether they are excluded and replaced.

    ``missing`` are days of employment of which nothing is known.
    """

    first: date
    minutes: list[int]
    excluded: list[bool]
    missing: list[bool]

    @classmethod
    def of(cls, facts: Facts, agent: str, cell_on: CellOn, time: WorkingTime) -> "Reckoned":
        """All days of ``agent`` that are known, those of the period as ``cell_on`` has them."""
        known, start, end = facts.known.get(agent, {}), facts.period.start, facts.period.end
        begun = facts.agent_of[agent].from_
        first = min(known, default=start)
        first = min(start, first if begun is None else max(begun, first))
        days = _days(first, horizon(facts, agent))
        cells = [cell_on(day) if start <= day <= end else known.get(day) for day in days]
        missing = [
            cell is None and not start <= day <= end and facts.standing(agent, day) is not None
            for day, cell in zip(days, cells, strict=True)
        ]
        return cls(first, *time.reckoned(agent, days, cells), missing)

    @property
    def last(self) -> date:
        """The last day that is looked at."""
        return self.first + timedelta(days=len(self.minutes) - 1)

    @cached_property
    def most(self) -> int:
        """The most minutes that one day brings."""
        return max(self.minutes)

    def busiest(self) -> int:
        """The most minutes that a week could bring if every day worked or excluded in it were the longest of all."""
        monday = (monday_of(self.first) - self.first).days
        busy = [bool(minutes) or out for minutes, out in zip(self.minutes, self.excluded, strict=True)]
        return self.most * max(sum(busy[max(0, at) : at + 7]) for at in range(monday, len(busy), 7))

    @cached_property
    def _sums(self) -> tuple[list[int], ...]:
        columns: tuple[Iterable[int], ...] = (self.minutes, self.excluded, self.missing)
        return tuple([0, *accumulate(column)] for column in columns)

    def within(self, period: ReferencePeriod) -> tuple[int, int]:
        """Minutes, and days excluded, in what is known of ``period``."""
        start, end = self._ends(period)
        minutes, excluded, _ = self._sums
        return minutes[end] - minutes[start], excluded[end] - excluded[start]

    def known(self, period: ReferencePeriod) -> bool:
        """Whether all days of ``period``, as far as it has gone, are known."""
        start, end = self._ends(period)
        return period.first >= self.first and self._sums[2][end] == self._sums[2][start]

    def days(self, first: date, last: date | None = None) -> Iterator[tuple[date, int, bool]]:
        """The days from ``first`` on, until ``last`` or as far as is looked, with what they bring."""
        until = self.last if last is None else min(last, self.last)
        for day in span(max(first, self.first), until):
            at = (day - self.first).days
            yield day, self.minutes[at], self.excluded[at]

    def on(self, day: date) -> int:
        """The minutes that ``day`` brings."""
        return self.minutes[(day - self.first).days]

    def _ends(self, period: ReferencePeriod) -> tuple[int, int]:
        start = max(0, (period.first - self.first).days)
        return start, max(start, min(len(self.minutes), (period.last - self.first).days + 1))


@lru_cache(maxsize=64)
def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(span(first, last))


def horizon(facts: Facts, agent: str) -> date:
    """The last day that is looked at.

    What is still decided is held against what is published after it. A published rota is not: where a later one tips
    the scale, that one is named, and once.
    """
    end = facts.period.end
    return end if facts.record is not None else max((end, *facts.known.get(agent, ())))
