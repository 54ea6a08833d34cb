"""Solve in a child process, keeping the best rota that it streams, whatever becomes of it."""

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from rota.model.child import Task, work
from rota.model.result import Outcome, Progress, Status

_OVERRUN, _GRACE = 3, 60.0
"""A child that takes longer than this many times its limit, and so many seconds, is given up."""


Watch = Callable[[float, Progress | None], None]
"""Is told, every second and with each better rota, the seconds gone and the best so far."""


class SolverDiedError(Exception):
    """The solving process ended without an answer and without a rota."""


class _StoppedError(Exception):
    """Ctrl-C or SIGTERM arrived."""


def solve(task: Task, watch: Watch) -> Outcome:
    """The outcome of ``task``; ``watch`` follows how it goes.

    Ctrl-C and SIGTERM end the solve and keep the best so far; KeyboardInterrupt is raised if there
    is none yet. SolverDiedError if the child crashed with nothing found.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, task), daemon=True)
    best: Progress | None = None
    with _stoppable():
        try:
            child.start()
            there.close()
            for seconds, message in _messages(here, child, task.limits.seconds):
                if isinstance(message, Outcome):
                    return message
                best = message or best
                watch(seconds, best)
        except (_StoppedError, KeyboardInterrupt):
            if best is None:
                raise KeyboardInterrupt from None
            return _kept(best, interrupted=True)
        finally:
            _end(child)
    if best is None:
        raise SolverDiedError(f"the solving process ended with code {child.exitcode} and found nothing")
    return _kept(best, interrupted=False)


def _messages(pipe: Connection, child: BaseProcess, seconds: float) -> Iterator[tuple[float, Any]]:
    """What the child sends, None for each second of silence, until it ends or overruns."""
    began = time.monotonic()
    while (gone := time.monotonic() - began) < _OVERRUN * seconds + _GRACE:
        try:
            yield gone, pipe.recv() if pipe.poll(1.0) else None
        except EOFError:
            child.join(5)
            return


def _kept(best: Progress, *, interrupted: bool) -> Outcome:
    return Outcome(Status.SOLVED, best.seconds, best.cells, best.amounts, best.done, interrupted=interrupted)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Within, SIGTERM raises like Ctrl-C does (only the main thread may set that)."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _StoppedError

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(child: BaseProcess) -> None:
    if child.pid is not None and child.is_alive():
        child.kill()
        child.join(5)
