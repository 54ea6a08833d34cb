"""Days as they head the columns of a sheet: 2026-12-01, Tue 01/12/2026, 1 Dec, or 1 where the month is known."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rota.domain.period import Period
from rota.work.init.values import as_day

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
FEWEST = 5
"""So many bare numbers in a row are days; fewer may be anything."""

_WORD = re.compile(r"[a-z]+")
_NUMBERS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:[./-](\d{1,2})(?:[./-](\d{2}))?)?")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]?([a-z]{3,9})\.?(?:[ ,./-]{1,2}(\d{4}|\d{2}))?"
    r"|(?P<first>[a-z]{3,9})\.? (?P<then>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?"
)


@dataclass(frozen=True)
class Heading:
    """What a heading says of its day: its weekday, from 0 for Monday, its number, month and year, as far as it does."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """The day that ``text`` heads; None if it heads none."""
    plain, weekday = _without_weekday(" ".join(text.lower().replace(",", " ").split()))
    if (whole := as_day(plain)) is not None:
        return Heading(whole.day, whole.month, whole.year, weekday)
    day, month, year = _pieces(plain)
    return None if not 1 <= day <= 31 else Heading(day, month, year, weekday)


def weekday_of(text: str) -> int | None:
    """The weekday that ``text`` names and nothing else; None if it names none."""
    rest, weekday = _without_weekday(text.strip().lower())
    return None if rest else weekday


def _without_weekday(text: str) -> tuple[str, int | None]:
    """The text without a weekday at either end, and which it is."""
    for word in _WORD.findall(text):
        short = word[:3]
        whole = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        if short in WEEKDAYS and whole[WEEKDAYS.index(short)].startswith(word):
            return " ".join(text.replace(word, " ", 1).strip(" .").split()), WEEKDAYS.index(short)
    return text, None


def _pieces(text: str) -> tuple[int, int | None, int | None]:
    """Day, month and year of ``text``; day 0 if it says none."""
    if found := _NUMBERS.fullmatch(text):
        day, month, year = (int(piece) if piece else None for piece in found.groups())
        return (
            (day or 0, month, 2000 + year if year is not None else None)
            if _is_month(month)
            else (0, None, None)
        )
    if found := _NAMED.fullmatch(text):
        day_text, name, year_text = (
            found.group(1, 2, 3) if found.group(1) else found.group("then", "first", "year")
        )
        if month := _month(name):
            year = int(year_text) if year_text else None
            year = 2000 + year if year is not None and year < 100 else year
            return int(day_text), month, year
    return 0, None, None


def _month(name: str) -> int:
    """The number of the month that ``name`` is, or begins with; 0 if it is none."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _is_month(month: int | None) -> bool:
    return month is None or 1 <= month <= 12


def days_of(headings: Mapping[int, Heading], period: Period | None) -> dict[int, date]:
    """The day of each column, as far as it can be told: what lacks year or month is looked for in ``period``."""
    found = {column: day for column, each in headings.items() if (day := _dated(each, period)) is not None}
    bare = {column: each for column, each in headings.items() if each.month is None}
    if period is not None and len(bare) >= FEWEST and len(bare) > len(found):
        found |= dict(zip(bare, _in_turn([each.day for each in bare.values()], period), strict=False))
    return dict(sorted(found.items()))


def _dated(heading: Heading, period: Period | None) -> date | None:
    if heading.month is None:
        return None
    if heading.year is not None:
        return _date(heading.year, heading.month, heading.day)
    if period is None:
        return None
    middle = period.start + (period.end - period.start) / 2
    near = (_date(middle.year + by, heading.month, heading.day) for by in (-1, 0, 1))
    return min((day for day in near if day), key=lambda day: abs(day - middle), default=None)


def _in_turn(numbers: Sequence[int], period: Period) -> list[date]:
    """Days of the calendar month, or else of the period, whose numbers are these, one after the other."""
    within = [day for day in period.days if f"{day:%Y-%m}" == period.month]
    return _run(numbers, _whole_month(period)) or _run(numbers, within) or _run(numbers, period.days)


def _whole_month(period: Period) -> list[date]:
    year, month = map(int, period.month.split("-"))
    return [day for number in range(1, 32) if (day := _date(year, month, number)) is not None]


def _run(numbers: Sequence[int], days: Iterable[date]) -> list[date]:
    """The days with these numbers, each after the one before; empty where there is none for one of them."""
    left = iter(days)
    found = [next((day for day in left if day.day == number), None) for number in numbers]
    return [day for day in found if day is not None] if None not in found else []


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
