"""How a forecast would have done: made again and again from what was known then, and held against what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import pi, sqrt

from rota.demand.forecast import fit
from rota.demand.naive import Naive
from rota.demand.past import Past, Seen

MOST_WEEKS = 12
"""Weeks that a forecast is tried on: the last of its past."""

AHEAD = 4
"""Weeks from what was known to the week that is forecast: as much as a rota needs."""

LEAST_WEEKS = 3
"""Weeks that must be known for a trial."""


@dataclass(frozen=True)
class Score:
    """By what share of all calls a method was off (WAPE): half hour by half hour, and day by day."""

    half_hour: float
    day: float


@dataclass(frozen=True)
class Trial:
    """Both methods on the same ``weeks``, the first of which begins on ``first``."""

    weeks: int
    first: date
    last: date
    method: Score
    naive: Score
    chance: Score
    """What a forecast would miss that knew how many calls to expect: each comes by itself (Poisson)."""

    @property
    def keeps_method(self) -> bool:
        """Whether the method is no worse than the naive one, by the half hours that heads are reckoned from.

        What is less than a tenth of a percent is no difference.
        """
        return round(self.method.half_hour, 3) <= round(self.naive.half_hour, 3)


def tried(past: Past) -> Trial | None:
    """Both methods on the last weeks of ``past``; None where it is too short for a single trial."""
    weeks = tuple(_weeks(past))
    method, naive = _Missed(), _Missed()
    for origin, days in weeks:
        known = past.until(origin)
        fitted, simple = fit(known), Naive(known)
        for seen in days:
            method.add(seen, fitted.halves(seen.day, seen.halves, seen.effects, seen.given))
            naive.add(seen, simple.halves(seen.day, seen.halves))
    if not weeks or not method.calls:
        return None
    first, last = weeks[-1][1][0].day, weeks[0][1][-1].day
    return Trial(len(weeks), first, last, method.score, naive.score, method.chance)


def _weeks(past: Past) -> Iterator[tuple[date, tuple[Seen, ...]]]:
    """The last day known, and the days to be told, of each trial; the latest first."""
    for back in range(MOST_WEEKS):
        last = past.end - timedelta(weeks=back)
        first = last - timedelta(days=6)
        origin = first - timedelta(weeks=AHEAD)
        if (origin - past.first).days < 7 * LEAST_WEEKS:
            return
        # A day without a call is one on which nothing was counted.
        days = tuple(seen for seen in past.days if first <= seen.day <= last and seen.total)
        if days and any(seen.total for seen in past.until(origin).days):
            yield origin, days


class _Missed:
    """Errors added up."""

    def __init__(self) -> None:
        self.calls = self.halves = self.days = 0.0
        self._by_chance = [0.0, 0.0]

    def add(self, seen: Seen, told: Mapping[int, float]) -> None:
        """One day, and what was ``told`` of it."""
        off = [told.get(at, 0.0) - came for at, came in seen.halves.items()]
        self.calls += seen.total
        self.halves += sum(map(abs, off))
        self.days += abs(sum(off))
        # The mean deviation of a Poisson number from its mean is close to the root of 2 / pi times the mean.
        self._by_chance[0] += sum(sqrt(2 / pi * came) for came in seen.halves.values())
        self._by_chance[1] += sqrt(2 / pi * seen.total)

    @property
    def score(self) -> Score:
        """The errors as shares of the calls."""
        return Score(self.halves / self.calls, self.days / self.calls)

    @property
    def chance(self) -> Score:
        """What chance alone would have made of it."""
        return Score(self._by_chance[0] / self.calls, self._by_chance[1] / self.calls)
