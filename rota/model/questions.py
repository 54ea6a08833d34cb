"""What rules may ask of the model: sums over cells, with the facts folded in."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import cast

from rota.domain.cell import Kind
from rota.domain.facts import Facts
from rota.model.cells import Cells
from rota.model.pool import Pool
from rota.model.sums import Sum, total
from rota.rules import Count


class Questions:
    """The half of a RotaModel that answers; nothing here binds or prices anything."""

    def __init__(self, facts: Facts, cells: Cells, pool: Pool) -> None:
        self._facts = facts
        self.cells = cells
        self.pool = pool

    @property
    def facts(self) -> Facts:
        """The facts that are planned upon."""
        return self._facts

    def works(self, agent: str, day: date) -> Sum:
        """1 if ``agent`` works a shift on ``day``."""
        return self.cells.count(agent, day, Kind.SHIFT)

    def shift(self, agent: str, day: date, *, pattern: str | None = None, service: str | None = None) -> Sum:
        """1 if ``agent`` works such a shift on ``day``."""
        return self.cells.count(agent, day, Kind.SHIFT, pattern, service)

    def shift_among(
        self,
        agent: str,
        day: date,
        *,
        patterns: Collection[str] | None = None,
        services: Collection[str] | None = None,
    ) -> Sum:
        """1 if ``agent`` works a shift of one of ``patterns`` at one of ``services`` on ``day``."""
        return self.cells.among(agent, day, patterns, services)

    def kind(self, agent: str, day: date, kind: Kind) -> Sum:
        """1 if the cell is of this kind."""
        return self.cells.count(agent, day, kind)

    def heads(self, service: str, day: date, minute: int) -> Sum:
        """How many agents serve ``service`` at ``minute`` of ``day``."""
        return self.cells.serving.heads(service, day, minute)

    def given_to(self, service: str, day: date) -> Sum:
        """Half hours of ``day`` that agents on duty give to the deferrable work of ``service``."""
        return self.cells.serving.given_to(service, day)

    def either(self, counts: Sequence[Count]) -> Sum:
        """1 if any of ``counts`` (0 or 1 each) is 1."""
        sums = as_sums(counts)
        if any(self.pool.low(each) >= 1 for each in sums):
            return Sum(1)
        open_ones = [each for each in sums if self.pool.high(each) > 0]
        if len(open_ones) <= 1:
            return total(open_ones)
        any_ = self.pool.new_sum(0, 1, lambda values: int(any(each.value(values) for each in open_ones)))
        for each in open_ones:
            self.pool.between(any_ - each, 0, None)
        self.pool.between(total(open_ones) - any_, 0, None)
        self.cells.stands_for(any_, open_ones)
        return any_

    def reached(self, count: Count, need: int) -> Sum:
        """1 if ``count`` is at least ``need``, and 0 if it is less."""
        sum_ = as_sum(count)
        low, high = self.pool.range(sum_)
        if low >= need or high < need:
            return Sum(int(low >= need))
        reached = self.pool.new_sum(0, 1, lambda values: int(sum_.value(values) >= need))
        self.pool.between(sum_ - reached * (need - low), low, None)
        self.pool.between(sum_ - reached * (high - need + 1), None, need - 1)
        self.cells.stands_for(reached, [sum_])
        return reached


def as_sum(count: Count) -> Sum:
    """The model's own view of what it handed out."""
    return cast("Sum", count)


def as_sums(counts: Sequence[Count]) -> list[Sum]:
    """Each of ``counts`` as the model sees it."""
    return [as_sum(count) for count in counts]
