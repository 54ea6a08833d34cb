"""Below the rota: cover against need and service level by day, and what a reader of the sheet should know."""

from collections.abc import Iterator

from rota.show.edition.cover import Calls, Strip
from rota.show.edition.key import Day
from rota.show.edition.whole import Edition
from rota.show.levels import in_time
from rota.show.palette import SHORT, tone
from rota.show.xlsx.days import Days, notes
from rota.show.xlsx.layout import NAME_COLUMN
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import (
    BANDED,
    DIFFERENCE_FORMAT,
    NOTE,
    TEXT_FORMAT,
    UNDER_FORMAT,
    like,
    shade,
)

COVER_HEAD = "Cover against need, worst half hour of the day"
LEVEL_HEAD = "Calls answered in time, in %; < is under target"


def write_below(page: Page, edition: Edition, days: Days, row: int) -> int:
    """The rows below the agents, from ``row`` on; the last of them."""
    queues = [strip for strip in edition.strips if strip.calls]
    row = _cover(page, edition, days, row)
    if queues:
        row = _levels(page, queues, days, row)
    said = list(_notes(edition))
    for at, note in enumerate(said, row + 1):
        page.text(at, NAME_COLUMN, note, NOTE)
    return row + len(said)


def _cover(page: Page, edition: Edition, days: Days, row: int) -> int:
    """A row for each service; the row after the last."""
    _band(page, days, row, COVER_HEAD)
    for strip in edition.strips:
        row += 1
        service_name(page, row, NAME_COLUMN, strip)
        for day, staffed in zip(days.days, strip.days, strict=True):
            difference(page, row, days.columns[day.date], staffed.worst, day)
    return row + 1


def _levels(page: Page, queues: list[Strip], days: Days, row: int) -> int:
    _band(page, days, row, LEVEL_HEAD)
    for strip in queues:
        row += 1
        service_name(page, row, NAME_COLUMN, strip)
        for day, staffed in zip(days.days, strip.days, strict=True):
            level(page, row, days.columns[day.date], staffed.calls, day)
    return row + 1


def _band(page: Page, days: Days, row: int, text: str) -> None:
    page.fill(row, range(1, days.last + 1), BANDED)
    page.text(row, NAME_COLUMN, text, BANDED)


def service_name(page: Page, row: int, column: int, strip: Strip) -> None:
    """The name of a service with its letter, in its colours."""
    service = strip.service
    page.text(row, column, f"{service.name} ({service.letter})", like(tone(service.tone), number=TEXT_FORMAT))


def difference(page: Page, row: int, column: int, number: int | None, day: Day) -> None:
    """Heads beyond need, ``+1``, ``0`` or ``-2``, the last in red; empty where none are needed."""
    monday = day.date.weekday() == 0
    if number is None:
        page.blank(row, column, like(shade(day), week=monday))
        return
    look = like(
        SHORT if number < 0 else shade(day), number < 0, align="center", number=DIFFERENCE_FORMAT, week=monday
    )
    page.number(row, column, number, look)


def level(page: Page, row: int, column: int, calls: Calls | None, day: Day) -> None:
    """The share of calls answered in time in whole percent, rounded down; with a sign and red under target."""
    monday = day.date.weekday() == 0
    share = calls.level if calls else None
    if calls is None or share is None:
        page.blank(row, column, like(shade(day), week=monday))
        return
    number = int(in_time(share, 0).removesuffix("%"))
    if calls.met:
        page.number(row, column, number, like(shade(day), align="center", number="0", week=monday))
    else:
        page.number(row, column, number, like(SHORT, True, align="center", number=UNDER_FORMAT, week=monday))


def _notes(edition: Edition) -> Iterator[str]:
    yield "What the codes mean is on the sheet Key."
    yield from notes(edition.days)
    if edition.private:
        yield (
            "Shifts, days off, lieu and training can be changed here; then `rota import` this workbook. "
            "Totals and cover are those of the version named above: they do not follow what is changed here."
        )
