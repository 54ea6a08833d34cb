"""The level of a weekly series and where it goes: exponential smoothing with a damped trend.

Source: E. S. Gardner and E. McKenzie, "Forecasting trends in time series", Management Science 31 (1985).
"""

from collections.abc import Sequence
from typing import NamedTuple

DAMPED = 0.9
"""What is left of the trend from one week to the next."""

_GAINS = ((0.3, 0.0), (0.3, 0.05), (0.6, 0.1))
"""Shares of a week's surprise that go into level and trend; the plainer first."""

_CLEARLY = 0.97
"""A less plain choice has to come to this much of the error of a plainer one."""

_AHEAD = range(4, 9)
"""Weeks ahead at which choices are compared: those that a rota is made for."""

_WARM = 8
"""Weeks before the first comparison."""


class Level(NamedTuple):
    """The level at the end of a series, and by what share of it a week changes it next."""

    now: float
    trend: float

    def after(self, weeks: float) -> float:
        """The level so many weeks on."""
        steps: float = DAMPED * (1 - pow(DAMPED, weeks)) / (1 - DAMPED)
        return self.now * max(0.2, 1 + self.trend * steps)


def level_of(weeks: Sequence[float | None]) -> Level:
    """The level of ``weeks``, the last of which is now; None is a week of which nothing is known.

    How fast it follows is chosen by how well that would have told the weeks that a rota is made for.
    """
    best, least = _GAINS[0], float("inf")
    for gains in _GAINS:
        error = _error(weeks, gains)
        if error < least * _CLEARLY:
            best, least = gains, error
    return _walk(weeks, best)[-1]


def _error(weeks: Sequence[float | None], gains: tuple[float, float]) -> float:
    levels = _walk(weeks, gains)
    missed = [
        abs(levels[at].after(ahead) - actual)
        for at in range(_WARM, len(weeks))
        for ahead in _AHEAD
        if at + ahead < len(weeks) and (actual := weeks[at + ahead]) is not None
    ]
    return sum(missed)


def _walk(weeks: Sequence[float | None], gains: tuple[float, float]) -> list[Level]:
    """The level after each week."""
    first = next(week for week in weeks if week is not None)
    level, levels, seen = Level(first, 0.0), [], 0
    for week in weeks:
        expected = level.after(1)
        trend = level.trend * DAMPED
        if week is None:
            level = Level(expected, trend)
        else:
            seen += 1
            surprise = week - expected
            # The first weeks are averaged, since there is nothing yet that they could be held against.
            share = max(gains[0], 1 / seen)
            slope = gains[1] * surprise / expected if seen > _WARM // 2 else 0.0
            level = Level(expected + share * surprise, trend + slope)
        levels.append(level)
    return levels
