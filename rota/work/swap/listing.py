"""Swaps and cover as a list: what is open first, then what was settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.changes import DECIDED, OPEN, ChangeKind, ChangeMatter, ChangeState
from rota.domain.matter import CellChange, Step
from rota.domain.period import Period
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
            words = _nothing_left(repo, matter, state) or state_words(repo, matter, state)
            yield Listed(matter, _shown(matter, state), about(matter, matter.cells), words)


def _shown(matter: ChangeMatter, state: ChangeState) -> ChangeState:
    """The state in a word: what nobody had to accept is asked, until a leader decides."""
    accepted = any(event.event is Step.ACCEPTED for event in matter.events)
    return ChangeState.ASKED if state is ChangeState.ACCEPTED and not accepted else state


def _nothing_left(repo: Repository, matter: ChangeMatter, state: ChangeState) -> str:
    """What to do with an edit that is open though all its cells are so already; empty of any other change."""
    if matter.kind is not ChangeKind.EDIT or state not in OPEN:
        return ""
    if not all(_is_so(repo, cell) for cell in matter.proposed):
        return ""
    return f"Nothing is left to do, the rota is so already: rota swap withdraw {matter.id}"


def _is_so(repo: Repository, cell: CellChange) -> bool:
    rota = repo.rotas(repo.group_of(cell.agent, cell.day) or "").get(Period.holding(cell.day).month)
    return rota is not None and rota.cells.get(cell.agent, {}).get(cell.day) == cell.new


def _day(one: Listed) -> date:
    return min(cell.day for cell in one.matter.cells)
