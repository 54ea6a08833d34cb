"""Solve by stages: each is minimised, frozen, and hands its whole solution on as hint and fallback."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil

from ortools.sat.python import cp_model

from rota.domain.facts import CellsByAgent
from rota.model.amounts import amounts_at, counts, objective_of
from rota.model.approach import come_near
from rota.model.byday import Days
from rota.model.engine import FOUND, Engine
from rota.model.fine import minimise_fine
from rota.model.result import Limits, Outcome, Progress, StageResult, Status
from rota.model.stages import Stage
from rota.model.sums import Sum, total
from rota.model.tidy import tidy
from rota.model.verbs import Planner
from rota.model.watch import Values, Watch
from rota.rules import Tier

Report = Callable[[Progress], None]

_SMALL = 3000
"""Up to so many variables a stage is minimised at once: each try before it costs a presolve of its own."""

_LEAST_SHARE = 4.0
"""Seconds that a stage gets even when many are still to come."""

_BY_DAY = 0.6
"""Of the time for a fine measure, the share that may go into single days."""


class Solve:
    """One run over the stages of a model."""

    def __init__(self, planner: Planner, stages: Sequence[Stage], limits: Limits, report: Report) -> None:
        self._planner = planner
        self._stages = [stage for stage in stages if counts(planner, stage)] or stages[:1]
        self._engine = Engine(planner.pool, limits)
        self._report = report
        self._done: list[StageResult] = []
        self._began = 0.0

    def run(self, start: CellsByAgent | None = None) -> Outcome:
        """Minimise every stage in turn, ``start`` being a rota to begin from; says how far each got."""
        engine = self._engine
        self._begin_from(start)
        for place, stage in enumerate(self._stages):
            status = self._minimise(stage, self._share(len(self._stages) - place))
            if status is not Status.SOLVED:
                return Outcome(status, engine.elapsed())
        cover = [stage for stage in self._stages if stage.fine or stage.tier is Tier.COVER]
        tidy(engine, self._planner.cells, [objective_of(self._planner, stage) for stage in cover])
        return Outcome(
            Status.SOLVED,
            engine.elapsed(),
            self._planner.cells.read(engine.best),
            amounts_at(self._planner, engine.best),
            tuple(self._recounted()),
            first_after=engine.first_after,
        )

    def _recounted(self) -> Iterator[StageResult]:
        """Every stage with its best as the last rota has it, where a later stage happened to better it."""
        for stage, result in zip(self._stages, self._done, strict=True):
            best = min(result.best, objective_of(self._planner, stage).value(self._engine.best))
            yield replace(result, best=best, bound=min(result.bound, best))

    def _begin_from(self, start: CellsByAgent | None) -> None:
        """Hint a rota that may break rules or leave cells open: only a place to search from."""
        if start is not None:
            self._planner.cells.serving.before = start
            values = [0] * len(self._planner.pool)
            self._planner.cells.write(start, values)
            self._planner.pool.hint(self._planner.pool.settle(values))

    def _minimise(self, stage: Stage, seconds: float) -> Status:
        objective = objective_of(self._planner, stage)
        self._began = self._engine.elapsed()
        bound = self._planner.pool.low(objective)
        if self._engine.best:
            bound = self._improve(stage, objective, bound, seconds)
        else:
            status, bound = self._solve(stage, objective, seconds)
            if status is not Status.SOLVED:
                return status
        best = objective.value(self._engine.best)
        self._freeze(objective, best + stage.may_slacken(best))
        self._done.append(self._reached(stage, best, bound))
        return Status.SOLVED

    def _reached(self, stage: Stage, best: int, bound: int) -> StageResult:
        """How far ``stage``, the one begun last, is by now."""
        return StageResult(
            stage.name,
            stage.unit,
            best,
            min(bound, best),
            self._engine.elapsed() - self._began,
            stage.may_slacken(best),
            stage.strong,
            counts=counts(self._planner, stage),
            scale=stage.scale,
        )

    def _improve(self, stage: Stage, objective: Sum, bound: int, seconds: float) -> int:
        """Minimise from the best rota so far; the bound reached."""
        engine = self._engine
        if objective.value(engine.best) <= bound or seconds <= 0:
            return bound
        self.tell(stage, engine.best, objective, bound)
        end = engine.used() + seconds
        if len(self._planner.pool) > _SMALL:
            if engine.limits.both and stage.fine:
                return self._improve_fine(stage, objective, bound, end)
            bound = come_near(engine, self._planner.cells, objective, bound, seconds)
        if objective.value(engine.best) > bound:
            bound = max(bound, self._solve(stage, objective, max(0.1, end - engine.used()))[1])
        return bound

    def _improve_fine(self, stage: Stage, objective: Sum, bound: int, end: float) -> int:
        """Day by day first, which comes near; then the whole at once by both engines, for the bound and what couples the days."""
        engine, cells = self._engine, self._planner.cells

        def tell() -> None:
            self.tell(stage, engine.best, objective, bound)

        later = total([objective_of(self._planner, other) for other in self._after(stage)])
        days = Days(engine, cells, self._planner.links, objective, later)
        days.better((end - engine.used()) * _BY_DAY, tell)
        left = end - engine.used()
        if objective.value(engine.best) <= bound or left <= 0:
            return bound
        return max(
            bound, minimise_fine(engine, objective, cells.decided(), left, self._watch(stage, objective))
        )

    def _after(self, stage: Stage) -> Sequence[Stage]:
        """The stages after ``stage`` in which single cells are counted, and not fine measures."""
        later = self._stages[self._stages.index(stage) + 1 :]
        return [other for other in later if other.scale == 1]

    def _solve(self, stage: Stage, objective: Sum, seconds: float) -> tuple[Status, int]:
        engine, pool = self._engine, self._planner.pool
        pool.minimise(objective)
        if engine.best:
            pool.hint(engine.best)
        solver = engine.solver(seconds)
        status = engine.run(pool.cp, objective, solver, self._watch(stage, objective))
        if status == cp_model.INFEASIBLE:
            return Status.INFEASIBLE, 0
        if status not in FOUND:
            return Status.OUT_OF_TIME, 0
        return Status.SOLVED, ceil(solver.best_objective_bound - 1e-6) + objective.const

    def _watch(self, stage: Stage, objective: Sum) -> Watch:
        """Keeps and reports what the solver finds on the way."""

        def better(source: Values, bound: float) -> None:
            self.tell(stage, self._engine.found(source, objective), objective, bound + objective.const)

        return Watch(better)

    def tell(self, stage: Stage, values: list[int], objective: Sum, bound: float) -> None:
        """Report the best so far to whoever waits."""
        best, proven = objective.value(values), ceil(bound - 1e-6)
        self._report(
            Progress(
                self._engine.elapsed(),
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
        left_over = self._engine.limits.seconds - self._engine.used()
        return max(left_over * max(0.5, 1 / left), min(left_over, _LEAST_SHARE))
