"""Tables that speak of weekdays or of one date, as all tables of demand do."""

import datetime as dt
from typing import Self

from pydantic import model_validator

from rota.domain.table import Dated, Day, Weekday


class OnDays(Dated):
    """Something that holds on ``weekdays``, for a time where it has dates, or on one ``date``.

    An entry for a date, or with from and until, is ``special`` and stands above one without.
    """

    weekdays: tuple[Weekday, ...] = ()
    date: Day | None = None

    @model_validator(mode="after")
    def _on_some_day(self) -> Self:
        if bool(self.weekdays) == (self.date is not None):
            raise ValueError("give either weekdays or a date")
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
