"""The edits of a workbook asked for as one change of a published rota, which another leader approves."""

from contextlib import suppress
from datetime import timedelta

from rota.domain.changes import ChangeEvent, ChangeKind, ChangeMatter
from rota.domain.matter import Step
from rota.domain.policy import Ruling
from rota.files.repository import Repository
from rota.work.act import Act, begin
from rota.work.amend import changes_to, evidence
from rota.work.breaks import with_breaks
from rota.work.clock import today
from rota.work.errors import Unusable
from rota.work.identity import actor
from rota.work.publishing.stage import in_charge, require_charge
from rota.work.sheetback.back import Back
from rota.work.sheetback.denied import refuse_cells
from rota.work.swap.card import Decision, decision_of
from rota.work.swap.consent import to_agree
from rota.work.swap.guard import in_time
from rota.work.swap.policy import findings_of, of_ruling

TRIED = "preview"
"""Stands for the id of a change that is not written."""


def ask_edits(repo: Repository, back: Back, act: Act, *, write: bool) -> Decision:
    """The change with all its consequences, asked for if ``write`` says so.

    Refused where whoever acts leads nobody there, a day is over, or a must rule would be broken.
    """
    group, month = back.origin.group, back.origin.month
    require_charge(repo, group, act.by, f"edit the rota of {group} {month}")
    event = _event(repo, back, act)
    decision = decision_of(repo, ChangeMatter.of(TRIED, (event,)))
    denied = of_ruling(decision.ruled, Ruling.DENY)
    if denied:
        refuse_cells(repo, back, event, decision, findings_of(denied))
    if not write:
        return decision
    matter = ChangeMatter.of(begin(repo, "changes", event), (event,))
    return Decision(matter, decision.cells, decision.effects, decision.ruled, decision.owed)


def previewer(repo: Repository, group: str, stated: str | None) -> tuple[Act, str]:
    """Who a preview is for, and a note where it is for somebody else: whoever only looks need not say who they are."""
    may = in_charge(repo, group)
    if stated or not may:
        who = actor(repo, stated)
        return Act(who.id, who.claim), ""
    with suppress(Unusable):
        who = actor(repo, None)
        if who.id in may:
            return Act(who.id, who.claim), ""
    return Act(may[0]), f"shown as if {may[0]} asked, who leads there; --as says who does"


def _event(repo: Repository, back: Back, act: Act) -> ChangeEvent:
    cells = changes_to(repo, with_breaks(repo, back.wanted))
    in_time(repo, cells, leaders=True)
    last = today(repo.centre) + timedelta(days=repo.centre.swaps.expires)
    return ChangeEvent(
        event=Step.REQUESTED,
        kind=ChangeKind.EDIT,
        asks={agent: ahead for agent, ahead in to_agree(repo, cells).items() if agent != act.who},
        expires=min(last, *(cell.day for cell in cells)),
        cell=cells,
        **act.said(),
        **evidence(repo, cells),
    )
