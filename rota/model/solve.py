"""Solve by stages: each is minimised, frozen, and hands its whole solution on as hint and fallback."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil

from ortools.sat.python import cp_model

from rota.domain.facts import CellsByAgent
from rota.model.amounts import amounts_at, counts, objective_of
from rota.model.result import Limits, Outcome, Progress, StageResult, Status
from rota.model.solver import solver_for
from rota.model.stages import Stage
from rota.model.sums import Sum
from rota.model.verbs import Planner
from rota.model.watch import Values, Watch

Report = Callable[[Progress], None]

_SMALL = 3000
"""Up to so many variables a stage is minimised at once: each try before it costs a presolve of its own."""

_LEAST_SHARE = 4.0
"""Seconds that a stage gets even when many are still to come."""


class Solve:
    """One run over the stages of a model."""

    def __init__(self, planner: Planner, stages: Sequence[Stage], limits: Limits, report: Report) -> None:
        self._planner = planner
        self._stages = [stage for stage in stages if counts(planner, stage)] or stages[:1]
        self._limits = limits
        self._report = report
        self._start = time.monotonic()
        self._done: list[StageResult] = []
        self._best: list[int] = []
        self._first_after: float | None = None
        self._spent = 0.0
        self._began = 0.0

    def run(self, start: CellsByAgent | None = None) -> Outcome:
        """Minimise every stage in turn, ``start`` being a rota to begin from; says how far each got."""
        self._begin_from(start)
        for place, stage in enumerate(self._stages):
            status = self._minimise(stage, self._share(len(self._stages) - place))
            if status is not Status.SOLVED:
                return Outcome(status, self._elapsed())
        return Outcome(
            Status.SOLVED,
            self._elapsed(),
            self._planner.cells.read(self._best),
            amounts_at(self._planner, self._best),
            tuple(self._recounted()),
            first_after=self._first_after,
        )

    def _recounted(self) -> Iterator[StageResult]:
        """Every stage with its best as the last rota has it, where a later stage happened to better it."""
        for stage, result in zip(self._stages, self._done, strict=True):
            best = min(result.best, objective_of(self._planner, stage).value(self._best))
            yield replace(result, best=best, bound=min(result.bound, best))

    def _begin_from(self, start: CellsByAgent | None) -> None:
        """Hint a rota that may break rules or leave cells open: only a place to search from."""
        if start is not None:
            values = [0] * len(self._planner.pool)
            self._planner.cells.write(start, values)
            self._planner.pool.hint(self._planner.pool.settle(values))

    def _minimise(self, stage: Stage, seconds: float) -> Status:
        objective = objective_of(self._planner, stage)
        self._began = self._elapsed()
        bound = self._planner.pool.low(objective)
        if self._best:
            bound = self._improve(stage, objective, bound, seconds)
        else:
            status, bound = self._solve(stage, objective, seconds)
            if status is not Status.SOLVED:
                return status
        best = objective.value(self._best)
        self._freeze(objective, best + stage.allowance)
        self._done.append(self._reached(stage, best, bound))
        return Status.SOLVED

    def _reached(self, stage: Stage, best: int, bound: int) -> StageResult:
        """How far ``stage``, the one begun last, is by now."""
        return StageResult(
            stage.name,
            stage.unit,
            best,
            min(bound, best),
            self._elapsed() - self._began,
            stage.allowance,
            stage.strong,
            counts=counts(self._planner, stage),
        )

    def _improve(self, stage: Stage, objective: Sum, bound: int, seconds: float) -> int:
        """Minimise from the best rota so far; the bound reached."""
        if objective.value(self._best) <= bound or seconds <= 0:
            return bound
        self.tell(stage, self._best, objective, bound)
        end = self._used() + seconds
        if len(self._planner.pool) > _SMALL:
            bound = self._approach(objective, bound, seconds)
        if objective.value(self._best) > bound:
            bound = max(bound, self._solve(stage, objective, max(0.1, end - self._used()))[1])
        return bound

    def _approach(self, objective: Sum, bound: int, seconds: float) -> int:
        """Come near the optimum by ways that are quick where they succeed; the bound as far as it was raised."""
        self._try_lowest(objective, bound, seconds / 8, keep_days=True)
        if objective.value(self._best) > bound:
            bound = self._try_lowest(objective, bound, seconds / 4)
        if objective.value(self._best) > bound:
            self._polish(objective, seconds / 6)
        return bound

    def _polish(self, objective: Sum, seconds: float) -> None:
        """Improve the best rota while everybody keeps their days.

        Who works on which day is what couples everything; with it settled, the month's patterns and
        services are a small problem that is often solved whole. Only a rota comes of it, no bound.
        """
        pool = self._planner.pool
        solver = solver_for(self._limits, seconds)
        status = solver.solve(
            pool.keeping(objective, self._planner.cells.other_kinds(self._best), self._best)
        )
        self._spent += solver.response_proto.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.found(solver, objective)

    def _try_lowest(self, objective: Sum, bound: int, seconds: float, *, keep_days: bool = False) -> int:
        """Look for a rota at the bound itself; the bound, raised if there is proven to be none.

        Where the bound is 0 all that would be priced is forbidden instead, which shrinks the model
        so far that the answer comes fast either way; faster still where everybody keeps their days.
        """
        pool = self._planner.pool
        solver = solver_for(self._limits, seconds)
        kept = self._planner.cells.other_kinds(self._best) if keep_days else []
        status = solver.solve(pool.restricted(objective, bound, kept))
        self._spent += solver.response_proto.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.found(solver, objective)
        return bound + (status == cp_model.INFEASIBLE and not keep_days)

    def _solve(self, stage: Stage, objective: Sum, seconds: float) -> tuple[Status, int]:
        pool = self._planner.pool
        pool.minimise(objective)
        if self._best:
            pool.hint(self._best)
        solver = solver_for(self._limits, seconds)

        def better(source: Values, bound: float) -> None:
            self.tell(stage, self.found(source, objective), objective, bound + objective.const)

        status = solver.solve(pool.cp, Watch(better))
        self._spent += solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return Status.INFEASIBLE, 0
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Status.OUT_OF_TIME, 0
        self.found(solver, objective)
        return Status.SOLVED, ceil(solver.best_objective_bound - 1e-6) + objective.const

    def found(self, source: Values, objective: Sum) -> list[int]:
        """Keep a solution unless the best so far is better; it is settled, so its amounts are exact."""
        pool = self._planner.pool
        values = pool.settle([source.value(pool.handle(index)) for index in range(len(pool))])
        if self._first_after is None:
            self._first_after = self._elapsed()
        if not self._best or objective.value(values) <= objective.value(self._best):
            self._best = values
        return self._best

    def tell(self, stage: Stage, values: list[int], objective: Sum, bound: float) -> None:
        """Report the best so far to whoever waits."""
        best, proven = objective.value(values), ceil(bound - 1e-6)
        self._report(
            Progress(
                self._elapsed(),
                stage.name,
                best,
                proven,
                amounts_at(self._planner, values),
                self._planner.cells.read(values),
                tuple(self._done),
                self._reached(stage, best, proven),
            )
        )

    def _freeze(self, objective: Sum, at: int) -> None:
        if self._planner.pool.high(objective) > at:
            self._planner.pool.between(objective, None, at)

    def _share(self, left: int) -> float:
        """What this stage may use: half of what is left, more when few stages follow."""
        left_over = self._limits.seconds - self._used()
        return max(left_over * max(0.5, 1 / left), min(left_over, _LEAST_SHARE))

    def _used(self) -> float:
        """What is used up of the limit: wall time, or the solver's own time where that decides."""
        return self._spent if self._limits.reproducible else self._elapsed()

    def _elapsed(self) -> float:
        return time.monotonic() - self._start
