"""Solve in a child process, keeping the best rota that it streams, whatever becomes of it."""

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from rota.model.child import Crash, Task, work
from rota.model.result import Outcome, Progress, Status

_OVERRUN, _GRACE = 3, 60.0
"""A child that takes longer than this many times its limit, and so many seconds, is given up."""


Watch = Callable[[float, Progress | None], None]
"""Is told, every second and with each better rota, the seconds gone and the best so far."""


class SolverDiedError(Exception):
    """The solving process failed, or ended without an answer, and had found no rota."""


class _StoppedError(Exception):
    """Ctrl-C or SIGTERM arrived."""


def solve(task: Task, watch: Watch) -> Outcome:
    """The outcome of ``task``; ``watch`` follows how it goes.

    A child that dies is replaced once, from its best rota on, by one that solves in the calmest way;
    one that fails with an error of ours is not.
    Ctrl-C and SIGTERM end the solve and keep the best so far; KeyboardInterrupt is raised if there
    is none yet, SolverDiedError if both children died with nothing found.
    """
    last: Progress | None = None
    with _stoppable():
        try:
            for attempt in (_as_asked, _calmer):
                for message in _attempt(attempt(task, last), last, watch):
                    if isinstance(message, Progress):
                        last = message
                    elif last is None or message.status is Status.SOLVED:
                        return message
        except (_StoppedError, KeyboardInterrupt):
            if last is None:
                raise KeyboardInterrupt from None
            return _kept(last, interrupted=True)
        except SolverDiedError:
            if last is None:
                raise
    if last is None:
        raise SolverDiedError("the solving process ended twice without an answer and found nothing")
    return _kept(last, crashed=True)


def _as_asked(task: Task, _best: Progress | None) -> Task:
    return task


def _calmer(task: Task, best: Progress | None) -> Task:
    """What is left of ``task``, with one worker and one engine, from ``best`` on."""
    left = task.limits.seconds - (best.seconds if best else 0)
    seconds = max(left, 0.2 * task.limits.seconds)
    limits = replace(task.limits, workers=1, both=False, seconds=seconds)
    return replace(task, limits=limits, start=best.cells if best else task.start)


def _attempt(task: Task, best: Progress | None, watch: Watch) -> Iterator[Progress | Outcome]:
    """What one child finds, told to ``watch`` on the way; the Outcome comes last, if it comes."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, task), daemon=True)
    try:
        _start(child)
        there.close()
        for seconds, message in _messages(here, child, task.limits.seconds):
            if isinstance(message, Crash):
                raise SolverDiedError(f"the solving process failed:\n{message.details}")
            if message is not None:
                yield message
            best = message if isinstance(message, Progress) else best
            watch(seconds, best)
    finally:
        _end(child)


def _messages(pipe: Connection, child: BaseProcess, seconds: float) -> Iterator[tuple[float, Any]]:
    """What the child sends, None for each second of silence, until it ends; an overrun is out of time."""
    began = time.monotonic()
    while (gone := time.monotonic() - began) < _OVERRUN * seconds + _GRACE:
        try:
            yield gone, pipe.recv() if pipe.poll(1.0) else None
        except EOFError:
            child.join(5)
            return
    yield gone, Outcome(Status.OUT_OF_TIME, gone)


def _start(child: BaseProcess) -> None:
    """Start the child deaf to Ctrl-C, which a terminal sends to it too: the parent decides what it means."""
    if not hasattr(signal, "pthread_sigmask"):
        child.start()
        return
    # started with the child it would let Ctrl-C through again
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kept(best: Progress, *, interrupted: bool = False, crashed: bool = False) -> Outcome:
    return Outcome(
        Status.SOLVED,
        best.seconds,
        best.cells,
        best.amounts,
        (*best.done, *([best.running] if best.running else [])),
        interrupted=interrupted,
        crashed=crashed,
    )


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
