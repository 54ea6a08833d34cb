"""The sheet ``Rota`` as openpyxl reads it: values, number formats, colours and lines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rota.domain.audience import Audience
from rota.domain.cell import Kind
from rota.show.palette import HOLIDAY, KINDS, PALETTE, SHORT, WEEKEND
from rota.show.xlsx.layout import ROTA
from tests.calls_world import called
from tests.edition_world import edition
from tests.xlsx_world import MONDAY, changed, fill, read, rows, words

_ = None
DATES = [MONDAY + timedelta(days=at) for at in range(14)]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] * 2
BELOW = [
    [],
    [_, "Cover against need, worst half hour of the day"],
    [_, "phones (p)", 0, -1, _, _, _, _, _, -1, -1],
    [_, "reception (r)", 0, _, _, _, _, -1, _, 1, _, _, _, _, -1],
    [],
    [_, "What the codes mean is on the sheet Key."],
]
EDITED = (
    "Shifts, days off, lieu and training can be changed here; then `rota import` this workbook. "
    "Totals and cover are those of the version named above: they do not follow what is changed here."
)


def test_a_leader_reads_every_cell_with_totals_and_cover():
    assert rows(read(edition())[ROTA]) == [
        ["Rota: B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)"],
        ["Town. Draft 1 of town 2026-06, for leaders. It holds what colleagues may not see."],
        [_, _, "1 Jun", _, _, _, _, _, _, "8 Jun"],
        [_, _, *WEEKDAYS],
        ["Agent", "Name", *DATES, "Shifts", "Sat", "Late", "Hours", "Lieu"],
        [_, "Phones, leader ann Ann Example"],
        ["ann", "Ann Example", *words("Ep Ep Ep* Ep Ep . . Ep Ep Ep Ep o Sp ."), 10, 1, 0, 87, -1],
        ["bob", "Bob Featherstone", *words("Lp Lp Lp v v . . Lp Lp Lp x x . ."), 6, 0, 6, 80, 0],
        [_, "Front desk, ground floor"],
        ["cat", "Cat Ng", *words("Mr Mr Mr Mr Mr o . Mr Mr Mr Mr Mr . ."), 10, 0, 0, 88, -8],
        ["dan", _, *words("t* t # # # . . Er Er Er Er Er . ."), 5, 0, 0, 56, 0],
        *BELOW,
        [_, EDITED],
    ]


def test_colleagues_read_shifts_and_that_somebody_is_off_without_hours():
    assert rows(read(edition(audience=Audience.TEAM))[ROTA])[4:] == [
        ["Agent", "Name", *DATES, "Shifts", "Sat", "Late"],
        [_, "Phones, leader ann Ann Example"],
        ["ann", "Ann Example", *words("Ep Ep Ep* Ep Ep . . Ep Ep Ep Ep . Sp ."), 10, 1, 0],
        ["bob", "Bob Featherstone", *words("Lp Lp Lp . . . . Lp Lp Lp . . . ."), 6, 0, 6],
        [_, "Front desk, ground floor"],
        ["cat", "Cat Ng", *words("Mr Mr Mr Mr Mr . . Mr Mr Mr Mr Mr . ."), 10, 0, 0],
        ["dan", _, *words(".* . # # # . . Er Er Er Er Er . ."), 5, 0, 0],
        *BELOW,
    ]


def test_dates_are_dates_and_signs_are_number_formats():
    sheet = read(changed())[ROTA]
    assert (sheet["C5"].is_date, sheet["C5"].number_format) == (True, "d")
    monday, pinned, both, plain = (sheet.cell(7, column) for column in (3, 4, 5, 6))
    assert [cell.value for cell in (monday, pinned, both, plain)] == ["Ep", "Ep", "Ep*", "Ep"]
    assert [cell.number_format for cell in (monday, pinned, both, plain)] == ['@"~"', '@"!"', '@"!"', "@"]


def test_each_service_and_each_kind_of_day_has_its_colours():
    sheet = read(edition())[ROTA]
    seen = {(cell.value, fill(cell)) for row in sheet["C7:P11"] for cell in row if cell.value}
    assert {pair for pair in seen if pair[0] != "."} == {
        *(((code, PALETTE[0].light_back)) for code in ("Ep", "Ep*", "Sp", "Lp")),
        *(((code, PALETTE[1].light_back)) for code in ("Mr", "Er")),
        ("o", KINDS[Kind.LIEU].light_back),
        ("v", KINDS[Kind.LEAVE].light_back),
        ("x", KINDS[Kind.ABSENT].light_back),
        ("#", KINDS[Kind.CLOSED].light_back),
        *(((code, KINDS[Kind.TRAINING].light_back)) for code in ("t", "t*")),
    }
    assert {fill(sheet["H7"]), fill(sheet["P7"]), fill(sheet["H4"])} == {WEEKEND.light_back}


def test_late_shifts_are_bold_and_a_week_begins_with_a_line():
    sheet = read(edition())[ROTA]
    assert (sheet["C7"].font.b, sheet["C8"].font.b) == (False, True)
    lines = {column: sheet[f"{column}7"].border.left.color.rgb for column in "CDJ"}
    assert lines["C"] == lines["J"] != lines["D"]


def test_missing_heads_and_service_levels_under_target_stand_out_with_a_sign():
    sheet = read(edition(called()))[ROTA]
    short, met, under, over = sheet["C14"], sheet["C15"], sheet["C17"], sheet["G17"]
    assert [(cell.value, cell.number_format) for cell in (short, met)] == [(-2, "+0;-0;0"), (0, "+0;-0;0")]
    assert [(cell.value, cell.number_format) for cell in (under, over)] == [(68, '0"<"'), (81, "0")]
    assert [fill(cell) for cell in (short, under)] == [SHORT.light_back] * 2
    assert [fill(cell) for cell in (met, over)] == ["", ""]


def test_bank_holidays_are_shaded_named_in_a_note_and_listed():
    plain = edition()
    days = [
        replace(plain.days[0], holiday="May Day"),
        replace(plain.days[1], closure="Stock-taking"),
        *(replace(day, school_holiday=True) for day in plain.days[2:5]),
        *plain.days[5:],
    ]
    sheet = read(replace(plain, days=tuple(days)))[ROTA]
    assert [fill(sheet.cell(4, column)) for column in (3, 4)] == [HOLIDAY.light_back] * 2
    notes = [sheet.cell(5, column).comment for column in range(3, 9)]
    assert [note and note.text for note in notes] == [
        "May Day",
        "Stock-taking",
        *["school holiday"] * 3,
        None,
    ]
    assert [row[1] for row in rows(sheet)[16:19]] == [
        "What the codes mean is on the sheet Key.",
        "Bank holidays and closures: Mon 1 Jun May Day, Tue 2 Jun Stock-taking.",
        "School holidays: 3 Jun to 5 Jun.",
    ]


@pytest.mark.parametrize("day", [date(2026, 6, 1), date(2026, 6, 6)])
def test_days_out_of_the_rota_are_empty_and_grey_and_missing_cells_are_said(day: date):
    plain = edition()
    team, desk = plain.teams
    ann, bob = team.members
    without = replace(ann, squares={on: square for on, square in ann.squares.items() if on != day})
    lost = replace(
        bob, squares={on: s for on, s in bob.squares.items() if on != day}, missing=frozenset({day})
    )
    sheet = read(replace(plain, teams=(replace(team, members=(without, lost)), desk)))[ROTA]
    column = 3 + (day - MONDAY).days
    away, missing = sheet.cell(7, column), sheet.cell(8, column)
    assert (away.value, fill(away)) == (None, "#d5d7db")
    assert (missing.value, fill(missing)) == ("?", SHORT.light_back)
