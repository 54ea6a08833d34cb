"""Demand of each service: given heads, calls, work that can wait (``demand.toml``)."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from rota.domain.calls import Calls, Event
from rota.domain.clock import hhmm
from rota.domain.deferrable import Deferrable
from rota.domain.interval import INTERVAL
from rota.domain.ondays import OnDays
from rota.domain.table import Id, Minute, Table

Heads = Annotated[int, Field(strict=True, ge=0, le=500)]


class Need(OnDays):
    """Heads needed at a service, on weekdays or on one ``date``.

    ``heads`` is one number for every interval from ``start`` to ``end``, or a list with a number
    for each half hour from ``start``. An entry for a date, or with dates, stands above one without.
    """

    service: Id
    start: Minute
    end: Minute | None = None
    heads: Heads | tuple[Heads, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.start % INTERVAL or (self.end or 0) % INTERVAL:
            raise ValueError("times of demand are whole half hours")
        if isinstance(self.heads, int):
            if self.end is None:
                raise ValueError(
                    "one number of heads needs an end; or give a list, a number for each half hour"
                )
            if self.end <= self.start:
                raise ValueError(f"it ends at {hhmm(self.end)}, before it begins at {hhmm(self.start)}")
        elif self.end is not None and self.end != self.start + INTERVAL * len(self.heads):
            last = hhmm(self.start + INTERVAL * len(self.heads))
            raise ValueError(
                f"{len(self.heads)} half hours from {hhmm(self.start)} end at {last}, not {hhmm(self.end)}"
            )
        return self

    def by_interval(self) -> dict[int, int]:
        """Heads by the minute at which each interval begins."""
        if isinstance(self.heads, int):
            return dict.fromkeys(range(self.start, self.end or self.start, INTERVAL), self.heads)
        return {self.start + INTERVAL * at: heads for at, heads in enumerate(self.heads)}


class Demand(Table):
    """``demand.toml``: all needs, calls, known events and deferrable work.

    Later entries win over earlier ones of the same kind.
    """

    need: tuple[Need, ...] = ()
    calls: tuple[Calls, ...] = ()
    event: tuple[Event, ...] = ()
    deferrable: tuple[Deferrable, ...] = ()

    def on(self, service: str, day: dt.date) -> dict[int, int]:
        """Heads given for ``service`` on ``day``, by the minute each half hour begins; zeros left out."""
        entries = [need for need in self.need if need.service == service and need.applies(day)]
        heads: dict[int, int] = {}
        for need in sorted(entries, key=lambda need: need.special):
            heads.update(need.by_interval())
        return {minute: count for minute, count in sorted(heads.items()) if count}

    def calls_at(self, service: str, day: dt.date) -> Calls | None:
        """How calls at ``service`` are to be answered on ``day``; None for a service without calls."""
        entries = (entry for entry in reversed(self.calls) if entry.service == service and entry.holds(day))
        return next(entries, None)

    def deferred(self, service: str, day: dt.date) -> Deferrable | None:
        """The work that comes in at ``service`` on ``day`` and can wait; None where none does."""
        entries = [entry for entry in self.deferrable if entry.service == service and entry.applies(day)]
        return max(reversed(entries), key=lambda entry: entry.special, default=None)
