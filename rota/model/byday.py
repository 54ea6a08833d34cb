"""Better a rota one day at a time, all other days kept: for measures that add up over days, as calls outside target do.

First everybody keeps to one pattern and one service for the month, which leaves a small choice for each agent; then each day is
made as good as it can be, with the fewest leaving their month's choice. Who works on which day stays throughout. What couples the days
are rules of later stages, which nothing holds to yet, so each day is a small problem that is proven in a second, and the sum
is close to the month's best where everything at once is not even begun in that time.
"""

from collections.abc import Callable, Sequence
from datetime import date

from rota.model.cells import Cells
from rota.model.engine import Engine
from rota.model.links import Links
from rota.model.sums import Sum

_A_DAY = 5.0
"""Seconds after which a day is left as it is."""

_FIRST = 1000
"""How many breaches of later stages together count less than one of the objective."""


def keep_to_choices(engine: Engine, cells: Cells, links: Links, objective: Sum, seconds: float) -> None:
    """Better the best rota by ``objective`` for up to so many seconds, with nobody leaving the month's choice."""
    zero = [*cells.other_kinds(engine.best), *links.leavings()]
    engine.run(engine.pool.keeping(objective, zero, engine.best), objective, engine.solver(seconds))


def day_by_day(
    engine: Engine, cells: Cells, objective: Sum, later: Sum, seconds: float, tell: Callable[[], None]
) -> None:
    """Better the best rota by ``objective`` for up to so many seconds, and by ``later`` where that is free.

    ``tell`` is called after each day that is better for it.
    """
    end = engine.used() + seconds
    for day in cells.days():
        left = end - engine.used()
        before = objective.value(engine.best)
        if left <= 0 or before <= engine.pool.low(objective):
            return
        _better(engine, cells, objective * _FIRST + later, day, min(_A_DAY, left))
        if objective.value(engine.best) < before:
            tell()


def _better(engine: Engine, cells: Cells, objective: Sum, day: date, seconds: float) -> None:
    model = engine.pool.holding(objective, _kept(cells, day, engine.best), engine.best)
    engine.run(model, objective, engine.solver(seconds))


def _kept(cells: Cells, day: date, values: Sequence[int]) -> frozenset[int]:
    """All that is decided on other days, and on ``day`` the values of another kind than the one that is chosen."""
    return (cells.decided() - cells.decided_on(day)).union(cells.other_kinds(values))
