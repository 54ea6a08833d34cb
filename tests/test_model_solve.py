"""The planner's own arithmetic on small random months: what it settles, minimises, hints and links."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some
from ortools.sat.python import cp_model

from rota.checking import breaches, judge
from rota.domain.cell import shift
from rota.domain.facts import Facts, Fixed, Why
from rota.model.build import open_model
from rota.model.exact import cost, fix_all, least, settled
from rota.model.links import Links
from rota.model.result import Limits, Status
from rota.rules import Level, Rule
from rota.work.planning.verify import disagreements
from tests.plan_helpers import ONE_WORKER, month, need, nobody, planned, rota_of, rules, should

AGENTS = ("ann", "bob", "cat", "dan")
BINDING = (
    "shift-patterns",
    "working-days",
    "contract-days",
    "trained",
    "daily-rest",
    "weekly-rest",
    "leave-kept",
)
STAYING = (should("same-pattern"), should("same-service"))
WISHING = ({"use": "wishes", "level": "wish"}, {"use": "wish-share", "level": "wish"})
quick = settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])


@some.composite
def months(take: Any) -> dict[str, Any]:
    """What to draw of one or two weeks of up to three agents, with needs, wishes and pins as they fall."""
    agents = AGENTS[: take(some.integers(1, 3))]
    weeks = take(some.integers(1, 2))
    heads = some.lists(some.integers(0, 2), min_size=1, max_size=10)
    demand = [need(service, take(heads), take(_weekdays)) for service in ("phones", "reception")]
    wishes = {agent: take(some.lists(_wishes(weeks), max_size=2)) for agent in agents}
    pinned = {agent: take(some.text("ELmlo.", min_size=7 * weeks, max_size=7 * weeks)) for agent in agents}
    pins = [f"{agent} {take(some.integers(1, 5))}" for agent in agents if take(some.booleans())]
    return {
        "agents": agents,
        "weeks": weeks,
        "demand": demand,
        "wishes": wishes,
        "rota": pinned,
        "pins": pins,
    }


_weekdays = some.lists(some.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat"]), min_size=1, unique=True)


def _wishes(weeks: int) -> some.SearchStrategy[dict[str, Any]]:
    what = some.sampled_from(
        [
            {"what": "day-off"},
            {"what": "pattern", "pattern": "late"},
            {"what": "pattern", "pattern": "early"},
            {"what": "service", "service": "phones"},
        ]
    )
    strength = some.sampled_from(["mild", "strong"])
    return some.builds(
        lambda wish, day, strong: {**wish, "from": day, "strength": strong},
        what,
        some.integers(1, 7 * weeks),
        strength,
    )


def month_rules() -> list[Rule]:
    return rules(*BINDING, "lieu-day", should("cover"), should("saturday-cover"), *STAYING, *WISHING)


@quick
@given(months())
def test_planner_and_checkers_agree_on_what_was_planned(sketch: dict[str, Any]) -> None:
    facts, of = month(**sketch), month_rules()
    outcome = planned(facts, of)
    verdicts = judge(rota_of(facts, outcome), of)
    assert outcome.amounts is not None
    assert list(disagreements(verdicts, outcome.amounts)) == []
    assert not breaches(verdicts)
    judged = {v.rule.name: v.amount - v.strong_amount for v in verdicts if v.rule.level is not Level.MUST}
    judged |= {f"strong {v.rule.name}": v.strong_amount for v in verdicts if v.strong_amount}
    for stage in outcome.stages:
        assert stage.bound == stage.best == judged.get(stage.name, 0)


@quick
@given(months())
def test_what_is_settled_is_what_the_solver_minimises(sketch: dict[str, Any]) -> None:
    """The least amount that the solver finds is also what settling its own cells gives."""
    facts = month(**sketch)
    planner = open_model(facts, month_rules())
    amount = cost(planner)
    planner.pool.minimise(amount)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(planner.pool.cp) == cp_model.OPTIMAL
    raw = [solver.value(planner.pool.handle(at)) for at in range(len(planner.pool))]
    again = settled(planner, planner.cells.read(raw))
    assert amount.value(again) == amount.value(raw) == round(solver.objective_value) + amount.const


@quick
@given(months())
def test_a_hint_is_a_whole_solution(sketch: dict[str, Any]) -> None:
    """With every variable fixed to its hint the model still holds, at the same amount: none is left open."""
    facts = month(**sketch)
    of = month_rules()
    outcome = planned(facts, of)
    planner = open_model(facts, of)
    values = settled(planner, outcome.cells)
    planner.pool.hint(values)
    assert len(planner.pool.cp.proto.solution_hint.vars) == len(planner.pool)
    assert least(planner, as_hinted=True) == cost(planner).value(values)


@quick
@given(months())
def test_links_never_cut_off_a_rota(sketch: dict[str, Any]) -> None:
    """The best of every stage is the same whether or not choices for the month are tied together."""
    facts = month(**sketch)
    of = month_rules()
    tied = planned(facts, of)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Links, "post", lambda _: None)
        free = planned(facts, of)
    assert [(stage.name, stage.best) for stage in tied.stages] == [
        (stage.name, stage.best) for stage in free.stages
    ]


@quick
@given(months())
def test_a_fixed_rota_costs_what_it_settles_to(sketch: dict[str, Any]) -> None:
    """Without links and with them: a rota put in whole has one least amount, its own."""
    facts = month(**sketch)
    of = rules(*STAYING, should("cover"), *WISHING)
    outcome = planned(facts, of)
    planner = open_model(facts, of, every_value=True)
    own = cost(planner).value(settled(planner, outcome.cells))
    fix_all(planner, outcome.cells)
    assert least(planner) == own


def test_stages_are_solved_in_order_and_never_paid_for_by_later_ones() -> None:
    """One head is needed at 17:30, when only lates are there; ann strongly wishes for no late. Cover wins."""
    at_the_end = need("phones", [1], start="17:30")
    wish = {"what": "pattern", "pattern": "early", "from": 1, "until": 5, "strength": "strong"}
    facts = month(["ann"], demand=[at_the_end], wishes={"ann": [wish]})
    outcome = planned(facts, rules(*BINDING, WISHING[0], should("cover")))
    assert [(stage.name, stage.best) for stage in outcome.stages if stage.counts] == [
        ("cover", 0),
        ("strong wishes", 1),
    ]


def test_an_allowance_lets_a_stage_slacken_for_a_later_one() -> None:
    """The wish is for the whole week, so it is granted only where all five lates may be left out."""
    wish = {"what": "pattern", "pattern": "early", "from": 1, "until": 5}
    facts = month(["ann"], demand=[need("phones", [1], start="17:30")], wishes={"ann": [wish]})
    of = rules(*BINDING, should("cover", allowance=5), WISHING[0])
    assert _best(facts, of, allowance=4) == {"cover": 0, "wishes": 1}
    assert _best(facts, of, allowance=5) == {"cover": 0, "wishes": 0}


def _best(facts: Facts, of: list[Rule], allowance: int) -> dict[str, int]:
    from rota.model.solve import Solve
    from rota.model.stages import stages_of

    place = next(at for at, rule in enumerate(of) if rule.name == "cover")
    outcome = Solve(open_model(facts, of), stages_of(of, {place: allowance}), ONE_WORKER, nobody).run()
    return {stage.name: stage.best for stage in outcome.stages if stage.counts}


def test_no_time_at_all_is_no_answer_and_no_proof() -> None:
    outcome = planned(month(AGENTS, 4, [need("phones", 2)]), month_rules(), Limits(seconds=1e-6, workers=1))
    assert (outcome.status, outcome.cells, outcome.amounts, outcome.stages) == (
        Status.OUT_OF_TIME,
        {},
        None,
        (),
    )


def test_repeatable_limits_give_the_same_rota_again() -> None:
    facts = month(AGENTS[:3], 2, [need("phones", [1, 2, 2, 1]), need("reception", 1)])
    limits = replace(ONE_WORKER, reproducible=True, workers=2)
    first, second = (planned(facts, month_rules(), limits) for _ in range(2))
    assert first.cells == second.cells
    assert first.amounts == second.amounts


def test_progress_holds_whole_rotas_and_true_amounts() -> None:
    """Whatever the child streams may become the rota that is kept, so it is judged like one."""
    from rota.domain.rota import Rota
    from rota.model.result import Progress
    from rota.model.solve import Solve
    from rota.model.stages import stages_of

    facts, of = month(AGENTS[:3], 2, [need("phones", [1, 2, 2, 1]), need("reception", 1)]), month_rules()
    told: list[Progress] = []
    outcome = Solve(open_model(facts, of), stages_of(of, {}), ONE_WORKER, told.append).run()
    assert told
    for news in told:
        verdicts = judge(Rota(facts, news.cells), of)
        assert list(disagreements(verdicts, news.amounts)) == []
        assert news.bound <= news.best
        assert outcome.stages[: len(news.done)] == news.done
        assert news.running is not None
        assert (news.running.name, news.running.best) == (news.stage, news.best)


def test_a_stage_that_only_facts_break_is_counted_too() -> None:
    """ann's one wished day off is worked by a fact: 1 is refused, whatever is planned, and nobody can do better."""
    wish = {"what": "day-off", "from": 2, "until": 2}
    facts = month(["ann"], wishes={"ann": [wish]})
    fixed = {("ann", facts.period.days[1]): Fixed(shift("early", "phones"), Why.PIN)}
    outcome = planned(replace(facts, fixed=fixed), rules(*BINDING, WISHING[0]))
    assert [(stage.name, stage.best, stage.bound) for stage in outcome.stages] == [("wishes", 1, 1)]
