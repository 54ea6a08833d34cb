"""Whatever honest people do through the commands is theirs to do: the referee of a change finds nothing in it."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from rota.files.repository import Repository
from rota.work.since.entitlement import Judges, unentitled
from rota.work.since.kept import Kept
from tests.living_machine import Living
from tests.living_world import DEPUTY, LEADER

LOOKED_AT: list[int] = []


class Judged(Living):
    """A life at whose end each event is asked who wrote it."""

    @rule(id=Living.leaves, by=st.sampled_from([LEADER, DEPUTY]))
    def give_leave_back(self, id: str, by: str) -> None:
        """As a leader may; the command line lets nobody else act for an agent."""
        super().give_leave_back(id, by)

    def teardown(self) -> None:
        repo, new = Repository.open(self.root), Kept.below(self.root).new_since(None)
        found = [finding.message for finding in unentitled(Judges.of(repo, None), new)]
        LOOKED_AT.append(len(new))
        super().teardown()
        assert found == []


def test_nothing_that_the_commands_allow_is_found_to_be_unentitled() -> None:
    LOOKED_AT.clear()
    run_state_machine_as_test(
        Judged,
        settings=settings(
            max_examples=4,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert sum(LOOKED_AT) > 10
