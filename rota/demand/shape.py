"""How the calls of a day fall on its half hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rota.demand.past import Seen

_BORROWED = 4.0
"""Days' worth of all weekdays' shape that stands in the shape of each: half hours of one weekday alone are few."""


@dataclass(frozen=True)
class Shape:
    """Shares of a day's calls by half hour: of each weekday, and of all together."""

    weekdays: Mapping[int, Mapping[int, float]]
    together: Mapping[int, float]

    @classmethod
    def of(cls, days: Sequence[Seen]) -> "Shape":
        """The shape of ``days``."""
        return cls(_by_weekday(days), _shares([(seen, 1.0) for seen in days]))

    def share(self, seen: Seen) -> float:
        """The share of a day's calls that its known half hours have."""
        if seen.whole:
            return 1.0
        shares = self.weekdays.get(seen.day.weekday(), self.together)
        return sum(shares.get(at, 0.0) for at in seen.halves)

    def whole(self, seen: Seen) -> float:
        """The calls of a day, half hours that are not known reckoned in as far as their share is known."""
        return seen.total / (self.share(seen) or 1.0)

    def spread(self, total: float, weekday: int, starts: Iterable[int]) -> dict[int, float]:
        """``total`` calls over the half hours from ``starts``; one that no day had is like the one nearest to it."""
        shares = self.weekdays.get(weekday, self.together)
        known = {at: shares[min(shares, key=lambda other: (abs(other - at), other))] for at in starts}
        # Where the hours have changed, calls of the old ones come in the new ones: the day stays what it was.
        whole = sum(known.values())
        return {at: total * share / whole for at, share in known.items()} if whole else {}


def _by_weekday(days: Sequence[Seen]) -> dict[int, dict[int, float]]:
    """The shape of each weekday, with some of those of all weekdays that are open at the same time."""
    found = {}
    for weekday in sorted({seen.day.weekday() for seen in days}):
        own = [seen for seen in days if seen.day.weekday() == weekday]
        alike = [seen for seen in days if seen.starts == own[-1].starts]
        weight = _BORROWED / len(alike)
        found[weekday] = _shares([*((seen, 1.0) for seen in own), *((seen, weight) for seen in alike)])
    return found


def _shares(days: Sequence[tuple[Seen, float]]) -> dict[int, float]:
    """What comes in each half hour on average, where it is known, as shares of a day."""
    calls: dict[int, float] = {}
    weights: dict[int, float] = {}
    for seen, weight in days:
        for at, came in seen.halves.items():
            calls[at] = calls.get(at, 0.0) + weight * came
            weights[at] = weights.get(at, 0.0) + weight
    means = {at: calls[at] / weights[at] for at in sorted(calls)}
    whole = sum(means.values())
    return {at: mean / whole for at, mean in means.items()} if whole else {}
