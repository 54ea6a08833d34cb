"""The record of a published month: everything that was told, published and changed of it, put together for its judges."""

from typing import Any

from rota.domain.effective import Unapplied
from rota.domain.matter import CellChange
from rota.domain.period import Period
from rota.domain.record import Record, Recorded
from rota.files.matters import Chain
from rota.files.repository import Repository


def record_of(repo: Repository, group: str, month: str) -> Record:
    """The record of ``month``, which is published; BadInput where its base cannot be read."""
    chains = _touching(repo, group, Period.of_month(month))
    return Record(
        name=f"{group}/{month}",
        base=repo.base_digest(group, month),
        publication=repo.publication(group, month),
        matters=tuple(map(recorded, chains)),
        unapplied=tuple(_unapplied(repo, chains)),
        absences=tuple(event for chain in repo.absence_chains for event in chain.events),
        trusted=repo.trusted,
    )


def recorded(chain: Chain[Any]) -> Recorded:
    """A matter as its judges read it."""
    numbers = (int(change.ref.rpartition("/")[2]) for change in chain.changes)
    return Recorded(chain.ref, chain.events, tuple(numbers))


def _touching(repo: Repository, group: str, period: Period) -> tuple[Chain[Any], ...]:
    """Every matter that changes, or asks to change, a cell of the rota."""

    def here(cell: CellChange) -> bool:
        return cell.day in period and repo.group_of(cell.agent, cell.day) == group

    chains: tuple[Chain[Any], ...] = (*repo.change_chains, *repo.leave_chains, *repo.absence_chains)
    return tuple(
        chain for chain in chains if any(here(cell) for event in chain.events for cell in event.cell)
    )


def _unapplied(repo: Repository, chains: tuple[Chain[Any], ...]) -> list[Unapplied]:
    refs = {change.ref for chain in chains for change in chain.changes}
    return [one for one in repo.effective.unapplied if one.ref in refs] if refs else []
