"""rota import: a rota from somebody else's spreadsheet, read whole or not at all, every unreadable cell named."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rota.domain.audience import Audience
from rota.domain.cell import LEAVE, OFF, Cell, parse_cell, shift
from rota.domain.period import Period, span
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.show.export import to_csv
from rota.work.edition.edition import Wanted as Shown
from rota.work.edition.edition import edition_of
from rota.work.importing import xlsx
from rota.work.importing.headings import Heading, read_heading
from rota.work.importing.importing import Imported, Wanted, read
from tests.cli_helpers import LEADER, MONTH, publish, rota, tiny, with_draft

GROUP = "town-hall"
EXAMPLES = Path(__file__).parents[1] / "examples"
PERIOD = Period.of_month(MONTH)
NAMES = {
    "a1": "Ana Whitlock",
    "a2": "Ben Osei",
    "a3": "Carys Pugh",
    "a4": "Dev Malhotra",
    "a5": "Elsie Brandt",
    "a6": "Farid Noor",
}
HOMES = {"a1": "phones", "a2": "phones", "a3": "reception", "a4": "phones", "a5": "reception", "a6": "phones"}
SHIFTS = (
    "E or 08:30-16:30, M or 09:00-17:00, L or 10:00-18:00, or off, lieu, leave, absent, training, closed, "
    'or "PATTERN SERVICE"; or say what it means in a table of codes: --codes'
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny(tmp_path)


Table = list[list[Any]]


def across(text: str = "E", days: Iterable[date] = PERIOD.days, names: Mapping[str, str] = NAMES) -> Table:
    """Agents down and days across, everybody with the same on Monday to Friday."""
    days = list(days)
    return [
        ["Name", *days],
        *([name, *(text if day.weekday() < 5 else "" for day in days)] for name in names.values()),
    ]


def csv_file(path: Path, table: Table, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    lines = (delimiter.join(str(value) for value in row) for row in table)
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def workbook(
    path: Path, *sheets: tuple[str, Table], change: Callable[[Workbook], None] | None = None
) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, table in sheets:
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append(row)
    if change:
        change(book)
    book.save(path)
    return path


def imported(root: Path, *paths: Path, codes: Path | None = None, sheet: str | None = None) -> Imported:
    return read(Repository.open(root), Wanted(paths, MONTH, GROUP, codes, sheet))


def refused(
    root: Path, *paths: Path, codes: Path | None = None, sheet: str | None = None
) -> list[tuple[str, str, str]]:
    """Code, place and message of all that is wrong."""
    with pytest.raises(BadInput) as error:
        imported(root, *paths, codes=codes, sheet=sheet)
    return [
        (found.code, str(found.place).rpartition("/")[2], found.message.replace(f"{paths[0].parent}/", ""))
        for found in error.value.findings
    ]


def everybody(cell: Callable[[str], Cell]) -> dict[str, dict[date, Cell]]:
    return {
        agent: {day: cell(home) if day.weekday() < 5 else OFF for day in PERIOD.days}
        for agent, home in HOMES.items()
    }


EARLY = everybody(lambda home: shift("early", home))


@pytest.mark.parametrize("month", ["2026-01", "2026-04", "2026-06"])
def test_what_is_exported_comes_back_as_it_was(tmp_path: Path, month: str) -> None:
    repo = Repository.open(EXAMPLES / "b-town")
    file = repo.rota("b-town", month)
    sheet = tmp_path / "month.csv"
    sheet.write_text(to_csv(edition_of(repo, Shown(month, Audience.LEADER))), "utf-8")
    back = read(repo, Wanted([sheet], month, "b-town"))
    assert back.file.cells == file.cells
    assert back.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_grid_saved_as_text_is_read_whatever_saved_it(
    root: Path, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    sheet = csv_file(tmp_path / "dec.csv", [["Zoë\u2019s rota"], [], *across()], delimiter, encoding)
    assert imported(root, sheet).file.cells == EARLY


@pytest.mark.parametrize(
    "text", ["E", "e", "early", "Early", "8.30-16.30", "08:30 \u2013 16:30", "8:30 to 16:30"]
)
def test_our_own_words_letters_and_times_are_read_without_a_table(
    root: Path, tmp_path: Path, text: str
) -> None:
    assert imported(root, csv_file(tmp_path / "dec.csv", across(text))).file.cells == EARLY


def test_everything_around_the_table_is_stepped_over_and_said(root: Path, tmp_path: Path) -> None:
    days = list(PERIOD.days)
    weeks = [days[at : at + 7] for at in range(0, 35, 7)]
    spread: list[Any] = [cell for week in weeks for cell in (*week, None)]
    names = ["Ana Whitlock", "Osei, Ben", "A3", "dev  malhotra", "Elsie Brandt", "a6"]
    table: Table = [
        ["Town Hall, December 2026"],
        [],
        ["Printed", date(2026, 11, 1)],
        [None, None, *(day and f"{day:%a}" for day in spread)],
        ["Agent", "Hours", *spread, "Total"],
        ["Phones and reception"],
        *(
            [name, 37, *("8.30-16.30" if day and day.weekday() < 5 else None for day in spread), 5]
            for name in names
        ),
        ["On duty", None, *(day and 6 for day in spread)],
        [],
        ["E is early"],
    ]

    def change(book: Workbook) -> None:
        sheet = book["Rota"]
        sheet.merge_cells("A1:F1")
        for column in "LMNO":
            sheet[f"{column}7"] = None
        sheet["K7"] = "Annual leave"
        sheet.merge_cells("K7:O7")
        book["Lists"].sheet_state = "hidden"

    path = workbook(
        tmp_path / "dec.xlsx", ("Rota", table), ("Lists", [["x"]]), ("Notes", [["y"]]), change=change
    )
    found = imported(root, path)
    leave = dict.fromkeys(span(date(2026, 12, 7), date(2026, 12, 11)), LEAVE)
    assert found.file.cells == EARLY | {"a1": EARLY["a1"] | leave}
    assert [note.replace(f"{tmp_path}/", "") for note in found.notes] == [
        "dec.xlsx: sheets not read: Lists (hidden), Notes",
        'dec.xlsx, sheet Rota: not read: column B ("Hours"), column AQ ("Total"), row 6 ("Phones and reception"), '
        'row 13 ("On duty"), row 15 ("E is early")',
        "dec.xlsx, sheet Rota: each of these merged cells is read as saying the same: K7:O7",
    ]


def test_weeks_below_one_another_are_one_month(root: Path, tmp_path: Path) -> None:
    weeks = [PERIOD.days[at : at + 7] for at in range(0, 35, 7)]
    table = [row for week in weeks for row in (*across("E", week), [])]
    assert imported(root, csv_file(tmp_path / "dec.csv", table)).file.cells == EARLY


@pytest.mark.parametrize(
    "heading",
    [
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%a %d/%m/%y}",
        lambda day: f"{day.day} {day:%b}",
        lambda day: f"{day:%A} {day.day} {day:%B} {day.year}",
        lambda day: f"{day:%b} {day.day}",
        lambda day: f"{day:%a} {day.day}",
        lambda day: f"{day.day}",
        lambda day: f"{day.day:02}. {day:%a}",
    ],
)
def test_days_as_people_head_columns_with_them(
    root: Path, tmp_path: Path, heading: Callable[[date], str]
) -> None:
    table = across()
    table[0][1:] = map(heading, PERIOD.days)
    assert imported(root, csv_file(tmp_path / "dec.csv", table)).file.cells == EARLY


def test_headings_that_say_no_day() -> None:
    texts = ("Total", "37", "0", "8.30-16.30", "32/1/2026", "31/13", "May", "Week 2", "E", "", "Mayor 3")
    assert [read_heading(text) for text in texts] == [None] * len(texts)
    assert read_heading("Tue 1st Dec 26") == Heading(1, 12, 2026, 1)


def test_bare_numbers_under_the_title_of_another_month_are_refused(root: Path, tmp_path: Path) -> None:
    table = across("E", PERIOD.days[1:31])
    table[0][1:] = range(1, 31)
    sheet = csv_file(tmp_path / "rota.csv", [["Rota November 2026"], *table])
    assert refused(root, sheet) == [
        (
            "DATA23",
            "rota.csv:2:1",
            "the days of rota.csv are bare numbers, and it says November: these are not the days of 2026-12",
        )
    ]
    right = csv_file(tmp_path / "rota.csv", [["Rota December 2026"], *table])
    assert {day for row in imported(root, right).file.cells.values() for day in row} == set(PERIOD.days[1:31])


def test_weekdays_that_are_not_those_of_the_days_are_refused(root: Path, tmp_path: Path) -> None:
    table = across()
    table[0][1:] = [f"{day:%a} {day.day}/{day.month}/{day.year + 1}" for day in PERIOD.days]
    sheet = csv_file(tmp_path / "dec.csv", table)
    with pytest.raises(BadInput) as error:
        imported(root, sheet)
    (found,) = error.value.findings
    assert (
        found.message
        == 'B1: "Mon 30/11/2027" is Tue 30 Nov 2027, but Mon stands there; so with 34 other columns'
    )
    assert found.fix == "correct the day, its year or its weekday"


def test_a_month_without_its_neighbours_lacks_days_and_several_sheets_make_it_whole(
    root: Path, tmp_path: Path
) -> None:
    months = {
        month: csv_file(tmp_path / f"{month}.csv", across("E", span(first, last)))
        for month, first, last in (
            ("nov", date(2026, 11, 1), date(2026, 11, 30)),
            ("dec", date(2026, 12, 1), date(2026, 12, 31)),
            ("jan", date(2027, 1, 1), date(2027, 1, 31)),
        )
    }
    alone = imported(root, months["dec"])
    assert alone.notes == (
        "days of 2026-12 that are not there: Mon 30 Nov, Fri 1 Jan to Sun 3 Jan; "
        "add the sheets of the months beside it, or rota check calls them missing",
    )
    whole = imported(root, *months.values())
    assert whole.file.cells == EARLY
    assert whole.notes == (
        "days of other months, left out: Sun 1 Nov to Sun 29 Nov, Mon 4 Jan to Sun 31 Jan; "
        "their rotas are imported with their own --month",
    )


def test_who_is_not_on_the_sheet_is_named(root: Path, tmp_path: Path) -> None:
    few = {"a1": "a1", "a2": "Ben Osei"}
    assert imported(root, csv_file(tmp_path / "dec.csv", across(names=few))).notes == (
        "agents of town-hall who are not there: a3 Carys Pugh, a4 Dev Malhotra, a5 Elsie Brandt, a6 Farid Noor",
    )


CODES = """
[codes]
"D1" = "early phones"
"D2" = "8.30-16.30"
"AL" = "leave"
"" = "lieu"

[agents]
"Ana W" = "a1"
"""


def test_a_table_says_what_codes_and_names_mean(root: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.toml"
    codes.write_text(CODES, "utf-8")
    table = across("d1", names={**NAMES, "a1": "Ana W"})
    table[1][1:6] = ["AL", "D2", "", "off", "9.00-17.00"]
    cells = imported(root, csv_file(tmp_path / "dec.csv", table), codes=codes).file.cells
    assert [str(cells["a1"][day]) for day in PERIOD.days[:7]] == [
        *("leave", "early phones", "lieu", "off", "middle phones", "lieu", "lieu")
    ]
    assert cells["a3"][date(2026, 11, 30)] == parse_cell("early phones")


def test_beside_a_table_letters_mean_nothing(root: Path, tmp_path: Path) -> None:
    """An organisation's M may be anything: where there is a table, our own letters are not guessed at."""
    codes = tmp_path / "codes.toml"
    codes.write_text(CODES, "utf-8")
    table = across("D1")
    table[1][1] = "M"
    table[2][2] = "D3"
    with pytest.raises(BadInput) as error:
        imported(root, csv_file(tmp_path / "dec.csv", table), codes=codes)
    assert [(found.message, found.fix) for found in error.value.findings] == [
        (
            'B2: "M" of a1 on Mon 30 Nov is no cell',
            "the codes are AL, D1, D2; if it is a code, add it to the table of codes",
        ),
        (
            'C3: "D3" of a2 on Tue 1 Dec is no cell',
            'did you mean "D2" or "D1"? If it is a code, add it to the table of codes',
        ),
    ]


def test_codes_that_differ_in_case_alone_are_two(root: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.toml"
    codes.write_text('[codes]\n"E" = "early phones"\n"e" = "early reception"\n', "utf-8")
    table = across("E")
    table[1][1] = "e"
    cells = imported(root, csv_file(tmp_path / "dec.csv", table), codes=codes).file.cells
    assert [str(cells["a1"][day]) for day in PERIOD.days[:2]] == ["early reception", "early phones"]


def test_a_table_that_is_wrong_is_refused_with_every_line(root: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.toml"
    sheet = csv_file(tmp_path / "dec.csv", across())
    codes.write_text('[codes]\n"E" = "early phone"\n"L" = "gone"\n\n[agents]\n"Ana" = "a11"\n', "utf-8")
    assert refused(root, sheet, codes=codes) == [
        ("DATA17", "codes.toml:2:1", 'the code "E" stands for "early phone", which is no cell'),
        ("DATA17", "codes.toml:3:1", 'the code "L" stands for "gone", which is no cell'),
        ("DATA09", "codes.toml:6:1", '"Ana" is said to be "a11", and no agent has that id'),
    ]
    codes.write_text('[code]\n"E" = "early phones"\n', "utf-8")
    assert [code for code, _, _ in refused(root, sheet, codes=codes)] == ["DATA06"]
    codes.write_text("[codes\n", "utf-8")
    assert [code for code, _, _ in refused(root, sheet, codes=codes)] == ["DATA04"]
    assert (
        rota("import", sheet, "--month", MONTH, "--repo", root, "--codes", tmp_path / "none.toml").code == 2
    )


def test_every_cell_that_cannot_be_read_is_named_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    table = across()
    table[1][1:4] = ["D8"] * 3
    table[2][3] = "D8"
    table[3][2] = "lat phones"
    table[4][0] = "Dev Malhotr"
    table[5][5] = "2026-09-05"
    table[6][6] = "E\u202e"
    table[0].insert(1, "31/11/2026")
    for row in table[1:]:
        row.insert(1, "")
    sheet = csv_file(tmp_path / "dec.csv", table)
    out = tmp_path / "out.toml"
    ran = rota("import", sheet, "--month", MONTH, "--repo", root, "--output", out)
    assert (ran.code, ran.out) == (2, "")
    assert not out.exists()
    assert ran.err.replace(f"{tmp_path}/", "").splitlines() == [
        'dec.csv:1:2: DATA12 B1: "31/11/2026" is no day',
        "  Next: write it as 2026-12-01 or 01/12/2026",
        'dec.csv:2:3: DATA17 C2: "D8" is no cell; so say 4 cells: C2:E2, E3',
        f"  Next: {SHIFTS}",
        'dec.csv:4:4: DATA17 D4: "lat phones" of a3 on Tue 1 Dec is no cell',
        '  Next: did you mean "late phones" or "early phones" or "saturday phones"? Expected are ' + SHIFTS,
        'dec.csv:5:1: DATA09 A5: "Dev Malhotr" is no agent',
        '  Next: did you mean "Dev Malhotra"? Or in a table of codes, under [agents], say who it is: --codes',
        'dec.csv:6:7: DATA17 G6: "2026-09-05" of a5 on Fri 4 Dec is no cell',
        "  Next: a spreadsheet makes days of codes such as 9-5: format the column as text, and type the code again",
        "dec.csv:7:8: DATA17 H7 of a6 on Sat 5 Dec holds characters that nobody sees",
        "  Next: type the cell again",
    ]


def test_one_agent_on_two_rows_may_not_say_two_things(root: Path, tmp_path: Path) -> None:
    table = across()
    again = ["a1", *("" for _ in PERIOD.days)]
    again[6], again[1] = "S", "L"
    sheet = csv_file(tmp_path / "dec.csv", [*table, again])
    assert refused(root, sheet) == [("DATA23", "dec.csv:8:2", 'B8: "L" of a1 on Mon 30 Nov, but B2 says "E"')]
    again[1] = "E"
    cells = imported(root, csv_file(sheet, [*table, again])).file.cells
    assert str(cells["a1"][date(2026, 12, 5)]) == "saturday phones"


def test_two_agents_of_one_name_are_told_apart_by_id_alone(root: Path, tmp_path: Path) -> None:
    names = root / "names.toml"
    names.write_text(names.read_text("utf-8").replace("Ben Osei", "Ana Whitlock"), "utf-8")
    table = across(names={agent: "Ana Whitlock" if agent == "a1" else agent for agent in NAMES})
    assert refused(root, csv_file(tmp_path / "dec.csv", table)) == [
        ("DATA09", "dec.csv:2:1", 'A2: "Ana Whitlock" is the name of a1 and a2')
    ]


def test_cells_of_somebody_who_has_left_are_refused_unless_they_are_empty(root: Path, tmp_path: Path) -> None:
    people = root / "people.toml"
    people.write_text(
        people.read_text("utf-8").replace('id = "a1"\n', 'id = "a1"\nuntil = 2026-12-03\n', 1), "utf-8"
    )
    sheet = csv_file(tmp_path / "dec.csv", across("E", PERIOD.days[:7]))
    assert refused(root, sheet) == [
        ("DATA18", "dec.csv:2:6", 'F2: "E", but a1 does not work here on Fri 4 Dec')
    ]
    table = across("E", PERIOD.days[:7])
    table[1][5] = ""
    cells = imported(root, csv_file(sheet, table)).file.cells
    assert max(cells["a1"]) == date(2026, 12, 3)


def test_agents_of_another_group_are_left_out_and_named(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    centre, people = root / "centre.toml", root / "people.toml"
    text = centre.read_text("utf-8")
    centre.write_text(
        text
        + '\n[[team]]\nid = "other"\nsite = "town-hall"\n\n[[group]]\nid = "others"\nteams = ["other"]\n',
        "utf-8",
    )
    people.write_text(
        people.read_text("utf-8").replace('id = "a6"\nteam = "front"', 'id = "a6"\nteam = "other"'), "utf-8"
    )
    found = imported(root, csv_file(tmp_path / "dec.csv", across()))
    assert set(found.file.cells) == set(NAMES) - {"a6"}
    assert found.notes == ("agents of other rota groups, left out: a6",)


def test_sheets_are_chosen_by_their_days_or_by_name(root: Path, tmp_path: Path) -> None:
    november = across("L", span(date(2026, 11, 2), date(2026, 11, 29)))
    path = workbook(tmp_path / "year.xlsx", ("Nov", november), ("Dec", across()), ("Old", across("L")))

    def hide(book: Workbook) -> None:
        book["Old"].sheet_state = "veryHidden"

    hidden = workbook(
        tmp_path / "hidden.xlsx", ("Nov", november), ("Dec", across()), ("Old", across("L")), change=hide
    )
    found = imported(root, hidden)
    assert found.file.cells == EARLY
    assert found.notes == (f"{hidden}: sheets not read: Nov, Old (hidden)",)
    assert imported(root, hidden, sheet="Old").file.cells == everybody(lambda home: shift("late", home))
    first = refused(root, path)[0]
    assert first == (
        "DATA23",
        "year.xlsx:2:2",
        'Old!B2: "L" of a1 on Mon 30 Nov, but Dec!B2 of year.xlsx, sheet Dec says "E"',
    )
    ran = rota("import", path, "--month", MONTH, "--repo", root, "--sheet", "Dez")
    assert (ran.code, ran.err) == (2, f'rota: {path} has no sheet "Dez"; did you mean "Dec"?\n')
    text = csv_file(tmp_path / "dec.csv", across())
    ran = rota("import", text, "--month", MONTH, "--repo", root, "--sheet", "Dec")
    assert (ran.code, ran.err) == (2, f"rota: {text} is no workbook and has no sheets; leave --sheet out\n")


def test_the_command_writes_a_file_that_check_judges_at_its_lines(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    table = across()
    table[1][2:] = ["E"] * 34
    sheet = csv_file(tmp_path / "dec.csv", table)
    ran = rota("import", sheet, "--month", MONTH)
    name = "imported-town-hall-2026-12.toml"
    assert (ran.code, ran.out) == (0, f"{name}: 6 agents, 210 cells from {sheet}.\n")
    assert ran.err == f"Next: rota check --file {name}\n"
    checked = rota("check", "--file", name, "--format", "concise")
    assert checked.code == 1
    line = next(line for line in checked.out.splitlines() if "DAYS01 must a1" in line)
    at = int(line.split(":")[1])
    assert line.startswith(f"{name}:{at}:1: ")
    assert (root / name).read_text("utf-8").splitlines()[at - 1].startswith("2026-12-")
    again = csv_file(sheet, across("L"))
    assert rota("import", again, "--month", MONTH).code == 0
    assert Repository.open(root).rota_at(root / name).cells == everybody(lambda home: shift("late", home))


def test_no_other_file_is_ever_replaced(root: Path, tmp_path: Path) -> None:
    sheet = csv_file(tmp_path / "dec.csv", across())
    for name, told in (
        ("people.toml", "is there already, and no import wrote it; name another file: --output FILE"),
        ("out.csv", "name a file that ends in .toml, in a folder that exists"),
        ("none/out.toml", "name a file that ends in .toml, in a folder that exists"),
    ):
        before = (root / "people.toml").read_bytes()
        ran = rota("import", sheet, "--month", MONTH, "--repo", root, "--output", root / name)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert (root / "people.toml").read_bytes() == before
    both = rota("import", sheet, "--month", MONTH, "--repo", root, "--output", tmp_path / "x.toml", "--draft")
    assert (both.code, both.err.splitlines()[0]) == (
        2,
        "rota: Invalid value: give either --output or --draft",
    )


def test_a_draft_is_for_those_who_lead_and_never_of_a_published_month(root: Path, tmp_path: Path) -> None:
    with_draft(root)
    sheet = csv_file(tmp_path / "dec.csv", across())
    command = ("import", sheet, "--month", MONTH, "--repo", root, "--draft")
    ran = rota(*command, ROTA_AS="a2")
    assert ran.code == 1
    assert "a2 may not import a draft of town-hall 2026-12; that is for the leaders and deputies" in ran.err
    ran = rota(*command, ROTA_AS=LEADER)
    assert (ran.code, ran.out) == (0, f"Draft 2 of town-hall 2026-12: 6 agents, 210 cells from {sheet}.\n")
    assert ran.err == "Next: rota check 2026-12 --draft 2\n"
    draft = Repository.open(root).draft(GROUP, MONTH, 2)
    assert draft.cells == EARLY
    assert draft.made["mode"] == "imported"
    publish(root)
    ran = rota(*command, ROTA_AS=LEADER)
    assert ran.code == 1
    assert "town-hall 2026-12 is published, and its drafts change nothing any more" in ran.err


def test_a_sheet_of_another_month_says_which_days_it_has(root: Path, tmp_path: Path) -> None:
    sheet = csv_file(tmp_path / "may.csv", across("E", span(date(2026, 5, 4), date(2026, 5, 31))))
    ran = rota("import", sheet, "--month", MONTH, "--repo", root)
    assert (ran.code, ran.err) == (
        2,
        "rota: no cell of 2026-12 of town-hall (2026-11-30 to 2027-01-03) stands there; "
        "the days there are from 2026-05-04 to 2026-05-31\n",
    )


def test_a_formula_without_its_value_is_no_day_off(root: Path, tmp_path: Path) -> None:
    table = across()
    table[1][1] = "=B3"
    table[2][1] = "#REF!"
    path = workbook(tmp_path / "dec.xlsx", ("Rota", table))
    assert [message for _, _, message in refused(root, path)] == [
        "Rota!B2 of a1 on Mon 30 Nov holds a formula whose value is not in the file",
        'Rota!B3: "#REF!" of a2 on Mon 30 Nov is no cell',
    ]


def test_numbers_and_times_in_a_workbook_are_read_as_typed(root: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.toml"
    codes.write_text('[codes]\n"1" = "early"\n"2.5" = "leave"\n"TRUE" = "lieu"\n', "utf-8")
    table = across(1)
    table[1][1:4] = [1.0, 2.5, True]
    cells = imported(root, workbook(tmp_path / "dec.xlsx", ("Rota", table)), codes=codes).file.cells
    assert [str(cells["a1"][day]) for day in PERIOD.days[:4]] == [
        "early phones",
        "leave",
        "lieu",
        "early phones",
    ]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (xlsx.MOST_BYTES + 1))


def entities(path: Path) -> None:
    """Text that grows a thousandfold with every entity: whatever reads it must give up."""
    workbook(path, ("Rota", across()))
    grown = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    document = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "aaaaaaaaaa">{grown}]><w>&e11;</w>'
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in (parts | {"xl/workbook.xml": document.encode()}).items():
            packed.writestr(name, content)


def cut(path: Path) -> None:
    workbook(path, ("Rota", across()))
    path.write_bytes(path.read_bytes()[:2000])


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")


def endless(path: Path) -> None:
    """A merged range of all cells that there can be, written into the file itself."""
    workbook(path, ("Rota", across()))
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merged)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def long(path: Path) -> None:
    workbook(path, ("Rota", [["x"] for _ in range(xlsx.MOST_ROWS + 1)]))


def wide(path: Path) -> None:
    workbook(path, ("Rota", [["x"] * (xlsx.MOST_COLUMNS + 1)]))


def deep(path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Rota"]["A1048576"] = "x"

    workbook(path, ("Rota", across()), change=change)


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (bomb, "DATA03", "unpacked, the workbook has 64,000,001 bytes, limit 64,000,000"),
        (entities, "DATA01", "this is no workbook that can be read"),
        (cut, "DATA01", "this is no workbook that can be read (BadZipFile)"),
        (endless, "DATA03", "the merged cells of the sheet are without end"),
        (long, "DATA03", "sheet Rota has more than 5,000 rows or 500 columns with something in them"),
        (wide, "DATA03", "sheet Rota has more than 5,000 rows or 500 columns with something in them"),
        (deep, "DATA03", "sheet Rota has more than 5,000 rows or 500 columns with something in them"),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100),
            "DATA01",
            "this is an Excel file of an old kind, or one with a password",
        ),
    ],
    ids=["bomb", "entities", "cut", "endless merge", "long", "wide", "deep", "old"],
)
def test_a_hostile_workbook_is_a_finding(
    root: Path, tmp_path: Path, make: Callable[[Path], None], code: str, said: str
) -> None:
    path = tmp_path / "dec.xlsx"
    make(path)
    ran = rota("import", path, "--month", MONTH, "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert f"{code} {said}" in ran.err
    assert str(path) in ran.err


def test_a_zip_of_something_else_is_no_sheet(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "dec.xlsx"
    other_zip(path)
    ran = rota("import", path, "--month", MONTH, "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"rota: {path} is no .xlsx or .csv; open it in a spreadsheet program and save it as .xlsx"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no row of days, and no columns agent, date and cell"),
        (b"\0" * 1000, 'this is not text; save the sheet as "CSV UTF-8"'),
        (b"agent,date,cell\n\0\0\n", 'this is not text; save the sheet as "CSV UTF-8"'),
        (bytes(range(128, 256)) * 10, 'this is not text; save the sheet as "CSV UTF-8"'),
        (b"a" * 200_000, "this is no CSV (field larger than field limit"),
        (b"hello\nworld\n", "no row of days, and no columns agent, date and cell"),
        (b"agent,date,cell\nzz,tomorrow,E\n", 'B2: "tomorrow" is no day'),
        (b"name,2026-12-01\n=cmd|'/C calc'!A0,E\n", "is no agent"),
        (b"name,1,2,3\na1,E,E,E\n", "no row of days"),
    ],
)
def test_text_that_is_no_sheet_is_refused_in_words(
    root: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "dec.csv"
    path.write_bytes(content)
    ran = rota("import", path, "--month", MONTH, "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(root.glob("imported*"))


def test_a_file_or_a_group_that_is_not_there(root: Path, tmp_path: Path) -> None:
    ran = rota("import", tmp_path / "dec.xlsx", "--month", MONTH, "--repo", root)
    assert (ran.code, ran.err) == (2, f"rota: {tmp_path / 'dec.xlsx'}: there is no such file\n")
    (tmp_path / "dec.csv").write_text("agent,date,cell\n", "utf-8")
    ran = rota("import", tmp_path / "dec.csv", "--month", MONTH, "--group", "town-hal", "--repo", root)
    assert (ran.code, ran.err) == (2, 'rota: no rota group is named "town-hal"; did you mean "town-hall"?\n')


def test_past_months_come_from_workbooks_too(tmp_path: Path) -> None:
    days = list(span(date(2026, 11, 2), date(2026, 11, 29)))
    table = across("E", days, {agent: agent for agent in NAMES})
    path = workbook(tmp_path / "nov.xlsx", ("Nov", table))
    ran = rota("init", tmp_path / "new", "--rota", path)
    assert ran.code == 0, ran.err
    assert Repository.open(tmp_path / "new").rotas(GROUP)["2026-11"].cells == {
        agent: {day: shift("early", home) if day.weekday() < 5 else OFF for day in days}
        for agent, home in HOMES.items()
    }


def test_the_reader_of_workbooks_is_loaded_for_workbooks_alone(root: Path, tmp_path: Path) -> None:
    sheet = csv_file(tmp_path / "dec.csv", across())
    program = (
        "import sys; from rota.cli.main import app; "
        f"app({['import', str(sheet), '--month', MONTH, '--repo', str(root), '--output', str(tmp_path / 'x.toml')]}, "
        "standalone_mode=False); assert not {'openpyxl', 'ortools'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
