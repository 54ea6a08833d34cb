"""Void a change that was approved or recorded: as if it had never been, which the record keeps all the same."""

from collections.abc import Iterator

from rota.domain.changes import ChangeEvent, ChangeMatter, ChangeState
from rota.domain.clock import day_words
from rota.domain.effective import Fault
from rota.domain.matter import CellChange, Step
from rota.files.repository import Repository
from rota.work.act import Act, follow
from rota.work.amend import evidence
from rota.work.clock import today
from rota.work.errors import Refused
from rota.work.swap.answer import Changes, matter_of
from rota.work.swap.card import Decision, decision_of
from rota.work.swap.decide import may_decide
from rota.work.swap.sentences import listed


def undoing(repo: Repository, chain: Changes, act: Act) -> Decision | None:
    """What voiding ``chain`` would do to the rota; None where it does not apply, so that only the record changes.

    Refused where whoever acts may not, it never applied, its days are past, or later changes stand on its cells.
    A change that does not apply, as one of two that a merge put on one cell, can always be voided.
    """
    matter = matter_of(chain)
    state = matter.state(today(repo.centre))
    if state is not ChangeState.APPLIED:
        raise Refused(f"{chain.ref} is {state.value}; only what was approved or recorded can be voided")
    may_decide(repo, chain, act)
    ref = applied_ref(chain)
    if any(fault.ref == ref for fault in repo.effective.unapplied):
        return None
    later = list(built_on(repo, ref))
    if later:
        raise Refused(f"{chain.ref} cannot be voided while {listed(later)} stand on it; void those first")
    past = [cell.day for cell in matter.cells if cell.day < today(repo.centre)]
    if past:
        raise Refused(f"{chain.ref} is of {day_words(past[0])}, which is past; what was worked is not undone")
    back = tuple(
        CellChange(agent=cell.agent, day=cell.day, before=cell.after, after=cell.before, on=ref)
        for cell in matter.cells
    )
    return decision_of(repo, matter, back)


def void(repo: Repository, chain: Changes, act: Act) -> ChangeMatter:
    """Write that ``chain`` is void."""
    matter = matter_of(chain)
    event = ChangeEvent(event=Step.VOIDED, kind=matter.kind, **act.said(), **evidence(repo, matter.cells))
    return ChangeMatter.of(chain.id, (*chain.events, follow(repo, chain, event)))


def applied_ref(chain: Changes) -> str:
    """The event of ``chain`` that changed cells, such as ``changes/k3f9x2m7q1zw/3``."""
    return next(change.ref for change in reversed(chain.changes))


def built_on(repo: Repository, ref: str) -> Iterator[str]:
    """The changes that stand on a cell that ``ref`` made, whether or not they apply."""
    effective = repo.effective
    for change in effective.applied:
        if any(cell.on == ref for cell in change.cells):
            yield change.ref
    for fault in effective.unapplied:
        if fault.cell.on == ref:
            yield fault.ref


def mended(repo: Repository) -> tuple[str, ...]:
    """The changes that still do not apply because two stand on one cell."""
    return tuple(fault.ref for fault in repo.effective.unapplied if fault.fault is Fault.TWICE)
