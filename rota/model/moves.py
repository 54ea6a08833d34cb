"""Fewest changes: how many people, and how many of their cells, differ from what they were already told."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from rota.domain.cell import Cell
from rota.domain.duties import duty
from rota.domain.facts import CellsByAgent
from rota.model.pool import Pool
from rota.model.result import CELLS_CHANGED, FROZEN_CHANGED, PEOPLE_MOVED
from rota.model.stages import Moves, Stage
from rota.model.sums import Sum, variable
from rota.model.verbs import Planner
from rota.rules import Tier

_FROZEN = Stage("frozen cells changed", "cells", Tier.COVER, (FROZEN_CHANGED,), strong=False)
_STAGES = (
    (PEOPLE_MOVED, "people moved", "people"),
    (CELLS_CHANGED, "cells changed", "cells"),
)


def count_moves(
    planner: Planner, keep: CellsByAgent, frozen: AbstractSet[tuple[str, date]] = frozenset()
) -> None:
    """Count, as the amounts of ``PEOPLE_MOVED`` and ``CELLS_CHANGED``, where the planner decides otherwise than ``keep``.

    Of the ``frozen`` cells those changed are the amount of ``FROZEN_CHANGED`` too. Facts count nothing,
    and neither do cells of which ``keep`` says nothing.
    """
    for agent in planner.facts.agents:
        changed = {day: _changed(planner, agent, day, cell) for day, cell in keep.get(agent, {}).items()}
        found = {day: sum_ for day, sum_ in changed.items() if planner.pool.high(sum_) > 0}
        if found:
            planner.amounts[FROZEN_CHANGED, False] += [found[day] for day in found if (agent, day) in frozen]
            planner.amounts[CELLS_CHANGED, False] += found.values()
            planner.amounts[PEOPLE_MOVED, False].append(_any(planner.pool, list(found.values())))


def _changed(planner: Planner, agent: str, day: date, cell: Cell) -> Sum:
    """1 if the duty is not that of ``cell``; 0 for a fact."""
    options, told = planner.cells.options(agent, day), duty(cell, planner.facts.demand)
    if not options:
        return Sum()
    return Sum(1) - variable(options[told]) if told in options else Sum(1)


def _any(pool: Pool, changed: Sequence[Sum]) -> Sum:
    """1 if any of ``changed`` is 1. Nothing holds it down but its price: it costs earlier stages no search."""
    if any(pool.low(each) > 0 for each in changed):
        return Sum(1)
    moved = pool.new_sum(0, 1, lambda values: int(any(each.value(values) for each in changed)))
    for each in changed:
        pool.between(moved - each, 0, None)
    return moved


def with_moves(stages: Sequence[Stage], moves: Moves) -> tuple[Stage, ...]:
    """``stages`` with two more, people moved and then cells changed, and one for frozen cells before all of them."""
    tier = Tier.COVER if moves is Moves.FIRST else Tier.WISH
    own = tuple(Stage(name, unit, tier, (place,), strong=False) for place, name, unit in _STAGES)
    earlier = [stage for stage in stages if stage.tier <= tier]
    return (_FROZEN, *earlier, *own, *stages[len(earlier) :])
