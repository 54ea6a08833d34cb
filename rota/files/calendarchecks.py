"""What cannot all be true of ``[calendar]`` in ``centre.toml``."""

from collections.abc import Iterable, Iterator
from datetime import date

from rota.domain.calendarsettings import CalendarSettings
from rota.domain.clock import day_words
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.references import unknown_each
from rota.files.toml import Document, Path_
from rota.files.world import World
from rota.rules import Finding


def calendar_findings(world: World, document: Document) -> Iterator[Finding]:
    """Sites that do not exist, days said twice, and settings that mean nothing without a nation."""
    settings = world.centre.calendar
    for at, closure in enumerate(settings.closure):
        path = ("calendar", "closure", at, "sites")
        yield from unknown_each(document, path, closure.sites, world.sites, "site")
    yield from _without_nation(settings, document)
    moved = [
        (("calendar", "substitute", at, "day"), entry.day) for at, entry in enumerate(settings.substitute)
    ]
    yield from _twice(document, moved, "is moved twice", "take one of the two out")
    yield from _twice(
        document, _bank_holidays(settings), "is a bank holiday twice", "take one of the two out"
    )


def _without_nation(settings: CalendarSettings, document: Document) -> Iterator[Finding]:
    for key in ("without", "substitute"):
        if getattr(settings, key) and settings.nation is None:
            yield fault(
                Code.CONTRADICTION,
                f"{key} is about the bank holidays of a nation, and none is named",
                'add nation = "england" (or wales, scotland, northern-ireland), or take it out',
                document.place("calendar", key),
            )


def _bank_holidays(settings: CalendarSettings) -> Iterator[tuple[Path_, date]]:
    """Every day that the settings themselves make a bank holiday, each with where it stands."""
    for at, entry in enumerate(settings.substitute):
        yield ("calendar", "substitute", at, "instead"), entry.instead
    for at, holiday in enumerate(settings.holiday):
        if holiday.day is not None:
            yield ("calendar", "holiday", at, "day"), holiday.day
        for number, day in enumerate(holiday.days):
            yield ("calendar", "holiday", at, "days", number), day


def _twice(
    document: Document, entries: Iterable[tuple[Path_, date]], what: str, fix: str
) -> Iterator[Finding]:
    first: dict[date, Path_] = {}
    for path, day in entries:
        if day in first:
            yield fault(
                Code.CONTRADICTION,
                f"{day_words(day)} {day.year} {what}",
                fix,
                document.place(*path),
                second=document.place(*first[day]),
            )
        first.setdefault(day, path)
