"""The last look before an event is written: what it rests on stands as it did when it was judged.

Everybody reads first and writes later. Whatever others wrote in between is read once more, with all
other writers kept out, and an event that would not apply any more, or would take the ground from
another, is refused before it is there.
"""

from collections.abc import Iterable, Set
from typing import Any

from rota.domain.clock import day_words
from rota.domain.closings import ClosedEvent
from rota.domain.draws import DrawEvent
from rota.domain.effective import Fault, Unapplied
from rota.domain.leave import LeaveEvent
from rota.domain.matter import PROPOSING, Event, Step
from rota.domain.publication import PublicationEvent
from rota.files.matters import Chain, grown
from rota.files.repository import Repository
from rota.work.errors import Refused

_SETTLING = {LeaveEvent: Step.APPROVED, DrawEvent: Step.DRAWN, PublicationEvent: Step.PUBLISHED}
"""Events that are judged against all leave and absence and what is published, not against cells alone."""


def last_look(repo: Repository, folder: str, event: Event, chain: Chain[Any] | None = None) -> None:
    """Refused, saying why, if ``event`` cannot be written now as the next of ``chain``, or as a new matter of ``folder``.

    What only asks, or takes back what was asked for, can always be written.
    """
    if event.event in PROPOSING:
        return
    now = repo.as_it_is_now()
    if now is not repo:
        _same_rotas(now, event)
        _same_leave(repo, now, event)
    _all_stand(now, grown(chain, folder, event))


def _same_rotas(now: Repository, event: Event) -> None:
    from rota.work.amend import rota_digest

    # An event without cells may state what it was judged against, and changes none of it; but closing confirms it.
    for name, judged in event.judged.items() if event.cell or isinstance(event, ClosedEvent) else ():
        group, _, month = name.partition("/")
        if rota_digest(now, group, month) != judged:
            raise Refused(f"somebody else has just changed the rota of {group} {month}; look at it again")


def _same_leave(before: Repository, now: Repository, event: Event) -> None:
    if _SETTLING.get(type(event)) is event.event and _settled(before) != _settled(now):
        raise Refused("somebody else has just settled leave, absence or a month; look at it again")


def _settled(repo: Repository) -> tuple[object, ...]:
    granted = tuple(leave for leave in repo.leave if leave.granted)
    published = {chain.ref: chain.events for chain in repo.publication_chains}
    return granted, repo.absences, published


def _all_stand(now: Repository, chain: Chain[Any]) -> None:
    """The cells of ``chain`` apply, and what applies without them still does."""
    after = now.tried(chain)
    own = {change.ref for change in chain.changes}
    applied = {change.ref for change in now.effective.applied}
    for one in after.unapplied:
        if one.ref in own and one.ref not in applied:
            raise Refused(_in_the_way(one, applied))
    lost = [one.ref for one in after.unapplied if one.ref in applied]
    if lost:
        raise Refused(f"{_listed(lost)} stands on it; void that first")


def _in_the_way(one: Unapplied, applied: Set[str]) -> str:
    cell = f"the cell of {one.cell.agent} on {day_words(one.cell.day)}"
    if one.fault is Fault.TWICE and one.other and one.other not in applied:
        return f"{one.other} stands on {cell} and does not apply; a leader voids it first"
    if one.fault is Fault.TWICE:
        return f"{one.other} has changed {cell} meanwhile; look at it again"
    return f"{cell} has changed meanwhile; look at it again"


def _listed(refs: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(ref.rpartition("/")[0] for ref in refs))
