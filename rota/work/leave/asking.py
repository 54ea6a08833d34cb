"""Ask for leave: what cannot be is refused at once, and what stands against it is told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rota.domain.leave import Half, Leave, LeaveEvent, LeaveState
from rota.domain.matter import Step
from rota.domain.period import Period, span
from rota.domain.table import Weekday
from rota.files.repository import Repository
from rota.work.act import Act, begin
from rota.work.choose import group_of_agent
from rota.work.errors import Unusable
from rota.work.leave.alternatives import alternatives
from rota.work.leave.balance import minutes_of
from rota.work.leave.obstacles import Obstacle, obstacles
from rota.work.leave.places import Places
from rota.work.leave.queue import LIVE, ahead_of, queue
from rota.work.round.dates import day_at, leave_closed

_NEW = "new"
"""Stands for the id of a request that is not written yet."""


@dataclass(frozen=True)
class Wanted:
    """The days that are asked for, both included; half of the one day where ``half`` is given."""

    first: date
    last: date
    half: Half | None = None


@dataclass(frozen=True)
class Asked:
    """A request as it was written, the minutes of leave it takes, and what stands against granting it.

    ``late`` are the months whose round had closed; ``instead`` free stretches of the same length.
    """

    leave: Leave
    minutes: int
    against: tuple[Obstacle, ...]
    late: tuple[str, ...]
    instead: tuple[Leave, ...]


def request(repo: Repository, act: Act, wanted: Wanted) -> Asked:
    """Ask for leave; Unusable where it overlaps other leave, or where no work falls into it."""
    places = Places(repo)
    leave = fitting(places, act.who, wanted, repo.leave)
    minutes = minutes_of(places, leave)
    against = obstacles(places, leave, ahead_of(leave, queue(places)))
    instead = alternatives(places, leave) if any(obstacle.binds for obstacle in against) else ()
    id = begin(repo, "leave", event_of(act, leave), act.id)
    asked = Leave(id, leave.agent, leave.first, leave.last, False, half=leave.half)
    return Asked(asked, minutes, against, late_for(repo, leave, places.today), instead)


def event_of(act: Act, leave: Leave) -> LeaveEvent:
    """The first event of a matter that asks for ``leave``."""
    return LeaveEvent(
        event=Step.REQUESTED,
        agent=leave.agent,
        from_=leave.first,
        until=leave.last,
        half=leave.half,
        **act.said(),
    )


def fitting(places: Places, agent: str, wanted: Wanted, others: Iterable[Leave]) -> Leave:
    """The leave that is asked for; Unusable, saying why, where it cannot be asked for beside ``others``."""
    if wanted.last < wanted.first:
        raise Unusable(f"until {wanted.last} is before from {wanted.first}; swap them")
    if wanted.half is not None and wanted.last != wanted.first:
        raise Unusable("half a day is of one day; leave out the last day, or --half")
    leave = Leave(_NEW, agent, wanted.first, wanted.last, False, half=wanted.half)
    for other in others:
        if other.agent == agent and (other.granted or other.state in LIVE) and other.meets(leave):
            raise Unusable(_overlapping(other))
    for day in (wanted.first, wanted.last):
        group_of_agent(places.repo, agent, day, None)
    if not minutes_of(places, leave):
        raise Unusable(_nothing(places, leave))
    return leave


def _overlapping(other: Leave) -> str:
    if other.id == _NEW:
        return f"{other.agent} asks for leave {other.days} as well; leave one of them out"
    return (
        f"{other.agent} has leave {_STATES[other.state]} {other.days} already ({other.id}); "
        f"take that back first to change it: rota leave withdraw {other.id}"
    )


_STATES = {
    LeaveState.REQUESTED: "asked for",
    LeaveState.WAITLISTED: "on the waitlist",
    LeaveState.GRANTED: "granted",
}


def _nothing(places: Places, leave: Leave) -> str:
    """Why there is no leave to take on these days."""
    cells = [places.now(leave.agent, day) for day in span(leave.first, leave.last)]
    if leave.half is not None:
        stands = (
            f"the rota has {cells[0]}" if cells[0] is not None else "no shift of the contract falls on it"
        )
        return f"half a day's leave is taken from a shift; {leave.agent} has none on {leave.first}: {stands}"
    saturday = next((day for day in span(leave.first, leave.last) if Weekday.of(day) is Weekday.SAT), None)
    wish = f"; to be spared a Saturday: rota wish add {leave.agent} --saturday-off --from {saturday}"
    return f"{leave.agent} has no working day {leave.days}, so there is no leave to take{wish if saturday else ''}"


def late_for(repo: Repository, leave: Leave, asked_on: date) -> tuple[str, ...]:
    """The months of ``leave`` for which it was asked after their round had closed."""
    found: dict[str, None] = {}
    for day in span(leave.first, leave.last):
        group, month = repo.group_of(leave.agent, day), Period.holding(day).month
        if group is not None and asked_on > leave_closed(repo, group, month):
            found[month] = None
    return tuple(found)


def asked_late(repo: Repository, leave: Leave) -> tuple[str, ...]:
    """The months for which ``leave``, a matter of ``repo``, was asked late."""
    chain = next(chain for chain in repo.leave_chains if chain.id == leave.id)
    return late_for(repo, leave, day_at(repo.centre, chain.events[0].at))
