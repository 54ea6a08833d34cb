"""The busiest half hour of each queue, and how calls become heads there."""

from collections.abc import Iterator, Set
from datetime import date

from rota.demand.queue import Terms, half
from rota.domain.calls import Calls
from rota.domain.facts import Facts
from rota.domain.sized import Peak
from rota.work.size.days import Year


def peaks(facts: Facts, year: Year, met: Set[date]) -> Iterator[Peak]:
    """The busiest half hour of each queue of calls on the days ``met`` in full; the earliest of equals."""
    for service in facts.services:
        found = [
            (load.need, load.calls, -entry.day.toordinal(), -minute)
            for entry in year.days
            if entry.day in met
            for minute, load in facts.loads(service, entry.day).items()
        ]
        if found:
            _, _, ordinal, minute = max(found)
            yield _peak(facts, service, date.fromordinal(-ordinal), -minute)


def _peak(facts: Facts, service: str, day: date, minute: int) -> Peak:
    load = facts.loads(service, day)[minute]
    calls = facts.demand.calls_at(service, day) or Calls(service=service, aht=load.aht, within=0)
    # The same half hour with everybody there and available all the time: what the formula asks for in agents.
    plain = Terms(calls.target, calls.within, calls.max_occupancy, patience=calls.patience)
    bare = half(round(load.calls * 100), load.aht, plain)
    return Peak(
        service=service,
        day=day,
        minute=minute,
        calls=load.calls,
        aht=load.aht,
        agents=bare.need,
        level=bare.expected(bare.need).level,
        fewer=bare.expected(max(0, bare.need - 1)).level,
        target=calls.target,
        within=calls.within,
        max_occupancy=calls.max_occupancy,
        shrinkage=calls.shrinkage,
        availability=calls.availability,
        minimum=calls.minimum,
        heads=load.need,
    )
