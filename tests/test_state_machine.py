"""The living rota as a state machine, a few runs of it; ``make slow`` runs many."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.living_machine import SEEN, Living


def test_whatever_people_do_the_rota_stays_what_was_agreed() -> None:
    SEEN.clear()
    run_state_machine_as_test(
        Living,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"ask", "accept", "approve"} <= set(SEEN), SEEN
    assert "refused without a word" not in SEEN
