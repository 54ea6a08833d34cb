"""The process that solves: given facts, rules and limits, it rebuilds the model and streams answers.

The solver has been seen to abort its whole process; here that costs nothing but this child.
"""

import os
import signal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from rota.domain.facts import CellsByAgent, Facts
from rota.model.result import Limits
from rota.model.stages import Moves

RuleTable = Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """All that a solve is given: plain facts and rule tables, no live objects.

    ``keep`` is what people were already told: of the cells that are not facts, as few people and then
    as few cells as can be are to differ from it, at the time that ``moves`` says; before all else, as few
    of its ``frozen`` cells. The search begins from ``start``, and from ``keep`` where there is none.
    """

    facts: Facts
    rules: tuple[RuleTable, ...]
    limits: Limits
    allowances: Mapping[int, int]
    start: CellsByAgent | None = None
    keep: CellsByAgent | None = None
    moves: Moves = Moves.LAST
    frozen: frozenset[tuple[str, date]] = frozenset()


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
    from rota.model.answer import answer

    pipe.send(answer(task, pipe.send))


def _end_with_parent() -> None:
    """Wait for the parent to die, and die with it rather than solve on for nobody."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
