"""The solver at work on one model: the time it has used, and the best rota so far, always settled whole."""

import time

from ortools.sat.python import cp_model

from rota.model.pool import Pool
from rota.model.result import Limits
from rota.model.solver import solver_for
from rota.model.sums import Sum
from rota.model.watch import Values

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


class Engine:
    """Runs the solver within limits; ``best`` are the values of the best rota so far, empty until there is one."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self.pool = pool
        self.limits = limits
        self.best: list[int] = []
        self.first_after: float | None = None
        self._start = time.monotonic()
        self._spent = 0.0

    def run(
        self,
        model: cp_model.CpModel,
        objective: Sum,
        solver: cp_model.CpSolver,
        watch: cp_model.CpSolverSolutionCallback | None = None,
    ) -> cp_model.CpSolverStatus:
        """How ``solver`` ends on ``model``; what it found is kept unless it is worse by ``objective``."""
        status = solver.solve(model, watch)
        self.spend(solver.response_proto.deterministic_time)
        if status in FOUND:
            self.found(solver, objective)
        return status

    def solver(self, seconds: float, workers: int | None = None) -> cp_model.CpSolver:
        """A solver for so many seconds, with so many workers, or as many as there may be."""
        return solver_for(self.limits, seconds, workers)

    def found(self, source: Values, objective: Sum) -> list[int]:
        """The best rota after the one in ``source``."""
        pool = self.pool
        return self.take([source.value(pool.handle(index)) for index in range(len(pool))], objective)

    def take(self, values: list[int], objective: Sum) -> list[int]:
        """The best rota after the one of ``values``; they are settled, so that amounts are exact."""
        self.pool.settle(values)
        if self.first_after is None:
            self.first_after = self.elapsed()
        if not self.best or objective.value(values) <= objective.value(self.best):
            self.best = values
        return self.best

    def spend(self, seconds: float) -> None:
        """Count so many seconds of the solver's own time."""
        self._spent += seconds

    def used(self) -> float:
        """What is used up of the limit: wall time, or the solver's own time where that decides."""
        return self._spent if self.limits.reproducible else self.elapsed()

    def elapsed(self) -> float:
        """Wall seconds since the start."""
        return time.monotonic() - self._start
