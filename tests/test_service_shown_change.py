"""What a change does to the service level: on decision cards, in diffs, repairs, absence, leave, and in exports."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.levels import level_moves, rest_moves
from rota.domain.rota import Rota
from rota.show.export import to_json
from rota.show.levels import change_lines, more_words
from rota.show.replan import Replanned, replan_text
from tests.calls_world import called, with_calls
from tests.edition_world import edition
from tests.living_world import MONTH, NOW, published
from tests.publish_helpers import run as desk
from tests.show_world import town
from tests.swap_world import agreed, begun, fine, plain, run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_calls(published(tmp_path))


CARD = """\
Swap ID: a2 and a4 swap on Mon 14 Dec.
Asked by a2 on Mon 16 Nov; waits for a4 to accept.
Only the times are exchanged and everybody keeps their service, as was asked.

Cells                        before                        after
a2 Ben Osei      Mon 14 Dec  late phones      10:00-18:00  early phones    08:30-16:30
a4 Dev Malhotra  Mon 14 Dec  early reception  08:30-16:30  late reception  10:00-18:00

Rules that change  level   before   after
service-level      should  232.82  233.92  calls outside target; REFERRED to the leader
N rules unchanged.

People           hours   lieu   leave  Saturdays  shortest rest
a2 Ben Osei      200:00  0:00   0:00   0          16:00 -> 17:30
a4 Dev Malhotra  207:00  -1:00  40:00  1          none
  a2 Ben Osei wished for late, 2026-11-30 to 2026-12-23 (mild): would be refused
  a4 Dev Malhotra wished for early, 2026-12-14 to 2026-12-18 (strong): would be refused

Cover that changes                          need  heads
phones              Mon 14 Dec 08:30-09:00     2  2 -> 3
phones              Mon 14 Dec 09:00-10:00     3  2 -> 3  covered
phones              Mon 14 Dec 16:30-18:00     2  1 -> 0  2 SHORT
reception           Mon 14 Dec 08:30-10:00     1  2 -> 1
reception           Mon 14 Dec 16:30-17:30     1  1 -> 2

Service level that changes              before  after
phones                      Mon 14 Dec   90.5%  88.7%  1.1 more calls outside target

Approval: a3 or a1.
Expires at the end of Mon 23 Nov.
Next: rota swap accept ID --as a4
"""

TIMES = ("swap", "request", "a2", "2026-12-14", "--with", "a4", "--times-only")


def test_the_decision_card_shows_the_service_level_of_its_days(root: Path) -> None:
    ran = run(root, *TIMES, by="a2")
    assert plain(ran.out, begun(ran)) == CARD


def test_the_card_as_json_has_amounts_in_their_unit(root: Path) -> None:
    card = json.loads(fine(run(root, *TIMES, "--format", "json", by="a2")).out)
    assert [(rule["rule"], rule["before"], rule["after"]) for rule in card["rules"]] == [
        ("service-level", 232.82, 233.92)
    ]
    assert card["service_level"] == [
        {
            "service": "phones",
            "day": "2026-12-14",
            "target": 0.8,
            "offered": 60.5,
            "level": [0.9056, 0.8873],
            "outside": [5.71, 6.82],
        }
    ]


def test_a_swap_that_leaves_heads_as_they_are_says_nothing_of_calls(root: Path) -> None:
    ran = run(root, "swap", "request", "a2", "2026-12-14", "--with", "a4", by="a2")
    assert "Cover does not change in any half hour.\n\nApproval" in ran.out
    card = json.loads(fine(run(root, "swap", "show", begun(ran), "--format", "json")).out)
    assert "service_level" not in card


def test_what_gets_worse_is_told_in_its_unit_when_partners_are_looked_for(root: Path) -> None:
    found = fine(run(root, "swap", "find", "2026-12-01", "--agent", "a6", by="a6")).out
    (line,) = [line for line in found.splitlines() if line.startswith("a5 ")]
    assert line.endswith("  cover +2 (referred), service-level +1.93 (referred)")


def test_approval_of_calls_never_loads_the_solver(root: Path) -> None:
    id = agreed(root, "a2", "2026-12-14", "a4", "--times-only")
    script = (
        "import sys; from rota.cli.main import app\n"
        f"try: app(['swap', 'approve', '{id}', '--despite', 'service-level', '--as', 'a3', '--repo', {str(root)!r}])\n"
        "except SystemExit as end: code = end.code\n"
        "print('ortools' in sys.modules, 'numpy' in sys.modules, code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"ROTA_NOW": NOW}
    )
    assert done.stdout.splitlines()[-1] == "False False 0"


DIFFERENCE = """\
Service level
  phones in all: service level 81.8% -> 79.5% (target 80%), 30.1 more calls outside target
  phones Tue 8 Dec: service level 68.0% -> 40.8% (target 80%), 16.5 more calls outside target
  phones Wed 9 Dec: service level 90.5% -> 68.0% (target 80%), 13.6 more calls outside target

Rules
  Rule                    level   before   after  unit
  COVER01  cover          should       0       1  head half-hours
  COVER03  service-level  should  232.82  258.78  calls outside target
"""


def test_absence_a_leaders_move_and_the_difference_that_both_make(root: Path) -> None:
    absent = fine(run(root, "absence", "add", "a6", "2026-12-08", "2026-12-09", by="a3"))
    assert absent.err.partition("Calls with it:\n")[2] == (
        "  phones Tue 8 Dec: service level 68.0% -> 18.3% (target 80%), 30.1 more calls outside target\n"
        "  phones Wed 9 Dec: service level 90.5% -> 68.0% (target 80%), 13.6 more calls outside target\n"
        f"See what can be done: rota repair {MONTH} --day 2026-12-08\n"
    )
    moved = fine(run(root, "move", "a4", "2026-12-08", "--service", "phones", "--at", "09:30-12:00", by="a3"))
    assert moved.out.splitlines()[1:] == [
        "  phones Tue 8 Dec 09:30-12:00: 3 short -> 2 short",
        "  reception Tue 8 Dec 09:30-10:00: covered -> 1 short",
        "  phones Tue 8 Dec: service level 18.3% -> 40.8% (target 80%), 13.6 fewer calls outside target",
    ]
    assert fine(run(root, "diff", f"{MONTH}@base", MONTH)).out.endswith(DIFFERENCE)


def test_each_repair_says_how_calls_fare_on_what_is_left_of_the_day(root: Path) -> None:
    fine(run(root, "absence", "add", "a6", "2026-12-09", "2026-12-09", by="a3"))
    morning = "2026-12-09T10:40:00+00:00"
    lines = fine(run(root, "repair", MONTH, now=morning)).out.splitlines()
    (option,) = [at for at, line in enumerate(lines) if line.startswith("1  Move")]
    assert lines[option + 1] == (
        "   phones Wed 9 Dec from 11:00: service level 75.4% -> 93.7% (target 80%), 7.8 fewer calls outside target"
    )
    sheet = json.loads(fine(run(root, "repair", MONTH, "--format", "json", now=morning)).out)
    (level,) = sheet["options"][0]["service_level"]
    assert (level["day"], level["from"], level["level"]) == ("2026-12-09", "11:00", [0.7545, 0.9371])
    assert sheet["elsewhere"][0] == "2026-12-10"
    assert "2026-12-14" not in sheet["elsewhere"], "it is below required headcount and meets its target"


def test_leave_shows_what_it_does_to_calls_before_and_after_it_is_granted(root: Path) -> None:
    leave = fine(run(root, "leave", "request", "a3", "2026-12-10", by="a3")).out.strip()
    said = "phones Thu 10 Dec: service level 68.0% -> 18.3% (target 80%), 30.1 more calls outside target"
    assert f"\n\nService level\n  {said}\n\n" in fine(run(root, "leave", "show", leave)).out
    assert f"It means {said}.\n" in fine(run(root, "leave", "approve", leave, by="a1")).err


def test_the_desk_sends_nobody_to_mend_a_day_whose_calls_are_answered(root: Path) -> None:
    fine(run(root, "absence", "add", "a5", "2026-12-09", "2026-12-09", by="a3"))
    morning = "2026-12-09T08:40:00+00:00"
    assert "Next: rota repair" in desk(root, now=morning).out, "the reception is short from 16:30 on"
    moved = run(root, "move", "a2", "2026-12-09", "--service", "reception", "--at", "16:30-17:30", by="a3")
    assert "  phones Wed 9 Dec 16:30-17:30: 1 short -> 2 short\n" in fine(moved).out
    assert "service level 90.5% -> 87.9% (target 80%)" in moved.out
    assert "Next: rota leave show" in desk(root, now=morning).out


def moved() -> tuple[Rota, Rota]:
    """The town, and the town with dan at phones on the first Monday from 10 on."""
    before = called()
    cells = {agent: dict(days) for agent, days in before.cells.items()}
    cells["dan"][before.start] = parse_cell("training; 09:00-12:00 phones")
    return before, Rota(before.facts, cells)


def test_moves_of_a_day_and_of_what_is_left_of_it() -> None:
    before, after = moved()
    assert change_lines(level_moves(before, after, [*before.days, before.end])) == [
        "phones Mon 1 Jun: service level 68.3% -> 81.3% (target 80%), 3 fewer calls outside target"
    ]
    (rest,) = rest_moves(before, after, {before.start: 11 * 60})
    assert change_lines([rest]) == [
        "phones Mon 1 Jun from 11:00: service level 84.7% -> 96.9% (target 80%), 0.4 fewer calls outside target"
    ]
    (same,) = rest_moves(before, before, {before.start: 11 * 60})
    assert more_words(same) == "0.5 calls outside target, as before"
    assert level_moves(town(), town(), before.days) == ()


def test_a_replan_compares_the_calls_of_the_days_ahead() -> None:
    before, after = moved()
    plan = Replanned(before.start, before, after, (), (), {}, {}, (), before.end, ())
    assert replan_text(plan, names={}).splitlines()[-2:] == [
        "Cover      4 head half-hours short as it stands, 4 head half-hours short then",
        "Calls      phones in all: service level 43.1% -> 44.7% (target 80%), 3 fewer calls outside target",
    ]


def test_the_json_of_a_rota_has_every_half_hour_with_calls() -> None:
    document = json.loads(to_json(edition(called())))
    (phones,) = document["service_level"]
    days = phones.pop("days")
    assert phones == {
        "service": "phones",
        "offered": 187.0,
        "level": 0.4312,
        "outside": 106.37,
        "target": 0.8,
    }
    assert [day["date"] for day in days][:6] == [f"2026-06-{day:02}" for day in (1, 2, 3, 4, 5, 8)]
    assert days[0] | {"half_hours": 6} == {
        "date": "2026-06-01",
        "offered": 23.0,
        "level": 0.6831,
        "outside": 7.29,
        "target": 0.8,
        "half_hours": 6,
    }
    assert days[0]["half_hours"][0] == {
        "start": "08:30",
        "offered": 2.0,
        "required": 3,
        "heads": 1,
        "level": 0.5801,
        "outside": 0.84,
    }
    assert "service_level" not in json.loads(to_json(edition()))
