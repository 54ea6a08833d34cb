"""rota wish and rota leave: what agents ask for, and how it is decided."""

import re
import shutil
import tomllib

import pytest

from rota.files.repository import Repository
from tests.cli_helpers import LEADER, rota, tiny, with_draft


@pytest.fixture
def repo(tmp_path):
    root = tiny(tmp_path)
    shutil.rmtree(root / "leave")
    for path in (root / "wishes").iterdir():
        path.unlink()
    return root


def test_a_wish_is_added_listed_and_taken_back(repo):
    args = ["--pattern", "late", "--from", "2026-12-14", "--until", "2026-12-18", "--strong"]
    added = rota("wish", "add", "a6", *args, "--repo", repo)
    assert added.code == 0
    id = re.fullmatch(r"a6 (w[0-9a-f]{10}): late, 2026-12-14 to 2026-12-18 \(strong\)\n", added.out).group(1)
    (wish,) = tomllib.loads((repo / "wishes" / "a6.toml").read_text())["wish"]
    assert (wish["id"], wish["what"], wish["pattern"], wish["strength"]) == (id, "pattern", "late", "strong")
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
    ran = rota("wish", "add", "a6", *option, "--from", "2026-12-19", "--repo", repo)
    assert ran.out.endswith(f": {words}, 2026-12-19 (mild)\n")
    twice = rota("wish", "add", "a6", *option, "--from", "2026-12-19", "--repo", repo)
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
    ran = rota("wish", "add", *args, "--repo", repo)
    assert ran.code == 2
    assert message in ran.err


def test_an_unknown_wish_lists_those_there_are(repo):
    ran = rota("wish", "remove", "a2", "w9", "--repo", repo)
    assert (ran.code, ran.err) == (2, 'rota: no wish of a2 is named "w9"; there is none yet\n')
    id = (
        rota("wish", "add", "a2", "--day-off", "--from", "2026-12-14", "--repo", repo)
        .out.split()[1]
        .rstrip(":")
    )
    ran = rota("wish", "remove", "a2", "w9", "--repo", repo)
    assert ran.err == f'rota: no wish of a2 is named "w9"; there is only {id}\n'


def ask(repo, agent: str, *days: str) -> str:
    ran = rota("leave", "request", agent, *days, "--as", agent, "--repo", repo)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def test_leave_is_asked_for_and_approved_as_events(repo):
    (repo / "rules.toml").write_text('[[rule]]\nuse = "working-days"\n')
    id = ask(repo, "a2", "2026-12-07", "2026-12-09")
    assert re.fullmatch(r"[a-z0-9]{12}", id)
    assert f"{id} a2 2026-12-07 2026-12-09 waiting\n" in rota("leave", "list", "--repo", repo).out
    approved = rota("leave", "approve", id, "--as", LEADER, "--repo", repo)
    assert (approved.code, approved.out) == (
        0,
        "a2 has leave from 2026-12-07 until 2026-12-09, approved by a3.\n",
    )
    (matter,) = [leave for leave in Repository.open(repo).leave if leave.id == id]
    assert matter.granted
    again = rota("leave", "approve", id, "--as", LEADER, "--repo", repo)
    assert (again.code, again.err) == (1, f"rota: leave {id} of a2 is approved already\n")
    twice = rota("leave", "request", "a2", "2026-12-09", "--as", "a2", "--repo", repo)
    assert twice.code == 2
    assert "a2 has leave granted from 2026-12-07 until 2026-12-09 already" in twice.err


def test_nobody_approves_their_own_leave_nor_without_being_a_leader(repo):
    own = ask(repo, LEADER, "2026-12-08")
    ran = rota("leave", "approve", own, "--as", LEADER, "--repo", repo)
    assert (ran.code, ran.err) == (1, f"rota: a3 asked for leave {own}; nobody approves their own leave\n")
    other = ask(repo, "a2", "2026-12-08")
    ran = rota("leave", "approve", other, "--as", "a5", "--repo", repo)
    assert (ran.code, ran.err) == (1, f"rota: a5 may not approve leave {other}: that is for the leaders a3\n")


def test_an_unknown_leave_is_named(repo):
    ran = rota("leave", "approve", "nothing", "--as", LEADER, "--repo", repo)
    assert ran.code == 2
    assert ran.err.startswith('rota: no leave is named "nothing"; ')


CAP = """
[[rule]]
use = "absence-cap"
home = ["phones"]
most = 1
"""


def test_approval_over_the_absence_cap_is_refused(repo):
    (repo / "rules.toml").write_text(CAP)
    first, second = ask(repo, "a2", "2026-12-07", "2026-12-08"), ask(repo, "a4", "2026-12-08")
    assert rota("leave", "approve", first, "--as", LEADER, "--repo", repo).code == 0
    ran = rota("leave", "approve", second, "--as", LEADER, "--repo", repo)
    assert ran.code == 1
    assert "ABS01" in ran.err
    assert ran.err.endswith(f"rota: leave {second} was not approved: it would break a rule that must hold\n")
    assert not next(leave for leave in Repository.open(repo).leave if leave.id == second).granted


def test_leave_that_ends_before_it_begins_is_refused(repo):
    ran = rota("leave", "request", "a2", "2026-12-07", "2026-12-01", "--as", "a2", "--repo", repo)
    assert (ran.code, ran.err) == (2, "rota: until 2026-12-01 is before from 2026-12-07; swap them\n")


def test_granted_leave_is_a_fact_of_the_next_check(repo):
    (repo / "rules.toml").write_text('[[rule]]\nuse = "leave-kept"\n')
    with_draft(repo)
    assert rota("check", "--repo", repo).code == 0
    id = ask(repo, "a2", "2026-12-07")
    assert rota("leave", "approve", id, "--as", LEADER, "--repo", repo).code == 0
    ran = rota("check", "--format", "concise", "--repo", repo)
    assert ran.code == 1
    assert "LEAVE02 must a2" in ran.out
