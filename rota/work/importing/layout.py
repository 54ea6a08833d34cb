"""Where on a sheet the days and the agents stand: below titles, in one table or in one for each week."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.period import Period
from rota.work.importing.grid import Grid
from rota.work.importing.headings import Heading, days_of, read_heading, weekday_of
from rota.work.init.sheet import column_name

LONG = ("agent", "date", "cell")
"""The headings of a list with one cell a row."""
TITLES = 60
"""So many rows at the top are searched for the headings of a list."""

_MONTH_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_TITLED = re.compile(rf"\b({_MONTH_NAMES})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A table of agents down and days across: the rows from ``first`` on, before ``end``, below its ``header``.

    ``weekdays`` are those that stand in or beside the headings, ``others`` the columns that head no day, and ``dateless``
    says that the headings name no month.
    """

    header: int
    end: int
    agents: int
    days: dict[int, date]
    weekdays: dict[int, int]
    others: tuple[int, ...]
    dateless: bool

    def holds(self, row: int, columns: range) -> bool:
        """Whether one of these cells is of a day."""
        return self.header < row < self.end and any(column in self.days for column in columns)


def long_header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row that heads a list of cells, and the columns of agent, date and cell; None if it is no list."""
    for row in range(min(TITLES, len(grid.rows))):
        columns = {column_name(text): column for column, text in enumerate(grid.rows[row])}
        if set(LONG) <= set(columns):
            return row, {name: columns[name] for name in LONG}
    return None


def blocks(grid: Grid, is_agent: Callable[[str], bool], period: Period | None) -> tuple[Block, ...]:
    """Every table of days across on the sheet, from the top down; none where nothing heads days."""
    headed = {row: days for row in range(len(grid.rows)) if (days := _days(grid, row, period))}
    most = max(map(len, headed.values()), default=0)
    least = most if most < 4 else most / 2
    headers = [
        row for row, days in headed.items() if len(days) >= least and not any(map(is_agent, grid.rows[row]))
    ]
    ends = [*headers[1:], len(grid.rows)][: len(headers)]
    return tuple(
        _block(grid, row, end, headed[row], is_agent) for row, end in zip(headers, ends, strict=True)
    )


def other_month(grid: Grid, header: int, period: Period) -> str:
    """A month that the titles above ``header``, or the sheet's name, give instead of the period's; empty if none."""
    titles = [grid.sheet, *(text for row in grid.rows[:header] for text in row)]
    named = [found[1] for title in titles for found in _TITLED.finditer(title)]
    wanted = f"{date.fromisoformat(f'{period.month}-01'):%B}".lower()
    right = [name for name in named if wanted.startswith(name.lower()[:3])]
    return "" if right or not named else named[0]


def _headings(grid: Grid, row: int) -> dict[int, Heading]:
    return {at: found for at, text in enumerate(grid.rows[row]) if text and (found := read_heading(text))}


def _days(grid: Grid, row: int, period: Period | None) -> dict[int, date]:
    """The days that a row heads; of cells that happen to look like days, such as 8-4, many are the same."""
    headings = _headings(grid, row)
    days = days_of(headings, period) if headings else {}
    return days if 2 * len(set(days.values())) > len(days) else {}


def _block(
    grid: Grid, header: int, end: int, days: dict[int, date], is_agent: Callable[[str], bool]
) -> Block:
    headings = _headings(grid, header)
    own = {at: headings[at].weekday for at in days}
    beside = dict(_beside(grid, header, days))
    weekdays = {
        at: weekday
        for at in days
        if (weekday := own[at] if own[at] is not None else beside.get(at)) is not None
    }
    width = max((len(row) for row in grid.rows[header:end]), default=0)
    others = tuple(at for at in range(width) if at not in days)
    agents = max(others, key=lambda at: (_known(grid, header, end, at, is_agent), -at), default=0)
    dateless = all(headings[at].month is None for at in days)
    return Block(header, end, agents, days, weekdays, tuple(at for at in others if at != agents), dateless)


def _beside(grid: Grid, header: int, days: dict[int, date]) -> Iterator[tuple[int, int]]:
    """The weekdays in the row above or below the headings, where one of them is a row of weekdays."""
    for row in (header - 1, header + 1):
        if 0 <= row < len(grid.rows):
            named = {at: weekday for at in days if (weekday := weekday_of(grid.at(row, at))) is not None}
            if 2 * len(named) > len(days):
                yield from named.items()
                return


def _known(grid: Grid, header: int, end: int, column: int, is_agent: Callable[[str], bool]) -> int:
    return sum(is_agent(grid.at(row, column)) for row in range(header + 1, end))
