"""Whom a new rota moves from what they were told, counted cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.facts import CellsByAgent, Facts


@dataclass(frozen=True)
class Move:
    """One cell that was told and is another now."""

    agent: str
    day: date
    before: Cell
    after: Cell

    def __str__(self) -> str:
        return f"{self.agent} {day_words(self.day)} {self.before} -> {self.after}"


def differences(agents: Iterable[str], told: CellsByAgent, cells: CellsByAgent) -> tuple[Move, ...]:
    """The cells of ``told`` that are others in ``cells``, by agent, in the order of ``agents``, and day."""
    return tuple(
        Move(agent, day, told[agent][day], after)
        for agent in agents
        for day, after in sorted(cells.get(agent, {}).items())
        if told.get(agent, {}).get(day, after) != after
    )


def moves_between(facts: Facts, told: CellsByAgent, cells: CellsByAgent) -> tuple[Move, ...]:
    """The differences that the planner chose: a fact is nobody's move."""
    found = differences(facts.agents, told, cells)
    return tuple(move for move in found if (move.agent, move.day) not in facts.fixed)


def people_moved(moves: Iterable[Move]) -> tuple[str, ...]:
    """The agents with at least one of ``moves``, in their order."""
    return tuple(dict.fromkeys(move.agent for move in moves))
