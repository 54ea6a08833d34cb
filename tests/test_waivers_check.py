"""Waivers in ``rota check``: what they cover is listed apart, what has expired is back, what does not hold covers nothing."""

import json
from pathlib import Path

import pytest

from tests.cli_helpers import Ran
from tests.publish_helpers import drafted, run, write_draft
from tests.waivers_world import table, write

NOW = "2026-10-16T09:00:00+00:00"
AFTER = "2027-02-01T09:00:00+00:00"
"""December is over."""

EXPIRED = "2027-04-01T09:00:00+00:00"
"""The day after the waivers of these tests expire."""

SATURDAY = "SAT02"
PAIR = {("a2", "2026-12-05"): "saturday phones", ("a2", "2026-12-12"): "saturday phones"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A draft in which a2 works on two Saturdays running, under that rule and another that nobody breaks."""
    root = drafted(tmp_path)
    rules = ("no-two-saturdays", "trained", "daily-rest")
    (root / "rules.toml").write_text("\n".join(f'[[rule]]\nuse = "{name}"\n' for name in rules))
    write_draft(root, PAIR)
    return root


def check(root: Path, *more: object, now: str = NOW) -> Ran:
    return run(root, "check", "--format", "json", *more, now=now)


def told(ran: Ran, *kinds: str) -> list[tuple[str, str, str | None]]:
    """Code, level and excuse of every finding of rules, or of what they are about."""
    sections = json.loads(ran.out)["sections"]
    return [
        (one["code"], one["level"], one["excuse"])
        for section in sections
        for one in section["findings"]
        if not one["unknown"] and one["code"].startswith(kinds or ("SAT02", "WAIV"))
    ]


def one(ran: Ran, code: str) -> dict:
    """The only finding of ``code``."""
    found = [
        each for part in json.loads(ran.out)["sections"] for each in part["findings"] if each["code"] == code
    ]
    assert len(found) == 1, found
    return found[0]


def test_without_a_waiver_the_check_fails_and_with_one_it_passes(root: Path) -> None:
    ran = check(root)
    assert (ran.code, told(ran)) == (1, [("SAT02", "must", None)])
    ran = check(write(root, table("SAT02")))
    assert (ran.code, told(ran)) == (0, [("SAT02", "must", "waived")])
    finding = one(ran, "SAT02")
    assert (finding["ground"]["file"], finding["ground"]["line"]) == ("waivers.toml", 1)
    assert json.loads(ran.out)["counts"]["waived"] == 1


def test_the_closing_line_counts_what_is_waived(root: Path) -> None:
    ran = run(write(root, table("SAT02")), "check", "--format", "full", now=NOW)
    assert ran.code == 0
    assert "Waived, so that it does not count (1)" in ran.out
    assert "(waivers.toml:1:1)" in ran.out
    assert "; 1 waived: passes." in ran.out.splitlines()[-1]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"rule": '"trained"'}, id="another rule"),
        pytest.param({"agents": '["a3"]'}, id="another agent"),
        pytest.param({"from": "2026-11-30", "until": "2026-12-04"}, id="until the day before"),
        pytest.param({"from": "2026-12-13", "until": "2027-01-03"}, id="from the day after"),
        pytest.param({"approved": "2026-10-17"}, id="approved tomorrow"),
    ],
)
def test_a_waiver_of_something_else_covers_nothing(root: Path, said: dict[str, str]) -> None:
    rule = said.pop("rule", '"SAT02"').strip('"')
    ran = check(write(root, table(rule, **said)))
    assert (ran.code, told(ran)) == (1, [("SAT02", "must", None)])


def test_one_waiver_covers_the_pair_by_either_saturday(root: Path) -> None:
    first = {"from": "2026-12-05", "until": "2026-12-05"}
    assert told(check(write(root, table("SAT02", **first)))) == [("SAT02", "must", "waived")]


def test_it_holds_until_the_end_of_the_day_on_which_it_expires(root: Path) -> None:
    write(root, table("SAT02"))
    assert check(root, now="2027-03-31T23:00:00+01:00").code == 0
    ran = check(root, now="2027-04-01T00:30:00+01:00")
    assert (ran.code, told(ran)) == (1, [("SAT02", "must", None), ("WAIV02", "should", None)])


def test_an_expired_waiver_is_named_beside_what_it_has_brought_back(root: Path) -> None:
    ran = check(write(root, table("SAT02")), now=EXPIRED)
    finding = one(ran, "WAIV02")
    assert finding["message"] == (
        "the waiver of SAT02 for a2, 2026-12-12 expired on 2027-03-31: the finding that it covered counts again"
    )
    assert (finding["place"]["line"], finding["rule"]) == (9, "waivers")
    assert finding["second"]["file"] == "drafts/town-hall/2026-12/1.toml"
    month = check(root, "2026-12", now=EXPIRED)
    assert told(month) == told(ran), "also where only that month is judged"


def test_an_expired_waiver_whose_breach_is_mended_can_be_deleted_and_brings_nothing_back(root: Path) -> None:
    write_draft(root, {("a2", "2026-12-12"): "off"})
    ran = check(write(root, table("SAT02")), now=EXPIRED)
    assert (ran.code, told(ran)) == (0, [("WAIV01", "should", None)])


def test_a_waiver_is_unused_once_its_days_are_over_and_everything_was_judged(root: Path) -> None:
    write_draft(root, {("a2", "2026-12-12"): "off"})
    write(root, table("SAT02"))
    assert told(check(root, now=NOW)) == [], "its days are still to come"
    assert told(check(root, now="2026-12-12T12:00:00+00:00")) == [], "its day is not over yet"
    ran = check(root, now=AFTER)
    assert (ran.code, told(ran)) == (0, [("WAIV01", "should", None)])
    assert (
        one(ran, "WAIV01")["message"]
        == "the waiver of SAT02 for a2, 2026-12-12 covers nothing, and its days are over"
    )
    assert check(root, "--fail-on", "should", now=AFTER).code == 1
    assert told(check(root, "2026-12", now=AFTER)) == [], "only where the whole repository is judged"


def test_a_waiver_of_days_of_which_no_rota_was_judged_is_not_called_unused(root: Path) -> None:
    write(root, table("SAT02", from_="2026-11-01", until="2026-12-04"))
    assert told(check(root, now=AFTER), "WAIV") == []
    write(root, table("SAT02", groups='["town-hall"]', agents="", from_="2026-12-13", until="2027-01-04"))
    assert told(check(root, now=AFTER), "WAIV") == [], "January 4th is of a rota that nobody has made"


def test_nobody_says_that_a_waiver_is_unused_while_another_rota_cannot_be_read(root: Path) -> None:
    write_draft(root, {("a2", "2026-12-12"): "off"})
    write(root, table("SAT02"))
    broken = root / "drafts" / "town-hall" / "2027-01" / "1.toml"
    broken.parent.mkdir()
    broken.write_text("format = 1\n")
    ran = check(root, now=AFTER)
    assert (ran.code, told(ran, "WAIV")) == (2, [])


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param(
            {"approver": '"a3"'},
            "the waiver of SAT02 is approved by a3, who does not act for HR",
            id="a leader",
        ),
        pytest.param(
            {"approver": '"hr-11"'},
            "the waiver of SAT02 is approved by hr-11, who does not act for HR",
            id="nobody",
        ),
    ],
)
def test_only_hr_waives(root: Path, said: dict[str, str], message: str) -> None:
    ran = check(write(root, table("SAT02", **said)))
    assert (ran.code, told(ran)) == (1, [("SAT02", "must", None), ("WAIV03", "must", None)])
    finding = one(ran, "WAIV03")
    assert finding["message"] == message
    assert "hr-1" in finding["next"]
    assert finding["place"]["path"][-1] == "approver"


@pytest.mark.parametrize(
    "whom",
    [{"agents": '["a2"]'}, {"agents": "", "teams": '["front"]'}, {"agents": "", "groups": '["town-hall"]'}],
    ids=["agent", "team", "group"],
)
def test_nobody_of_hr_waives_for_themselves(root: Path, whom: dict[str, str]) -> None:
    centre = root / "centre.toml"
    centre.write_text(centre.read_text().replace('hr = ["hr-1"]', 'hr = ["hr-1", "a2"]'))
    ran = check(write(root, table("SAT02", approver='"a2"', **whom)))
    assert (ran.code, told(ran)) == (1, [("SAT02", "must", None), ("WAIV03", "must", None)])
    assert one(ran, "WAIV03")["message"] == "the waiver of SAT02 is approved by a2, whom it is about"


def test_a_rule_of_law_is_waived_only_on_a_ground_that_the_law_gives(root: Path) -> None:
    """a2 works late on Thursday and early on Friday: 14:30 between them, and the rule is tightened to 15 hours."""
    rules = root / "rules.toml"
    rules.write_text(
        rules.read_text().replace('use = "daily-rest"\n', 'use = "daily-rest"\nhours = "15:00"\n')
    )
    write_draft(
        root,
        {
            ("a2", "2026-12-12"): "off",
            ("a2", "2026-12-03"): "late phones",
            ("a2", "2026-12-04"): "early phones",
        },
    )
    whom = {"from": "2026-12-04", "until": "2026-12-04"}
    assert told(check(root), "REST01")[:1] == [("REST01", "must", None)]
    for ground in ("", '"because"'):
        ran = check(write(root, table("REST01", agents='["a2"]', ground=ground, **whom)))
        assert ("WAIV03", "must", None) in told(ran, "WAIV")
        assert "waived" not in {excuse for _, _, excuse in told(ran, "REST01")}
    next_step = one(ran, "WAIV03")["next"]
    from rota.packs import rule_class

    ground = next(iter(rule_class("daily-rest").grounds))
    assert f'"{ground}" (' in next_step
    ran = check(write(root, table("REST01", agents='["a2"]', ground=f'"{ground}"', **whom)))
    assert "waived" in {excuse for _, _, excuse in told(ran, "REST01")}
    assert told(ran, "WAIV") == []


def test_a_month_is_told_of_a_waiver_that_does_not_hold_only_where_it_would_cover_something(
    root: Path,
) -> None:
    write(root, table("SAT02", approver='"a3"'), table("trained", approver='"a3"'))
    assert [code for code, _, _ in told(check(root, "2026-12"), "WAIV")] == ["WAIV03"]
    assert [code for code, _, _ in told(check(root), "WAIV")] == ["WAIV03", "WAIV03"]


def test_the_amount_is_the_most_that_is_accepted(root: Path) -> None:
    (root / "rules.toml").write_text(
        '[[rule]]\nuse = "absence-cap"\nhome = ["phones", "reception"]\nmost = 1\n'
    )
    away = {(agent, "2026-12-14"): "leave" for agent in ("a2", "a3", "a5")}
    write_draft(root, away)
    whole = {"agents": "", "groups": '["town-hall"]', "from": "2026-12-14", "until": "2026-12-14"}
    assert check(root, "2026-12").code == 1
    assert check(write(root, table("ABS01", **whole, amount="1")), "2026-12").code == 1
    assert check(write(root, table("ABS01", **whole, amount="2")), "2026-12").code == 0
    agents = {"agents": '["a2", "a3", "a5"]', "from": "2026-12-14", "until": "2026-12-14"}
    assert check(write(root, table("ABS01", **agents)), "2026-12").code == 1, "the cap is the group's"
