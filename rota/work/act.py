"""One command, one event: who acts, for whom, by what means, and the event written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from rota.domain.matter import Claim, Event, Means
from rota.files import matters
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.write import Taken
from rota.work.clock import now
from rota.work.errors import Refused

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Act:
    """Who acts, by what that is known, and for whom: ``behalf`` is None where it is their own matter."""

    by: str
    claim: Claim | None = None
    behalf: str | None = None
    means: Means | None = None

    @property
    def who(self) -> str:
        """Whose word it is."""
        return self.behalf or self.by

    def said(self) -> Mapping[str, Any]:
        """The fields that every event has of it, the present moment among them."""
        return {
            "by": self.by,
            "claim": self.claim,
            "for_": self.behalf,
            "means": self.means,
            "at": now().isoformat(),
        }


def begin(repo: Repository, folder: str, event: Event) -> str:
    """Write the first event of a new matter and return the matter's id."""
    return matters.begin(repo.root, folder, event)


def follow(repo: Repository, chain: Chain[E], event: E) -> E:
    """Write the next event of a matter; Refused if somebody else has just written one, or if it may not follow."""
    last = chain.events[-1].event
    if event.event not in event.follows.get(last, frozenset()):
        raise Refused(f"{chain.ref} is {last.value}; it cannot be {event.event.value} any more")
    try:
        return matters.follow(repo.root, chain, event)
    except Taken:
        raise Refused(f"somebody else has just acted on {chain.ref}; look at it again") from None
