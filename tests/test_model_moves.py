"""Fewest changes: what the planner reaches, held against every rota of a tiny world, one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from rota.checking import breaches, judge
from rota.domain.cell import OFF, Cell, parse_cell, shift
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.moves import moves_between, people_moved
from rota.domain.rota import Rota
from rota.model.answer import solved
from rota.model.child import Task
from rota.model.result import CELLS_CHANGED, PEOPLE_MOVED, Outcome, Status
from rota.model.stages import Moves
from rota.rules import Level, Rule
from rota.work.planning.verify import disagreements, miscounted_moves
from tests.plan_helpers import ONE_WORKER, month, need, nobody, rules, should

VALUES = tuple(parse_cell(text) for text in ("early phones", "late phones", "off"))
AGENTS = ("ann", "dan")
BINDING = ("shift-patterns", "working-days", "agreed-limits", "trained")
RULES = (*BINDING, should("cover"), should("same-pattern"), {"use": "wishes", "level": "wish"})
Told = dict[str, dict[date, Cell]]
Keys = frozenset[tuple[str, date]]


@some.composite
def months(take: Any) -> tuple[Facts, Told, Keys]:
    """Two people, of whose week some weekdays are open and all else is a fact, what they were told, and what is frozen."""
    needs = [need("phones", take(some.integers(0, 2)), start=start, end=end) for start, end in HALVES]
    wish = {"what": "pattern", "pattern": "late", "from": take(some.integers(1, 5)), "until": 5}
    limits = {agent: {"limit": [{"only": ["early", "late"], "never": ["reception"]}]} for agent in AGENTS}
    facts = month(AGENTS, demand=needs, wishes={"ann": [wish]}, world={"people": limits})
    days = facts.period.days
    open_ = take(some.sets(some.sampled_from([(a, d) for a in AGENTS for d in days[:5]]), max_size=5))
    cells = {a: {d: take(some.sampled_from(VALUES)) for d in days} for a in AGENTS}
    fixed = {
        (a, d): Fixed(cells[a][d] if d.weekday() < 5 else OFF, Why.RECORDED)
        for a in AGENTS
        for d in days
        if (a, d) not in open_
    }
    told = {
        a: {d: take(some.sampled_from((*VALUES, shift("early", "reception")))) for d in days}
        for a in AGENTS[: take(some.integers(1, 2))]
    }
    frozen = [(agent, days[at]) for agent in told for at in range(take(some.integers(0, 4)))]
    return replace(facts, fixed=fixed), told, frozenset(frozen)


HALVES = (("09:00", "12:00"), ("12:00", "17:30"))


def solve(facts: Facts, of: list[Rule], told: Told, moves: Moves, frozen: Keys = frozenset()) -> Outcome:
    outcome = solved(Task(facts, (), ONE_WORKER, {}, keep=told, moves=moves, frozen=frozen), of, nobody)
    assert outcome.status is Status.SOLVED
    return outcome


def every_rota(facts: Facts) -> Iterator[Rota]:
    fixed = {
        a: {d: facts.fixed[a, d].cell for d in facts.period.days if (a, d) in facts.fixed} for a in AGENTS
    }
    open_ = [(a, d) for a in AGENTS for d in facts.period.days if (a, d) not in facts.fixed]
    for values in product(VALUES, repeat=len(open_)):
        cells = {agent: dict(days) for agent, days in fixed.items()}
        for (agent, day), value in zip(open_, values, strict=True):
            cells[agent][day] = value
        yield Rota(facts, cells)


def costs(rota: Rota, of: list[Rule], told: Told, moves: Moves, frozen: Keys) -> list[tuple[str, int]] | None:
    """What each stage costs in a rota, in the order in which the stages count; None if a must rule is broken."""
    verdicts = judge(rota, of)
    if breaches(verdicts):
        return None
    by_name = {
        verdict.rule.name: verdict.amount for verdict in verdicts if verdict.rule.level is not Level.MUST
    }
    differs = [
        (agent, day)
        for agent, days in told.items()
        for day, cell in days.items()
        if (agent, day) not in rota.facts.fixed and rota.cells[agent][day] != cell
    ]
    own = [("people moved", len({agent for agent, _ in differs})), ("cells changed", len(differs))]
    cover, *rest = [(name, by_name[name]) for name in ("cover", "same-pattern", "wishes")]
    first = "frozen cells changed", len(frozen & set(differs))
    return [first, cover, *own, *rest] if moves is Moves.FIRST else [first, cover, *rest, *own]


@settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate])
@given(months(), some.sampled_from(Moves))
def test_no_rota_of_a_tiny_world_does_better_stage_by_stage(
    drawn: tuple[Facts, Told, Keys], moves: Moves
) -> None:
    (facts, told, frozen), of = drawn, rules(*RULES)
    outcome = solve(facts, of, told, moves, frozen)
    rota = Rota(facts, outcome.cells)
    assert outcome.amounts is not None
    assert list(disagreements(judge(rota, of), outcome.amounts)) == []
    assert list(miscounted_moves(rota, told, outcome.amounts, frozen)) == []
    reached = costs(rota, of, told, moves, frozen)
    possible = (costs(each, of, told, moves, frozen) for each in every_rota(facts))
    assert reached == min(
        (cost for cost in possible if cost), key=lambda cost: [amount for _, amount in cost]
    )
    counted = dict(reached)
    for stage in outcome.stages:
        assert stage.bound == stage.best == counted[stage.name]


LATE_NEEDED = need("phones", [1], start="17:30")
"""Somebody on phones in the last half hour, when only lates are there."""


def early_week(facts: Facts) -> Told:
    return {
        agent: {day: VALUES[0] if day.weekday() < 5 else OFF for day in facts.period.days}
        for agent in facts.agents
    }


def stages(outcome: Outcome) -> list[tuple[str, int]]:
    return [(stage.name, stage.best) for stage in outcome.stages]


def test_one_person_is_moved_for_the_whole_week_rather_than_five_for_a_day() -> None:
    facts = month(["ann", "bob", "cat", "dan"], demand=[LATE_NEEDED])
    outcome = solve(facts, rules(*BINDING, should("cover")), early_week(facts), Moves.FIRST)
    assert stages(outcome) == [("cover", 0), ("people moved", 1), ("cells changed", 5)]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (Moves.LAST, [("wishes", 0), ("people moved", 1), ("cells changed", 5)]),
        (Moves.FIRST, [("people moved", 0), ("cells changed", 0), ("wishes", 1)]),
    ],
)
def test_what_was_told_is_kept_before_wishes_or_after_them(
    moves: Moves, expected: list[tuple[str, int]]
) -> None:
    facts = month(["ann"], wishes={"ann": [{"what": "pattern", "pattern": "late", "from": 1, "until": 5}]})
    of = rules(*BINDING, "contract-days", {"use": "wishes", "level": "wish"})
    outcome = solve(facts, of, early_week(facts), moves)
    assert stages(outcome) == expected


def test_frozen_cells_are_kept_even_at_the_cost_of_cover() -> None:
    """Dan's Monday is frozen, and so somebody else is late; with all Mondays frozen nobody is."""
    facts = month(["ann", "dan"], demand=[LATE_NEEDED])
    told, of, monday = early_week(facts), rules(*BINDING, should("cover")), facts.period.days[0]
    one = solve(facts, of, told, Moves.FIRST, frozenset([("dan", monday)]))
    assert stages(one) == [
        ("frozen cells changed", 0),
        ("cover", 0),
        ("people moved", 1),
        ("cells changed", 5),
    ]
    assert one.cells["dan"] == told["dan"]
    both = solve(facts, of, told, Moves.FIRST, frozenset([("ann", monday), ("dan", monday)]))
    assert stages(both) == [
        ("frozen cells changed", 0),
        ("cover", 1),
        ("people moved", 1),
        ("cells changed", 4),
    ]


def test_a_fact_is_nobodys_move() -> None:
    """ann is off all week by a fact that she was not told; that is no choice of the planner."""
    facts = month(["ann", "dan"], demand=[LATE_NEEDED])
    told = early_week(facts)
    facts = replace(facts, fixed={("ann", day): Fixed(OFF, Why.RECORDED) for day in facts.period.days})
    outcome = solve(facts, rules(*BINDING, should("cover")), told, Moves.LAST)
    assert stages(outcome) == [("cover", 0), ("people moved", 1), ("cells changed", 5)]
    moves = moves_between(facts, told, outcome.cells)
    assert people_moved(moves) == ("dan",)
    assert str(moves[0]) == "dan Mon 1 Jun early phones -> late phones"


def test_a_wrong_count_of_moves_is_a_disagreement() -> None:
    facts = month(["ann", "dan"], demand=[LATE_NEEDED])
    told = early_week(facts)
    outcome = solve(facts, rules(*BINDING, should("cover")), told, Moves.LAST)
    assert outcome.amounts is not None
    wrong = replace(outcome.amounts, by_rule={PEOPLE_MOVED: 1, CELLS_CHANGED: 4})
    assert list(miscounted_moves(Rota(facts, outcome.cells), told, wrong)) == [
        "cells changed: 5, the planner 4",
    ]


def test_nothing_that_may_be_moved_makes_no_stage() -> None:
    facts = month(["ann"], demand=[LATE_NEEDED])
    outcome = solve(facts, rules(*BINDING, should("cover")), {}, Moves.FIRST)
    assert stages(outcome) == [("cover", 0)]
