"""Breaks and troughs in the planner's model, held against every way to place them in tiny worlds, one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from rota.checking import judge
from rota.domain.cell import OFF, Cell, Part, parse_cell
from rota.domain.cover import Cover
from rota.domain.duties import duty
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.rota import Rota
from rota.model import solve
from rota.model.answer import solved
from rota.model.build import open_model
from rota.model.child import Task
from rota.model.exact import cost, least, settled, size
from rota.model.result import CELLS_CHANGED, Limits, Status
from rota.model.stages import Moves, stages_of
from rota.rules import Rule
from rota.testing.world import lay
from rota.work.planning.verify import disagreements, miscounted_moves
from tests.plan_helpers import ONE_WORKER, month, need, nobody, planned, rota_of, rules, should

AGENTS = ("ann", "bob", "cat")
FIRST = date(2026, 6, 1)
LUNCH = {"break-window": {"from": "12:00", "until": "13:30"}, "paid-break": 30}
CALLS = {"aht": 600, "within": 20}
BINDING = ("shift-patterns", "trained", "agreed-limits")
RULES = (*BINDING, should("work-in-time"), should("service-level"), should("cover"))


def calls(*profile: float, start: str = "11:30", service: str = "phones") -> dict[str, Any]:
    """Calls of the first Monday from ``start`` on."""
    return {**CALLS, "service": service, "day": [{"date": FIRST, "start": start, "calls": list(profile)}]}


def one_day(agents: tuple[str, ...] = AGENTS, only: tuple[str, ...] = ("early",), **world: Any) -> Facts:
    """A month of which nothing but the first day is to be planned, with some patterns ``only``."""
    people = {agent: {"limit": [{"only": only}]} for agent in agents}
    facts = month(agents, world={**world, "people": lay(world.get("people", {}), people)})
    fixed = {(a, d): Fixed(OFF, Why.RECORDED) for a in agents for d in facts.period.days if d != FIRST}
    return replace(facts, fixed=fixed)


def windows(**patterns: Mapping[str, Any]) -> dict[str, Any]:
    """Some patterns of the small world with windows for their breaks."""
    return {"pattern": [{"id": id, **more} for id, more in patterns.items()]}


def every_cell(facts: Facts, bare: Cell, works: tuple[str, ...] = ()) -> Iterator[Cell]:
    """``bare`` with its break at every start, and with every half hour beside it set aside for each of ``works``."""
    pattern = facts.patterns[bare.pattern] if bare.is_shift else None
    for start in (pattern.break_starts if pattern else ()) or (None,):
        pause = (
            () if start is None or pattern is None else (Part(start, start + pattern.break_length, "break"),)
        )
        free = range(pattern.start, pattern.end, 30) if pattern and works else ()
        halves = [at for at in free if not any(part.start <= at < part.end for part in pause)]
        for size_ in range(len(halves) + 1):
            for chosen in combinations(halves, size_):
                for named in product(works, repeat=size_):
                    aside = tuple(Part(at, at + 30, work) for at, work in zip(chosen, named, strict=True))
                    yield replace(bare, parts=tuple(sorted((*pause, *aside))))


def best_of_all(facts: Facts, of: list[Rule], cells: Mapping[str, list[Cell]]) -> tuple[int, ...]:
    """The least that the rules cost, in their order, in any rota of the first day."""
    rest = {
        agent: {day: fixed.cell for (a, day), fixed in facts.fixed.items() if a == agent} for agent in cells
    }
    return min(
        tuple(verdict.amount for verdict in judge(Rota(facts, laid), of) if verdict.rule.tier is not None)
        for chosen in product(*cells.values())
        if (laid := {a: {**rest[a], FIRST: cell} for a, cell in zip(cells, chosen, strict=True)})
    )


def reached(facts: Facts, of: list[Rule]) -> tuple[int, ...]:
    """What the planner reaches, proven stage by stage, with planner and checkers at one."""
    outcome = planned(facts, of)
    verdicts = judge(rota_of(facts, outcome), of)
    assert outcome.amounts is not None
    assert list(disagreements(verdicts, outcome.amounts)) == []
    assert all(stage.proven for stage in outcome.stages)
    return tuple(verdict.amount for verdict in verdicts if verdict.rule.tier is not None)


@pytest.mark.parametrize(
    ("patterns", "profile"),
    [
        ({"early": LUNCH}, [2, 2, 2, 2]),
        ({"early": LUNCH, "late": LUNCH}, [3, 5, 1, 3]),
        ({"early": {**LUNCH, "paid-break": 60}, "late": LUNCH}, [4, 4, 2, 4]),
        ({"early": {**LUNCH, "paid-break": 45}}, [1, 4, 1, 1]),
        ({"late": LUNCH}, [9, 9, 9, 9]),
    ],
)
def test_no_placing_of_breaks_answers_more_calls_in_time(
    patterns: dict[str, Any], profile: list[float]
) -> None:
    """One day, three agents, all patterns, services and breaks enumerated."""
    facts = one_day(
        centre=windows(**patterns),
        demand={"calls": [calls(*profile, 2)], "need": [need("reception", 1)]},
        only=("early", "late"),
    )
    of = rules(*BINDING, should("service-level"), should("cover"))
    values = [
        parse_cell(text) for text in ("early phones", "late phones", "early reception", "late reception")
    ]
    fitting = {
        agent: [
            cell
            for value in values
            if agent != "bob" or value.service == "phones"
            for cell in every_cell(facts, value)
        ]
        for agent in AGENTS
    }
    assert reached(facts, of) == best_of_all(facts, of, fitting)


SMALL = {
    "pattern": [
        {
            "id": "early",
            "start": "09:00",
            "end": "11:00",
            "paid-break": 30,
            "break-window": {"from": "09:30", "until": "10:30"},
        }
    ]
}


@pytest.mark.parametrize("hours", ["0:30", "1:30", "3:00"])
@pytest.mark.parametrize("profile", [[1, 2, 2, 1], [0, 3, 0, 3], [4, 4, 4, 4]])
def test_no_use_of_the_troughs_does_better(hours: str, profile: list[float]) -> None:
    """One short day, two agents: breaks, services and every half hour that might be set aside enumerated."""
    deferrable = [{"service": "reception", "date": FIRST, "hours": hours, "beside": ["phones"]}]
    demand = {"calls": [calls(*profile, start="09:00")], "deferrable": deferrable}
    facts = one_day(("ann", "cat"), centre=SMALL, demand=demand)
    of = rules(*BINDING, should("work-in-time"), should("service-level"))
    both = [
        *every_cell(facts, parse_cell("early phones"), ("reception",)),
        *every_cell(facts, parse_cell("early reception")),
    ]
    assert reached(facts, of) == best_of_all(facts, of, {"ann": both, "cat": both})


def test_nobody_is_set_aside_for_what_they_are_not_trained_for() -> None:
    deferrable = [{"service": "reception", "date": FIRST, "hours": "3:00", "beside": ["phones"]}]
    facts = one_day(("bob",), centre=SMALL, demand={"deferrable": deferrable})
    of = rules(*BINDING, should("work-in-time"))
    assert reached(facts, of) == (6 * 180,)
    limits = {"ann": {"limit": [{"only": ["early"], "never": ["reception"]}]}}
    facts = one_day(("ann",), centre=SMALL, demand={"deferrable": deferrable}, people=limits)
    assert reached(facts, of) == (6 * 180,)


def test_two_kinds_of_work_share_those_who_can_do_both() -> None:
    """ann can do both, bob only e-mail; each has two half hours. So two of three hours are done, and one is late on five days."""
    post = {"site": "town", "hours": [{"open": "10:00", "close": "11:00"}]}
    services = [{"id": "email", **post}, {"id": "admin", **post}]
    works = [
        {"service": work, "date": FIRST, "hours": "1:30", "beside": ["phones"]} for work in ("email", "admin")
    ]
    people = {"ann": {"skills": ["phones", "email", "admin"]}, "bob": {"skills": ["phones", "email"]}}
    facts = one_day(("ann", "bob"), centre={"service": services}, demand={"deferrable": works}, people=people)
    fixed = rules(*BINDING, should("work-in-time"))
    assert reached(facts, fixed) == (5 * 60,)


def test_who_is_set_aside_at_work_that_can_wait_does_less_of_it() -> None:
    """ann is at e-mail, beside which the reception's work is done: each of her three half hours is given to one of the two."""
    email = {"id": "email", "site": "town", "hours": [{"open": "09:00", "close": "11:00"}]}
    works = [
        {"service": "email", "date": FIRST, "hours": "1:00"},
        {"service": "reception", "date": FIRST, "hours": "1:00", "beside": ["email"]},
    ]
    people = {"ann": {"skills": ["email", "reception"]}}
    facts = one_day(
        ("ann",), centre={**SMALL, "service": [email]}, demand={"deferrable": works}, people=people
    )
    of = rules(*BINDING, should("work-in-time"))
    both = [
        *every_cell(facts, parse_cell("early email"), ("reception",)),
        *every_cell(facts, parse_cell("early reception")),
    ]
    found = reached(facts, of)
    assert found == best_of_all(facts, of, {"ann": both})
    assert found > (0,)


def test_facts_keep_the_breaks_that_they_have_and_get_none() -> None:
    facts = one_day(centre=windows(early=LUNCH), demand={"calls": [calls(3, 3, 3, 3, 3)]})
    pinned = {
        ("ann", FIRST): Fixed(parse_cell("early phones; 14:00-14:30 break"), Why.PIN),
        ("bob", FIRST): Fixed(parse_cell("early phones"), Why.PIN),
    }
    facts = replace(facts, fixed={**facts.fixed, **pinned})
    outcome = planned(facts, rules(*BINDING, should("service-level")))
    rota = rota_of(facts, outcome)
    assert all(rota.cells[agent][day] == fixed.cell for (agent, day), fixed in pinned.items())
    assert len(rota.cells["cat"][FIRST].parts) == 1


def test_a_desk_that_one_person_holds_is_empty_at_their_break_alone() -> None:
    facts = one_day(("ann",), centre=windows(early=LUNCH), demand={"need": [need("phones", 1, ["mon"])]})
    outcome = planned(facts, rules(*BINDING, should("cover")))
    assert [stage.best for stage in outcome.stages] == [1]
    assert outcome.stages[0].proven
    rota = rota_of(facts, outcome)
    assert [Cover(rota).heads("phones", FIRST, at) for at in range(690, 840, 30)].count(0) == 1


def test_without_windows_calls_or_troughs_a_model_is_what_it_was() -> None:
    """One head is needed by two who can come: a shortage for each set of patterns that are there, and nothing else."""
    facts = one_day(("ann", "bob"), demand={"need": [need("phones", 1, ["mon"])]})
    bare, whole = (size(open_model(facts, of)) for of in (rules(), rules(should("cover"))))
    assert (whole[0] - bare[0], whole[1] - bare[1]) == (3, 3)


WEEK = tuple(FIRST.replace(day=day) for day in range(1, 8))
SHIFTS = tuple(
    parse_cell(text)
    for text in ("early phones", "late phones", "early reception", "saturday phones", "early email", "off")
)


@some.composite
def worlds(take: Any) -> tuple[Facts, dict[str, dict[date, Cell]]]:
    """Three people, breaks, calls, desks and work that can wait; some cells facts, with parts and without; and a rota."""
    patterns = {
        id: {
            "paid-break": take(some.sampled_from([30, 45, 60])),
            "break-window": {"from": "11:30", "until": take(some.sampled_from(["12:30", "13:30"]))},
        }
        for id in take(some.sets(some.sampled_from(["early", "late", "saturday"]), min_size=1))
    }
    profile = take(some.lists(some.integers(0, 6), min_size=4, max_size=12))
    weekdays = ["mon", "tue", "wed", "thu", "fri", "sat"]
    demand = {
        "calls": [
            {
                **CALLS,
                "service": "phones",
                "shrinkage": take(some.sampled_from([0, 25])),
                "minimum": take(some.integers(0, 1)),
                "day": [{"weekdays": weekdays, "start": "10:00", "calls": profile}],
            }
        ],
        "deferrable": [
            {
                "service": work,
                "weekdays": take(some.lists(some.sampled_from(weekdays), min_size=1, unique=True)),
                "hours": take(some.sampled_from(["1:00", "3:30", "6:00"])),
                "due": take(some.integers(0, 2)),
                "availability": take(some.sampled_from([100, 80])),
                "beside": take(some.sampled_from([["phones"], ["phones", "email"], []]))
                if work == "reception"
                else ["phones"],
            }
            for work in take(some.sampled_from([[], ["email"], ["email", "reception"]]))
        ],
        "need": [need("reception", take(some.integers(0, 1)))],
    }
    email = {"id": "email", "site": "town", "hours": [{"open": "09:00", "close": "17:15"}]}
    skills = {
        "ann": ["phones", "reception", "email"],
        "bob": ["phones", "email"],
        "cat": ["phones", "reception"],
    }
    world = {
        "centre": {**windows(**patterns), "service": [email]},
        "demand": demand,
        "people": {agent: {"skills": each} for agent, each in skills.items()},
    }
    facts = month(AGENTS, world=world)
    cells = {agent: {day: take(some.sampled_from(SHIFTS)) for day in WEEK} for agent in AGENTS}
    timed = ("early phones; 12:00-12:30 break", "late phones; 10:00-11:00 email; 12:30-13:30 break", "off")
    fixed = {
        (agent, day): Fixed(parse_cell(take(some.sampled_from(timed))), Why.PIN)
        for agent in AGENTS
        for day in take(some.sets(some.sampled_from(WEEK), max_size=3))
    }
    for (agent, day), fact in fixed.items():
        cells[agent][day] = fact.cell
    return replace(facts, fixed=fixed), cells


DRAWN = settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate])


@DRAWN
@given(worlds())
def test_any_rota_settles_to_what_the_checkers_count(
    drawn: tuple[Facts, dict[str, dict[date, Cell]]],
) -> None:
    """Breaks are placed and handed out; read, judged and settled again, the amounts are the same."""
    facts, cells = drawn
    of = rules(should("cover"), should("work-in-time"), should("service-level"))
    planner = open_model(facts, of, every_value=True)
    values = settled(planner, cells)
    read = planner.cells.read(values)
    price = cost(planner).value(values)
    assert sum(verdict.amount for verdict in judge(Rota(facts, read), of)) == price
    assert settled(planner, read) == values
    assert {a: {d: duty(cell, facts.demand) for d, cell in row.items()} for a, row in read.items()} == {
        a: {d: duty(cell, facts.demand) for d, cell in row.items()} for a, row in cells.items()
    }
    for (agent, day), fact in facts.fixed.items():
        assert read[agent][day] == fact.cell
    planner.pool.hint(values)
    assert least(planner, as_hinted=True) == price


@DRAWN
@given(worlds())
def test_planner_and_checkers_agree_on_breaks_calls_and_work(drawn: tuple[Facts, Any]) -> None:
    facts, of = drawn[0], rules(*RULES)
    outcome = planned(facts, of)
    rota = rota_of(facts, outcome)
    assert outcome.amounts is not None
    assert list(disagreements(judge(rota, of), outcome.amounts)) == []
    for agent in AGENTS:
        for day in WEEK:
            if (agent, day) not in facts.fixed:
                _one_break_where_due(rota.cells[agent][day], facts)


def _one_break_where_due(cell: Cell, facts: Facts) -> None:
    pattern = facts.patterns.get(cell.pattern)
    starts = pattern.break_starts if pattern else ()
    found = [part for part in cell.parts if part.what == "break"]
    assert len(found) == bool(starts)
    assert all(
        pause.start in starts and pause.end - pause.start == facts.patterns[cell.pattern].break_length
        for pause in found
    )


def test_over_the_month_nobody_is_always_the_last_to_have_lunch() -> None:
    """Two always at the desk that one must hold: each goes first as often as second, within one day."""
    facts = month(
        ("ann", "bob"),
        4,
        [need("phones", 1)],
        world={
            "centre": windows(early={**LUNCH, "break-window": {"from": "12:00", "until": "13:00"}}),
            "demand": {"need": [need("phones", 1)]},
            "people": {
                agent: {"limit": [{"only": ["early"], "never": ["reception"]}]} for agent in ("ann", "bob")
            },
        },
    )
    of = rules(*BINDING, "working-days", "contract-days", should("cover"))
    outcome = planned(facts, of)
    assert outcome.stages[0].best == 0
    early = [
        sum(part.start == 12 * 60 for cell in outcome.cells[agent].values() for part in cell.parts)
        for agent in ("ann", "bob")
    ]
    assert sum(early) == 20
    assert abs(early[0] - early[1]) <= 2


def told(facts: Facts, text: str) -> dict[str, dict[date, Cell]]:
    """The first day as it was told: everybody the same."""
    return {agent: {FIRST: parse_cell(text)} for agent in facts.agents}


def test_a_break_and_a_trough_at_another_time_are_no_move() -> None:
    """Everybody was told a lunch at 12:00; calls at noon move lunches, and nobody's duty."""
    works = [{"service": "reception", "date": FIRST, "hours": "1:00", "beside": ["phones"]}]
    facts = one_day(
        centre=windows(early=LUNCH), demand={"calls": [calls(0, 9, 0, 0, start="11:30")], "deferrable": works}
    )
    keep = told(facts, "early phones; 09:00-10:00 reception; 12:00-12:30 break")
    of = rules(*BINDING, should("work-in-time"), should("service-level"))
    outcome = solved(Task(facts, (), ONE_WORKER, {}, keep=keep, moves=Moves.LAST), of, nobody)
    rota = rota_of(facts, outcome)
    assert {str(duty(rota.cells[agent][FIRST], facts.demand)) for agent in AGENTS} == {"early phones"}
    assert all("12:00-12:30 break" not in str(rota.cells[agent][FIRST]) for agent in AGENTS)
    assert outcome.amounts is not None
    assert outcome.amounts.by_rule[CELLS_CHANGED] == 0
    assert list(miscounted_moves(rota, keep, outcome.amounts)) == []


def test_what_need_not_move_keeps_its_time() -> None:
    """Planned again from its own rota nothing moves at all, breaks included."""
    facts = one_day(centre=windows(early=LUNCH), demand={"calls": [calls(2, 3, 2, 3)]})
    of = rules(*BINDING, should("service-level"))
    first = planned(facts, of)
    again = solved(Task(facts, (), ONE_WORKER, {}, start=first.cells), of, nobody)
    assert again.cells == first.cells


def test_no_more_is_set_aside_than_there_is_to_do() -> None:
    works = [{"service": "reception", "date": FIRST, "hours": "1:30", "beside": ["phones"]}]
    facts = one_day(demand={"calls": [calls(1, 1)], "deferrable": works})
    of = rules(*BINDING, should("work-in-time"), should("service-level"))
    outcome = planned(facts, of)
    assert [stage.best for stage in outcome.stages][:1] == [0]
    given_ = [
        (part.end - part.start) // 30
        for agent in AGENTS
        for part in outcome.cells[agent][FIRST].parts
        if part.what == "reception"
    ]
    at_the_desk = sum(outcome.cells[agent][FIRST].service == "reception" for agent in AGENTS)
    assert at_the_desk or sum(given_) == 3


def test_without_the_rule_nobody_is_set_aside() -> None:
    works = [{"service": "reception", "date": FIRST, "hours": "1:30", "beside": ["phones"]}]
    facts = one_day(demand={"calls": [calls(1, 1)], "deferrable": works})
    outcome = planned(facts, rules(*BINDING, should("service-level")))
    assert all(not cell.parts for row in outcome.cells.values() for cell in row.values())


def test_a_desk_that_must_be_held_is_not_left_for_lunch() -> None:
    """Two hold a desk that must never be empty: they go one after the other. One alone cannot, and that is said."""
    must = rules(*BINDING, "working-days", "contract-days", {"use": "cover", "level": "must"})
    desk = [need("phones", 1, ["mon"])]
    people = {agent: {"limit": [{"only": ["early"], "never": ["reception"]}]} for agent in AGENTS}
    world = {"centre": windows(early=LUNCH), "demand": {"need": desk}, "people": people}
    outcome = planned(month(("ann", "bob"), world=world), must)
    rota = rota_of(month(("ann", "bob"), world=world), outcome)
    assert all(Cover(rota).heads("phones", FIRST, at) >= 1 for at in range(600, 990, 30))
    alone = planned(month(("ann",), world=world), must)
    assert alone.status is Status.INFEASIBLE
    assert {must[clash.rule].name for clash in alone.clashes} == {"agreed-limits", "cover"}


@pytest.mark.parametrize("limits", [ONE_WORKER, Limits(20.0, 2), Limits(20.0, 1, reproducible=True)])
def test_both_engines_come_to_the_same_amounts(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the measure of a large month on a small one: the same best, proven, and checkers that agree."""
    facts = month(
        AGENTS,
        world={
            "centre": windows(early=LUNCH, late=LUNCH),
            "demand": {
                "calls": [{**CALLS, "service": "phones", "day": [BUSY]}],
                "need": [need("reception", 1)],
            },
        },
    )
    of = rules(*BINDING, "working-days", "contract-days", should("cover"), should("service-level", slack=0))
    small = planned(facts, of, limits)
    monkeypatch.setattr(solve, "_SMALL", 0)
    large = planned(facts, of, limits)
    assert large.amounts is not None
    assert list(disagreements(judge(rota_of(facts, large), of), large.amounts)) == []
    assert [stage.best for stage in large.stages] == [stage.best for stage in small.stages]
    assert all(stage.gap < 0.001 for stage in large.stages)


BUSY = {
    "weekdays": ["mon", "tue", "wed", "thu", "fri"],
    "start": "09:00",
    "calls": [1, 2, 4, 3, 2, 4, 5, 4, 2, 1, 3],
}


def test_a_fine_measure_may_slacken_by_thousandths_of_its_best() -> None:
    coarse, fine = rules(should("cover", allowance=2), should("service-level", slack=5))
    first, second = stages_of([coarse, fine], {0: 2})[2:]
    assert (first.name, first.may_slacken(1000), first.scale) == ("cover", 2, 1)
    assert (second.name, second.may_slacken(44_450), second.scale) == ("service-level", 222, 100)
    assert second.may_slacken(199) == 0


def test_rules_that_share_a_rank_count_by_the_same_number() -> None:
    with pytest.raises(ValueError, match="share a rank"):
        stages_of(rules(should("cover", rank=1), should("service-level", rank=1)), {})
