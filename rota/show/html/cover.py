"""Cover and service level of a page: each service drawn, in a sentence, and in a table of the same numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rota.domain.clock import day_words
from rota.show.edition.cover import Calls, Staffed, Strip
from rota.show.edition.whole import Edition
from rota.show.html.drawing import Drawing, drawn, excused
from rota.show.html.numbers import Numbers
from rota.show.levels import calls_words, in_time, target_words
from rota.show.words import counted, signed, times

MOST = 5
"""Days that are short told at the top of the page; the tables tell all."""


@dataclass(frozen=True)
class Line:
    """A day of a service: the lowest difference, when heads are missing, and its calls."""

    day: str
    lowest: str
    short: str
    calls: str
    level: str
    target: str
    missed: bool


@dataclass(frozen=True)
class Service:
    """A service of the section on cover; ``tone`` numbers its colour.

    Where nobody is required at any time and no calls come, there is no ``drawing`` and there are no lines.
    """

    number: int
    site: int
    name: str
    letter: str
    tone: int
    said: str
    drawing: Drawing | None
    lines: tuple[Line, ...]
    has_calls: bool


@dataclass(frozen=True)
class Short:
    """A day on which a service is short, the ``at``-th of the period from 0: when, and of how many heads."""

    service: str
    number: int
    at: int
    day: str
    words: str


def services(edition: Edition, numbers: Numbers) -> tuple[Service, ...]:
    """Each service that is open or needed in the period."""
    return tuple(_service(numbers, at, strip) for at, strip in enumerate(edition.strips))


def shortest(edition: Edition) -> list[Short]:
    """The days of services that are short, those first that miss most; days that meet their calls' target are not."""
    found = [
        (-day.missing, day.date, number, at, strip, day)
        for number, strip in enumerate(edition.strips)
        for at, day in enumerate(strip.days)
        if day.missing and not excused(day)
    ]
    found.sort(key=lambda each: each[:3])
    return [
        Short(strip.service.name, number, at, day_words(day.date), _lacks(day))
        for _, _, number, at, strip, day in found
    ]


def cover_words(strips: Sequence[Strip]) -> str:
    """Whether every half hour is covered, or how much is missing."""
    lacking = [day for strip in strips for day in strip.days if day.missing]
    short = [day for day in lacking if not excused(day)]
    if not short:
        return "Covered: every day meets its target" if lacking else "Covered: no half hour is short"
    halves = sum(half.difference < 0 for day in short for half in day.halves)
    days = len({day.date for day in short})
    return f"{counted(halves, 'half hour')} short on {counted(days, 'day')}"


def level_words(calls: Calls) -> str:
    """``94.1% of 13,204 calls answered in time; target 80%``."""
    level = in_time(calls.level) if calls.level is not None else "none"
    return (
        f"{level} of {calls_words(calls.offered)} calls answered in time; target {target_words(calls.target)}"
    )


def _service(numbers: Numbers, at: int, strip: Strip) -> Service:
    entry, asked = strip.service, _asked(strip)
    return Service(
        at,
        numbers.sites[entry.site],
        entry.name,
        entry.letter,
        entry.tone,
        ". ".join(_said(strip)) + "." if asked else "Nobody is required at set times.",
        drawn(strip) if asked else None,
        tuple(_line(day) for day in strip.days if day.halves and asked),
        any(day.calls for day in strip.days),
    )


def _asked(strip: Strip) -> bool:
    return any(day.calls or any(half.need for half in day.halves) for day in strip.days)


def _said(strip: Strip) -> Iterator[str]:
    yield cover_words([strip])
    if strip.calls and strip.calls.level is not None:
        under = sum(day.calls is not None and not day.calls.met for day in strip.days)
        missed = f", missed on {counted(under, 'day')}" if under else ", met on every day"
        yield level_words(strip.calls) + missed


def _line(day: Staffed) -> Line:
    calls = day.calls
    return Line(
        day_words(day.date),
        "" if day.worst is None else signed(day.worst),
        _lacks(day) + (" (the day meets its target)" if day.missing and excused(day) else ""),
        calls_words(calls.offered) if calls else "",
        in_time(calls.level) if calls and calls.level is not None else "",
        target_words(calls.target) if calls else "",
        calls is not None and not calls.met,
    )


def _lacks(day: Staffed) -> str:
    return ", ".join(f"{times(start, end)} by {missing}" for start, end, missing in day.lacks)
