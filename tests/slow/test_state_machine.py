"""The living rota as a state machine, many long runs of it."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.living_machine import SEEN, Living

COMES_ABOUT = {
    "ask", "accept", "approve", "decline", "withdraw", "reject", "void", "move", "absence", "back", "never absent",
    "ask leave", "grant leave", "refuse leave", "give leave back", "killed", "met", "conflict", "mended",
}  # fmt: skip


def test_whatever_people_do_for_long_the_rota_stays_what_was_agreed() -> None:
    SEEN.clear()
    run_state_machine_as_test(
        Living,
        settings=settings(
            max_examples=100,
            stateful_step_count=40,
            deadline=None,
            derandomize=False,
            database=None,
            # Shrinking a run of forty steps takes longer than reading it.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    # A machine that is always refused proves nothing.
    assert set(SEEN) >= COMES_ABOUT, SEEN
    assert all(f"{what} refused" in SEEN for what in ("ask", "accept", "approve", "void"))
    assert "refused without a word" not in SEEN
