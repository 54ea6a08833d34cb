"""Closing a month on the command line: what it shows, what it writes, what it refuses, and what comes afterwards."""

import shutil
from pathlib import Path

import pytest

from rota.domain.paytime import Measure
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.closing.close import closing, write
from rota.work.errors import Refused
from tests.close_world import (
    AFTER,
    FEBRUARY,
    JANUARY,
    LATER,
    close,
    closed,
    closed_world,
    events,
    ill,
    next_month,
    replace,
    run,
    written,
)
from tests.living_world import DEPUTY, GROUP, MONTH
from tests.publish_helpers import files

EARLY = "2026-11-16T09:00:00+00:00"
"""Two weeks before the first day."""

SHOWN = """\
Town hall, hours worked, Mon 30 Nov to Sun 3 Jan

The council, full-time
agent            days  worked  Sat  late  lieu +  lieu -  leave  closed  unpaid
a1 Ana Whitlock    17  127:00    1          7:00    7:30  37:30   22:30
a2 Ben Osei        22  166:00    0    20                          22:30
a3 Carys Pugh      22  164:30    1          7:00    7:30          22:30
a4 Dev Malhotra     8   60:00    0                        15:00
a5 Elsie Brandt    22  165:00    0    20                          22:30
5 agents           91  682:30    2    40   14:00   15:00  52:30   90:00

The council, three-days
agent          days  worked  Sat  late  lieu +  lieu -  leave  closed  unpaid
a6 Farid Noor    14  105:00    0                                 7:30

=The trust, trust-time
agent            days  worked  Sat  late  lieu +  lieu -  leave  closed  unpaid
a4 Dev Malhotra     9   67:00    1          7:00    7:30  22:30           22:30

town-hall 2026-12 is closed until Sun 3 Jan, by a3.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return closed_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    return shutil.copytree(world, tmp_path / "tiny")


def test_it_shows_what_it_confirms_by_employer_and_contract_and_writes_one_event(root: Path) -> None:
    before = files(root)
    ran = close(root)
    lines = [line.rstrip() for line in ran.out.splitlines()]
    assert (ran.code, "\n".join(lines) + "\n") == (0, SHOWN)
    assert ran.err == "Written: closings/town-hall/2026-12/1.toml. Commit it.\n"
    assert set(files(root)) - set(before) == {f"closings/{GROUP}/{MONTH}/1.toml"}
    assert max(len(line) for line in lines) <= 80


def test_the_event_holds_a_line_for_each_agent_and_day_under_employer_and_contract(root: Path) -> None:
    closed(root)
    event = written(root)
    assert (event["event"], event["by"], str(event["until"])) == ("closed", "a3", "2027-01-03")
    assert sorted(event["day"]) == ["a1", "a2", "a3", "a4", "a5", "a6"]
    # a4 goes to the trust on the 14th: 14 days of the council, 21 of the trust
    a4 = event["day"]["a4"]
    assert {name: {key: len(days) for key, days in of.items()} for name, of in a4.items()} == {
        "council": {"full-time": 14},
        "trust": {"trust-time": 21},
    }
    trust = a4["trust"]["trust-time"]
    assert trust["2026-12-15"] == "lieu = lieu-taken 7:30"
    assert trust["2026-12-19"] == "saturday phones = worked 7:00, saturday 7:00, lieu-earned 7:00"
    assert trust["2026-12-20"] == "off"
    assert trust["2026-12-25"] == "closed = unpaid 7:30"
    assert event["day"]["a1"]["council"]["full-time"]["2026-12-25"] == "closed = closed 7:30"
    text = (root / f"closings/{GROUP}/{MONTH}/1.toml").read_text("utf-8")
    assert text.count("\n2026-12-15 = ") == 6
    assert "Written by rota, once" in text.splitlines()[0]


def test_closing_twice_with_nothing_changed_says_so_and_writes_nothing(root: Path) -> None:
    closed(root)
    before = files(root)
    ran = closed(root, now=LATER)
    assert ran.out == (
        "town-hall 2026-12 is closed until Sun 3 Jan already, and its hours are what they were. Nothing was written.\n"
    )
    assert files(root) == before


def test_life_goes_on_and_closing_again_confirms_what_changed_as_a_correction(root: Path) -> None:
    closed(root)
    first = files(root)[f"closings/{GROUP}/{MONTH}/1.toml"]
    ill(root, "a2", "2026-12-29", "2026-12-30")
    ran = closed(root, now=LATER)
    assert ran.out == (
        "Town hall, hours worked, no new days\n\n"
        "Corrections of days that were closed\n"
        "  a2 Ben Osei, Tue 29 Dec: late phones -> absent\n"
        "    days -1; worked -7:30; late -1; absent +7:30\n"
        "  a2 Ben Osei, Wed 30 Dec: late phones -> absent\n"
        "    days -1; worked -7:30; late -1; absent +7:30\n\n"
        "town-hall 2026-12 stays closed until Sun 3 Jan; 2 corrections confirmed, by a3.\n"
    )
    assert files(root)[f"closings/{GROUP}/{MONTH}/1.toml"] == first
    assert written(root, 2)["day"] == {
        "a2": {
            "council": {
                "full-time": {"2026-12-29": "absent = absent 7:30", "2026-12-30": "absent = absent 7:30"}
            }
        }
    }
    assert "already" in closed(root, now=LATER).out


def test_who_did_the_same_hours_at_another_desk_is_no_correction(root: Path) -> None:
    moved = run(root, "move", "a2", "2026-12-10", "--service", "reception", now="2026-12-10T07:00:00+00:00")
    assert moved.code == 0, moved
    # It comes from another clone, after the month was closed here.
    kept = shutil.move(root / "changes", root.parent / "kept")
    closed(root)
    shutil.move(kept, root / "changes")
    assert "late phones -> late reception" in run(root, "audit", MONTH).out
    assert "Nothing was written" in closed(root, now=LATER).out


def test_terms_that_were_typed_in_late_are_a_correction_from_one_contract_to_another(root: Path) -> None:
    closed(root)
    replace(root, "people.toml", "from = 2026-12-14\nemployer", "from = 2026-12-16\nemployer")
    out = closed(root, now=LATER).out
    assert (
        "  a4 Dev Malhotra, Mon 14 Dec: early reception -> early reception\n    trust trust-time -> council full-time\n"
        in out
    )
    assert written(root, 2)["day"] == {
        "a4": {
            "council": {
                "full-time": {
                    "2026-12-14": "early reception = worked 7:30",
                    "2026-12-15": "lieu = lieu-taken 7:30",
                }
            }
        }
    }


def test_a_pattern_edited_afterwards_does_not_change_what_was_confirmed_but_shows(root: Path) -> None:
    closed(root)
    worked = sum(entry.line.amounts.get(Measure.WORKED, 0) for entry in events(root)[0].entries())
    replace(
        root,
        "centre.toml",
        'end = "16:00"\npaid-break = 30',
        'end = "16:00"\npaid-break = 0\nunpaid-break = 30',
    )
    again = sum(entry.line.amounts.get(Measure.WORKED, 0) for entry in events(root)[0].entries())
    assert again == worked
    assert "days 0" not in (out := closed(root, now=LATER).out)
    assert out.count("worked -0:30") == 3
    assert out.count("lieu + -0:30") == 3


def test_somebody_who_had_left_has_no_hours_afterwards(root: Path) -> None:
    closed(root)
    replace(root, "people.toml", 'id = "a6"\n', 'id = "a6"\nuntil = 2026-12-22\n')
    out = closed(root, now=LATER).out
    assert "  a6 Farid Noor, Wed 23 Dec: early phones -> nothing\n    days -1; worked -7:30\n" in out
    # 28 December was closed, and credited
    assert "  a6 Farid Noor, Mon 28 Dec: closed -> nothing\n    closed -7:30\n" in out
    assert written(root, 2)["day"]["a6"]["council"]["three-days"]["2026-12-23"] == "none"


def test_a_cut_off_inside_the_month_and_then_its_end(root: Path) -> None:
    ran = closed(root, "--until", "2026-12-13", now="2026-12-14T09:00:00+00:00")
    assert "hours worked, Mon 30 Nov to Sun 13 Dec" in ran.out
    assert "closed until Sun 13 Dec, by a3" in ran.out
    ill(root, "a5", "2026-12-08")
    ran = closed(root)
    assert "hours worked, Mon 14 Dec to Sun 3 Jan" in ran.out
    assert "closed until Sun 3 Jan; 1 correction of days closed before, by a3" in ran.out
    both = {entry.key for event in events(root) for entry in event.entries()}
    assert len(both) == 6 * 35
    assert events(root)[1].day["a5"]["council"]["full-time"]["2026-12-08"] == "absent = absent 7:30"


def test_the_centres_cut_off_is_the_default_while_the_month_runs(world: Path, tmp_path: Path) -> None:
    root = closed_world(tmp_path, "\n[payroll]\ncut-off = 15\n")
    assert "closed until Tue 15 Dec" in closed(root, now="2026-12-18T09:00:00+00:00").out
    assert "closed until Sun 3 Jan" in closed(root).out


def test_who_reads_a_refused_closing_reads_what_to_do(root: Path) -> None:
    early = "2026-12-14T09:00:00+00:00"
    refused = {
        (
            AFTER,
            "a2",
            (),
        ): "a2 may not close town-hall 2026-12; that is for the leaders and deputies of town-hall: a3, a1",
        (
            AFTER,
            "hr-1",
            (),
        ): "hr-1 may not close town-hall 2026-12; that is for the leaders and deputies of town-hall: a3, a1",
        (
            early,
            "a3",
            (),
        ): "2026-12 runs until Sun 3 Jan, and only days that are past can be confirmed; for a part of it "
        "say --until 2026-12-13",
        (
            "2026-11-20T09:00:00+00:00",
            "a3",
            (),
        ): "2026-12 begins on Mon 30 Nov, so nothing of it was worked yet",
        (
            early,
            "a3",
            ("--until", "2026-12-14"),
        ): "Mon 14 Dec is not over; only days that are past can be confirmed",
    }
    before = files(root)
    for (now, by, args), message in refused.items():
        ran = close(root, *args, now=now, by=by)
        assert (ran.code, ran.out, ran.err) == (1, "", f"rota: {message}\n")
    ran = close(root, "--until", "2027-01-04")
    assert (ran.code, ran.err) == (
        2,
        "rota: 2027-01-04 is not in 2026-12, which runs from 2026-11-30 to 2027-01-03; it is in 2027-01\n",
    )
    ran = close(root, month=JANUARY)
    assert (ran.code, ran.err) == (
        1,
        "rota: no hours to confirm: town-hall 2027-01 has no rota yet: rota plan 2027-01\n",
    )
    assert files(root) == before
    closed(root)
    ran = close(root, "--until", "2026-12-13")
    assert (ran.code, ran.err) == (
        2,
        "rota: 2026-12 is closed until 2027-01-03 already; leave out --until to confirm what changed since\n",
    )


def test_a_deputy_may_and_the_record_says_who(root: Path) -> None:
    assert close(root, by=DEPUTY).out.endswith("closed until Sun 3 Jan, by a1.\n")
    assert written(root)["by"] == "a1"


def test_what_is_not_settled_is_named_and_passed_over_only_when_told_to(root: Path) -> None:
    asked = run(root, "leave", "request", "a5", "2026-12-30", "2027-01-05", now=EARLY, by="a5")
    assert asked.code == 0, asked
    (id,) = (path.name for path in (root / "leave").iterdir() if not (path / "2.toml").exists())
    before = files(root)
    ran = close(root)
    assert (ran.code, ran.err) == (
        1,
        "rota: town-hall 2026-12 was not closed, as something is not settled yet:\n"
        f"rota: leave/{id} is requested: rota leave show {id}\n"
        "rota: Settle it first; or close with --despite, and what becomes of it is a correction\n",
    )
    assert files(root) == before
    # That of other days is none of its business.
    assert closed(root, "--until", "2026-12-29").code == 0
    closed(root, "--despite")
    assert written(root, 2)["despite"] == {f"leave/{id}": "requested"}


def test_a_swap_that_was_agreed_and_never_decided_is_told_of_and_does_not_count(root: Path) -> None:
    when = "2026-12-28T09:00:00+00:00"
    asked = run(root, "swap", "request", "a2", "2026-12-31", "--with", "a5", now=when, by="a2")
    (id,) = (path.name for path in (root / "changes").iterdir())
    assert (asked.code, run(root, "swap", "accept", id, now=when, by="a5").code) == (0, 0)
    ran = closed(root)
    assert (
        f"Note: {id} was agreed by everybody and expired before a leader decided, so it does not count; if people "
        f"worked by it, see rota swap show {id}.\n"
    ) in ran.err


def test_months_are_closed_in_order_and_with_their_corrections(root: Path) -> None:
    next_month(root)
    closed(root, "--until", "2026-12-13")
    ran = close(root, month=JANUARY, now=FEBRUARY)
    assert (ran.code, ran.err) == (
        1,
        "rota: town-hall 2026-12 is not closed to its end, and comes first: rota close 2026-12\n",
    )
    closed(root)
    ill(root, "a2", "2026-12-29")
    ran = close(root, month=JANUARY, now=FEBRUARY)
    assert "closings/town-hall/2026-12 is 1 day changed since: rota close 2026-12" in ran.err
    closed(root, now=FEBRUARY)
    closed(root, month=JANUARY, now=FEBRUARY)
    # Until the 13th, the rest, and the correction.
    assert list(written(root, month=JANUARY)["seen"]) == ["2026-12/3"]


def test_a_month_is_not_closed_while_two_changes_stand_on_one_cell(root: Path) -> None:
    """Nobody can tell what was worked before a leader has voided one."""
    for service in ("reception", "phones; 10:00-11:00 reception"):
        moved = run(
            root, "move", "a2", "2026-12-14", "--service", "reception", now="2026-12-14T07:00:00+00:00"
        )
        assert moved.code == 0, (service, moved)
        folder = next(path for path in (root / "changes").iterdir() if not path.name.startswith("kept"))
        shutil.move(folder, root.parent / f"kept{service[0]}")
    for at, service in enumerate("rp"):
        shutil.move(root.parent / f"kept{service}", root / "changes" / f"kept0000000{at}")
    ran = close(root)
    assert ran.code == 1
    assert "changes/kept00000000/1 does not apply, a2 on Mon 14 Dec: two changes stand on one cell" in ran.err
    assert "rota swap void kept00000000" in ran.err
    assert closed(root, "--until", "2026-12-13").code == 0


def test_a_joiner_without_a_cell_is_named_and_has_no_hours(root: Path) -> None:
    with (root / "people.toml").open("a", encoding="utf-8") as people:
        people.write(
            '\n[[agent]]\nid = "a7"\nteam = "front"\nemployer = "council"\ncontract = "full-time"\nhome = "phones"\n'
            'skills = ["phones"]\nfrom = 2026-12-28\n'
        )
    ran = closed(root)
    assert "Note: a7 has no cell on 7 of these days, from 2026-12-28 on: no hours.\n" in ran.err
    assert "a7" not in written(root)["day"]


def test_the_story_of_the_month_tells_of_it(root: Path) -> None:
    closed(root)
    ill(root, "a2", "2026-12-29")
    closed(root, now=LATER)
    out = run(root, "audit", MONTH).out
    assert (
        "Hours confirmed\n"
        "  1  4 Jan 2027 09:00  closed by a3 Carys Pugh (claimed: ROTA_AS) until Sun 3 Jan: 854:30 worked by 6 agents\n"
        "  2  20 Jan 2027 09:00  closed by a3 Carys Pugh (claimed: ROTA_AS) until Sun 3 Jan: no new days, 1 correction\n"
        "     a2 Ben Osei, Tue 29 Dec: late phones -> absent\n"
        "       days -1; worked -7:30; late -1; absent +7:30\n"
    ) in out
    cell = run(root, "audit", MONTH, "--agent", "a1", "--day", "2026-12-05").out
    assert "until Sun 3 Jan: 7:00 worked by 1 agent\n" in cell
    assert "until Sun 3 Jan: no new days\n" in cell


def test_staff_see_nothing_of_it(root: Path, tmp_path: Path) -> None:
    closed(root)
    next_month(root)
    for name, args in {"all": (), "own": ("--for", "a2")}.items():
        made = run(root, "staff-copy", tmp_path / name, "--month", MONTH, *args)
        assert made.code == 0, made
        assert not (tmp_path / name / "closings").exists()
        assert "payroll" not in (tmp_path / name / "centre.toml").read_text("utf-8")
        ran = close(tmp_path / name)
        assert (ran.code, "this is a staff copy: `rota close` is for the whole repository" in ran.err) == (
            1,
            True,
        )


def test_a_closing_is_no_stray_and_what_lies_beside_it_is(root: Path) -> None:
    closed(root)
    assert "closings" not in run(root, "doctor").out
    assert "DATA26" not in run(root, "check").out
    beside = root / "closings" / GROUP / MONTH / "1 (1).toml"
    shutil.copyfile(beside.with_name("1.toml"), beside)
    ran = run(root, "check", "--format", "concise")
    assert ran.code == 1
    assert f"closings/{GROUP}/{MONTH}/1 (1).toml" in ran.out
    assert close(root).code == 2


def test_what_others_do_while_a_leader_reads_the_table_is_not_passed_over(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROTA_NOW", AFTER)
    act, repo = Act("a3"), Repository.open(root)
    wanted = closing(repo, GROUP, MONTH, None, act)
    ill(root, "a2", "2026-12-29", now=AFTER)
    with pytest.raises(Refused, match="somebody else has just changed the rota of town-hall 2026-12"):
        write(repo, wanted, act)
    assert not events(root)
    repo = Repository.open(root)
    wanted = closing(repo, GROUP, MONTH, None, act)
    closed(root)
    with pytest.raises(Refused, match="somebody else has just acted on closings/town-hall/2026-12"):
        write(repo, wanted, act)
    assert len(events(root)) == 1
