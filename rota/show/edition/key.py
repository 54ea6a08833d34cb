"""The key of an edition: shift patterns, services and days."""

from dataclasses import dataclass
from datetime import date

WHEN, WHERE = "First letter: when", "Second letter: where"
"""What the letters of a cell stand for, in the words of every key."""

LATE = "late"
ELSEWHERE = "part of the day is spent elsewhere"
"""What a star behind a cell's letters says."""


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
