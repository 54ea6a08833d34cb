"""Calls offered, and how fast they are to be answered (``[[calls]]`` and ``[[event]]`` of ``demand.toml``)."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from rota.domain.clock import hhmm
from rota.domain.interval import INTERVAL
from rota.domain.ondays import OnDays
from rota.domain.table import Dated, Day, Id, Minute, Table

MOST_CALLS = 5_000
"""More calls in one half hour than any centre has: a slip of the pen."""


def hundredths(value: Any) -> int:
    """A number of calls, such as 12 or 12.5, in hundredths of a call; ValueError says what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise ValueError(f"{value!r} is not a number of calls")
    number = Decimal(str(value)) * 100
    if not 0 <= number <= MOST_CALLS * 100:
        raise ValueError(f"calls of a half hour are from 0 to {MOST_CALLS}, not {value}")
    if number != int(number):
        raise ValueError(f"{value} has more than two decimal places")
    return int(number)


CallCount = Annotated[
    int,
    BeforeValidator(hundredths),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST_CALLS}),
]
"""Calls, written as 12 or 12.5, in hundredths of a call."""

Percent = Annotated[int, Field(strict=True, ge=1, le=100)]


class Profile(OnDays):
    """Calls of a usual day: one number for each half hour from ``start``, on weekdays or on one ``date``."""

    start: Minute
    calls: tuple[CallCount, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.start % INTERVAL:
            raise ValueError("times of demand are whole half hours")
        if (end := self.start + INTERVAL * len(self.calls)) > 24 * 60:
            raise ValueError(
                f"{len(self.calls)} half hours from {hhmm(self.start)} end at {hhmm(end)}, after midnight"
            )
        return self

    def by_interval(self) -> dict[int, int]:
        """Hundredths of calls by the minute at which each half hour begins."""
        return {self.start + INTERVAL * at: calls for at, calls in enumerate(self.calls)}


class Calls(Dated):
    """A queue of calls: how long each takes, how fast it is to be answered, and how many come.

    ``aht`` is the average handling time in seconds. ``target`` percent of calls are to be answered ``within`` so
    many seconds, with agents on calls at most ``max_occupancy`` percent of their time. Of those on duty,
    ``shrinkage`` percent turn out not to be there, and the others are available for calls ``availability``
    percent of the time. ``minimum`` heads are there whenever the service is open, calls or none. With
    ``patience``, the mean seconds after which a caller hangs up, callers are reckoned to hang up (Erlang A); without,
    to wait however long it takes (Erlang C). ``after_bank_holiday`` is what an ordinary profile comes to, in percent, on the
    first open day after a bank holiday. Of entries for one service, the last that holds on a day counts.
    """

    service: Id
    aht: int = Field(strict=True, ge=1, le=4 * 3600)
    target: Percent = 80
    within: int = Field(strict=True, ge=0, le=3600)
    max_occupancy: Percent = 100
    shrinkage: int = Field(default=0, strict=True, ge=0, le=90)
    availability: int = Field(default=100, strict=True, ge=10, le=100)
    minimum: int = Field(default=0, strict=True, ge=0, le=500)
    patience: int | None = Field(default=None, strict=True, ge=1, le=24 * 3600)
    after_bank_holiday: int = Field(default=100, strict=True, ge=1, le=1000)
    day: tuple[Profile, ...] = ()


class Event(Table):
    """A known event that brings more calls, or fewer: council-tax bills, school passes.

    It holds on ``date``, or from one day until another. ``services`` meet ``percent`` of the ordinary
    profile; left out, a forecast works it out from earlier events of the same ``name``, and profiles stay as they are.
    """

    name: str = Field(min_length=1, max_length=64)
    services: tuple[Id, ...] = Field(min_length=1)
    date: Day | None = None
    from_: Day | None = None
    until: Day | None = None
    percent: int | None = Field(default=None, strict=True, ge=1, le=1000)

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.date is None) == (self.from_ is None or self.until is None):
            raise ValueError("give a date, or both from and until")
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            raise ValueError(f"it ends on {self.until}, before it begins on {self.from_}")
        return self

    def holds(self, day: dt.date) -> bool:
        """Whether the event is on ``day``."""
        if self.date is not None:
            return self.date == day
        return self.from_ is not None and self.until is not None and self.from_ <= day <= self.until
