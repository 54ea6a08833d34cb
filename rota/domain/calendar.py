"""Bank holidays, closures and school holidays (``calendar/YYYY.toml``)."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import model_validator

from rota.domain.table import Day, Id, Table


class Days(Table):
    """One day, or all days from one until another."""

    name: str = ""
    day: Day | None = None
    from_: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _some_days(self) -> Self:
        if (self.day is None) == (self.from_ is None or self.until is None):
            raise ValueError("give either day, or both from and until")
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        return self

    @property
    def first(self) -> date:
        """The only day, or the first of them."""
        return self.day or self.from_ or date.max

    @property
    def last(self) -> date:
        """The only day, or the last of them."""
        return self.day or self.until or date.min

    def __contains__(self, day: date) -> bool:
        if self.day is not None:
            return day == self.day
        return self.from_ is not None and self.until is not None and self.from_ <= day <= self.until


class Closure(Days):
    """Days on which sites are closed; all sites where none is named."""

    sites: tuple[Id, ...] = ()


class Calendar(Table):
    """What the calendar files say, all years together."""

    bank_holiday: tuple[Days, ...] = ()
    closure: tuple[Closure, ...] = ()
    school_holiday: tuple[Days, ...] = ()

    @classmethod
    def together(cls, calendars: Iterable["Calendar"]) -> "Calendar":
        """What all of ``calendars`` say, in their order."""
        parts = tuple(calendars)
        return cls(
            bank_holiday=tuple(day for part in parts for day in part.bank_holiday),
            closure=tuple(day for part in parts for day in part.closure),
            school_holiday=tuple(day for part in parts for day in part.school_holiday),
        )

    def bank_holiday_on(self, day: date) -> Days | None:
        """The bank holiday that ``day`` is."""
        return next((entry for entry in self.bank_holiday if day in entry), None)

    def closure_on(self, day: date, site: str) -> Closure | None:
        """The closure of ``site`` that ``day`` falls in."""
        return next(
            (entry for entry in self.closure if day in entry and (not entry.sites or site in entry.sites)),
            None,
        )

    def in_school_holiday(self, day: date) -> bool:
        """Whether schools are closed for holidays on ``day``."""
        return any(day in entry for entry in self.school_holiday)
