"""Absence as a matter: recorded as absence, never with a reason (``absence/ID/1.toml``...)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from pydantic import model_validator

from rota.domain.matter import Event, Step
from rota.domain.table import Day, Id


class AbsenceEvent(Event):
    """One event of an absence; ``until`` is its last day, left out while nobody knows it.

    The last event that gives ``until`` decides: an absence may end earlier or later than was said.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.RECORDED}),
        Step.RECORDED: frozenset({Step.ENDED, Step.VOIDED}),
        Step.ENDED: frozenset({Step.ENDED, Step.VOIDED}),
    }

    agent: Id
    from_: Day
    until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        # An absence that ends on the day before it began never was one.
        if self.until is not None and self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        return self

    @property
    def about(self) -> tuple[object, ...]:
        """Who, and from when."""
        return self.agent, self.from_


@dataclass(frozen=True)
class Absence:
    """Somebody is absent from ``first`` to ``last``, both included; ``last`` is None while it is open."""

    id: str
    agent: str
    first: date
    last: date | None

    @classmethod
    def of(cls, id: str, events: Sequence[AbsenceEvent]) -> "Absence | None":
        """What the chain of ``events`` amounts to; None once it is voided."""
        if events[-1].event is Step.VOIDED:
            return None
        return cls(id, events[0].agent, events[0].from_, events[-1].until)

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)
