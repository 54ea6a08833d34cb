"""What a centre says of its calendar (``[calendar]`` of ``centre.toml``): its nation, what differs there, and its closures.

Plans never read it: `rota calendar sync` writes what follows from it into ``calendar/``, which is all that counts.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from rota.domain.table import Day, Id, Table
from rota.domain.yearly import Yearly, day_in

_FARTHEST = 300
"""Days from a bank holiday to the day that is taken for it: what is farther away is a slip in the year."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class Nation(StrEnum):
    """Whose bank holidays they are."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class WeekendDay(StrEnum):
    """What a Saturday or Sunday is on which a bank holiday falls that is observed on a weekday instead."""

    CLOSED = "closed"
    BANK_HOLIDAY = "bank-holiday"
    OPEN = "open"


class Substitute(Table):
    """A bank holiday of the nation, by the ``day`` on which it is observed there, that is observed ``instead`` on another here."""

    day: Day
    instead: Day

    @model_validator(mode="after")
    def _another_day(self) -> Self:
        if self.day == self.instead:
            raise ValueError(f"instead is the day itself, {self.day}")
        away = abs((self.instead - self.day).days)
        if away > _FARTHEST:
            raise ValueError(
                f"instead {self.instead} is {away} days away from {self.day}, limit {_FARTHEST}; correct the year"
            )
        return self


class Recurring(Table):
    """A named day, several, all from one until another, or a day or stretch of every year."""

    name: Name
    day: Day | None = None
    days: tuple[Day, ...] = Field(default=(), max_length=100)
    from_: Day | None = None
    until: Day | None = None
    yearly: Yearly | None = None
    yearly_until: Yearly | None = None

    @model_validator(mode="after")
    def _one_way_of_saying_it(self) -> Self:
        given = (self.day, self.days or None, self.from_ or self.until, self.yearly or self.yearly_until)
        if sum(each is not None for each in given) != 1:
            raise ValueError(
                "say in one way when it is; give either day, days, from and until, or yearly (and yearly-until)"
            )
        if (self.from_ is None) != (self.until is None) or (self.yearly_until and not self.yearly):
            raise ValueError("it ends and does not begin, or begins and does not end; give both")
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        return self

    def in_year(self, year: int) -> Iterator[tuple[date, date]]:
        """The first and the last day of each stretch of it in ``year``; what goes over New Year is cut there."""
        start, end = date(year, 1, 1), date(year, 12, 31)
        for first, last in self._stretches(year):
            if first <= end and start <= last:
                yield max(first, start), min(last, end)

    def _stretches(self, year: int) -> Iterator[tuple[date, date]]:
        for day in (self.day, *self.days):
            if day is not None:
                yield day, day
        if self.from_ and self.until:
            yield self.from_, self.until
        for begun in (year - 1, year) if self.yearly else ():
            yield self._of_year(begun)

    def _of_year(self, year: int) -> tuple[date, date]:
        """The stretch that begins in ``year``; one that would end before it begins ends in the next."""
        first = day_in(self.yearly or "", year)
        last = day_in(self.yearly_until or self.yearly or "", year)
        return first, last if first <= last else day_in(self.yearly_until or "", year + 1)


class LocalHoliday(Recurring):
    """A bank holiday of this place, such as a September weekend, which counts as those of the nation do."""


class LocalClosure(Recurring):
    """Days on which sites are closed; all sites where none is named."""

    sites: tuple[Id, ...] = ()


class CalendarSettings(Table):
    """``[calendar]``: what `rota calendar sync` goes by.

    ``without`` are bank holidays of the nation, by name, that are ordinary days here. A bank holiday that falls on a weekend
    is observed on a weekday; ``weekend_day`` says what becomes of the day itself.
    """

    nation: Nation | None = None
    without: tuple[Name, ...] = ()
    weekend_day: WeekendDay = WeekendDay.CLOSED
    substitute: tuple[Substitute, ...] = ()
    holiday: tuple[LocalHoliday, ...] = ()
    closure: tuple[LocalClosure, ...] = ()
