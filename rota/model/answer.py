"""A task to its outcome: the model built, solved stage by stage, and a "no" looked at twice."""

from collections.abc import Sequence
from dataclasses import replace

from rota.model.build import open_model
from rota.model.child import Task
from rota.model.conflicts import find_clashes
from rota.model.moves import count_moves, with_moves
from rota.model.result import Outcome, Progress, Status
from rota.model.solve import Report, Solve
from rota.model.stages import stages_of
from rota.model.waived import with_waived
from rota.packs import make_rule
from rota.rules import Rule


def answer(task: Task, report: Report) -> Outcome:
    """The outcome of ``task``, with the clashing rules where there is no rota; ``report`` hears of better ones."""
    rules = [make_rule(table) for table in task.rules]
    outcome = solved(task, rules, report)
    if outcome.status is not Status.INFEASIBLE:
        return outcome
    return second_opinion(task, rules) or find_clashes(task.facts, rules, outcome)


def solved(task: Task, rules: Sequence[Rule], report: Report) -> Outcome:
    """How the solve of ``task`` ends; ``rules`` are those of its tables."""
    planner = open_model(task.facts, rules)
    stages = with_waived(stages_of(rules, task.allowances), rules, task.facts)
    if task.keep is not None:
        count_moves(planner, task.keep, task.frozen)
        stages = with_moves(stages, task.moves)
    start = task.keep if task.start is None else task.start
    return Solve(planner, stages, task.limits, report).run(start)


def second_opinion(task: Task, rules: Sequence[Rule]) -> Outcome | None:
    """Solve again in another way; the outcome if a rota exists after all, else None.

    The solver has been seen to call a feasible model infeasible.
    """
    other = replace(task.limits, presolve=False, seed=task.limits.seed + 1)
    outcome = solved(replace(task, limits=other, start=None), rules, _nobody)
    return outcome if outcome.status is Status.SOLVED else None


def _nobody(progress: Progress) -> None:
    """Nobody watches a second opinion."""
