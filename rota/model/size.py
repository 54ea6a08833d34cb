"""How many posts of which kind cover days of every kind at the least FTE; asked here, solved in a child."""

import multiprocessing
import signal
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as StillSolving
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from rota.model.run import SolverDiedError

HEAD = 1000
"""A head in the thousandths in which presence is counted."""

Spot = tuple[str, int]
"""A service, and the minute at which a half hour begins."""


@dataclass(frozen=True)
class PostKind:
    """Posts of one contract and one home service.

    ``cost`` is its FTE in whole numbers of some common unit. ``days`` says how much of a head such a post is on each
    weekday (Monday is 0) that the contract names, ``week`` how much all week at most, and ``turn`` how much of a head it yields
    on every Saturday in turns, each against a day in lieu. ``serves`` are the services that it is trained for. ``today`` is how many there are.
    """

    contract: str
    home: str
    serves: tuple[str, ...]
    cost: int
    days: Mapping[int, int]
    week: int
    turn: int = 0
    part_time: bool = False
    today: int = 0


@dataclass(frozen=True)
class Shape:
    """When a shift pattern is worked: its half hours, and those that a break takes out by the break's start.

    Without breaks to place there is one entry, which takes none out.
    """

    halves: frozenset[int]
    breaks: Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class DayKind:
    """Days that are alike in opening hours and in what the contracts allow.

    ``patterns`` are those that each contract may work on such a day, ``fits`` those that fit each open service. ``needs`` is the
    required headcount of each such day by spot, with how many days have just that. ``usual`` says that most days of
    this weekday are of this kind.
    """

    weekday: int
    patterns: Mapping[str, tuple[str, ...]]
    fits: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[int, Mapping[Spot, int]], ...]
    usual: bool = True


@dataclass(frozen=True)
class Waiting:
    """Work of ``service`` that can wait ``due`` of its open days, done there or in the troughs of ``beside``.

    ``arrivals`` are thousandths of head half hours that come in by weekday, of an ordinary week.
    """

    service: str
    beside: tuple[str, ...]
    due: int
    arrivals: Mapping[int, int]


@dataclass(frozen=True)
class SizeTask:
    """What is to be covered, and with what; ``missable`` days of each weekday need not be met in full.

    At most ``part_time`` percent of the posts are part-time ones.
    """

    kinds: tuple[PostKind, ...]
    shapes: Mapping[str, Shape]
    days: tuple[DayKind, ...]
    missable: Mapping[int, int] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()
    part_time: int = 100
    seconds: float = 60.0
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True)
class SizeAnswer:
    """Posts by kind, and the shifts of each kind of day; ``cost`` is proven to be ``bound`` at least.

    ``shifts`` counts, for each kind of day, who works which pattern at which service with the break from which minute
    on (-1 without one). ``aside`` are the heads set aside for work that can wait, by its service, the service that they leave, and the half hour.
    ``posts`` is None where nothing was found: with ``impossible`` it is proven that nothing can be.
    """

    posts: tuple[int, ...] | None
    cost: int = 0
    bound: int = 0
    shifts: tuple[Mapping[tuple[str, str, int], int], ...] = ()
    aside: tuple[Mapping[tuple[str, str, int], int], ...] = ()
    impossible: bool = False

    @property
    def proven(self) -> bool:
        """Whether no fewer FTE do."""
        return self.posts is not None and self.bound >= self.cost


def size(task: SizeTask, tell: Callable[[float], None]) -> SizeAnswer:
    """The posts that ``task`` asks for, at the least FTE found in its time; ``tell`` is told the seconds gone, every second.

    SolverDiedError if the child that solves dies twice; KeyboardInterrupt goes through.
    """
    context = multiprocessing.get_context("spawn")
    began = time.monotonic()
    for _ in range(2):
        with ProcessPoolExecutor(1, mp_context=context, initializer=_deaf) as child:
            answer = child.submit(_answer, task)
            try:
                while True:
                    try:
                        return answer.result(timeout=1.0)
                    except StillSolving:
                        tell(time.monotonic() - began)
            except BrokenProcessPool:
                continue
            except KeyboardInterrupt:  # leaving the pool would wait for the child, and nothing public ends it
                for process in (child._processes or {}).values():
                    process.kill()
                raise
    raise SolverDiedError("the solving process ended twice without an answer and found nothing")


def _deaf() -> None:
    """Ctrl-C is for the parent to answer, and the child ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(task: SizeTask) -> SizeAnswer:
    from rota.model.sizeanswer import answer_size

    return answer_size(task)
