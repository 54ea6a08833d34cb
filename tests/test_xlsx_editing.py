"""What can be edited in a workbook, and what is refused there."""

from dataclasses import replace

import pytest

from rota.domain.audience import Audience
from rota.show.palette import KINDS, PALETTE, WEEKEND
from rota.show.xlsx.codes import FACTS, KIND_CODES, codes
from rota.show.xlsx.layout import CODES, KEY, KEY_FIRST_ROW, MISSING, ROTA
from tests.edition_world import edition
from tests.xlsx_world import MONDAY, read

LOCKED = {KIND_CODES[kind] for kind in FACTS}


@pytest.mark.parametrize("audience", [Audience.LEADER, Audience.HR])
def test_only_cells_that_are_no_facts_are_unlocked(audience: Audience):
    for sheet in read(edition(audience=audience)):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            of_rota = sheet.title == ROTA and cell.row in (7, 8, 10, 11) and 3 <= cell.column <= 16
            assert cell.protection.locked == (not of_rota or cell.value in LOCKED), cell


def test_neither_a_missing_cell_nor_a_day_out_of_the_rota_is_filled_in_a_sheet():
    plain = edition()
    team, desk = plain.teams
    ann, bob = (
        replace(member, squares={day: square for day, square in member.squares.items() if day != MONDAY})
        for member in team.members
    )
    lost = replace(bob, missing=frozenset({MONDAY}))
    sheet = read(replace(plain, teams=(replace(team, members=(ann, lost)), desk)))[ROTA]
    assert (sheet["C7"].value, sheet["C7"].protection.locked) == (None, True)
    assert (sheet["C8"].value, sheet["C8"].protection.locked) == (MISSING, True)


def test_codes_alone_are_taken_and_the_refusal_says_what_helps():
    book = read(edition())
    (rule,) = book[ROTA].data_validations.dataValidation
    assert {str(one) for one in rule.sqref.ranges} == {"C7:P8", "C10:P11"}
    assert (rule.type, rule.formula1, rule.errorStyle, rule.allowBlank) == ("list", CODES, None, False)
    assert (rule.showErrorMessage, rule.errorTitle) == (True, "No such code")
    assert rule.error == (
        "Only codes of the sheet Key can stand here; the list shows them. "
        "Leave and absence are not entered in this sheet. Esc keeps what was there."
    )


def test_the_named_codes_are_those_of_the_key_that_may_be_entered():
    made = edition()
    book = read(made)
    allowed = [code.code for code in codes(made) if code.allowed]
    assert allowed == [".", "o", "t", "Ep", "Mp", "Lp", "Sp", "Op", "Er", "Mr", "Lr", "Sr", "Or"]
    assert (
        book.defined_names[CODES].attr_text
        == f"{KEY}!$A${KEY_FIRST_ROW}:$A${KEY_FIRST_ROW + len(allowed) - 1}"
    )
    ((sheet, place),) = book.defined_names[CODES].destinations
    assert [row[0].value for row in book[sheet][place]] == allowed


def test_colours_follow_the_code_that_is_entered():
    found = {}
    for ranges in read(edition())[ROTA].conditional_formatting:
        for rule in ranges.rules:
            colours = (rule.dxf.fill.bgColor.rgb, rule.dxf.font.color.rgb)
            found[str(ranges.sqref), rule.formula[0]] = tuple(f"#{colour[2:].lower()}" for colour in colours)
    plain = 'SUBSTITUTE(C7,"*","")'
    everywhere, off = "C7:P8 C10:P11", next(iter(KINDS.values()))
    tones = {
        (everywhere, f'AND(LEN({plain})>1,EXACT(RIGHT({plain},1),"p"))'): PALETTE[0],
        (everywhere, f'AND(LEN({plain})>1,EXACT(RIGHT({plain},1),"r"))'): PALETTE[1],
        (everywhere, 'EXACT(C7,"o")'): list(KINDS.values())[1],
        (everywhere, 'EXACT(C7,"t")'): list(KINDS.values())[4],
        ("C7:G8 C10:G11 J7:N8 J10:N11", 'EXACT(C7,".")'): off,
        ("H7:I8 H10:I11 O7:P8 O10:P11", 'EXACT(H7,".")'): WEEKEND,
    }
    assert found == {place: (tone.light_back, tone.light_text) for place, tone in tones.items()}


def test_the_colours_of_two_letters_go_before_those_of_one_and_quotes_stay_text():
    made = edition()
    phones, desk = made.services
    letters = (replace(phones, letter='"'), replace(desk, letter='x"'))
    rules = [
        rule.formula[0]
        for ranges in read(replace(made, services=letters))[ROTA].conditional_formatting
        for rule in sorted(ranges.rules, key=lambda rule: rule.priority)
    ]
    assert rules[0] == 'AND(LEN(SUBSTITUTE(C7,"*",""))>2,EXACT(RIGHT(SUBSTITUTE(C7,"*",""),2),"x"""))'
    assert rules[1] == 'AND(LEN(SUBSTITUTE(C7,"*",""))>1,EXACT(RIGHT(SUBSTITUTE(C7,"*",""),1),""""))'


def test_the_teams_workbook_is_only_looked_at():
    book = read(edition(audience=Audience.TEAM))
    assert not book.defined_names
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.data_validations.dataValidation
        assert not list(sheet.conditional_formatting)
        assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)


def test_codes_that_read_alike_are_both_in_the_key():
    made = edition()
    early, middle, *others = made.patterns
    phones, desk = made.services
    alike = replace(
        made,
        patterns=(replace(early, letter="E"), replace(middle, letter="Ex"), *others),
        services=(replace(phones, letter="xp"), replace(desk, letter="p")),
    )
    found = [str(code.cell) for code in codes(alike) if code.code == "Exp"]
    assert found == ["early phones", "middle reception"]
