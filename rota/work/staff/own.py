"""The matters of a staff copy: one's own, in one's own copy; and those asked for in it, as they stand now."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from rota.domain.changes import OPEN, ChangeMatter
from rota.domain.leave import LeaveEvent, LeaveState
from rota.domain.matter import Step
from rota.domain.wishes import NoWishes, Wish
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.work.clock import today
from rota.work.staff.eyes import Eyes

_WAITING = frozenset({LeaveState.REQUESTED, LeaveState.WAITLISTED})


def matter_files(
    repo: Repository, eyes: Eyes, since: date, asked: Collection[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The matters of the copy with their files.

    ``asked`` are those begun in the copy: they stay in it until they are settled. In a copy of one's own there are
    also one's leave from ``since`` on, and swaps and cover that wait for somebody.
    """
    for leave_chain in repo.leave_chains:
        if _leave_is_shown(repo, leave_chain, eyes, since, asked):
            yield leave_chain.ref, eyes.chain(leave_chain, _drawn(repo, leave_chain))
    for chain in repo.change_chains:
        matter = ChangeMatter.of(chain.id, chain.events)
        mine = eyes.agent in matter.parties
        if (mine or chain.ref in asked) and matter.state(today(repo.centre)) in OPEN:
            yield chain.ref, eyes.chain(chain)


def _leave_is_shown(
    repo: Repository, chain: Chain[LeaveEvent], eyes: Eyes, since: date, asked: Collection[str]
) -> bool:
    leave = next(leave for leave in repo.leave if leave.id == chain.id)
    if leave.agent == eyes.agent:
        return leave.last >= since
    return eyes.agent is None and chain.ref in asked and leave.state in _WAITING


def _drawn(repo: Repository, chain: Chain[LeaveEvent]) -> tuple[LeaveEvent, ...]:
    """What a draw settled, as an event of the matter: the draw itself is not in the copy."""
    leave = next(leave for leave in repo.leave if leave.id == chain.id)
    last: Any = chain.events[-1]
    if last.event is not Step.REQUESTED or leave.state is LeaveState.REQUESTED:
        return ()
    step = Step.APPROVED if leave.granted else Step.REFUSED
    return (last.model_copy(update={"event": step, "reason": None if leave.granted else leave.reason}),)


def wishes_of(repo: Repository, eyes: Eyes) -> tuple[Wish | NoWishes, ...]:
    """One's own wishes, and the months without any, in a copy of one's own."""
    agent = eyes.agent or ""
    return (*repo.wishes.get(agent, ()), *repo.no_wishes.get(agent, ()))
