"""Work that can wait until its deadline: e-mail, admin, logged reports (``[[deferrable]]`` of ``demand.toml``)."""

import datetime as dt
from typing import Self

from pydantic import Field, model_validator

from rota.domain.table import Dated, Day, Duration, Id, Weekday


class Deferrable(Dated):
    """So many hours of work that come in on a day and are to be done some open days later.

    ``hours`` are an agent's hours of pure work, on ``weekdays`` or on one ``date``; ``due`` is the number of open days
    of the service after the one on which the work came in, 0 being that day itself. Whoever is on duty at the service works on it,
    ``availability`` percent of the time, and so do those at the services ``beside`` it in their troughs, as far as they are
    trained for it. An entry for a date, or with dates, stands above one without.
    """

    service: Id
    weekdays: tuple[Weekday, ...] = ()
    date: Day | None = None
    hours: Duration = Field(ge=0, le=1000 * 60)
    due: int = Field(default=0, strict=True, ge=0, le=20)
    availability: int = Field(default=100, strict=True, ge=10, le=100)
    beside: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if bool(self.weekdays) == (self.date is not None):
            raise ValueError("give either weekdays or a date")
        if self.service in self.beside:
            raise ValueError("a service is not beside itself")
        return self

    def applies(self, day: dt.date) -> bool:
        """Whether this entry speaks of ``day``."""
        if self.date is not None:
            return self.date == day
        return Weekday.of(day) in self.weekdays and self.holds(day)

    @property
    def special(self) -> bool:
        """Whether the entry is for certain dates and so stands above the ordinary ones."""
        return self.date is not None or self.from_ is not None or self.until is not None
