"""Come near the optimum of a stage by ways that are quick where they succeed."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from rota.model.cells import Cells
from rota.model.engine import Engine
from rota.model.sums import Sum


def come_near(engine: Engine, cells: Cells, objective: Sum, bound: int, seconds: float) -> int:
    """Better the best rota; the bound as far as it was raised."""
    _try_lowest(engine, objective, bound, seconds / 8, cells.other_kinds(engine.best))
    if objective.value(engine.best) > bound:
        bound += _try_lowest(engine, objective, bound, seconds / 4) == cp_model.INFEASIBLE
    if objective.value(engine.best) > bound:
        _polish(engine, cells, objective, seconds / 6)
    return bound


def _try_lowest(
    engine: Engine, objective: Sum, bound: int, seconds: float, kept: Sequence[int] = ()
) -> cp_model.CpSolverStatus:
    """Look for a rota at the bound itself, variables ``kept`` at 0; how that ends.

    Where the bound is 0 all that would be priced is forbidden instead, which shrinks the model
    so far that the answer comes fast either way; faster still where everybody keeps their days.
    """
    model = engine.pool.restricted(objective, bound, kept)
    return engine.run(model, objective, engine.solver(seconds))


def _polish(engine: Engine, cells: Cells, objective: Sum, seconds: float) -> None:
    """Improve the best rota while everybody keeps their days.

    Who works on which day is what couples everything; with it settled, the month's patterns and
    services are a small problem that is often solved whole. Only a rota comes of it, no bound.
    """
    model = engine.pool.keeping(objective, cells.other_kinds(engine.best), engine.best)
    engine.run(model, objective, engine.solver(seconds))
