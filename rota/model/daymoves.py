"""Moves inside one day: who serves elsewhere, and when, so that cover is best.

First as few heads missing as can be, then as few people moved, then as little harm to rules, then as few
half hours. Nobody is sent to more than one service. It is solved in a child of its own, like a month.
"""

import multiprocessing
import signal
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from rota.model.run import SolverDiedError

Place = tuple[str, int]
"""A service, and the minute at which a half hour begins."""


@dataclass(frozen=True)
class Offer:
    """One agent who could serve ``service`` instead for a while: in any stretch of ``halves``, or in all of them.

    ``halves`` are the half hours at work that are left, in order, with the service left in each (None where
    nobody is served). A stretch has at least ``shortest`` of them. ``harm`` is what it does to rules, in breaches.
    """

    agent: str
    service: str
    halves: tuple[tuple[int, str | None], ...]
    shortest: int
    harm: int = 0


@dataclass(frozen=True)
class DayTask:
    """A day as it is: ``missing`` heads by place, negative where there are some to spare, and the offers.

    With ``whole`` an offer is taken for all its half hours or not at all. ``barred`` are offers, by their
    numbers, that were found to break a rule together.
    """

    missing: Mapping[Place, int]
    offers: tuple[Offer, ...]
    whole: bool = False
    barred: tuple[frozenset[int], ...] = ()
    seconds: float = 10.0
    seed: int = 1


@dataclass(frozen=True)
class Taken:
    """An offer that is taken, by its number, from one of its half hours to another, both included."""

    offer: int
    first: int
    last: int


@dataclass(frozen=True)
class Aim:
    """How far one aim was reached: ``best``, of which at least ``bound`` cannot be avoided."""

    best: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no choice does better, given the aims before."""
        return self.bound >= self.best


@dataclass(frozen=True)
class DayAnswer:
    """What is taken, and how far each aim was reached, in the order of their weight."""

    taken: tuple[Taken, ...]
    missing: Aim
    people: Aim
    harm: Aim
    half_hours: Aim


def best_moves(tasks: Sequence[DayTask], seconds: float) -> tuple[DayAnswer, ...]:
    """The best choice for each of ``tasks``, in ``seconds`` for all of them.

    SolverDiedError if the child that solves dies twice.
    """
    context = multiprocessing.get_context("spawn")
    for seed in (1, 2):
        with ProcessPoolExecutor(1, mp_context=context, initializer=_deaf) as child:
            try:
                return tuple(child.submit(_answer_all, tuple(tasks), seconds, seed).result())
            except BrokenProcessPool:
                continue
    raise SolverDiedError("the solving process ended twice without an answer and found nothing")


def _deaf() -> None:
    """Ctrl-C is for the parent to answer, and the child ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer_all(tasks: Sequence[DayTask], seconds: float, seed: int) -> list[DayAnswer]:
    """The answers in order; what one task leaves of its share of the time is for those after it."""
    from rota.model.dayanswer import answer_day

    end = time.monotonic() + seconds
    return [
        answer_day(replace(task, seconds=(end - time.monotonic()) / (len(tasks) - at), seed=seed))
        for at, task in enumerate(tasks)
    ]
