"""How many undecided agents come to each service, counted where nobody need tell them apart."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from rota.domain.centre import Pattern
from rota.model.pool import Pool
from rota.model.present import Member, Present
from rota.model.sums import Sum

StandsFor = Callable[[Sum, Sequence[Sum]], None]
"""Is told of a helper variable, and what it follows from."""


class Number(NamedTuple):
    """``come`` is how many of ``members`` come: they share a pattern, and what they can do beside their service."""

    pattern: Pattern
    able: frozenset[str]
    members: tuple[Member, ...]
    come: Sum

    def covers(self, minute: int) -> bool:
        """Whether their shift is under way at ``minute``."""
        return self.pattern.start <= minute < self.pattern.end


class Numbers:
    """The numbers by service and day, made when they are first asked for."""

    def __init__(self, pool: Pool, present: Present, stands_for: StandsFor) -> None:
        self._pool = pool
        self._present = present
        self._stands_for = stands_for
        self._made: dict[tuple[str, date], tuple[Number, ...]] = {}

    def of(self, service: str, day: date) -> tuple[Number, ...]:
        """The numbers that make up whoever is at ``service`` on ``day``."""
        key = (service, day)
        if key not in self._made:
            alike: dict[tuple[str, frozenset[str]], list[Member]] = defaultdict(list)
            for member in self._present.members(service, day):
                alike[member.pattern.id, member.able].append(member)
            self._made[key] = tuple(self._number(tuple(members)) for members in alike.values())
        return self._made[key]

    def _number(self, members: tuple[Member, ...]) -> Number:
        each = arrivals(members)
        count = self.follows(each, *self._pool.range(each))
        return Number(members[0].pattern, members[0].able, members, count)

    def follows(self, sum_: Sum, low: int, high: int) -> Sum:
        """A variable of its own for ``sum_``, which is known to lie between ``low`` and ``high``."""
        if len(sum_.terms) < 2:
            return sum_
        one = self._pool.new_sum(low, high, sum_.value)
        self._pool.between(sum_ - one, 0, 0)
        self._stands_for(one, [sum_])
        return one


def arrivals(members: Sequence[Member]) -> Sum:
    """How many of ``members`` come, cell by cell."""
    return Sum(0, tuple((member.var, 1) for member in members))
