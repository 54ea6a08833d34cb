"""What counts as a disagreement between planner and checkers, and what the facts excuse."""

from rota.checking import judge
from rota.domain.cell import LIEU, OFF
from rota.domain.rota import Rota
from rota.model.result import Amounts
from rota.work.planning.verify import disagreements
from tests.plan_helpers import month, planned, rota_of, rules


def pinned_lieu():
    """ann never works on Saturdays, and a leader pinned a lieu day for her all the same."""
    return month(
        ["ann"],
        rota={"ann": "..o...."},
        pins=["ann 3"],
        world={"people": {"ann": {"limit": [{"never-days": ["sat"]}]}}},
    )


def test_a_pin_that_another_rule_leaves_no_way_out_of_is_no_disagreement():
    facts, of = pinned_lieu(), rules("agreed-limits", "lieu-day")
    outcome = planned(facts, of)
    verdicts = judge(rota_of(facts, outcome), of)
    assert [verdict.amount for verdict in verdicts] == [0, 1]
    assert outcome.amounts is not None
    assert outcome.amounts.by_facts == {1: 1}
    assert list(disagreements(verdicts, outcome.amounts)) == []


def test_a_breach_that_the_planner_does_not_know_of_is_one():
    facts, of = month(["ann"], rota={"ann": "..o...."}), rules("lieu-day")
    drawn = Rota(facts, {"ann": pinned_lieu_cells(facts)})
    (point,) = disagreements(judge(drawn, of), Amounts({}, {}, {}))
    assert point.startswith("SAT03 ann: 1 in lieu up to Wed 3 Jun against 0 Saturdays worked")


def pinned_lieu_cells(facts):
    """A week off with a lieu day that nothing earns."""
    return {day: LIEU if day.weekday() == 2 else OFF for day in facts.period.days}
