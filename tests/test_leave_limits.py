"""What rules say about leave agrees with what their checkers find, on every hand-drawn case."""

import pytest

from rota.domain.leave import Reason
from rota.packs import all_rules
from rota.rules import Rule
from rota.testing import CaseFile
from tests.test_cases import FILES, findings

BOUNDING = {"ABS01": Reason.CAP, "ABS03": Reason.COVER, "LEAVE01": Reason.BLACKOUT}
CASES = [
    pytest.param(file, fails, table, id=f"{file.code}-{table['name']}")
    for file in FILES
    for fails, table in file.drawn()
    if file.code in BOUNDING
]


def test_the_rules_that_bound_leave_are_these():
    bound = {rule.code for rule in all_rules() if rule.leave_limit is not Rule.leave_limit}
    assert bound == set(BOUNDING)


@pytest.mark.parametrize(("file", "fails", "table"), CASES)
def test_a_day_over_the_limit_is_a_day_that_the_checker_finds(file: CaseFile, fails, table):
    case = file.case(fails, table)
    days = case.rota.days
    limits = {day: case.rule.leave_limit(case.rota.facts, day) for day in days}
    assert {limit.reason for limit in limits.values() if limit} <= {BOUNDING[file.code]}
    over = {
        day
        for day, limit in limits.items()
        if limit and sum(limit.away(cell(case, agent, day)) for agent in limit.agents) > limit.most
    }
    found = {finding.day for finding in findings(case) if limits[finding.day] is not None}
    if "too small a desk" in case.name:
        # Where nobody can be spared nothing is left to bound: the rest of those days is no leave's fault.
        found = {day for day in found if day == days[0]}
    assert over == found


@pytest.mark.parametrize("code", sorted(BOUNDING))
def test_each_of_them_bounds_leave_in_its_cases(code: str):
    """A rule that never bounds anything would agree with every checker."""
    drawn = [
        (file.case(fails, table), fails)
        for file, fails, table in (one.values for one in CASES)
        if file.code == code
    ]
    bounded = [
        limit.agents <= set(case.rota.facts.ever_here) and bool(limit.agents)
        for case, fails in drawn
        if fails
        for limit in (case.rule.leave_limit(case.rota.facts, day) for day in case.rota.days)
        if limit is not None
    ]
    assert bounded
    assert all(bounded)


@pytest.mark.parametrize(("file", "fails", "table"), CASES)
def test_a_limit_is_named_as_its_settings_call_the_group(file: CaseFile, fails, table):
    case = file.case(fails, table)
    named = getattr(case.rule, "group", "") or ", ".join(case.rule.home) or "all"
    limits = (case.rule.leave_limit(case.rota.facts, day) for day in case.rota.days)
    assert {limit.name for limit in limits if limit} <= {named}


def cell(case, agent, day):
    return case.rota.cells[agent][day]
