"""What a cell of a sheet of calls says: a date, a time, calls, seconds; or in plain words what is wrong with it."""

import re
from datetime import date
from typing import NamedTuple

from rota.domain.calls import MOST_CALLS
from rota.domain.clock import hhmm
from rota.domain.interval import INTERVAL
from rota.files.wording import quoted

LONGEST_AHT = 4 * 3600
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_OTHER_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ T].*)?")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
_CALLS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2})?")
_NUMBER = re.compile(r"([-+]?)([0-9]+)([.,]?)([0-9]*)")


class Wrong(Exception):  # noqa: N818 - it names what happened, and callers expect it
    """A cell, or the line, cannot be read: in which column, what is wrong, and what to write instead."""

    def __init__(self, column: str, kind: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.column, self.kind, self.message, self.fix = column, kind, message, fix


class Order(NamedTuple):
    """What the dates of a sheet show of one another: whether some are year, month, day, and whether others begin with the day.

    ``days_first`` is None where nothing shows it, or both orders stand there.
    """

    iso: bool = True
    days_first: bool | None = None


NO_ORDER = Order()


def day_of(text: str, order: Order = NO_ORDER) -> date:
    """A date, written 2026-02-01; Wrong says which dates another order may mean."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise Wrong("date", *_no_day(text, order))
    if not _FIRST <= day <= _LAST:
        raise Wrong("date", "year", f"date is {text}, limit: from {_FIRST} to {_LAST}", "correct the year")
    return day


def _no_day(text: str, order: Order) -> tuple[str, str, str]:
    """The kind of what is wrong with a date, in words, and the next step."""
    match = _OTHER_DATE.fullmatch(text)
    first, second, year = (int(part) for part in match.groups()) if match else (0, 0, 0)
    by_day, by_month = _iso(year, second, first), _iso(year, first, second)
    if not (by_day or by_month):
        return "day", f"date is {quoted(text)}, not a day", "write it as 2026-02-01: year, month, day"
    others = ", as other lines have it" if order.iso else ""
    message = f"date is {quoted(text)}, not year, month, day{others}"
    if shown := {True: by_day, False: by_month, None: ""}[order.days_first]:
        return "order", message, f"write it as {shown}"
    both = " or ".join(dict.fromkeys(day for day in (by_day, by_month) if day))
    return "order", message, f"write it as {both}{', whichever is meant' if ' or ' in both else ''}"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def shows_order(text: str) -> bool | None:
    """Whether a date such as 13/02/2026 has its day first, or 02/13/2026 its month; None where both may be."""
    match = _OTHER_DATE.fullmatch(text)
    if match is None or (int(match[1]) > 12) == (int(match[2]) > 12):
        return None
    return int(match[1]) > 12


def start_of(text: str) -> int:
    """The start of a half hour in minutes after midnight."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Wrong("start", "time", f"start is {quoted(text)}, not a time of day", "write it as 08:30")
    start = int(match[1]) * 60 + int(match[2])
    if start % INTERVAL:
        raise Wrong(
            "start",
            "half hour",
            f"start is {text}, not a half hour",
            f"add the calls up by half hours: those of {text} belong to {hhmm(start - start % INTERVAL)}",
        )
    return start


def calls_of(text: str) -> int:
    """Calls in hundredths of a call."""
    if _CALLS.fullmatch(text):
        whole, _, part = text.partition(".")
        found = int(whole) * 100 + int(f"{part:0<2}")
        if found <= MOST_CALLS * 100:
            return found
        raise Wrong(
            "calls",
            "most",
            f"calls is {text}, limit: at most {MOST_CALLS} in a half hour",
            "correct the number",
        )
    raise Wrong("calls", *_no_calls(text))


def _no_calls(text: str) -> tuple[str, str, str]:
    """The kind of what is wrong with a number of calls, in words, and the next step."""
    if not text:
        return "empty", "calls is empty", "write 0 where none came, or take the line out"
    match = _NUMBER.fullmatch(text)
    sign, mark, parts = (match[1], match[3], match[4]) if match else ("", "", "")
    if sign == "-":
        return "negative", f"calls is {quoted(text)[1:-1]}, limit: at least 0", "write 0, or how many came"
    if mark == ",":
        return (
            "comma",
            f"calls is {quoted(text)}, which may mean thousands or parts",
            "write it with a point for parts, as 12.5, and nothing for thousands",
        )
    if len(parts) > 2 and not sign:
        return "places", f"calls is {quoted(text)[1:-1]}, limit: two decimal places", "round it, as 12.25"
    return "number", f"calls is {quoted(text)}, not a number of calls", "write it as 12 or 12.5"


def aht_of(text: str) -> int | None:
    """Seconds of handling time; None where the cell is empty."""
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        if 1 <= int(text[:9]) <= LONGEST_AHT:
            return int(text)
        raise Wrong(
            "aht",
            "most",
            f"aht is {quoted(text)[1:-1]}, limit: from 1 to {LONGEST_AHT} seconds",
            "correct it, or leave it empty where nothing was handled",
        )
    match = _TIME.fullmatch(text) or re.fullmatch(r"(?:0?0:)?([0-9]{1,2}):([0-9]{2})", text)
    seconds = f": {int(match[1]) * 60 + int(match[2])}" if match else ", such as 330"
    raise Wrong(
        "aht",
        "seconds",
        f"aht is {quoted(text)}, not a whole number of seconds",
        f"write it in seconds{seconds}",
    )
