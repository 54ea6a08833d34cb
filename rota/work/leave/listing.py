"""Leave as a list: what waits first, with what stands against it, and balances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.leave import Leave, LeaveState
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.show.leave_list import BalanceLine, LeaveLine
from rota.work.leave.asking import asked_late
from rota.work.leave.balance import balance_on, minutes_of
from rota.work.leave.places import Places
from rota.work.leave.queue import LIVE, Queued, queue

_ORDER = (
    *(LeaveState.REQUESTED, LeaveState.WAITLISTED, LeaveState.GRANTED),
    *(LeaveState.REFUSED, LeaveState.WITHDRAWN),
)


@dataclass(frozen=True)
class Filter:
    """Which leave to list; everything is what is over, refused or withdrawn too."""

    agent: str | None = None
    month: str | None = None
    everything: bool = False


def listed(repo: Repository, wanted: Filter) -> tuple[LeaveLine, ...]:
    """The leave that is ``wanted``: what waits for a decision first, then by day."""
    places = Places(repo)
    fitting = [leave for leave in repo.leave if _fits(leave, wanted, places.today)]
    # What stands against leave that waits takes long to work out, and is asked of no other.
    waits = any(leave.state in LIVE for leave in fitting)
    queued = {entry.leave.id: entry for entry in queue(places)} if waits else {}
    found = sorted(fitting, key=lambda leave: (_rank(leave, queued), leave.first, leave.agent, leave.id))
    return tuple(
        LeaveLine(
            leave.id,
            leave.agent,
            _days(leave),
            minutes_of(places, leave),
            _state(repo, leave, queued.get(leave.id), places.today),
        )
        for leave in found
    )


def balance_lines(repo: Repository, agent: str, month: str | None) -> Iterator[BalanceLine]:
    """The balance of ``agent`` in the leave year of today, or of the month asked for; nothing where nobody can know it."""
    places = Places(repo)
    day = Period.of_month(month).start if month else places.today
    asked = [leave for leave in repo.leave if leave.agent == agent and leave.state in LIVE]
    balance = balance_on(places, agent, day, asked)
    if balance is not None:
        yield BalanceLine(
            agent,
            balance.employer,
            balance.start,
            balance.end,
            balance.entitled + balance.carried,
            balance.taken,
            balance.booked,
            balance.asked,
            balance.left,
            balance.since,
        )


def _fits(leave: Leave, wanted: Filter, today: date) -> bool:
    if wanted.agent not in (None, leave.agent):
        return False
    if wanted.month is not None:
        period = Period.of_month(wanted.month)
        if leave.last < period.start or period.end < leave.first:
            return False
    over = leave.state in {LeaveState.REFUSED, LeaveState.WITHDRAWN} or (
        wanted.month is None and leave.last < today
    )
    return wanted.everything or not over


def _rank(leave: Leave, queued: dict[str, Queued]) -> int:
    entry = queued.get(leave.id)
    return 0 if entry is not None and entry.decidable else _ORDER.index(leave.state)


def _days(leave: Leave) -> str:
    if leave.half is not None:
        return f"{leave.first} {leave.half.value}"
    return str(leave.first) if leave.first == leave.last else f"{leave.first} to {leave.last}"


def _state(repo: Repository, leave: Leave, entry: Queued | None, today: date) -> str:
    late = f", asked late for {' and '.join(months)}" if (months := asked_late(repo, leave)) else ""
    if entry is None:
        reason = f" ({leave.reason.value})" if leave.state is LeaveState.REFUSED and leave.reason else ""
        begun = ", begun" if leave.granted and leave.first <= today <= leave.last else ""
        return f"{leave.state.value}{reason}{begun}"
    if entry.moved_up:
        return f"waiting, moved up from the waitlist{late}"
    word = "waiting" if leave.state is LeaveState.REQUESTED else "on the waitlist"
    against = "; ".join(obstacle.text for obstacle in entry.against)
    return f"{word}{late}{': ' if against else ''}{against}"
