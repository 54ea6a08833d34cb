"""Make the call history of examples/b-town: a year and a half of phone calls that nobody made.

    python examples/generate_b_town_calls.py [FOLDER]

Reads centre.toml and calendar/ of examples/b-town and writes demand/history/phones.csv into FOLDER, by default
examples/b-town itself. The same file comes out every time.

About 600 calls on a usual day and 1,000 on a peak day, 330 seconds each: most of them late in the morning, most of all
on Mondays, more on the day after a bank holiday and when bills go out. One day is a freak (a burst water main), and on one morning the
telephones did not work, since both happen.
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from math import exp, log
from pathlib import Path
from random import Random

from rota.demand.staffing import follows_bank_holiday
from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.clock import hhmm
from rota.domain.opening import Opening
from rota.domain.period import span

HERE = Path(__file__).parent / "b-town"
FILE = "demand/history/phones.csv"
SERVICE = "phones"
FIRST, LAST = date(2025, 1, 6), date(2026, 6, 28)
SEED = 20260628

USUAL_DAY = 588.0
"""Calls of a weekday at the start of the history."""

A_YEAR = 1.03
"""What a usual day grows by in a year."""

WEEKDAYS = (1.15, 1.02, 0.98, 0.96, 0.89, 0.08)
AFTER_BANK_HOLIDAY = 1.35
HANDLING = 330

EVENTS = (
    ("council-tax bills", date(2025, 3, 10), date(2025, 3, 28), 1.40),
    ("council-tax bills", date(2026, 3, 9), date(2026, 3, 27), 1.40),
    ("council-tax reminders", date(2025, 4, 28), date(2025, 5, 2), 1.25),
    ("council-tax reminders", date(2025, 7, 7), date(2025, 7, 9), 1.25),
    ("council-tax reminders", date(2026, 4, 27), date(2026, 5, 1), 1.25),
    ("school passes", date(2025, 7, 21), date(2025, 8, 29), 1.18),
)
"""What moves calls, from when until when, and by how much."""

FREAK, FREAK_FACTOR = date(2025, 11, 18), 1.9
SILENT, SILENT_UNTIL = date(2026, 2, 11), 11 * 60

_SHAPE = (22, 27, 33, 39, 44, 46, 45, 41, 36, 33, 33, 35, 36, 35, 32, 28, 23, 18, 13)
"""How the calls of a weekday fall on its half hours from 08:30, in parts of their sum."""

_SATURDAY = (26, 30, 33, 35, 35, 33, 30, 28, 26, 25, 23, 21, 18, 15)
"""The same of a Saturday from 09:00."""


def main(folder: Path) -> None:
    """Write the history into ``folder``."""
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*_head(), *rows()]) + "\n", encoding="utf-8", newline="\n")


def _head() -> Iterator[str]:
    yield "# Made up by examples/generate_b_town_calls.py: calls that came to the phones, by half hour."
    yield "date,start,calls,aht"


def rows() -> Iterator[str]:
    """A line for each open half hour."""
    centre, calendar = _facts()
    opening, chance = Opening(centre, calendar), Random(SEED)  # noqa: S311 - calls, not secrets
    for day in span(FIRST, LAST):
        hours = opening.hours(SERVICE, day)
        if hours is None:
            continue
        after = follows_bank_holiday(opening, calendar, SERVICE, day)
        expected = expected_calls(day, after=after) * exp(_normal(chance) * 0.03)
        shape = _SATURDAY if day.weekday() == 5 else _SHAPE
        for at, part in zip(range(*hours, 30), shape, strict=True):
            calls = poisson(expected * part / sum(shape), chance)
            calls = 0 if day == SILENT and at < SILENT_UNTIL else calls
            yield f"{day},{hhmm(at)},{calls},{_handling(calls, chance)}"


def expected_calls(day: date, *, after: bool) -> float:
    """The calls to expect on ``day``; ``after`` is whether a bank holiday lies before it."""
    calls: float = USUAL_DAY * WEEKDAYS[day.weekday()] * pow(A_YEAR, (day - FIRST).days / 365)
    for _, first, last, factor in EVENTS:
        calls *= factor if first <= day <= last else 1.0
    calls *= FREAK_FACTOR if day == FREAK else 1.0
    return calls * (AFTER_BANK_HOLIDAY if after else 1.0)


def poisson(mean: float, chance: Random) -> int:
    """A number of calls that come by themselves, ``mean`` of them on average (Knuth)."""
    limit, calls, left = exp(-mean), 0, chance.random()
    while left > limit:
        calls += 1
        left *= chance.random()
    return calls


def _normal(chance: Random) -> float:
    """A sum of twelve draws: good enough here."""
    return sum(chance.random() for _ in range(12)) - 6


def _handling(calls: int, chance: Random) -> str:
    """The mean seconds of so many calls, each of which takes as long as it takes; empty for none."""
    if not calls:
        return ""
    # Sums of exponential parts: a call is 60 seconds and then anything, 270 on average.
    spoken = sum(-log(1 - chance.random()) for _ in range(calls)) / calls
    return str(round(60 + (HANDLING - 60) * spoken))


def _facts() -> tuple[Centre, Calendar]:
    days: dict[str, list[object]] = {}
    for path in sorted((HERE / "calendar").glob("*.toml")):
        for key, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            days.setdefault(key, []).extend(entries)
    centre = tomllib.loads((HERE / "centre.toml").read_text(encoding="utf-8"))
    return Centre.model_validate(centre), Calendar.model_validate(days)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
