"""One thing asked for in a staff copy: held against the whole repository, and taken in or not."""

from datetime import datetime

from rota.domain.changes import ChangeEvent
from rota.domain.inbox import Verdict
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Event, Step
from rota.files.answers import answered
from rota.files.repository import Repository
from rota.files.staffcopy import StaffCopy
from rota.work.act import Act
from rota.work.clock import now
from rota.work.errors import Refused, Unusable
from rota.work.staff.asked import Asked
from rota.work.staff.eyes import Eyes
from rota.work.staff.takechange import go_on, request
from rota.work.staff.takewish import take_wish
from rota.work.staff.verdicts import Taken

FROM_AGENTS = {
    ChangeEvent: frozenset({Step.REQUESTED, Step.ACCEPTED, Step.DECLINED, Step.WITHDRAWN}),
    LeaveEvent: frozenset({Step.REQUESTED, Step.WAITLISTED, Step.WITHDRAWN}),
}
"""What an agent may do in a staff copy; a leader decides in the whole repository."""


def take(repo: Repository, asked: Asked, mark: StaffCopy) -> Taken:
    """Take in what was ``asked`` in the copy of ``mark``, if it is whole, one's own, and may be.

    What was said then counts as said then, at the moment that its writer gave, but never later than now.
    """
    if wrong := _wrong(repo, asked, mark):
        return wrong
    try:
        if isinstance(asked.said, Event):
            return _event(repo, asked, asked.said, mark)
        return take_wish(repo, asked)
    except (Refused, Unusable) as error:
        findings = [finding.message for finding in getattr(error, "findings", ())]
        return Taken(Verdict.NOT_ALLOWED, "; ".join([str(error), *findings]))


def _wrong(repo: Repository, asked: Asked, mark: StaffCopy) -> Taken | None:
    if asked.fault:
        return Taken(Verdict.UNREADABLE, asked.fault)
    if asked.key in mark.given and asked.said is not None:
        return Taken(Verdict.EDITED, f"{asked.key} was written by rota and edited afterwards")
    if all(agent.id != asked.agent for agent in repo.people.agent):
        return Taken(Verdict.UNKNOWN, f"no agent has the id {asked.agent}")
    if mark.agent not in (None, asked.agent):
        return Taken(Verdict.NOT_YOURS, f"the copy is that of {mark.agent} alone")
    return None


def _event(repo: Repository, asked: Asked, event: Event, mark: StaffCopy) -> Taken:
    own = event.for_ is None and event.means is None
    if isinstance(event, LeaveEvent):
        own = own and event.agent == event.by
    if not own or event.event not in FROM_AGENTS[type(event)]:
        return Taken(Verdict.NOT_YOURS, f"{event.by} would be {event.event.value} on behalf of somebody")
    at = _moment(event.at)
    if at is None:
        return Taken(Verdict.UNREADABLE, f"{event.at} is no moment")
    act = Act(event.by, event.claim, at=at, id=asked.ref.rpartition("/")[2])
    if event.event is Step.REQUESTED:
        return request(repo, event, act, Eyes.of(repo, mark.agent))
    if not _goes_on(repo, asked, event, mark):
        return Taken(Verdict.UNKNOWN, f"{asked.key} goes on from something that was not taken in")
    return go_on(repo, asked.ref, event, act)


def _goes_on(repo: Repository, asked: Asked, event: Event, mark: StaffCopy) -> bool:
    """Whether the event before is one that rota gave, or that was taken in: so that nobody agrees to something else."""
    before = f"{asked.ref}/{int(asked.key.rpartition('/')[2]) - 1}"
    if event.previous is None:
        return False
    if mark.given.get(before) == event.previous:
        return True
    answer = answered(repo.root, before, event.previous)
    return answer is not None and answer.verdict is Verdict.TAKEN


def _moment(text: str) -> str | None:
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        return None
    if said.tzinfo is None:
        return None
    return min(said, now()).isoformat()
