"""rota move: a leader's instruction inside somebody's own hours, and what is none."""

import re
import tomllib
from datetime import date

import pytest

from rota.files.repository import Repository
from tests.cli_helpers import rota as run
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH, NOW, published


@pytest.fixture
def root(tmp_path):
    return published(tmp_path)


def rota(root, *args, by=LEADER, now=NOW):
    return run("move", *args, "--repo", root, ROTA_AS=by, ROTA_NOW=now)


def cell(root, agent, day):
    return str(Repository.open(root).rota(GROUP, MONTH).cells[agent][date.fromisoformat(day)])


def id_in(text):
    return re.search(r"\((\w{12})\)", text).group(1)


def test_two_hours_at_the_desk_are_one_command(root):
    ran = rota(root, "a2", "2026-12-02", "--service", "reception", "--at", "13:00-15:00")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "a2 on Wed 2 Dec: late phones is now late phones; 13:00-15:00 reception, "
        f"by a3 ({id_in(ran.out)}).\n  Cover is as it was.\n"
    )
    event = tomllib.loads((root / "changes" / id_in(ran.out) / "1.toml").read_text())
    assert (event["event"], event["kind"], event["by"]) == ("recorded", "move", "a3")
    assert event["cell"] == [
        {
            "agent": "a2",
            "day": date(2026, 12, 2),
            "before": "late phones",
            "after": "late phones; 13:00-15:00 reception",
            "on": "base",
        }
    ]
    assert list(event["judged"]) == list(event["base"]) == [f"{GROUP}/{MONTH}"]


def test_what_it_does_to_cover_and_rules_is_told(root):
    ran = rota(root, "a5", "2026-12-02", "--service", "phones")
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == ["  reception Wed 2 Dec 16:30-17:30: covered -> 1 short"]
    assert "SKILL02" in ran.err
    assert "COVER01" not in ran.err
    back = rota(root, "a5", "2026-12-02", "late reception")
    assert back.out.splitlines()[1:] == ["  reception Wed 2 Dec 16:30-17:30: 1 short -> covered"]


def test_lunch_takes_the_place_of_the_break_before(root):
    rota(root, "a2", "2026-12-02", "--lunch", "12:00-12:30")
    ran = rota(root, "a2", "2026-12-02", "--lunch", "13:00-13:30")
    assert ran.code == 0
    assert cell(root, "a2", "2026-12-02") == "late phones; 13:00-13:30 break"


def test_on_the_day_itself_only_what_is_left_of_the_shift_moves(root):
    ran = rota(root, "a4", "2026-11-30", "--service", "phones", now="2026-11-30T10:40:00+00:00")
    assert ran.code == 0
    assert cell(root, "a4", "2026-11-30") == "early reception; 11:00-16:30 phones"
    over = rota(root, "a4", "2026-11-30", "--service", "phones", now="2026-11-30T16:31:00+00:00")
    assert (over.code, over.err) == (1, "rota: a4 works until 16:30 on Mon 30 Nov, and that is over\n")
    past = rota(root, "a4", "2026-11-30", "--service", "phones", now="2026-12-01T08:00:00+00:00")
    assert past.err == "rota: Mon 30 Nov is over; nobody can be moved on it any more\n"


def test_a_deputy_may_and_a_leader_may_take_a_desk_themselves(root):
    assert rota(root, "a4", "2026-12-02", "--service", "phones", by=DEPUTY).code == 0
    assert rota(root, LEADER, "2026-12-04", "--service", "reception").code == 0


OTHER_HOURS = "changes hours or time away, which needs consent: rota swap or rota cover\n"


@pytest.mark.parametrize(
    ("args", "by", "code", "message"),
    [
        (["a2", "2026-12-02", "--service", "reception"], "a5", 1, "rota: a5 may not move a2; that is for a3 or a1\n"),
        (["a2", "2026-12-02", "--service", "reception"], "a2", 1, "rota: a2 may not move a2; that is for a3 or a1\n"),
        (["a2", "2026-12-02", "early phones"], "a3", 1, f"rota: a2 on Wed 2 Dec: from late phones to early phones {OTHER_HOURS}"),
        (["a2", "2026-12-02", "off"], "a3", 1, f"rota: a2 on Wed 2 Dec: from late phones to off {OTHER_HOURS}"),
        (["a2", "2026-12-02", "late phones; 16:00-18:00 leave"], "a3", 1, f"rota: a2 on Wed 2 Dec: from late phones to late phones; 16:00-18:00 leave {OTHER_HOURS}"),
        (["a2", "2026-12-02", "late phones; 18:00-19:00 phones"], "a3", 1, f"rota: a2 on Wed 2 Dec: from late phones to late phones; 18:00-19:00 phones {OTHER_HOURS}"),
        (["a6", "2026-12-02", "--service", "reception"], "a3", 1, "rota: a6 on Wed 2 Dec: a6 is not trained in reception, only in phones\n"),
        (["a1", "2026-12-01", "--service", "phones"], "a3", 1, "rota: a1 has lieu on Tue 1 Dec, and no hours to be moved in; whoever is to come needs to be asked: rota swap or rota cover\n"),
        (["a2", "2026-12-02", "--service", "reception", "--at", "09:00-12:00"], "a3", 1, "rota: 09:00-12:00 is not inside the hours of a2 on Wed 2 Dec, 10:00-18:00; other hours need consent: rota swap or rota cover\n"),
        (["a1", "2026-12-05", "--service", "reception"], "a3", 1, "rota: a1 on Sat 5 Dec: reception is closed on Sat 5 Dec\n"),
        (["a2", "2026-12-02", "--service", "recepton"], "a3", 2, 'rota: no service here is named "recepton"; did you mean "reception"?\n'),
        (["a2", "2026-12-02", "lat phones"], "a3", 2, 'rota: no pattern is named "lat"; did you mean "late"?\n'),
        (["a2", "2026-12-02", "phones"], "a3", 2, 'rota: "phones" is not a cell; '),
        (["a2", "2026-12-02", "late phones"], "a3", 2, "rota: a2 has late phones on 2026-12-02 already; nothing would change\n"),
        (["a2", "2027-02-02", "late phones"], "a3", 2, "rota: town-hall 2027-02 is not published; "),
        (["a2", "2026-12-02"], "a3", 2, "rota: Invalid value: say either a CELL, or --service with or without --at, or --lunch\n"),
        (["a2", "2026-12-02", "--lunch", "12:00-13:00", "--at", "12:00-13:00"], "a3", 2, "rota: Invalid value: --at says when --service is served; give both\n"),
        (["a2", "2026-12-02", "--service", "phones", "--at", "15:00-13:00"], "a3", 2, 'rota: Invalid value for '),
    ],
)  # fmt: skip
def test_what_is_no_instruction_is_refused(root, args, by, code, message):
    ran = rota(root, *args, by=by)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(message)
    assert not (root / "changes").exists()


def test_what_breaks_a_must_rule_is_refused_with_the_finding(root):
    people = root / "people.toml"
    never = '[[agent.limit]]\nnever = ["reception"]\n'
    people.write_text(people.read_text().replace('[[agent]]\nid = "a3"', f'{never}\n[[agent]]\nid = "a3"', 1))
    ran = rota(root, "a2", "2026-12-02", "--service", "reception")
    assert ran.code == 1
    assert ran.err.endswith("rota: late reception for a2 would break a rule that must hold\n")
    assert "DAYS03 2026-12-02: " in ran.err
    assert not (root / "changes").exists()
