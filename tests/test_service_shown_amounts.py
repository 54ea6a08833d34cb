"""Amounts that count in parts of their unit: shown in the unit wherever they are shown."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from rota.domain.policy import Ruling
from rota.model.result import StageResult
from rota.packs import make_rule, rule_class
from rota.report import Report, Section
from rota.rules.waiving import covers
from rota.show.difference import Difference, RuleDifference, difference_text
from rota.show.findings import amount_words
from rota.show.report import sarif
from rota.show.report.json import write
from rota.show.report.schema import schema
from rota.show.rule_facts import facts_of
from rota.show.words import in_unit, unit_number
from rota.work.planning.card import tiers_of
from rota.work.ruleset import rules_of
from rota.work.swap.harm import Worse
from tests.calls_world import with_calls
from tests.living_world import published
from tests.plan_helpers import month
from tests.report_world import REPORT
from tests.waivers_world import waiver

DAY = date(2026, 6, 2)
LEVEL = make_rule({"use": "service-level", "level": "should"})
FOUND = LEVEL.finding(None, DAY, "phones Tue 2 Jun", amount=5320)


@pytest.mark.parametrize(
    ("amount", "scale", "text", "number"),
    [
        (7, 1, "7", 7),
        (0, 100, "0", 0),
        (5320, 100, "53.2", 53.2),
        (5300, 100, "53", 53),
        (1_000_000, 100, "10000", 10_000),
        (152, 1000, "0.152", 0.152),
        (-5, 100, "-0.05", -0.05),
    ],
)
def test_an_amount_takes_the_decimals_that_it_needs(
    amount: int, scale: int, text: str, number: float
) -> None:
    assert in_unit(amount, scale) == text
    assert unit_number(amount, scale) == number
    assert isinstance(unit_number(amount, scale), int) == (amount % scale == 0)


def test_a_finding_tells_its_amount_unless_it_is_one_of_its_unit() -> None:
    said = [amount_words(FOUND.with_(amount=amount)) for amount in (5320, 100, 1, 0)]
    assert said == [" [53.2 calls outside target]", "", " [0.01 calls outside target]", ""]


def test_reports_have_it_in_the_unit_and_hold_to_their_schema() -> None:
    section: Section = replace(REPORT.sections[0], findings=(FOUND,))
    report: Report = replace(REPORT, sections=(section,))
    document = json.loads(write(report))
    jsonschema.Draft7Validator(schema()).validate(document)
    (finding,) = document["sections"][0]["findings"]
    assert (finding["amount"], finding["unit"]) == (53.2, "calls outside target")
    (result,) = json.loads(sarif.write(report))["runs"][0]["results"]
    assert result["properties"]["amount"] == 53.2


def test_a_tier_takes_its_scale_from_its_stage() -> None:
    stage = StageResult("service-level", LEVEL.counts_in, 5320, 5300, 1.0, scale=LEVEL.counts_by)
    assert [tier.scale for tier in tiers_of([stage])] == [100]


def test_a_difference_of_rotas_has_its_rules_in_their_units() -> None:
    rule = RuleDifference("COVER03", "service-level", "should", "calls outside target", 410, 5320, 100)
    text = difference_text(Difference("one", "two", (), (), (), (), (), (rule,)), {})
    assert text.splitlines()[-1] == "  COVER03  service-level  should     4.1   53.2  calls outside target"


def test_whoever_looks_for_a_partner_reads_it_in_the_unit() -> None:
    assert Worse(LEVEL, 430, Ruling.REFER, "").line == ("service-level", "4.3", Ruling.REFER)


def test_a_waiver_bounds_the_amount_in_the_unit() -> None:
    facts = month(["ann"])
    said = {"rule": "COVER03", "groups": ("town",), "agents": (), "from_": DAY, "until": DAY}
    bounded = [covers(waiver(**said, amount=most), FOUND, facts) for most in (53, 54)]
    assert bounded == [False, True]


def test_the_page_of_a_rule_says_how_fine_it_counts() -> None:
    units = {name: dict(facts_of(rule_class(name)))["Unit"] for name in ("service-level", "cover")}
    assert units == {
        "service-level": "calls outside target; an allowance is counted in steps of 0.01",
        "cover": "head half-hours",
    }


def test_rules_of_one_rank_count_by_the_same_scale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rota.domain.period import Period
    from rota.files.errors import BadInput
    from rota.files.repository import Repository

    root = with_calls(published(tmp_path))
    rows = [f'[[rule]]\nuse = "{name}"\nlevel = "should"\nrank = 1\n' for name in ("cover", "service-level")]
    (root / "rules.toml").write_text("\n".join(rows), "utf-8")
    monkeypatch.setattr(rule_class("service-level"), "unit", "head half-hours")
    with pytest.raises(BadInput, match="of the same rank 1"):
        rules_of(Repository.open(root), Period.of_month("2026-12"))
