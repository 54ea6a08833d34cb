"""Service levels of a month in one line for each service: a sign for each day, week by week."""

from collections.abc import Sequence

from rota.domain.levels import Level
from rota.domain.period import Period
from rota.show.paint import Line, listed
from rota.show.safe import safe
from rota.show.sheet import Chunk, Row, Section, sheet_lines
from rota.show.strip import share_key, share_sign
from rota.show.words import day_month, weekday


def spark_lines(period: Period, levels: Sequence[Level], width: int | None, *, blocks: bool) -> list[Line]:
    """A line for each service with calls below the weekdays, and what its signs mean."""
    head = Row(("Day by day", "bold"), [(weekday(day)[0], "dim") for day in period.days])
    rows = []
    for level in levels:
        by_day = {day.day: day for day in level.days}
        rows.append(
            Row(
                (safe(level.service), ""), [share_sign(by_day.get(day), blocks=blocks) for day in period.days]
            )
        )
    return [
        *sheet_lines([Section((head,), tuple(rows))], [week_columns(period)], width)[:-1],
        *listed("Key", share_key(blocks=blocks), width),
    ]


def week_columns(period: Period) -> list[Chunk]:
    """A column of one sign for each day, weeks apart, each below its first day."""
    return [Chunk(at * 7, at * 7 + 7, 1, day_month(week[0]), gap=3) for at, week in enumerate(period.weeks)]
