"""The rules of law: settings tighten them and never loosen them, and each names what the regulations give for a waiver."""

from itertools import product
from pathlib import Path

import pytest
from pydantic import ValidationError

from rota.checking import breaches, judge
from rota.domain.hours import paid_at_work
from rota.model.build import open_model
from rota.model.exact import settled
from rota.model.sums import total
from rota.packs import all_rules, make_rule
from rota.rules import Level
from rota.testing import World, draw
from tests.cli_helpers import rota, tiny
from tests.plan_helpers import month, need, planned, rota_of, rules

LAW = [rule for rule in all_rules() if rule.law]
REST = ["REST01", "REST02", "REST03", "REST04", "REST05", "REST06"]

# The rule, the keys of its table, the message and the next step.
LOOSENED = {
    "a shorter night": (
        'daily-rest", "hours = "10:00"',
        "hours: 10:00 is too little, regulation 10(1) gives at least 11:00",
        "you may ask for more, not for less",
    ),
    "a shorter night under 18": (
        'daily-rest", "hours-under-18 = "11:00"',
        "hours-under-18: 11:00 is too little, regulation 10(2) gives at least 12:00",
        "you may ask for more, not for less",
    ),
    "a longer night than a rota can keep": (
        'daily-rest", "hours = "23:30"',
        "hours: 23:30 is too much, regulation 10(1) gives at least 11:00",
        "you may ask for up to 23:00",
    ),
    "a weekly rest that only should be": (
        'weekly-rest", "level = "should"',
        "Working Time Regulations 1998, regulation 11 binds: "
        "a rule of law can be tightened, not made a should",
        "correct the value, or the one that it contradicts",
    ),
    "a shorter weekly rest": (
        'weekly-rest", "hours = "23:00"',
        "hours: 23:00 is too little, regulation 11(1) gives at least 24:00",
        "you may ask for more, not for less",
    ),
    "less than two days under 18": (
        'weekly-rest", "hours-under-18 = "36:00"',
        "hours-under-18: 36:00 is too little, regulation 11(3) gives at least 48:00",
        "you may ask for more, not for less",
    ),
    "a longer average week": (
        'average-week", "hours = "50:00"',
        "hours: 50:00 is too much, regulation 4(1) allows at most 48:00",
        "you may allow less, not more",
    ),
    "an average over more weeks": (
        'average-week", "weeks = 26',
        'weeks is 26, and regulation 4(3) allows 17; with ground = "special-case" (regulation 21) it is up to 26, '
        'with ground = "agreement" (regulation 23(b)) up to 52',
        "average over fewer weeks",
    ),
    "an average over more weeks than a special case has": (
        'average-week", "weeks = 27\nground = "special-case"',
        "weeks is 27, and regulation 4(5) allows a special case 26",
        "average over fewer weeks",
    ),
    "an average over more weeks than can be agreed": (
        'average-week", "weeks = 53\nground = "agreement"',
        "weeks is 53, and regulation 23(b) allows an agreement 52",
        "average over fewer weeks",
    ),
    "a shorter break": (
        'rest-break", "length = "0:15"',
        "length: 00:15 is too little, regulation 12(3) gives at least 00:20",
        "you may ask for more, not for less",
    ),
    "a break after more hours": (
        'rest-break", "over = "7:00"',
        "over: 07:00 is too much, regulation 12(1) allows at most 06:00",
        "you may allow less, not more",
    ),
    "a shorter break under 18": (
        'rest-break", "length-under-18 = "0:20"',
        "length-under-18: 00:20 is too little, regulation 12(4) gives at least 00:30",
        "you may ask for more, not for less",
    ),
    "a break after more hours under 18": (
        'rest-break", "over-under-18 = "6:00"',
        "over-under-18: 06:00 is too much, regulation 12(4) allows at most 04:30",
        "you may allow less, not more",
    ),
    "a longer day under 18": (
        'young-hours", "day = "9:00"',
        "day: 09:00 is too much, regulation 5A(1)(a) allows at most 08:00",
        "you may allow less, not more",
    ),
    "a longer week under 18": (
        'young-hours", "week = "44:00"',
        "week: 44:00 is too much, regulation 5A(1)(b) allows at most 40:00",
        "you may allow less, not more",
    ),
    "a week of nothing under 18": (
        'young-hours", "week = "0:00"',
        "week: 00:00 is too little, regulation 5A(1)(b) allows at most 40:00",
        "you may allow as little as 01:00",
    ),
    "a later end under 18": (
        'young-nights", "latest = "22:30"',
        "latest is 22:30, regulation 6A allows no work after 22:00",
        "you may ask for an earlier end, not for a later one",
    ),
    "an earlier start under 18": (
        'young-nights", "earliest = "06:30"\ncontract-after-22 = true',
        "earliest is 06:30, regulation 6A allows no work before 07:00",
        "you may ask for a later start, not for an earlier one",
    ),
}

TIGHTENED = [
    {"use": "daily-rest", "hours": "12:30", "hours-under-18": "14:00"},
    {"use": "weekly-rest", "hours": "36:00", "hours-under-18": "60:00", "form": "one-in-fortnight"},
    {"use": "average-week", "hours": "44:00", "weeks": 13},
    {"use": "average-week", "weeks": 26, "ground": "special-case", "source": "security desk"},
    {"use": "average-week", "weeks": 52, "ground": "agreement", "source": "collective agreement of 2026"},
    {"use": "rest-break", "length": "0:45", "over": "4:00"},
    {"use": "young-hours", "day": "7:00", "week": "35:00"},
    {"use": "young-nights", "earliest": "08:00", "latest": "20:00"},
    {"use": "young-nights", "latest": "23:00", "contract-after-22": True},
]


def with_keys(root: Path, use: str, keys: str) -> Path:
    """The repository with ``keys`` put into the table of the rule ``use``."""
    file = root / "rules.toml"
    whole = file.read_text()
    assert f'use = "{use}"\n' in whole
    file.write_text(whole.replace(f'use = "{use}"\n', f'use = "{use}"\n{keys}\n'))
    return root


@pytest.mark.parametrize("name", LOOSENED)
def test_a_loosened_rule_of_law_is_a_fault_of_the_input(tmp_path: Path, name: str) -> None:
    what, message, fix = LOOSENED[name]
    use, keys = what.split('", "')
    ran = rota("check", "--repo", with_keys(tiny(tmp_path), use, keys))
    assert ran.code == 2
    assert f'  rule "{use}": {message}\n' in ran.out
    assert f"  Next: {fix}\n" in ran.out


@pytest.mark.parametrize("table", TIGHTENED, ids=lambda table: f"{table['use']} {len(table)}")
def test_a_tightened_rule_of_law_is_a_rule(table: dict[str, object]) -> None:
    assert make_rule(table).level is Level.MUST


def test_an_exception_is_claimed_with_its_reason() -> None:
    for table, said in (
        ({"use": "weekly-rest", "includes-daily-rest": True}, "the exception of regulation 11\\(7\\)"),
        ({"use": "average-week", "weeks": 26, "ground": "special-case"}, "needs its source"),
    ):
        with pytest.raises(ValidationError, match=said):
            make_rule(table)
        assert make_rule({**table, "source": "section 3 of the agreement"}).source


def test_periods_of_weeks_begin_on_a_monday() -> None:
    for use in ("weekly-rest", "average-week"):
        with pytest.raises(ValidationError, match="start on a Monday"):
            make_rule({"use": use, "starts": draw_day(2)})
        assert make_rule({"use": use, "starts": draw_day(1)})


def draw_day(number: int):
    return World.of({}).day(number)


@pytest.mark.parametrize("rule", LAW, ids=lambda rule: rule.code)
def test_a_rule_of_law_cites_its_regulation_and_the_grounds_that_it_gives(rule) -> None:
    assert "Working Time Regulations 1998" in rule.law or rule.code not in REST
    for level in (Level.SHOULD, Level.WISH):
        with pytest.raises(ValidationError, match="a rule of law can be tightened"):
            make_rule({"use": rule.name, "level": level})
    if rule.code in REST:
        assert all(meaning.startswith("regulation ") for meaning in rule.grounds.values())
        assert make_rule({"use": rule.name}).cited == rule.law


def test_the_grounds_are_those_of_the_regulations() -> None:
    grounds = {rule.code: sorted(rule.grounds) for rule in LAW if rule.code in REST}
    adult = ["agreement", "shift-change", "special-case", "split-work", "unmeasured"]
    assert grounds == {
        "REST01": sorted([*adult, "force-majeure", "short-spells"]),
        "REST02": sorted([*adult, "not-under-36", "short-spells"]),
        "REST03": ["unmeasured"],
        "REST04": ["agreement", "force-majeure", "special-case", "unmeasured"],
        "REST05": ["force-majeure", "surge"],
        "REST06": ["force-majeure", "surge-in-care", "surge-in-trade"],
    }


@pytest.mark.parametrize("wanted", range(-1, 5))
def test_a_count_is_reached_or_is_not(wanted: int) -> None:
    """Its value is the only one that the model allows, for every rota."""
    world = draw(World.of({}), {"rota": {"ann": "......."}, "facts": ["ann 4..7"]})
    planner = open_model(world.facts, [])
    days = world.days[:3]
    before = len(planner.pool.cp.proto.constraints)
    count = total([planner.works("ann", day) for day in days])
    reached = planner.reached(count, wanted)
    posted = list(planner.pool.cp.proto.constraints)[before:]
    cells = World.of({}).row("E.", world.start)
    work, off = cells.values()
    for drawn in product((work, off), repeat=3):
        row = {**world.cells["ann"], **dict(zip(days, drawn, strict=True))}
        values = settled(planner, {"ann": row})
        assert reached.value(values) == int(drawn.count(work) >= wanted)
        if reached.terms:
            (helper, _), right = reached.terms[0], reached.value(values)
            for value in (0, 1):
                values[helper] = value
                assert all(_kept(each.linear, values) for each in posted) == (value == right)


def test_a_plan_gives_a_minor_no_saturday_that_breaks_the_two_days_off() -> None:
    """A lieu day in the week makes up for the Saturday, and not for the 48 hours in one piece."""
    saturday = need("phones", 1, ["sat"], start="09:00", end="16:00")
    people = {"people": {"ann": {"under-18-until": draw_day(100)}}}
    law = rules("contract-days", "lieu-day", "shift-patterns", "weekly-rest", "young-hours", "saturday-cover")
    facts = month(["ann"], demand=[saturday], world=people)
    rota_ = rota_of(facts, planned(facts, law[:-1] + rules({"use": "saturday-cover", "level": "should"})))
    assert not rota_.cells["ann"][draw_day(6)].is_shift
    grown = month(["ann"], demand=[saturday])
    rota_ = rota_of(grown, planned(grown, law[:-1] + rules({"use": "saturday-cover", "level": "should"})))
    assert rota_.cells["ann"][draw_day(6)].is_shift


def test_a_plan_stops_where_the_average_is_used_up() -> None:
    """Of eighty hours eight are left when the week begins, for the two days that replace two of leave."""
    law = rules({"use": "average-week", "weeks": 2, "hours": "40:00"}, {"use": "cover", "level": "should"})
    facts = month(["ann"], demand=[need("phones", 1)], before={"ann": "EEEEE..|EEEEvv."})
    rota_ = rota_of(facts, planned(facts, law))
    worked = [paid_at_work(cell, facts) for _, cell in rota_.in_period("ann") if cell.is_shift]
    assert sum(worked[:2]) == 8 * 60
    verdicts = judge(rota_, law)
    assert verdicts[0].findings == ()
    assert breaches(verdicts) == ()


def _kept(linear, values: list[int]) -> bool:
    low, high = linear.domain
    return low <= sum(values[v] * by for v, by in zip(linear.vars, linear.coeffs, strict=True)) <= high
