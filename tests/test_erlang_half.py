"""One half hour of calls: required headcount, what is expected of so many heads, and how the planner prices it."""

import random
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.convexity import hull
from rota.demand.erlang import required
from rota.demand.queue import Half, Terms, half
from rota.demand.steps import Steps
from rota.domain.load import price

EIGHTY_IN_TWENTY = Terms(target=80, within=20)

terms_ = st.builds(
    Terms,
    target=st.integers(1, 100),
    within=st.integers(0, 300),
    max_occupancy=st.integers(30, 100),
    shrinkage=st.integers(0, 60),
    availability=st.integers(40, 100),
    minimum=st.integers(0, 4),
    patience=st.none() | st.integers(5, 1800),
)
halves_ = st.builds(half, st.integers(0, 9_000), st.integers(20, 600), terms_)


def hundred_calls(**terms: int) -> Half:
    return half(100_00, 180, EIGHTY_IN_TWENTY._replace(**terms))


def test_shrinkage_and_availability_divide() -> None:
    """Widely published: 14 agents and 30% shrinkage are 20 on the rota."""
    assert hundred_calls().need == 14
    assert hundred_calls(shrinkage=30).need == 20
    assert hundred_calls(availability=80).need == 18  # 14 / 0.8 = 17.5
    assert hundred_calls(shrinkage=30, availability=80).need == 25  # 14 / 0.56 = 25


def test_occupancy_asks_for_more_heads_than_the_target_does() -> None:
    """10 erlangs on 14 agents are 71% of their time."""
    assert hundred_calls(max_occupancy=72).need == 14
    assert hundred_calls(max_occupancy=71).need == 15
    assert hundred_calls(max_occupancy=50).need == 20  # exactly half their time is not more than half


def test_minimum_staffing_holds_with_calls_or_none() -> None:
    assert hundred_calls(minimum=16).need == 16
    assert half(0, 180, EIGHTY_IN_TWENTY).need == 0
    assert half(0, 180, EIGHTY_IN_TWENTY._replace(minimum=2)).need == 2


def test_a_target_of_all_calls_leaves_none_that_shows() -> None:
    everybody = hundred_calls(target=100)
    assert everybody.expected(everybody.need).outside == 0
    assert everybody.expected(everybody.need - 1).outside > 0


def test_what_fourteen_agents_meet() -> None:
    expected = hundred_calls().expected(14)
    assert expected.agents == 14
    assert round(expected.level, 3) == 0.888
    assert round(expected.outside, 2) == 11.16
    assert expected.occupancy == pytest.approx(10 / 14)
    assert round(expected.wait, 1) == 7.8


def test_nobody_on_duty_and_too_few_on_duty() -> None:
    for heads in (0, 7, 10):
        expected = hundred_calls().expected(heads)
        assert (expected.level, expected.outside, expected.occupancy, expected.wait) == (0, 100, 1, inf)
    nobody = hundred_calls(patience=120).expected(0)
    assert (nobody.level, nobody.outside, nobody.occupancy, nobody.wait) == (0, 100, 1, 120)


def test_without_calls_there_is_nothing_to_miss() -> None:
    quiet = half(0, 180, EIGHTY_IN_TWENTY)
    assert quiet.priced == (0,)
    for heads in (0, 3):
        expected = quiet.expected(heads)
        assert (expected.level, expected.outside, expected.occupancy, expected.wait) == (1, 0, 0, 0)


def test_who_hangs_up_takes_no_time_of_those_who_answer() -> None:
    """By hand: as many erlangs come as there are agents, so those who hang up leave that share of them idle."""
    patient = hundred_calls(patience=180)
    expected = patient.expected(10)
    lost = expected.wait / 180  # of all calls, as they hang up once in the mean patience that they wait
    assert 0.1 < lost < 0.2
    assert expected.occupancy == pytest.approx(1 - lost)
    assert expected.level > hundred_calls().expected(11).level
    assert patient.need < hundred_calls().need


def test_heads_that_are_parts_of_agents_lie_between_whole_ones() -> None:
    levels = [hundred_calls(availability=70).expected(heads).level for heads in (20, 21)]
    assert levels[0] == hundred_calls().expected(14).level
    assert levels[0] < levels[1] < hundred_calls().expected(15).level


def test_the_planner_counts_evenly_up_to_where_a_head_counts_most() -> None:
    """Three calls of 600 s, a wait is a miss: one head answers none in time, two leave one (B = 1/5): 300, 300, 100."""
    found = half(3_00, 600, Terms(target=80, within=0))
    assert [round(100 * found.expected(heads).outside) for heads in range(4)] == [300, 300, 100, 27]
    assert found.priced[:4] == (300, 200, 100, 27)


@given(halves_)
def test_priced_is_convex_and_what_is_expected_wherever_that_is(found: Half) -> None:
    priced = found.priced
    steps = [one - other for one, other in pairwise(priced)]
    assert steps == sorted(steps, reverse=True)
    assert priced[0] == found.hundredths
    assert priced[-1] == 0
    outside = [round(100 * found.expected(heads).outside) for heads in range(len(priced))]
    assert all(cost <= real for cost, real in zip(priced, outside, strict=True))
    if (falls := [one - other for one, other in pairwise(outside)]) == sorted(falls, reverse=True):
        assert list(priced) == outside
    assert price(found, len(priced) + 3) == 0


@given(halves_, st.integers(0, 60))
def test_expected_is_within_bounds_and_never_worse_with_more_heads(found: Half, heads: int) -> None:
    few, many = found.expected(heads), found.expected(heads + 1)
    assert 0 <= few.level <= many.level + 1e-12 <= 1 + 2e-12
    assert 0 <= many.outside <= few.outside + 1e-9 <= found.calls + 2e-9
    assert 0 <= many.occupancy <= few.occupancy + 1e-12 <= 1 + 2e-12
    assert 0 <= many.wait <= few.wait + 1e-9


@given(halves_)
def test_the_required_headcount_reaches_the_target(found: Half) -> None:
    expected = found.expected(found.need)
    assert expected.level >= found.target - 1e-12 or expected.outside == 0
    assert expected.occupancy <= found.terms.max_occupancy / 100 + 1e-9
    assert found.need >= found.terms.minimum


@given(st.integers(0, 9_000), st.integers(0, 500), st.integers(20, 600), terms_)
def test_more_calls_never_need_fewer_heads(calls: int, more: int, aht: int, terms: Terms) -> None:
    assert half(calls, aht, terms).need <= half(calls + more, aht, terms).need


def test_in_whatever_order_volumes_come_each_needs_the_same() -> None:
    """They are looked up between others of one need; here against the formula, one by one."""
    chance = random.Random(4)  # noqa: S311 - repeatable, not secret
    terms = EIGHTY_IN_TWENTY._replace(within=17)  # nobody else's, so that nothing was looked up before
    for hundredths in chance.sample(range(1, 12_000), 1500):
        expected = required(hundredths * 300 / 180_000, 17 / 300, 0.2)
        assert half(hundredths, 300, terms).need == expected


@given(st.lists(st.integers(0, 200), max_size=60))
def test_steps_look_up_what_they_do_not_work_out(asked: list[int]) -> None:
    worked_out = []

    def tens(argument: int) -> int:
        worked_out.append(argument)
        return argument // 10

    steps = Steps(tens)
    assert [steps(argument) for argument in asked] == [argument // 10 for argument in asked]
    seen: list[int] = []
    for argument in worked_out:
        alike = [other for other in seen if other // 10 == argument // 10]
        assert not alike or not min(alike) <= argument <= max(alike)
        seen.append(argument)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_the_hull_is_the_largest_convex_cost_below_in_whole_steps(costs: list[int]) -> None:
    costs = sorted(costs, reverse=True)
    found = hull(costs)
    steps = [one - other for one, other in pairwise(found)]
    assert steps == sorted(steps, reverse=True)
    assert (found[0], found[-1]) == (costs[0], costs[-1])
    for at, cost in enumerate(found):
        line = _below(costs, at)
        assert line - len(costs) / 4 - 1 < cost <= line + 1e-9 <= costs[at] + 2e-9


def _below(costs: list[int], at: int) -> float:
    """The hull at one place: the lowest line between a point to the left and one to the right."""
    return min(
        costs[at] if one == other else costs[one] + (costs[other] - costs[one]) * (at - one) / (other - one)
        for one in range(at + 1)
        for other in range(at, len(costs))
    )


def test_an_even_fall_puts_its_larger_steps_first() -> None:
    assert hull([8, 8, 8, 0]) == (8, 5, 2, 0)
    assert hull([10, 4, 1, 0]) == (10, 4, 1, 0)
    assert hull([5]) == (5,)
