"""A year of the calendar as it is read, and what a sync would make of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.calendar import Closure, Days
from rota.domain.calendarsettings import Nation
from rota.domain.clock import day_words
from rota.domain.opening import Opening
from rota.domain.period import span
from rota.domain.table import MONDAY_TO_FRIDAY, Weekday
from rota.files.repository import Repository
from rota.files.wording import listed
from rota.rules import Finding
from rota.show.calendarchanges import difference_lines, named, stretch_words
from rota.show.calendaryear import Section, Shown
from rota.show.words import times, weekday
from rota.work.calendar.byhand import Placed, placed
from rota.work.calendar.sheet import not_own
from rota.work.calendar.sync import has_settings, year_of
from rota.work.calendar.unfit import unfit

_TITLES = (("bank_holiday", "Bank holidays"), ("closure", "Closures"), ("school_holiday", "School holidays"))
_DATED = "Closed by hours with dates"
_MOST = 3
"""Days on which something is open all the same that are named one by one."""


def sections(repo: Repository, year: int) -> tuple[Section, ...]:
    """Everything that makes a day of ``year`` unlike others, each with its place."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    entries = [entry for entry in placed(repo) if entry.entry.first <= last and first <= entry.entry.last]
    entries.sort(key=lambda entry: (entry.entry.first, entry.entry.last))
    found = [
        Section(title, tuple(_shown(repo, entry) for entry in entries if entry.table == table))
        for table, title in _TITLES
    ]
    dated = tuple(_closed_hours(repo, first, last))
    return (*found, Section(_DATED, dated)) if dated else tuple(found)


def _shown(repo: Repository, placed: Placed) -> Shown:
    shut = placed.table != "school_holiday"
    place = f"{placed.place.file}:{placed.place.line}"
    open_ = tuple(_open(repo, placed.entry)) if shut else ()
    return Shown(stretch_words(placed.entry, year=False), named(placed.entry), place, open_)


def _open(repo: Repository, entry: Days) -> Iterator[str]:
    """The days of ``entry`` on which services are open by hours with dates, which stand above it."""
    opening: Opening = repo.lookups.opening
    sites = entry.sites if isinstance(entry, Closure) else ()
    services = [each for each in repo.centre.service if not sites or each.site in sites]
    found = []
    for day in span(entry.first, entry.last):
        hours = [(each.id, spell) for each in services if (spell := opening.hours(each.id, day))]
        if hours:
            found.append(f"{day_words(day)} {', '.join(f'{id} {times(*spell)}' for id, spell in hours)}")
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield f"{len(found) - _MOST} more days"


def _closed_hours(repo: Repository, first: date, last: date) -> Iterator[Shown]:
    document = repo.document("centre.toml")
    for at, service in enumerate(repo.centre.service):
        for number, hours in enumerate(service.hours):
            if hours.closed and (hours.from_ or hours.until):
                days = tuple(span(max(hours.from_ or first, first), min(hours.until or last, last)))
                shut = [day for day in days if Weekday.of(day) in hours.weekdays]
                if shut:
                    what = service.id if len(shut) == len(days) else f"{service.id} on {_weekdays(shut)}"
                    when = stretch_words(Days(from_=days[0], until=days[-1]), year=False)
                    place = document.place("service", at, "hours", number)
                    yield Shown(when, what, f"{place.file}:{place.line}")


def _weekdays(days: Iterable[date]) -> str:
    """The weekdays that ``days`` fall on, in the order of the week."""
    found = {Weekday.of(day): weekday(day) for day in sorted(days, key=date.weekday)}
    return "Mon to Fri" if tuple(found) == MONDAY_TO_FRIDAY else listed(found.values())


@dataclass(frozen=True)
class Step:
    """How a year stands to ``[calendar]``: whether there is one, what does not fit its nation, and what a sync would change.

    ``refused`` says why a sync would write nothing.
    """

    settings: bool
    nation: Nation | None
    wrong: tuple[Finding, ...] = ()
    refused: str = ""
    lines: tuple[str, ...] = ()
    new: bool = False


def step_of(repo: Repository, year: int) -> Step:
    """What a sync of ``year`` would do."""
    nation = repo.centre.calendar.nation
    if not has_settings(repo):
        return Step(settings=False, nation=None)
    wrong = tuple(unfit(repo, [year]))
    if wrong:
        return Step(settings=True, nation=nation, wrong=wrong)
    found = year_of(repo, year)
    return Step(
        settings=True,
        nation=nation,
        refused=not_own(found),
        lines=difference_lines(found.before, found.after),
        new=found.new,
    )
