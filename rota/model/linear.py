"""A second engine for fine measures: mixed-integer programming (HiGHS, which OR-Tools brings along).

Where a stage adds up hundreds of convex costs, as calls outside target do, the linear relaxation with its cuts is near exact, and a
rota at the optimum was found in seconds where the constraint solver stayed at ten times as much. It runs in a thread beside that, on
what is the same model row by row. It cannot be stopped: it ends when its time is up, or with the process.
"""

import datetime as dt
import math
from collections.abc import Callable, Collection, Sequence
from threading import Thread
from typing import NamedTuple

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from rota.model.pool import Pool
from rota.model.rows import Row, ranges_of, rows_of
from rota.model.sums import Sum

_GAP = 0.003
"""So near to its bound it is near enough: less than the slack that a fine measure leaves; to come nearer takes twice the time."""

_DOUBT = 1e-6
"""By what share of itself a bound reckoned in floating point may be wrong."""


class Found(NamedTuple):
    """The best values found, if any, and a bound on what is minimised, if any."""

    values: list[int] | None = None
    bound: int | None = None


class Search:
    """Minimises ``objective`` from ``start`` on, in a thread of its own; ``then`` is called when it has ended.

    Only the variables in ``whole`` need be whole numbers; the others are settled from them. Without ``seconds`` it goes no further than the root of the search tree, which always takes the same way.
    """

    def __init__(
        self,
        pool: Pool,
        objective: Sum,
        start: Sequence[int],
        whole: Collection[int],
        seconds: float | None,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        self._model = _model(rows_of(pool), ranges_of(pool), objective, whole)
        self._objective = objective
        self._start = start
        self._seconds = seconds
        self._then = then
        self._found = Found()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def result(self, seconds: float | None) -> Found:
        """What is found; nothing if it has not ended after so many seconds."""
        self._thread.join(seconds)
        return self._found

    def _work(self) -> None:
        try:
            self._found = self._solve()
        except Exception:
            # whatever ails it, the constraint solver goes on without it
            self._found = Found()
        self._then()

    def _solve(self) -> Found:
        limit = None if self._seconds is None else dt.timedelta(seconds=self._seconds)
        variables = list(self._model.variables())
        hint = mathopt.SolutionHint(
            variable_values={var: float(value) for var, value in zip(variables, self._start, strict=True)}
        )
        outcome = mathopt.solve(
            self._model,
            mathopt.SolverType.HIGHS,
            params=mathopt.SolveParameters(
                time_limit=limit,
                node_limit=1 if limit is None else None,
                relative_gap_tolerance=_GAP,
            ),
            model_params=mathopt.ModelSolveParameters(solution_hints=[hint]),
        )
        values = None
        if outcome.has_primal_feasible_solution():
            values = [round(value) for value in outcome.variable_values(variables)]
        return Found(values, self._bound(outcome.termination.objective_bounds.dual_bound))

    def _bound(self, dual: float) -> int | None:
        if not math.isfinite(dual):
            return None
        return math.ceil(dual - _DOUBT * max(1.0, abs(dual))) + self._objective.const


def _model(
    rows: Sequence[Row], ranges: Sequence[tuple[int, int]], objective: Sum, whole: Collection[int]
) -> mathopt.Model:
    """The model for the other engine; as a whole, since variable by variable it would take seconds."""
    proto = model_pb2.ModelProto()
    variables = proto.variables
    variables.ids.extend(range(len(ranges)))
    variables.lower_bounds.extend(float(low) for low, _ in ranges)
    variables.upper_bounds.extend(float(high) for _, high in ranges)
    variables.integers.extend(at in whole for at in range(len(ranges)))
    constraints, matrix = proto.linear_constraints, proto.linear_constraint_matrix
    constraints.ids.extend(range(len(rows)))
    constraints.lower_bounds.extend(_or_infinite(row.low) for row in rows)
    constraints.upper_bounds.extend(_or_infinite(row.high) for row in rows)
    for at, row in enumerate(rows):
        terms = sorted(row.terms)
        matrix.row_ids.extend([at] * len(terms))
        matrix.column_ids.extend(var for var, _ in terms)
        matrix.coefficients.extend(float(by) for _, by in terms)
    costs: dict[int, int] = {}
    for var, by in objective.terms:
        costs[var] = costs.get(var, 0) + by
    proto.objective.linear_coefficients.ids.extend(sorted(costs))
    proto.objective.linear_coefficients.values.extend(float(costs[var]) for var in sorted(costs))
    return mathopt.Model.from_model_proto(proto)


def _or_infinite(limit: int) -> float:
    """``limit`` unless it stands for none."""
    return float(limit) if abs(limit) < cp_model.INT32_MAX else math.copysign(math.inf, limit)
