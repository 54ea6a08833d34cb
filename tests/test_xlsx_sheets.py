"""The sheets beside the rota as openpyxl reads them, row by row."""

from dataclasses import replace
from datetime import date

from rota.domain.audience import Audience
from rota.domain.cell import OFF
from rota.show.xlsx.layout import BY_AGENT, CHANGES, COVER, KEY, ORIGIN, ROTA, TERMS, TOTALS
from tests.calls_world import called
from tests.edition_world import VERSION, edition
from tests.xlsx_world import MONDAY, PUBLISHED, changed, read, rows, words

_ = None
SINCE = date(2026, 3, 9)
DESK = "Front desk, ground floor"


def day(number: int) -> date:
    return date(2026, 6, number)


def test_the_sheets_stand_in_order_and_only_hr_has_the_terms():
    order = [ROTA, BY_AGENT, TOTALS, COVER, CHANGES, KEY, ORIGIN]
    for audience in (Audience.TEAM, Audience.LEADER):
        assert read(edition(audience=audience)).sheetnames == order
    assert read(edition(audience=Audience.HR)).sheetnames == [*order[:3], TERMS, *order[3:]]
    assert read(edition())[ORIGIN].sheet_state == "veryHidden"


def test_each_agents_days_with_times_parts_and_what_became_of_them():
    table = rows(read(changed())[BY_AGENT])
    assert table[:9] == [
        ["By agent: B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)"],
        [
            "Town. The published rota of town 2026-06, version 3 of 20 May 2026, for leaders. "
            "It holds what colleagues may not see."
        ],
        [],
        words("Agent Name Team Date Day Code Cell Work Breaks Parts Notes Hours"),
        [
            "ann",
            "Ann Example",
            "Phones",
            day(1),
            "Mon",
            "Ep~",
            "early phones",
            "08:30-16:30",
            _,
            _,
            "was late phones; 13:00-15:00 reception",
            8,
        ],
        [
            "ann",
            "Ann Example",
            "Phones",
            day(2),
            "Tue",
            "Ep!",
            "early phones",
            "08:30-16:30",
            _,
            _,
            "pinned",
            8,
        ],
        [
            "ann",
            "Ann Example",
            "Phones",
            day(3),
            "Wed",
            "Ep*!",
            "early phones",
            "08:30-15:00",
            _,
            "13:00-15:00 reception; 15:00-16:30 leave",
            "pinned",
            8,
        ],
        ["ann", "Ann Example", "Phones", day(4), "Thu", "Ep", "early phones", "08:30-16:30", _, _, _, 8],
        ["ann", "Ann Example", "Phones", day(5), "Fri", "Ep", "early phones", "08:30-16:30", _, _, _, 8],
    ]
    assert table[13:16] == [
        ["ann", "Ann Example", "Phones", day(12), "Fri", "o", "lieu", _, _, _, _, 8],
        ["ann", "Ann Example", "Phones", day(13), "Sat", "Sp", "saturday phones", "09:00-16:00", _, _, _, 7],
        ["bob", "Bob Featherstone", "Phones", day(1), "Mon", "Lp", "late phones", "10:00-18:00", _, _, _, 8],
    ]
    assert [[*row[:1], *row[3:8]] for row in table[-10:-8]] == [
        ["dan", day(1), "Mon", "t*", "training", "09:00-10:00"],
        ["dan", day(2), "Tue", "t", "training", _],
    ]
    assert len(table) == 4 + 11 + 10 + 11 + 10


def test_a_day_off_is_told_only_where_it_is_new_and_colleagues_see_no_hours():
    plain = edition(audience=Audience.TEAM)
    assert rows(read(plain)[BY_AGENT])[3] == words(
        "Agent Name Team Date Day Code Cell Work Breaks Parts Notes"
    )
    team, *others = plain.teams
    ann = team.members[0]
    off = replace(ann.squares[MONDAY], cell=OFF, letters=".", spans=(), before=ann.squares[MONDAY].cell)
    ann = replace(ann, squares={**ann.squares, MONDAY: off})
    new = replace(plain, teams=(replace(team, members=(ann, *team.members[1:])), *others))
    table = rows(read(new)[BY_AGENT])
    assert table[4] == [
        "ann",
        "Ann Example",
        "Phones",
        MONDAY,
        "Mon",
        ".~",
        "off",
        *[_] * 3,
        "was early phones",
    ]
    assert [row[3] for row in table[5:9]] == [day(2), day(3), day(4), day(5)]
    assert table[9][3] == day(8)


def test_what_each_month_and_year_come_to():
    assert rows(read(edition())[TOTALS])[3:] == [
        [
            "Agent",
            "Name",
            "Team",
            "Shifts",
            "Saturdays",
            "Saturdays worked",
            "Lates",
            "Saturdays in 52 weeks",
            "Lates in 52 weeks",
            "52 weeks: known since",
            "Hours counted",
            "Lieu brought",
            "Lieu earned",
            "Lieu taken",
            "Lieu balance",
            "Strong wishes granted",
            "Strong wishes in all",
            "Mild wishes granted",
            "Mild wishes in all",
        ],
        ["ann", "Ann Example", "Phones", 10, 1, "13 Jun", 0, 1, 0, SINCE, 87, 0, 7, 8, -1, 1, 1, 0, 0],
        ["bob", "Bob Featherstone", "Phones", 6, 0, _, 6, 0, 6, SINCE, 80, 0, 0, 0, 0, 0, 0, 1, 2],
        ["cat", "Cat Ng", DESK, 10, 0, _, 0, 0, 0, SINCE, 88, 0, 0, 8, -8, 0, 0, 0, 0],
        ["dan", _, DESK, 5, 0, _, 0, 0, 0, SINCE, 56, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    assert rows(read(edition(audience=Audience.TEAM))[TOTALS])[4] == [
        *["ann", "Ann Example", "Phones", 10, 1, "13 Jun", 0, 1, 0, SINCE]
    ]


def test_hr_reads_on_what_terms_people_work():
    assert rows(read(edition(audience=Audience.HR))[TERMS])[3:6] == [
        [
            "Agent",
            "Name",
            "Team",
            "Employer",
            "Contract",
            "FTE",
            "Hours a week",
            "Hours counted",
            "Leave taken, hours",
        ],
        ["ann", "Ann Example", "Phones", "council", "full-time", 1, 40, 87, 1.5],
        ["bob", "Bob Featherstone", "Phones", "council", "full-time", 1, 40, 80, 16],
    ]


def test_cover_of_each_half_hour_with_what_is_missing():
    table = rows(read(edition())[COVER])
    assert table[5:11] == [
        ["phones (p)"],
        ["08:30-09:00", 0, 0, _, _, _, _, _, 0, 0],
        ["09:00-09:30", 0, -1, _, _, _, _, _, -1, -1],
        ["09:30-10:00", 0, -1, _, _, _, _, _, -1, -1],
        ["10:00-10:30", 1, 1, _, _, _, _, _, 1, 1],
        ["10:30-11:00"],
    ]
    assert table[25:27] == [["Missing heads, half hours in all", _, -2, _, _, _, _, _, -2, -2], []]
    assert table[27] == ["reception (r)"]


def test_service_level_stands_below_the_half_hours_of_calls():
    table = rows(read(edition(called()))[COVER])
    assert table[5] == ["phones (p): 43.1% of 187 calls answered in time, target 80%, missed"]
    assert table[25:28] == [
        ["Missing heads, half hours in all", -9, -11, -11, -14, -2, _, _, -11, -11, -11, -14, -4],
        ["Calls expected", 23, 23, 23, 23, 1.5, _, _, 23, 23, 23, 23, 1.5],
        ["Answered in time, in %; < under target", 68, 48, 48, 18, 81, _, _, 48, 48, 48, 18, 0],
    ]


def test_changes_say_who_decided_only_to_leaders():
    heads = ["Day", "Agent", "Name", "Was", "Is"]
    row = [MONDAY, "ann", "Ann Example", "late phones; 13:00-15:00 reception", "early phones"]
    assert rows(read(changed())[CHANGES])[2:] == [
        ["1 cell changed since version 1."],
        [*heads, "Changed on", "Kind of change", "Decided by", "Where it stands"],
        [*row, date(2026, 5, 20), "swap", "cat", "changes/k3f9x1y2z3/3.toml"],
    ]
    assert rows(read(changed(Audience.TEAM))[CHANGES])[3:] == [heads, row]


def test_from_draft_to_draft_nothing_is_recorded_so_that_no_column_stands_empty():
    (swap,) = changed().changes
    redrawn = replace(changed(), changes=(replace(swap, on=None, kind="", by="", ref=""),))
    assert rows(read(redrawn)[CHANGES])[3] == ["Day", "Agent", "Name", "Was", "Is"]


def test_a_cell_that_changed_twice_is_one_cell():
    (once,) = changed().changes
    back = replace(once, before=once.after, after=once.before)
    twice = replace(changed(), changes=(once, back))
    assert rows(read(twice)[CHANGES])[2] == ["1 cell changed since version 1, 2 times in all."]


def test_a_sentence_stands_where_nothing_changed():
    assert rows(read(edition())[CHANGES])[2:] == [["This is the first version: nothing came before it."]]
    second = replace(VERSION, name="draft 2", since="draft 1")
    assert rows(read(edition(version=second))[CHANGES])[2:] == [["Nothing has changed since draft 1."]]


def test_the_key_says_what_codes_and_signs_mean_and_for_whom_it_is():
    shifts = [
        ["Ep", "early phones", "early 08:30-16:30; phones"],
        ["Mp", "middle phones", "middle 09:00-17:00; phones"],
        ["Lp", "late phones", "late 10:00-18:00, late; phones"],
        ["Sp", "saturday phones", "saturday 09:00-16:00; phones"],
        ["Op", "morning phones", "morning 08:30-12:30; phones"],
        ["Er", "early reception", "early 08:30-16:30; reception"],
        ["Mr", "middle reception", "middle 09:00-17:00; reception"],
        ["Lr", "late reception", "late 10:00-18:00, late; reception"],
        ["Sr", "saturday reception", "saturday 09:00-16:00; reception"],
        ["Or", "morning reception", "morning 08:30-12:30; reception"],
    ]
    leader = rows(read(edition(version=PUBLISHED))[KEY])
    assert leader[3:22] == [
        ["Code", "Cell", "What it means"],
        [".", "off", "no work on this day"],
        ["o", "lieu", "a day off in lieu of a Saturday worked"],
        ["t", "training", "training all day"],
        *shifts,
        ["v", "leave", "granted leave; not entered here"],
        ["x", "absent", "recorded as absent; not entered here"],
        ["#", "closed", "closed on this day"],
        [],
        [_, "Signs and colours"],
    ]
    assert [row[1:] for row in leader[22:26]] == [
        ["*", "behind a code: part of the day is spent elsewhere, see the sheet By agent"],
        ["~", "behind a code: changed since version 1"],
        ["!", "behind a code: pinned, so that planning leaves it as it is"],
        ["?", "a cell is missing"],
    ]
    assert leader[33] == [_, "It is for leaders, and holds what colleagues may not see."]
    team = rows(read(edition(audience=Audience.TEAM))[KEY])
    closed = ["#", "closed", "closed on this day"]
    assert team[4:17] == [[".", "off", "no work on this day"], *shifts, closed, []]
    assert team[-1] == [
        _,
        "It is for the team: it shows who works when, and otherwise only that somebody is off.",
    ]


def test_the_origin_holds_every_cell_in_full_for_those_who_may_edit():
    fields = [["format", "rota-sheet/1"], ["group", "town"], ["month", "2026-06"]]
    version = [["version", "draft 1"], ["mark", "0123456789ab"]]
    origin = rows(read(edition())[ORIGIN])
    assert origin[:8] == [
        *fields,
        ["for", "leader"],
        *version,
        [],
        [_, *(f"2026-06-{at:02}" for at in range(1, 15))],
    ]
    assert [row[:4] for row in origin[8:]] == [
        ["ann", "early phones", "early phones", "early phones; 13:00-15:00 reception; 15:00-16:30 leave"],
        ["bob", "late phones", "late phones", "late phones"],
        ["cat", "middle reception", "middle reception", "middle reception"],
        ["dan", "training; 09:00-10:00 phones", "training", "closed"],
    ]
    assert rows(read(edition(audience=Audience.TEAM))[ORIGIN]) == [*fields, ["for", "team"], *version]
