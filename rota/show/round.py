"""A round of wishes and leave as text: its dates, then what each agent answered, then who has not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.period import Period
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, counted, period_words

_COLUMNS = (Column("agent"), Column("wishes"), Column("leave"), Column("answer"))


@dataclass(frozen=True)
class ReplyRow:
    """What one agent answered: how many wishes and requests for leave, how many of them late, and whether none at all."""

    agent: str
    wishes: tuple[int, int]
    leave: tuple[int, int]
    none: bool
    answered: bool
    late: bool


def round_text(
    group: str,
    period: Period,
    dates: tuple[date, date, date],
    today: date,
    rows: Sequence[ReplyRow],
    *,
    set_by: str | None = None,
    names: Mapping[str, str],
    color: bool = False,
) -> str:
    """The round of a month; ``dates`` are when it opens and until when wishes and leave are in time."""
    opens, wishes, leave = dates
    whose = f", set by {agent_words(set_by, names)}" if set_by else ""
    head: list[Line] = [
        [(f"{safe(group)}, {period_words(period)}", "bold")],
        [(f"Open from {_day(opens)}; leave until {_day(leave)}, wishes until {_day(wishes)}{whose}.", "")],
        [(f"{_stands('Leave', opens, leave, today)} {_stands('Wishes', opens, wishes, today)}", "")],
        [],
    ]
    lines = table(_COLUMNS, [_row(row, names) for row in rows])
    missing = [agent_words(row.agent, names) for row in rows if not row.answered]
    tail = f"Not answered: {', '.join(missing)}." if missing else "Everybody has answered."
    return paint([*head, *lines, [], [(tail, "")]], color=color)


def _day(day: date) -> str:
    return f"{day_words(day)} {day.year}"


def _stands(what: str, opens: date, until: date, today: date) -> str:
    if today < opens:
        return f"{what}: not open yet."
    if today > until:
        return f"{what}: closed."
    left = (until - today).days
    return (
        f"{what}: open until the end of today." if not left else f"{what}: open, {counted(left, 'day')} left."
    )


def _row(row: ReplyRow, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    answer = "late" if row.late else "yes" if row.answered else "not yet"
    wishes = "none" if row.none and not row.wishes[0] else _number(*row.wishes)
    return agent_words(row.agent, names), wishes, _number(*row.leave), answer


def _number(number: int, late: int) -> str:
    if not number:
        return "-"
    return f"{number} ({late} late)" if late else str(number)
