"""Minimise a fine measure, such as calls outside target, with two engines side by side."""

from collections.abc import Collection
from math import ceil

from ortools.sat.python import cp_model

from rota.model.engine import FOUND, Engine
from rota.model.linear import Found, Search
from rota.model.rows import evaluator
from rota.model.sums import Sum

_EACH_NODE = 20.0
"""What a search that is bounded by its work, not by time, counts for, in the solver's own seconds."""


def minimise_fine(
    engine: Engine,
    objective: Sum,
    decided: Collection[int],
    seconds: float,
    watch: cp_model.CpSolverSolutionCallback,
) -> int:
    """Better the best rota by ``objective``; the bound reached, which may be none at all.

    ``decided`` are the variables from which all others are settled.
    With more than one worker both engines search at once, and the constraint solver stops as soon as the other one ends; with
    one worker, one after the other.
    """
    pool, workers = engine.pool, engine.limits.workers
    pool.minimise(objective)
    pool.hint(engine.best)
    if engine.limits.reproducible:
        found = Search(pool, objective, engine.best, decided, None).result(None)
        engine.spend(_EACH_NODE)
        return _taken(engine, objective, found)
    if workers == 1:
        found = Search(pool, objective, engine.best, decided, seconds).result(2 * seconds)
        return _taken(engine, objective, found)
    solver = engine.solver(seconds, workers - 1)
    search = Search(pool, objective, engine.best, decided, seconds, then=solver.stop_search)
    status = engine.run(pool.cp, objective, solver, watch)
    bound = ceil(solver.best_objective_bound - 1e-6) + objective.const if status in FOUND else 0
    if status == cp_model.OPTIMAL:
        return bound
    return max(bound, _taken(engine, objective, search.result(seconds)))


def _taken(engine: Engine, objective: Sum, found: Found) -> int:
    """The bound of what was ``found``, whose values are taken if they are a rota to the last constraint."""
    if found.values is not None:
        values = engine.pool.settle(list(found.values))
        if evaluator(engine.pool)(values):
            engine.take(values, objective)
    low = engine.pool.low(objective)
    return low if found.bound is None else max(low, found.bound)
