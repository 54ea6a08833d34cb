"""Leave as a matter: asked for, then granted or refused (``leave/ID/1.toml``, ``2.toml``...)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from rota.domain.matter import Event, Step
from rota.domain.table import Day, Id


class Half(StrEnum):
    """Which half of a day a half-day's leave takes."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Reason(StrEnum):
    """Why leave was refused; a code, so that no free text about people is kept."""

    CAP = "cap"
    BLACKOUT = "blackout"
    BALANCE = "balance"
    COVER = "cover"
    NOTICE = "notice"
    DRAW = "draw"


class LeaveEvent(Event):
    """One event of a leave matter; each says for whom and when. ``reason`` belongs to a refusal."""

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.REQUESTED}),
        Step.REQUESTED: frozenset({Step.APPROVED, Step.REFUSED, Step.WITHDRAWN}),
        Step.REFUSED: frozenset({Step.WAITLISTED}),
        Step.WAITLISTED: frozenset({Step.APPROVED, Step.REFUSED, Step.WITHDRAWN}),
        Step.APPROVED: frozenset({Step.WITHDRAWN, Step.VOIDED}),
    }

    agent: Id
    from_: Day
    until: Day
    half: Half | None = None
    reason: Reason | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        if self.half is not None and self.until != self.from_:
            raise ValueError("half a day is of one day; give the same from and until")
        if (self.event is Step.REFUSED) != (self.reason is not None):
            raise ValueError("a refusal has a reason, and nothing else has one")
        return self

    @property
    def about(self) -> tuple[object, ...]:
        """Who, and which days."""
        return self.agent, self.from_, self.until, self.half


class LeaveState(StrEnum):
    """How a leave matter stands."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    WAITLISTED = "waitlisted"
    WITHDRAWN = "withdrawn"


_STATES = {
    Step.REQUESTED: LeaveState.REQUESTED,
    Step.APPROVED: LeaveState.GRANTED,
    Step.REFUSED: LeaveState.REFUSED,
    Step.WAITLISTED: LeaveState.WAITLISTED,
    Step.WITHDRAWN: LeaveState.WITHDRAWN,
    Step.VOIDED: LeaveState.WITHDRAWN,
}


@dataclass(frozen=True)
class Leave:
    """A leave matter: who, when, and how it stands. Half a day has ``half`` set."""

    id: str
    agent: str
    first: date
    last: date
    granted: bool
    state: LeaveState = LeaveState.REQUESTED
    half: Half | None = None

    @classmethod
    def of(cls, id: str, events: Sequence[LeaveEvent]) -> "Leave":
        """What the chain of ``events`` amounts to."""
        asked, state = events[0], _STATES[events[-1].event]
        return cls(id, asked.agent, asked.from_, asked.until, state is LeaveState.GRANTED, state, asked.half)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
