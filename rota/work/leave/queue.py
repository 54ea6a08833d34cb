"""Who asked first: each request that waits holds its places against those after it, as far as it could be granted.

The waitlist moves up by itself: a request on it that could be granted now waits for approval again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rota.domain.leave import Leave, LeaveState
from rota.files.repository import Repository
from rota.work.leave.obstacles import Obstacle, obstacles
from rota.work.leave.places import Places

LIVE = frozenset({LeaveState.REQUESTED, LeaveState.WAITLISTED})
"""States in which leave is still to be decided."""


@dataclass(frozen=True)
class Queued:
    """A request in the queue, and what stands against it once those before it that hold their places are granted."""

    leave: Leave
    against: tuple[Obstacle, ...]

    @property
    def holds(self) -> bool:
        """Whether it could be granted, and so holds its places."""
        return not any(obstacle.binds for obstacle in self.against)

    @property
    def moved_up(self) -> bool:
        """Whether its turn on the waitlist has come."""
        return self.leave.state is LeaveState.WAITLISTED and self.holds

    @property
    def decidable(self) -> bool:
        """Whether it waits for a leader's decision."""
        return self.leave.state is LeaveState.REQUESTED or self.moved_up


def queue(places: Places) -> tuple[Queued, ...]:
    """All that is still to be decided, who asked first before the others."""
    done: list[Queued] = []
    for leave in sorted((leave for leave in places.repo.leave if leave.state in LIVE), key=turn):
        holders = [before.leave for before in done if before.holds]
        done.append(Queued(leave, obstacles(places, leave, holders)))
    return tuple(done)


def ahead_of(leave: Leave, queued: Iterable[Queued]) -> list[Leave]:
    """The requests that hold their places against ``leave``; all of them against one that is not in the queue."""
    found = []
    for entry in queued:
        if entry.leave.id == leave.id:
            break
        if entry.holds:
            found.append(entry.leave)
    return found


def waiting(repo: Repository) -> tuple[Leave, ...]:
    """Leave that a leader has to decide, the earliest first: asked for, or moved up on the waitlist."""
    found = [leave for leave in repo.leave if leave.state is LeaveState.REQUESTED]
    if any(leave.state is LeaveState.WAITLISTED for leave in repo.leave):
        found += [entry.leave for entry in queue(Places(repo)) if entry.moved_up]
    return tuple(sorted(found, key=lambda leave: (leave.first, leave.agent)))


def risen(before: Iterable[Queued], after: Iterable[Queued]) -> tuple[Leave, ...]:
    """Those whose turn on the waitlist came between ``before`` and ``after``."""
    already = {entry.leave.id for entry in before if entry.moved_up}
    return tuple(entry.leave for entry in after if entry.moved_up and entry.leave.id not in already)


def turn(leave: Leave) -> tuple[datetime, str]:
    """What puts requests in order: the moment at which they were asked for or began to wait, then their ids."""
    return datetime.fromisoformat(leave.queued), leave.id
