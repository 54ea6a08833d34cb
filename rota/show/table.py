"""Plain tables: columns below their titles, as wide as their longest value, nothing cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rota.show.paint import Line, Segment, padded, width_of
from rota.show.safe import safe


@dataclass(frozen=True)
class Column:
    """A column's title, and whether its values stand at the right, as numbers do."""

    title: str
    right: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[Line]:
    """A line of titles, then a line for each row; nothing at all without rows."""
    texts = [[safe(value) for value in row] for row in rows]
    if not texts:
        return
    widths = [
        max(width_of(column.title), *(width_of(row[at]) for row in texts))
        for at, column in enumerate(columns)
    ]
    yield _line([(column.title, "bold") for column in columns], columns, widths)
    for row in texts:
        yield _line([(value, "") for value in row], columns, widths)


def _line(cells: Sequence[Segment], columns: Sequence[Column], widths: Sequence[int]) -> Line:
    line: list[Segment] = []
    for cell, column, width in zip(cells, columns, widths, strict=True):
        line += [*padded(cell, width, right=column.right), ("  ", "")]
    return line
