"""An exported workbook that a leader edited goes into the draft: cell by cell as rota set would, all or nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rota.domain.audience import Audience
from rota.domain.cell import OFF, parse_cell, shift
from rota.show.xlsx.layout import FIRST_AGENT_ROW, ROTA
from tests.cli_helpers import rota
from tests.living_world import MONTH, NOW
from tests.sheetback_world import back, draft_of, drafted, edited, exported, files, row_of

TUE, WED, THU = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return drafted(tmp_path)


def test_a_workbook_that_nobody_edited_changes_nothing(root: Path) -> None:
    path, before = exported(root), files(root)
    ran = back(root, path)
    assert (ran.code, ran.out, ran.err) == (
        0,
        "leader.xlsx: draft 1 of town-hall 2026-12, exported as draft 1; 0 cells edited.\n",
        "Nothing was edited; nothing is written.\n",
    )
    assert files(root) == before


def test_edited_cells_are_in_the_draft_pinned_and_recorded(root: Path) -> None:
    was = draft_of(root)
    path = edited(
        exported(root), ("a2", "2026-12-01", "LP"), ("a2", "2026-12-02", "."), ("a5", "2026-12-03", "t")
    )
    ran = back(root, path)
    assert ran.out == (
        "edited.xlsx: draft 1 of town-hall 2026-12, exported as draft 1; 3 cells edited.\n\n"
        "Edited                      was              will be      cell\n"
        "a2 Ben Osei      Tue 1 Dec  early phones     late phones  Rota!D8\n"
        "a2 Ben Osei      Wed 2 Dec  early phones     off          Rota!E8\n"
        "a5 Elsie Brandt  Thu 3 Dec  early reception  training     Rota!F11\n"
        "\nThey are in draft 1 of town-hall 2026-12, pinned, by a3.\n"
    )
    now = draft_of(root)
    wanted = {("a2", TUE): shift("late", "phones"), ("a2", WED): OFF, ("a5", THU): parse_cell("training")}
    assert {key: now.cells[key[0]][key[1]] for key in wanted} == wanted
    assert now.pins == {"a2": {TUE: "a3", WED: "a3"}, "a5": {THU: "a3"}}
    assert [(edit.agent, edit.day, edit.before, edit.after, edit.by) for edit in now.edits] == [
        ("a2", TUE, "early phones", "late phones", "a3"),
        ("a2", WED, "early phones", "off", "a3"),
        ("a5", THU, "early reception", "training", "a3"),
    ]
    same = {
        (agent, day): cell
        for agent, days in was.cells.items()
        for day, cell in days.items()
        if (agent, day) not in wanted
    }
    assert {key: now.cells[key[0]][key[1]] for key in same} == same


def test_it_makes_the_draft_that_set_makes(tmp_path: Path) -> None:
    for name in ("sheet", "by-hand"):
        (tmp_path / name).mkdir()
    sheet, by_hand = drafted(tmp_path / "sheet"), drafted(tmp_path / "by-hand")
    back(sheet, edited(exported(sheet), ("a2", "2026-12-01", "LP"), ("a5", "2026-12-03", "MP")))
    for agent, day, cell in (("a2", TUE, "late phones"), ("a5", THU, "middle phones")):
        rota("set", agent, day, cell, "--as", "a3", "--repo", by_hand, ROTA_NOW=NOW)
    draft = f"drafts/town-hall/{MONTH}/1.toml"
    assert (sheet / draft).read_text("utf-8") == (by_hand / draft).read_text("utf-8")


def test_what_comes_and_goes_for_the_rules_is_said_and_a_broken_must_rule_is_exit_1(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a4", "2026-12-02", "LP"), ("a6", "2026-12-01", "ER")))
    assert ran.err.startswith("1 must comes; 1 should goes.\nThese come:\n")
    came, _, went = ran.err.partition("These go:")
    assert "SKILL01 must 2026-12-01: a6" in came
    assert "COVER01 should 2026-12-02: phones Wed 2 Dec 16:30-18:00: 0 of 1, 1 short" in went
    assert ran.code == 1
    assert str(draft_of(root).cells["a6"][TUE]) == "early reception"


def test_a_preview_says_the_same_and_writes_nothing(root: Path) -> None:
    path, before = edited(exported(root), ("a2", "2026-12-01", "LP")), files(root)
    ran = back(root, path, "--preview")
    assert ran.code == 0
    assert "Rota!D8" in ran.out
    assert "pinned, by" not in ran.out
    assert ran.err.endswith("Nothing is written. Next: the same command without --preview\n")
    assert files(root) == before


def test_taken_back_twice_there_is_nothing_left_to_do(root: Path) -> None:
    path = edited(exported(root), ("a2", "2026-12-01", "LP"))
    back(root, path)
    before = files(root)
    ran = back(root, path)
    assert ran.err == (
        "Note: 1 of the edited cells is so in draft 1 of town-hall 2026-12 already.\nNothing is left to be written.\n"
    )
    assert (ran.code, files(root)) == (0, before)


def test_a_draft_that_staff_were_told_stays_and_the_edits_are_a_new_one(root: Path) -> None:
    assert rota("tell", MONTH, "--as", "a3", "--repo", root, ROTA_NOW=NOW).code == 0
    path, told = edited(exported(root), ("a2", "2026-12-01", "LP")), draft_of(root)
    ran = back(root, path)
    assert "They are in draft 2 of town-hall 2026-12, pinned, by a3." in ran.out
    assert "WARNING: Staff have been told draft 1" in ran.err
    assert draft_of(root).cells == told.cells
    assert draft_of(root, 2).cells["a2"][TUE] == shift("late", "phones")


def test_the_newest_draft_is_meant_whichever_was_exported(root: Path) -> None:
    path = edited(exported(root), ("a2", "2026-12-01", "LP"))
    assert rota("tell", MONTH, "--as", "a3", "--repo", root, ROTA_NOW=NOW).code == 0
    rota("set", "a5", "2026-12-03", "off", "--as", "a3", "--repo", root, ROTA_NOW=NOW)
    ran = back(root, path)
    assert "Note: the workbook shows draft 1; its edits are for draft 2 of town-hall 2026-12." in ran.err
    assert draft_of(root, 2).cells["a2"][TUE] == shift("late", "phones")
    assert draft_of(root, 2).cells["a5"][THU] == OFF


def test_a_sign_of_exclamation_pins_a_cell_as_it_is(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a2", "2026-12-01", "EP!")))
    assert "0 cells edited, 1 to be pinned." in ran.out
    assert draft_of(root).pins == {"a2": {TUE: "a3"}}
    assert draft_of(root).edits == ()


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("lp", "late phones"),
        (" LP ", "late phones"),
        ("LP~", "late phones"),
        ("lp !", "late phones"),
        ("late phones", "late phones"),
        ("T", "training"),
        ("Off", "off"),
    ],
)
def test_what_is_clear_is_read_and_said(root: Path, typed: str, cell: str) -> None:
    ran = back(root, edited(exported(root), ("a2", "2026-12-01", typed)))
    assert str(draft_of(root).cells["a2"][TUE]) == cell
    assert f'Note: read: Rota!D8 "{typed}" as ' in ran.err


def test_rows_may_be_sorted_and_other_sheets_taken_out(root: Path) -> None:
    def by_name(sheet: Any) -> None:
        rows = range(FIRST_AGENT_ROW, sheet.max_row + 1)
        columns = range(1, sheet.max_column + 1)
        values = [[sheet.cell(row, column).value for column in columns] for row in rows]
        values.sort(key=lambda row: str(row[1] or ""), reverse=True)
        for row, line in zip(rows, values, strict=True):
            for column, value in zip(columns, line, strict=True):
                sheet.cell(row, column).value = value
        for name in ("By agent", "Cover and service level", "Changes since the last version", "Totals"):
            del sheet.parent[name]

    path = edited(exported(root), ("a2", "2026-12-01", "LP"), change=by_name)
    ran = back(root, path)
    place = f"Rota!D{row_of(load_workbook(path)[ROTA], 'a2')}"
    assert place in ran.out
    assert "1 cell edited." in ran.out
    assert draft_of(root).cells["a2"][TUE] == shift("late", "phones")


def test_a_sheet_for_hr_and_one_of_a_team_come_back_too(root: Path) -> None:
    for more in ({"audience": Audience.HR}, {"team": "front"}, {"names": False}):
        path = edited(exported(root, **more), ("a2", "2026-12-01", "LP"))
        assert "1 cell edited." in back(root, path, "--preview").out


def test_only_who_leads_there_edits_a_draft(root: Path) -> None:
    path, before = edited(exported(root), ("a2", "2026-12-01", "LP")), files(root)
    ran = back(root, path, by="a2")
    assert ran.code == 1
    assert "a2 may not edit the drafts of town-hall 2026-12; that is for the leaders" in ran.err
    assert files(root) == before


def test_a_cell_edited_since_by_somebody_else_stops_all(root: Path) -> None:
    path = edited(exported(root), ("a2", "2026-12-01", "LP"), ("a5", "2026-12-03", "."))
    rota("set", "a2", "2026-12-01", "middle phones", "--as", "a1", "--repo", root, ROTA_NOW=NOW)
    before = files(root)
    ran = back(root, path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "rota: Rota!D8: a2 on Tue 1 Dec was early phones when exported, and is middle phones now in draft 1 of "
        "town-hall 2026-12\nrota: Nothing was written; export it again, and edit that.\n"
    )
    assert files(root) == before


def test_what_moved_elsewhere_does_not_stop_an_edit(root: Path) -> None:
    path = edited(exported(root), ("a2", "2026-12-01", "LP"))
    rota("set", "a5", "2026-12-03", "off", "--as", "a1", "--repo", root, ROTA_NOW=NOW)
    assert "1 cell edited" in back(root, path).out
    assert draft_of(root).cells["a5"][THU] == OFF


def test_a_cell_that_a_draft_lacks_is_planned_and_not_typed(root: Path) -> None:
    draft = root / f"drafts/town-hall/{MONTH}/1.toml"
    text = draft.read_text("utf-8")
    before, own, after = text.partition("[cells.a2]\n")
    draft.write_text(before + own + after.replace('2026-12-01 = "early phones"\n', "", 1), "utf-8")
    path = exported(root)
    assert load_workbook(path)[ROTA]["D8"].value == "?"
    assert back(root, path).err == "Nothing was edited; nothing is written.\n"
    ran = back(root, edited(path, ("a2", "2026-12-01", "LP")))
    assert ran.code == 2
    assert ran.err == (
        "edited.xlsx:8:4: DATA18 Rota!D8: a2 on Tue 1 Dec has no cell in draft 1 of town-hall 2026-12\n"
        "  Next: put back ?; planning fills it: rota plan 2026-12\n"
    )
