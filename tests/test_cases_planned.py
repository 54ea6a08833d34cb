"""The hand-drawn cases put to the planner: it refuses what the checker finds broken, or prices it the same."""

from typing import Any

from rota.testing import CaseFile, planner_faults
from tests.test_cases import drawn_cases


@drawn_cases
def test_planner_says_the_same(file: CaseFile, fails: bool, table: dict[str, Any]) -> None:
    assert planner_faults(file.case(fails, table)) == []
