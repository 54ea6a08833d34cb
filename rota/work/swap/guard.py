"""What can be traded at all, and until when: nothing that is past, about to begin, or somebody's own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from rota.domain.cell import AWAY_PARTS, Cell, Kind
from rota.domain.clock import day_words, hhmm, instant
from rota.domain.matter import CellChange
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.work.amend import cell_now
from rota.work.clock import now, today
from rota.work.errors import Refused

TRADED = frozenset({Kind.SHIFT, Kind.OFF})
"""What can be swapped of itself; a lieu day only moves with its Saturday."""

OWN_PARTS = frozenset({*AWAY_PARTS, "meeting", "training"})
"""Timed parts that belong to the person, and do not go over with a shift."""


def planned_cell(repo: Repository, agent: str, day: date) -> Cell:
    """The cell of ``agent`` on ``day`` in the published rota as it stands now; Refused for somebody who has none in it.

    Who came after it was published is off to everybody, but nothing is exchanged for a day that was never planned.
    """
    now, month = cell_now(repo, agent, day), Period.holding(day).month
    group = repo.group_of(agent, day) or ""
    if day not in repo.rotas(group)[month].cells.get(agent, {}):
        raise Refused(
            f"{agent} has no cell on {day_words(day)}: the published rota of {group} {month} was planned without them; "
            f"a leader has the rest of it planned anew: rota plan --from {day}"
        )
    return now


def own_cells(cells: Mapping[tuple[str, date], Cell]) -> Iterator[str]:
    """Why some of ``cells``, as they stand now, are not for anybody else: leave, lieu, a meeting."""
    for (agent, day), cell in cells.items():
        own = next((part for part in cell.parts if part.what in OWN_PARTS), None)
        if cell.kind not in TRADED:
            yield f"{agent} has {cell.kind.value} on {day_words(day)}, which is not traded"
        elif own is not None:
            yield f"{agent} has {own} on {day_words(day)}, which is theirs alone; so the shift is not traded"


def in_time(repo: Repository, cells: Iterable[CellChange], *, leaders: bool = False) -> None:
    """Refused, with all the reasons, where one of ``cells`` is past, or a shift in it begins too soon.

    What ``leaders`` change, they may change until a shift begins.
    """
    late = _begun if leaders else _too_late
    reasons = dict.fromkeys(reason for change in cells for reason in late(repo, change))
    if reasons:
        raise Refused("\n".join(reasons))


def _too_late(repo: Repository, change: CellChange) -> Iterator[str]:
    if change.day < today(repo.centre):
        yield f"{day_words(change.day)} is past; what was worked is not swapped any more"
        return
    starts = (_start(repo, cell) for cell in (change.old, change.new))
    begins = min((start for start in starts if start is not None), default=None)
    if begins is not None and _soon(repo, change.day, begins):
        hours = repo.centre.notice.hours
        yield (
            f"on {day_words(change.day)} a shift begins at {hhmm(begins)}; it can be swapped until {hours} "
            "hours before (hours of [notice] in centre.toml); ask the leader, who can change it"
        )


def _begun(repo: Repository, change: CellChange) -> Iterator[str]:
    starts = (_start(repo, cell) for cell in (change.old, change.new))
    begins = min((start for start in starts if start is not None), default=24 * 60)
    if now() >= instant(change.day, begins, repo.centre.zone):
        who = f"{change.agent} on {day_words(change.day)}"
        yield f"{who} has begun or is over; what was worked is not changed any more"


def settled(repo: Repository, day: date, cell: Cell) -> bool:
    """Whether ``cell`` can no longer be moved: it is past, or it begins too soon (a free day with the first shifts)."""
    begins = _start(repo, cell)
    if begins is None:
        begins = min(pattern.start for pattern in repo.centre.pattern)
    return day < today(repo.centre) or _soon(repo, day, begins)


def _soon(repo: Repository, day: date, begins: int) -> bool:
    before = timedelta(hours=repo.centre.notice.hours)
    return now() + before > instant(day, begins, repo.centre.zone)


def _start(repo: Repository, cell: Cell) -> int | None:
    """The first minute worked in ``cell``; None where nothing is."""
    starts = [
        pattern.start for pattern in repo.centre.pattern if cell.is_shift and pattern.id == cell.pattern
    ]
    return min([*starts, *(part.start for part in cell.parts if part.what not in AWAY_PARTS)], default=None)
