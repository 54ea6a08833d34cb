"""What comes out of a solve, in plain values: nothing here knows the solver."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rota.domain.cell import Cell

PEOPLE_MOVED, CELLS_CHANGED, FROZEN_CHANGED = -1, -2, -3
"""Where amounts tell of moves from what people were told: in place of a rule's own place."""


class Status(StrEnum):
    """How a solve ended."""

    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    OUT_OF_TIME = "out of time"


@dataclass(frozen=True)
class Limits:
    """How long and how a solve may run.

    ``seconds`` is wall time for all stages; ``reproducible`` swaps it for the solver's own
    deterministic time, of which ``seconds`` are allowed, and always gives the same rota for the
    same input, version and number of workers. ``both`` lets the second engine help with fine measures.
    """

    seconds: float = 75.0
    workers: int = 2
    seed: int = 1
    reproducible: bool = False
    presolve: bool = True
    both: bool = True


@dataclass(frozen=True)
class StageResult:
    """What a stage reached: ``best`` breaches, of which at least ``bound`` cannot be avoided.

    ``counts`` is False for a stage in which nothing could be broken in the first place. Of all of these amounts,
    ``allowance`` too, ``scale`` make one ``unit``.
    """

    name: str
    unit: str
    best: int
    bound: int
    seconds: float
    allowance: int = 0
    strong: bool = False
    counts: bool = True
    scale: int = 1

    @property
    def gap(self) -> float:
        """How far the best may be from the optimum, as a share of the best."""
        return (self.best - self.bound) / max(1, abs(self.best))

    @property
    def proven(self) -> bool:
        """Whether no rota does better in this stage, given the earlier ones."""
        return self.bound >= self.best


@dataclass(frozen=True)
class Amounts:
    """A rota's breaches as the planner counts them, by the place of the rule among all rules.

    ``strong`` is the part that strong wishes make up; ``by_facts`` what facts alone break of must rules.
    """

    by_rule: Mapping[int, int]
    strong: Mapping[int, int]
    by_facts: Mapping[int, int]


@dataclass(frozen=True)
class Progress:
    """Where a running solve is: the best rota so far, the stages ``done``, and the ``running`` one that is improved."""

    seconds: float
    stage: str
    best: int
    bound: int
    amounts: Amounts
    cells: Mapping[str, Mapping[date, Cell]]
    done: tuple[StageResult, ...] = ()
    running: StageResult | None = None


@dataclass(frozen=True)
class Clash:
    """One rule, at one place, of a minimal set of rules that contradict one another."""

    rule: int
    where: str


@dataclass(frozen=True)
class Outcome:
    """The end of a solve. There are cells exactly if the status is solved.

    ``interrupted`` and ``crashed`` tell of a rota that was kept when its solve was cut short.
    """

    status: Status
    seconds: float
    cells: Mapping[str, Mapping[date, Cell]] = field(default_factory=dict)
    amounts: Amounts | None = None
    stages: tuple[StageResult, ...] = ()
    clashes: tuple[Clash, ...] = ()
    minimal: bool = False
    first_after: float | None = None
    interrupted: bool = False
    crashed: bool = False
