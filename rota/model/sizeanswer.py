"""The fewest FTE that cover days of every kind; then as few posts moved from today's as can be, and no shift for nothing."""

import time
from collections.abc import Callable
from math import ceil

from ortools.sat.python import cp_model

from rota.model.result import Limits
from rota.model.size import SizeAnswer, SizeTask
from rota.model.sizemodel import Counts, Expr, Sizing
from rota.model.solver import solver_for

_LATER = 0.15
"""The share of the time that each of the two aims after FTE may take."""


def answer_size(task: SizeTask) -> SizeAnswer:
    """The best posts for ``task``, solved in this process."""
    return _Search(task).answer()


class _Search:
    """One search for the posts of a task, aim after aim."""

    def __init__(self, task: SizeTask) -> None:
        self._task = task
        self._model = Sizing(task)
        self._cp = self._model.cp

    def answer(self) -> SizeAnswer:
        """The least FTE; of its solutions the nearest to today's posts; and of these the one with the fewest shifts."""
        began = time.monotonic()
        cost = sum(kind.cost * posts for kind, posts in zip(self._task.kinds, self._model.posts, strict=True))
        solver, status = self._minimise(cost, (1 - 2 * _LATER) * self._task.seconds)
        if solver is None:
            return SizeAnswer(None, impossible=status == cp_model.INFEASIBLE)
        best, bound = round(solver.objective_value), ceil(solver.best_objective_bound - 1e-6)
        self._cp.add(cost <= best)
        for aim in (self._moved(), sum(count for shifts in self._model.shifts for count in shifts.values())):
            self._hint(solver)
            left = self._task.seconds - (time.monotonic() - began)
            better, _ = self._minimise(aim, max(1.0, min(left, _LATER * self._task.seconds)))
            solver = better or solver
            self._cp.add(aim <= solver.value(aim))
        return SizeAnswer(
            tuple(solver.value(posts) for posts in self._model.posts),
            best,
            min(bound, best),
            tuple(_counted(solver, shifts) for shifts in self._model.shifts),
            tuple(_counted(solver, aside) for aside in self._model.aside),
        )

    def _moved(self) -> Expr:
        """By how many posts it differs from today's."""
        differs = []
        for kind, posts in zip(self._task.kinds, self._model.posts, strict=True):
            off = self._model.count("off")
            self._cp.add(off >= posts - kind.today)
            self._cp.add(off >= kind.today - posts)
            differs.append(off)
        return sum(differs)

    def _minimise(
        self, aim: Expr, seconds: float
    ) -> tuple[cp_model.CpSolver | None, cp_model.CpSolverStatus]:
        self._cp.minimize(aim)
        solver = solver_for(Limits(workers=self._task.workers, seed=self._task.seed), seconds)
        status = solver.solve(self._cp)
        return (solver if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None), status

    def _hint(self, solver: cp_model.CpSolver) -> None:
        clear: Callable[[], None] = self._cp.clear_hints
        clear()
        for index in range(len(self._cp.proto.variables)):
            variable = self._cp.get_int_var_from_proto_index(index)
            if index < len(solver.response_proto.solution):
                self._cp.add_hint(variable, solver.value(variable))


def _counted(solver: cp_model.CpSolver, found: Counts) -> dict[tuple[str, str, int], int]:
    return {key: number for key, count in found.items() if (number := solver.value(count))}
