"""One command, one event: who acts, for whom, by what means, and the event written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from rota.domain.matter import Claim, Event, Means
from rota.files import matters
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.turn import turn
from rota.files.write import Taken
from rota.work.clock import now
from rota.work.errors import Refused
from rota.work.lastlook import last_look

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Act:
    """Who acts, by what that is known, and for whom: ``behalf`` is None where it is their own matter.

    What was asked for in a staff copy has its moment ``at`` and the ``id`` of its matter from there.
    """

    by: str
    claim: Claim | None = None
    behalf: str | None = None
    means: Means | None = None
    at: str | None = None
    id: str | None = None

    @property
    def who(self) -> str:
        """Whose word it is."""
        return self.behalf or self.by

    def said(self) -> Mapping[str, Any]:
        """The fields that every event has of it; the moment is the present one, unless it is given."""
        return {
            "by": self.by,
            "claim": self.claim,
            "for_": self.behalf,
            "means": self.means,
            "at": self.at or now().isoformat(),
        }


def begin(repo: Repository, folder: str, event: Event, id: str | None = None) -> str:
    """Write the first event of a new matter and return the matter's id; Refused if what it rests on has just changed.

    ``id`` is given where the matter has one already, from a staff copy.
    """
    if id is not None:
        begin_at(repo, f"{folder}/{id}", event)
        return id
    with turn(repo.root):
        last_look(repo, folder, event)
        return matters.begin(repo.root, folder, event)


def begin_at(repo: Repository, ref: str, event: Event) -> None:
    """Write the first event of the matter ``ref``; Refused if somebody else has just begun it."""
    with turn(repo.root):
        last_look(repo, ref, event)
        try:
            matters.begin_at(repo.root, ref, event)
        except Taken:
            raise _just_acted(ref) from None


def follow(repo: Repository, chain: Chain[E], event: E) -> E:
    """Write the next event of a matter; Refused if it may not follow, or if others have just acted on what it is about."""
    last = chain.events[-1].event
    if event.event not in event.follows.get(last, frozenset()):
        raise Refused(f"{chain.ref} is {last.value}; it cannot be {event.event.value} any more")
    with turn(repo.root):
        if matters.is_followed(repo.root, chain):
            raise _just_acted(chain.ref)
        last_look(repo, chain.ref, event, chain)
        try:
            return matters.follow(repo.root, chain, event)
        except Taken:
            raise _just_acted(chain.ref) from None


def _just_acted(ref: str) -> Refused:
    return Refused(f"somebody else has just acted on {ref}; look at it again")
