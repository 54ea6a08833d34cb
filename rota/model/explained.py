"""A model row by row, so that some of its rules alone can be put to the solver."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import ConstraintProto

from rota.model.pool import Pool
from rota.model.result import Limits
from rota.model.solver import solver_for

Reason = tuple[int, str]
"""A rule, by its place among all rules, and where it binds."""

_SECONDS_EACH = 10.0


class Time:
    """So many seconds for several solves together."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def next(self) -> float:
        """What the next solve may use; 0 when all is gone."""
        return max(0.0, min(_SECONDS_EACH, self._end - time.monotonic()))


@dataclass(frozen=True)
class _Row:
    """One linear constraint, and the reason that it hangs on, if any."""

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    reason: Reason | None


class Explained:
    """The rows of a model that was built to explain itself; ``places`` are those of its rules among all.

    Only what is connected with the rows of ``about`` is ever solved; with all of it if that is empty.
    """

    def __init__(self, pool: Pool, places: Sequence[int], about: Collection[Reason] = ()) -> None:
        named = {at: (places[place], where) for (place, where), at in pool.reasons.items()}
        proto = pool.cp.proto
        self._bounds = [(min(variable.domain), max(variable.domain)) for variable in proto.variables]
        self._rows = [_row(constraint, named) for constraint in proto.constraints]
        self._about = set(about)
        self.reasons = tuple(named.values())

    def core(self, assumed: Iterable[Reason], time_: Time) -> tuple[bool | None, list[Reason]]:
        """Whether ``assumed`` contradict one another, and some of them that do; None if time ran out."""
        wanted, seconds = set(assumed), time_.next()
        if seconds == 0:
            return None, []
        model, switches = self._model(self._connected(wanted))
        model.add_assumptions(list(switches.values()))
        solver = solver_for(Limits(workers=1), seconds)
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            found = set(solver.sufficient_assumptions_for_infeasibility())
            return True, [reason for reason, switch in switches.items() if switch.index in found]
        return (False if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None), []

    def _connected(self, wanted: set[Reason]) -> list[_Row]:
        """The rows that hold under ``wanted`` and share variables, by way of others too, with what it is about."""
        holding = [row for row in self._rows if row.reason is None or row.reason in wanted]
        by_variable: dict[int, list[int]] = defaultdict(list)
        for at, row in enumerate(holding):
            for variable, _ in row.terms:
                by_variable[variable].append(at)
        start = self._about or wanted
        waiting = [at for at, row in enumerate(holding) if row.reason in start or not row.terms]
        reached = set(waiting)
        while waiting:
            row = holding[waiting.pop()]
            beside = {at for variable, _ in row.terms for at in by_variable.pop(variable, ())}
            waiting += beside - reached
            reached |= beside
        return [holding[at] for at in sorted(reached)]

    def _model(self, rows: Iterable[_Row]) -> tuple[cp_model.CpModel, dict[Reason, cp_model.IntVar]]:
        """The rows as a model of their own, with a switch for each reason."""
        model = cp_model.CpModel()
        variables: dict[int, cp_model.IntVar] = {}
        switches: dict[Reason, cp_model.IntVar] = {}
        for row in rows:
            for at, _ in row.terms:
                if at not in variables:
                    variables[at] = model.new_int_var(*self._bounds[at], "")
            left = cp_model.LinearExpr.weighted_sum(
                [variables[at] for at, _ in row.terms], [by for _, by in row.terms]
            )
            posted = model.add_linear_constraint(left, row.low, row.high)
            if row.reason is not None:
                switch = switches.setdefault(row.reason, model.new_bool_var(""))
                posted.only_enforce_if(switch)
        return model, switches


def _row(constraint: ConstraintProto, named: dict[int, Reason]) -> _Row:
    if constraint.has_exactly_one():
        return _Row(tuple((at, 1) for at in constraint.exactly_one.literals), 1, 1, None)
    sides = constraint.linear
    reasons = [named[at] for at in constraint.enforcement_literal]
    low, high = sides.domain
    return _Row(tuple(zip(sides.vars, sides.coeffs, strict=True)), low, high, reasons[0] if reasons else None)
