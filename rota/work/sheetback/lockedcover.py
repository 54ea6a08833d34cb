"""The rows of cover and service level below the agents, which are only shown, as the sheet of cover has them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from rota.files.codes import Code
from rota.files.wording import quoted
from rota.rules import Finding
from rota.show.xlsx.gridcover import COVER_HEAD, LEVEL_HEAD
from rota.show.xlsx.layout import DATES_ROW, NAME_COLUMN
from rota.work.importing.grid import Grid
from rota.work.sheetback.table import Table

_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d")
_IN_TIME = "Answered in time"
_AS_IT_WAS = "put back what stood there: cover follows from the cells, and is not edited in a sheet"

Values = Mapping[tuple[str, str], Mapping[str, str]]
"""By heading and service, what stands on each day, by its date as the sheets have it."""


def locked_cover(table: Table, cover: Grid | None) -> Iterator[Finding]:
    """The cells of cover and service level that are not what the sheet ``cover`` has for them; none without it."""
    if cover is None or len(cover.rows) < DATES_ROW:
        return
    days, values = {str(day): day for day in table.columns}, _values(cover)
    for row, heading, service in _rows(table):
        for day, other in values.get((heading, service), {}).items():
            at: date | None = days.get(day)
            if at is not None and (text := table.grid.at(row, table.columns[at])).strip() != other:
                message = (
                    f"{quoted(text)} of {service}, of which the sheet {cover.sheet} says {quoted(other)}: "
                    "one of the two was changed"
                )
                yield table.fault(row, table.columns[at], Code.NOT_EDITED_HERE, message, _AS_IT_WAS)


def _rows(table: Table) -> Iterator[tuple[int, str, str]]:
    """The rows below the two headings, each with its heading and service, up to the first without a name."""
    heading = ""
    for row in table.others:
        text = table.grid.at(row, NAME_COLUMN - 1)
        if text in {COVER_HEAD, LEVEL_HEAD} or not text:
            heading = text
        elif heading:
            yield row, heading, text


def _values(cover: Grid) -> Values:
    """What the sheet of cover says of each service and day: the worst of its half hours, and the share of calls."""
    dates = list(cover.rows[DATES_ROW - 1])
    found: dict[tuple[str, str], dict[str, str]] = {}
    service = ""
    for row in range(DATES_ROW, len(cover.rows)):
        name = cover.at(row, 0)
        if _TIMES.fullmatch(name):
            worst = found.setdefault((COVER_HEAD, service), {})
            for column, day in enumerate(dates[1:], 1):
                worst[day] = _least(worst.get(day, ""), cover.at(row, column))
        elif name.startswith(_IN_TIME):
            found[LEVEL_HEAD, service] = {day: cover.at(row, at) for at, day in enumerate(dates[1:], 1)}
        elif name and not any(cover.rows[row][1:]):
            service = re.sub(r"^(.* \([^()]*\)).*$", r"\1", name) if ": " in name else name
    return found


def _least(before: str, text: str) -> str:
    """The lower of two differences, either of which may be lacking."""
    return min((each for each in (before, text) if each), key=_number, default="")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
