"""What was told and published of a month (``rotas/GROUP/MONTH/1.toml``..., beside the base)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from rota.domain.matter import Event, Step

_EITHER = frozenset({Step.TOLD, Step.PUBLISHED})


class LateReason(StrEnum):
    """Why a month is published with less notice than the floor."""

    ABSENCE = "absence"
    DEMAND = "demand"
    STAFFING = "staffing"
    SYSTEM = "system"
    FIRST_USE = "first-use"


class PublicationEvent(Event):
    """A month was told to staff, or published.

    ``rota`` is the digest of the draft told or of the base published, ``draft`` its number; ``judged``
    has the digest of its cells alone, so that a base is known as a draft told before. ``notice`` are
    the days from the day of the event to the first day of the period; ``reason`` says why those that
    were given are fewer than the floor. ``salt`` stands in a month's first event, at random: what calendars name
    shifts by is made from it, so that nobody can prove a guess at hidden cells by such a name.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: _EITHER,
        Step.TOLD: _EITHER,
        # A publication that was cut short before its base was written is followed by another.
        Step.PUBLISHED: _EITHER,
    }

    rota: str
    draft: int | None = None
    notice: int
    reason: LateReason | None = None
    salt: str | None = None


class MonthStage(StrEnum):
    """How far a month has come; each stage is told before it is published."""

    DRAFT = "draft"
    TOLD = "told"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Publication:
    """Everything that was told and published of one group's month, in order."""

    group: str
    month: str
    events: tuple[PublicationEvent, ...]

    @classmethod
    def of(cls, group: str, month: str, events: Sequence[PublicationEvent]) -> "Publication":
        """The publication of these events."""
        return cls(group, month, tuple(events))

    @property
    def published(self) -> PublicationEvent | None:
        """The event that published the month; None where only a draft was told."""
        return next((event for event in reversed(self.events) if event.event is Step.PUBLISHED), None)

    @property
    def told(self) -> PublicationEvent | None:
        """The last telling."""
        return next((event for event in reversed(self.events) if event.event is Step.TOLD), None)

    def of_base(self, base: str) -> PublicationEvent | None:
        """The event that published the base of this digest; None where none did.

        Of two who published at once one wrote the base: the other's event stands beside it.
        """
        published = (event for event in reversed(self.events) if event.event is Step.PUBLISHED)
        return next((event for event in published if event.rota == base), None)

    def first_told(self, judged: Mapping[str, str]) -> PublicationEvent | None:
        """The first telling of these very cells, which ``judged`` has the digest of; None where they were never told."""
        told = (event for event in self.events if event.event is Step.TOLD)
        return next((event for event in told if event.judged == judged), None)

    def notice(self, base: str) -> int | None:
        """The days of notice that the published base of this digest gives, counted from the day its cells were told.

        None where no event published it.
        """
        published = self.of_base(base)
        if published is None:
            return None
        told = self.first_told(published.judged) if published.judged else None
        return max(published.notice, told.notice) if told else published.notice


def day_of(moment: str) -> date:
    """The day of an event's ``at``."""
    return datetime.fromisoformat(moment).date()
