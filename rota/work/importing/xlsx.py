"""Sheets of an Excel workbook as grids: values only, merged cells filled, formulas without a value named."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, bad
from rota.work.importing.grid import Grid, Range, Spot

MOST_BYTES = 64_000_000
"""Bytes of a workbook, unpacked, beyond which it is no rota: zip files can unpack to anything."""
MOST_ROWS, MOST_COLUMNS = 5_000, 500
"""Rows and columns in which something stands."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_UNMERGE = "unmerge the cells, and write what they say into each"
_AS_XLSX = "open it in a spreadsheet program and save it as .xlsx, without a password, or as CSV UTF-8"

_NO_VALUE = ("a formula whose value is not in the file", "open the workbook in Excel, and save it")

Values = list[tuple[Any, ...]]


def sheet_names(path: Path) -> tuple[tuple[str, bool], ...]:
    """The sheets of the workbook at ``path`` in order, and whether each is shown; BadInput if it is no workbook."""
    with _workbook(path, values=True) as book:
        return tuple((sheet.title, sheet.sheet_state == "visible") for sheet in book.worksheets)


def read_sheet_of(path: Path, name: str) -> Grid:
    """One sheet of the workbook; BadInput where it is larger than a rota, or cannot be read."""
    return read_sheets_of(path, [name])[name]


def read_sheets_of(path: Path, names: Sequence[str]) -> dict[str, Grid]:
    """Sheets of the workbook by name; BadInput where one is larger than a rota, or cannot be read."""
    with _workbook(path, values=True) as book:
        values = {name: _rows(path, book[name]) for name in names}
    with _workbook(path, values=False) as book:
        formulas = {name: _rows(path, book[name]) for name in names}
    return {name: _grid(path, name, values[name], formulas[name]) for name in names}


def _grid(path: Path, name: str, values: Values, formulas: Values) -> Grid:
    rows = [[_text(value) for value in row] for row in values]
    merged = _fill(path, rows, _merged(path, name))
    return Grid(str(path), name, rows, dict(_without_value(values, formulas)), merged)


@contextmanager
def _workbook(path: Path, *, values: bool) -> Iterator[Any]:
    """The workbook open for reading, with values or with formulas; whatever is wrong with it is BadInput."""
    import openpyxl

    try:
        _look_inside(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=values, keep_links=False)
        try:
            yield book
        finally:
            book.close()
    except (BadInput, OSError):
        raise
    except Exception as error:  # a broken workbook may make its reader fail in any way
        raise bad(
            Code.UNREADABLE,
            f"this is no workbook that can be read ({type(error).__name__})",
            _AS_XLSX,
            _place(path),
        ) from error


def _look_inside(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > MOST_BYTES:
        raise bad(
            Code.TOO_LARGE,
            f"unpacked, the workbook has {size:,} bytes, limit {MOST_BYTES:,}",
            "copy the month's rota into a workbook of its own, as values",
            _place(path),
        )


def _rows(path: Path, sheet: Any) -> Values:
    """The rows down to the last in which something stands, each without the empty cells at its end."""
    rows: Values = []
    filled = 0
    sheet.reset_dimensions()  # some programs write the wrong ones
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        width = max((at for at, value in enumerate(row, 1) if value is not None), default=0)
        if not width:
            continue
        filled += 1
        if filled > MOST_ROWS or width > MOST_COLUMNS or number > 20 * MOST_ROWS:
            raise bad(
                Code.TOO_LARGE,
                f"sheet {sheet.title} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns with something in them",
                "copy the month's rota into a sheet of its own",
                Place(str(path), (), number, width),
            )
        rows.extend(() for _ in range(number - 1 - len(rows)))
        rows.append(row[:width])
    return rows


def _without_value(values: Values, formulas: Values) -> Iterator[tuple[Spot, tuple[str, str]]]:
    """The cells with a formula whose value the workbook does not hold."""
    for at, (row, written) in enumerate(zip_longest(values, formulas, fillvalue=())):
        for column, (value, formula) in enumerate(zip_longest(row, written)):
            if value is None and formula is not None:
                yield (at, column), _NO_VALUE


def _text(value: Any) -> str:
    """A value as a person would type it: days as 2026-12-01, times as 08:30, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _merged(path: Path, name: str) -> list[Range]:
    """The merged ranges of a sheet."""
    with zipfile.ZipFile(path) as packed:
        content = packed.read(_part(packed, name))
    return [
        (int(top) - 1, _number(left), int(bottom) - 1, _number(right))
        for left, top, right, bottom in (
            tuple(piece.decode() for piece in found.groups()) for found in _MERGED.finditer(content)
        )
    ]


def _part(packed: zipfile.ZipFile, name: str) -> str:
    """Where in the workbook's zip file a sheet is."""
    sheets = _xml(packed, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    link = next(sheet.get(_LINK) for sheet in sheets if sheet.get("name") == name)
    links = _xml(packed, "xl/_rels/workbook.xml.rels")
    target = next(each.get("Target", "") for each in links if each.get("Id") == link)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _xml(packed: zipfile.ZipFile, part: str) -> ElementTree.Element:
    # The size is limited, and expat itself refuses entities that grow.
    return ElementTree.fromstring(packed.read(part))  # noqa: S314


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _fill(path: Path, rows: list[list[str]], ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Write the value of each merged range into all of its cells; the ranges that have one."""
    area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in ranges)
    if area > MOST_ROWS * MOST_COLUMNS:
        raise bad(Code.TOO_LARGE, "the merged cells of the sheet are without end", _UNMERGE, _place(path))
    filled: list[Range] = []
    for top, left, bottom, right in ranges:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top : bottom + 1] if value else ():
            row.extend("" for _ in range(right + 1 - len(row)))
            row[left : right + 1] = [value] * (right + 1 - left)
        if value:
            filled.append((top, left, bottom, right))
    return tuple(filled)


def _place(path: Path) -> Place:
    return Place(str(path))
