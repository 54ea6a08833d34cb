"""A forecast of calls: level and trend, the weekday, what moves a day, and how it falls on its half hours.

Everything is worked out from the past alone, in a fixed order, so that it comes out the same every time. Days that are far off
all the others are left aside, half hours that are not known are reckoned in, and nothing is asked of days when it was closed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log, sqrt
from statistics import median

from rota.demand.level import Level, level_of
from rota.demand.past import Past, Seen
from rota.demand.robust import spread, trimmed_mean
from rota.demand.shape import Shape

METHOD = "level and trend, weekday, half hour (1)"
"""The name of the method and the number of its version, which goes up whenever another forecast comes out."""

_ROUNDS = 3
_SMOOTH = 2
"""Weeks before and after one that its level is the median of."""

_FREAK, _LEAST = 5.0, 0.25
"""A day is a freak so many standard deviations from what was expected, but never within the second, a difference of logarithms."""

_KNOWN = 0.5
"""The share of a day that has to be known for the rest to be reckoned in, unless no day is known so well."""

_SEASON = 52
"""Weeks that weekdays and half hours are learnt from."""


@dataclass(frozen=True)
class Effect:
    """By what factor something moves the calls of a day, and from how many days that is known."""

    factor: float
    days: int


@dataclass(frozen=True)
class Fitted:
    """What the past says: enough to forecast any day after ``end``."""

    end: date
    level: Level
    weekdays: Mapping[int, float]
    effects: Mapping[str, Effect]
    shape: Shape
    freaks: tuple[date, ...]

    def day(self, day: date, effects: Sequence[str] = (), given: float = 1.0) -> float | None:
        """The calls of ``day``; None for a weekday that the past has none of. An effect that it knows nothing of moves nothing."""
        if day.weekday() not in self.weekdays:
            return None
        calls = self.level.after(max(0.0, (day - self.end).days / 7)) * self.weekdays[day.weekday()] * given
        for name in effects:
            calls *= self.effects[name].factor if name in self.effects else 1.0
        return calls

    def halves(
        self, day: date, starts: Iterable[int], effects: Sequence[str], given: float
    ) -> dict[int, float]:
        """The calls of ``day`` by half hour; none for a weekday that the past has none of."""
        total = self.day(day, effects, given)
        return {} if total is None else self.shape.spread(total, day.weekday(), starts)


def fit(past: Past) -> Fitted:
    """What ``past`` says; it must have days with calls."""
    return _Fit(past).result


class _Fit:
    """One fit: weekdays, weekly levels and effects, each worked out by the others until they hold together."""

    def __init__(self, past: Past) -> None:
        self._end = past.last
        known = [seen for seen in past.days if seen.total]
        self._shape = Shape.of([seen for seen in known if self._weeks_ago(seen.day) < _SEASON] or known)
        totals = {seen.day: self._shape.whole(seen) / seen.given for seen in known}
        enough = [seen.day for seen in known if self._shape.share(seen) >= _KNOWN]
        self._calls = {day: totals[day] for day in enough or totals}
        self._days = [seen for seen in known if seen.day in self._calls]
        self._weekdays = dict.fromkeys({seen.day.weekday() for seen in self._days}, 1.0)
        self._effects: dict[str, Effect] = {}
        self._freaks: frozenset[date] = frozenset()
        self._levels = self._smoothed()

    def _weeks_ago(self, day: date) -> int:
        return (self._end - day).days // 7

    @cached_property
    def result(self) -> Fitted:
        """The fit, after so many rounds."""
        for _ in range(_ROUNDS):
            self._weekdays = self._new_weekdays()
            self._levels = self._smoothed()
            self._effects = self._new_effects()
            self._freaks = self._new_freaks()
        weeks = self._weekly([seen for seen in self._days if seen.day not in self._freaks])
        series = [weeks.get(ago) for ago in range(max(weeks), -1, -1)]
        return Fitted(
            self._end,
            level_of(series),
            self._weekdays,
            self._effects,
            self._final_shape(),
            tuple(sorted(self._freaks)),
        )

    def _final_shape(self) -> Shape:
        """The shape without the freaks, which may have been shut for half a day."""
        recent = [seen for seen in self._days if self._weeks_ago(seen.day) < _SEASON]
        return Shape.of([seen for seen in recent if seen.day not in self._freaks] or recent or self._days)

    def _expected(self, seen: Seen) -> float:
        """The calls of a day but for its level."""
        calls = self._weekdays[seen.day.weekday()]
        for name in seen.effects:
            calls *= self._effects[name].factor if name in self._effects else 1.0
        return calls

    def _ordinary(self) -> list[Seen]:
        return [
            seen for seen in self._days if not seen.effects and seen.day not in self._freaks
        ] or self._days

    def _weekly(self, days: Sequence[Seen]) -> dict[int, float]:
        """The level of each week, by how many weeks ago it was."""
        came: dict[int, float] = {}
        expected: dict[int, float] = {}
        for seen in days:
            ago = self._weeks_ago(seen.day)
            came[ago] = came.get(ago, 0.0) + self._calls[seen.day]
            expected[ago] = expected.get(ago, 0.0) + self._expected(seen)
        return {ago: came[ago] / expected[ago] for ago in came}

    def _smoothed(self) -> dict[int, float]:
        """The level around each week, from its ordinary days; between weeks without any it goes straight on."""
        weekly = self._weekly(self._ordinary())
        known = {
            ago: median(weekly[near] for near in range(ago - _SMOOTH, ago + _SMOOTH + 1) if near in weekly)
            for ago in weekly
        }
        return {ago: _between(known, ago) for ago in range(self._weeks_ago(self._days[0].day) + 1)}

    def _new_weekdays(self) -> dict[int, float]:
        ratios: dict[int, list[float]] = {}
        for seen in self._ordinary():
            if self._weeks_ago(seen.day) < _SEASON:
                ratio = self._calls[seen.day] / self._levels[self._weeks_ago(seen.day)]
                ratios.setdefault(seen.day.weekday(), []).append(ratio)
        found = {weekday: trimmed_mean(values) for weekday, values in sorted(ratios.items())}
        mean = sum(found.values()) / len(found)
        return {weekday: factor / mean for weekday, factor in found.items()} | {
            weekday: factor for weekday, factor in self._weekdays.items() if weekday not in found
        }

    def _new_effects(self) -> dict[str, Effect]:
        """The factor of each effect, those of the other effects of a day taken out of it."""
        ratios: dict[str, list[float]] = {}
        for seen in self._days:
            if seen.day in self._freaks:
                continue
            whole = self._calls[seen.day] / (self._levels[self._weeks_ago(seen.day)] * self._expected(seen))
            for name in seen.effects:
                before = self._effects[name].factor if name in self._effects else 1.0
                # Until something is known of either, two effects on one day share what they do.
                power = 1.0 if self._effects else 1 / len(seen.effects)
                ratios.setdefault(name, []).append(before * whole**power)
        return {name: Effect(trimmed_mean(values), len(values)) for name, values in sorted(ratios.items())}

    def _new_freaks(self) -> frozenset[date]:
        """The days that are far off what was expected of them, all that is known reckoned in."""
        expected = {
            seen.day: self._levels[self._weeks_ago(seen.day)] * self._expected(seen) for seen in self._days
        }
        off = {day: log(self._calls[day] / calls) for day, calls in expected.items()}
        limit = max(_FREAK * spread(list(off.values())), _LEAST)
        # By chance alone few calls are further off, in shares of them, than many.
        freaks = frozenset(
            day for day, ratio in off.items() if abs(ratio) > max(limit, _FREAK / sqrt(expected[day]))
        )
        # What happens on every fourth day is no freak.
        return freaks if len(freaks) * 4 <= len(off) else frozenset()


def _between(known: Mapping[int, float], ago: int) -> float:
    """The level of a week: its own, or on the straight line between the nearest that are known."""
    if ago in known:
        return known[ago]
    # Beyond the first and the last known it stays as it is there.
    earlier = min((week for week in known if week > ago), default=max(known))
    later = max((week for week in known if week < ago), default=min(known))
    part = (ago - later) / (earlier - later) if later < ago < earlier else float(ago >= earlier)
    return known[later] + part * (known[earlier] - known[later])
