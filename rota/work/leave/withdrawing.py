"""Take leave back: while it waits, by whom it is of; once it is granted, before it begins, with its cells."""

from dataclasses import dataclass, replace

from rota.domain.leave import Leave, LeaveState
from rota.domain.matter import CellChange, Step
from rota.files.repository import Repository
from rota.work.act import Act, follow
from rota.work.amend import changes_to, evidence
from rota.work.errors import Refused
from rota.work.leave.cells import given_back
from rota.work.leave.deciding import event_after, find
from rota.work.leave.places import Places
from rota.work.leave.queue import queue, risen
from rota.work.leave.trial import comes_with
from rota.work.rights import may_approve, who_may


@dataclass(frozen=True)
class Withdrawn:
    """Leave that was taken back, the published cells that changed with it, and who moves up on the waitlist."""

    leave: Leave
    cells: tuple[CellChange, ...]
    risen: tuple[Leave, ...]


def withdraw(repo: Repository, text: str, act: Act) -> Withdrawn:
    """Take leave back; Refused, saying why, where that cannot be done or ``act`` may not.

    Granted leave of a published month changes the rota, so that a leader takes it back, and nobody their own.
    """
    chain, leave = find(repo, text)
    if leave.state in {LeaveState.REFUSED, LeaveState.WITHDRAWN}:
        raise Refused(
            f"leave {leave.id} of {leave.agent} was {leave.state.value}; there is nothing to take back"
        )
    places = Places(repo)
    cells = _given_back(places, leave, act) if leave.granted else ()
    before = queue(places)
    event = event_after(chain, Step.WITHDRAWN, act, cell=cells, **evidence(repo, cells))
    follow(repo, chain, event)
    up = risen(before, queue(Places(repo.as_it_is_now())))
    gone = replace(leave, granted=False, state=LeaveState.WITHDRAWN)
    return Withdrawn(gone, cells, tuple(other for other in up if other.id != leave.id))


def _given_back(places: Places, leave: Leave, act: Act) -> tuple[CellChange, ...]:
    repo = places.repo
    what = f"leave {leave.id} of {leave.agent}"
    if leave.first <= places.today:
        raise Refused(f"{what} began on {leave.first}; only leave that has not begun can be taken back")
    wanted = given_back(places, leave)
    if not wanted:
        return ()
    parties = [(leave.agent, leave.first)]
    if act.by == leave.agent:
        raise Refused(
            f"{what} stands in a published rota, which taking it back changes. {who_may(repo, parties, act.by)}"
        )
    may_approve(repo, act.by, parties, f"the change of {what}")
    broken = comes_with(places, leave, wanted, granted=False)
    if broken:
        raise Refused(f"{what} was not taken back: it would break a rule that must hold", broken)
    return changes_to(repo, wanted)
