"""Tables with many narrow columns: they split into blocks that fit the width, and cut nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rota.show.paint import Line, Segment, padded, width_of

GAP = 2
"""Spaces before a chunk of columns; the first chunk of a block always has them."""


@dataclass(frozen=True)
class Chunk:
    """Columns ``first`` to ``last`` (left out), which stay in one block, such as a week."""

    first: int
    last: int
    column: int
    title: str = ""
    right: bool = False
    gap: int = GAP

    @property
    def width(self) -> int:
        """How many columns of the terminal its cells take."""
        return (self.last - self.first) * self.column

    def filled(self, row: "Row") -> bool:
        """Whether ``row`` has anything to show in these columns."""
        return any(text for text, _ in row.cells[self.first : self.last])


@dataclass(frozen=True)
class Row:
    """A label and a cell for every column; columns past the last cell are empty."""

    label: Segment
    cells: Sequence[Segment] = field(default=())


@dataclass(frozen=True)
class Section:
    """Rows that belong together, such as a team's, under rows that head them."""

    heads: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Heads and rows, in order."""
        return (*self.heads, *self.rows)


def sheet_lines(
    sections: Sequence[Section], plans: Sequence[Sequence[Chunk]], width: int | None
) -> list[Line]:
    """All sections, once for each block, a blank line after each section.

    ``plans`` are ways to lay the columns out, the most comfortable first: the first that needs the
    fewest blocks is taken. Rows that head a section stand beside their cells if that needs no more.
    """
    heads = [width_of(row.label[0]) for section in sections for row in section.all_rows]
    labels = [width_of(row.label[0]) for section in sections for row in section.rows]
    tried = [(label, chunks) for label in (max(heads, default=0), max(labels, default=0)) for chunks in plans]
    label, blocks = min(((at, split(chunks, at, width)) for at, chunks in tried), key=lambda way: len(way[1]))
    lines: list[Line] = []
    for block in blocks:
        if any(chunk.title for chunk in block):
            lines.append(title_line(block, label))
        for section in sections:
            if any(chunk.filled(row) for chunk in block for row in section.rows):
                lines += [line for row in section.all_rows for line in row_lines(row, block, label)]
                lines.append([])
    return lines


def split(chunks: Sequence[Chunk], label: int, width: int | None) -> list[list[Chunk]]:
    """Chunks by block: as many in each as fit behind a label of ``label`` columns, but at least one."""
    blocks: list[list[Chunk]] = []
    room = 0
    for chunk in chunks:
        if not blocks or (width is not None and chunk.gap + chunk.width > room):
            blocks.append([chunk])
            room = (width or 0) - label - GAP - chunk.width
        else:
            blocks[-1].append(chunk)
            room -= chunk.gap + chunk.width
    return blocks


def _gaps(block: Sequence[Chunk]) -> Iterator[tuple[Segment, Chunk]]:
    for at, chunk in enumerate(block):
        yield (" " * (chunk.gap if at else GAP), ""), chunk


def row_lines(row: Row, block: Sequence[Chunk], label: int) -> list[Line]:
    """A row's cells of one block; a label that is too long for its column stands on a line of its own."""
    wide = width_of(row.label[0]) > label
    line = padded(("", "") if wide else row.label, label)
    for gap, chunk in _gaps(block):
        line.append(gap)
        for column in range(chunk.first, chunk.last):
            cell = row.cells[column] if column < len(row.cells) else ("", "")
            line += padded(cell, chunk.column, right=chunk.right)
    if not wide:
        return [line]
    return [[row.label], line] if any(chunk.filled(row) for chunk in block) else [[row.label]]


def title_line(block: Sequence[Chunk], label: int) -> Line:
    """The titles of a block's chunks, each above its own columns."""
    line: list[Segment] = [(" " * label, "")]
    for gap, chunk in _gaps(block):
        line += [gap, *padded((chunk.title, "bold"), chunk.width)]
    return line
