"""Ask for a swap or for cover: a proposal that everybody else concerned accepts and a leader approves."""

from collections.abc import Sequence
from datetime import timedelta

from rota.domain.changes import BY_CONSENT, ChangeEvent, ChangeMatter
from rota.domain.matter import CellChange, Step
from rota.domain.policy import Ruling
from rota.files.repository import Repository
from rota.rules import Level
from rota.work.act import Act, begin
from rota.work.amend import changes_to, evidence
from rota.work.clock import today
from rota.work.errors import Refused
from rota.work.swap.card import Decision, decision_of
from rota.work.swap.guard import in_time
from rota.work.swap.months import Months
from rota.work.swap.policy import Ruled, findings_of, of_ruling
from rota.work.swap.proposal import Ask, proposed

_NEW = "new"
"""Stands for the id of a matter that is not begun yet."""


def request(repo: Repository, ask: Ask, act: Act, step: Step = Step.REQUESTED) -> Decision:
    """Ask for what ``ask`` says and return it with its consequences; Refused where rules, policy or time forbid it."""
    cells = changes_to(repo, proposed(repo, ask, Months(repo)))
    return begin_change(repo, ask, act, cells, step)


def begin_change(repo: Repository, ask: Ask, act: Act, cells: Sequence[CellChange], step: Step) -> Decision:
    """Write the first event of a change of ``cells``, if policy and time allow it, and say what it would do."""
    in_time(repo, cells)
    event = ChangeEvent(
        event=step,
        kind=ask.kind,
        settle=ask.settle,
        owner=ask.owner,
        expires=min(
            today(repo.centre) + timedelta(days=repo.centre.swaps.expires), *(cell.day for cell in cells)
        ),
        cell=tuple(cells),
        **act.said(),
        **evidence(repo, cells),
    )
    decision = decision_of(repo, ChangeMatter.of(_NEW, (event,)))
    refuse_denied(decision, "it was not asked for")
    matter = ChangeMatter.of(begin(repo, "changes", event, act.id), (event,))
    return Decision(matter, decision.cells, decision.effects, decision.ruled, decision.owed)


def refuse_denied(decision: Decision, outcome: str) -> None:
    """Refused, with the findings, where ``decision`` makes a rule worse that the policy denies to change."""
    denied = of_ruling(decision.ruled, Ruling.DENY)
    if not denied:
        return
    names = ", ".join(dict.fromkeys(one.name for one in denied))
    bargain = decision.matter.kind in BY_CONSENT
    next_ = "`rota swap find` lists who else could" if bargain else "edit those cells otherwise"
    raise Refused(
        f"{outcome}: it would make worse {names}, {_why(denied, bargain=bargain)}; {next_}",
        findings_of(denied),
    )


def _why(denied: Sequence[Ruled], *, bargain: bool) -> str:
    if all(one.effect.rule.locks for one in denied):
        return "which nobody may trade"
    musts = all(one.effect.rule.level is Level.MUST for one in denied)
    return "which must hold" if musts and not bargain else "which [swaps] in centre.toml denies"
