"""A year's calendar: what is closed, why, and where that stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rota.show.paint import Line, padded, paint, width_of
from rota.show.safe import safe


@dataclass(frozen=True)
class Shown:
    """One day or stretch of days: when, what it is called, where that stands, and what is open on it all the same."""

    when: str
    name: str
    place: str
    open_: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Days of one kind, in order."""

    title: str
    rows: tuple[Shown, ...]


def calendar_text(title: str, sections: Sequence[Section], *, color: bool = False) -> str:
    """The year, each kind of day by itself; a kind without days says so."""
    lines: list[Line] = [[(safe(title), "bold")]]
    for section in sections:
        lines += [[], [(section.title, "bold")], *_rows(section)]
    return paint(lines, color=color)


def _rows(section: Section) -> Iterator[Line]:
    if not section.rows:
        yield [("  none", "")]
    texts = [(safe(row.when), safe(row.name)) for row in section.rows]
    widths = [max(map(width_of, column)) for column in zip(*texts, strict=True)]
    for row, both in zip(section.rows, texts, strict=True):
        when, name = (padded((text, ""), wide) for text, wide in zip(both, widths, strict=True))
        yield [("  ", ""), *when, ("  ", ""), *name, ("  ", ""), (safe(row.place), "dim")]
        yield from ([(f"    open all the same: {safe(text)}", "")] for text in row.open_)
