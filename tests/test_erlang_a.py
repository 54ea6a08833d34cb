"""Erlang A: against the states one by one, an integral by the trapezium rule, callers one by one, and Erlang C."""

from math import exp

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rota.demand import erlang
from rota.demand.patience import answered, required
from tests.erlang_reference import caller_by_caller, precise_inverse_loss, state_by_state

agents_ = st.floats(0.01, 200)
loads_ = st.floats(1e-6, 150)
patience_ = st.floats(0.01, 50)
within_ = st.floats(0, 5)


@pytest.mark.parametrize("load", [1e-6, 0.4, 3.0, 10.0, 48.0])
@pytest.mark.parametrize("patience", [0.1, 1.0, 8.0])
def test_whole_agents_equal_the_states_one_by_one(load: float, patience: float) -> None:
    for agents in (1, 2, 7, 12, 55):
        for within in (0.0, 0.11, 0.6):
            fates = state_by_state(agents, load, patience, within)
            found = answered(agents, load, patience, within)
            assert found.lost == pytest.approx(fates.lost, rel=1e-11)
            assert found.lost * patience == pytest.approx(fates.wait, rel=1e-11)
            assert 1 - found.missed == pytest.approx(fates.in_time, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("agents", [0.14, 0.56, 1.4, 11.2, 30.3])
@pytest.mark.parametrize("load", [0.3, 10.0, 24.0])
def test_parts_of_an_agent_equal_the_integrals(agents: float, load: float) -> None:
    """Mandelbaum and Zeltyn's integrals as they stand, summed up step by step."""
    patience, within = 1.5, 0.125
    step = within / 100

    def density(time: float) -> float:
        return exp(load * patience * (1 - exp(-time / patience)) - agents * time)

    last = next(at for at in range(100, 10**7, 100) if density(at * step) < 1e-20)
    waits = [density(at * step) for at in range(last + 1)]
    leaving = [wait * exp(-at * step / patience) for at, wait in enumerate(waits[:101])]
    idle = float(precise_inverse_loss(agents - 1, load))
    everything = idle + load * _simpson(waits, step)
    found = answered(agents, load, patience, within)
    assert 1 - found.missed == pytest.approx((idle + load * _simpson(leaving, step)) / everything, rel=1e-9)
    lost = (1 + (load - agents) * _simpson(waits, step)) / everything
    assert found.lost == pytest.approx(lost, rel=1e-8, abs=1e-12)


def _simpson(values: list[float], step: float) -> float:
    return step / 3 * (values[0] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2]) + values[-1])


@pytest.mark.parametrize(
    ("agents", "load", "patience", "seed"),
    [(1, 2.0, 0.5, 11), (9, 10.0, 0.6, 12), (14, 10.0, 2.0, 13), (40, 55.0, 1.0, 14)],
)
def test_callers_one_by_one_meet_what_the_formula_says(
    agents: int, load: float, patience: float, seed: int
) -> None:
    within = 0.1
    seen = caller_by_caller(agents, load, within, patience, seed=seed)
    found = answered(agents, load, patience, within)
    assert seen["in_time"].near(1 - found.missed)
    assert seen["lost"].near(found.lost)
    assert seen["wait"].near(found.lost * patience)
    assert seen["in_time"].error < 0.02


@pytest.mark.parametrize(("agents", "load"), [(0.6, 0.3), (11.2, 10.0), (14.0, 10.0), (60.5, 55.0)])
def test_callers_of_endless_patience_are_those_of_erlang_c(agents: float, load: float) -> None:
    found = answered(agents, load, 1e7, 0.1)
    assert found.missed == pytest.approx(erlang.missed(agents, load, 0.1), rel=1e-4)
    assert found.lost < 1e-6


NEARLY = 1e-11
"""To so much the shares are exact when a queue is far too long: 105 agents, 118 erlangs and patience of 35 handling times."""


@given(agents_, loads_, st.floats(0.001, 20), patience_, within_)
def test_more_agents_never_answer_fewer(
    agents: float, load: float, more: float, patience: float, within: float
) -> None:
    few, many = (answered(number, load, patience, within) for number in (agents, agents + more))
    assert 0 <= many.missed <= few.missed + NEARLY
    assert 0 <= many.lost <= few.lost + NEARLY
    assert few.lost <= few.missed <= 1


@given(agents_, loads_, st.floats(0.001, 20), patience_, within_)
@example(105.0, 118.0, 10.0, 35.0, 0.0)
def test_more_calls_are_never_answered_sooner(
    agents: float, load: float, more: float, patience: float, within: float
) -> None:
    light, heavy = (answered(agents, number, patience, within) for number in (load, load + more))
    assert light.missed <= heavy.missed + NEARLY
    assert light.lost <= heavy.lost + NEARLY


@given(agents_, loads_, patience_, within_, st.floats(0, 5))
def test_who_may_wait_longer_is_answered_in_time_more_often(
    agents: float, load: float, patience: float, within: float, longer: float
) -> None:
    assert answered(agents, load, patience, within + longer).missed <= (
        answered(agents, load, patience, within).missed + NEARLY
    )


def test_nobody_calls_or_nobody_answers() -> None:
    assert answered(5, 0, 1, 0.1) == (0, 0)
    assert answered(0, 5, 1, 0.1) == (1, 1)
    assert required(0, 1, 0.1, 0.2) == 0


def test_large_queues_lose_no_figures() -> None:
    """Under overload as many are lost as there are agents too few, however large the numbers on the way."""
    assert answered(400, 500, 5000, 0.1).lost == pytest.approx(0.2, rel=1e-11)
    assert answered(400, 500, 5000, 0.1).missed == pytest.approx(1, rel=1e-12)
    assert answered(1, 500, 100, 10).lost == pytest.approx(0.998, rel=1e-11)
    assert answered(400, 500, 0.001, 3600).lost == pytest.approx(
        state_by_state(400, 500, 0.001, 0).lost, rel=1e-10
    )
    assert answered(1000, 1e-9, 1, 0.1) == (0, 0)
    assert 0 < answered(600, 500, 1, 0.1).missed < 1e-5


@pytest.mark.parametrize(
    ("agents", "within"), [(10, 0.1), (10, 14.0), (10, 15.0), (24, 7.0), (25, 7.0), (26, 7.0)]
)
def test_far_into_overload_the_states_one_by_one_say_the_same(agents: int, within: float) -> None:
    """60 erlangs; up to 24 agents the shortcut is taken, from 25 on the sum."""
    fates = state_by_state(agents, 60, 8, within)
    found = answered(agents, 60, 8, within)
    assert found.lost == pytest.approx(fates.lost, rel=1e-11)
    assert 1 - found.missed == pytest.approx(fates.in_time, rel=1e-9, abs=1e-13)


def test_endless_patience_and_many_calls_take_no_time() -> None:
    """A day's patience and calls by the thousand: hundreds of millions of states that nobody adds up."""
    assert answered(50, 55, 86_400, 20).lost == pytest.approx(1 - 50 / 55, rel=1e-11)


@given(st.floats(0.01, 60), patience_, within_, st.floats(0.001, 0.9), st.floats(0.2, 1))
def test_the_required_agents_are_enough_and_the_fewest(
    load: float, patience: float, within: float, outside: float, busy: float
) -> None:
    def enough(agents: int) -> bool:
        found = answered(agents, load, patience, within)
        return found.missed <= outside and load * (1 - found.lost) <= busy * agents

    agents = required(load, patience, within, outside, busy)
    assert enough(agents)
    assert not enough(agents - 1)
