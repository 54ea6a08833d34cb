"""Hold the planner's rota against the referee: breaches beyond the facts, and amounts that differ."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from rota.checking import Verdict, breaches
from rota.domain.facts import CellsByAgent
from rota.domain.moves import moves_between, people_moved
from rota.domain.rota import Rota
from rota.model.result import CELLS_CHANGED, FROZEN_CHANGED, PEOPLE_MOVED, Amounts
from rota.rules import CellKey, Level


class DisagreementError(Exception):
    """Planner and checkers do not agree about a rota: one of the two is wrong, and it is our fault."""

    def __init__(self, points: Sequence[str]) -> None:
        super().__init__("the planner and the checkers disagree: " + "; ".join(points))
        self.points = tuple(points)


def disagreements(verdicts: Sequence[Verdict], amounts: Amounts) -> Iterator[str]:
    """Where the checkers' verdicts on a planned rota are not what the planner counted."""
    for place, verdict in enumerate(verdicts):
        if verdict.rule.level is Level.MUST:
            # A pin may leave no way out only because of another rule, which this rule's checker cannot see.
            if verdict.open_amount > amounts.by_facts.get(place, 0):
                yield from (f"{finding.code} {finding.message}" for finding in breaches([verdict]))
        else:
            planned, strong = amounts.by_rule.get(place, 0), amounts.strong.get(place, 0)
            if (verdict.amount, verdict.strong_amount) != (planned, strong):
                yield f"{verdict.rule.code} counts {verdict.amount} {verdict.rule.counts_in}, the planner {planned}"


def miscounted_moves(
    rota: Rota, told: CellsByAgent, amounts: Amounts, frozen: AbstractSet[CellKey] = frozenset()
) -> Iterator[str]:
    """Where the planner's count of people moved and of cells changed since they were ``told`` is wrong."""
    moves = moves_between(rota.facts, told, rota.cells)
    counts = (
        (FROZEN_CHANGED, "frozen cells changed", sum((move.agent, move.day) in frozen for move in moves)),
        (PEOPLE_MOVED, "people moved", len(people_moved(moves))),
        (CELLS_CHANGED, "cells changed", len(moves)),
    )
    for place, name, number in counts:
        planned = amounts.by_rule.get(place, 0)
        if planned != number:
            yield f"{name}: {number}, the planner {planned}"
