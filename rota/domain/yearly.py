"""Days that come back every year: a date, a weekday of a month, or a day by Easter."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_BY_EASTER = {"good friday": -2, "easter saturday": -1, "easter monday": 1, "easter tuesday": 2}
"""Days after Easter Sunday."""

_DATE = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_NTH = re.compile(rf"(first|second|third|fourth|last) ({'|'.join(_WEEKDAYS)}) of ({'|'.join(_MONTHS)})")
_PATTERN = rf"^({_DATE.pattern}|{_NTH.pattern}|{'|'.join(_BY_EASTER)})$"

FORMS = '"12-27", "third monday of september", "last friday of may" or "easter tuesday"'
_COMMON_YEAR = 2025


def day_in(text: str, year: int) -> date:
    """The day of ``year`` that ``text`` means; ValueError where it means none."""
    rule = _rule(text)
    if rule is None:
        raise ValueError(f"{text!r} is no day of every year; write it as {FORMS}")
    return rule(year)


def _rule(text: str) -> Callable[[int], date] | None:
    if dated := _DATE.fullmatch(text):
        month, day = int(dated[1]), int(dated[2])
        return lambda year: date(year, month, day)
    if nth := _NTH.fullmatch(text):
        weekday, month = _WEEKDAYS.index(nth[2]), _MONTHS.index(nth[3]) + 1
        return lambda year: _weekday_of(year, month, weekday, nth[1])
    if text in _BY_EASTER:
        return lambda year: easter(year) + timedelta(days=_BY_EASTER[text])
    return None


def _weekday_of(year: int, month: int, weekday: int, which: str) -> date:
    if which in _NUMBERS:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * _NUMBERS[which])
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, chapter 8)."""
    cycle, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * cycle + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (cycle + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _yearly(value: Any) -> Any:
    try:
        day_in(str(value), _COMMON_YEAR)
    except ValueError as error:
        raise ValueError(f"{value!r} is no day of every year; write it as {FORMS}") from error
    return value


Yearly = Annotated[str, BeforeValidator(_yearly), WithJsonSchema({"type": "string", "pattern": _PATTERN})]
"""A day of every year, as ``FORMS`` shows by example; 29 February is none."""
