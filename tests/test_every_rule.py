"""What each rule assumes, allows and refuses in its table, and that it looks no further than it says."""

import pytest

from rota.packs import all_rules, installed
from rota.rules import Reach
from rota.testing import CaseFile, case_files, cases_of
from tests.casefiles import CASES
from tests.rulefaults import SETTINGS, leaver_faults, level_faults, reach_faults, settings_faults, unlisted

each_rule = pytest.mark.parametrize("name", sorted(installed()))


@each_rule
def test_a_rule_assumes_allows_and_refuses_what_is_drawn(name: str) -> None:
    assert list(settings_faults(name)) == []


@each_rule
def test_every_setting_of_a_rule_is_drawn(name: str) -> None:
    assert unlisted(name) == set()


def test_only_installed_rules_have_settings_drawn() -> None:
    assert set(SETTINGS) == set(installed())


@pytest.mark.parametrize("name", [rule.name for rule in all_rules() if rule.reach is not Reach.ROTA])
def test_a_rule_looks_no_further_than_its_reach(name: str) -> None:
    """``rota swap find`` judges only as much of a rota as each rule looks at."""
    faults = {case.name: list(reach_faults(case, case.rule)) for case in cases_of(name, CASES)}
    assert {drawn: found for drawn, found in faults.items() if found} == {}


each_file = pytest.mark.parametrize("file", [pytest.param(file, id=file.code) for file in case_files(CASES)])


@each_file
def test_the_planner_says_what_the_checker_says_at_another_level_too(file: CaseFile) -> None:
    faults = {table["name"]: level_faults(file, fails, table) for fails, table in file.drawn()}
    assert {drawn: found for drawn, found in faults.items() if found} == {}


@each_file
def test_somebody_who_leaves_disturbs_nobody(file: CaseFile) -> None:
    seen = dict(reversed(file.drawn()))  # the first that passes, and the first that fails
    faults = {table["name"]: leaver_faults(file, fails, table) for fails, table in seen.items()}
    assert {drawn: found for drawn, found in faults.items() if found} == {}
