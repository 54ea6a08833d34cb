"""Decide on a swap, cover or edit that everybody concerned has accepted: approve or reject it."""

from collections.abc import Iterable

from rota.domain.changes import ChangeEvent, ChangeKind, ChangeMatter, Rejection
from rota.domain.matter import Step
from rota.domain.policy import Ruling
from rota.files.repository import Repository
from rota.work.act import Act, follow
from rota.work.amend import evidence, relinked
from rota.work.errors import Refused, unknown
from rota.work.rights import may_approve
from rota.work.swap.answer import Changes, matter_of, open_matter, still_fresh
from rota.work.swap.ask import refuse_denied
from rota.work.swap.card import Decision, decision_of
from rota.work.swap.consent import to_agree
from rota.work.swap.guard import in_time
from rota.work.swap.policy import findings_of, of_ruling
from rota.work.swap.sentences import listed


def weigh(repo: Repository, chain: Changes, act: Act, despite: Iterable[str]) -> Decision:
    """What is to be approved, judged against the rota as it is now.

    Refused where whoever acts may not approve it, somebody has not accepted, a cell has moved, the time is over, or
    the policy denies it; or refers to the leader a rule that ``despite`` does not name.
    """
    matter = open_matter(repo, chain)
    may_decide(repo, chain, act)
    if matter.awaited:
        raise Refused(f"{chain.ref} waits for {listed(matter.awaited)} to accept; then it can be approved")
    still_fresh(repo, chain)
    in_time(repo, matter.proposed, leaders=matter.kind is ChangeKind.EDIT)
    _all_agreed(repo, chain)
    decision = decision_of(repo, matter, relinked(repo, matter.proposed))
    refuse_denied(decision, f"{chain.ref} was not approved")
    _answered(chain, decision, frozenset(despite))
    return decision


def approve(repo: Repository, chain: Changes, act: Act, decision: Decision) -> ChangeMatter:
    """Write the approval of what was weighed; Refused where another change of a cell was approved meanwhile."""
    referred = of_ruling(decision.ruled, Ruling.REFER)
    event = ChangeEvent(
        event=Step.APPROVED,
        kind=decision.matter.kind,
        settle=decision.matter.events[0].settle,
        owner=decision.matter.events[0].owner,
        despite={one.name: one.by for one in referred},
        cell=decision.cells,
        **act.said(),
        **evidence(repo, decision.cells),
    )
    written = follow(repo, chain, event)
    return ChangeMatter.of(chain.id, (*chain.events, written))


def _all_agreed(repo: Repository, chain: Changes) -> None:
    """Refused where an edit changes somebody's hours inside the notice window, and they have not accepted it."""
    matter = matter_of(chain)
    if matter.kind is ChangeKind.EDIT:
        missing = [who for who in to_agree(repo, matter.proposed) if who not in matter.consented]
        if missing:
            raise Refused(
                f"{chain.ref} changes the hours of {listed(missing)} inside the notice window by now, and waits for "
                f"their word: rota swap accept {chain.id} --for {missing[0]} --means phone"
            )


def reject(repo: Repository, chain: Changes, act: Act, reason: Rejection | None) -> ChangeMatter:
    """Refuse as a leader, whether or not everybody has accepted."""
    matter = open_matter(repo, chain)
    may_decide(repo, chain, act)
    event = ChangeEvent(event=Step.REFUSED, kind=matter.kind, reason=reason, **act.said())
    return ChangeMatter.of(chain.id, (*chain.events, follow(repo, chain, event)))


def may_decide(repo: Repository, chain: Changes, act: Act) -> None:
    """Refused unless whoever acts leads there and is no party."""
    matter = matter_of(chain)
    concerned = [(change.agent, change.day) for change in matter.cells]
    may_approve(repo, act.by, concerned, chain.ref, matter.beside)


def _answered(chain: Changes, decision: Decision, despite: frozenset[str]) -> None:
    """Every rule that is referred is named, and nothing is named that is no rule here."""
    rules = {effect.rule.name for effect in decision.effects.rules}
    for name in sorted(despite - rules):
        raise unknown("rule", name, rules)
    open_ = [one for one in of_ruling(decision.ruled, Ruling.REFER) if one.name not in despite]
    if open_:
        names = list(dict.fromkeys(one.name for one in open_))
        say = " ".join(f"--despite {name}" for name in names)
        raise Refused(
            f"{chain.ref} would make worse {listed(names)}, which [swaps] in centre.toml refers to you: "
            f"approve it with {say}, or reject it",
            findings_of(tuple(open_)),
        )
