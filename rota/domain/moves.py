"""Whom a new rota moves from what they were told, counted cell by cell; a break that moves is no change of duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.demand import Demand
from rota.domain.duties import duty
from rota.domain.facts import CellsByAgent, Facts


@dataclass(frozen=True)
class Move:
    """One cell that was told and is another now; ``duties`` are the two without breaks and without what fills troughs."""

    agent: str
    day: date
    before: Cell
    after: Cell
    duties: tuple[Cell, Cell] | None = None

    def __str__(self) -> str:
        return f"{self.agent} {day_words(self.day)} {self.before} -> {self.after}"


def differences(
    agents: Iterable[str], told: CellsByAgent, cells: CellsByAgent, demand: Demand
) -> tuple[Move, ...]:
    """The cells of ``told`` that are other duties in ``cells``, by agent, in the order of ``agents``, and day.

    ``demand`` tells which work is done beside a service, in its troughs: when it is done is no other duty either.
    """
    return tuple(
        Move(agent, day, before, after, duties)
        for agent in agents
        for day, after in sorted(cells.get(agent, {}).items())
        if (before := told.get(agent, {}).get(day, after)) != after
        if (duties := (duty(before, demand), duty(after, demand)))[0] != duties[1]
    )


def moves_between(facts: Facts, told: CellsByAgent, cells: CellsByAgent) -> tuple[Move, ...]:
    """The differences that the planner chose: a fact is nobody's move."""
    found = differences(facts.agents, told, cells, facts.demand)
    return tuple(move for move in found if (move.agent, move.day) not in facts.fixed)


def people_moved(moves: Iterable[Move]) -> tuple[str, ...]:
    """The agents with at least one of ``moves``, in their order."""
    return tuple(dict.fromkeys(move.agent for move in moves))
