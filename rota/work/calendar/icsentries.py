"""Whole days from an iCalendar file (.ics), whichever program wrote it; every event that is none is named with its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rota.domain.period import ONE_DAY
from rota.show.safe import safe
from rota.work.calendar.entries import MOST, Listed, Wanted, one_line
from rota.work.errors import Unusable
from rota.work.init.sheet import Complaints

if TYPE_CHECKING:
    from icalendar import Event

_PROPERTY = re.compile(r"([A-Za-z-]+)[;:]")
_REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID")
_LAST_MINUTE = time(23, 59)
_WHOLE_DAYS = "only whole days are imported; leave it out with --without TEXT"
_LONGEST = 3660
"""Days of an event beyond which nobody counts."""


class _NotThisOne(Exception):  # noqa: N818 - it names what happened
    """An event cannot be taken; with the property that keeps it, and what to do."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass
class IcsEntries:
    """What an .ics file lists, how many events were left out since they are cancelled, and the names of those not wanted."""

    listed: list[Listed] = field(default_factory=list)
    cancelled: int = 0
    unwanted: list[str] = field(default_factory=list)


def read_ics(name: str, text: str, zone: str, wanted: Wanted, complaints: Complaints) -> IcsEntries:
    """The events of all calendars in ``text``; Unusable if it is no iCalendar, and other faults go to ``complaints``."""
    found = IcsEntries()
    lines = list(_event_lines(text))
    if len(lines) > MOST:
        raise Unusable(f"{name}: {len(lines):,} events, limit {MOST:,}; this is no list of holidays")
    for event, where in zip(_events(name, text, len(lines)), lines, strict=True):
        try:
            _take(event, where, name, ZoneInfo(zone), wanted, found)
        except _NotThisOne as error:
            line = where.get(error.key, where["BEGIN"])
            complaints.messages.append((line, f"{name}: line {line}: {error}"))
    return found


def _events(name: str, text: str, expected: int) -> "list[Event]":
    from icalendar import Calendar, Event

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unusable(f"{name}: this is no iCalendar file: {safe(str(error)[:200])}") from error
    found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    events = [event for event in found if isinstance(event, Event)]
    if len(events) != expected:
        raise Unusable(f"{name}: {expected} events begin and {len(events)} end; save or export the file anew")
    return events


def _event_lines(text: str) -> Iterator[dict[str, int]]:
    """For each event, in order, the line on which each of its properties first stands."""
    open_: list[dict[str, int]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().upper() == "BEGIN:VEVENT":
            open_.append({"BEGIN": number})
            yield open_[-1]
        elif line.strip().upper() == "END:VEVENT" and open_:
            open_.pop()
        elif open_ and (found := _PROPERTY.match(line)):
            open_[-1].setdefault(found[1].upper(), number)


def _take(
    event: "Event", where: Mapping[str, int], name: str, zone: ZoneInfo, wanted: Wanted, found: IcsEntries
) -> None:
    """Add what the event lists to ``found``."""
    title = one_line(_text(event, "SUMMARY"))
    if _text(event, "STATUS").upper() == "CANCELLED":
        found.cancelled += 1
    elif title and not wanted.takes(title):
        found.unwanted.append(title)
    elif not title:
        raise _NotThisOne("BEGIN", "an event without a SUMMARY; give it a name, or take it out")
    else:
        first, last = _days(event, title, zone)
        line = where.get("DTSTART", where["BEGIN"])
        found.listed.append(Listed(title, first, last, line, f"{name}: line {line}"))


def _text(event: "Event", key: str) -> str:
    value = _single(event, key)
    return "" if value is None else str(value)


def _single(event: "Event", key: str) -> Any:
    """The value of a property that may stand once."""
    value = event.get(key)
    if isinstance(value, list):
        raise _NotThisOne(key, f"{key} stands there {len(value)} times; leave one")
    return value


def _days(event: "Event", title: str, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last whole day; ``DTEND`` is the day after."""
    shown = f'"{safe(title[:60])}"'
    for key in _REPEATING:
        if key in event:
            raise _NotThisOne(
                key,
                f"{shown} repeats ({key}); write each time as an event of its own, or a closure of every year as "
                "[[calendar.closure]] with yearly in centre.toml",
            )
    start = _value(event, "DTSTART", shown)
    if start is None:
        raise _NotThisOne("BEGIN", f"{shown} has no DTSTART; add the day on which it begins")
    first = _whole_day(start, zone)
    if first is None:
        raise _NotThisOne("DTSTART", f"{shown} begins at a time of day; {_WHOLE_DAYS}")
    return first, _last_day(event, shown, first, zone)


def _last_day(event: "Event", shown: str, first: date, zone: ZoneInfo) -> date:
    end, length = _value(event, "DTEND", shown), _value(event, "DURATION", shown)
    if end is None and length is None:
        return first
    if end is None:
        if not isinstance(length, timedelta) or length % ONE_DAY or not 0 < length.days <= _LONGEST:
            raise _NotThisOne(
                "DURATION", f"{shown} does not last for whole days; correct DURATION, as in P5D"
            )
        return first + length - ONE_DAY
    if _is_last_minute(end, zone):
        return _local(end, zone).date()
    after = _whole_day(end, zone)
    if after is None:
        raise _NotThisOne("DTEND", f"{shown} ends at a time of day; {_WHOLE_DAYS}")
    # Some programs write one day as from itself until itself.
    return after if after in (first, date.min) else after - ONE_DAY


def _value(event: "Event", key: str, shown: str) -> Any:
    """What a property says; refused where it says nothing that can be read."""
    value = _single(event, key)
    try:
        return None if value is None else value.dt
    except (ValueError, AttributeError):
        raise _NotThisOne(
            key, f"{shown}: {key} cannot be read; write it as {key};VALUE=DATE:20261026"
        ) from None


def _whole_day(value: object, zone: ZoneInfo) -> date | None:
    """A date, or a moment that is local midnight; None for any other time of day."""
    if isinstance(value, datetime):
        local = _local(value, zone)
        return local.date() if local.time() == time() else None
    return value if isinstance(value, date) else None


def _is_last_minute(value: object, zone: ZoneInfo) -> bool:
    """Whether the day ends with it: some programs end whole days a minute, or a second, early."""
    return isinstance(value, datetime) and _local(value, zone).time() >= _LAST_MINUTE


def _local(value: datetime, zone: ZoneInfo) -> datetime:
    """A moment by the clock of the centre; one of no zone is taken as it stands."""
    try:
        return value if value.tzinfo is None else value.astimezone(zone)
    except OverflowError:
        return value
