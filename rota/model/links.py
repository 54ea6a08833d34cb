"""Tie choices for the month to one another: not needed to be right, but to be fast.

An agent who stays on one pattern and on one service also stays on one pair of them. Said only
one by one, the linear relaxation may pair them differently every day and so promises cover that
no rota has.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rota.model.pool import Pool
from rota.model.sums import Sum, total, variable


@dataclass(frozen=True)
class _Home:
    """The choice that a cell belongs to, and by how much the cell leaves it."""

    choice: int
    excess: Sum


class Links:
    """Which cells belong to which month's choice, and the pairs of choices that follow."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._homes: dict[int, list[_Home]] = defaultdict(list)
        self._pairs: dict[tuple[int, int], Sum] = {}

    def note(self, count: Sum, chosen: Sum, excess: Sum) -> None:
        """The cells in ``count`` belong to ``chosen``; ``excess`` is 1 where they leave it."""
        home = _Home(_index(chosen), excess)
        for var, _ in count.terms:
            self._homes[var].append(home)

    def choices_of(self, cells: Iterable[int]) -> list[int]:
        """The month's choices that ``cells`` belong to."""
        return sorted({home.choice for var in cells for home in self._homes.get(var, ())})

    def post(self) -> None:
        """Every cell with two choices keeps to their pair, unless it leaves one of them."""
        for var, homes in self._homes.items():
            if len(homes) == 2:
                one, other = homes
                pair = self._pair(one.choice, other.choice)
                self._pool.between(pair + one.excess + other.excess - variable(var), 0, None)
        self._share_out()

    def _pair(self, one: int, other: int) -> Sum:
        """1 if both choices are made."""
        if (one, other) not in self._pairs:
            both = self._pool.new_sum(0, 1, lambda values: values[one] * values[other])
            self._pairs[one, other] = both
        return self._pairs[one, other]

    def _share_out(self) -> None:
        """The pairs of a choice share it; some pairs may be no cell's, so they need not make it up."""
        by_choice: dict[int, list[Sum]] = defaultdict(list)
        for choices, pair in self._pairs.items():
            for choice in choices:
                by_choice[choice].append(pair)
        for choice, members in by_choice.items():
            self._pool.between(total(members) - variable(choice), None, 0)


def _index(choice: Sum) -> int:
    return choice.terms[0][0]
