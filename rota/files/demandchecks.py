"""Facts of ``demand.toml`` that contradict others: needs, profiles and deferrable work against hours and training."""

from collections.abc import Iterator

from rota.domain.calls import Calls, Profile
from rota.domain.centre import Service
from rota.domain.clock import hhmm
from rota.domain.demand import Demand, Need
from rota.domain.opening import Opening
from rota.domain.table import Weekday
from rota.files.codes import Code
from rota.files.contents import Contents
from rota.files.errors import fault
from rota.files.toml import Document
from rota.files.wording import quoted
from rota.files.world import World
from rota.rules import Finding

Path = tuple[str | int, ...]
Wanted = tuple[Document, Path, str]
"""A service in a table of demand that asks for people: the document, the path of the table, the service."""


def demand_findings(world: World, contents: Contents) -> Iterator[Finding]:
    """Demand when nothing is open, or that nobody can serve; calls said twice; events of services without calls."""
    opening = Opening(world.centre, contents.all_days)
    services = {service.id: service for service in world.centre.service}
    for document, demand in contents.demand:
        for path, service, entry, words in _timed(demand):
            open_at = services.get(service)
            if open_at is not None and (wrong := _never_open(entry, open_at, opening)):
                when, minute = wrong
                yield fault(
                    Code.OUTSIDE_HOURS,
                    f"{service} {words[0]} at {hhmm(minute)} on {when}, when it is not open",
                    f"shorten the {words[1]}, or correct the opening hours",
                    document.place(*path, "start"),
                    second=world.centre_document.place("service", world.centre.service.index(open_at)),
                )
    yield from _untrained(world, contents)
    yield from _never_counted(contents)
    if contents.demand_whole:
        yield from _events(world, contents)


def _timed(demand: Demand) -> Iterator[tuple[Path, str, Need | Profile, tuple[str, str]]]:
    """Every table that says something half hour by half hour, and how it is named in messages."""
    for at, need in enumerate(demand.need):
        yield ("need", at), need.service, need, ("needs people", "need")
    for at, calls in enumerate(demand.calls):
        for number, profile in enumerate(calls.day):
            yield ("calls", at, "day", number), calls.service, profile, ("expects calls", "profile")


def _never_open(entry: Need | Profile, service: Service, opening: Opening) -> tuple[str, int] | None:
    """The first time of ``entry`` at which the service is never open. Shorter hours on some dates are no fault."""
    wanted = [minute for minute, amount in entry.by_interval().items() if amount]
    if entry.date is not None:
        span = opening.hours(service.id, entry.date)
        return next(((str(entry.date), at) for at in wanted if not (span and span[0] <= at < span[1])), None)
    for weekday in entry.weekdays:
        spans = _spans(service, weekday)
        for at in wanted:
            if not any(start <= at < end for start, end in spans):
                return weekday.value, at
    return None


def _spans(service: Service, weekday: Weekday) -> list[tuple[int, int]]:
    entries = (hours for hours in service.hours if weekday in hours.weekdays and not hours.closed)
    return [
        (hours.open, hours.close) for hours in entries if hours.open is not None and hours.close is not None
    ]


def _untrained(world: World, contents: Contents) -> Iterator[Finding]:
    """A finding for each service that has demand of any kind and nobody to serve it."""
    trained = {
        skill
        for agent in world.people.agent
        for terms in (agent, *agent.dated)
        for skill in terms.skills or ()
    }
    skills = {service.id: service.needs_skill for service in world.centre.service}
    told: set[str] = set()
    for document, path, service in _wanting(contents):
        skill = skills.get(service)
        if skill is not None and skill not in trained and service not in told:
            told.add(service)
            yield fault(
                Code.NOBODY_TRAINED,
                f"{service} needs people, but nobody has the skill {quoted(skill)}",
                f"add {quoted(skill)} to the skills of those who can do it, in people.toml",
                document.place(*path, "service"),
            )


def _wanting(contents: Contents) -> Iterator[Wanted]:
    for document, demand in contents.demand:
        for at, need in enumerate(demand.need):
            if any(need.by_interval().values()):
                yield document, ("need", at), need.service
        for at, calls in enumerate(demand.calls):
            yield document, ("calls", at), calls.service
        for at, work in enumerate(demand.deferrable):
            if work.hours:
                yield document, ("deferrable", at), work.service


def _never_counted(contents: Contents) -> Iterator[Finding]:
    """[[calls]] of a service whose every day another one further down speaks of."""
    entries = [
        (document, at, calls) for document, demand in contents.demand for at, calls in enumerate(demand.calls)
    ]
    for number, (document, at, calls) in enumerate(entries):
        over = next((later for later in entries[number + 1 :] if _covers(later[2], calls)), None)
        if over is not None:
            yield fault(
                Code.CONTRADICTION,
                f"this [[calls]] of {calls.service} never counts: a later one holds on every day of it",
                "put both into one table, its profiles as [[calls.day]] below it; or give them from and until",
                document.place("calls", at),
                second=over[0].place("calls", over[1]),
            )


def _covers(later: Calls, earlier: Calls) -> bool:
    begins = later.from_ is None or (earlier.from_ is not None and later.from_ <= earlier.from_)
    ends = later.until is None or (earlier.until is not None and earlier.until <= later.until)
    return later.service == earlier.service and begins and ends


def _events(world: World, contents: Contents) -> Iterator[Finding]:
    """Events that move the calls of a service that has none."""
    with_calls = {calls.service for _, demand in contents.demand for calls in demand.calls}
    for document, demand in contents.demand:
        for at, event in enumerate(demand.event):
            for number, service in enumerate(event.services):
                if service in world.services and service not in with_calls:
                    yield fault(
                        Code.NO_TERMS,
                        f"event {quoted(event.name)} moves the calls of {service}, which has no [[calls]]",
                        f"add a [[calls]] table of {quoted(service)}, or take it out of services",
                        document.place("event", at, "services", number),
                    )
