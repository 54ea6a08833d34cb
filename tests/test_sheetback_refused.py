"""What cannot be taken from an edited workbook is named, cell by cell, all at once; and nothing is written."""

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rota.domain.audience import Audience
from rota.show.xlsx.layout import KEY, ORIGIN, ROTA
from rota.work.importing import xlsx
from tests.cli_helpers import Ran, rota
from tests.living_world import MONTH, NOW
from tests.sheetback_world import Change, back, date_cell, drafted, edited, exported, files, row_of
from tests.swap_world import edit

UNDO = "rows can be sorted, and what stands in the cells of days edited; nothing else"
CODES = "The codes are ., o, t, EP, MP, LP, SP, ER, MR, LR, SR; the sheet Key says of what"
AS_THEY_WERE = "put it back: names and totals follow from files and cells, and are not edited in a sheet"
BESIDE = "shifts are edited on the sheet Rota only Next: put it back, and edit the sheet Rota"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre with a draft that no test here changes, since nothing is written."""
    root = drafted(tmp_path_factory.mktemp("centre"))
    exported(root)
    return root


def refused(root: Path, path: Path, *more: object) -> Ran:
    """What was said of a workbook of which nothing was taken."""
    before = files(root)
    ran = back(root, path, *more)
    assert ran.code == 2, ran
    assert files(root) == before
    return ran


def said(root: Path, path: Path) -> list[str]:
    """The findings about a workbook, each with its place and what to do."""
    lines = refused(root, path).err.splitlines()
    return [f"{line} {next_.strip()}" for line, next_ in zip(lines[::2], lines[1::2], strict=True)]


def of(root: Path, *cells: tuple[str, str, Any], change: Change | None = None) -> list[str]:
    return said(root, edited(root.parent / "leader.xlsx", *cells, change=change))


UNTAKEN: Mapping[str, tuple[Any, str]] = {
    "2026-12-01": ("EQ", f'DATA17 Rota!D8: "EQ" of a2 on Tue 1 Dec is no code Next: did you mean "ER" or "EP"? {CODES}'),
    "2026-12-02": (5, f'DATA17 Rota!E8: "5" of a2 on Wed 2 Dec is no code Next: {CODES}'),
    "2026-12-03": (True, f'DATA17 Rota!F8: "True" of a2 on Thu 3 Dec is no code Next: {CODES}'),
    "2026-12-04": (
        "=1/0",
        "DATA17 Rota!G8: a2 on Fri 4 Dec holds a formula whose value is not in the file Next: write the code itself",
    ),
    "2026-12-07": (
        None,
        'DATA17 Rota!J8: the cell of a2 on Mon 7 Dec is empty; so it is in K8 Next: a day off is "."; put in what it is to be',
    ),
    "2026-12-08": ("  ", ""),
    "2026-12-09": (
        "?",
        'DATA17 Rota!L8: "?" of a2 on Wed 9 Dec says that a cell is missing Next: a day off is "."; put in what it is to be',
    ),
    "2026-12-10": (
        "LP*",
        'DATA17 Rota!M8: "LP*" of a2 on Thu 10 Dec stands for a shift with timed parts, of which a sheet does not say which Next: '
        "write LP, and give the parts with `rota set`, or `rota move` once it is published",
    ),
    "2026-12-11": (
        date(2026, 5, 9),
        'DATA17 Rota!N8: "2026-05-09" of a2 on Fri 11 Dec is a day, and no code Next: a spreadsheet makes days of what looks like '
        "one: type the code",
    ),
    "2026-12-14": (
        "v",
        "DATA40 Rota!Q8: a2 on Mon 14 Dec cannot be made leave in a sheet Next: put back what stood there, EP; leave is asked for "
        "and granted: rota leave request a2 2026-12-14",
    ),
    "2026-12-15": (
        "x",
        "DATA40 Rota!R8: a2 on Tue 15 Dec cannot be made absent in a sheet Next: put back what stood there, EP; absence is "
        "recorded, ended or voided: rota absence add a2 2026-12-15, rota absence end a2 2026-12-15",
    ),
    "2026-12-16": (
        "#",
        "DATA40 Rota!S8: a2 on Wed 16 Dec cannot be made closed in a sheet Next: put back what stood there, EP; bank holidays and "
        "closures stand in calendar/, and opening hours in centre.toml",
    ),
}  # fmt: skip
"""What is typed on days of a2, and what is said of it; of one that says the same as another nothing more."""


def test_cells_that_cannot_be_taken_are_named_with_what_can_be_done(shared: Path) -> None:
    found = of(shared, *(("a2", day, typed) for day, (typed, _) in UNTAKEN.items()))
    assert [line.partition(": ")[2] for line in found] == [words for _, words in UNTAKEN.values() if words]
    assert found[0].startswith("edited.xlsx:8:4: DATA17 Rota!D8: ")


def test_granted_leave_and_closed_days_stay(shared: Path) -> None:
    assert of(shared, ("a1", "2026-12-07", "EP"), ("a2", "2026-12-25", ".")) == [
        "edited.xlsx:7:10: DATA40 Rota!J7: a1 on Mon 7 Dec is leave, which a sheet does not change Next: put back what stood "
        "there, v; leave is taken back: rota leave withdraw dcf502ba2ac5",
        "edited.xlsx:8:28: DATA40 Rota!AB8: a2 on Fri 25 Dec is closed, which a sheet does not change Next: put back what stood "
        "there, #; bank holidays and closures stand in calendar/, and opening hours in centre.toml",
    ]


def test_cells_that_say_the_same_wrong_thing_are_one_finding(shared: Path) -> None:
    (only,) = of(shared, *(("a2", f"2026-12-0{day}", "Q") for day in (1, 2, 3)))
    assert (
        only
        == f'edited.xlsx:8:4: DATA17 Rota!D8: "Q" of a2 on Tue 1 Dec is no code; so it is in E8, F8 Next: {CODES}'
    )


def insert_row(sheet: Worksheet) -> None:
    sheet.insert_rows(9)
    sheet["A9"], sheet["D9"] = "a9", "EP"


def insert_nameless_row(sheet: Worksheet) -> None:
    sheet.insert_rows(9)
    sheet["D9"] = "EP"


def double_row(sheet: Worksheet) -> None:
    sheet.insert_rows(9)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(9, column).value = sheet.cell(8, column).value


def delete_row(sheet: Worksheet) -> None:
    sheet.delete_rows(row_of(sheet, "a4"))


def delete_day(sheet: Worksheet) -> None:
    sheet.delete_cols(4)


def insert_day(sheet: Worksheet) -> None:
    sheet.insert_cols(4)
    sheet["D5"] = "extra"


def other_date(sheet: Worksheet) -> None:
    date_cell(sheet, "2026-12-01").value = date(2026, 12, 2)


def merge(sheet: Worksheet) -> None:
    sheet.merge_cells("D8:F8")


def name(sheet: Worksheet) -> None:
    sheet["B8"] = "Benjamin"


def total(sheet: Worksheet) -> None:
    head = next(cell for cell in sheet[5] if cell.value == "Shifts")
    sheet.cell(8, head.column).value = 99


def cover(sheet: Worksheet) -> None:
    row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 2).value == "Phones (P)")
    sheet.cell(row, 4).value = 3


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        (insert_row, ['edited.xlsx:9:1: DATA09 Rota!A9: "a9" is nobody in this workbook Next: delete the row: ' + UNDO]),
        (insert_nameless_row, ['edited.xlsx:9:4: DATA09 Rota!D9: "EP" stands in a row without an agent\'s id Next: put the id '
                               "into A9, or delete the row"]),
        (double_row, ["edited.xlsx:9:1: DATA10 Rota!A9: a2 stands here and in Rota!A8 Next: delete one of the rows"]),
        (delete_row, ["edited.xlsx:5:1: DATA19 Rota!A5: the row of a4 is gone, or its id was changed Next: put it back: " + UNDO]),
        (delete_day, ["edited.xlsx:5:3: DATA12 Rota!C5: the column of Tue 1 Dec 2026 is gone, or its date was changed Next: put it "
                      "back: " + UNDO]),
        (insert_day, ['edited.xlsx:5:4: DATA12 Rota!D5: "extra" is no day of this workbook Next: delete the column, or put its '
                      "date back: " + UNDO]),
        (other_date, ["edited.xlsx:5:3: DATA12 Rota!C5: the column of Tue 1 Dec 2026 is gone, or its date was changed Next: put it "
                      "back: " + UNDO,
                      "edited.xlsx:5:5: DATA23 Rota!E5: Wed 2 Dec stands here and in Rota!D5 Next: put the days back: " + UNDO]),
        (merge, ["edited.xlsx:8:4: DATA17 Rota!D8: the cells D8:F8 are merged, so it is not clear which of them says it Next: unmerge "
                 "them, and write into each what it is"]),
        (name, ['edited.xlsx:8:2: DATA40 Rota!B8 is Benjamin; it was Ben Osei (Name of a2) Next: ' + AS_THEY_WERE]),
        (total, ['edited.xlsx:8:38: DATA40 Rota!AL8 is 99; it was 22 (Shifts of a2) Next: ' + AS_THEY_WERE]),
        (cover, ['edited.xlsx:15:4: DATA40 Rota!D15: "3" of Phones (P), of which the sheet Cover and service level says "-1": one of the '
                 "two was changed Next: put back what stood there: "
                 "cover follows from the cells, and is not edited in a sheet"]),
    ],
)  # fmt: skip
def test_rows_columns_and_what_is_only_shown_stay_as_they_were(
    shared: Path, change: Change, findings: list[str]
) -> None:
    assert of(shared, change=change) == findings


def test_everything_wrong_is_said_at_once_from_the_top_down(shared: Path) -> None:
    found = of(shared, ("a2", "2026-12-01", "Q"), ("a5", "2026-12-02", ""), change=name)
    assert [line.split(": ")[1][:6] for line in found] == ["DATA40", "DATA17", "DATA17"]
    assert [re.split("[: ]", line.split("Rota!")[1])[0] for line in found] == ["B8", "D8", "E11"]


def test_a_code_that_means_something_else_since_is_no_way_to_misread(tmp_path: Path) -> None:
    root = drafted(tmp_path)
    path = exported(root)
    for old, new in (
        ('letter = "E"', 'letter = "Z"'),
        ('letter = "L"', 'letter = "E"'),
        ('letter = "Z"', 'letter = "L"'),
    ):
        edit(root, "centre.toml", old, new)
    found = said(root, path)
    fix = "Next: letters of patterns and services stand in centre.toml: export the rota again, and edit that"
    assert (
        f'leader.xlsx:8:2: DATA23 Key!B8: the code "EP" stood for "early phones", and now it is late phones {fix}'
        in found
    )


def other_sheet(path: Path, sheet: str, cell: str, value: Any) -> Path:
    book = load_workbook(path)
    book[sheet][cell] = value
    target = path.with_name("edited.xlsx")
    book.save(target)
    return target


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        (ORIGIN, "B9", "late phones", "Origin!A1: the hidden sheet Origin, which says what was exported, is not as it was written"),
        (ORIGIN, "B9", "nonsense", "Origin!B9: the hidden sheet Origin, which says what was exported, is not as it was written"),
        (ORIGIN, "C8", "2026-12-02", "Origin!B8: the hidden sheet Origin"),
        (ORIGIN, "A10", "a1", "Origin!A9: the hidden sheet Origin"),
        (ORIGIN, "B3", "December", "Origin!A1: the hidden sheet Origin"),
        (ORIGIN, "B2", "moon", "is of the rota group moon, which is not in this repository: town-hall"),
        (ORIGIN, "B1", "rota-sheet/9", "the workbook is of the format rota-sheet/9, and this rota reads rota-sheet/1"),
        (KEY, "B6", "leave", 'Key!B6: the code "o" stood for "leave", and now it is lieu'),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_sheets_is_seen(
    shared: Path, sheet: str, cell: str, value: str, words: str
) -> None:
    assert words in refused(shared, other_sheet(shared.parent / "leader.xlsx", sheet, cell, value)).err


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "finding"),
    [
        ("Totals", "D5", 99, "edited.xlsx:5:4: DATA40 Totals!D5 is 99; it was 17 (Shifts of a1) Next: " + AS_THEY_WERE),
        ("Totals", "L5", 99, "edited.xlsx:5:12: DATA40 Totals!L5 is 99; it was 0 (Lieu brought of a1) Next: " + AS_THEY_WERE),
        ("By agent", "F5", "LP", 'edited.xlsx:5:6: DATA40 By agent!F5: "LP" was "EP"; ' + BESIDE),
        ("By agent", "G5", "off", 'edited.xlsx:5:7: DATA40 By agent!G5: "off" was "early phones"; ' + BESIDE),
        ("By agent", "D6", date(2026, 11, 30), 'edited.xlsx:6:4: DATA40 By agent!D6: "a1 2026-11-30" stands here and in By agent!D5; ' + BESIDE),
        ("By agent", "D5", date(2027, 2, 1), 'edited.xlsx:5:4: DATA40 By agent!D5: the row of "a1 2027-02-01" was changed; ' + BESIDE),
    ],
)  # fmt: skip
def test_what_was_edited_on_another_sheet_is_named_there(
    shared: Path, sheet: str, cell: str, value: Any, finding: str
) -> None:
    assert said(shared, other_sheet(shared.parent / "leader.xlsx", sheet, cell, value))[-1] == finding


def test_rows_of_the_sheet_by_agent_may_be_sorted_and_not_deleted(shared: Path) -> None:
    book = load_workbook(shared.parent / "leader.xlsx")
    rows = book["By agent"]
    rows.move_range("A5:L5", rows=rows.max_row - 4)
    path = shared.parent / "edited.xlsx"
    book.save(path)
    assert back(shared, path).code == 0
    rows.delete_rows(6)
    book.save(path)
    assert said(shared, path) == [
        f"edited.xlsx:4:1: DATA40 By agent!A4: the row of a1 on 2026-12-01 is gone or changed; {BESIDE}"
    ]


def test_totals_of_a_workbook_that_does_not_keep_them_are_said_to_disagree(shared: Path) -> None:
    book = load_workbook(shared.parent / "leader.xlsx")
    origin = book[ORIGIN]
    days = sum(cell.value is not None for cell in origin[8])
    origin.delete_cols(2 + days, 20)
    book["Totals"]["D5"] = 99
    path = shared.parent / "edited.xlsx"
    book.save(path)
    assert said(shared, path) == [
        "edited.xlsx:7:38: DATA40 Rota!AL7 is 17 and Totals!D5 is 99 (Shifts of a1): one of the two was changed Next: "
        + AS_THEY_WERE
    ]


def rename(sheet: Worksheet) -> None:
    sheet.title = "December"


def without_key(sheet: Any) -> None:
    del sheet.parent[KEY]


def without_origin(sheet: Any) -> None:
    del sheet.parent[ORIGIN]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (rename, "the sheet Rota is gone, or has another name"),
        (without_key, "the sheet Key is gone, which says what the codes meant"),
        (
            without_origin,
            "its hidden sheet Origin is gone (copied into a new file?); edit the exported file itself, or read it as any spreadsheet",
        ),
    ],
)
def test_a_sheet_that_is_gone_is_named(shared: Path, change: Change, words: str) -> None:
    assert words in refused(shared, edited(shared.parent / "leader.xlsx", change=change)).err


def test_a_workbook_of_another_month_group_or_audience_is_refused(shared: Path, tmp_path: Path) -> None:
    path = shared.parent / "leader.xlsx"
    assert (
        "leader.xlsx is of 2026-12, and --month says 2026-11; leave --month out"
        in refused(shared, path, "--month", "2026-11").err
    )
    assert "is of town-hall, and --group says elsewhere" in refused(shared, path, "--group", "elsewhere").err
    assert back(shared, path, "--month", MONTH, "--group", "town-hall").code == 0
    team = exported(shared, Audience.TEAM)
    assert (
        "this workbook is for the team, and shows leave, lieu and absence as off, so it cannot come back"
        in refused(shared, team).err
    )


def test_a_month_without_any_rota_has_nothing_to_edit(shared: Path, tmp_path: Path) -> None:
    from tests.cli_helpers import tiny

    root = tiny(tmp_path)
    assert (
        "has no draft of 2026-12; make one: rota plan 2026-12"
        in refused(root, shared.parent / "leader.xlsx").err
    )


def test_it_comes_back_by_itself_and_options_of_other_sheets_are_not_for_it(shared: Path) -> None:
    path = shared.parent / "leader.xlsx"
    ran = rota("import", path, path, "--repo", shared, "--as", "a3", ROTA_NOW=NOW)
    assert (ran.code, "take it back by itself, without other sheets" in ran.err) == (2, True)
    csv = shared.parent / "other.csv"
    csv.write_text("agent,date,cell\na1,2026-12-01,off\n")
    ran = rota("import", csv, "--month", MONTH, "--preview", "--repo", shared, ROTA_NOW=NOW)
    assert (ran.code, "--preview is for a workbook that rota export made" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [("ash.html", b"a"), ("ash.csv", b"\n<!DOCTYPE html><p>"), ("ash.ods", b"PK\x03\x04")],
)  # fmt: skip
def test_a_file_of_another_kind_is_named_whatever_else_is_said(
    shared: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for more in ((), ("--month", MONTH)):
        assert refused(shared, path, *more).err == (
            f"rota: {name} is no .xlsx or .csv; open it in a spreadsheet program and save it as .xlsx, without a password, or "
            "as CSV UTF-8\n"
        )


def test_a_workbook_of_an_old_kind_is_said_to_be_one_without_a_month_too(
    shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ash.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    assert "DATA01 this is an Excel file of an old kind, or one with a password" in refused(shared, path).err


def test_another_programs_zip_is_no_workbook(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "rota.xlsx is no .xlsx or .csv; open it" in refused(shared, path).err


def test_a_file_that_is_not_there_is_no_other_spreadsheet(shared: Path) -> None:
    for more in ((), ("--preview",)):
        ran = rota("import", "edietd.xlsx", *more, "--repo", shared, "--as", "a3", ROTA_NOW=NOW)
        assert (ran.code, ran.err) == (2, "rota: edietd.xlsx: there is no such file\n")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (xlsx.MOST_BYTES + 1))


def endless(path: Path) -> None:
    """The workbook with more rows in its hidden sheet than any rota has."""
    book = load_workbook(path)
    for row in range(10, xlsx.MOST_ROWS + 20):
        book[ORIGIN].cell(row, 1).value = f"a{row}"
    book.save(path)


def linked(path: Path) -> None:
    """A code that stands in another file, which is not looked up."""
    book = load_workbook(path)
    book[ROTA]["D8"] = "='[http://127.0.0.1:9/other.xlsx]Rota'!D8"
    book.save(path)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bomb, "DATA03 unpacked, the workbook has 64,000,001 bytes, limit 64,000,000"),
        (endless, "DATA03 sheet Origin has more than 5,000 rows or 500 columns"),
        (linked, "DATA17 Rota!D8: a2 on Tue 1 Dec holds a formula whose value is not in the file"),
    ],
)
def test_the_limits_of_any_workbook_hold(
    shared: Path, tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes((shared.parent / "leader.xlsx").read_bytes())
    make(path)
    assert words in refused(shared, path).err


def test_what_hostile_cells_say_is_printed_as_text(shared: Path) -> None:
    (only,) = of(shared, ("a2", "2026-12-01", "\u202eEP\u200b<b>"))
    assert "\u202e" not in only
    assert "is no code" in only
