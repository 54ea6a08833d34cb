"""Answer a proposal: accept or decline it, or withdraw one of one's own."""

from rota.domain.changes import DECIDED, OPEN, ChangeEvent, ChangeKind, ChangeMatter, ChangeState
from rota.domain.clock import day_words
from rota.domain.matter import Step
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.work.act import Act, follow
from rota.work.amend import evidence, moved
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.swap.guard import in_time

Changes = Chain[ChangeEvent]


def matter_of(chain: Changes) -> ChangeMatter:
    """The change that ``chain`` holds."""
    return ChangeMatter.of(chain.id, chain.events)


def whose(chain: Changes, by: str, stated: str | None) -> str:
    """For whom ``by`` answers: whom they name, themselves, or the only one whose answer is awaited."""
    matter = matter_of(chain)
    if stated is not None:
        return stated
    if by in matter.parties:
        return by
    if len(matter.awaited) == 1:
        return matter.awaited[0]
    raise Unusable(f"say whose answer it is with --for {' or --for '.join(matter.awaited or matter.parties)}")


def accept(repo: Repository, chain: Changes, act: Act) -> ChangeMatter:
    """Accept as one of those concerned; Refused where it is settled, stale, too late, or not theirs to accept."""
    matter = open_matter(repo, chain)
    if act.who not in matter.parties:
        raise Refused(f"{act.who} has no part in {chain.ref}; it is for {', '.join(matter.parties)}")
    if act.who in matter.consented:
        raise Refused(f"{act.who} has agreed to {chain.ref} already")
    still_fresh(repo, chain)
    in_time(repo, matter.proposed, leaders=matter.kind is ChangeKind.EDIT)
    event = ChangeEvent(
        event=Step.ACCEPTED, kind=matter.kind, **act.said(), **evidence(repo, matter.proposed)
    )
    return _followed(repo, chain, event)


def decline(repo: Repository, chain: Changes, act: Act) -> ChangeMatter:
    """Decline as one of those who were asked; Refused where it is settled or not theirs to decline."""
    matter = open_matter(repo, chain)
    if act.who not in matter.asked or (act.who == matter.asker and chain.events[0].event is Step.REQUESTED):
        others = ", ".join(party for party in matter.asked if party != matter.asker) or "nobody"
        raise Refused(
            f"{act.who} was not asked in {chain.ref}; it is for {others} to decline, for {matter.asker} to withdraw"
        )
    return _followed(repo, chain, ChangeEvent(event=Step.DECLINED, kind=matter.kind, **act.said()))


def withdraw(repo: Repository, chain: Changes, act: Act) -> ChangeMatter:
    """Take back what was asked or offered; Refused where it is settled."""
    matter = open_matter(repo, chain)
    if act.who != matter.asker:
        raise Refused(f"{chain.ref} was asked by {matter.asker}, who alone may withdraw it")
    return _followed(repo, chain, ChangeEvent(event=Step.WITHDRAWN, kind=matter.kind, **act.said()))


def open_matter(repo: Repository, chain: Changes) -> ChangeMatter:
    """The change of ``chain`` if it is still to be settled; Refused, saying how it stands, otherwise."""
    matter = matter_of(chain)
    if matter.kind not in DECIDED:
        raise Refused(
            f"{chain.ref} is a {matter.kind.value}, which its leader has settled; see `rota swap show`"
        )
    state = matter.state(today(repo.centre))
    if state is ChangeState.EXPIRED:
        last = matter.events[0].expires or today(repo.centre)
        raise Refused(f"{chain.ref} expired at the end of {day_words(last)}; ask anew")
    if state not in OPEN:
        raise Refused(f"{chain.ref} is {state.value} already; look at it with `rota swap show {chain.id}`")
    return matter


def still_fresh(repo: Repository, chain: Changes) -> None:
    """Refused, naming what has moved, where a cell is not what it was when the change was proposed."""
    stale = list(moved(repo, matter_of(chain).proposed))
    if stale:
        raise Refused(
            f"{chain.ref} is stale: {'; '.join(stale)}. Withdraw or reject it, and ask anew for what stands there now"
        )


def _followed(repo: Repository, chain: Changes, event: ChangeEvent) -> ChangeMatter:
    written = follow(repo, chain, event)
    return ChangeMatter.of(chain.id, (*chain.events, written))
