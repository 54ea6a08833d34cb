"""Terms of work: how much, on which days, in which patterns (``[[contract]]`` of ``centre.toml``)."""

from datetime import date
from typing import Self

from pydantic import Field, PositiveInt, model_validator

from rota.domain.period import monday_of
from rota.domain.table import MONDAY_TO_FRIDAY, Day, Duration, Fte, Id, Minute, Table, Weekday


class PatternWeek(Table):
    """Patterns that a contract allows on some weekdays, or in some weeks of its cycle (1 is the first)."""

    weekdays: tuple[Weekday, ...] | None = None
    week: PositiveInt | None = None
    patterns: tuple[Id, ...]


class Cycle(Table):
    """A contract's alternating weeks: ``weeks`` of them, counted from the week of ``start``."""

    weeks: int = Field(ge=2, le=8)
    start: Day

    def week(self, day: date) -> int:
        """Which week of the cycle ``day`` is in, from 1."""
        return (monday_of(day) - monday_of(self.start)).days // 7 % self.weeks + 1


class WrittenTerms(Table):
    """What the contract itself says, however the rota is worked by agreement."""

    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY
    earliest: Minute = 0
    latest: Minute = 24 * 60


class Contract(Table):
    """Terms of work: how much, on which days, in which patterns.

    ``days`` a week are worked on ``weekdays``; ``hours`` a week are paid. ``saturdays`` says that
    the agent takes a turn in the Saturday rota, beyond those weekdays and against a day off in
    lieu. ``pattern_weeks`` narrows ``patterns`` by weekday or by week of the ``cycle``.
    ``min_hours`` and ``max_hours`` bound the paid week of contracts without fixed days.
    ``term_time`` contracts do not work in school holidays.
    """

    id: Id
    employer: Id | None = None
    name: str = ""
    fte: Fte
    hours: Duration = Field(gt=0, le=168 * 60)
    days: int = Field(default=5, ge=0, le=7)
    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY
    patterns: tuple[Id, ...] = Field(min_length=1)
    saturdays: bool = False
    pattern_weeks: tuple[PatternWeek, ...] = ()
    cycle: Cycle | None = None
    min_hours: Duration | None = None
    max_hours: Duration | None = None
    term_time: bool = False
    written: WrittenTerms | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.min_hours is not None and self.max_hours is not None and self.max_hours < self.min_hours:
            raise ValueError("max-hours is less than min-hours")
        if self.days > len(self.weekdays):
            raise ValueError(f"{self.days} days a week do not fit into {len(self.weekdays)} weekdays")
        if any(entry.week for entry in self.pattern_weeks) and self.cycle is None:
            raise ValueError("pattern-weeks names a week, but the contract has no cycle")
        return self

    def patterns_on(self, day: date) -> tuple[str, ...]:
        """The patterns allowed on ``day``; the last entry of ``pattern_weeks`` that fits decides."""
        weekday = Weekday.of(day)
        for entry in reversed(self.pattern_weeks):
            fits_day = entry.weekdays is None or weekday in entry.weekdays
            fits_week = entry.week is None or (self.cycle is not None and entry.week == self.cycle.week(day))
            if fits_day and fits_week:
                return entry.patterns
        return self.patterns

    @property
    def flexible(self) -> bool:
        """Whether the planner chooses which of the weekdays are worked."""
        return self.days < len(self.weekdays)
