"""Cells in the words of a page: what a person sees in the list, and what a screen reader says in the grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Cell, Kind, Part, parse_cell
from rota.show.edition.people import Member, Span, Square
from rota.show.edition.whole import Edition
from rota.show.palette import PALETTE
from rota.show.words import times

NO_CELL = "no cell"
OFF = "off"
"""The dot of narrower grids."""
PARTS = "*"
ELSEWHERE = "not in this rota"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell for reading: the ``letters`` and ``signs`` of the grid, ``what`` is done, the ``rest`` of it, and its ``look``.

    The look is classes. Signs are ``*`` for timed parts, ``~`` for changed and ``!`` for pinned.
    """

    letters: str
    signs: str
    what: str
    rest: str
    look: str

    @property
    def plain(self) -> bool:
        """Whether the letters say all of it."""
        return self.letters == self.words

    @property
    def words(self) -> str:
        """All of it: ``Phones, early 08:30-16:30, break 12:30-13:00, changed, was off``."""
        return f"{self.what}, {self.rest}" if self.rest else self.what


class Wording:
    """Says the cells of one edition in the names that its centre gave."""

    def __init__(self, edition: Edition) -> None:
        self._patterns = {pattern.id: pattern.name for pattern in edition.patterns}
        self._services = {service.id: service.name for service in edition.services}
        self._teams = {team.id: team.name for team in edition.teams}

    def entry(self, member: Member, day: date, team: str) -> Entry:
        """What ``member`` of ``team`` does on ``day``."""
        square = member.squares.get(day)
        if square is None:
            missing = day in member.missing
            return Entry("?", "", NO_CELL, "", "missing") if missing else Entry("", "", ELSEWHERE, "", "none")
        what = self._service(square.cell.service) if square.cell.is_shift else square.kind.value
        letters = OFF if square.kind is Kind.OFF else square.letters.rstrip(PARTS)
        signs = square.signed.removeprefix(square.letters.rstrip(PARTS))
        return Entry(letters, signs, what, ", ".join(self._rest(square, team)), " ".join(_looks(square)))

    def duty(self, text: str) -> str:
        """A cell as it is written in files, in the words of the page."""
        return self._cell(parse_cell(text))

    def _rest(self, square: Square, team: str) -> Iterator[str]:
        cell = square.cell
        if cell.is_shift:
            yield f"{self._pattern(cell)} {_around(square.spans)}".strip()
        yield from (f"break {times(pause.start, pause.end)}" for pause in square.pauses)
        yield from (self._part(part) for part in square.parts)
        if square.late and "late" not in self._pattern(cell).casefold():
            yield "counts as late"
        if cell.is_shift and square.team not in ("", team):
            yield f"with {self._teams.get(square.team, square.team)}"
        if square.before is not None:
            yield f"changed, was {self._cell(square.before)}"
        elif square.pinned:
            yield "pinned"

    def _cell(self, cell: Cell) -> str:
        whole = f"{self._service(cell.service)}, {self._pattern(cell)}" if cell.is_shift else cell.kind.value
        return ", ".join([whole, *(self._part(part) for part in cell.parts)])

    def _part(self, part: Part) -> str:
        return f"{times(part.start, part.end)} {self._service(part.what)}"

    def _pattern(self, cell: Cell) -> str:
        return self._patterns.get(cell.pattern, cell.pattern)

    def _service(self, id: str) -> str:
        return self._services.get(id, id)


def _around(spans: tuple[Span, ...]) -> str:
    """From the beginning of the day's work to its end."""
    return times(spans[0][0], spans[-1][1]) if spans else ""


def _looks(square: Square) -> Iterator[str]:
    """The classes that colour a cell: its service's tone or its kind, late, changed, pinned."""
    if square.cell.is_shift:
        yield f"c{(square.tone or 0) % len(PALETTE)}"
    elif square.kind is not Kind.OFF:
        yield square.kind.value
    if square.late:
        yield "late"
    if square.changed:
        yield "new"
    elif square.pinned:
        yield "pin"
