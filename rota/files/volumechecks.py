"""What listed calls contradict: services, opening hours, one another."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from rota.domain.clock import day_words, hhmm
from rota.domain.demand import Demand
from rota.domain.interval import INTERVAL
from rota.domain.opening import Opening, Span
from rota.domain.place import Place
from rota.files.callrows import SHOWN, more_like_it
from rota.files.callsheet import Again, Listed, Sheet
from rota.files.codes import Code
from rota.files.contents import Contents
from rota.files.errors import fault
from rota.files.wording import listed, nearest, quoted
from rota.files.world import World
from rota.rules import Finding

Key = tuple[str, date]
"""A service and a day."""


def volume_findings(world: World, contents: Contents) -> Iterator[Finding]:
    """All that is wrong with the calls listed in ``demand/*.csv``, sheet by sheet."""
    demand, opening = contents.all_demand, Opening(world.centre, contents.all_days)
    for sheet in contents.sheets:
        yield from unknown_services(sheet, world.services)
        known = {key: day for key, day in sheet.days.items() if key[0] in world.services}
        if contents.demand_whole:
            yield from _without_terms(sheet, known, demand)
        odd = {key: day for key, day in known.items() if day.halves.keys() != _open(opening.hours(*key))}
        yield from _outside(sheet, odd, opening, world)
        yield from _gaps(sheet, odd, opening)
    yield from listed_twice(contents.sheets)


def unknown_services(sheet: Sheet, services: Collection[str]) -> Iterator[Finding]:
    """A finding for each service that nothing knows, at the first line that names it."""
    lines: dict[str, list[int]] = {}
    for (service, _), day in sheet.days.items():
        if service not in services:
            lines.setdefault(service, []).extend(day.lines.values())
    for service, found in lines.items():
        yield fault(
            Code.UNKNOWN_ID,
            f"no service is named {quoted(service)}{more_like_it(len(found) - 1, max(found))}",
            nearest(service, services),
            sheet.place(min(found), "service"),
        )


def listed_twice(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Half hours that are listed a second time, in the same sheet or in another."""
    first: dict[Key, tuple[Sheet, Listed]] = {}
    for sheet in sheets:
        yield from _twice(sheet, sheet, sheet.again)
        across: dict[str, list[Again]] = {}
        for key, day in sheet.days.items():
            other, before = first.setdefault(key, (sheet, day))
            if other is not sheet:
                found = across.setdefault(other.file, [])
                found += (
                    Again(*key, at, day.lines[at], before.lines[at]) for at in day.lines if at in before.lines
                )
        for other in sheets:
            yield from _twice(sheet, other, across.get(other.file, ()))


def _twice(sheet: Sheet, other: Sheet, found: Sequence[Again]) -> Iterator[Finding]:
    for at, again in enumerate(found[:SHOWN]):
        more = more_like_it(len(found) - SHOWN if at == SHOWN - 1 else 0, found[-1].line)
        yield fault(
            Code.CALLS_TWICE,
            f"the calls of {again.service} on {again.day} at {hhmm(again.start)} are listed a second time{more}",
            _anew(sheet) or _anew(other) or "take out whichever of the two is wrong",
            sheet.place(again.line),
            second=other.place(again.first),
        )


def _anew(sheet: Sheet) -> str:
    """What to do about a sheet that a forecast wrote before something else changed; empty for others."""
    return f"delete {sheet.file} and forecast anew: rota demand forecast MONTH" if sheet.made else ""


def _without_terms(sheet: Sheet, days: Mapping[Key, Listed], demand: Demand) -> Iterator[Finding]:
    without: dict[str, list[tuple[date, int]]] = {}
    for (service, day), found in days.items():
        if demand.calls_at(service, day) is None:
            without.setdefault(service, []).append((day, found.line))
    for service, missing in without.items():
        day, line = missing[0]
        yield fault(
            Code.NO_TERMS,
            f"calls of {service} are listed on {day}{_more_days(len(missing) - 1, ' and ')}, and no [[calls]] says how they are answered then",
            f"add a [[calls]] table of {quoted(service)} to demand.toml, or take the lines out",
            sheet.place(line),
        )


def _outside(sheet: Sheet, days: Mapping[Key, Listed], opening: Opening, world: World) -> Iterator[Finding]:
    found: list[tuple[Key, Listed, int, Span | None]] = []
    for (service, day), halves in days.items():
        span = opening.hours(service, day)
        wrong = _first_outside(halves, span)
        if wrong is not None:
            found.append(((service, day), halves, wrong, span))
    for at, ((service, day), halves, start, span) in enumerate(found[:SHOWN]):
        hours = f"open {hhmm(span[0])}-{hhmm(span[1])}" if span else "closed all day"
        yield fault(
            Code.OUTSIDE_HOURS,
            f"calls of {service} at {hhmm(start)} on {day_words(day)} {day.year}, when it is not open ({hours})"
            f"{_more_days(len(found) - SHOWN if at == SHOWN - 1 else 0, '; likewise on ')}",
            _anew(sheet)
            or _added(start, span)
            or "take the lines out, or correct the opening hours or the calendar",
            sheet.place(halves.lines[start], "start"),
            second=_hours_of(world, service),
        )


def _first_outside(day: Listed, span: Span | None) -> int | None:
    """The first half hour with calls at which nothing is open; a 0 there says nothing and is no fault."""
    inside = range(*span) if span else range(0)
    return next((at for at, volume in day.halves.items() if at not in inside and volume.calls), None)


def _added(start: int, span: Span | None) -> str:
    """What to do about calls of a half hour in the middle of which it opens; empty for others."""
    if span is None or not start < span[0] < start + INTERVAL:
        return ""
    return f"add them to those of {hhmm(start + INTERVAL)}, the first half hour that begins while it is open"


def _hours_of(world: World, service: str) -> Place:
    at = next(at for at, entry in enumerate(world.centre.service) if entry.id == service)
    return world.centre_document.place("service", at)


def _gaps(sheet: Sheet, days: Mapping[Key, Listed], opening: Opening) -> Iterator[Finding]:
    lacking = []
    for (service, day), found in days.items():
        span = opening.hours(service, day)
        missing = [hhmm(at) for at in half_hours(span) if at not in found.halves] if span else []
        if missing and _first_outside(found, span) is None:
            lacking.append((service, day, found.line, missing))
    for at, (service, day, line, missing) in enumerate(lacking[:SHOWN]):
        yield fault(
            Code.CALLS_GAP,
            f"the calls of {service} on {day_words(day)} {day.year} lack {listed(missing, 4)}"
            f"{_more_days(len(lacking) - SHOWN if at == SHOWN - 1 else 0, '; so do those of ')}",
            _anew(sheet)
            or "add the half hours, with 0 where no calls are expected; or take the whole day out, and its profile counts",
            sheet.place(line),
        )


def half_hours(span: Span) -> range:
    """The half hours that begin while a service is open."""
    return range(-(-span[0] // INTERVAL) * INTERVAL, span[1], INTERVAL)


@cache
def _open(span: Span | None) -> frozenset[int]:
    return frozenset(half_hours(span) if span else ())


def _more_days(more: int, before: str) -> str:
    return "" if more <= 0 else f"{before}{more:,} more {'day' if more == 1 else 'days'}"
