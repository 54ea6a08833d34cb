"""A small, good repository with calls: phones answer them, and the first week of December 2026 is listed."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from rota.domain.clock import hhmm
from tests.files_world import DEMAND, make

CALLS = """
[[calls]]
service = "phones"
aht = 330
within = 60

[[calls.day]]
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
calls = [5, 6.5, 7, 9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 7, 6, 5, 4, 4]

[[event]]
name = "bills"
services = ["phones"]
date = 2026-12-02
percent = 130

[[deferrable]]
service = "desk"
weekdays = ["mon"]
hours = "2:00"
due = 1
beside = ["phones"]
"""

MONDAY = date(2026, 12, 7)
SHEET = "demand/phones.csv"


def rows_of(day: date, calls: str = "12", last: str = "18:00", first: str = "08:30") -> list[str]:
    """A day's rows without service and handling time."""
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in (first, last))
    return [f"{day},{hhmm(at)},{calls}" for at in range(start, end, 30)]


def week(first: date = MONDAY, days: int = 5) -> list[str]:
    """The rows of so many days, all hours open."""
    return [row for number in range(days) for row in rows_of(first + timedelta(days=number))]


def sheet(rows: Iterable[str], head: str = "date,start,calls") -> str:
    """The text of a sheet."""
    return "\n".join([head, *rows]) + "\n"


def put(root: Path, file: str, text: str | bytes) -> Path:
    """Write a file below ``root``, and its folder."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def with_calls(root: Path) -> Path:
    """The good repository of ``files_world`` with calls, and a week of them listed."""
    make(root)
    put(root, "demand.toml", DEMAND + CALLS)
    return put(root, SHEET, sheet(week()))
