"""Work that can wait, as it comes in over a period: when it can be begun, and by the end of which day it is due."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY

_LONGEST_CLOSURE = 14
"""Days before a period whose work may still wait for its first open day."""

ALWAYS = 100
"""Percent of the day for which somebody is available where nothing is said."""


class Work(NamedTuple):
    """``minutes`` of an agent's pure work: there from the open day ``came`` on, due by the end of the open day ``due``."""

    came: date
    due: date
    minutes: int


def open_days(service: str, facts: Facts) -> tuple[date, ...]:
    """The days of the period on which ``service`` is open."""
    return tuple(day for day in facts.period.days if facts.hours(service, day) is not None)


def work_of(service: str, facts: Facts) -> tuple[Work, ...]:
    """The work of ``service`` that comes in and is due in the period, in the order in which it comes in.

    What comes in on a closed day waits for the next open one, that of a weekend before the period too; and is due so many
    open days after that. Work that is due after the period is left out.
    """
    days = open_days(service, facts)
    found = []
    for day, minutes, due in _coming(service, facts):
        at = next((at for at, open_ in enumerate(days) if open_ >= day), len(days))
        if at + due < len(days):
            found.append(Work(days[at], days[at + due], minutes))
    return tuple(found)


def _coming(service: str, facts: Facts) -> Iterator[tuple[date, int, int]]:
    """Days on which work comes in, how much, and in how many open days it is due."""
    day = facts.period.start
    for _ in range(_LONGEST_CLOSURE):
        if facts.hours(service, day - ONE_DAY) is not None:
            break
        day -= ONE_DAY
    while day <= facts.period.end:
        entry = facts.demand.deferred(service, day)
        if entry is not None and entry.hours:
            yield day, entry.hours, entry.due
        day += ONE_DAY


def availability(service: str, facts: Facts) -> Mapping[date, int]:
    """Of each open day, the percent of their time that agents work on what can wait.

    On a day on which none comes in, it is that of the last day before it in the period on which some did.
    """
    found, last = {}, ALWAYS
    for day in facts.period.days:
        entry = facts.demand.deferred(service, day)
        last = entry.availability if entry is not None else last
        if facts.hours(service, day) is not None:
            found[day] = last
    return found


def deferring(facts: Facts) -> tuple[str, ...]:
    """The group's services that have work which can wait."""
    named = {entry.service for entry in facts.demand.deferrable}
    return tuple(service for service in facts.services if service in named)
