"""The calls that came to one service, made ready for a forecast: its open days, each with what is known to have moved it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rota.demand.staffing import follows_bank_holiday
from rota.domain.calendar import Calendar
from rota.domain.calls import Event
from rota.domain.interval import INTERVAL
from rota.domain.opening import Opening
from rota.domain.period import ONE_DAY
from rota.domain.volumes import Volume

AFTER = "after a bank holiday"
"""The effect of being the first open day after a bank holiday; events are effects by their names."""

ON = "on a bank holiday"
"""The effect of a bank holiday on which the service is open all the same."""


_LONGEST = 6
"""Closed days that still belong to what came before."""


@dataclass(frozen=True)
class Seen:
    """One open day: its calls by half hour, as far as they are known of those that begin at ``starts``, and what moved it.

    ``effects`` are those whose size has to be found out; ``given`` is the product of those whose percent is given, 1 for none.
    """

    day: date
    halves: Mapping[int, float]
    effects: tuple[str, ...]
    given: float
    starts: range

    @property
    def whole(self) -> bool:
        """Whether every half hour at which it was open is known."""
        return len(self.halves) == len(self.starts)

    @cached_property
    def total(self) -> float:
        """The calls of the half hours that are known."""
        return sum(self.halves.values())


class Around:
    """What is known of any day of one service beforehand: its hours, bank holidays and events."""

    def __init__(self, service: str, opening: Opening, calendar: Calendar, events: Sequence[Event]) -> None:
        self.service, self._opening, self._calendar = service, opening, calendar
        self._events = tuple(event for event in events if service in event.services)
        self._effects: dict[date, tuple[tuple[str, ...], float]] = {}

    def starts(self, day: date) -> range:
        """The half hours at which the service is open; none when it is closed."""
        hours = self._opening.hours(self.service, day)
        return range(-(-hours[0] // INTERVAL) * INTERVAL, hours[1], INTERVAL) if hours else range(0)

    def effects(self, day: date) -> tuple[tuple[str, ...], float]:
        """What moves the calls of ``day``: the names of those to be found out, and the product of those given."""
        if day not in self._effects:
            self._effects[day] = self._work_out(day)
        return self._effects[day]

    def given(self, days: Iterable[date]) -> Iterator[tuple[str, int, int]]:
        """The events whose percent is given: name, percent, and on how many of ``days`` they hold; those that hold on none left out."""
        known = tuple(days)
        for event in self._events:
            held = sum(event.holds(day) for day in known)
            if event.percent is not None and held:
                yield event.name, event.percent, held

    def _work_out(self, day: date) -> tuple[tuple[str, ...], float]:
        names, given = [], 1.0
        if self._calendar.bank_holiday_on(day):
            names.append(ON)
        elif follows_bank_holiday(self._opening, self._calendar, self.service, day):
            names.append(AFTER)
        for event in self._events:
            if event.holds(day) and event.percent is not None:
                given *= event.percent / 100
            elif event.holds(day):
                names.append(event.name)
        return tuple(dict.fromkeys(names)), given


@dataclass(frozen=True)
class Past:
    """The open days of one service that anything is known of, in order; ``outside`` are rows when it was not open."""

    around: Around
    days: tuple[Seen, ...]
    outside: int = 0

    @property
    def first(self) -> date:
        """The first day."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day."""
        return self.days[-1].day

    @cached_property
    def end(self) -> date:
        """The last day, or the last of those after it on which it was closed: a week that ends on Friday is a whole one."""
        end = self.last
        while (end - self.last).days < _LONGEST and not self.around.starts(end + ONE_DAY):
            end += ONE_DAY
        return end

    @property
    def length(self) -> int:
        """Days from the first to the end, both counted."""
        return (self.end - self.first).days + 1 if self.days else 0

    def until(self, day: date) -> "Past":
        """What was known on the morning after ``day``."""
        return Past(self.around, tuple(seen for seen in self.days if seen.day <= day), self.outside)

    @cached_property
    def by_day(self) -> Mapping[date, Seen]:
        """Its days by date."""
        return {seen.day: seen for seen in self.days}


def past_of(around: Around, listed: Mapping[date, Mapping[int, Volume]]) -> Past:
    """The past that ``listed`` calls tell of, when the service was open."""
    days = tuple(_seen(around, listed))
    rows = sum(len(halves) for halves in listed.values())
    return Past(around, days, rows - sum(len(seen.halves) for seen in days))


def _seen(around: Around, listed: Mapping[date, Mapping[int, Volume]]) -> Iterator[Seen]:
    for day, halves in sorted(listed.items()):
        starts = around.starts(day)
        known = {at: halves[at].calls / 100 for at in starts if at in halves}
        if known:
            effects, given = around.effects(day)
            yield Seen(day, known, effects, given, starts)
