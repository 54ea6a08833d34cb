"""A sheet saved as CSV, read whatever program saved it, with the place of every cell."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from pathlib import Path

from rota.work.errors import Unusable

LARGEST = 20_000_000
"""Bytes of a sheet beyond which it is not a sheet of people or cells."""

FIRST = 20
"""So many rows tell what stands between cells: the topmost may be titles."""


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """A sheet with one header row; column names are lower-case with hyphens."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def renamed(self, names: Mapping[str, str]) -> "Sheet":
        """The sheet with other names for some of its columns, unless they are there already."""
        new = {old: name for old, name in names.items() if old in self.header and name not in self.header}
        header = tuple(new.get(column, column) for column in self.header)
        rows = (
            Row(row.number, {new.get(column, column): cell for column, cell in row.cells.items()})
            for row in self.rows
        )
        return Sheet(self.name, header, tuple(rows))


@dataclass
class Complaints:
    """Cells that could not be read, collected so that all are named at once."""

    sheet: str
    messages: list[tuple[int, str]] = field(default_factory=list)

    def cell(self, row: Row, column: str, expected: str) -> None:
        """Note that a cell cannot be read, and what is expected there."""
        found = f'"{row[column]}"' if row[column] else "empty"
        place = f"{self.sheet}: row {row.number}, column {column}"
        self.messages.append((row.number, f"{place}: {found}; expected {expected}"))

    def header(self, message: str) -> None:
        """Note that a column is missing or stands there twice."""
        self.messages.append((1, f"{self.sheet}: row 1: {message}"))

    def raise_any(self) -> None:
        """Unusable with all complaints, from the top of the sheet down, if there are any."""
        if self.messages:
            raise Unusable(*(message for _, message in sorted(self.messages, key=itemgetter(0))))


def read_sheet(path: Path) -> Sheet:
    """The sheet at ``path``, with commas, semicolons or tabs between cells; Unusable if it is none."""
    text = text_of(path)
    filled = [
        (number, cells)
        for number, cells in enumerate(records_of(path, text), start=1)
        if any(map(str.strip, cells))
    ]
    if len(filled) < 2:
        raise Unusable(f"{path}: there is no row below the header row")
    header = tuple(column_name(cell) for cell in filled[0][1])
    complaints = Complaints(str(path))
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        complaints.header(f'there are two columns "{name}"; leave one')
    rows = tuple(_row(header, number, cells, complaints) for number, cells in filled[1:])
    complaints.raise_any()
    return Sheet(str(path), header, rows)


def column_name(text: str) -> str:
    """A heading as it is compared: ``Under 18 until`` is ``under-18-until``."""
    return "-".join(text.strip().lower().replace("_", " ").replace("-", " ").split())


def _row(header: Sequence[str], number: int, cells: Sequence[str], complaints: Complaints) -> Row:
    row = Row(number, {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name})
    for name in row.cells:
        if any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in row[name]):
            safe = "".join(c for c in row[name] if unicodedata.category(c) not in {"Cc", "Cf"})
            complaints.cell(Row(number, {name: safe}), name, "no control characters")
    return row


def text_of(path: Path) -> str:
    """What a sheet saved as text says, in whichever encoding; Unusable if it is too large, or no text."""
    if not path.is_file():
        raise Unusable(f"{path}: there is no such file")
    if path.stat().st_size > LARGEST:
        raise Unusable(
            f"{path}: larger than {LARGEST // 1_000_000} MB; this is not a sheet of people or cells"
        )
    data = path.read_bytes()
    text = next((found for encoding in _encodings(data) if (found := _decoded(data, encoding))), "")
    if "\0" in text or (data and not text):
        raise Unusable(f'{path}: this is not text; save the sheet as "CSV UTF-8"')
    return text


def _encodings(data: bytes) -> tuple[str, ...]:
    """What Excel writes as "Unicode text", as "CSV UTF-8" and as "CSV"."""
    return ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def records_of(path: Path, text: str) -> list[list[str]]:
    """The rows of ``text``, split at whichever of comma, semicolon and tab makes its first rows widest."""
    try:
        delimiter = max(",;\t", key=lambda each: max(map(len, islice(_rows(text, each), FIRST)), default=0))
        return list(_rows(text, delimiter))
    except csv.Error as error:
        raise Unusable(f'{path}: this is no CSV ({error}); save the sheet as "CSV UTF-8"') from error


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
