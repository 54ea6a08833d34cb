"""Hear of better solutions while the solver runs."""

import time
from collections.abc import Callable

from ortools.sat.python import cp_model

Values = cp_model.CpSolver | cp_model.CpSolverSolutionCallback
"""Where the values of a solution can be read."""


class Watch(cp_model.CpSolverSolutionCallback):
    """Hands better solutions on with the bound, at most a few times a second."""

    def __init__(self, better: Callable[[Values, float], None]) -> None:
        super().__init__()
        self._better = better
        self._last = 0.0

    def on_solution_callback(self) -> None:
        """Hand the solution on, unless the last one has only just been."""
        if time.monotonic() - self._last > 0.25:
            self._last = time.monotonic()
            self._better(self, self.best_objective_bound)
