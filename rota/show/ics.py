"""An agent's shifts as an iCalendar file (RFC 5545), to subscribe to or to import."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vDate, vDatetime, vDuration, vInt, vText

PRODUCT = "-//rota//shifts//EN"
MAY_CHANGE = "Not published yet: this may still change."
CANCELLED = "cancelled: "
"""Stands before what is cancelled, for programs that show it like anything else."""

_REFRESH = timedelta(hours=1)
"""How often a program that subscribes should look again: swaps are settled, and mornings repaired, on the day."""

_LINE = 75
"""Octets after which a line goes on in the next one."""

_NONE = Parameters()
_DAY = Parameters({"VALUE": "DATE"})
_LENGTH = Parameters({"VALUE": "DURATION"})


class State(StrEnum):
    """How sure an entry is."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """A stretch at work, from ``start`` to ``end``, both moments in UTC, or a whole day, ``end`` being the next.

    ``revision`` counts how often it was changed, the last time at ``changed``. ``notes`` are lines.
    """

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    changed: datetime
    revision: int = 0
    state: State = State.CONFIRMED
    notes: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Feed:
    """All that stands in one agent's calendar, in order.

    ``title`` tells by centre and id whose it is; ``called`` is what programs call it instead, if it has the owner's name.
    """

    agent: str
    title: str
    entries: tuple[Entry, ...]
    called: str = ""


def to_ics(feed: Feed) -> bytes:
    """``feed`` as a file: lines folded at 75 octets, nothing in it but what the feed holds."""
    return b"".join(_calendar(feed))


def title_lines(title: str) -> tuple[bytes, bytes]:
    """The lines by which it is known whose calendar a file is, folded as they stand there; it has one of the two."""
    return _text("X-WR-CALNAME", title), _text("X-WR-CALDESC", title)


def _calendar(feed: Feed) -> Iterator[bytes]:
    yield from _texts(("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", PRODUCT))
    yield from _texts(("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"))
    name, about = title_lines(feed.title)
    yield _text("NAME", feed.called or feed.title)
    yield from (_text("X-WR-CALNAME", feed.called), about) if feed.called else (name,)
    yield _line("REFRESH-INTERVAL", vDuration(_REFRESH), _LENGTH)
    yield _line("X-PUBLISHED-TTL", vDuration(_REFRESH))
    for entry in feed.entries:
        yield from _event(entry)
    yield from _texts(("END", "VCALENDAR"))


def _event(entry: Entry) -> Iterator[bytes]:
    yield from _texts(("BEGIN", "VEVENT"), ("UID", entry.uid))
    yield _time("DTSTAMP", entry.changed)
    yield _time("LAST-MODIFIED", entry.changed)
    yield _line("SEQUENCE", vInt(entry.revision))
    yield _time("DTSTART", entry.start)
    yield _time("DTEND", entry.end)
    yield from _texts(*_words(entry), ("STATUS", entry.state.value))
    free = entry.state is State.CANCELLED
    yield from _texts(
        ("TRANSP", "TRANSPARENT" if free else "OPAQUE"), ("CLASS", "PRIVATE"), ("END", "VEVENT")
    )


def _words(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "SUMMARY", f"{CANCELLED if entry.state is State.CANCELLED else ''}{entry.summary}"
    notes = (*entry.notes, *([MAY_CHANGE] if entry.state is State.TENTATIVE else ()))
    if notes:
        yield "DESCRIPTION", "\n".join(notes)
    if entry.place:
        yield "LOCATION", entry.place


def _texts(*lines: tuple[str, str]) -> Iterable[bytes]:
    return (_text(name, value) for name, value in lines)


@lru_cache(maxsize=65536)
def _text(name: str, value: str) -> bytes:
    # Most lines of a month stand in it many times.
    return _line(name, vText(value))


@lru_cache(maxsize=16384)
def _time(name: str, value: datetime | date) -> bytes:
    if isinstance(value, datetime):
        return _line(name, vDatetime(value.astimezone(UTC)))
    return _line(name, vDate(value), _DAY)


def _line(name: str, value: Any, parameters: Parameters | None = None) -> bytes:
    # The library escapes and folds; its components would sort and check each line anew.
    line = Contentline.from_parts(name, parameters or _NONE, value)
    short = line.encode()
    # Nearly every line needs no fold, and folding takes longer than all else.
    folded: bytes = short if len(short) <= _LINE else line.to_ical()
    return folded + b"\r\n"
