"""What a rule says: how much it binds, what it found, and what it means for leave."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Self

from rota.domain.cell import Cell
from rota.domain.leave import Reason
from rota.domain.place import Place

CellKey = tuple[str, date]
"""One agent on one day."""


class Level(StrEnum):
    """How much a rule binds."""

    MUST = "must"
    SHOULD = "should"
    WISH = "wish"


class Tier(IntEnum):
    """What is settled first: a lower tier is never paid for with a higher one."""

    COVER = 0
    SHOULD = 1
    WISH = 2


class Reach(StrEnum):
    """What one finding of a rule looks at, so that a small change need not be judged on the whole rota.

    ``AGENT``: one agent's cells, the days around the period included; ``DAY``: all cells of one day;
    ``SATURDAYS``: who works on Saturdays, and who is absent all week; ``ROTA``: anything.
    """

    AGENT = "agent"
    DAY = "day"
    SATURDAYS = "saturdays"
    ROTA = "rota"


class Excuse(StrEnum):
    """Why a finding does not count, though it is there.

    ``WAIVED``: a live waiver of HR covers it; ``BASELINE``: it was there when the check was switched on;
    ``BEFORE``: it was there before the change under review.
    """

    WAIVED = "waived"
    BASELINE = "in the baseline"
    BEFORE = "there before"


@dataclass(frozen=True)
class Finding:
    """One place where a rota breaks a rule, or where nobody can know whether it does.

    ``amount`` counts in the rule's own ``unit``, of which ``scale`` make one. ``cells`` are the cells that together make the breach;
    when all of them are facts, no planner could have avoided it. ``strong`` marks findings of
    strong wishes. ``unknown`` means that history does not reach back far enough to judge. ``source``
    is the clause or regulation behind the rule. A finding with an ``excuse`` fails nothing; ``ground`` is
    where that excuse stands.
    """

    code: str
    level: Level
    message: str
    amount: int = 1
    agent: str | None = None
    day: date | None = None
    cells: tuple[CellKey, ...] = ()
    rule: str = ""
    fix: str = ""
    place: Place | None = None
    second: Place | None = None
    strong: bool = False
    unknown: bool = False
    in_facts: bool = False
    unit: str = ""
    scale: int = 1
    source: str = ""
    excuse: Excuse | None = None
    ground: Place | None = None

    def with_(self, **changes: Any) -> Self:
        """A copy of the finding with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class LeaveLimit:
    """How many of some agents a rule lets be away on one day, ``most``, so that leave can be granted up to it.

    ``away`` says of a cell whether it counts. ``name`` is the group in the words of a reader, and ``reason``
    why leave beyond the limit is refused.
    """

    name: str
    reason: Reason
    most: int
    agents: frozenset[str]
    away: Callable[[Cell], bool]
