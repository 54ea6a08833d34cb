"""Leave as a matter: a chain of events, each written once (``leave/ID/1.toml``, ``2.toml``...)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from rota.domain.table import Day, Id, Table


class LeaveStep(StrEnum):
    """What an event of a leave matter does."""

    REQUESTED = "requested"
    APPROVED = "approved"


class LeaveEvent(Table):
    """One event. The first one asks, and says for whom and when; ``previous`` is the digest before it."""

    format: Literal[1] = 1
    event: LeaveStep
    agent: Id
    from_: Day
    until: Day
    by: str
    at: str
    previous: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        if (self.event is LeaveStep.REQUESTED) != (self.previous is None):
            raise ValueError("a first event has no previous digest, and every later one has")
        return self


@dataclass(frozen=True)
class Leave:
    """A leave matter: who, when, and whether it has been granted."""

    id: str
    agent: str
    first: date
    last: date
    granted: bool

    @classmethod
    def of(cls, id: str, events: Sequence[LeaveEvent]) -> "Leave":
        """What the chain of ``events`` amounts to."""
        asked = events[0]
        granted = any(event.event is LeaveStep.APPROVED for event in events)
        return cls(id, asked.agent, asked.from_, asked.until, granted)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
