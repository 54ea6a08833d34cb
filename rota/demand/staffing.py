"""From a centre's demand to the load of each half hour: listed volumes, or a usual day and what is known to move it.

The order of precedence: volumes listed for the day; a profile for its date; the profile of its weekday, moved by what the first open
day after a bank holiday comes to and by events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rota.demand.queue import Half, Terms, half
from rota.domain.calendar import Calendar
from rota.domain.calls import Calls, Event, Profile
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.opening import Opening
from rota.domain.period import ONE_DAY
from rota.domain.volumes import Volume, Volumes

_LONGEST_CLOSURE = 14
"""Days to look back for the open day before."""


@dataclass(frozen=True)
class Origin:
    """Where the calls of one service on one day come from.

    ``calls`` says how they are answered. Either they are ``listed``, or they are those of ``profiles``, of which
    later ones stand above earlier ones; what they say by weekday is moved by ``after_bank_holiday`` percent and by ``events``.
    """

    calls: Calls
    listed: bool = False
    profiles: tuple[Profile, ...] = ()
    after_bank_holiday: int = 100
    events: tuple[Event, ...] = ()


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

    def origin(self, service: str, day: date) -> Origin | None:
        """Where the calls of ``service`` on ``day`` come from; None for a service without calls, or when it is closed."""
        calls, hours = self._demand.calls_at(service, day), self._opening.hours(service, day)
        if calls is None or hours is None:
            return None
        if (service, day) in self._volumes:
            return Origin(calls, listed=True)
        profiles = tuple(sorted((profile for profile in calls.day if profile.applies(day)), key=_precedence))
        if not any(profile.date is None for profile in profiles):
            return Origin(calls, profiles=profiles)
        after = calls.after_bank_holiday if self._moved(calls, day) else 100
        events = tuple(
            event
            for event in self._demand.event
            if event.percent is not None and service in event.services and event.holds(day)
        )
        return Origin(calls, profiles=profiles, after_bank_holiday=after, events=events)

    def _work_out(self, service: str, day: date) -> Mapping[int, Half]:
        origin, hours = self.origin(service, day), self._opening.hours(service, day)
        if origin is None or hours is None:
            return {}
        volumes = self._volumes[service, day] if origin.listed else _usual(origin)
        terms = _terms(origin.calls)
        return {
            at: half(volume.calls, volume.aht or origin.calls.aht, terms)
            for at, volume in sorted(volumes.items())
            if hours[0] <= at < hours[1]
        }

    def _moved(self, calls: Calls, day: date) -> bool:
        return calls.after_bank_holiday != 100 and follows_bank_holiday(
            self._opening, self._calendar, calls.service, day
        )


def follows_bank_holiday(opening: Opening, calendar: Calendar, service: str, day: date) -> bool:
    """Whether a bank holiday lies between ``day`` and the open day of ``service`` before it."""
    for _ in range(_LONGEST_CLOSURE):
        day -= ONE_DAY
        if opening.hours(service, day) is not None:
            return False
        if calendar.bank_holiday_on(day):
            return True
    return False


def _precedence(profile: Profile) -> tuple[bool, bool]:
    """Ordinary profiles, those between dates, those of a date: later ones stand above earlier ones."""
    return profile.date is not None, profile.special


def _usual(origin: Origin) -> dict[int, Volume]:
    """The calls of the profiles; what a date's own profile says is not moved any more."""
    percents = (origin.after_bank_holiday, *(event.percent or 100 for event in origin.events))
    numerator, denominator = 1, 1
    for percent in percents:
        numerator, denominator = numerator * percent, denominator * 100
    found: dict[int, Volume] = {}
    for profile in origin.profiles:
        for at, calls in profile.by_interval().items():
            moved = calls if profile.date else (2 * calls * numerator + denominator) // (2 * denominator)
            found[at] = Volume(moved)
    return found


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
