"""Breaks in the life of a published month: they go along with shifts, stay through moves, and come back with days."""

import re
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.period import Period
from rota.files.repository import Repository
from tests.breaks_world import published_with_lunches
from tests.living_world import GROUP, MONTH
from tests.swap_world import agreed, asked, cell, fine, run

WEDNESDAY = "2026-12-16"
BAD_MORNING = "2026-12-14T07:40:00+00:00"

REPAIR = """\
Mon 14 Dec  absent: a3 Carys Pugh
   phones Mon 14 Dec 10:00-12:00: 1 short
   phones Mon 14 Dec 13:30-14:00: 2 short

1  Move 2 agents, for part of the day where that is enough: 6 head half-hours missing -> all covered
"""
"""Three are needed from 10:00 until 12:00, two at 13:30 when a2 and a6 are at lunch."""

ASKED = "a5 Elsie Brandt, Fri 11 Dec: early phones 08:30-16:30 instead of late reception, covers "


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published_with_lunches(tmp_path)


def test_a_swap_exchanges_whole_shifts_with_their_breaks_and_says_when_they_are(root: Path) -> None:
    ran = run(root, "swap", "request", "a2", WEDNESDAY, "--with", "a5", by="a2")
    assert (
        "Cells                        before                       after\n"
        "a2 Ben Osei      Wed 16 Dec  late phones     10:00-18:00  late reception  10:00-18:00\n"
        "a5 Elsie Brandt  Wed 16 Dec  late reception  10:00-18:00  late phones     10:00-18:00\n"
        "Breaks then: a2 Wed 16 Dec 14:00-14:30, a5 Wed 16 Dec 13:30-14:00.\n"
    ) in fine(ran).out
    id = ran.out.split(":")[0].split()[1]
    fine(run(root, "swap", "accept", id, by="a5"))
    fine(run(root, "swap", "approve", id, by="a3"))
    assert cell(root, "a2", WEDNESDAY) == "late reception; 14:00-14:30 break"
    assert cell(root, "a5", WEDNESDAY) == "late phones; 13:30-14:00 break"
    fine(run(root, "swap", "void", id, by="a3"))
    assert cell(root, "a2", WEDNESDAY) == "late phones; 13:30-14:00 break"


def test_who_works_the_same_but_for_the_break_has_nothing_to_swap(root: Path) -> None:
    ran = run(root, "swap", "request", "a3", "2026-12-15", "--with", "a6", by="a3")
    assert (ran.code, ran.err) == (
        2,
        "rota: a3 and a6 work the same on Tue 15 Dec but for their breaks, which a leader moves: "
        "rota move a3 2026-12-15 --lunch TIMES\n",
    )
    found = run(root, "swap", "find", "2026-12-15", "--agent", "a3")
    assert not re.search(r"^a6", fine(found).out, re.MULTILINE)
    assert "a3 on Tue 15 Dec: early phones; 12:30-13:00 break." in found.out


def test_times_alone_are_exchanged_with_their_breaks(root: Path) -> None:
    id = asked(root, "a2", "2026-12-17", "a1", "--times-only")
    fine(run(root, "swap", "accept", id, by="a1"))
    fine(run(root, "swap", "approve", id, "--despite", "cover", by="a3"))
    assert cell(root, "a1", "2026-12-17") == "late reception; 13:30-14:00 break"
    assert cell(root, "a2", "2026-12-17") == "early phones; 12:00-12:30 break"


def test_a_lunch_moved_meanwhile_makes_a_swap_stale_and_says_so(root: Path) -> None:
    id = agreed(root, "a2", WEDNESDAY, "a5")
    fine(run(root, "move", "a5", WEDNESDAY, "--lunch", "13:00-13:30", by="a3"))
    ran = run(root, "swap", "approve", id, by="a3")
    assert ran.code == 1
    assert (
        "a5 on Wed 16 Dec was late reception; 14:00-14:30 break, and is late reception; 13:00-13:30 break now"
        in ran.err
    )


def test_a_saturday_taken_over_has_its_break_and_so_has_the_lieu_day_given_up(root: Path) -> None:
    ran = run(root, "swap", "request", "a1", "2026-12-05", "--with", "a2", "--cover", by="a1")
    assert "Breaks then: a1 Tue 1 Dec 13:30-14:00, a2 Sat 5 Dec 12:00-12:30.\n" in fine(ran).out


def test_a_shift_that_is_stated_has_the_break_that_it_had_or_a_new_one(root: Path) -> None:
    def found(*stated: str) -> str:
        return run(root, "cover", "find", "a4", "2026-12-11", *stated, by="a3").out.splitlines()[0]

    assert found() == "a4 on Fri 11 Dec: early reception; 13:00-13:30 break."
    assert found("--shift", "early reception") == found()
    # a2 is at lunch at 13:30; 14:00 is as near to the middle of 13:00-15:30 as can be.
    assert found("--shift", "late phones") == "a4 on Fri 11 Dec: late phones; 14:00-14:30 break."
    assert found("--shift", "late phones; 15:00-15:30 break").endswith("late phones; 15:00-15:30 break.")


def test_who_takes_a_shift_over_leaves_out_the_troughs_they_are_not_trained_for(root: Path) -> None:
    with_email(root)
    fine(
        run(
            root,
            "move",
            "a1",
            "2026-12-05",
            "saturday phones; 12:00-12:30 break; 14:00-15:00 reception",
            by="a3",
        )
    )
    id = asked(root, "a1", "2026-12-05", "a6", "--cover")
    (matter,) = (one for one in Repository.open(root).changes if one.id == id)
    taken = {(one.agent, str(one.day)): one.after for one in matter.proposed}
    # a6 is trained for the phones alone; a2 for reception too
    assert taken["a6", "2026-12-05"] == "saturday phones; 12:00-12:30 break"
    id = asked(root, "a1", "2026-12-05", "a2", "--cover")
    (matter,) = (one for one in Repository.open(root).changes if one.id == id)
    taken = {(one.agent, str(one.day)): one.after for one in matter.proposed}
    assert taken["a2", "2026-12-05"] == "saturday phones; 12:00-12:30 break; 14:00-15:00 reception"


def with_email(root: Path) -> None:
    """Reception has work that those at the phones do in their troughs, and is open on Saturdays."""
    demand = root / "demand.toml"
    work = (
        '\n[[deferrable]]\nservice = "reception"\nweekdays = ["sat"]\nhours = "1:00"\nbeside = ["phones"]\n'
    )
    demand.write_text(demand.read_text("utf-8") + work, "utf-8")
    centre = root / "centre.toml"
    before, own, after = centre.read_text("utf-8").partition('id = "reception"\n')
    hours = '[[service.hours]]\nweekdays = ["sat"]\nopen = "09:00"\nclose = "16:00"\n\n[[service.hours]]\n'
    centre.write_text(before + own + after.replace("[[service.hours]]\n", hours, 1), "utf-8")


def test_a_leaders_move_keeps_the_break_and_names_one_outside_its_window(root: Path) -> None:
    fine(run(root, "move", "a1", WEDNESDAY, "early phones", by="a3"))
    assert cell(root, "a1", WEDNESDAY) == "early phones; 12:00-12:30 break"
    fine(run(root, "move", "a1", "2026-12-17", "--service", "phones", "--at", "11:00-14:00", by="a3"))
    assert cell(root, "a1", "2026-12-17") == (
        "early reception; 11:00-12:00 phones; 12:00-12:30 break; 12:30-14:00 phones"
    )
    fine(run(root, "move", "a1", "2026-12-17", "--lunch", "13:00-13:30", by="a3"))
    assert cell(root, "a1", "2026-12-17") == (
        "early reception; 11:00-13:00 phones; 13:00-13:30 break; 13:30-14:00 phones"
    )
    refused = run(root, "move", "a1", "2026-12-18", "--lunch", "14:00-14:30", by="a3")
    assert (refused.code, refused.out) == (1, "")
    assert "REST07 2026-12-18: a1 has a break 14:00-14:30 on Fri 18 Dec, must be 00:30 between" in refused.err
    rules = root / "rules.toml"
    must = 'use = "break-window"\nlevel = "must"\n'
    assert must in rules.read_text("utf-8")
    rules.write_text(rules.read_text("utf-8").replace(must, 'use = "break-window"\n'), "utf-8")
    late = run(root, "move", "a1", "2026-12-18", "--lunch", "14:00-14:30", by="a3")
    assert "WARNING: the break 14:00-14:30 lies outside the break-window of early, 11:30-14:00\n" in late.err
    assert "is now early reception; 14:00-14:30 break, by a3" in late.out


def test_a_cell_given_with_parts_keeps_the_lunch_that_was_there_where_it_is_free(root: Path) -> None:
    day = "2026-12-15"
    fine(run(root, "move", "a3", day, "--lunch", "11:30-12:00", by="a3"))
    fine(run(root, "move", "a3", day, "early phones; 15:00-16:00 meeting", by="a3"))
    assert cell(root, "a3", day) == "early phones; 11:30-12:00 break; 15:00-16:00 meeting"
    fine(run(root, "move", "a3", day, "early phones; 11:00-14:00 reception", by="a3"))
    assert cell(root, "a3", day) == (
        "early phones; 11:00-11:30 reception; 11:30-12:00 break; 12:00-14:00 reception"
    )
    # It gives way to a meeting.
    fine(run(root, "move", "a3", day, "early phones; 11:00-13:30 meeting", by="a3"))
    assert cell(root, "a3", day) == "early phones; 11:00-13:30 meeting; 13:30-14:00 break"


def test_repair_counts_lunches_and_leaves_them_where_they_are(root: Path) -> None:
    fine(run(root, "absence", "add", "a3", "2026-12-14", "2026-12-14", "--means", "phone", by="a1"))
    ran = run(root, "repair", MONTH, "--day", "2026-12-14", by="a1", now=BAD_MORNING)
    assert fine(ran).out.startswith(REPAIR)
    fine(run(root, "repair", MONTH, "--day", "2026-12-14", "--choose", "1", by="a1", now=BAD_MORNING))
    base = Repository.open(root).bases(GROUP)[MONTH].cells
    now = Repository.open(root).rotas(GROUP)[MONTH].cells
    day = Period.of_month(MONTH).days[14]
    pauses = {agent: _breaks(str(days[day])) for agent, days in now.items() if agent != "a3"}
    assert pauses == {agent: _breaks(str(base[agent][day])) for agent in pauses}


def _breaks(text: str) -> list[str]:
    return re.findall(r"\S+ break", text)


def test_whom_repair_would_ask_is_said_without_breaks(root: Path) -> None:
    for agent in ("a3", "a4"):
        fine(run(root, "absence", "add", agent, "2026-12-11", "2026-12-11", "--means", "phone", by="a1"))
    ran = run(root, "repair", MONTH, "--day", "2026-12-11", by="a1", now="2026-12-10T20:00:00+00:00")
    assert ASKED in fine(ran).out


def test_an_absence_that_never_was_gives_the_break_back(root: Path) -> None:
    fine(run(root, "absence", "add", "a4", WEDNESDAY, WEDNESDAY, "--means", "phone", by="a3"))
    assert cell(root, "a4", WEDNESDAY) == "absent"
    (id,) = (path.name for path in (root / "absence").iterdir())
    fine(run(root, "absence", "void", id, by="a3"))
    assert cell(root, "a4", WEDNESDAY) == "early reception; 13:00-13:30 break"


def test_half_a_day_of_leave_has_no_break_and_gives_it_back(root: Path) -> None:
    before = {path.name for path in (root / "leave").iterdir()}
    fine(run(root, "leave", "request", "a5", "2026-12-02", "--half", "afternoon", by="a5"))
    (id,) = {path.name for path in (root / "leave").iterdir()} - before
    fine(run(root, "leave", "approve", id, by="a3"))
    assert cell(root, "a5", "2026-12-02") == "late reception; 14:00-18:00 leave"
    fine(run(root, "leave", "withdraw", id, "--means", "phone", by="a3"))
    assert cell(root, "a5", "2026-12-02") == "late reception; 14:00-14:30 break"


def test_leave_that_was_planned_becomes_a_shift_with_its_break_where_it_costs_least(root: Path) -> None:
    # Early at reception beside a1, who is at lunch at 12:00; 12:30 is the middle, and a5 is there.
    fine(run(root, "leave", "withdraw", "2c09fc19f832", "--means", "phone", by="a3"))
    for day in ("2026-12-03", "2026-12-04"):
        assert cell(root, "a4", day) == "early reception; 12:30-13:00 break"


def test_a_month_comes_back_from_its_own_export_cell_by_cell(root: Path, tmp_path: Path) -> None:
    sheet, made = tmp_path / "december.csv", tmp_path / "made.toml"
    fine(run(root, "export", MONTH, "--to", "csv", "--for", "leader", "--output", sheet))
    fine(run(root, "import", sheet, "--month", MONTH, "--output", made, by="a3"))
    import tomllib

    again = tomllib.loads(made.read_text("utf-8"))["cells"]
    cells = Repository.open(root).rotas(GROUP)[MONTH].cells
    assert again == {a: {str(day): str(cell) for day, cell in days.items()} for a, days in cells.items()}
    assert sum("break" in str(cell) for days in cells.values() for cell in days.values()) == 114


def test_a_month_published_without_breaks_stays_as_it_is(tmp_path: Path) -> None:
    root = published_with_lunches(tmp_path)
    text = (root / "centre.toml").read_text("utf-8")
    plain = re.sub(r"break-window = .*\n", "", text)
    (root / "centre.toml").write_text(plain, "utf-8")
    base = root / "rotas" / GROUP / f"{MONTH}.toml"
    base.write_text(re.sub(r"; \S+ break", "", base.read_text("utf-8")), "utf-8")
    before = fine(run(root, "show", MONTH, "--agent", "a2")).out
    (root / "centre.toml").write_text(text, "utf-8")
    assert fine(run(root, "show", MONTH, "--agent", "a2")).out == before
    assert "break" not in before
    id = agreed(root, "a2", WEDNESDAY, "a5")
    fine(run(root, "swap", "approve", id, by="a3"))
    assert parse_cell(cell(root, "a2", WEDNESDAY)) == parse_cell("late reception")


def test_half_a_day_of_leave_is_not_told_in_a_staff_copy_by_a_break_that_is_gone(
    root: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "staff"
    fine(run(root, "move", "a5", "2026-12-02", "--lunch", "13:00-13:30", by="a3"))
    fine(run(root, "staff-copy", copy))
    shown = (copy / "rotas" / GROUP / f"{MONTH}.toml").read_bytes()
    assert b'2026-12-02 = "late reception; 13:00-13:30 break"' in shown
    before = {path.name for path in (root / "leave").iterdir()}
    fine(run(root, "leave", "request", "a5", "2026-12-02", "--half", "afternoon", by="a5"))
    (id,) = {path.name for path in (root / "leave").iterdir()} - before
    fine(run(root, "leave", "approve", id, by="a3"))
    fine(run(root, "staff-copy", copy))
    assert (copy / "rotas" / GROUP / f"{MONTH}.toml").read_bytes() == shown


def test_a_swap_asked_for_in_a_staff_copy_is_taken_in_with_its_breaks(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "staff"
    fine(run(root, "staff-copy", copy))
    fine(run(copy, "swap", "request", "a2", WEDNESDAY, "--with", "a5", by="a2"))
    assert "taken in" in fine(run(root, "inbox", copy, by="a3")).out
    (matter,) = Repository.open(root).changes
    assert {(one.agent, one.after) for one in matter.proposed} == {
        ("a2", "late reception; 14:00-14:30 break"),
        ("a5", "late phones; 13:30-14:00 break"),
    }
