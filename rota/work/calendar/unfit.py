"""Settings of ``[calendar]`` that do not fit the bank holidays of its nation, which only a sync knows."""

from collections.abc import Collection, Iterator
from datetime import date

from rota.domain.calendarsettings import CalendarSettings, Nation, Substitute
from rota.domain.clock import day_words
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.repository import Repository
from rota.files.wording import listed, nearest, quoted
from rota.rules import Finding
from rota.work.calendar.expected import kept
from rota.work.calendar.nation import SUBSTITUTE, bank_holidays

_ABOUT = 10
"""Years before and after in which a name is looked for: one-off holidays come and go."""


def unfit(repo: Repository, years: Collection[int]) -> Iterator[Finding]:
    """A finding for each name that no bank holiday has, and each substitute of ``years`` for a day that is none."""
    settings = repo.centre.calendar
    if settings.nation is None:
        return
    place = repo.document("centre.toml").place
    known = _names(settings.nation, years)
    for at, name in enumerate(settings.without):
        if name not in known:
            message = f"without: no bank holiday of {settings.nation.value} is called {quoted(name)}"
            yield fault(Code.UNKNOWN_ID, message, nearest(name, known), place("calendar", "without", at))
    for at, entry in enumerate(settings.substitute):
        if {entry.day.year, entry.instead.year}.intersection(years):
            for key, message, fix in _wrong(settings, entry):
                where = place("calendar", "substitute", at, key)
                yield fault(Code.CONTRADICTION, message, fix, where)


def _names(nation: Nation, years: Collection[int]) -> set[str]:
    about = range(min(years) - _ABOUT, max(years) + _ABOUT + 1)
    return {entry.name.removesuffix(SUBSTITUTE) for year in about for entry in bank_holidays(nation, year)}


def _wrong(settings: CalendarSettings, entry: Substitute) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a substitute: the key, the message and the next step."""
    there = [holiday.day for holiday in kept(settings, entry.day.year)]
    if entry.day not in there:
        days = listed(map(day_words, there))
        yield (
            "day",
            f"no bank holiday is observed on {_words(entry.day)} that could be moved",
            f"they are {days}",
        )
    moved = [substitute.day for substitute in settings.substitute]
    for holiday in kept(settings, entry.instead.year):
        if holiday.day == entry.instead and holiday.day not in moved:
            message = f"{_words(entry.instead)} is a bank holiday already, {holiday.name}"
            yield "instead", message, "choose another day"


def _words(day: date) -> str:
    return f"{day_words(day)} {day.year}"
