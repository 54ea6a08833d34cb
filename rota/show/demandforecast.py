"""A forecast of calls as text: what the past says, how such forecasts did before, and the days of the month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words, hhmm
from rota.domain.period import Period
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import counted, period_words, weekday

_FAR = 10
"""Weeks ahead that are more than a rota needs: four, five of the month, and one to spare."""


@dataclass(frozen=True)
class Moved:
    """Something that moves the calls of a day: by what factor, from how many days that is known, on how many of the month it holds.

    Without a ``factor`` nothing is known of it; ``days`` is None for one whose percent is given.
    """

    name: str
    factor: float | None
    days: int | None
    here: int


@dataclass(frozen=True)
class Tried:
    """How far off a method was in its trials (WAPE), and whether it was kept."""

    method: str
    half_hour: float
    day: float
    kept: bool | None = None


@dataclass(frozen=True)
class Trials:
    """So many weeks, from the first day to the last, each told from what was known ``ahead`` weeks before."""

    weeks: int
    first: date
    last: date
    ahead: int
    methods: tuple[Tried, ...]


@dataclass(frozen=True)
class DayTold:
    """The calls of a day, and of its busiest half hour."""

    day: date
    calls: float
    busiest: int
    most: float


@dataclass(frozen=True)
class View:
    """The forecast of one service.

    ``ahead`` are the weeks from the end of the history to that of the month. ``week`` and ``trend`` are empty and None
    where it is the naive one, and ``why`` says why it is.
    """

    service: str
    open_days: int
    first: date
    last: date
    files: tuple[str, ...]
    ahead: int
    outside: int
    method: str
    why: str
    freaks: tuple[date, ...]
    week: tuple[tuple[int, float], ...]
    trend: float | None
    moved: tuple[Moved, ...]
    handling: str
    trials: Trials | None
    days: tuple[DayTold, ...]
    left_out: tuple[tuple[date, str], ...]


def forecast_text(period: Period, views: Sequence[View], *, color: bool = False) -> str:
    """The forecasts of a month, one service after the other."""
    lines: list[Line] = [[(f"Forecast of {period_words(period)}", "bold")]]
    for view in views:
        lines += [[], [(safe(view.service), "bold")], *_past(view), *_trials(view), *_days(view)]
    return paint(lines, color=color)


def _past(view: View) -> Iterator[Line]:
    facts = [
        (
            "History",
            f"{counted(view.open_days, 'open day')}, {view.first} to {view.last}, in {', '.join(view.files)}",
        ),
        ("Method", f"{view.method}{f', since {view.why}' if view.why else ''}"),
    ]
    if view.ahead > _FAR:
        facts.append(("Told from afar", f"the month ends {view.ahead} weeks after the history"))
    if view.outside:
        facts.append(("Not counted", f"{counted(view.outside, 'half hour')} when it was not open"))
    if view.freaks:
        facts.append(("Left aside", f"{', '.join(map(str, view.freaks))}: far off all others"))
    if view.week:
        facts.append(("A usual week", ", ".join(f"{_weekday(at)} {calls:.0f}" for at, calls in view.week)))
    if view.trend is not None:
        facts.append(("Trend", f"{view.trend:+.1%} a week, fading" if abs(view.trend) >= 0.0005 else "none"))
    facts += [(one.name[:1].upper() + one.name[1:], _moved_words(one)) for one in view.moved]
    facts.append(("Handling time", view.handling))
    yield from ([(f"  {safe(name)}: {safe(text)}", "")] for name, text in facts)


def _weekday(number: int) -> str:
    return weekday(date(2024, 1, 1 + number))


def _moved_words(one: Moved) -> str:
    here = f"{counted(one.here, 'day')} of this month" if one.here else "no day of this month"
    if one.factor is None:
        return f"nothing of it in the history and no percent given, so it moves nothing; {here}"
    known = "as given" if one.days is None else f"from {counted(one.days, 'day')} of the past"
    return f"x {one.factor:.2f}, {known}; {here}"


def _trials(view: View) -> Iterator[Line]:
    if view.trials is None:
        return
    tried = view.trials
    yield []
    yield [
        (
            f"  Tried on {counted(tried.weeks, 'week')}, {tried.first} to {tried.last}, "
            f"each told from what was known {tried.ahead} weeks before:",
            "",
        )
    ]
    columns = [
        Column("  off by, of all calls (WAPE)"),
        Column("half hours", right=True),
        Column("days", right=True),
        Column(""),
    ]
    rows = [
        [f"  {one.method}", f"{one.half_hour:.1%}", f"{one.day:.1%}", "kept" if one.kept else ""]
        for one in tried.methods
    ]
    yield from table(columns, rows)


def _days(view: View) -> Iterator[Line]:
    columns = [Column("  day"), Column("calls", right=True), Column("busiest"), Column("calls", right=True)]
    rows = [
        [f"  {day_words(one.day)}", f"{one.calls:.0f}", hhmm(one.busiest), f"{one.most:.1f}"]
        for one in view.days
    ]
    if rows:
        yield []
        yield from table([*columns], rows)
        yield [(f"  {counted(len(rows), 'day')}, {sum(one.calls for one in view.days):,.0f} calls.", "")]
    for why in dict.fromkeys(why for _, why in view.left_out):
        days = ", ".join(day_words(day) for day, reason in view.left_out if reason == why)
        yield [(f"  Left out: {days}; {safe(why)}.", "")]
