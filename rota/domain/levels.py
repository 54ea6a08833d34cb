"""How the calls of a service fare over some days against their target, and what a change of the rota does to that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from rota.domain.answering import Answered, Answering, Answers, added_up
from rota.domain.cover import Cover
from rota.domain.facts import Facts
from rota.domain.rota import Rota

_ROUNDING = 1e-9
_NEGLIGIBLE = 0.005
"""Fewer calls than this round to none."""


@dataclass(frozen=True)
class Level:
    """The calls of one ``service`` over some half hours. Shares are from 0 to 1, calls are expected numbers."""

    service: str
    halves: tuple[Answered, ...]

    @cached_property
    def sums(self) -> Answers:
        """Calls offered and calls outside target, added up."""
        return added_up(self.halves)

    @cached_property
    def target(self) -> float:
        """The share of calls to be answered in time, by calls where it is not the same in all half hours."""
        offered = self.sums.offered
        targets = {half.load.target for half in self.halves}
        if len(targets) == 1 or not offered:
            return max(targets, default=0.0)
        return sum(half.load.target * half.load.calls for half in self.halves) / offered

    @property
    def met(self) -> bool:
        """Whether the target is met; without calls there is nothing to miss."""
        level = self.sums.level
        return level is None or level >= self.target - _ROUNDING

    @cached_property
    def days(self) -> tuple["Level", ...]:
        """Day by day."""
        found = groupby(self.halves, key=lambda half: half.day)
        return tuple(Level(self.service, tuple(halves)) for _, halves in found)

    @property
    def day(self) -> date:
        """The first day."""
        return self.halves[0].day

    @property
    def worst(self) -> Answered | None:
        """Of the half hours below target the one with most calls outside it, the first of equals; None where none is."""
        below = (half for half in self.halves if not half.met)
        return max(below, key=lambda half: half.expected.outside, default=None)


@dataclass(frozen=True)
class LevelMove:
    """The calls of one service over the same half hours before and after a change.

    ``day`` is their only day, None where they are of several; ``start`` the minute from which on they count, where
    that is not the whole day.
    """

    service: str
    before: Level
    after: Level
    day: date | None = None
    start: int | None = None

    @property
    def more(self) -> float:
        """By how many more calls are outside target; negative where fewer are."""
        return self.after.sums.outside - self.before.sums.outside

    @property
    def moves(self) -> bool:
        """Whether there is any difference to speak of."""
        return abs(self.more) >= _NEGLIGIBLE


def level_of(answering: Answering, service: str, opens: Mapping[date, int] | Iterable[date]) -> Level:
    """The calls of ``service`` on some days; from a minute on where ``opens`` gives one for each."""
    at = opens if isinstance(opens, Mapping) else dict.fromkeys(opens, 0)
    halves = (
        half for day, minute in at.items() for half in answering.on(service, day) if half.start >= minute
    )
    return Level(service, tuple(halves))


def levels_of(rota: Rota, days: Iterable[date] | None = None) -> tuple[Level, ...]:
    """Each service that meets calls on ``days``, or in the whole period; empty where nobody answers calls."""
    wanted = rota.facts.period.days if days is None else tuple(days)
    answering = Answering(Cover(rota))
    queues = called(rota.facts, rota.facts.services, wanted)
    return tuple(level_of(answering, service, wanted) for service in queues)


def level_moves(before: Rota, after: Rota, days: Iterable[date]) -> tuple[LevelMove, ...]:
    """Services and days, by day, on which more or fewer calls are outside target than before."""
    both = _Both(before, after)
    inside = [day for day in sorted(set(days)) if day in before.facts.period]
    moves = (replace(move, day=day) for day in inside for move in both.moves({day: 0}))
    return tuple(move for move in moves if move.moves)


def whole_moves(before: Rota, after: Rota, days: Sequence[date]) -> tuple[LevelMove, ...]:
    """Each service with calls on ``days``, taken together, whether anything changes or not."""
    return tuple(_Both(before, after).moves(dict.fromkeys(days, 0)))


def rest_moves(before: Rota, after: Rota, opens: Mapping[date, int]) -> tuple[LevelMove, ...]:
    """The same of each day of ``opens`` by itself, from that minute on."""
    both = _Both(before, after)
    days = opens.items()
    return tuple(replace(m, day=day, start=at or None) for day, at in days for m in both.moves({day: at}))


def wanting(rota: Rota) -> tuple[date, ...]:
    """The days on which posts are short, or the service level of some service misses its target."""
    short = {entry.day for entry in Cover(rota).shortfalls(posts=True)}
    missed = {day.day for level in levels_of(rota) for day in level.days if not day.met}
    return tuple(sorted(short | missed))


class _Both:
    """The calls of one month as two rotas answer them."""

    def __init__(self, before: Rota, after: Rota) -> None:
        self._facts = before.facts
        self._before, self._after = Answering(Cover(before)), Answering(Cover(after))

    def moves(self, opens: Mapping[date, int]) -> Iterator[LevelMove]:
        """Each service with calls on the days of ``opens`` from those minutes on."""
        for service in called(self._facts, self._facts.services, opens):
            before, after = (level_of(one, service, opens) for one in (self._before, self._after))
            if before.sums.offered:
                yield LevelMove(service, before, after)


def called(facts: Facts, services: Iterable[str], days: Iterable[date]) -> tuple[str, ...]:
    """Those of ``services`` that meet calls on one of ``days``."""
    wanted = tuple(days)

    def calls(service: str) -> bool:
        return any(load.calls for day in wanted for load in facts.loads(service, day).values())

    return tuple(service for service in services if calls(service))
