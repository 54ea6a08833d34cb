"""From a centre's demand to the load of each half hour: listed volumes, or a usual day and what is known to move it."""

from collections.abc import Mapping
from datetime import date

from rota.demand.queue import Half, Terms, half
from rota.domain.calendar import Calendar
from rota.domain.calls import Calls
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.opening import Opening
from rota.domain.period import ONE_DAY
from rota.domain.volumes import Volume, Volumes

_LONGEST_CLOSURE = 14
"""Days to look back for the open day before."""


class CallStaffing:
    """A Staffing (``rota.domain.load``): each day is worked out when it is asked for, once."""

    def __init__(self, centre: Centre, calendar: Calendar, demand: Demand, volumes: Volumes) -> None:
        self._centre, self._calendar, self._demand, self._volumes = centre, calendar, demand, volumes
        self._opening = Opening(centre, calendar)
        self._found: dict[tuple[str, date], Mapping[int, Half]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """Only what it is worked out from travels to another process."""
        return CallStaffing, (self._centre, self._calendar, self._demand, self._volumes)

    def loads(self, service: str, day: date) -> Mapping[int, Half]:
        """The load of each open half hour by the minute at which it begins; empty for a service without calls."""
        key = (service, day)
        if key not in self._found:
            self._found[key] = self._work_out(service, day)
        return self._found[key]

    def _work_out(self, service: str, day: date) -> Mapping[int, Half]:
        calls, hours = self._demand.calls_at(service, day), self._opening.hours(service, day)
        if calls is None or hours is None:
            return {}
        terms = _terms(calls)
        return {
            at: half(volume.calls, volume.aht or calls.aht, terms)
            for at, volume in sorted(self._volumes_on(calls, day).items())
            if hours[0] <= at < hours[1]
        }

    def _volumes_on(self, calls: Calls, day: date) -> Mapping[int, Volume]:
        """Those listed for the day; else those of its profile, moved by events and by a bank holiday before it."""
        listed = self._volumes.get((calls.service, day))
        if listed is not None:
            return listed
        usual: dict[int, int] = {}
        dated = False
        for profile in sorted(calls.day, key=lambda profile: profile.special):
            if profile.applies(day):
                usual.update(profile.by_interval())
                dated = dated or profile.date is not None
        percent = 100 if dated else self._percent(calls, day)
        return {at: Volume((calls_ * percent + 50) // 100) for at, calls_ in usual.items()}

    def _percent(self, calls: Calls, day: date) -> int:
        """What an ordinary day comes to on ``day``, in percent."""
        percent = calls.after_bank_holiday if self._follows_bank_holiday(calls.service, day) else 100
        for event in self._demand.event:
            if calls.service in event.services and event.holds(day) and event.percent is not None:
                percent = (percent * event.percent + 50) // 100
        return percent

    def _follows_bank_holiday(self, service: str, day: date) -> bool:
        """Whether a bank holiday lies between ``day`` and the open day before it."""
        for _ in range(_LONGEST_CLOSURE):
            day -= ONE_DAY
            if self._opening.hours(service, day) is not None:
                return False
            if self._calendar.bank_holiday_on(day):
                return True
        return False


def _terms(calls: Calls) -> Terms:
    return Terms(
        calls.target,
        calls.within,
        calls.max_occupancy,
        calls.shrinkage,
        calls.availability,
        calls.minimum,
        calls.patience,
    )
