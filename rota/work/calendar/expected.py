"""What ``[calendar]`` of ``centre.toml`` and the bank holidays of its nation make of a year."""

from collections.abc import Iterator
from datetime import date

from rota.domain.calendar import Calendar, Closure, Days
from rota.domain.calendarsettings import CalendarSettings, WeekendDay
from rota.domain.period import span
from rota.files.calendarfile import in_order
from rota.work.calendar.nation import SUBSTITUTE, BankHoliday, bank_holidays


def of_year(settings: CalendarSettings, year: int) -> Calendar:
    """The bank holidays and closures of ``year``; settings that do not fit the nation are passed over."""
    days = {
        **dict(_local(settings, year)),
        **{entry.day: entry.name for entry in observed(settings, year) if entry.day.year == year},
    }
    fallen = {
        entry.falls: entry.name.removesuffix(SUBSTITUTE) for entry in kept(settings, year) if entry.falls
    }
    if settings.weekend_day is WeekendDay.BANK_HOLIDAY:
        days = {**fallen, **days}
    shut = fallen if settings.weekend_day is WeekendDay.CLOSED else {}
    return in_order(
        Calendar(
            bank_holiday=tuple(Days(name=name, day=day) for day, name in days.items()),
            closure=(
                *(Closure(name=name, day=day) for day, name in shut.items()),
                *_closures(settings, year),
            ),
        )
    )


def kept(settings: CalendarSettings, year: int) -> Iterator[BankHoliday]:
    """The nation's bank holidays of ``year`` that are ones here too."""
    for entry in bank_holidays(settings.nation, year) if settings.nation else ():
        if entry.name.removesuffix(SUBSTITUTE) not in settings.without:
            yield entry


def observed(settings: CalendarSettings, year: int) -> Iterator[BankHoliday]:
    """The nation's bank holidays of ``year`` and of those beside it, each on the day on which it is observed here."""
    instead = {entry.day: entry.instead for entry in settings.substitute}
    for number in (year - 1, year, year + 1):
        for entry in kept(settings, number):
            if entry.day in instead:
                name = entry.name.removesuffix(SUBSTITUTE) + SUBSTITUTE
                yield BankHoliday(name, instead[entry.day], entry.falls)
            else:
                yield entry


def _local(settings: CalendarSettings, year: int) -> Iterator[tuple[date, str]]:
    for holiday in settings.holiday:
        for first, last in holiday.in_year(year):
            yield from ((day, holiday.name) for day in span(first, last))


def _closures(settings: CalendarSettings, year: int) -> Iterator[Closure]:
    for closure in settings.closure:
        for first, last in closure.in_year(year):
            days = {"day": first} if first == last else {"from_": first, "until": last}
            yield Closure(name=closure.name, sites=closure.sites, **days)
