"""Requests and answers from a staff copy: made anew in the whole repository, with the same id."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from rota.domain.changes import OPEN, ChangeEvent, ChangeKind, ChangeMatter
from rota.domain.clock import day_words
from rota.domain.inbox import Verdict
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Event, Step
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.amend import cell_now, moved
from rota.work.clock import today
from rota.work.errors import Unusable
from rota.work.leave.asking import Wanted
from rota.work.leave.asking import request as ask_leave
from rota.work.leave.deciding import join_waitlist
from rota.work.leave.withdrawing import withdraw as withdraw_leave
from rota.work.staff.eyes import Eyes
from rota.work.staff.verdicts import TAKEN, Taken
from rota.work.swap import answer
from rota.work.swap.ask import request as ask_swap
from rota.work.swap.months import Months
from rota.work.swap.proposal import Ask, proposed


def request(repo: Repository, event: Event, act: Act, eyes: Eyes) -> Taken:
    """Begin the matter that was asked for; Refused or Unusable where it cannot be."""
    folder = "leave" if isinstance(event, LeaveEvent) else "changes"
    there = _chain(repo, f"{folder}/{act.id}")
    if there is not None:
        # Cut short after the matter was written and before it was answered.
        first = there.events[0]
        same = (first.by, first.event, first.about) == (event.by, event.event, event.about)
        return TAKEN if same else Taken(Verdict.SETTLED, f"{there.ref} is there already")
    if isinstance(event, LeaveEvent):
        ask_leave(repo, act, Wanted(event.from_, event.until, event.half))
        return TAKEN
    if not isinstance(event, ChangeEvent) or not event.cell:
        return Taken(Verdict.UNREADABLE, "no cell is to be changed")
    wrong = next(_not_as_seen(repo, event, eyes), None)
    if wrong is not None:
        return wrong
    ask = next(_asks(repo, event, eyes), None)
    if ask is None:
        return Taken(Verdict.NOT_ALLOWED, "no swap or cover makes of the rota what was asked for")
    ask_swap(repo, ask, act)
    return TAKEN


def _chain(repo: Repository, ref: str) -> Chain[Any] | None:
    chains: tuple[Chain[Any], ...] = (*repo.change_chains, *repo.leave_chains)
    return next((chain for chain in chains if chain.ref == ref), None)


def _not_as_seen(repo: Repository, event: ChangeEvent, eyes: Eyes) -> Iterator[Taken]:
    """Why the cells are not what they looked like: moved since, or off only in the eyes of others."""
    for change in event.cell:
        try:
            now = cell_now(repo, change.agent, change.day)
        except Unusable as error:
            yield Taken(Verdict.MOVED, str(error))
            continue
        where = f"{change.agent} on {day_words(change.day)}"
        if eyes.cell(change.agent, change.day, now) != change.old:
            yield Taken(Verdict.MOVED, f"{where} was {change.before} in the copy, and is {now}")
        elif change.agent != eyes.agent and eyes.others(change.agent, change.day, now) != now:
            yield Taken(Verdict.NOT_FREE, f"{where} is {now}, and {change.before} in the copy")


def _asks(repo: Repository, event: ChangeEvent, eyes: Eyes) -> Iterator[Ask]:
    """What may have been asked for, given the cells that came of it in the copy: lieu days go along only here."""
    on: dict[Any, set[str]] = {}
    for change in event.cell:
        on.setdefault(change.day, set()).add(change.agent)
    days = sorted(day for day, agents in on.items() if len(agents) > 1)
    others = sorted({agent for day in days for agent in on[day]} - {event.by})
    if not 1 <= len(days) <= 2:
        return
    settle = event.settle if event.kind is ChangeKind.COVER else None
    wanted = {(one.agent, one.day): one.new for one in event.cell if one.day in days}
    for order in permutations(others):
        for times_only in (False, True):
            ask = Ask((event.by, *order), days[0], days[1] if days[1:] else None, settle, times_only)
            try:
                cells = proposed(repo, ask, Months(repo))
            except Unusable:
                continue
            if all(eyes.cell(*key, cells[key]) == cell for key, cell in wanted.items() if key in cells) and (
                wanted.keys() <= cells.keys()
            ):
                yield ask


def go_on(repo: Repository, ref: str, event: Event, act: Act) -> Taken:
    """Accept, decline, withdraw or wait on; Refused or Unusable where that cannot be."""
    chain = _chain(repo, ref)
    if chain is None:
        return Taken(Verdict.UNKNOWN, f"there is no {ref}")
    if any((one.event, one.by, one.at) == (event.event, act.by, act.at) for one in chain.events):
        return TAKEN  # cut short before it was answered
    if isinstance(event, LeaveEvent):
        (join_waitlist if event.event is Step.WAITLISTED else withdraw_leave)(repo, chain.id, act)
        return TAKEN
    matter = ChangeMatter.of(chain.id, chain.events)
    state = matter.state(today(repo.centre))
    if state not in OPEN:
        return Taken(Verdict.SETTLED, f"{ref} is {state.value}")
    if event.event is Step.ACCEPTED and (stale := list(moved(repo, matter.proposed))):
        return Taken(Verdict.MOVED, "; ".join(stale))
    doing = {Step.ACCEPTED: answer.accept, Step.DECLINED: answer.decline, Step.WITHDRAWN: answer.withdraw}
    doing[event.event](repo, chain, act)
    return TAKEN
