"""What a queue meets in one half hour, and what becomes of its callers with so many heads on duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Expected:
    """What callers meet in one half hour.

    ``agents`` are the heads on duty less shrinkage and what availability leaves of them, in agents who take
    calls. ``level`` is the service level, the share of calls answered in time, from 0 to 1; ``outside`` how many
    calls are not. ``occupancy`` is the share of their time that agents spend on calls, at most 1; ``wait`` the mean
    seconds until an answer, infinite under overload.
    """

    agents: float
    level: float
    outside: float
    occupancy: float
    wait: float


class Load(Protocol):
    """The calls of one service in one half hour, and what they ask of the rota.

    ``need`` is the required headcount: heads to be on duty, shrinkage counted in. ``priced`` is what the planner
    counts: hundredths of a call outside target by heads on duty from none, convex, with no cost past its end.
    Where the formula says that nobody is answered in time however many sit there, it falls evenly instead, so that
    a desk is not given up.
    """

    @property
    def calls(self) -> float:
        """Calls offered."""

    @property
    def aht(self) -> int:
        """Average handling time in seconds."""

    @property
    def target(self) -> float:
        """The share of calls to be answered in time."""

    @property
    def need(self) -> int:
        """Required headcount."""

    @property
    def priced(self) -> tuple[int, ...]:
        """Hundredths of a call outside target, by heads on duty."""

    def expected(self, heads: int) -> Expected:
        """What callers meet with so many heads on duty."""


class Staffing(Protocol):
    """Looks up loads; worked out from calls by what knows the formulas, and handed in with the facts."""

    def loads(self, service: str, day: date) -> Mapping[int, Load]:
        """The load of each open half hour by the minute at which it begins; empty for a service without calls."""


def price(load: Load, heads: int) -> int:
    """Hundredths of a call outside target, as the planner counts them, with ``heads`` on duty."""
    return load.priced[heads] if heads < len(load.priced) else 0
