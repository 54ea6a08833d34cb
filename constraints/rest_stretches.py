"""The weeks and fortnights in which weekly rest is owed, and when work is done around them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from rota.domain.cell import Cell
from rota.domain.clock import day_words, instant
from rota.domain.facts import Facts
from rota.domain.hours import worked
from rota.domain.people import Agent
from rota.domain.period import ONE_DAY, monday_of, span

FORTNIGHT = timedelta(days=14)
_FIRST_FORTNIGHT = date(1998, 10, 5)
"""Where fortnights begin for those who were here before the Regulations (11(5)(a))."""

Span = tuple[int, int]
"""From one minute to another, both in real time."""


class Form(StrEnum):
    """Over how long adults' rest is counted, and in how many pieces it comes."""

    WEEKLY = "weekly"
    FORTNIGHT = "fortnight"
    ONE_IN_FORTNIGHT = "one-in-fortnight"


@dataclass(frozen=True)
class Stretch:
    """A week or a fortnight of an agent: ``rests`` rests of ``need`` minutes, or as long ones together.

    Rest in one piece holds ``beside`` minutes of daily rest more, which may lie before or after the stretch.
    """

    agent: str
    days: tuple[date, ...]
    need: int
    rests: int = 1
    beside: int = 0

    @property
    def around(self) -> tuple[date, ...]:
        """Its days, with the one before and the one after."""
        return self.days[0] - ONE_DAY, *self.days, self.days[-1] + ONE_DAY

    def bounds(self, facts: Facts) -> Span:
        """Its first minute, and the one after its last."""
        zone = facts.centre.zone
        return real(zone, self.days[0], (0, 0))[0], real(zone, self.days[-1], (0, 24 * 60))[1]

    def missing(self, facts: Facts) -> date | None:
        """The first of its days, outside the period, of which nothing is known; None if all are known."""
        return next((day for day in self.days if not _known(facts, self.agent, day)), None)

    def eve_missing(self, facts: Facts) -> bool:
        """Whether nothing is known of the day before it."""
        return not _known(facts, self.agent, self.days[0] - ONE_DAY)

    def __str__(self) -> str:
        return f"{'week' if len(self.days) == 7 else 'fortnight'} of {day_words(self.days[0])}"


def fortnights(agent: Agent, starts: date | None, facts: Facts) -> Iterator[tuple[date, ...]]:
    """The days of each fortnight of ``agent`` that touches the period or ends on its eve.

    Fortnights are counted from ``starts``, or else from the week in which the employment began.
    """
    begun = starts or (_FIRST_FORTNIGHT if agent.from_ is None else monday_of(agent.from_))
    first = facts.period.start - ONE_DAY
    first -= (first - begun) % FORTNIGHT
    while first <= facts.period.end:
        yield tuple(span(first, first + FORTNIGHT - ONE_DAY))
        first += FORTNIGHT


def spans(cell: Cell | None, day: date, facts: Facts) -> list[Span]:
    """When ``cell`` is worked on ``day``."""
    if cell is None or not (cell.is_shift or cell.parts):
        return []
    return [real(facts.centre.zone, day, times) for times in worked(cell, facts)]


def usable(stretch: Stretch, bounds: Span, work: Iterable[Span]) -> list[int]:
    """How long the agent rests in the stretch between pieces of ``work``, in order, daily rest taken off."""
    start, end = bounds
    free, last = start - stretch.beside, end + stretch.beside
    found = []
    for begin, stop in (*work, (last, last)):
        rest = min(begin, last) - free
        found.append(min(rest - stretch.beside, min(begin, end) - max(free, start)))
        free = max(free, stop)
    return found


def enough(stretch: Stretch, rests: Iterable[int]) -> bool:
    """Whether rests so long are what the stretch needs."""
    return sum(max(0, rest) // stretch.need for rest in rests) >= stretch.rests


@lru_cache(maxsize=4096)
def real(zone: str, day: date, times: Span) -> Span:
    """Local times of ``day`` as minutes of real time."""
    start, end = (instant(day, minute, zone).timestamp() for minute in times)
    return int(start) // 60, int(end) // 60


def _known(facts: Facts, agent: str, day: date) -> bool:
    return day in facts.period or day in facts.known.get(agent, {}) or not facts.standing(agent, day)
