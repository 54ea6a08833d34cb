"""Rounds of wishes and leave for a month, where a leader sets dates of their own (``rounds/GROUP/MONTH/1.toml``...)."""

from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import model_validator

from rota.domain.matter import Event, Step
from rota.domain.table import Day


class RoundEvent(Event):
    """A round was opened, or its dates were moved: the last event says which hold.

    ``from`` is the first day on which to ask, ``wishes_until`` and ``leave_until`` the last on which
    a wish or a request for leave is in time.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.OPENED}),
        Step.OPENED: frozenset({Step.OPENED}),
    }

    from_: Day
    wishes_until: Day
    leave_until: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for name, until in (("wishes-until", self.wishes_until), ("leave-until", self.leave_until)):
            if until < self.from_:
                raise ValueError(f"{name} {until} is before from {self.from_}")
        return self
