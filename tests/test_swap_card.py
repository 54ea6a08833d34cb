"""The decision card, whole: as text, as JSON, and how it follows a swap from request to approval."""

import json
import subprocess
import sys

from rota.files.repository import Repository
from tests.living_world import published
from tests.swap_world import agreed, asked, begun, fine, plain, run

CARD = """\
Swap ID: a2 and a4 swap on Mon 14 Dec.
Asked by a2 on Mon 16 Nov; waits for a4 to accept.
Whole shifts are exchanged, services too.

Cells                        before                        after
a2 Ben Osei      Mon 14 Dec  late phones      10:00-18:00  early reception  08:30-16:30
a4 Dev Malhotra  Mon 14 Dec  early reception  08:30-16:30  late phones      10:00-18:00

Rules that change  level   before  after
same-pattern       should       4      6  shifts off the month's pattern; allowed
same-service       should       0      2  days; allowed
wishes             wish         3      5  wishes; allowed
wish-share         wish         9     15  points; allowed
  + same-pattern: a2 works early on Mon 14 Dec; the month's pattern is late (19 of 22 shifts)
  + same-pattern: a4 works late on Mon 14 Dec; the month's pattern is early (15 of 16 shifts)
  + same-service: a2 is at reception on Mon 14 Dec, the month's service is phones
  + same-service: a4 is at phones on Mon 14 Dec, the month's service is reception
  + wishes: a2 wished late, 2026-11-30 to 2026-12-23 (mild), works early reception on Mon 14 Dec
  + wishes: a4 wished early, 2026-12-14 to 2026-12-18 (strong), works late phones on Mon 14 Dec
  + wish-share: a2: 1 of 1 wishes refused, 0 in the 3 months before
  + wish-share: a4: 1 of 1 wishes refused, 2 in the 3 months before
N rules unchanged.

People           hours   lieu   leave  Saturdays  shortest rest
a2 Ben Osei      200:00  0:00   0:00   0          16:00 -> 17:30
a4 Dev Malhotra  207:00  -1:00  40:00  1          none
  a2 Ben Osei wished for late, 2026-11-30 to 2026-12-23 (mild): would be refused
  a4 Dev Malhotra wished for early, 2026-12-14 to 2026-12-18 (strong): would be refused

Cover does not change in any half hour.

Approval: a3 or a1.
Expires at the end of Mon 23 Nov.
Next: rota swap accept ID --as a4
"""


def test_the_card_says_all_that_accepter_and_approver_need(tmp_path):
    root = published(tmp_path)
    ran = run(root, "swap", "request", "me", "2026-12-14", "--with", "a4", by="a2")
    assert plain(ran.out, begun(ran)) == CARD
    assert ran.err == ""


def test_the_card_follows_the_swap_until_it_applies(tmp_path):
    root = published(tmp_path)
    id = asked(root, "a2", "2026-12-14", "a4")
    accepted = fine(run(root, "swap", "accept", id, by="a4")).out
    assert "Accepted by a4 on Mon 16 Nov; a leader decides.\n" in accepted
    assert f"Next: rota swap approve {id} --as a3\n" in accepted
    assert fine(run(root, "swap", "show", id[:6])).out == accepted
    approved = fine(run(root, "swap", "approve", id, by="a3")).out
    card = accepted.replace(f"Next: rota swap approve {id} --as a3\n", "")
    assert approved == f"{card}\n{id} is approved by a3 and applies.\n"
    shown = fine(run(root, "swap", "show", id)).out
    assert plain(shown, id) == (
        "Swap ID: a2 and a4 swap on Mon 14 Dec.\n"
        "Approved by a3 on Mon 16 Nov.\n"
        "Whole shifts are exchanged, services too.\n"
        "\n"
        "Cells                        before                        after\n"
        "a2 Ben Osei      Mon 14 Dec  late phones      10:00-18:00  early reception  08:30-16:30\n"
        "a4 Dev Malhotra  Mon 14 Dec  early reception  08:30-16:30  late phones      10:00-18:00\n"
        "\n"
        "Asked by a2 on Mon 16 Nov\n"
        "Accepted by a4 on Mon 16 Nov\n"
        "Approved by a3 on Mon 16 Nov\n"
    )


def test_times_alone_are_swapped_on_request_and_the_card_shows_the_heads_that_move(tmp_path):
    root = published(tmp_path)
    ran = run(root, "swap", "request", "a2", "2026-12-14", "--with", "a4", "--times-only", by="a2")
    out = plain(ran.out, begun(ran))
    assert "Only the times are exchanged and everybody keeps their service, as was asked.\n" in out
    assert "early phones    08:30-16:30\n" in out
    lines = out[out.index("Cover that changes") :].split("\n\n")[0].splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["phones", "Mon", "14", "Dec", "08:30-10:00", "1", "2", "->", "3"],
        ["phones", "Mon", "14", "Dec", "16:30-18:00", "1", "1", "->", "0", "1", "SHORT"],
        ["reception", "Mon", "14", "Dec", "08:30-10:00", "1", "2", "->", "1"],
        ["reception", "Mon", "14", "Dec", "16:30-17:30", "1", "1", "->", "2"],
    ]
    assert "REFERRED to the leader" in out


def test_who_is_not_trained_for_the_others_service_keeps_their_own(tmp_path):
    root = published(tmp_path)
    ran = run(root, "swap", "request", "a6", "2026-12-15", "--with", "a5", by="a6")
    assert ran.code == 1
    assert "shift-patterns, which nobody may trade" in ran.err, "the late pattern is not a6's"
    assert "a6 works late phones" in ran.err, "the time alone, and not at reception"


def test_the_card_as_json(tmp_path):
    root = published(tmp_path)
    ran = fine(run(root, "swap", "request", "a2", "2026-12-14", "--with", "a4", "--format", "json", by="a2"))
    card = json.loads(ran.out)
    assert (card["format"], card["kind"], card["state"]) == ("rota-decision/1", "swap", "asked")
    assert card["cells"][0] == {
        "agent": "a2",
        "day": "2026-12-14",
        "before": "late phones",
        "after": "early reception",
    }
    assert [(rule["rule"], rule["before"], rule["after"], rule["ruling"]) for rule in card["rules"]] == [
        ("same-pattern", 4, 6, "allow"),
        ("same-service", 0, 2, "allow"),
        ("wishes", 3, 5, "allow"),
        ("wish-share", 9, 15, "allow"),
    ]
    assert card["people"][0]["rest"] == [960, 1050]
    assert [wish["granted"] for wish in card["wishes"]] == [False, False]
    assert (card["approvers"], card["expires"], card["cover"]) == (["a3", "a1"], "2026-11-23", [])
    accepted = json.loads(fine(run(root, "swap", "accept", card["id"], "--format", "json", by="a4")).out)
    assert accepted["state"] == "accepted"
    approved = json.loads(fine(run(root, "swap", "approve", card["id"], "--format", "json", by="a3")).out)
    assert approved["state"] == "applied"
    assert json.loads(fine(run(root, "swap", "show", card["id"], "--format", "json")).out)["rules"] == []


def test_a_terminal_is_asked_and_a_no_changes_nothing(tmp_path, monkeypatch):
    root = published(tmp_path)
    id = agreed(root, "a2", "2026-12-14", "a4")
    asked_with: list[str] = []

    def no(question, **how):
        asked_with.append(question)
        return False

    monkeypatch.setattr("rota.cli.settle._terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", no)
    ran = run(root, "swap", "approve", id, by="a3")
    assert (ran.code, ran.err) == (0, "Nothing was changed.\n")
    assert len(Repository.open(root).change_chains[0].events) == 2
    assert "is approved by a3" in fine(run(root, "swap", "approve", id, "--yes", by="a3")).out
    assert asked_with == ["Approve it?"]


def test_approval_never_loads_the_solver(tmp_path):
    root = published(tmp_path)
    id = agreed(root, "a2", "2026-12-14", "a4")
    script = (
        "import sys; from rota.cli.main import app\n"
        f"try: app(['swap', 'approve', '{id}', '--as', 'a3', '--repo', {str(root)!r}])\n"
        "except SystemExit as end: code = end.code\n"
        "print('ortools' in sys.modules, 'pandas' in sys.modules, code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"ROTA_NOW": "2026-11-16T09:00:00+00:00"},
    )
    assert done.stdout.splitlines()[-1] == "False False 0"
