"""A sheet as rows of text, whatever program it came from, and how its cells are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rota.domain.place import Place

Spot = tuple[int, int]
"""Row and column of a cell, both from 0."""

Range = tuple[int, int, int, int]
"""First row and column, last row and column, all from 0."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, row by row; rows may differ in length.

    ``sheet`` is its name in a workbook, empty for a text file. ``unread`` says of cells whose
    value the file does not give what they hold, and what to do; ``merged`` are the ranges of merged cells, each of which has the value of the whole.
    """

    file: str
    sheet: str
    rows: Rows
    unread: Mapping[Spot, tuple[str, str]] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()

    @property
    def name(self) -> str:
        """File and sheet, for people."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file

    def at(self, row: int, column: int) -> str:
        """The text of a cell; empty where the row ends before."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def ref(self, row: int, column: int) -> str:
        """A cell as spreadsheets name it: ``D7``, or ``Rota!D7`` in a workbook."""
        cell = f"{letters(column)}{row + 1}"
        return f"{self.sheet}!{cell}" if self.sheet else cell

    def range(self, cells: Range) -> str:
        """A range as spreadsheets name it: ``D7:H7``."""
        top, left, bottom, right = cells
        return f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"

    def place(self, row: int, column: int) -> Place:
        """The place of a cell: its row as the line."""
        return Place(self.file, (), row + 1, column + 1)


def letters(column: int) -> str:
    """The name of a column, counted from 0: ``A``, ``Z``, ``AA``."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
