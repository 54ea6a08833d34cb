"""What another calendar does to months that are published already: their cells stay, and no longer fit the days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from rota.domain.calendar import Calendar
from rota.domain.cell import Cell, Kind
from rota.domain.centre import Closing, Site
from rota.domain.lookups import Lookups
from rota.domain.period import ONE_DAY, Period
from rota.domain.standing import Standing
from rota.files.repository import Repository
from rota.show.calendareffects import Effect, Touched
from rota.work.calendar.sheet import Sheet

_AT_WORK = frozenset({Kind.SHIFT, Kind.TRAINING})


def after(repo: Repository, sheets: Iterable[Sheet]) -> Calendar:
    """The calendar of all files, once ``sheets`` are written."""
    files = {document.file: calendar for document, calendar in repo.contents.calendar}
    files |= {sheet.file: sheet.after for sheet in sheets}
    return Calendar.together(files[file] for file in sorted(files))


def effects_of(repo: Repository, new: Calendar, today: date) -> Iterator[Effect]:
    """The published months in which some day becomes another sort of day under ``new``."""
    compared = _Compared(repo, new)
    for group in repo.centre.group:
        for month in sorted(repo.bases(group.id)):
            touched = [day for day in Period.of_month(month).days if compared.becomes(day)]
            rota = repo.rota(group.id, month) if touched else None
            if rota is not None:
                rows = (
                    (agent, day, row[day])
                    for agent, row in rota.cells.items()
                    for day in touched
                    if day in row
                )
                days = tuple(compared.together(touched, tuple(rows)))
                ahead = next((day for day in touched if day >= today), None)
                yield Effect(group.id, month, days, ahead)


class _Compared:
    """Each day by the calendar as it is and by another."""

    def __init__(self, repo: Repository, new: Calendar) -> None:
        self._old, self._new = repo.calendar, new
        self._sites: tuple[Site, ...] = repo.centre.site
        self._was, self._is = (
            Lookups(repo.centre, repo.people, each, repo.demand) for each in (repo.calendar, new)
        )

    def becomes(self, day: date) -> tuple[str, ...]:
        """What ``day`` becomes, in words; nothing where it stays the same sort of day."""
        return (*self._bank_holiday(day), *self._closed(day), *self._school(day))

    def _bank_holiday(self, day: date) -> Iterator[str]:
        was, now = self._old.bank_holiday_on(day), self._new.bank_holiday_on(day)
        if now and not was:
            yield f"becomes a bank holiday ({now.name})" if now.name else "becomes a bank holiday"
        elif was and not now:
            yield "is a bank holiday no more"

    def _closed(self, day: date) -> Iterator[str]:
        """At which sites it is closed; on a bank holiday that makes no difference."""
        if self._old.bank_holiday_on(day) and self._new.bank_holiday_on(day):
            return
        was, now = self._shut(self._old, day), self._shut(self._new, day)
        if gained := [site for site in now if site not in was]:
            names = dict.fromkeys(now[site] for site in gained if now[site])
            yield f"becomes a closure{self._at(gained)}" + (f" ({', '.join(names)})" if names else "")
        if lost := [site for site in was if site not in now]:
            yield f"is a closure{self._at(lost)} no more"

    def _shut(self, calendar: Calendar, day: date) -> Mapping[str, str]:
        found = {site.id: calendar.closure_on(day, site.id) for site in self._sites}
        return {site: entry.name for site, entry in found.items() if entry is not None}

    def _at(self, sites: list[str]) -> str:
        return "" if len(sites) == len(self._sites) else f" at {', '.join(sites)}"

    def _school(self, day: date) -> Iterator[str]:
        was, now = self._old.in_school_holiday(day), self._new.in_school_holiday(day)
        if was != now:
            yield "becomes a school holiday" if now else "is a school holiday no more"

    def together(self, days: list[date], rows: tuple[tuple[str, date, Cell], ...]) -> Iterator[Touched]:
        """Days that follow one another and become the same, as one, with the cells that no longer fit."""
        starts = [
            at
            for at, (one, next_) in enumerate(pairwise([date.min, *days]))
            if next_ - one != ONE_DAY or self.becomes(one) != self.becomes(next_)
        ]
        for start, end in pairwise([*starts, len(days)]):
            first, last = days[start], days[end - 1]
            cells = Counter(
                what
                for agent, day, cell in rows
                if first <= day <= last and (what := self._at_odds(agent, day, cell))
            )
            yield Touched(first, last, self.becomes(first), dict(sorted(cells.items())))

    def _at_odds(self, agent: str, day: date, cell: Cell) -> str:
        """How a cell that stands fits the day no longer; empty where it does."""
        was, now = self._was.standings.of(agent, day), self._is.standings.of(agent, day)
        if was is None or now is None:
            return ""
        opened, open_ = self._was.opening.site_open(was.site, day), self._is.opening.site_open(now.site, day)
        if opened and not open_ and cell.kind in {*_AT_WORK, Kind.LEAVE, Kind.LIEU}:
            return "at work" if cell.kind in _AT_WORK else f"on {cell.kind.value}"
        if cell.kind is Kind.CLOSED:
            other = self._closing(self._old, was, day) is not self._closing(self._new, now, day)
            still = "with other terms for closed days" if other and not opened else ""
            return "closed" if open_ and not opened else still
        if now.term_break != was.term_break:
            return self._in_term(now, cell)
        return ""

    @staticmethod
    def _in_term(now: Standing, cell: Cell) -> str:
        if now.term_break:
            return "at work on a term-time contract" if cell.kind in _AT_WORK else ""
        return "off on a term-time contract" if now.rostered and cell.kind is Kind.OFF else ""

    @staticmethod
    def _closing(calendar: Calendar, standing: Standing, day: date) -> Closing:
        bank_holiday = calendar.bank_holiday_on(day) is not None
        return standing.employer.bank_holidays if bank_holiday else standing.employer.closures
