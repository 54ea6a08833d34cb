"""Put a month to the planner: within limits, watched, and never believed before the checkers agree."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from importlib.metadata import version

from rota.checking import Verdict, judge
from rota.domain.facts import CellsByAgent, Facts, Why
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.model.child import Task
from rota.model.result import Limits, Outcome, Progress, StageResult, Status
from rota.model.run import SolverDiedError, solve
from rota.work.errors import NoAnswer, Refused
from rota.work.planning.clash import explain_clash
from rota.work.planning.verify import DisagreementError, disagreements, miscounted_moves
from rota.work.ruleset import RuleSet

Tell = Callable[[float, Rota | None, str, float | None], None]
"""Is told the seconds gone, the best rota so far, the stage being improved, and its gap."""


def default_limits(seconds: float | None, *, reproducible: bool) -> Limits:
    """Limits for this machine: as many workers as there are cores, but one when repeatable."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    limits = Limits(workers=1 if reproducible else max(1, cores), reproducible=reproducible)
    return limits if seconds is None else replace(limits, seconds=seconds)


def task_of(
    facts: Facts, rules: RuleSet, limits: Limits, *, start: CellsByAgent | None, keep: CellsByAgent | None
) -> Task:
    """The task of planning ``facts``; a stage slackens for later ones by what its rule's table allows."""
    allowances = {place: rule.allowance for place, rule in enumerate(rules.rules) if rule.allowance}
    return Task(facts, rules.tables, limits, allowances, start, keep)


def solved(task: Task, rules: RuleSet, tell: Tell) -> tuple[Outcome, tuple[Verdict, ...]]:
    """The outcome of ``task`` and every rule's verdict on it; ``tell`` follows how it goes.

    Raises Refused (no rota exists, with the proof), NoAnswer (time ran out), and DisagreementError if
    the checkers do not agree with the planner.
    """
    outcome = solve(task, partial(_tell, tell, task.facts))
    if outcome.status is Status.INFEASIBLE:
        raise Refused(*explain_clash(task.facts, rules, outcome))
    if outcome.status is Status.OUT_OF_TIME:
        raise NoAnswer(
            f"no rota was found in {task.limits.seconds:.0f} s, and none was proven impossible; "
            "give it longer with --time-limit"
        )
    rota = Rota(task.facts, outcome.cells)
    verdicts = judge(rota, rules.rules)
    if outcome.amounts is not None:
        points = [*disagreements(verdicts, outcome.amounts)]
        if task.keep is not None:
            points += miscounted_moves(rota, task.keep, outcome.amounts, task.frozen)
        if points:
            raise DisagreementError(points)
    return outcome, verdicts


def _tell(tell: Tell, facts: Facts, seconds: float, best: Progress | None) -> None:
    if best is None:
        tell(seconds, None, "", None)
    else:
        gap = (best.best - best.bound) / max(1, abs(best.best))
        tell(seconds, Rota(facts, best.cells), best.stage, gap)


def without_pins(task: Task, outcome: Outcome, tell: Tell) -> tuple[StageResult, ...]:
    """What the month could have been had nobody pinned anything; empty where nothing is pinned.

    The draft is written by now, so Ctrl-C or a crash only leaves the question open.
    """
    fixed = task.facts.fixed
    free = {key: fact for key, fact in fixed.items() if fact.why is not Why.PIN}
    if len(free) == len(fixed) or outcome.interrupted or outcome.crashed:
        return ()
    facts = replace(task.facts, fixed=free)
    try:
        unpinned = solve(replace(task, facts=facts, start=outcome.cells), partial(_tell, tell, facts))
    except (KeyboardInterrupt, SolverDiedError):
        return ()
    return () if unpinned.interrupted or unpinned.crashed else unpinned.stages


def header(repo: Repository, by: str, limits: Limits, outcome: Outcome) -> Mapping[str, str | int]:
    """How a draft came about; nothing in it depends on the clock."""
    stages = [stage for stage in outcome.stages if stage.counts]
    return {
        "by": by,
        "mode": "reproducible" if limits.reproducible else "best in time",
        "rota": version("rota"),
        "ortools": version("ortools"),
        "workers": limits.workers,
        "seed": limits.seed,
        "seconds": round(limits.seconds),
        "stages-proven": f"{sum(stage.proven for stage in stages)} of {len(stages)}",
        "ended": _ending(outcome),
        "inputs": repo.input_digest(),
    }


def _ending(outcome: Outcome) -> str:
    if outcome.interrupted:
        return "stopped early"
    return "the solver crashed; the best until then" if outcome.crashed else "of itself"
