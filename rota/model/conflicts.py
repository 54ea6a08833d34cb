"""Why no rota exists: a minimal set of rules, each at its place, that contradict one another."""

from collections.abc import Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from rota.domain.facts import Facts
from rota.model.build import open_model
from rota.model.pool import Pool
from rota.model.result import Clash, Limits, Outcome, Progress, Status
from rota.model.solve import Solve, solver_for
from rota.model.stages import stages_of
from rota.rules import Rule

Reason = tuple[int, str]

_SECONDS_EACH = 10.0


def _nobody(progress: Progress) -> None:
    """Nobody watches a second opinion."""


def second_opinion(facts: Facts, rules: Sequence[Rule], limits: Limits) -> Outcome | None:
    """Solve again in another way; the outcome if a rota exists after all, else None.

    The solver has been seen to call a feasible model infeasible.
    """
    other = replace(limits, presolve=False, seed=limits.seed + 1)
    outcome = Solve(open_model(facts, rules), stages_of(rules, {}), other, _nobody).run(None)
    return outcome if outcome.status is Status.SOLVED else None


def find_clashes(facts: Facts, rules: Sequence[Rule], outcome: Outcome) -> Outcome:
    """``outcome`` with a set of clashing rules; minimal unless a proof ran out of time."""
    pool = open_model(facts, rules, explaining=True).pool
    _, core = _core(pool, list(pool.reasons))
    if not core:
        return outcome
    needed, minimal = _shrunk(pool, core)
    clashes = tuple(Clash(rule, where) for rule, where in sorted(needed))
    return replace(outcome, clashes=clashes, minimal=minimal)


def _core(pool: Pool, assumed: Sequence[Reason]) -> tuple[bool, list[Reason]]:
    """Whether the question was settled in time, and some of ``assumed`` that cannot hold together.

    The list is empty where all of ``assumed`` can hold.
    """
    pool.cp.clear_assumptions()
    literals = {pool.handle(pool.reasons[reason]).index: reason for reason in assumed}
    pool.cp.add_assumptions([pool.handle(pool.reasons[reason]) for reason in assumed])
    solver = solver_for(Limits(workers=1), _SECONDS_EACH)
    status = solver.solve(pool.cp)
    if status == cp_model.INFEASIBLE:
        return True, [literals[index] for index in solver.sufficient_assumptions_for_infeasibility()]
    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE), []


def _shrunk(pool: Pool, core: list[Reason]) -> tuple[list[Reason], bool]:
    """A part of ``core`` none of which can be left out, and whether every step of that was proven."""
    needed, minimal = list(core), True
    for reason in core:
        if reason in needed:
            settled, smaller = _core(pool, [other for other in needed if other != reason])
            minimal = minimal and settled
            needed = [other for other in needed if other in smaller] if smaller else needed
    return needed, minimal
