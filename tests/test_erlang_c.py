"""Erlang C: against fractions, decimals, published examples and callers one by one."""

from fractions import Fraction
from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.erlang import Losses, inverse_loss, mean_wait, missed, required, service_level, waiting
from tests.erlang_reference import (
    caller_by_caller,
    exact_waiting,
    precise_inverse_loss,
    precise_waiting,
)

LOADS = (1e-9, 1e-5, 0.01, 0.3, 0.5, 0.9999, 1.0, 1.7, 2.5, 3.999, 4.0, 4.001, 9.6, 10.0, 47.3, 120.0, 199.5)
PARTS = (0.01, 0.56, 0.999, 1.4, 11.2, 55.44, 500.75)

agents_ = st.floats(0.01, 1000)
loads_ = st.floats(1e-9, 500)
aht_ = st.integers(1, 4 * 3600)
within_ = st.integers(0, 3600)


def off(value: float, exact: object) -> float:
    """How far ``value`` is from ``exact``, relative to it."""
    return abs(float(Fraction(value) / Fraction(exact) - 1))


@pytest.mark.parametrize("load", LOADS)
def test_whole_agents_equal_fractions(load: float) -> None:
    for agents, inverse, share in exact_waiting(load, 200):
        if inverse < 1e300:
            assert off(inverse_loss(agents, load), inverse) < 1e-12
        if share > 1e-300:
            assert off(waiting(agents, load), share) < 1e-12
        else:
            assert waiting(agents, load) < 1e-299


@pytest.mark.parametrize("load", [1e-9, 0.01, 0.9999, 1.0, 2.5, 3.999, 4.0, 55.4, 500.0])
def test_parts_of_an_agent_equal_decimals(load: float) -> None:
    for agents in PARTS:
        inverse = precise_inverse_loss(agents, load)
        if inverse < Fraction(10) ** 300:
            assert off(inverse_loss(agents, load), inverse) < 1e-12
        share = precise_waiting(agents, load, inverse)
        if agents > load and share > Fraction(1, 10**300):
            assert off(waiting(agents, load), share) < 1e-12


@pytest.mark.parametrize(("agents", "load"), [(0.3, 0.2), (0.02, 0.0199), (10.000001, 10.0), (501.3, 500.0)])
def test_who_is_answered_in_time_is_exact_where_next_to_nobody_is(agents: float, load: float) -> None:
    level = service_level(agents, load, 180, 0)
    assert off(level, 1 - Fraction(precise_waiting(agents, load))) < 1e-12


@pytest.mark.parametrize("load", [0.2, 0.8, 1.5, 7.0, 90.0])
def test_what_is_less_than_no_agent_fits_to_what_is_more(load: float) -> None:
    """The recurrence holds from there on: it is what the chances of less than one agent are made of."""
    for agents in (0.01, 0.4, 0.99):
        assert inverse_loss(agents, load) == pytest.approx(
            1 + agents / load * inverse_loss(agents - 1, load), rel=1e-13
        )


def test_losses_of_one_load_are_those_worked_out_one_by_one() -> None:
    losses = Losses(7.3)
    for whole, left in ((12, 0.5), (3, 0.5), (-1, 0.5), (0, 0.0), (40, 0.25), (0, 0.25), (5, 0.0)):
        assert losses.inverse(whole, left) == inverse_loss(whole + left, 7.3)


def test_one_hundred_calls_in_half_an_hour_need_fourteen_agents() -> None:
    """Widely published: 100 calls in 30 minutes of 180 s, 80% in 20 s: 10 erlangs, 14 agents, 88.8%."""
    load = 100 * 180 / 1800
    assert required(load, 20 / 180, 0.2) == 14
    assert round(service_level(13, load, 180, 20), 3) == 0.796
    assert round(service_level(14, load, 180, 20), 3) == 0.888


def test_360_calls_of_four_minutes_with_55_agents() -> None:
    """Widely published: 360 calls in 30 minutes of 240 s, 55 agents, 15 s: 48 erlangs."""
    load = 360 * 240 / 1800
    assert round(waiting(55, load), 4) == 0.2387
    assert round(mean_wait(55, load, 240), 2) == 8.18
    assert round(100 * service_level(55, load, 240, 15), 1) == 84.6


def test_one_agent_makes_as_many_wait_as_the_load() -> None:
    """M/M/1 by hand: half an erlang makes every second call wait, for as long as a call takes."""
    assert waiting(1, 0.5) == 0.5
    assert mean_wait(1, 0.5, 300) == 300
    assert service_level(1, 0.5, 300, 60) == pytest.approx(1 - 0.5 * exp(-0.1), rel=1e-15)


@pytest.mark.parametrize(
    ("agents", "load", "seed"), [(1, 0.6, 1), (6, 4.0, 2), (14, 10.0, 3), (14, 11.5, 4), (55, 48.0, 5)]
)
def test_callers_one_by_one_meet_what_the_formula_says(agents: int, load: float, seed: int) -> None:
    within = 0.1
    seen = caller_by_caller(agents, load, within, seed=seed)
    assert seen["in_time"].near(service_level(agents, load, 1, within))
    assert seen["waiting"].near(waiting(agents, load))
    assert seen["wait"].near(mean_wait(agents, load, 1))
    assert seen["in_time"].error < 0.02


@given(agents_, loads_, st.floats(0.001, 20), aht_, within_)
def test_more_agents_never_answer_fewer(
    agents: float, load: float, more: float, aht: int, within: int
) -> None:
    few, many = (service_level(number, load, aht, within) for number in (agents, agents + more))
    assert 0 <= few <= many + 1e-13
    assert many <= 1
    assert mean_wait(agents + more, load, aht) <= mean_wait(agents, load, aht) * (1 + 1e-12)


@given(agents_, loads_, st.floats(0.001, 20), aht_, within_)
def test_more_calls_are_never_answered_sooner(
    agents: float, load: float, more: float, aht: int, within: int
) -> None:
    light, heavy = (service_level(agents, number, aht, within) for number in (load, load + more))
    assert heavy <= light + 1e-13
    assert mean_wait(agents, load + more, aht) >= mean_wait(agents, load, aht) * (1 - 1e-12)


@given(loads_, st.floats(0, 500), aht_, within_)
def test_overload_answers_nobody_however_far_it_goes(
    load: float, short: float, aht: int, within: int
) -> None:
    agents = max(0.0, load - short)
    assert service_level(agents, load, aht, within) == 0
    assert missed(agents, load, within / aht) == waiting(agents, load) == 1
    assert mean_wait(agents, load, aht) == inf


@given(st.floats(0, 1000), aht_, within_)
def test_without_calls_nobody_waits(agents: float, aht: int, within: int) -> None:
    assert service_level(agents, 0, aht, within) == 1
    assert missed(agents, 0, within / aht) == waiting(agents, 0) == mean_wait(agents, 0, aht) == 0
    assert required(0, within / aht, 0.2) == 0
    assert required(0, within / aht, 0.2, least=3) == 3


def test_the_ends_of_what_a_float_holds() -> None:
    assert waiting(1000, 1e-9) == 0  # truly about 1e-11568
    assert service_level(1000, 1e-9, 180, 20) == 1
    assert inverse_loss(1000, 1e-9) == inf
    assert 0.999 < waiting(500 + 1e-6, 500) < 1
    assert 0 < service_level(500 + 1e-6, 500, 180, 0) < 1e-6
    assert 0 < waiting(1000, 500) < 1e-80
    assert missed(14, 10, 1e4) == 0


@given(st.floats(0.001, 60), st.floats(0, 3), st.floats(0.0001, 0.9))
def test_the_required_agents_are_enough_and_the_fewest(load: float, within: float, outside: float) -> None:
    agents = required(load, within, outside)
    assert missed(agents, load, within) <= outside
    assert missed(agents - 1, load, within) > outside


def test_no_fewer_than_least_are_required() -> None:
    assert required(10, 20 / 180, 0.2, least=14) == 14
    assert required(10, 20 / 180, 0.2, least=17) == 17
