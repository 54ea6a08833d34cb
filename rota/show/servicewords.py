"""What there is to say about service levels beside figures: terms, services without calls, and how the plan counts."""

from collections.abc import Iterator, Sequence
from datetime import date

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.levels import Level
from rota.show.levels import calls_words
from rota.show.safe import safe
from rota.show.words import counted, day_month

_ROUNDING = 0.011
"""Calls by which rounding alone may part what the plan counts of a half hour from what is expected."""


def terms_words(facts: Facts, level: Level) -> str:
    """How calls are to be answered: ``80% in 20 s``; where that changes, each with the day from which it holds."""
    found: list[tuple[str, date]] = []
    for day in level.days:
        calls = facts.demand.calls_at(level.service, day.day)
        said = f"{calls.target}% in {calls.within} s" if calls else ""
        if not found or found[-1][0] != said:
            found.append((said, day.day))
    first, *later = found
    return ", ".join([first[0], *(f"{said} from {day_month(day)}" for said, day in later)])


def planned_words(levels: Sequence[Level]) -> str:
    """Where heads are so few that the plan counts otherwise than Erlang's formula, and by how much; empty where it does not."""
    halves = [
        half
        for level in levels
        for half in level.halves
        if abs(half.priced / 100 - half.expected.outside) > _ROUNDING
    ]
    if not halves:
        return ""
    overloaded = sum(half.overloaded for half in halves)
    counts = calls_words(sum(half.priced for half in halves) / 100)
    expected = calls_words(sum(half.expected.outside for half in halves))
    which = f" ({overloaded} overloaded)" if overloaded else ""
    return (
        f"In {counted(len(halves), 'half hour')}{which}, heads are so few that a plan counts each further one alike, so "
        f"that no half hour is given up: {counts} calls outside target there, where {expected} are expected."
    )


def quiet_words(facts: Facts, services: Sequence[str]) -> Iterator[str]:
    """What services without calls have instead, those that have the same together."""
    alike: dict[str, list[str]] = {}
    for service in services:
        alike.setdefault(_instead(facts, service), []).append(service)
    for instead, found in alike.items():
        *most, last = found
        named = f"{', '.join(most)} and {last} have" if most else f"{last} has"
        yield safe(f"{named} no calls: {instead}.")


def _instead(facts: Facts, service: str) -> str:
    days = facts.period.days
    if any(facts.demand.calls_at(service, day) for day in days):
        return "demand.toml says how to answer them, but not how many come"
    if any(facts.demand.deferred(service, day) for day in days):
        return "work there can wait until its deadline"
    if any(facts.posts(service, day) for day in days):
        return f"heads are given, and `rota show {facts.period.month}` holds them against the rota"
    return "nor are heads given"


def no_calls(facts: Facts, services: Sequence[str], day: date | None) -> str:
    """Why there is no service level to expect in the month, or on ``day``, and what would give one."""
    if day is not None and not any(facts.hours(service, day) for service in services):
        return f"Closed: nobody calls {safe(' or '.join(services))} on {day_words(day)}."
    when = "" if day is None else f" on {day_words(day)}"
    said = " ".join(quiet_words(facts, services))
    return (
        f"There is no service level to expect{when}. {said} "
        "For a service level, give a service its calls: a [[calls]] table in demand.toml, which `rota schema demand` describes."
    )
