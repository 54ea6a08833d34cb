"""What people wrote in ``calendar/`` themselves, which is never written a second time and never written over."""

from collections.abc import Iterator
from dataclasses import dataclass

from rota.domain.calendar import Calendar, Closure, Days
from rota.domain.period import span
from rota.domain.place import Place
from rota.domain.table import kebab
from rota.files.calendarfile import TABLES, made
from rota.files.repository import Repository
from rota.files.toml import Document


@dataclass(frozen=True)
class Placed:
    """An entry of a calendar file: the table that it stands in, as in ``bank_holiday``, and its place."""

    table: str
    entry: Days
    place: Place
    by_hand: bool


def placed(repo: Repository) -> Iterator[Placed]:
    """Every entry of every calendar file, in the order in which they are read."""
    for document, calendar in repo.contents.calendar:
        hand = not made(document)
        for table in TABLES:
            for at, entry in enumerate(getattr(calendar, table)):
                yield Placed(table, entry, document.place(kebab(table), at), hand)


def by_hand(repo: Repository) -> Calendar:
    """What the files say that people wrote."""
    return Calendar.together(calendar for document, calendar in repo.contents.calendar if not made(document))


def file_of(repo: Repository, file: str) -> tuple[Document, Calendar] | None:
    """A calendar file as it was read; None where there is none."""
    return next((pair for pair in repo.contents.calendar if pair[0].file == file), None)


def without(calendar: Calendar, hand: Calendar) -> Calendar:
    """``calendar`` without the bank holidays that ``hand`` has too, and without closures of days that are shut by it anyway."""
    return Calendar(
        bank_holiday=tuple(entry for entry in calendar.bank_holiday if not hand.bank_holiday_on(entry.first)),
        closure=tuple(entry for entry in calendar.closure if not _shut(entry, hand)),
        school_holiday=calendar.school_holiday,
    )


def _shut(closure: Closure, hand: Calendar) -> bool:
    """Whether everything that the closure closes is closed by ``hand``."""
    return all(
        hand.bank_holiday_on(day) or any(day in entry and _covers(entry, closure) for entry in hand.closure)
        for day in span(closure.first, closure.last)
    )


def _covers(entry: Closure, closure: Closure) -> bool:
    return not entry.sites or (bool(closure.sites) and set(closure.sites) <= set(entry.sites))
