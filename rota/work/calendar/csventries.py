"""Stretches of days from a sheet saved as CSV: columns name, and day or from and until; for closures also sites."""

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

from rota.files.wording import nearest
from rota.work.calendar.entries import MOST, Listed, Wanted, one_line
from rota.work.errors import Unusable
from rota.work.importing.headings import read_heading
from rota.work.init.sheet import Complaints, Row, Sheet, read_sheet
from rota.work.init.values import as_day, as_list

COLUMNS = ("name", "day", "from", "until", "sites")
"""The columns that are read; all others are left alone and named."""

_OTHER_NAMES = {
    **dict.fromkeys(("title", "holiday", "event", "subject", "summary", "closure"), "name"),
    **dict.fromkeys(("start", "start-date", "first-day", "begins"), "from"),
    **dict.fromkeys(("end", "end-date", "last-day", "to", "ends"), "until"),
    **dict.fromkeys(("date",), "day"),
    **dict.fromkeys(("site",), "sites"),
}
_DAY = "a day such as 2026-10-26 or 26/10/2026"
_SHORT = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{2})")


def read_csv(
    path: Path, sites: Collection[str], wanted: Wanted, complaints: Complaints
) -> tuple[list[Listed], list[str], tuple[str, ...]]:
    """What the sheet at ``path`` lists, the names of the rows left out as not wanted, and the columns that nobody reads.

    Unusable if it is no such sheet; cells that cannot be read go to ``complaints``.
    """
    sheet = read_sheet(path).renamed(_OTHER_NAMES)
    if len(sheet.rows) > MOST:
        raise Unusable(f"{path}: {len(sheet.rows):,} rows, limit {MOST:,}; this is no list of holidays")
    _require_columns(sheet, complaints)
    complaints.raise_any()
    names = [one_line(row["name"]) for row in sheet.rows]
    unwanted = [name for name in names if name and not wanted.takes(name)]
    taken = [row for row in sheet.rows if not row["name"] or wanted.takes(one_line(row["name"]))]
    listed = [entry for row in taken if (entry := _listed(row, sheet.name, sites, complaints))]
    ignored = tuple(column for column in sheet.header if column and column not in COLUMNS)
    return listed, unwanted, ignored


def _require_columns(sheet: Sheet, complaints: Complaints) -> None:
    if "name" not in sheet.header:
        complaints.header(f"no column name; the columns are {', '.join(COLUMNS)}")
    if "day" not in sheet.header and not {"from", "until"} <= set(sheet.header):
        complaints.header("no column day, nor from and until; days are such as 2026-10-26 or 26/10/2026")


def _listed(row: Row, name: str, sites: Collection[str], complaints: Complaints) -> Listed | None:
    before = len(complaints.messages)
    if not row["name"]:
        complaints.cell(row, "name", "what it is called")
    first, last = _days(row, complaints)
    at = tuple(dict.fromkeys(as_list(row["sites"])))
    for site in at:
        if site not in sites:
            complaints.cell(row, "sites", f"sites of centre.toml: {nearest(site, sites)}")
    if first is None or last is None or len(complaints.messages) > before:
        return None
    return Listed(one_line(row["name"]), first, last, row.number, f"{name}: row {row.number}", at)


def _days(row: Row, complaints: Complaints) -> tuple[date | None, date | None]:
    if row["day"] and (row["from"] or row["until"]):
        complaints.cell(row, "day", "either day, or from and until")
        return None, None
    if row["day"]:
        day = _day(row, "day", complaints)
        return day, day
    return _day(row, "from", complaints), _day(row, "until", complaints)


def _day(row: Row, column: str, complaints: Complaints) -> date | None:
    day = as_day(row[column]) or _in_words(row[column])
    if day is None:
        complaints.cell(row, column, _DAY)
    return day


def _in_words(text: str) -> date | None:
    """A day of this century written 26/10/26, day first, or 26 October 2026; None if it is none."""
    if short := _SHORT.fullmatch(text.strip()):
        return as_day("/".join([*short.groups()[:2], f"20{short[3]}"]))
    heading = read_heading(text)
    if heading is None or heading.month is None or heading.year is None:
        return None
    try:
        day = date(heading.year, heading.month, heading.day)
    except ValueError:
        return None
    return day if heading.weekday in {None, day.weekday()} else None
