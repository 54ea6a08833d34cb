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
    seconds until an answer, or until a caller hangs up; infinite under overload where nobody does.
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
    With so few heads that next to nobody is answered in time, each would count for less than the one after it; there it
    falls evenly instead, up to about the target, so that a desk is not given up.
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

    @property
    def beyond(self) -> tuple[int, ...]:
        """The same of those calls alone that are more than the target allows: 20% of all where 80% are to be in time."""

    def expected(self, heads: int) -> Expected:
        """What callers meet with so many heads on duty."""


class Staffing(Protocol):
    """Looks up loads; worked out from calls by what knows the formulas, and handed in with the facts."""

    def loads(self, service: str, day: date) -> Mapping[int, Load]:
        """The load of each open half hour by the minute at which it begins; empty for a service without calls."""


def price(load: Load, heads: int, *, beyond: bool = False) -> int:
    """Hundredths of a call outside target, or beyond what it allows, as the planner counts them, with ``heads`` on duty."""
    costs = load.beyond if beyond else load.priced
    return costs[heads] if heads < len(costs) else 0
