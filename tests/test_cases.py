"""Every rule's checker against its hand-drawn cases."""

from typing import Any

import pytest

from rota.checking import judge
from rota.packs import all_rules, installed
from rota.testing import Case, CaseFile, case_files, checker_faults
from rota.testing.checks import naming_faults
from tests.casefiles import CASES

FILES = case_files(CASES)
DRAWN = [
    pytest.param(file, fails, table, id=f"{file.code}-{'fail' if fails else 'pass'}-{table.get('name')}")
    for file in FILES
    for fails, table in file.drawn()
]
drawn_cases = pytest.mark.parametrize(("file", "fails", "table"), DRAWN)


def findings(case: Case) -> list[Any]:
    (verdict,) = judge(case.rota, [case.rule])
    return [finding for finding in verdict.findings if not finding.unknown]


@drawn_cases
def test_checker_says_exactly_what_is_drawn(file: CaseFile, fails: bool, table: dict[str, Any]) -> None:
    assert checker_faults(file.case(fails, table)) == []


@pytest.mark.parametrize("name", sorted(installed()))
def test_every_installed_rule_was_seen_passing_and_failing(name: str) -> None:
    (file,) = (file for file in FILES if file.tables["rule"] == name)
    assert list(naming_faults(file)) == []


def test_every_case_file_is_of_an_installed_rule() -> None:
    assert {file.tables["rule"] for file in FILES} == {rule.name for rule in all_rules()}
