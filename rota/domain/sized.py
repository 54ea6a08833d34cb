"""The posts that a year needs, and all that somebody needs who wants to count them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rota.domain.presence import Presence


@dataclass(frozen=True)
class PostLine:
    """Posts of one contract and one home service: how many are needed, and how many there are ``today``."""

    contract: str
    home: str
    fte: Fraction
    needed: int
    today: int


@dataclass(frozen=True)
class Bind:
    """One of the things that ask for posts by themselves: ``amount`` of it, of which a post of the basis contract gives ``gives``.

    ``where`` says at which weekday and minute the amount is reached, where it is reached at one.
    """

    what: str
    amount: Fraction
    gives: Fraction
    where: tuple[int, int] | None = None

    @property
    def posts(self) -> Fraction:
        """Posts of the basis contract that it takes; none where such a post gives nothing."""
        return self.amount / self.gives if self.gives else Fraction(0)


@dataclass(frozen=True)
class Peak:
    """The half hour in which a queue of calls asks for most heads on a day that is met in full, and how it comes to them.

    ``calls`` of ``aht`` seconds come in from ``minute`` on. So many whole ``agents`` answer the share ``level`` of them ``within``
    so many seconds, one fewer only ``fewer``; ``target`` percent is asked for, with agents busy ``max_occupancy`` percent of
    their time at most. ``shrinkage`` and ``availability``, in percent, make ``heads`` of them, and ``minimum`` heads there are anyway.
    """

    service: str
    day: date
    minute: int
    calls: float
    aht: int
    agents: int
    level: float
    fewer: float
    target: int
    within: int
    max_occupancy: int
    shrinkage: int
    availability: int
    minimum: int
    heads: int


@dataclass(frozen=True)
class Week:
    """An ordinary day of one weekday: how many work which pattern at which service, and how many days of the year are met so."""

    weekday: int
    shifts: Mapping[tuple[str, str], int]
    met: int
    of: int


@dataclass(frozen=True)
class Sized:
    """How many posts a year needs, at the least FTE found, and what is behind it.

    ``fte`` of the posts is proven to be ``bound`` at least. ``percent`` of the days of each weekday are to be met in full.
    ``beside`` are posts of today, by home, whose service has no demand: they stay as they are. ``basis`` is the contract in whose
    posts ``binds`` are counted. ``every`` is the Saturday share of a full-timer, None where no rule sets one; ``part_time`` the percent of
    posts that may be part-time ones. ``unused`` are contracts of today's staff that new posts do not have. ``serves`` are, by home, the
    other services that its posts are trained for; ``shrunk`` are services whose shrinkage already counts absence.
    """

    year: int
    group: str
    percent: int
    absent: Fraction
    every: int | None
    part_time: int
    services: tuple[str, ...]
    posts: tuple[PostLine, ...]
    bound: Fraction
    presences: tuple[Presence, ...]
    basis: str
    binds: tuple[Bind, ...]
    week: tuple[Week, ...]
    peaks: tuple[Peak, ...]
    beside: Mapping[str, int]
    unused: tuple[str, ...]
    serves: Mapping[str, tuple[str, ...]]
    shrunk: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def fte(self) -> Fraction:
        """FTE of all posts needed, those beside not counted."""
        return sum((line.fte * line.needed for line in self.posts), Fraction(0))

    @property
    def fte_today(self) -> Fraction:
        """FTE of today's posts at the same services."""
        return sum((line.fte * line.today for line in self.posts), Fraction(0))

    @property
    def proven(self) -> bool:
        """Whether no fewer FTE do."""
        return self.bound >= self.fte

    @property
    def needed(self) -> int:
        """All posts needed, those beside counted too."""
        return sum(line.needed for line in self.posts) + sum(self.beside.values())

    @property
    def today(self) -> int:
        """All posts of today, those beside counted too."""
        return sum(line.today for line in self.posts) + sum(self.beside.values())
