"""Offer a shift to somebody as cover: a leader does, one offer at a time."""

from datetime import date

from rota.domain.changes import OPEN, ChangeMatter, ChangeState, Settle
from rota.domain.clock import day_words
from rota.domain.matter import Step
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.amend import changes_to
from rota.work.clock import today
from rota.work.errors import Refused
from rota.work.rights import may_approve
from rota.work.swap.ask import begin_change
from rota.work.swap.card import Decision
from rota.work.swap.months import Months
from rota.work.swap.proposal import Ask
from rota.work.swap.sentences import taker_of
from rota.work.swap.shifts import covered, shift_of


def offer(
    repo: Repository, owner: str, day: date, taker: str, act: Act, settle: Settle, stated: str | None
) -> Decision:
    """Offer the shift of ``owner`` to ``taker``, as a leader of theirs; one offer of a shift is open at a time."""
    ask = Ask((owner, taker), day, settle=settle)
    months = Months(repo)
    cells = changes_to(repo, covered(repo, months, ask, shift_of(repo, owner, day, stated)))
    may_approve(repo, act.by, [(change.agent, change.day) for change in cells], f"cover for {owner}")
    for matter in repo.changes:
        state = matter.state(today(repo.centre))
        if _same_shift(matter, owner, day) and state in OPEN:
            raise Refused(
                f"{matter.id} offers the shift of {owner} on {day_words(day)} to {taker_of(matter)} already; "
                f"one offer at a time: wait, or `rota cover withdraw {matter.id}`"
            )
        if _same_shift(matter, owner, day) and state is ChangeState.APPLIED:
            raise Refused(
                f"{taker_of(matter)} takes the shift of {owner} on {day_words(day)} already ({matter.id})"
            )
    return begin_change(repo, ask, act, cells, Step.OFFERED)


def _same_shift(matter: ChangeMatter, owner: str, day: date) -> bool:
    return matter.events[0].owner == owner and any(cell.day == day for cell in matter.proposed)
