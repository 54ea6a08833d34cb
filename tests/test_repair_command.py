"""rota repair: what is short on a bad morning, the options with their effect, and the one that is written."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from rota.domain.matter import Step
from rota.files.repository import Repository
from rota.model.dayanswer import answer_day
from rota.work.amend import rota_now
from rota.work.repair.options import missing_in
from tests.cli_helpers import TINY
from tests.cli_helpers import rota as run
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH, NOW, published

DAY = date(2026, 12, 2)
EARLY = "2026-12-02T07:00:00+00:00"


@pytest.fixture
def root(tmp_path):
    return published(tmp_path)


def rota(root, *args, by=LEADER, now=NOW):
    return run(*args, "--repo", root, ROTA_AS=by, ROTA_NOW=now)


def absent(root, *agents, day="2026-12-02", until="2026-12-02"):
    for agent in agents:
        assert rota(root, "absence", "add", agent, day, until, by=agent).code == 0


@pytest.fixture
def in_a_child():
    """For the tests that solve as it is done in earnest; all others spare themselves the child."""


@pytest.fixture(autouse=True)
def solved_here(request, monkeypatch):
    if "in_a_child" not in request.fixturenames:
        monkeypatch.setattr(
            "rota.work.repair.options.best_moves",
            lambda tasks, seconds: tuple(answer_day(replace(task, seconds=seconds)) for task in tasks),
        )


def missing(root, day=DAY):
    return missing_in(rota_now(Repository.open(root), GROUP, MONTH), {day: 0})


def test_no_shortfall_says_so(root):
    ran = rota(root, "repair", MONTH)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == ("No shortfall in town-hall 2026-12 on the days ahead on which somebody is absent.\n")
    absent(root, "a6")
    ran = rota(root, "repair", MONTH, "--day", "2026-12-02")
    assert ran.err == "No shortfall in town-hall 2026-12 on Wed 2 Dec.\n"


def test_one_person_at_another_desk_for_two_hours_is_enough(root, in_a_child):
    # Reception opens with a1 and a4, and a5 comes at ten; upstairs a3 and a6 begin, where one is needed.
    absent(root, "a1", "a4")
    ran = rota(root, "repair", MONTH)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[:4] == [
        "Wed 2 Dec  absent: a1 Ana Whitlock, a4 Dev Malhotra",
        "   reception Wed 2 Dec 08:30-10:00: 1 short",
        "",
        "1  Move 1 agent, for part of the day where that is enough: 3 head half-hours missing -> all covered",
    ]
    assert lines[4:7] == [
        "   a3 Carys Pugh, Wed 2 Dec: early phones -> early phones; 08:30-10:30 reception",
        "   reception Wed 2 Dec 08:30-10:00: 1 short -> covered",
        "   Proven: no such moves cover more, and none cover as much with fewer people.",
    ]
    assert ran.err == "Nothing is written. To take the first: rota repair 2026-12 --choose 1\n"
    assert not (root / "changes").exists()


def test_the_chosen_option_is_one_change_and_mends_the_day(root):
    absent(root, "a1", "a4")
    before = missing(root)
    ran = rota(root, "repair", MONTH, "--choose", "1")
    assert ran.code == 0
    id = re.search(r"Option 1 is written as change (\w{12}), by a3\.", ran.err).group(1)
    (chain,) = Repository.open(root).change_chains
    (event,) = chain.events
    assert (chain.id, event.event, event.kind.value, event.by) == (id, Step.RECORDED, "repair", "a3")
    assert list(event.judged) == list(event.base) == [f"{GROUP}/{MONTH}"]
    assert (before, missing(root)) == (3, 0)
    again = rota(root, "repair", MONTH)
    assert again.err == "No shortfall in town-hall 2026-12 on the days ahead on which somebody is absent.\n"
    judged = rota(root, "check", MONTH, "--format", "concise").out
    assert "AUDIT" not in judged
    assert "NOTICE03" not in judged
    # The leader moved herself, so it is for the deputy to take that back.
    assert rota(root, "swap", "void", id, by=DEPUTY).code == 0
    assert missing(root) == 3


def test_what_moves_cannot_cover_is_for_asking_and_never_written(root):
    absent(root, "a2", "a5")
    ran = rota(root, "repair", MONTH, "--choose", "1")
    assert (ran.code, ran.err) == (2, "rota: there is no option 1; nobody can be moved to cover more\n")
    ran = rota(root, "repair", MONTH)
    lines = ran.out.splitlines()
    assert lines[lines.index("") + 1] == "To ask; other hours need consent, so none of it is written"
    assert (
        "   a1 Ana Whitlock, Wed 2 Dec: late phones 10:00-18:00 instead of early reception, covers 3 head half-hours"
        in lines
    )
    assert ran.err == (
        "Nobody at work can be moved inside their own hours so that more is covered.\n"
        "Who could be asked to come for a2: rota cover find a2 2026-12-02\n"
    )
    assert not (root / "changes").exists()


def test_an_early_start_that_is_over_is_not_repaired(root):
    absent(root, "a1", "a4")
    ran = rota(root, "repair", MONTH, now="2026-12-02T09:31:00+00:00")
    assert ran.out == ""
    late = rota(root, "repair", MONTH, now="2026-12-02T08:40:00+00:00")
    assert "   reception Wed 2 Dec 09:00-10:00: 1 short\n" in late.out
    assert "early phones; 09:00-11:00 reception" in late.out
    over = rota(root, "repair", MONTH, "--day", "2026-12-01", now=EARLY)
    assert (over.code, over.err) == (2, "rota: Tue 1 Dec is over; there is nothing to repair any more\n")


@pytest.mark.parametrize(("typed", "written"), [("1", True), ("", False)])
def test_a_terminal_is_asked_which(root, monkeypatch, typed, written):
    absent(root, "a1", "a4")
    monkeypatch.setattr("rota.cli.repair._on_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_said, **_options: typed)
    ran = rota(root, "repair", MONTH)
    assert ran.code == 0
    assert (root / "changes").exists() is written
    assert ("Option 1 is written" in ran.err) is written


def test_json_has_the_same(root):
    absent(root, "a1", "a4")
    ran = rota(root, "repair", MONTH, "--day", "2026-12-02", "--format", "json")
    said = json.loads(ran.out)
    assert said["absent"] == {"2026-12-02": ["a1", "a4"]}
    assert said["missing"] == 3
    best = said["options"][0]
    assert (best["number"], best["people"], best["proven"]) == (1, ["a3"], True)
    assert best["missing"] == {"before": 3, "after": 0, "bound": 0}
    assert best["moves"] == {"number": 1, "bound": 1}
    assert best["cover"]["after"] == []
    assert best["cells"][0]["after"] == "early phones; 08:30-10:30 reception"
    assert "on" not in best["cells"][0]


@pytest.mark.parametrize(
    ("args", "by", "code", "message"),
    [
        (["--choose", "1"], "a5", 1, "rota: a5 may not move these agents; that is for a3, a1\n"),
        (["--choose", "9"], "a3", 2, "rota: there is no option 9; say 1 to 2\n"),
        (["--day", "2027-02-01"], "a3", 2, "rota: 2027-02-01 is not in 2026-12; say rota repair 2027-02 --day 2027-02-01\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_next_step(root, args, by, code, message):
    absent(root, "a4")
    absent(root, "a1")
    ran = rota(root, "repair", MONTH, *args, by=by)
    assert ran.code == code
    assert ran.err.startswith(message)
    assert not (root / "changes").exists()


def test_a_month_that_is_not_published_is_planned(root):
    ran = rota(root, "repair", "2027-01")
    assert (ran.code, ran.err) == (
        2,
        "rota: town-hall 2027-01 is not published; absences are facts for its plan: rota plan 2027-01\n",
    )


def test_what_lies_beyond_the_notice_window_is_named_and_planned_anew(root):
    absent(root, "a5", day="2026-12-02", until="2026-12-16")
    ran = rota(root, "repair", MONTH, now=EARLY)
    assert "Wed 9 Dec" not in ran.out
    assert (
        "6 more days with absences, from Wed 9 Dec on: --day 2026-12-09, "
        "or plan them anew: rota plan 2026-12 --from 2026-12-09\n" in ran.err
    )
    assert "Wed 9 Dec" in rota(root, "repair", MONTH, "--day", "2026-12-09", now=EARLY).out


def test_the_leader_who_is_ill_is_stood_in_for(root):
    absent(root, LEADER, "a4", "a1")
    ran = rota(root, "repair", MONTH, "--choose", "1", by=DEPUTY, now=EARLY)
    assert ran.code in {0, 2}


def two_sites(root):
    """Reception is in the annexe now, where a1, a4 and a5 work, and a3 may be lent; phones stay in the town hall."""
    centre = root / "centre.toml"
    text = centre.read_text()
    text = text.replace(
        '[[site]]\nid = "town-hall"', '[[site]]\nid = "annexe"\n\n[[site]]\nid = "town-hall"', 1
    )
    text = text.replace(
        '[[group]]\nid = "town-hall"\nname = "Town hall"\nteams = ["front"]',
        '[[team]]\nid = "desk"\nsite = "annexe"\nleader = "a5"\n\n'
        '[[group]]\nid = "town-hall"\nname = "Town hall"\nteams = ["front", "desk"]',
        1,
    )
    text = text.replace('id = "reception"\nname = "Reception"\nsite = "town-hall"', 'id = "reception"\nname = "Reception"\nsite = "annexe"', 1)  # fmt: skip
    centre.write_text(text)
    people = root / "people.toml"
    text = people.read_text()
    for agent in ("a1", "a4", "a5"):
        text = text.replace(f'id = "{agent}"\nteam = "front"', f'id = "{agent}"\nteam = "desk"', 1)
    people.write_text(text.replace('id = "a3"\n', 'id = "a3"\nlent-to = ["annexe"]\n', 1))


def test_somebody_of_another_site_is_lent_where_the_own_cannot_do_it(root):
    two_sites(root)
    absent(root, "a1", "a4", day="2026-12-02")
    ran = rota(root, "repair", MONTH, "--format", "json")
    (option,) = json.loads(ran.out)["options"]
    assert option["extent"] == "to another site too"
    assert (option["people"], option["missing"]["after"]) == (["a3"], 0)
    written = rota(root, "repair", MONTH, "--choose", "1", by="a5")
    assert written.code == 0


@pytest.fixture(scope="module")
def b_town(tmp_path_factory):
    root = tmp_path_factory.mktemp("b-town") / "b-town"
    shutil.copytree(
        TINY.parent / "b-town", root, ignore=shutil.ignore_patterns("drafts", "changes", "absence")
    )
    return root


def test_three_absences_on_one_morning_of_a_real_month(b_town):
    now = "2026-06-08T06:45:00+00:00"
    for agent in ("a033", "a034", "a035"):
        assert rota(b_town, "absence", "add", agent, "2026-06-08", "2026-06-08", by=agent, now=now).code == 0
    ran = rota(
        b_town, "repair", "2026-06", "--day", "2026-06-08", "--time-limit", "60", "--format", "json", now=now
    )
    said = json.loads(ran.out)
    part, rest = said["options"]
    # Cash opens with nobody who is trained for it: one head half-hour stays missing whoever is moved.
    assert (said["missing"], part["missing"]["after"], rest["missing"]["after"]) == (20, 1, 1)
    assert (part["moves"], rest["moves"]) == ({"number": 4, "bound": 4},) * 2
    assert part["proven"]
    assert rest["proven"]
    assert all(rule["level"] != "must" for option in said["options"] for rule in option["rules"])
