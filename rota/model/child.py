"""The process that solves: given facts, rules and limits, it rebuilds the model and streams answers.

The solver has been seen to abort its whole process; here that costs nothing but this child.
"""

import os
import signal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from rota.domain.facts import CellsByAgent, Facts
from rota.model.result import Limits, Status
from rota.packs import make_rule

RuleTable = Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """All that a solve is given: plain facts and rule tables, no live objects."""

    facts: Facts
    rules: tuple[RuleTable, ...]
    limits: Limits
    allowances: Mapping[int, int]
    start: CellsByAgent | None = None


@dataclass(frozen=True)
class Crash:
    """An error that nobody foresaw ended the solve; ``details`` is its traceback, for the log."""

    details: str


def work(pipe: Connection, task: Task) -> None:
    """Solve ``task``, sending each Progress and at last the Outcome through ``pipe``, or a Crash."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        _work(pipe, task)
    except Exception:
        # left to itself it would end up on the user's screen
        pipe.send(Crash(traceback.format_exc()))
    pipe.close()


def _work(pipe: Connection, task: Task) -> None:
    from rota.model.build import open_model
    from rota.model.conflicts import find_clashes, second_opinion
    from rota.model.solve import Solve
    from rota.model.stages import stages_of

    rules = [make_rule(table) for table in task.rules]
    planner = open_model(task.facts, rules)
    outcome = Solve(planner, stages_of(rules, task.allowances), task.limits, pipe.send).run(task.start)
    if outcome.status is Status.INFEASIBLE:
        outcome = second_opinion(task.facts, rules, task.limits) or find_clashes(task.facts, rules, outcome)
    pipe.send(outcome)


def _end_with_parent() -> None:
    """Wait for the parent to die, and die with it rather than solve on for nobody."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
