"""Leave as a matter: asked for, then granted or refused (``leave/ID/1.toml``, ``2.toml``...)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from rota.domain.draws import Result
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
    """One event of a leave matter; each says for whom and when.

    ``reason`` belongs to a refusal, also to one that puts the request on the waitlist at once. What a
    draw settles stands in the draw; the request itself may then still be withdrawn or wait.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.REQUESTED}),
        Step.REQUESTED: frozenset({Step.APPROVED, Step.REFUSED, Step.WAITLISTED, Step.WITHDRAWN}),
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
        if self.event is Step.REFUSED and self.reason is None:
            raise ValueError("a refusal has a reason")
        if self.reason is not None and self.event not in {Step.REFUSED, Step.WAITLISTED}:
            raise ValueError("only a refusal has a reason")
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
    """A leave matter: who, when, and how it stands. Half a day has ``half`` set.

    ``queued`` is the moment at which it was asked for or, on the waitlist, began to wait; ``reason`` is
    that of the last refusal. ``asked`` is the moment of the request, ``refused`` that of the first refusal,
    onto the waitlist say, and ``refused_in`` the event that refused it, such as ``leave/k3f9x2m7q1zw/2``; all three
    are empty where there is none.
    """

    id: str
    agent: str
    first: date
    last: date
    granted: bool
    state: LeaveState = LeaveState.REQUESTED
    half: Half | None = None
    reason: Reason | None = None
    queued: str = ""
    asked: str = ""
    refused: str = ""
    refused_in: str = ""

    @classmethod
    def of(cls, id: str, events: Sequence[LeaveEvent]) -> "Leave":
        """What the chain of ``events`` amounts to; what a draw has settled is not in it."""
        asked, state = events[0], _STATES[events[-1].event]
        refusal = next((at for at, event in enumerate(events, 1) if event.reason), 0)
        return cls(
            id,
            asked.agent,
            asked.from_,
            asked.until,
            state is LeaveState.GRANTED,
            state,
            asked.half,
            next((event.reason for event in reversed(events) if event.reason), None),
            next(event.at for event in reversed(events) if event.event in _QUEUED),
            asked.at,
            events[refusal - 1].at if refusal else "",
            f"leave/{id}/{refusal}" if refusal else "",
        )

    def drawn(self, result: Result | None) -> "Leave":
        """The leave after a draw with that ``result``; what came after the draw stands above it."""
        if result is None or self.state is not LeaveState.REQUESTED:
            lost = result is Result.REFUSED and self.reason is None
            return replace(self, reason=Reason.DRAW) if lost else self
        if result is Result.GRANTED:
            return replace(self, granted=True, state=LeaveState.GRANTED)
        return replace(self, state=LeaveState.REFUSED, reason=Reason.DRAW)

    def lost(self, draw: tuple[str, str] | None) -> "Leave":
        """The leave with the refusal by a ``draw``, its moment and event, where that was the first; None leaves it."""
        if draw is None or (self.refused and self.refused <= draw[0]):
            return self
        return replace(self, refused=draw[0], refused_in=draw[1])

    @property
    def days(self) -> str:
        """Its days as messages name them: ``from 2026-12-07 until 2026-12-09``, ``on the morning of 2026-12-07``."""
        if self.half is not None:
            return f"on the {self.half.value} of {self.first}"
        return f"on {self.first}" if self.first == self.last else f"from {self.first} until {self.last}"

    def meets(self, other: "Leave") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


_QUEUED = frozenset({Step.REQUESTED, Step.WAITLISTED})
