"""``rota waiver list`` and ``draft``: each waiver with its state and use, and a table that HR has only to fill in."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from rota.domain.place import Place
from rota.show.waivers import DraftWaiver, WaiverLine, draft_text, waiver_list
from tests.cli_helpers import rota
from tests.publish_helpers import drafted, run, write_draft
from tests.waivers_world import table, write

NOW = "2026-10-16T09:00:00+00:00"
PAIR = {("a2", "2026-12-05"): "saturday phones", ("a2", "2026-12-12"): "saturday phones"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A draft in which a2 works on two Saturdays running, under two rules of which one is of law."""
    root = drafted(tmp_path)
    (root / "rules.toml").write_text(
        '[[rule]]\nuse = "no-two-saturdays"\n\n[[rule]]\nuse = "daily-rest"\nhours = "15:00"\n'
    )
    write_draft(root, PAIR)
    return root


def line(at: int = 1, **said: object) -> WaiverLine:
    whole = {
        "place": Place("waivers.toml", (), at, 1),
        "rule": "SAT02",
        "name": "no-two-saturdays",
        "whom": {"agent": ("a2",), "team": (), "group": ()},
        "first": date(2026, 12, 12),
        "last": date(2026, 12, 12),
        "state": "live",
        "covers": 1,
        "unused": False,
        "approver": "hr-1",
        "approved": date(2026, 10, 1),
        "expires": date(2027, 3, 31),
        "days_left": 166,
        "reason": "agreed with the works council",
    }
    return WaiverLine(**{**whole, **said})


def test_the_list_whole() -> None:
    other = line(
        14,
        rule="REST01",
        name="daily-rest",
        whom={"agent": (), "team": ("front",), "group": ("town-hall",)},
        last=date(2026, 12, 13),
        state="expired",
        covers=0,
        unused=True,
        expires=date(2026, 10, 1),
        days_left=-15,
        reason="flood",
        ground="emergency",
        amount=2,
    )
    void = line(
        27, state="does not hold", covers=3, faults=("the waiver of SAT02 is approved by a3",), days_left=1
    )
    heads = ("waiver", "rule", "for", "cells", "state", "covers", "expires", "approved by")
    rows = [re.split(r"  +", row) for row in waiver_list([line(), other, void]).split("\n\n")[0].splitlines()]
    by = "hr-1 on 2026-10-01"
    assert list(map(tuple, rows)) == [
        heads,
        (
            "waivers.toml:1:1",
            "SAT02 no-two-saturdays",
            "a2",
            "2026-12-12",
            "live",
            "1",
            "2027-03-31 (166 days)",
            by,
        ),
        (
            "waivers.toml:14:1",
            "REST01 daily-rest",
            "team front, group town-hall",
            "2026-12-12 to 2026-12-13, 2 at most",
            "expired, unused",
            "0",
            "2026-10-01",
            by,
        ),
        (
            "waivers.toml:27:1",
            "SAT02 no-two-saturdays",
            "a2",
            "2026-12-12",
            "does not hold",
            "3",
            "2027-03-31 (1 day)",
            by,
        ),
    ]
    assert waiver_list([line(), other, void]).split("\n\n")[1] == (
        "waivers.toml:1:1: agreed with the works council\n"
        "waivers.toml:14:1: emergency: flood\n"
        "waivers.toml:27:1: agreed with the works council; the waiver of SAT02 is approved by a3\n"
    )
    assert waiver_list([]) == "No waiver is there.\n"


def test_a_draft_whole() -> None:
    of_law = DraftWaiver(
        "REST01",
        "",
        "town-hall",
        date(2026, 12, 4),
        date(2026, 12, 5),
        ("a2 rests 14:30",),
        {"emergency": "something unforeseen"},
        "",
        date(2026, 10, 16),
        date(2027, 10, 16),
    )
    assert draft_text([of_law]) == (
        "\n"
        "[[waiver]]\n"
        "# a2 rests 14:30\n"
        'rule = "REST01"\n'
        'groups = ["town-hall"]\n'
        "from = 2026-12-04\n"
        "until = 2026-12-05\n"
        "#   emergency: something unforeseen\n"
        'ground = ""\n'
        'reason = ""\n'
        'approver = ""\n'
        "approved = 2026-10-16\n"
        "expires = 2027-10-16\n"
    )


def states(root: Path, *more: str, now: str = NOW) -> list[tuple[str, int, bool, int]]:
    ran = run(root, "waiver", "list", "--format", "json", *more, now=now)
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert document["format"] == "rota-waivers/1"
    return [(one["state"], one["covers"], one["unused"], one["days_left"]) for one in document["waivers"]]


def test_each_waiver_is_listed_with_its_state_and_its_use(root: Path) -> None:
    write(
        root,
        table("SAT02"),
        table("SAT02", approved="2026-10-17"),
        table("SAT02", expires="2026-10-15"),
        table("SAT02", approver='"a3"'),
        table("REST01", ground='"unheard-of"'),
        table("SAT02", agents='["a4"]'),
    )
    assert states(root) == [
        ("live", 1, False, 166),
        ("not yet, from 2026-10-17", 1, False, 166),
        ("expired", 1, False, -1),
        ("does not hold", 1, False, 166),
        ("does not hold", 0, False, 166),
        ("live", 0, False, 166),
    ]
    assert states(root, now="2027-02-01T09:00:00+00:00")[-1] == ("live", 0, True, 58)


def test_what_expires_soon_is_listed_the_next_first(root: Path) -> None:
    write(
        root,
        table("SAT02", expires="2026-11-15"),
        table("SAT02", expires="2026-10-16"),
        table("SAT02", expires="2026-11-16"),
        table("SAT02", expires="2026-10-15"),
    )
    assert [days for *_, days in states(root, "--expiring", "30")] == [0, 30]
    assert "No waiver is there." in run(drafted(root / "other"), "waiver", "list", now=NOW).out


def test_a_draft_says_what_is_found_and_passes_once_hr_has_filled_it_in(root: Path) -> None:
    ran = run(root, "waiver", "draft", "sat02", "--agent", "a2", now=NOW)
    assert ran.code == 0
    assert ran.out == (
        "\n"
        "[[waiver]]\n"
        "# a2 works two Saturdays running, Sat 5 Dec and Sat 12 Dec\n"
        'rule = "SAT02"\n'
        'agents = ["a2"]\n'
        "from = 2026-12-12\n"
        "until = 2026-12-12\n"
        'reason = ""\n'
        'approver = ""\n'
        "approved = 2026-10-16\n"
        "expires = 2027-10-16\n"
    )
    file = root / "waivers.toml"
    file.write_text(ran.out)
    assert run(root, "check", "--select", "SAT02", now=NOW).code == 2, "blanks are refused"
    file.unlink()
    by_hr = run(root, "waiver", "draft", "SAT02", "--expires", "2027-01-31", by="hr-1", now=NOW)
    assert tomllib.loads(by_hr.out)["waiver"][0]["approver"] == "hr-1"
    assert tomllib.loads(by_hr.out)["waiver"][0]["expires"] == date(2027, 1, 31)
    file.write_text(by_hr.out.replace('reason = ""', 'reason = "agreed"'))
    assert run(root, "check", "--select", "SAT02", now=NOW).code == 0
    none = run(root, "waiver", "draft", "SAT02", now=NOW)
    assert (none.code, none.err) == (2, "rota: no finding of SAT02 counts; `rota check` lists what does\n")


def test_a_draft_of_a_rule_of_law_lists_its_grounds_and_is_refused_without_one(root: Path) -> None:
    write_draft(root, {("a2", "2026-12-03"): "late phones", ("a2", "2026-12-04"): "early phones"})
    ran = run(root, "waiver", "draft", "REST01", "--agent", "a2", "--day", "2026-12-04", by="hr-1", now=NOW)
    assert ran.code == 0, ran.err
    assert 'ground = ""\n' in ran.out
    (root / "waivers.toml").write_text(ran.out.replace('reason = ""', 'reason = "agreed"'))
    assert "WAIV03" in run(root, "check", "--format", "concise", now=NOW).out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["SAT99"], 'no rule is named "SAT99"'),
        (["SAT02", "--agent", "a22"], 'no agent has the id "a22"; did you mean "a2"?'),
        (["SAT02", "--day", "2026-12-13"], "no finding of SAT02 on 2026-12-13 counts"),
        (["SAT02", "--agent", "a3"], "no finding of SAT02 of a3 counts"),
    ],
)
def test_a_draft_of_nothing_says_so(root: Path, args: list[str], message: str) -> None:
    ran = run(root, "waiver", "draft", *args, now=NOW)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_help_says_what_a_waiver_is() -> None:
    assert "what HR accepts" in rota("waiver", "--help").out
