"""Hear of better solutions while the solver runs."""

import time
from collections.abc import Callable

from ortools.sat.python import cp_model

Values = cp_model.CpSolver | cp_model.CpSolverSolutionCallback
"""Where the values of a solution can be read."""


_RARELY = 8
"""Handing on takes at most one part in so many of the time: the solver waits meanwhile."""


class Watch(cp_model.CpSolverSolutionCallback):
    """Hands better solutions on with the bound, at most a few times a second, and less often where that takes long."""

    def __init__(self, better: Callable[[Values, float], None]) -> None:
        super().__init__()
        self._better = better
        self._next = 0.0

    def on_solution_callback(self) -> None:
        """Hand the solution on, unless the last one has only just been."""
        began = time.monotonic()
        if began > self._next:
            self._better(self, self.best_objective_bound)
            ended = time.monotonic()
            self._next = max(began + 0.25, ended + _RARELY * (ended - began))
