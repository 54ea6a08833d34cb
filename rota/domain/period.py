"""Periods: a month as whole weeks, each week in the month of its Thursday (ISO 8601)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, order=True)
class Period:
    """The whole weeks, Monday to Sunday, that make one month's rota."""

    start: date
    end: date

    @classmethod
    def of_month(cls, month: str) -> "Period":
        """The period of ``month``, written ``2026-12``; ValueError if it is not a month."""
        try:
            year, number = (int(part) for part in month.split("-"))
            first = date(year, number, 1)
        except ValueError as error:
            raise ValueError(f"{month!r} is not a month; write it as 2026-12") from error
        return cls(_first_monday(first), _first_monday(_next_month(first)) - ONE_DAY)

    @classmethod
    def holding(cls, day: date) -> "Period":
        """The period that ``day`` falls in."""
        thursday = monday_of(day) + timedelta(days=3)
        return cls.of_month(f"{thursday:%Y-%m}")

    @cached_property
    def month(self) -> str:
        """The month's name, such as ``2026-12``."""
        return f"{self.start + timedelta(days=3):%Y-%m}"

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the period in order."""
        return tuple(span(self.start, self.end))

    @cached_property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """The period's weeks, seven days each, Monday first."""
        days = self.days
        return tuple(days[at : at + 7] for at in range(0, len(days), 7))

    @property
    def before(self) -> "Period":
        """The period that ends on the day before this one."""
        return Period.holding(self.start - ONE_DAY)

    @property
    def after(self) -> "Period":
        """The period that begins on the day after this one."""
        return Period.holding(self.end + ONE_DAY)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def span(first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def monday_of(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _first_monday(first_of_month: date) -> date:
    thursday = first_of_month + timedelta(days=(3 - first_of_month.weekday()) % 7)
    return thursday - timedelta(days=3)
