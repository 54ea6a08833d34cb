"""Workbooks of the little town, and what openpyxl reads in them."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from rota.domain.audience import Audience
from rota.domain.cell import parse_cell
from rota.show.edition.whole import Changed, Edition, Version
from rota.show.xlsx.book import to_xlsx
from tests.edition_world import edition

MONDAY = date(2026, 6, 1)
WAS = "late phones; 13:00-15:00 reception"
PUBLISHED = Version(
    "version 3",
    "the published rota of town 2026-06",
    "published",
    3,
    date(2026, 5, 20),
    "version 1",
    "0123456789ab",
)
SWAPPED = Changed(
    "ann", MONDAY, WAS, "early phones", date(2026, 5, 20), "swap", "cat", "changes/k3f9x1y2z3/3.toml"
)
REST = Changed("ann", MONDAY, WAS, "early phones", date(2026, 5, 20))
"""The same change as colleagues see it."""


def changed(audience: Audience = Audience.LEADER) -> Edition:
    """The published town, in which ann's Monday was swapped."""
    change = REST if audience is Audience.TEAM else SWAPPED
    before = {("ann", MONDAY): parse_cell(WAS)}
    return edition(audience=audience, version=PUBLISHED, before=before, changes=(change,))


def read(made: Edition | bytes) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(BytesIO(made if isinstance(made, bytes) else to_xlsx(made)))


def rows(sheet: Worksheet) -> list[list[Any]]:
    """The values of a sheet, each row as far as it says something; days as dates."""
    found = []
    for row in sheet.iter_rows(values_only=True):
        values = [value.date() if hasattr(value, "date") else value for value in row]
        while values and values[-1] is None:
            values.pop()
        found.append(values)
    return found


def words(text: str) -> list[str]:
    """What stands between the spaces of ``text``."""
    return text.split()


def members(made: bytes) -> Mapping[str, bytes]:
    """The files inside a workbook, by name."""
    with ZipFile(BytesIO(made)) as book:
        return {name: book.read(name) for name in book.namelist()}


def fill(cell: Cell) -> str:
    """The background of a cell, ``#rrggbb``; empty where it has none."""
    return f"#{cell.fill.fgColor.rgb[2:].lower()}" if cell.fill.fill_type == "solid" else ""
