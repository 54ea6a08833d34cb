"""An edition: a month's rota as one audience may see it, in plain values, from which every format is made.

What the audience may not see is not in it, so no format can let it out. Every text is ``safe`` already: nothing in it
controls or deceives; what means something in a format of its own (markup, formulas) is for that format to escape.
Minutes of a day count from midnight, lengths of time are in minutes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rota.domain.audience import Audience
from rota.domain.cell import Cell, Kind, Part
from rota.domain.clock import hhmm
from rota.domain.interval import INTERVAL
from rota.show.totals import Granted, Ledger

Span = tuple[int, int]


@dataclass(frozen=True)
class Pattern:
    """A shift pattern of the key; ``late`` shifts are counted."""

    id: str
    name: str
    letter: str
    start: int
    end: int
    late: bool


@dataclass(frozen=True)
class Service:
    """A service of the key. ``tone`` numbers it from 0 among the centre's, so that each keeps its colour."""

    id: str
    name: str
    letter: str
    site: str
    tone: int


@dataclass(frozen=True)
class Day:
    """A day of the period: ``holiday`` is the bank holiday's name, ``closure`` that of a closure of the whole group."""

    date: date
    holiday: str = ""
    closure: str = ""
    school_holiday: bool = False

    @property
    def weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.date.weekday() >= 5


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


@dataclass(frozen=True)
class Calls:
    """Calls of some half hours together: how many are expected, how many outside the target, shares from 0 to 1."""

    offered: float
    outside: float
    target: float
    met: bool

    @property
    def level(self) -> float | None:
        """The share answered in time; None where nobody calls."""
        return 1 - self.outside / self.offered if self.offered else None


@dataclass(frozen=True)
class HalfHour:
    """A service from ``start`` for half an hour: heads on duty, required headcount, and its calls where anybody calls."""

    start: int
    heads: int
    need: int
    calls: Calls | None = None

    @property
    def difference(self) -> int:
        """Heads beyond what is required; negative where some are missing."""
        return self.heads - self.need


@dataclass(frozen=True)
class Staffed:
    """A service on one day: its open half hours, and its calls where it answers any."""

    date: date
    halves: tuple[HalfHour, ...]
    calls: Calls | None = None

    @property
    def worst(self) -> int | None:
        """The lowest difference between heads and need where any are needed; None where none are."""
        return min((half.difference for half in self.halves if half.need), default=None)

    @property
    def missing(self) -> int:
        """Missing heads added up over half hours."""
        return sum(max(0, -half.difference) for half in self.halves)

    @property
    def lacks(self) -> tuple[tuple[int, int, int], ...]:
        """Stretches of half hours that miss equally many heads: start, end and how many."""
        found: list[tuple[int, int, int]] = []
        for half in self.halves:
            missing = max(0, -half.difference)
            if found and found[-1][1:] == (half.start, missing):
                found[-1] = (found[-1][0], half.start + INTERVAL, missing)
            elif missing:
                found.append((half.start, half.start + INTERVAL, missing))
        return tuple(found)


@dataclass(frozen=True)
class Strip:
    """A service over the period, a day each, and all its calls."""

    service: Service
    days: tuple[Staffed, ...]
    calls: Calls | None = None


@dataclass(frozen=True)
class Changed:
    """A cell that is another than in the version before.

    Leaders and HR have each change of a published rota, a cell that changed twice among them twice: ``on`` is the day on
    which it was changed, ``kind`` what sort of change it was, ``by`` who decided it and ``ref`` where that stands. Colleagues
    and readers of a draft have each cell once, as it was and as it is, and these are empty.
    """

    agent: str
    day: date
    before: str
    after: str
    on: date | None = None
    kind: str = ""
    by: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Version:
    """Which rota this is. ``title`` says it in a sentence, ``name`` in two words (``draft 2``, ``version 3``).

    The version of a published rota is 1, and one more for each change that applies and that the audience sees anything
    of: colleagues may count fewer than leaders. ``state`` is ``draft``, ``told`` or ``published``, ``on`` the day on which
    it came to be what it is, None for drafts nobody was told of; ``since`` names the version with which changes are
    counted, empty where there is none. ``mark`` is a digest of what is shown.
    """

    name: str
    title: str
    state: str
    number: int
    on: date | None
    since: str
    mark: str


@dataclass(frozen=True)
class Edition:
    """A month's rota for one audience. ``period`` is the month in words with its first and last day."""

    centre: str
    group: str
    group_name: str
    month: str
    period: str
    zone: str
    audience: Audience
    version: Version
    days: tuple[Day, ...]
    teams: tuple[Team, ...]
    strips: tuple[Strip, ...]
    patterns: tuple[Pattern, ...]
    services: tuple[Service, ...]
    changes: tuple[Changed, ...] = field(default=())

    @property
    def members(self) -> Iterator[Member]:
        """Everybody, team by team."""
        return (member for team in self.teams for member in team.members)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Agents' titles by id."""
        return {member.id: member.title for member in self.members}

    @property
    def weeks(self) -> Iterator[tuple[Day, ...]]:
        """The days by week, Monday to Sunday."""
        return (self.days[at : at + 7] for at in range(0, len(self.days), 7))

    @property
    def private(self) -> bool:
        """Whether it holds what colleagues may not see."""
        return self.audience is not Audience.TEAM
