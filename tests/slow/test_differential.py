"""Planner against referee on drawn months: the tiny worlds of tests/agreement know no such mixtures.

``make slow`` runs it. A disagreement found here belongs, cut down to a few cells, into tests/cases or
tests/agreement as well; its seed then stays in ``SEEDS``.
"""

from random import Random

import pytest

from rota.checking import breaches, judge
from rota.domain.cell import Cell, Kind, shift
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.model.build import open_model
from rota.model.exact import fix_all, least
from rota.model.result import Limits, Status
from rota.model.solve import Solve
from rota.model.stages import stages_of
from rota.packs import make_rule
from rota.rules import Level, Rule
from rota.work.planning.verify import disagreements
from tests.plan_helpers import nobody, planned
from tests.slow.random_worlds import draw

SEEDS = (0, 1, 3, 4, 5, 6, 109, 135, 149, 714, *range(300, 324))
"""109 and 135: a wish refused by a pin and on more days. 149: a day on which nobody is here. 714: a
pinned lieu day for somebody whom another rule keeps from working on Saturday."""

SHORT = Limits(seconds=5.0, workers=1)
CHANGES = (1, 3, 8)
"""So many cells are changed in a rota that keeps the rule, or that is drawn, before it is judged."""


@pytest.mark.parametrize("seed", SEEDS)
def test_the_checkers_agree_with_a_month_planned_by_all_rules(seed: int) -> None:
    drawn = draw(seed)
    rules = [make_rule(table) for table in drawn.rules]
    outcome = Solve(open_model(drawn.facts, rules), stages_of(rules, {}), SHORT, nobody).run()
    if outcome.status is Status.SOLVED:
        assert outcome.amounts is not None
        verdicts = judge(Rota(drawn.facts, outcome.cells), rules)
        assert list(disagreements(verdicts, outcome.amounts)) == []
    else:
        assert rules_contradict(drawn.facts, rules), f"{outcome.status}: no contradiction was found"


def rules_contradict(facts: Facts, rules: list[Rule]) -> bool:
    """Whether some rules, each at its place, can be named that leave no rota."""
    outcome = planned(facts, rules)
    return outcome.status is Status.INFEASIBLE and bool(outcome.clashes)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_each_rule_by_itself_says_the_same_of_changed_rotas(seed: int) -> None:
    drawn, random = draw(seed), Random(seed)  # noqa: S311 - repeatable, not secret
    for table in drawn.rules:
        rule = make_rule(table)
        cells = start_of(drawn.facts, rule)
        for changes in CHANGES:
            changed = shuffled(drawn.facts, cells, changes, random)
            judged = judge(Rota(drawn.facts, changed), [rule])
            planner = open_model(drawn.facts, [rule], every_value=True)
            fix_all(planner, changed)
            amount = least(planner)
            if rule.level is Level.MUST:
                told = [finding.message for finding in breaches(judged)]
                assert (amount is None) == bool(told), f"{rule.code}: {told or 'only the planner refuses'}"
            else:
                assert amount == judged[0].amount, rule.code


def start_of(facts: Facts, rule: Rule) -> dict[str, dict]:
    """A rota that keeps ``rule``, or costs least; a free one where the rule contradicts itself."""
    for rules in ([rule], []):
        outcome = Solve(open_model(facts, rules), stages_of([rule], {}), SHORT, nobody).run()
        if outcome.status is Status.SOLVED:
            return {agent: dict(row) for agent, row in outcome.cells.items()}
    raise AssertionError("no rota at all, without any rule")


def shuffled(facts: Facts, cells: dict[str, dict], changes: int, random: Random) -> dict[str, dict]:
    """``cells`` with so many of those that are no facts changed to anything."""
    changed = {agent: dict(row) for agent, row in cells.items()}
    free = [(agent, day) for agent, row in cells.items() for day in row if (agent, day) not in facts.fixed]
    for agent, day in random.sample(free, min(changes, len(free))):
        standing = facts.standing(agent, day)
        assert standing is not None
        here = [service.id for service in facts.services.values() if service.site == standing.site]
        shifts = [shift(pattern, service) for pattern in facts.patterns for service in here]
        changed[agent][day] = random.choice(
            [*(Cell(kind) for kind in Kind if kind is not Kind.SHIFT), *shifts]
        )
    return changed
