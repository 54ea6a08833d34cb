"""The codes that stand in the cells of a workbook, and what each means."""

from collections.abc import Iterator
from dataclasses import dataclass

from rota.domain.cell import Cell, Kind, shift
from rota.show.edition.key import Pattern, Service
from rota.show.edition.whole import Edition
from rota.show.palette import KINDS, Tone, tone
from rota.show.words import times

KIND_CODES = {
    Kind.OFF: ".",
    Kind.LIEU: "o",
    Kind.TRAINING: "t",
    Kind.LEAVE: "v",
    Kind.ABSENT: "x",
    Kind.CLOSED: "#",
}
"""The letters of cells that are no shift, those that may be entered first."""

FACTS = frozenset({Kind.LEAVE, Kind.ABSENT, Kind.CLOSED})
"""What a rota takes as given, so that nobody enters it in a sheet."""

_MEANINGS = {
    Kind.OFF: "no work on this day",
    Kind.LIEU: "a day off in lieu of a Saturday worked",
    Kind.TRAINING: "training all day",
    Kind.LEAVE: "granted leave; not entered here",
    Kind.ABSENT: "recorded as absent; not entered here",
    Kind.CLOSED: "closed on this day",
}
_SEEN_BY_ALL = frozenset({Kind.OFF, Kind.CLOSED})


@dataclass(frozen=True, slots=True)
class Code:
    """A code, the cell it stands for, what it means in words, and its colours; ``allowed`` ones may be entered."""

    code: str
    cell: Cell
    meaning: str
    tone: Tone
    late: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it may be entered in the sheet."""
        return self.cell.kind not in FACTS


def codes(edition: Edition) -> tuple[Code, ...]:
    """Every code of the edition, allowed ones first; the team's knows shifts, ``.`` and ``#`` alone.

    Letters of two characters may make two cells read alike: such a code is there twice.
    """
    kinds = [kind for kind in KIND_CODES if edition.private or kind in _SEEN_BY_ALL]
    whole = [Code(KIND_CODES[kind], Cell(kind), _MEANINGS[kind], KINDS[kind]) for kind in kinds]
    found = [*whole, *_shifts(edition)]
    return tuple(sorted(found, key=lambda code: not code.allowed))


def _shifts(edition: Edition) -> Iterator[Code]:
    for service in edition.services:
        for pattern in edition.patterns:
            cell = shift(pattern.id, service.id)
            said = _meaning(pattern, service)
            yield Code(pattern.letter + service.letter, cell, said, tone(service.tone), pattern.late)


def _meaning(pattern: Pattern, service: Service) -> str:
    late = ", late" if pattern.late else ""
    return f"{pattern.name} {times(pattern.start, pattern.end)}{late}; {service.name}"
