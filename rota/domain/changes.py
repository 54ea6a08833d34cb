"""Changes of a published rota as matters: swaps, cover, repairs (``changes/ID/1.toml``...)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from rota.domain.cell import Kind
from rota.domain.matter import CellChange, Event, Means, Step
from rota.domain.table import Day, Id


class ChangeKind(StrEnum):
    """What sort of change it is.

    A *swap* exchanges shifts, *cover* takes one over one-way; both need everybody's acceptance and a
    leader's approval. A *move* is a leader's instruction inside somebody's own hours, a *repair* the
    mending of a bad morning, a *replan* the rest of a month planned anew: a leader records those. An *edit* is what
    a leader changed in a workbook: another leader approves it, once those have accepted whose hours it changes inside the
    notice window.
    """

    SWAP = "swap"
    COVER = "cover"
    MOVE = "move"
    REPAIR = "repair"
    REPLAN = "replan"
    EDIT = "edit"


BY_CONSENT = frozenset({ChangeKind.SWAP, ChangeKind.COVER})
"""Changes that everybody concerned has asked for or accepted."""

DECIDED = BY_CONSENT | {ChangeKind.EDIT}
"""Changes that are asked for first, and then decided about by a leader who is no party to them."""


class Settle(StrEnum):
    """How the hours of one-way cover are settled."""

    OWED = "owed"
    PAID = "paid"


class Rejection(StrEnum):
    """Why a leader rejects a swap or cover; a code, so that no free text about people is kept."""

    COVER = "cover"
    FAIRNESS = "fairness"
    HOURS = "hours"
    NOTICE = "notice"
    REST = "rest"
    SKILLS = "skills"


_OPEN = frozenset({Step.ACCEPTED, Step.DECLINED, Step.WITHDRAWN, Step.APPROVED, Step.REFUSED})


class ChangeEvent(Event):
    """One event of a change. The first proposes or records the cells; the approval repeats those that apply.

    ``expires`` is the last day on which a proposal can still be settled. ``owner`` is whose shift is taken
    in cover, which may be somebody absent whose own cell stays. ``reason`` may stand beside a
    leader's refusal. ``despite`` says, with an approval, which rules that were referred to the leader
    get worse, and by how much in their own units. ``consent`` names those who have agreed to other hours
    inside the notice window, and how they said so, where a leader records a change alone. ``asks`` names, in an edit,
    whose hours it changes inside the notice window, and so many days ahead: they have to accept it.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.REQUESTED, Step.OFFERED, Step.RECORDED}),
        Step.REQUESTED: _OPEN,
        Step.OFFERED: _OPEN,
        Step.ACCEPTED: _OPEN,
        Step.APPROVED: frozenset({Step.VOIDED}),
        Step.RECORDED: frozenset({Step.VOIDED}),
    }

    kind: ChangeKind
    consent: dict[Id, Means] = Field(default_factory=dict)
    asks: dict[Id, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    expires: Day | None = None
    settle: Settle | None = None
    owner: Id | None = None
    reason: Rejection | None = None
    despite: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _edits_are_asked_for(self) -> Self:
        if self.kind is ChangeKind.EDIT and self.event in {Step.RECORDED, Step.OFFERED}:
            raise ValueError("an edit is requested, and another leader approves it")
        if self.kind is ChangeKind.EDIT and self.event is Step.REQUESTED and self.for_ is not None:
            # Else whoever asks in another's name would be no party, and might approve it themselves.
            raise ValueError("an edit is asked for by the leader who made it, in nobody else's name")
        if self.asks and (self.kind is not ChangeKind.EDIT or self.event is not Step.REQUESTED):
            raise ValueError("asks stands in the request of an edit alone")
        return self

    @property
    def about(self) -> tuple[object, ...]:
        """The kind of change."""
        return (self.kind,)


class ChangeState(StrEnum):
    """How a change stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    APPLIED = "applied"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"
    VOIDED = "voided"


OPEN = frozenset({ChangeState.ASKED, ChangeState.ACCEPTED})
"""States in which a change can still come to apply."""

_ENDS = {
    Step.DECLINED: ChangeState.DECLINED,
    Step.WITHDRAWN: ChangeState.WITHDRAWN,
    Step.REFUSED: ChangeState.REFUSED,
    Step.VOIDED: ChangeState.VOIDED,
    Step.APPROVED: ChangeState.APPLIED,
    Step.RECORDED: ChangeState.APPLIED,
}


@dataclass(frozen=True)
class ChangeMatter:
    """A change with its events."""

    id: str
    events: tuple[ChangeEvent, ...]

    @classmethod
    def of(cls, id: str, events: Sequence[ChangeEvent]) -> "ChangeMatter":
        """The matter of these events."""
        return cls(id, tuple(events))

    @property
    def kind(self) -> ChangeKind:
        """What sort of change it is."""
        return self.events[0].kind

    @property
    def asker(self) -> str:
        """For whom it was asked, offered or recorded."""
        return self.events[0].for_ or self.events[0].by

    @property
    def cells(self) -> tuple[CellChange, ...]:
        """The cells it changes, as last stated."""
        return next(event.cell for event in reversed(self.events) if event.cell)

    @property
    def proposed(self) -> tuple[CellChange, ...]:
        """The cells as they were proposed or recorded."""
        return self.events[0].cell

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody whose cells it changes."""
        return tuple(dict.fromkeys(change.agent for change in self.events[0].cell))

    @property
    def consented(self) -> frozenset[str]:
        """Who asked for it or has accepted it."""
        said = (event for event in self.events if event.event in {Step.REQUESTED, Step.ACCEPTED})
        return frozenset(event.for_ or event.by for event in said)

    @property
    def asked(self) -> tuple[str, ...]:
        """Who has to agree: everybody concerned, but in an edit only those whom it names."""
        return tuple(self.events[0].asks) if self.kind is ChangeKind.EDIT else self.parties

    @property
    def beside(self) -> frozenset[str]:
        """Who is a party without a cell that changes: the leader who asks for an edit."""
        return frozenset({self.asker} if self.kind is ChangeKind.EDIT else ())

    @property
    def awaited(self) -> tuple[str, ...]:
        """Who has not accepted yet."""
        return tuple(party for party in self.asked if party not in self.consented)

    def state(self, today: date) -> ChangeState:
        """How it stands on ``today``."""
        last = self.events[-1]
        if last.event in _ENDS:
            return _ENDS[last.event]
        expires = self.events[0].expires
        if expires is not None and today > expires:
            return ChangeState.EXPIRED
        return ChangeState.ASKED if self.awaited else ChangeState.ACCEPTED


def taken_over(cells: Iterable[CellChange]) -> frozenset[tuple[str, date]]:
    """The shifts among ``cells`` that agents take over on a day off."""
    return frozenset(
        (cell.agent, cell.day) for cell in cells if cell.new.is_shift and cell.old.kind is Kind.OFF
    )


def given_over(cells: Iterable[CellChange]) -> frozenset[tuple[str, date]]:
    """The days among ``cells`` that become free as their shift is given away."""
    return frozenset(
        (cell.agent, cell.day) for cell in cells if cell.old.is_shift and cell.new.kind is Kind.OFF
    )
