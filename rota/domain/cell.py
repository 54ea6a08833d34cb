"""Cells: what one agent does on one day, and how that is written.

A cell reads ``early phones``, ``lieu``, ``leave``, ``absent``, ``training``, ``closed`` or ``off``.
Timed parts follow after semicolons: ``early phones; 13:00-15:00 reception; 15:00-16:30 leave``.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from rota.domain.clock import hhmm
from rota.domain.table import parse_minutes


class Kind(StrEnum):
    """What a whole cell is."""

    SHIFT = "shift"
    OFF = "off"
    LIEU = "lieu"
    LEAVE = "leave"
    ABSENT = "absent"
    TRAINING = "training"
    CLOSED = "closed"


WHOLE_DAY_KINDS = frozenset(Kind) - {Kind.SHIFT}
AWAY_PARTS = frozenset({"leave", "absent", "lieu"})
"""Parts during which the agent is not at work at all."""

BREAK = "break"

UNSERVED_PARTS = frozenset({"training", "meeting", BREAK})
"""Parts during which the agent is at work and serves nobody."""

RESERVED = frozenset(kind.value for kind in Kind) | AWAY_PARTS | UNSERVED_PARTS
"""Words that no pattern and no service may have as its id."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A timed piece of a cell: another service, or one of AWAY_PARTS and UNSERVED_PARTS."""

    start: int
    end: int
    what: str

    def __str__(self) -> str:
        return f"{hhmm(self.start)}-{hhmm(self.end)} {self.what}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One agent on one day. Only a shift has a pattern and a service.

    ``is_shift`` says whether the agent works one, however short; nothing is asked more often.
    """

    kind: Kind
    pattern: str = ""
    service: str = ""
    parts: tuple[Part, ...] = ()
    is_shift: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_shift", self.kind is Kind.SHIFT)

    def __hash__(self) -> int:
        # The kind is left out: it tells only the few cells without a shift apart, and an enum's hash is slow.
        return hash((self.pattern, self.service, self.parts))

    def __str__(self) -> str:
        whole = f"{self.pattern} {self.service}" if self.is_shift else self.kind.value
        return "; ".join([whole, *(str(part) for part in self.parts)])


OFF, LIEU, LEAVE, ABSENT, TRAINING, CLOSED = (
    Cell(kind) for kind in (Kind.OFF, Kind.LIEU, Kind.LEAVE, Kind.ABSENT, Kind.TRAINING, Kind.CLOSED)
)
_WHOLE = {cell.kind.value: cell for cell in (OFF, LIEU, LEAVE, ABSENT, TRAINING, CLOSED)}


def shift(pattern: str, service: str) -> Cell:
    """A whole shift: ``pattern`` says when, ``service`` says what."""
    return Cell(Kind.SHIFT, pattern, service)


def parse_cell(text: str) -> Cell:
    """Read a cell as it is written in files and on the command line; ValueError says what is wrong.

    Whether its pattern and service exist is not decided here.
    """
    whole, *parts = (piece.strip() for piece in text.split(";"))
    words = whole.split()
    if len(words) == 1 and words[0] in _WHOLE:
        cell = _WHOLE[words[0]]
    elif len(words) == 2 and not RESERVED.intersection(words):
        cell = shift(*words)
    else:
        raise ValueError(
            f'"{text}" is not a cell; write "PATTERN SERVICE" or one of {", ".join(sorted(_WHOLE))}'
        )
    return Cell(cell.kind, cell.pattern, cell.service, _parse_parts(parts)) if parts else cell


def _parse_parts(texts: list[str]) -> tuple[Part, ...]:
    parts = sorted(_parse_part(text) for text in texts)
    for earlier, later in pairwise(parts):
        if later.start < earlier.end:
            raise ValueError(f"the parts {earlier} and {later} overlap")
    return tuple(parts)


def _parse_part(text: str) -> Part:
    times, _, what = text.partition(" ")
    start, dash, end = times.partition("-")
    if not (dash and what.strip()):
        raise ValueError(f'"{text}" is not a part; write it as "13:00-15:00 reception"')
    part = Part(parse_minutes(start), parse_minutes(end), what.strip())
    if not 0 <= part.start < part.end <= 24 * 60:
        raise ValueError(f"the part {part} ends before it begins")
    return part
