"""What is expected of a month or a day, and what it asks for: calls, required headcount, given heads, work that can wait."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rota.demand.staffing import CallStaffing
from rota.domain.facts import Facts
from rota.domain.opening import Opening
from rota.domain.period import ONE_DAY, Period
from rota.files.repository import Repository
from rota.files.volumechecks import half_hours
from rota.show.demandshow import DayWanted, HalfWanted
from rota.work.clock import today
from rota.work.demand.sources import Sources
from rota.work.errors import Unusable, unknown
from rota.work.whole.calls import days_unknown

_LOOK_AHEAD = timedelta(days=90)
"""How far work may be due."""


def next_month(repo: Repository) -> str:
    """The month after the last that is published; the present one where none is."""
    published = [month for group in repo.centre.group for month in repo.bases(group.id)]
    return (
        Period.of_month(max(published)).after.month if published else Period.holding(today(repo.centre)).month
    )


def demand_of(
    repo: Repository, period: Period, days: Sequence[date], service: str | None
) -> tuple[DayWanted, ...]:
    """The demand of each service on each of ``days``, all in ``period``, that it is open and has some; by service, then by day.

    Unusable for a service that does not exist, or that has no demand then.
    """
    services = [entry.id for entry in repo.centre.service]
    if service is not None and service not in services:
        raise unknown("service", service, services)
    staffing = CallStaffing(repo.centre, repo.calendar, repo.demand, repo.volumes)
    sources = Sources(repo, staffing)
    found: list[DayWanted] = []
    for facts in _facts(repo, period, staffing):
        for each in facts.services:
            if service in (None, each) and all(entry.service != each for entry in found):
                found += _wanted(facts, each, days, sources)
    if service is not None and not found:
        raise Unusable(f"{service} has no demand on any open day of that time; see demand.toml")
    return tuple(sorted(found, key=lambda entry: (services.index(entry.service), entry.day)))


def _facts(repo: Repository, period: Period, staffing: CallStaffing) -> Iterator[Facts]:
    """The facts of each rota group, as far as demand goes by them."""
    for group in repo.centre.group:
        yield Facts(
            period=period,
            group=group.id,
            centre=repo.centre,
            people=repo.people,
            calendar=repo.calendar,
            demand=repo.demand,
            staffing=staffing,
        )


def _wanted(facts: Facts, service: str, days: Sequence[date], sources: Sources) -> Iterator[DayWanted]:
    unknown_days = days_unknown(facts, service)
    opening = Opening(facts.centre, facts.calendar)
    for day in days:
        hours = facts.hours(service, day)
        work = facts.demand.deferred(service, day)
        minutes = work.hours if work else 0
        halves = tuple(_halves(facts, service, day)) if hours else ()
        if minutes or day in unknown_days or any(half.required or half.calls is not None for half in halves):
            yield DayWanted(
                service,
                day,
                halves,
                minutes,
                _due(opening, service, day, work.due) if work and minutes else None,
                day in unknown_days,
                tuple(_sources(sources, service, day, halves)),
            )


def _sources(sources: Sources, service: str, day: date, halves: Sequence[HalfWanted]) -> Iterator[str]:
    """The sources of a day; the minimum only where it asks for more than the calls do."""
    yield from sources.of(service, day, open_=bool(halves))
    minimum = sources.minimum(service, day)
    if minimum and any(half.required <= half.given for half in halves):
        yield minimum


def _halves(facts: Facts, service: str, day: date) -> Iterator[HalfWanted]:
    hours = facts.hours(service, day)
    loads, needs, posts = facts.loads(service, day), facts.needs(service, day), facts.posts(service, day)
    for at in half_hours(hours) if hours else ():
        load = loads.get(at)
        calls = None if load is None else round(load.calls * 100)
        yield HalfWanted(at, calls, load.aht if load else None, posts.get(at, 0), needs.get(at, 0))


def _due(opening: Opening, service: str, day: date, later: int) -> date | None:
    """The open day by whose end work is due that comes in on ``day``; None where it lies too far off to be known."""
    last = day + _LOOK_AHEAD
    while day <= last:
        if opening.hours(service, day) is not None:
            if not later:
                return day
            later -= 1
        day += ONE_DAY
    return None
