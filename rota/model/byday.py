"""Better a rota one day at a time, all other days kept: for measures that add up over days, as calls outside target do.

A model day comes first, the one on which most are there; what each does on it is their choice for the month. Then each day is made as
good as it can be, with the fewest leaving their choice. Who works on which day stays throughout. What couples the days
are rules of later stages, which nothing holds to yet, so each day is a small problem that is proven in a second, and the sum
is close to the month's best where everything at once is not even begun in that time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rota.model.cells import Cells
from rota.model.engine import Engine
from rota.model.links import Links
from rota.model.sums import Sum

_A_DAY = 5.0
"""Seconds after which a day is left as it is."""

_FIRST = 1000
"""How many breaches of later stages together count less than one of the objective."""


@dataclass(frozen=True)
class Days:
    """The days of a model, which are bettered by ``objective``, and by ``later`` where that is free."""

    engine: Engine
    cells: Cells
    links: Links
    objective: Sum
    later: Sum

    def better(self, seconds: float, tell: Callable[[], None]) -> None:
        """Better the best rota for up to so many seconds; ``tell`` is called after each day that is better."""
        engine = self.engine
        end = engine.used() + seconds
        first, *others = sorted(self.cells.days(), key=self._shifts, reverse=True)
        choices: Sequence[int] = ()
        for day in (first, *sorted(others)):
            left = end - engine.used()
            before = self.objective.value(engine.best)
            if left <= 0 or before <= engine.pool.low(self.objective):
                return
            self._better(day, choices, min(_A_DAY, left))
            choices = choices or self.links.choices_of(self.cells.chosen_on(day, engine.best))
            if self.objective.value(engine.best) < before:
                tell()

    def _better(self, day: date, choices: Iterable[int], seconds: float) -> None:
        engine = self.engine
        aim = self.objective * _FIRST + self.later
        values = list(engine.best)
        for choice in choices:
            values[choice] = 1
        kept = (self.cells.decided() - self.cells.decided_on(day)).union(
            self.cells.other_kinds(engine.best), choices
        )
        engine.run(engine.pool.holding(aim, kept, values), self.objective, engine.solver(seconds))

    def _shifts(self, day: date) -> int:
        """How many of those whose day is to be decided are there."""
        return len(self.cells.chosen_on(day, self.engine.best))
