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
    rows = [row for section in sections for row in section.rows]
    widths = tuple(
        max((width_of(safe(text)) for text in texts), default=0)
        for texts in ([row.when for row in rows], [row.name for row in rows])
    )
    lines: list[Line] = [[(safe(title), "bold")]]
    for section in sections:
        lines += [[], [(section.title, "bold")], *_rows(section, widths)]
    return paint(lines, color=color)


def _rows(section: Section, widths: Sequence[int]) -> Iterator[Line]:
    if not section.rows:
        yield [("  none", "")]
    for row in section.rows:
        when, name = (
            padded((safe(text), ""), wide) for text, wide in zip((row.when, row.name), widths, strict=True)
        )
        yield [("  ", ""), *when, ("  ", ""), *name, ("  ", ""), (safe(row.place), "dim")]
        yield from ([(f"    open all the same: {safe(text)}", "")] for text in row.open_)
