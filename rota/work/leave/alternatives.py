"""The nearest stretches, as long as the leave that was asked for, on which it could be granted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from rota.domain.leave import Leave
from rota.domain.period import span
from rota.work.leave.balance import minutes_in
from rota.work.leave.cells import taken
from rota.work.leave.obstacles import obstacles
from rota.work.leave.places import Places
from rota.work.leave.queue import LIVE, queue
from rota.work.leave.trial import comes_with

MOST = 3
"""Alternatives that are told."""

REACH = 60
"""Days by which an alternative may begin earlier or later."""

_TRIED = 12


def alternatives(places: Places, leave: Leave) -> tuple[Leave, ...]:
    """Up to three stretches with as many working days, all checks passed, the nearest first."""
    others = [entry.leave for entry in queue(places) if entry.holds and entry.leave.id != leave.id]
    fitting = (near for near in _shifted(places, leave) if _free(places, near, others))
    passed = (near for near in islice(fitting, _TRIED) if _keeps_rules(places, near))
    return tuple(islice(passed, MOST))


def _shifted(places: Places, leave: Leave) -> Iterator[Leave]:
    wanted = _working_days(places, leave)
    own = [
        other
        for other in places.repo.leave
        if other.agent == leave.agent and other.id != leave.id and (other.granted or other.state in LIVE)
    ]
    for distance in range(1, REACH + 1):
        for days in (-distance, distance):
            moved = timedelta(days=days)
            near = replace(leave, first=leave.first + moved, last=leave.last + moved)
            if near.first <= places.today or any(other.meets(near) for other in own):
                continue
            working = _working_days(places, near)
            # It begins and ends with work where the leave does, so that a weekend is not cut into.
            edges = near.first in working and (near.last in working) >= (leave.last in wanted)
            if edges and len(working) >= len(wanted):
                yield near


def _working_days(places: Places, leave: Leave) -> list[date]:
    days = span(leave.first, leave.last)
    return [day for day in days if minutes_in(places, leave, day, day)]


def _free(places: Places, leave: Leave, others: list[Leave]) -> bool:
    return not any(obstacle.binds for obstacle in obstacles(places, leave, others))


def _keeps_rules(places: Places, leave: Leave) -> bool:
    return not comes_with(places, leave, taken(places, leave), granted=True)
