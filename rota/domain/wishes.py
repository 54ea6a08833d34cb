"""Wishes of agents (``wishes/AGENT.toml``), mild or strong."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from rota.domain.cell import Cell
from rota.domain.matter import Claim, Means
from rota.domain.period import span
from rota.domain.table import Day, Id, Table, Weekday

MonthName = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A month, written ``2026-12``."""


class WishFor(StrEnum):
    """What can be wished for."""

    PATTERN = "pattern"
    SERVICE = "service"
    DAY_OFF = "day-off"
    SATURDAY_OFF = "saturday-off"


class Strength(StrEnum):
    """How much it matters; strong wishes are granted first."""

    STRONG = "strong"
    MILD = "mild"


class Wish(Table):
    """One wish of one agent for the days from ``from`` until ``until``.

    A wish for a pattern or a service leaves Saturdays out.

    A wish is granted when every day that the agent works in that time is as wished (pattern,
    service), or no such day is worked (day off, Saturday off). It is one wish, however long.
    ``by`` is who wrote it down, ``means`` how the agent told them if it was somebody else, and ``at``
    the moment, in UTC; wishes from before these were kept have none.
    """

    id: Id
    what: WishFor
    pattern: Id | None = None
    service: Id | None = None
    from_: Day
    until: Day
    strength: Strength = Strength.MILD
    by: Id | None = None
    means: Means | None = None
    claim: Claim | None = None
    at: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        if (self.pattern is not None) != (self.what is WishFor.PATTERN):
            raise ValueError("a wish for a pattern names a pattern, and no other wish does")
        if (self.service is not None) != (self.what is WishFor.SERVICE):
            raise ValueError("a wish for a service names a service, and no other wish does")
        return self

    @property
    def strong(self) -> bool:
        """Whether this wish goes before mild ones."""
        return self.strength is Strength.STRONG

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days of the wish between ``first`` and ``last``.

        Only Saturdays for a Saturday off; no Saturday for a pattern or a service, which a turn on
        Saturday has of its own.
        """
        for day in span(max(first, self.from_), min(last, self.until)):
            saturday = Weekday.of(day) is Weekday.SAT
            if self.what is WishFor.DAY_OFF or saturday == (self.what is WishFor.SATURDAY_OFF):
                yield day

    def refused_by(self, cell: Cell) -> bool:
        """Whether ``cell``, on one of the wish's days, goes against it."""
        if not cell.is_shift:
            return False
        if self.what is WishFor.PATTERN:
            return cell.pattern != self.pattern
        if self.what is WishFor.SERVICE:
            return cell.service != self.service
        return True

    def __str__(self) -> str:
        when = str(self.from_) if self.from_ == self.until else f"{self.from_} to {self.until}"
        return f"{self.pattern or self.service or self.what.value.replace('-', ' ')}, {when} ({self.strength.value})"


class NoWishes(Table):
    """An agent's answer that they wish for nothing in ``month``; who wrote it down is as with a wish."""

    month: MonthName
    by: Id | None = None
    means: Means | None = None
    claim: Claim | None = None
    at: str | None = None


class AgentWishes(Table):
    """``wishes/AGENT.toml``: the wishes of one agent, and the months for which they said that they have none."""

    agent: Id
    wish: tuple[Wish, ...] = Field(default=())
    none: tuple[NoWishes, ...] = Field(default=())
