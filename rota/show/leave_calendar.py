"""A month of leave as a grid: a row for each agent who is away or asks to be, and places left below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rota.domain.leave import Reason
from rota.domain.period import Period
from rota.show.paint import Line, paint, width_of
from rota.show.safe import safe
from rota.show.words import agent_words, day_month, period_words, weekday

_GAP = "  "
_KEY = (
    "v leave   h half a day   x absent   ? asked for   w on the waitlist   # closed",
    "free  places left once all that was asked for is granted; ! more ask than there are places",
)


class Mark(StrEnum):
    """What stands on one day of an agent."""

    LEAVE = "v"
    HALF = "h"
    ABSENT = "x"
    ASKED = "?"
    WAITING = "w"
    CLOSED = "#"


@dataclass(frozen=True)
class Bound:
    """A rule that bounds leave: by day, how many of its group are away, and how many more ask to be."""

    name: str
    most: int
    reason: Reason
    code: str
    binds: bool
    days: dict[date, tuple[int, int]]


@dataclass(frozen=True)
class LeaveMonth:
    """A group's month of leave: marks by agent and day, and what bounds it."""

    group: str
    period: Period
    marks: Mapping[str, Mapping[date, Mark]]
    bounds: Sequence[Bound]


def leave_calendar(month: LeaveMonth, *, names: Mapping[str, str], color: bool = False) -> str:
    """The month in at most 80 columns, unless names are long."""
    rows = [(agent_words(agent, names), marks) for agent, marks in month.marks.items()]
    bounds = [(_title(bound), bound) for bound in month.bounds]
    label = max((width_of(text) for text, _ in (*rows, *bounds)), default=0) + 2
    lines: list[Line] = [[(f"Leave, {safe(month.group)}, {period_words(month.period)}", "bold")], []]
    lines += _heading(month.period, "", label)
    lines += [_line(name, label, month.period, _letters(month.period, marks)) for name, marks in rows]
    if not rows:
        lines.append([("Nobody is away, and nobody asks to be.", "")])
    for title, bound in bounds:
        lines += [[], *_bound(month.period, title, bound, label)]
    return paint([*lines, [], *([(text, "")] for text in _KEY)], color=color)


def _title(bound: Bound) -> str:
    advice = "" if bound.binds else ", should"
    if bound.reason is Reason.BLACKOUT:
        return f"{safe(bound.name)}: no leave ({bound.code}{advice})"
    return f"{safe(bound.name)}: {bound.most} away at most ({bound.code}{advice})"


def _bound(period: Period, title: str, bound: Bound, label: int) -> Iterator[Line]:
    if bound.reason is Reason.BLACKOUT:
        yield _line(title, label, period, dict.fromkeys(bound.days, "!"))
        return
    yield [(title, "bold")]
    yield _line("  away", label, period, {day: _digit(away) for day, (away, _) in bound.days.items()})
    yield _line("  asked for", label, period, {day: _digit(asked) for day, (_, asked) in bound.days.items()})
    free = {day: bound.most - away - asked for day, (away, asked) in bound.days.items()}
    over = {day for day, (_, asked) in bound.days.items() if asked and free[day] < 0}
    yield _line(
        "  free",
        label,
        period,
        {day: "!" if day in over else str(min(9, max(0, n))) for day, n in free.items()},
    )


def _digit(number: int) -> str:
    return "." if number == 0 else str(number) if number < 10 else "+"


def _letters(period: Period, marks: Mapping[date, Mark]) -> dict[date, str]:
    return {day: marks[day].value if day in marks else "." for day in period.days}


def _heading(period: Period, title: str, label: int) -> Iterator[Line]:
    weeks = _GAP.join(day_month(week[0]).ljust(7) for week in period.weeks)
    days = _GAP.join("".join(weekday(day)[0] for day in week) for week in period.weeks)
    yield [(f"{'':{label}}{weeks}", "")]
    yield [(f"{title:{label}}{days}", "")]


def _line(title: str, label: int, period: Period, letters: Mapping[date, str]) -> Line:
    text = _GAP.join("".join(letters.get(day, " ") for day in week) for week in period.weeks)
    return [(title, ""), (" " * (label - width_of(title)), ""), (text, "")]
