"""The forecast that anybody can make: the same weekday of the last week that is known."""

from collections.abc import Iterable
from datetime import date

from rota.demand.past import Past

METHOD = "same weekday last week"


class Naive:
    """Tells a day by the last day of the same weekday on which calls came."""

    def __init__(self, past: Past) -> None:
        self._by_weekday = {
            weekday: [seen for seen in reversed(past.days) if seen.day.weekday() == weekday and seen.total]
            for weekday in range(7)
        }

    def halves(self, day: date, starts: Iterable[int]) -> dict[int, float]:
        """The calls of ``day`` by half hour; none for a weekday, and 0 for a half hour, that was never seen."""
        days = self._by_weekday[day.weekday()]
        if not days:
            return {}
        return {at: next((seen.halves[at] for seen in days if at in seen.halves), 0.0) for at in starts}
