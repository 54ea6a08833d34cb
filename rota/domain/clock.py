"""Local wall-clock times to real time: every duration is computed in UTC.

Subtracting two local times of one zone gives wall-clock time, which is an hour wrong across a
clock change.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=4096)
def instant(day: date, minute: int, zone: str) -> datetime:
    """The UTC instant of local ``minute`` (after midnight, up to 1440) on ``day`` in ``zone``."""
    carried, left = divmod(minute, 24 * 60)
    local = datetime.combine(day + timedelta(days=carried), time(left // 60, left % 60), ZoneInfo(zone))
    return local.astimezone(UTC)


def minutes_between(start: tuple[date, int], end: tuple[date, int], zone: str) -> int:
    """Real minutes from one local (day, minute) to another; negative if ``end`` comes first."""
    return int((instant(*end, zone) - instant(*start, zone)).total_seconds()) // 60


def local_day(moment: str, zone: str) -> date:
    """The day of a written ``moment``, such as an event's ``at``, by the calendar of ``zone``."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date()


def hhmm(minutes: int) -> str:
    """``510`` as ``08:30``; a negative length keeps its sign."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """A day as messages name it, ``Mon 6 Jul``, whatever the system's language."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
