"""The people of an edition: teams, their members, and a square for each of their days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Cell, Kind, Part
from rota.domain.clock import hhmm
from rota.show.totals import Granted, Ledger

Span = tuple[int, int]


@dataclass(frozen=True)
class Square:
    """One agent on one day. ``letters`` are those of the grid, without the sign that ``changed`` or ``pinned`` puts behind.

    ``spans`` is when work is done, ``pauses`` when breaks are placed, ``parts`` the other timed parts. ``minutes`` are what
    the cell counts towards the contract, None where the audience may not see it. ``before`` is the cell of the version
    before, where that was another. ``tone`` is that of the service, None where there is no shift; ``team`` is the agent's
    on that day.
    """

    cell: Cell
    letters: str
    spans: tuple[Span, ...] = ()
    pauses: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    minutes: int | None = None
    late: bool = False
    tone: int | None = None
    team: str = ""
    pinned: bool = False
    before: Cell | None = None

    @property
    def kind(self) -> Kind:
        """What the whole cell is."""
        return self.cell.kind

    @property
    def changed(self) -> bool:
        """Whether it was another in the version before."""
        return self.before is not None

    @property
    def signed(self) -> str:
        """The letters with the sign of what became of the cell: ``EP~`` changed, ``EP!`` pinned."""
        return self.letters + ("~" if self.changed else "!" if self.pinned else "")

    @property
    def times(self) -> str:
        """When work is done, ``08:30-12:00, 13:00-16:30``; empty where none is."""
        return ", ".join(f"{hhmm(start)}-{hhmm(end)}" for start, end in self.spans)

    @property
    def duty(self) -> str:
        """The whole cell in words: ``early phones``, ``off``."""
        return f"{self.cell.pattern} {self.cell.service}" if self.cell.is_shift else self.cell.kind.value


@dataclass(frozen=True)
class Year:
    """Saturdays and lates worked in the 52 weeks up to the period's end, as far as cells are known: from ``since``.

    ``saturday_days`` and ``late_days`` are the dates, in order, from which anybody can count them again.
    """

    since: date
    saturdays: int
    lates: int
    saturday_days: tuple[date, ...] = ()
    late_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Whom an agent works for, as of the first day here; hours a week in minutes, FTE in hundredths."""

    employer: str
    contract: str
    fte: int
    weekly: int


@dataclass(frozen=True)
class Sums:
    """What only leaders and HR see of an agent's month: minutes counted, lieu, wishes; for HR terms and minutes of leave."""

    minutes: int
    lieu: Ledger
    wishes: Granted
    terms: Terms | None = None
    leave: int | None = None


@dataclass(frozen=True)
class Member:
    """One agent of a team. ``squares`` lacks the days on which the agent is not in this rota; ``missing`` have no cell."""

    id: str
    name: str
    squares: Mapping[date, Square]
    missing: frozenset[date]
    shifts: int
    saturdays: tuple[date, ...]
    lates: int
    year: Year
    sums: Sums | None = None

    @property
    def title(self) -> str:
        """The id, and the name where it is known."""
        return f"{self.id} {self.name}" if self.name and self.name != self.id else self.id


@dataclass(frozen=True)
class Team:
    """A team with its members, in the order in which they are shown."""

    id: str
    name: str
    site: str
    site_name: str
    leader: str
    members: tuple[Member, ...]
