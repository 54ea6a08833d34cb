"""Swaps and cover as a list: what is open first, then what was settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.changes import DECIDED, OPEN, ChangeMatter, ChangeState
from rota.files.repository import Repository
from rota.work.clock import today
from rota.work.swap.sentences import about, state_words


@dataclass(frozen=True)
class Listed:
    """One change: how it stands, in one word and in a sentence, and what it is about."""

    matter: ChangeMatter
    state: ChangeState
    about: str
    words: str


def listing(repo: Repository, *, everything: bool, agent: str | None) -> tuple[Listed, ...]:
    """Open swaps, cover and edits, of all or of one agent, by day; with ``everything`` all changes, settled ones too."""
    found = sorted(
        _found(repo, everything, agent), key=lambda one: (one.state not in OPEN, _day(one), one.matter.id)
    )
    return tuple(found)


def _found(repo: Repository, everything: bool, agent: str | None) -> Iterator[Listed]:
    for matter in repo.changes:
        state = matter.state(today(repo.centre))
        concerned = agent is None or agent in {*matter.parties, matter.asker}
        if concerned and (everything or (state in OPEN and matter.kind in DECIDED)):
            yield Listed(matter, state, about(matter, matter.cells), state_words(repo, matter, state))


def _day(one: Listed) -> date:
    return min(cell.day for cell in one.matter.cells)
