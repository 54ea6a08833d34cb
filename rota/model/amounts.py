"""What the planner counts of each rule: as an objective, and under a solution."""

from collections.abc import Sequence

from rota.model.result import Amounts
from rota.model.stages import Stage
from rota.model.sums import Sum, total
from rota.model.verbs import Planner


def objective_of(planner: Planner, stage: Stage) -> Sum:
    """The breaches that ``stage`` minimises."""
    return total([part for place in stage.members for part in planner.amounts.get((place, stage.strong), [])])


def counts(planner: Planner, stage: Stage) -> bool:
    """Whether anything can be broken in ``stage``, be it by the facts alone."""
    objective = objective_of(planner, stage)
    return bool(objective.terms or objective.const)


def amounts_at(planner: Planner, values: Sequence[int]) -> Amounts:
    """Every rule's breaches under settled ``values``."""
    by_rule: dict[int, int] = dict(planner.broken_by_facts)
    strong: dict[int, int] = {}
    for (place, is_strong), parts in planner.amounts.items():
        amount = total(parts).value(values)
        by_rule[place] = by_rule.get(place, 0) + amount
        if is_strong:
            strong[place] = amount
    return Amounts(by_rule, strong, dict(planner.broken_by_facts))
