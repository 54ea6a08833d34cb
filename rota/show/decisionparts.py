"""What a decision card says, as values: cells, rules, people, wishes and cover, each before and after."""

from dataclasses import dataclass
from datetime import date

from rota.domain.levels import LevelMove
from rota.domain.policy import Ruling
from rota.rules import Finding

Pair = tuple[int, int]
"""A number before and after, or the first and the last minute of a span."""


@dataclass(frozen=True)
class CellLine:
    """One cell before and after; the spans are minutes worked, empty where nothing is."""

    agent: str
    day: date
    before: str
    after: str
    old: tuple[Pair, ...]
    new: tuple[Pair, ...]


@dataclass(frozen=True)
class RuleLine:
    """One rule that changes: its amounts, what becomes of it (None where it gets no worse), and its findings.

    ``scale`` of the amounts make one ``unit``.
    """

    name: str
    code: str
    level: str
    unit: str
    before: int
    after: int
    ruling: Ruling | None
    came: tuple[Finding, ...] = ()
    went: tuple[Finding, ...] = ()
    scale: int = 1


@dataclass(frozen=True)
class PersonLine:
    """What changes for one agent, in minutes, each before and after; ``due`` in thousandths of a Saturday.

    ``rest`` is the shortest rest beside the changed days, None where no two shifts follow one another.
    """

    agent: str
    hours: Pair
    lieu: Pair
    leave: Pair
    saturdays: Pair
    due: Pair | None
    rest: tuple[int | None, int | None]


@dataclass(frozen=True)
class WishLine:
    """A wish that the change grants or refuses."""

    agent: str
    wish: str
    granted: bool
    strong: bool = False


@dataclass(frozen=True)
class CoverLine:
    """Half hours of one service in which the heads change, with the need."""

    service: str
    day: date
    start: int
    end: int
    need: int
    before: int
    after: int

    @property
    def short(self) -> Pair:
        """Missing heads before and after."""
        return max(0, self.need - self.before), max(0, self.need - self.after)


@dataclass(frozen=True)
class OwedLine:
    """Time in lieu owed to an agent, or by one where negative, for a Saturday, to be settled until ``by``."""

    agent: str
    saturday: date
    minutes: int
    by: date


@dataclass(frozen=True)
class Card:
    """A swap or cover with its consequences. ``about``, ``state`` and ``remarks`` are whole sentences.

    ``standing`` is the state in one word, ``events`` are its steps so far. Where it is not ``judged``, because it is
    settled, the consequences are left out. ``approvers`` are those of whom one decides, ``lacking`` says why
    there is nobody; ``next`` are the commands that can follow.
    """

    id: str
    kind: str
    standing: str
    state: str
    about: str
    remarks: tuple[str, ...]
    events: tuple[str, ...]
    cells: tuple[CellLine, ...]
    judged: bool = False
    rules: tuple[RuleLine, ...] = ()
    unchanged: int = 0
    people: tuple[PersonLine, ...] = ()
    wishes: tuple[WishLine, ...] = ()
    cover: tuple[CoverLine, ...] = ()
    levels: tuple[LevelMove, ...] = ()
    owed: tuple[OwedLine, ...] = ()
    approvers: tuple[str, ...] = ()
    lacking: str = ""
    expires: date | None = None
    next: tuple[str, ...] = ()
