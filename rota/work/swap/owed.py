"""Time in lieu that a swap of a Saturday leaves owed, because the lieu day does not go along any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Kind
from rota.domain.hours import day_length, paid_at_work
from rota.domain.matter import CellChange
from rota.domain.period import ONE_DAY, Period, monday_of, span
from rota.domain.rota import Rota
from rota.domain.saturdays import SATURDAY, takes_turn
from rota.files.repository import Repository
from rota.work.amend import cell_now


@dataclass(frozen=True)
class Owed:
    """``minutes`` are owed to ``agent`` for ``saturday`` (negative: the agent owes them), to be settled until ``by``."""

    agent: str
    saturday: date
    minutes: int
    by: date


def owed(repo: Repository, cells: Sequence[CellChange], rotas: Sequence[Rota]) -> tuple[Owed, ...]:
    """What ``cells`` leave owed; ``rotas`` are those that they touch."""
    return tuple(
        Owed(change.agent, change.day, minutes, Period.holding(change.day).after.end)
        for change in cells
        for rota in rotas
        if change.day in rota.facts.period and takes_turn(rota.facts, change.agent, change.day)
        for minutes in _minutes(repo, change, cells, rota)
    )


def _minutes(repo: Repository, turn: CellChange, cells: Sequence[CellChange], rota: Rota) -> Iterator[int]:
    if turn.old.is_shift == turn.new.is_shift:
        return
    lieu = list(_lieu_after(repo, turn, cells))
    if turn.new.is_shift and not lieu:
        yield paid_at_work(turn.new, rota.facts)
    if turn.old.is_shift and lieu:
        yield -day_length(turn.agent, lieu[0], rota.facts)


def _lieu_after(repo: Repository, turn: CellChange, cells: Sequence[CellChange]) -> Iterator[date]:
    """The lieu days of ``turn``'s agent in its week as they would be."""
    after = {change.day: change.new for change in cells if change.agent == turn.agent}
    for day in span(monday_of(turn.day), turn.day - ONE_DAY):
        if repo.group_of(turn.agent, day) is None or turn.day.weekday() != SATURDAY:
            continue
        cell = after.get(day) or cell_now(repo, turn.agent, day)
        if cell.kind is Kind.LIEU:
            yield day
