"""Cover in an edition: each service by day and half hour, and how its calls fare."""

from dataclasses import dataclass
from datetime import date

from rota.domain.interval import INTERVAL
from rota.show.edition.key import Service


@dataclass(frozen=True)
class Calls:
    """Calls of some half hours together: how many are expected, how many outside the target, shares from 0 to 1."""

    offered: float
    outside: float
    target: float
    met: bool

    @property
    def level(self) -> float | None:
        """The share answered in time; None where nobody calls."""
        return 1 - self.outside / self.offered if self.offered else None


@dataclass(frozen=True)
class HalfHour:
    """A service from ``start`` for half an hour: heads on duty, required headcount, and its calls where anybody calls."""

    start: int
    heads: int
    need: int
    calls: Calls | None = None

    @property
    def difference(self) -> int:
        """Heads beyond what is required; negative where some are missing."""
        return self.heads - self.need


@dataclass(frozen=True)
class Staffed:
    """A service on one day: its open half hours, and its calls where it answers any."""

    date: date
    halves: tuple[HalfHour, ...]
    calls: Calls | None = None

    @property
    def worst(self) -> int | None:
        """The lowest difference between heads and need where any are needed; None where none are."""
        return min((half.difference for half in self.halves if half.need), default=None)

    @property
    def missing(self) -> int:
        """Missing heads added up over half hours."""
        return sum(max(0, -half.difference) for half in self.halves)

    @property
    def lacks(self) -> tuple[tuple[int, int, int], ...]:
        """Stretches of half hours that miss equally many heads: start, end and how many."""
        found: list[tuple[int, int, int]] = []
        for half in self.halves:
            missing = max(0, -half.difference)
            if found and found[-1][1:] == (half.start, missing):
                found[-1] = (found[-1][0], half.start + INTERVAL, missing)
            elif missing:
                found.append((half.start, half.start + INTERVAL, missing))
        return tuple(found)


@dataclass(frozen=True)
class Strip:
    """A service over the period, a day each, and all its calls."""

    service: Service
    days: tuple[Staffed, ...]
    calls: Calls | None = None
