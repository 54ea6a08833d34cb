"""What the callers of a day meet, from who comes to each service and who leaves it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rota.domain.cell import Cell
from rota.domain.clock import hhmm
from rota.domain.facts import Facts
from rota.domain.interval import INTERVAL
from rota.domain.load import Load, price
from rota.domain.rota import Rota
from rota.domain.timeline import timeline

_MARKS = 24 * 60 // INTERVAL
_ROUNDING = 1e-9

Mark = tuple[str, int]
"""A service, and the number of a half hour."""


class CalledHalf(NamedTuple):
    """The half hour from ``start``, with so many heads on duty."""

    start: int
    load: Load
    heads: int

    @property
    def outside(self) -> float:
        """Calls expected outside target."""
        return self.load.expected(self.heads).outside


@dataclass(frozen=True)
class CalledDay:
    """The calls of a service on one day; with ``beyond``, those that the target allows to be late are not counted."""

    day: date
    halves: tuple[CalledHalf, ...]
    beyond: bool = False

    @classmethod
    def of(
        cls,
        day: date,
        loads: Mapping[int, Load],
        service: str,
        steps: Mapping[Mark, int],
        *,
        beyond: bool = False,
    ) -> "CalledDay":
        """What meets those who are there after each of ``steps``."""
        heads = list(accumulate(steps.get((service, mark), 0) for mark in range(_MARKS)))
        halves = (CalledHalf(start, load, heads[start // INTERVAL]) for start, load in loads.items())
        return cls(day, tuple(halves), beyond)

    @cached_property
    def amount(self) -> int:
        """Hundredths of a call, as the planner counts them."""
        return sum(price(half.load, half.heads, beyond=self.beyond) for half in self.halves)

    @cached_property
    def offered(self) -> float:
        """Calls that come in."""
        return sum(half.load.calls for half in self.halves)

    @cached_property
    def outside(self) -> float:
        """Calls expected outside target."""
        return sum(half.outside for half in self.halves)

    @property
    def target(self) -> float:
        """The share of calls to be answered in time, the same all day."""
        return self.halves[0].load.target

    @property
    def missed(self) -> bool:
        """Whether too few calls are answered in time."""
        return self.outside > (1 - self.target) * self.offered + _ROUNDING

    @property
    def worst(self) -> str:
        """The half hour with most calls outside target, one that misses heads before all others."""
        worst = max(self.halves, key=lambda half: (half.heads < half.load.need, half.outside))
        return f"worst at {hhmm(worst.start)}, {worst.heads} of {worst.load.need} heads"


def steps_of(rota: Rota, day: date, moves: dict[Cell, Mapping[Mark, int]]) -> Mapping[Mark, int]:
    """By how many the heads at each service rise, or fall, as each half hour of ``day`` begins."""
    steps: Counter[Mark] = Counter()
    alike = Counter(cells[day] for cells in rota.cells.values() if day in cells)
    for cell, agents in alike.items():
        if cell not in moves:
            moves[cell] = _moves(cell, rota.facts)
        for mark, come in moves[cell].items():
            steps[mark] += come * agents
    return steps


def _moves(cell: Cell, facts: Facts) -> Mapping[Mark, int]:
    """When ``cell`` comes to a service (1) and leaves it (-1)."""
    steps: Counter[Mark] = Counter()
    if cell.is_shift or cell.parts:
        for piece in timeline(cell, facts):
            steps[piece.what, -(-piece.start // INTERVAL)] += 1
            steps[piece.what, -(-piece.end // INTERVAL)] -= 1
    return steps
