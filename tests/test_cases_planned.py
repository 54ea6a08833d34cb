"""The hand-drawn cases put to the planner: it refuses what the checker finds broken, or prices it the same."""

from dataclasses import replace
from typing import Any

from rota.checking import breaches, judge
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.rota import Rota
from rota.model.build import open_model
from rota.rules import Level
from tests.agreement.compare import NOTHING, posted
from tests.agreement.solver import fix_all, least
from tests.casefiles import CaseFile
from tests.test_cases import drawn_cases


def with_parts_as_facts(rota: Rota) -> Rota:
    """The planner places whole cells only, so that cells with timed parts can but be facts."""
    facts: Facts = rota.facts
    timed = {
        (agent, day): Fixed(cell, Why.RECORDED)
        for agent, row in rota.cells.items()
        for day, cell in row.items()
        if cell.parts
    }
    return Rota(replace(facts, fixed={**facts.fixed, **timed}), rota.cells)


@drawn_cases
def test_planner_says_the_same(file: CaseFile, fails: bool, table: dict[str, Any]) -> None:
    case = file.case(fails, table)
    rota = with_parts_as_facts(case.rota)
    verdicts = judge(rota, [case.rule])
    if not case.rule.plans:
        # What was recorded is no plan's to decide: none is refused for it, and none is dearer.
        assert posted(case.rule, rota.facts) == NOTHING
        return
    planner = open_model(rota.facts, [case.rule], every_value=True)
    fix_all(planner, rota.cells)
    amount = least(planner)
    if case.rule.level is Level.MUST:
        assert (amount is None) == bool(breaches(verdicts))
    else:
        assert amount == verdicts[0].amount
