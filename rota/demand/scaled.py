"""More calls, or fewer, than are expected: every half hour by the same percent."""

from collections.abc import Mapping
from datetime import date

from rota.demand.queue import Half, half
from rota.demand.staffing import CallStaffing


class ScaledStaffing:
    """A Staffing (``rota.domain.load``): the calls of another times ``percent``; handling times and targets stay."""

    def __init__(self, staffing: CallStaffing, percent: int) -> None:
        self._staffing, self._percent = staffing, percent
        self._found: dict[tuple[str, date], Mapping[int, Half]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """Only what it is worked out from travels to another process."""
        return ScaledStaffing, (self._staffing, self._percent)

    def loads(self, service: str, day: date) -> Mapping[int, Half]:
        """The load of each open half hour by the minute at which it begins; empty for a service without calls."""
        key = (service, day)
        if key not in self._found:
            self._found[key] = {
                at: half((load.hundredths * self._percent + 50) // 100, load.aht, load.terms)
                for at, load in self._staffing.loads(service, day).items()
            }
        return self._found[key]
