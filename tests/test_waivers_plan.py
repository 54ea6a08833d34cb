"""A live waiver lifts both halves: the planner may break what it covers whole, and never more than the checkers pass."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from rota.checking import breaches, judge
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.waivers import Waiver
from rota.model.answer import solved
from rota.model.build import open_model
from rota.model.child import Task
from rota.model.exact import allowed
from rota.model.result import Outcome, Status
from rota.packs import make_rule
from rota.rules import Level, Rule
from rota.testing import Declared, worlds_in
from rota.testing.worlds import Exhausted
from rota.work.planning.verify import disagreements
from tests.casefiles import WORLDS
from tests.plan_helpers import ONE_WORKER, month, need, nobody
from tests.waivers_world import waived, waiver

LEAST, MOST = 60, 2000
"""Rotas of a world that is looked at."""


def size_of(world: Declared) -> int:
    """How many rotas a world has."""
    return int(len(world.table["alphabet"]) ** str(world.table["rota"]).count("?"))


MUST = [world for world, level in worlds_in(WORLDS) if level is Level.MUST and size_of(world) <= MOST]
ONE_EACH = {world.code: world for world in sorted(MUST, key=size_of, reverse=True) if size_of(world) >= LEAST}
"""The smallest world of each rule that is worth looking at; `make slow` looks at all."""

SATURDAY = ["sat"]
COVER = {"use": "cover", "level": "must"}


def planned(facts: Facts, *tables: dict) -> tuple[Outcome, list[str]]:
    """What the planner makes of it, and where the referee does not agree."""
    rules = [make_rule(table) for table in tables]
    outcome = solved(Task(facts, tables, ONE_WORKER, {}), rules, nobody)
    if outcome.amounts is None:
        return outcome, []
    verdicts = judge(Rota(facts, outcome.cells), rules)
    assert not breaches(verdicts)
    return outcome, list(disagreements(verdicts, outcome.amounts))


def saturdays(weeks: int = 2) -> Facts:
    """Ann alone, and one head needed on every Saturday."""
    return month(["ann"], weeks, [need("phones", 1, SATURDAY, start="09:00", end="16:00")])


def desk() -> Facts:
    """Bob, who is trained for the phones, and a head needed at reception on one Monday."""
    return month(["bob"], 1, [need("reception", 1, ["mon"])])


LOCKS = ({"use": "shift-patterns"}, {"use": "working-days"})
CASES = [
    pytest.param(saturdays(), ({"use": "no-two-saturdays"},), "SAT02", id="SAT02"),
    pytest.param(
        month(["ann"], 2, [need("phones", 1, ["mon", "tue", "wed", "thu", "fri"])]),
        ({"use": "max-days-in-row", "days": 3},),
        "DAYS01",
        id="DAYS01",
    ),
    pytest.param(desk(), ({"use": "trained"},), "SKILL01", id="SKILL01, which strikes values out"),
]


@pytest.mark.parametrize(("facts", "tables", "code"), CASES)
def test_what_cannot_be_planned_is_planned_with_a_waiver_of_all_that_stands_against_it(
    facts: Facts, tables: tuple[dict, ...], code: str
) -> None:
    """Cover must be met here, so that without the waiver there is no rota at all; and every other waiver changes nothing."""
    of = (*LOCKS, *tables, COVER)
    other = waiver("FAIR01", groups=(facts.group,))
    early = waiver(code, groups=(facts.group,), until=facts.period.start - timedelta(days=1))
    stranger = waiver(code, agents=("cat",))
    for nothing in ((), (other,), (early,), (stranger,)):
        assert planned(waived(facts, *nothing), *of)[0].status is Status.INFEASIBLE
    for said in ({"groups": (facts.group,)}, {"agents": facts.agents}, {"teams": ("one",)}):
        outcome, wrong = planned(waived(facts, waiver(code, **said)), *of)
        assert (outcome.status, wrong) == (Status.SOLVED, [])


def test_a_waiver_of_part_of_what_makes_a_breach_leaves_the_planner_bound_and_lets_the_check_pass() -> None:
    """Ann works on Saturdays 1 and 2. HR waives the second: a rota made by hand passes; the planner takes both to be waived."""
    facts = saturdays()
    first, second = (day for day in facts.period.days if day.weekday() == 5)
    rules = (*LOCKS, {"use": "no-two-saturdays"}, COVER)
    part = waiver("SAT02", agents=("ann",), from_=second, until=second)
    whole = waiver("SAT02", agents=("ann",), from_=first, until=second)
    assert planned(waived(facts, part), *rules)[0].status is Status.INFEASIBLE
    outcome, wrong = planned(waived(facts, whole), *rules)
    assert (outcome.status, wrong) == (Status.SOLVED, [])
    by_hand = Rota(waived(facts, part), outcome.cells)
    assert not breaches(judge(by_hand, [make_rule(table) for table in rules]))


def test_a_cell_that_is_settled_need_not_be_covered() -> None:
    """The Saturday before is worked, in last month's rota: only this month's is the planner's to decide, and is waived."""
    facts = month(
        ["ann"], 1, [need("phones", 1, SATURDAY, start="09:00", end="16:00")], before={"ann": ".....S."}
    )
    saturday = facts.period.days[5]
    rules = (*LOCKS, {"use": "no-two-saturdays"}, COVER)
    assert planned(facts, *rules)[0].status is Status.INFEASIBLE
    own = waiver("SAT02", agents=("ann",), from_=saturday, until=saturday)
    outcome, wrong = planned(waived(facts, own), *rules)
    assert (outcome.status, wrong) == (Status.SOLVED, [])


def test_what_is_found_of_nobody_is_lifted_by_a_waiver_of_the_group_alone() -> None:
    """The desk's cap counts lieu: with Ann and Bob both off in lieu for one Saturday week, two are away on some day."""
    facts = month(
        ["ann", "bob"],
        1,
        [need("phones", 2, SATURDAY, start="09:00", end="16:00")],
        facts=["ann 1", "ann 2", "ann 3", "ann 4", "bob 1", "bob 2", "bob 3", "bob 4"],
        rota={"ann": "EEEE...", "bob": "EEEE..."},
    )
    cap = {"use": "absence-cap", "home": ["phones", "reception"], "most": 1, "counts": ["lieu"]}
    rules = (*LOCKS, {"use": "trained"}, {"use": "lieu-day"}, cap, COVER)
    assert planned(facts, *rules)[0].status is Status.INFEASIBLE
    assert (
        planned(waived(facts, waiver("ABS01", agents=("ann", "bob"))), *rules)[0].status is Status.INFEASIBLE
    )
    outcome, wrong = planned(waived(facts, waiver("ABS01", groups=("town",))), *rules)
    assert (outcome.status, wrong) == (Status.SOLVED, [])


def test_a_waiver_lets_a_rule_be_broken_and_asks_for_no_breach() -> None:
    """Ann and Bob can share the Saturdays: with a waiver of both they still do, as waived breaches come before wishes."""
    facts = month(["ann", "bob"], 2, [need("phones", 1, SATURDAY, start="09:00", end="16:00")])
    free = waived(facts, waiver("SAT02", groups=("town",)))
    outcome, wrong = planned(free, *LOCKS, {"use": "no-two-saturdays"}, {"use": "cover", "level": "should"})
    assert wrong == []
    stages = {stage.name: (stage.best, stage.bound) for stage in outcome.stages}
    assert stages["cover"] == (0, 0)
    assert stages.get("waived breaches", (0, 0)) == (0, 0)
    verdict = judge(Rota(free, outcome.cells), [make_rule({"use": "no-two-saturdays"})])[0]
    assert verdict.amount == 0


def test_cover_is_worth_a_waived_breach_and_nothing_after_it_is() -> None:
    facts = saturdays()
    free = waived(facts, waiver("SAT02", agents=("ann",)))
    outcome, wrong = planned(free, *LOCKS, {"use": "no-two-saturdays"}, {"use": "cover", "level": "should"})
    assert wrong == []
    assert [(stage.name, stage.best, stage.bound) for stage in outcome.stages] == [
        ("cover", 0, 0),
        ("waived breaches", 1, 1),
    ]


def test_a_waiver_that_bounds_the_amount_lifts_nothing_of_a_plan() -> None:
    facts = waived(saturdays(), waiver("SAT02", agents=("ann",), amount=1))
    assert planned(facts, *LOCKS, {"use": "no-two-saturdays"}, COVER)[0].status is Status.INFEASIBLE


def _waivers(world: Exhausted, rule: Rule, random: Random) -> Iterator[tuple[bool, tuple[Waiver, ...]]]:
    """Waivers of ``rule``, each with whether they cover everything: of all for ever, and of somebody for some days."""
    agents, days = world.rota.facts.agents, sorted({day for _, day in world.free})
    yield True, (waiver(rule.code, groups=(world.rota.facts.group,)),)
    first, last = sorted(random.choices(days, k=2))
    yield False, (waiver(rule.code, agents=(random.choice(agents),), from_=first, until=last),)
    ends: tuple[date, date] = (days[0], days[-1])
    yield False, tuple(waiver(rule.code, teams=("one",), from_=day, until=day) for day in ends)


@pytest.mark.parametrize("world", ONE_EACH.values(), ids=lambda world: world.id)
def test_in_a_small_world_the_planner_never_allows_what_the_checker_does_not(world: Declared) -> None:
    never_allows_more(world)


def never_allows_more(world: Declared) -> None:
    """What the planner allows the checker passes; and where waivers cover everything, it allows everything."""
    random = Random(world.id)  # noqa: S311 - repeatable, not secret
    one = random.choice(world.exhausted())
    rule = one.rule(Level.MUST)
    for whole, waivers in _waivers(one, rule, random):
        facts = waived(one.rota.facts, *waivers)
        rotas = [
            (one.duties(choice), replace(one.with_cells(choice), facts=facts)) for choice in one.choices()
        ]
        kept = {duties for duties, rota in rotas if not breaches(judge(rota, [rule]))}
        cells = ((duties, rota.cells) for duties, rota in rotas)
        model = open_model(facts, [rule], every_value=True)
        free = allowed(model, one.free, set(one.duties(one.alphabet)), cells)
        assert free <= kept
        assert not whole or (free == kept == {duties for duties, _ in rotas})
