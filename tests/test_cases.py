"""Every rule's checker against its hand-drawn cases."""

from typing import Any

import pytest

from rota.checking import judge
from rota.packs import all_rules, installed, rule_class
from tests.casefiles import Case, CaseFile, case_files

FILES = case_files()
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
def test_checker_finds_exactly_the_breaks_drawn(file: CaseFile, fails: bool, table: dict[str, Any]) -> None:
    case = file.case(fails, table)
    found = findings(case)
    assert sorted(map(case.where, found), key=str) == sorted(case.breaks, key=str), [f.message for f in found]
    assert all(finding.amount > 0 and finding.level is case.rule.level for finding in found)
    assert all(finding.message and finding.code == file.code for finding in found)
    if case.amount is not None:
        assert sum(finding.amount for finding in found) == case.amount
    if case.in_facts is not None:
        facts = [case.where(finding) for finding in found if finding.in_facts]
        assert sorted(facts, key=str) == sorted(case.in_facts, key=str)


@drawn_cases
def test_checker_says_unknown_exactly_where_drawn(file: CaseFile, fails: bool, table: dict[str, Any]) -> None:
    case = file.case(fails, table)
    unknown = [finding for finding in case.rule.check(case.rota) if finding.unknown]
    assert bool(unknown) == case.unknown, [finding.message for finding in unknown]
    assert all(finding.amount == 0 for finding in unknown)


@pytest.mark.parametrize("name", sorted(installed()))
def test_every_installed_rule_was_seen_passing_and_failing(name: str) -> None:
    (file,) = (file for file in FILES if file.tables.get("rule") == name)
    assert file.code == rule_class(name).code
    assert file.tables["source"].strip()
    assert {fails for fails, _ in file.drawn()} == {True, False}


def test_every_case_file_is_of_an_installed_rule() -> None:
    assert {file.tables.get("rule") for file in FILES} == {rule.name for rule in all_rules()}


@pytest.mark.parametrize("file", FILES, ids=[file.code for file in FILES])
def test_names_of_cases_tell_them_apart(file: CaseFile) -> None:
    names = [table.get("name") for _, table in file.drawn()]
    assert len(names) == len(set(names))
    assert all(names)
