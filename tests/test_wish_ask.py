"""rota wish: added, answered with none, listed and taken back, by agents and by leaders for them."""

import re
import tomllib

import pytest

from tests.cli_helpers import LEADER, rota, tiny

BEFORE = {"ROTA_NOW": "2026-10-05T09:00:00+00:00"}
"""The last day on which a wish for December 2026 is in time: 56 days before Monday 30 November."""
AFTER = {"ROTA_NOW": "2026-10-06T09:00:00+00:00"}


@pytest.fixture
def repo(tmp_path):
    root = tiny(tmp_path)
    for path in (root / "wishes").iterdir():
        path.unlink()
    return root


def wishes(repo, agent: str) -> dict:
    return tomllib.loads((repo / "wishes" / f"{agent}.toml").read_text())


def test_a_wish_is_added_listed_and_taken_back(repo):
    args = ["--pattern", "late", "--from", "2026-12-14", "--until", "2026-12-18", "--strong"]
    added = rota("wish", "add", "me", *args, "--as", "a6", "--repo", repo, **BEFORE)
    assert (added.code, added.err) == (0, "")
    id = re.fullmatch(r"a6 (w[0-9a-f]{10}): late, 2026-12-14 to 2026-12-18 \(strong\)\n", added.out).group(1)
    assert (repo / "wishes/a6.toml").read_text() == (
        "# Written by rota: change wishes with `rota wish`.\n"
        'agent = "a6"\n\n[[wish]]\n'
        f'id = "{id}"\nwhat = "pattern"\npattern = "late"\nfrom = 2026-12-14\nuntil = 2026-12-18\n'
        'strength = "strong"\nby = "a6"\nclaim = "stated"\nat = "2026-10-05T09:00:00+00:00"\n'
    )
    assert rota("wish", "list", "a6", "--month", "2026-12", "--repo", repo).out == added.out
    assert rota("wish", "list", "a6", "--month", "2027-02", "--repo", repo).err == "No wishes.\n"
    removed = rota("wish", "remove", "me", id, "--repo", repo, ROTA_AS="a6")
    assert removed.out == f"taken back: {added.out}"
    assert rota("wish", "list", "a6", "--repo", repo).out == ""


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--day-off"], "day off"),
        (["--saturday-off"], "saturday off"),
        (["--service", "phones"], "phones"),
    ],
)
def test_each_kind_of_wish(repo, option, words):
    args = ("wish", "add", "a6", *option, "--from", "2026-12-19", "--as", "a6", "--repo", repo)
    assert rota(*args, **BEFORE).out.endswith(f": {words}, 2026-12-19 (mild)\n")
    twice = rota(*args, **BEFORE)
    assert twice.code == 2
    assert twice.err.startswith("rota: a6 has that wish already: ")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["a6", "--from", "2026-12-14"], "say one of --pattern, --service, --day-off and --saturday-off"),
        (["a6", "--day-off", "--service", "phones", "--from", "2026-12-14"], "say one of --pattern"),
        (
            ["a6", "--pattern", "lat", "--from", "2026-12-14"],
            'no pattern is named "lat"; did you mean "late"?',
        ),
        (["a6", "--service", "cash", "--from", "2026-12-14"], 'no service is named "cash"; there are phones'),
        (["a6", "--day-off", "--from", "2026-12-14", "--until", "2026-12-01"], "is before from 2026-12-14"),
        (["a9", "--day-off", "--from", "2026-12-14"], 'no agent has the id "a9"'),
    ],
)
def test_wishes_that_cannot_be_are_refused(repo, args, message):
    ran = rota("wish", "add", *args, "--as", "a6", "--repo", repo)
    assert ran.code == 2
    assert message in ran.err
    assert not list((repo / "wishes").iterdir())


def test_an_unknown_wish_lists_those_there_are(repo):
    ran = rota("wish", "remove", "a2", "w9", "--as", "a2", "--repo", repo)
    assert (ran.code, ran.err) == (2, 'rota: no wish of a2 is named "w9"; there is none yet\n')
    added = rota("wish", "add", "a2", "--day-off", "--from", "2026-12-14", "--as", "a2", "--repo", repo)
    id = added.out.split()[1].rstrip(":")
    ran = rota("wish", "remove", "a2", "w9", "--as", "a2", "--repo", repo)
    assert ran.err == f'rota: no wish of a2 is named "w9"; there is only {id}\n'


def test_a_leader_enters_and_takes_back_a_wish_and_says_how_it_was_told(repo):
    day = ["--day-off", "--from", "2026-12-16"]
    ran = rota("wish", "add", "a6", *day, "--as", LEADER, "--repo", repo, **BEFORE)
    assert (ran.code, ran.err) == (
        2,
        "rota: a3 acts for a6: say how a6 told you with --means in-person, phone or paper\n",
    )
    ran = rota("wish", "add", "a6", *day, "--means", "phone", "--as", LEADER, "--repo", repo, **BEFORE)
    assert re.fullmatch(r"a6 w[0-9a-f]{10}: day off, 2026-12-16 \(mild\), told by phone, by a3\n", ran.out)
    (wish,) = wishes(repo, "a6")["wish"]
    assert (wish["by"], wish["means"]) == ("a3", "phone")
    gone = rota("wish", "remove", "a6", wish["id"], "--means", "paper", "--as", LEADER, "--repo", repo)
    assert (gone.code, gone.out) == (0, f"taken back: {ran.out}")


@pytest.mark.parametrize(
    "command",
    [["add", "a6", "--day-off", "--from", "2026-12-16"], ["remove", "a6", "w1"], ["none", "a6", "2026-12"]],
)
def test_wishes_of_others_are_left_alone(repo, command):
    ran = rota("wish", *command, "--as", "a2", "--means", "phone", "--repo", repo)
    assert (ran.code, ran.err) == (
        1,
        "rota: a2 may not act for a6; that is for a6, or for a3 or a1, who may enter it for them\n",
    )
    assert not list((repo / "wishes").iterdir())


def test_a_wish_after_the_close_is_written_down_as_late(repo):
    ran = rota(
        "wish", "add", "a6", "--day-off", "--from", "2026-12-16", "--as", "a6", "--repo", repo, **AFTER
    )
    assert ran.code == 0
    assert ran.out.endswith("day off, 2026-12-16 (mild), late: wishes closed on 2026-10-05\n")
    assert rota("wish", "list", "--repo", repo).out == ran.out


def test_a_long_wish_is_late_for_one_month_and_not_for_the_next(repo):
    args = ["--pattern", "late", "--from", "2026-12-28", "--until", "2027-01-08"]
    ran = rota("wish", "add", "a6", *args, "--as", "a6", "--repo", repo, **AFTER)
    assert "late: wishes closed on 2026-10-05" in ran.out
    assert "late: wishes" not in rota("wish", "list", "--month", "2027-01", "--repo", repo).out


def test_wishes_from_before_it_was_kept_who_wrote_them_stay_as_they_are(repo):
    old = '# Written by rota: change wishes with `rota wish`.\nagent = "a2"\n\n[[wish]]\nid = "w1"\n' + (
        'what = "day-off"\nfrom = 2026-12-11\nuntil = 2026-12-11\nstrength = "mild"\n'
    )
    (repo / "wishes/a2.toml").write_text(old)
    assert rota("wish", "list", "--repo", repo).out == "a2 w1: day off, 2026-12-11 (mild)\n"
    added = rota("wish", "add", "a2", "--day-off", "--from", "2026-12-14", "--as", "a2", "--repo", repo)
    assert added.code == 0
    assert (repo / "wishes/a2.toml").read_text().startswith(old)


def test_no_wishes_is_an_answer_until_there_is_one(repo):
    ran = rota("wish", "none", "me", "2026-12", "--as", "a6", "--repo", repo, **BEFORE)
    assert (ran.code, ran.out) == (0, "a6 has no wishes for 2026-12.\n")
    again = rota("wish", "none", "a6", "2026-12", "--means", "paper", "--as", LEADER, "--repo", repo, **AFTER)
    assert again.code == 0
    rota("wish", "none", "a6", "2026-11", "--means", "paper", "--as", LEADER, "--repo", repo, **AFTER)
    assert rota("wish", "list", "--repo", repo).out == (
        "a6: no wishes for 2026-11, on paper, by a3\na6: no wishes for 2026-12\n"
    )
    assert rota("wish", "list", "--month", "2026-12", "--repo", repo).out == "a6: no wishes for 2026-12\n"
    added = rota(
        "wish", "add", "a6", "--day-off", "--from", "2026-12-16", "--as", "a6", "--repo", repo, **BEFORE
    )
    assert rota("wish", "list", "--repo", repo).out == (
        f"{added.out}a6: no wishes for 2026-11, on paper, by a3\n"
    )
    ran = rota("wish", "none", "a6", "2026-12", "--as", "a6", "--repo", repo)
    id = added.out.split()[1].rstrip(":")
    assert (ran.code, ran.err) == (2, f"rota: a6 has wishes for 2026-12: {id}; take them back first\n")
