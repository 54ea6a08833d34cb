"""Decide leave that was asked for: grant it, refuse it with a reason, or put it on the waitlist."""

from dataclasses import dataclass, replace

from rota.domain.cover import Shortfall
from rota.domain.leave import Leave, LeaveEvent, LeaveState, Reason
from rota.domain.levels import LevelMove
from rota.domain.matter import CellChange, Step
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.work.act import Act, follow
from rota.work.amend import changes_to, evidence
from rota.work.choose import matter_of
from rota.work.errors import Refused
from rota.work.leave.alternatives import alternatives
from rota.work.leave.balance import minutes_of
from rota.work.leave.cells import taken
from rota.work.leave.consequences import consequences
from rota.work.leave.obstacles import Obstacle, obstacles
from rota.work.leave.places import Places
from rota.work.leave.queue import ahead_of, queue, risen
from rota.work.leave.trial import comes_with
from rota.work.rights import may_approve


@dataclass(frozen=True)
class Approved:
    """Leave that was granted, the published cells that it changed, should rules against it, and cover that is short since.

    ``levels`` are how calls fare since.
    """

    leave: Leave
    cells: tuple[CellChange, ...]
    advice: tuple[Obstacle, ...]
    short: tuple[Shortfall, ...]
    levels: tuple[LevelMove, ...] = ()


@dataclass(frozen=True)
class Turned:
    """Leave that was refused: free stretches instead, and who moves up on the waitlist."""

    leave: Leave
    instead: tuple[Leave, ...]
    risen: tuple[Leave, ...]


def find(repo: Repository, text: str) -> tuple[Chain[LeaveEvent], Leave]:
    """The leave whose id is, or begins with, ``text``, with its events; Unusable, with the nearest, otherwise."""
    chain = matter_of(repo.leave_chains, text, "leave")
    return chain, next(leave for leave in repo.leave if leave.id == chain.id)


def approve(repo: Repository, text: str, act: Act) -> Approved:
    """Grant leave; Refused, saying why, if ``act`` may not, if it is not free, or if a must rule would be broken."""
    chain, leave = find(repo, text)
    _check_open(leave)
    may_approve(repo, act.by, [(leave.agent, leave.first)], f"leave {leave.id} of {leave.agent}")
    places = Places(repo)
    against = obstacles(places, leave, ahead_of(leave, queue(places)))
    binding = [obstacle.text for obstacle in against if obstacle.binds]
    if binding:
        raise Refused("\n".join([f"leave {leave.id} of {leave.agent} cannot be granted", *binding]))
    if not minutes_of(places, leave):
        raise Refused(
            f"leave {leave.id} of {leave.agent} has no working day {leave.days} any more; "
            f"let it be withdrawn: rota leave withdraw {leave.id}"
        )
    wanted = taken(places, leave)
    broken = comes_with(places, leave, wanted, granted=True)
    if broken:
        raise Refused(f"leave {leave.id} was not approved: it would break a rule that must hold", broken)
    cells = changes_to(repo, wanted)
    then = consequences(repo, cells)
    follow(repo, chain, event_after(chain, Step.APPROVED, act, cell=cells, **evidence(repo, cells)))
    granted = replace(leave, granted=True, state=LeaveState.GRANTED)
    advice = tuple(obstacle for obstacle in against if not obstacle.binds)
    return Approved(granted, cells, advice, then.short, then.levels)


def refuse(repo: Repository, text: str, act: Act, reason: Reason, *, wait: bool) -> Turned:
    """Refuse leave with a reason, or put it on the waitlist with it; Refused if ``act`` may not."""
    chain, leave = find(repo, text)
    _check_open(leave)
    if leave.state is LeaveState.WAITLISTED and wait:
        raise Refused(f"leave {leave.id} of {leave.agent} is on the waitlist already")
    may_approve(repo, act.by, [(leave.agent, leave.first)], f"leave {leave.id} of {leave.agent}")
    before = queue(Places(repo))
    follow(repo, chain, event_after(chain, Step.WAITLISTED if wait else Step.REFUSED, act, reason=reason))
    now = repo.as_it_is_now()
    places = Places(now)
    _, refused = find(now, leave.id)
    up = tuple(other for other in risen(before, queue(places)) if other.id != leave.id)
    return Turned(refused, alternatives(places, refused), up)


def join_waitlist(repo: Repository, text: str, act: Act) -> tuple[Leave, int]:
    """Let refused leave wait for a place; returns it with its place in the line of those who wait."""
    chain, leave = find(repo, text)
    if leave.state is LeaveState.WAITLISTED:
        raise Refused(f"leave {leave.id} of {leave.agent} is on the waitlist already")
    if leave.state is not LeaveState.REFUSED:
        raise Refused(
            f"leave {leave.id} of {leave.agent} is {leave.state.value}; the waitlist is for leave that was refused"
        )
    follow(repo, chain, event_after(chain, Step.WAITLISTED, act))
    line = [entry.leave for entry in queue(Places(repo.as_it_is_now()))]
    ahead = [other for other in line if other.state is LeaveState.WAITLISTED and other.meets(leave)]
    return leave, 1 + [other.id for other in ahead].index(leave.id)


def event_after(chain: Chain[LeaveEvent], step: Step, act: Act, **more: object) -> LeaveEvent:
    """The event that follows in ``chain``, about the same days of the same agent."""
    asked = chain.events[0]
    days = {"agent": asked.agent, "from_": asked.from_, "until": asked.until, "half": asked.half}
    return LeaveEvent.model_validate({"event": step, **days, **act.said(), **more})


def _check_open(leave: Leave) -> None:
    """Refused unless a leader can decide the leave now."""
    who = f"leave {leave.id} of {leave.agent}"
    if leave.state is LeaveState.GRANTED:
        raise Refused(f"{who} is approved already; to take it back: rota leave withdraw {leave.id}")
    if leave.state is LeaveState.REFUSED:
        reason = leave.reason.value if leave.reason else "no reason"
        raise Refused(
            f"{who} was refused ({reason}); it can be put on the waitlist: rota leave waitlist {leave.id}"
        )
    if leave.state is LeaveState.WITHDRAWN:
        raise Refused(f"{who} was withdrawn; ask anew: rota leave request {leave.agent} {leave.first}")
