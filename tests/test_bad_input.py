"""Bad input, entry by entry: one good repository, one thing broken in it, and the whole of what is said."""

import os
from datetime import date
from pathlib import Path

import pytest

from rota.files.errors import BadInput
from rota.files.repository import Repository
from tests.files_world import FILES, MONTH, change, faults, line, make, rota_text

CENTRE, PEOPLE, DEMAND, ROTA = "centre.toml", "people.toml", "demand.toml", "rotas/all/2026-12.toml"
LEAVE, WISHES, YEAR = "leave/k3f9a2b7c1d0/1.toml", "wishes/ann.toml", "calendar/2026.toml"
CONTRADICTS = "correct the value, or the one that it contradicts"
NO_NUMBER = "is no plain number; nan, inf, exponents and over 15 digits are refused"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


def test_the_repository_is_good_before_anything_is_broken(root: Path) -> None:
    assert faults(root) == ()


# What is broken (file, text before, text after), and all that is then said.
ONE_THING = {
    "unknown key": (
        (CENTRE, "leader =", "leeder ="),
        'centre.toml:16:1: DATA06 team "front": unknown key "leeder"; '
        'did you mean "leader"? Keys here: id, site, name, leader, deputy',
    ),
    "key as Python writes it": (
        (CENTRE, "overrun = 30", "over_run = 30"),
        'centre.toml:39:1: DATA06 service "desk": unknown key "over_run"; '
        'did you mean "overrun"? Keys here: id, site, name, letter, skill, overrun, hours',
    ),
    "missing key": (
        (PEOPLE, 'home = "phones"\n', ""),
        'people.toml:1:1: DATA07 agent "ann": "home" is missing; add home = ...',
    ),
    "wrong type": (
        (CENTRE, "overrun = 30", 'overrun = "half"'),
        'centre.toml:39:1: DATA08 service "desk": overrun is the text "half", not a whole number; write a whole number',
    ),
    "number in quotes": (
        (CENTRE, "overrun = 30", 'overrun = "30"'),
        'centre.toml:39:1: DATA08 service "desk": overrun is the text "30", not a whole number; '
        "write it without quotes and without a decimal point",
    ),
    "text for a list": (
        (PEOPLE, 'skills = ["desk"]', 'skills = "desk"'),
        'people.toml:15:1: DATA08 agent "bob": skills is the text "desk", not a list in square brackets; '
        "write a list in square brackets",
    ),
    "a word that is none of those allowed": (
        (CENTRE, 'weekdays = ["sat"]', 'weekdays = ["sta"]'),
        'centre.toml:31:13: DATA08 service "phones", hours 2: weekdays is the text "sta", '
        'which is none of mon, tue, wed, thu, fri, sat, sun; did you mean "sat"?',
    ),
    "date in quotes": (
        (YEAR, "day = 2026-12-25", 'day = "2026-12-25"'),
        "calendar/2026.toml:2:1: DATA08 bank-holiday 1: day: '2026-12-25' is not a date; "
        "write it as 2026-12-01, without quotes",
    ),
    "time without quotes": (
        (CENTRE, 'open = "08:30"', "open = 08:30:00"),
        'centre.toml:27:1: DATA08 service "phones", hours 1: open is a bare time, 08:30; write it in quotes: "08:30"',
    ),
    "time that is not even TOML": (
        (CENTRE, 'open = "08:30"', "open = 08:30"),
        "centre.toml:27:9: DATA04 not TOML: expected newline or end of document after a statement; "
        'write times in quotes, as in "08:30"',
    ),
    "time as a number": (
        (CENTRE, 'open = "08:30"', "open = 830"),
        'centre.toml:27:1: DATA08 service "phones", hours 1: open is the number 830, not a time in quotes; '
        'write it as "08:30"',
    ),
    "share that divides by nothing": (
        (CENTRE, "fte = 1.0", 'fte = "1/0"'),
        f"centre.toml:65:1: DATA08 contract \"full\": fte: '1/0' is not a number; {CONTRADICTS}",
    ),
    "one bad number in a list": (
        (DEMAND, "heads = [1, 1, 0]", "heads = [1, 900, 0]"),
        "demand.toml:12:13: DATA08 need 2: heads is 900, limit: at most 500; write a number at most 500",
    ),
    "id that is none": (
        (PEOPLE, 'id = "bob"', 'id = "Bob Smith"'),
        'people.toml:10:1: DATA08 agent "Bob Smith": id is "Bob Smith", which is not an id; an id has up to 32 '
        'lower-case letters, digits and hyphens, and does not begin with a hyphen; write it as "bob-smith"',
    ),
    "unknown id": (
        (PEOPLE, 'home = "desk"', 'home = "desks"'),
        'people.toml:14:1: DATA09 agent "bob": home: no service is named "desks"; did you mean "desk"?',
    ),
    "unknown skill in a list": (
        (PEOPLE, 'skills = ["desk"]', 'skills = ["desk", "phone"]'),
        'people.toml:15:19: DATA09 agent "bob": skills: no skill is named "phone"; did you mean "phones"?',
    ),
    "unknown agent in leave": (
        (LEAVE, 'agent = "bob"', 'agent = "bab"'),
        'leave/k3f9a2b7c1d0/1.toml:3:1: DATA09 agent: no agent is named "bab"; did you mean "bob"?',
    ),
    "unknown pattern in a wish": (
        (WISHES, 'pattern = "early"', 'pattern = "earley"'),
        'wishes/ann.toml:6:1: DATA09 wish "w1": pattern: no pattern is named "earley"; did you mean "early"?',
    ),
    "duplicate id": (
        (CENTRE, 'id = "trust"', 'id = "council"'),
        'centre.toml:8:1: DATA10 a second employer has the id "council"; give one of them another id '
        "[centre.toml:5:1]",
    ),
    "id that Windows keeps": (
        (CENTRE, 'id = "trust"', 'id = "com1"'),
        'centre.toml:8:1: DATA11 employer "com1": Windows keeps this name for itself; '
        'choose another id, such as "com1-1"',
    ),
    "hours that end before they begin": (
        (CENTRE, 'close = "18:00"', 'close = "08:00"'),
        'centre.toml:26:1: DATA08 service "phones", hours 1: it closes at 08:00, before it opens at 08:30; '
        f"{CONTRADICTS}",
    ),
    "pattern outside opening hours": (
        (CENTRE, 'start = "08:30"\nend = "16:30"', 'start = "06:00"\nend = "14:00"'),
        'centre.toml:45:1: DATA13 pattern "early", 06:00-14:00 on mon, tue, wed, thu, fri, lies outside the hours of '
        "every service; correct its times or weekdays, or the opening hours, or give a service an overrun "
        "[centre.toml:26:1]",
    ),
    "demand outside opening hours": (
        (DEMAND, 'end = "18:00"', 'end = "19:00"'),
        "demand.toml:4:1: DATA13 phones needs people at 18:00 on mon, when it is not open; "
        "shorten the need, or correct the opening hours [centre.toml:22:1]",
    ),
    "a service nobody is trained for": (
        (PEOPLE, 'skills = ["phones", "desk"]', 'skills = ["desk"]'),
        'demand.toml:2:1: DATA14 phones needs people, but nobody has the skill "phones"; '
        'add "phones" to the skills of those who can do it, in people.toml',
    ),
    "dates that run backwards": (
        (PEOPLE, 'never = ["late"]', 'never = ["late"]\nfrom = 2026-05-01\nuntil = 2026-04-01'),
        "people.toml:20:1: DATA12 until 2026-04-01 is before from 2026-05-01; "
        "swap them, or correct the one that is wrong [people.toml:19:1]",
    ),
    "a wish that ends before it begins": (
        (WISHES, "until = 2026-12-04", "until = 2026-11-04"),
        f'wishes/ann.toml:3:1: DATA08 wish "w1": until 2026-11-04 is before from 2026-12-01; {CONTRADICTS}',
    ),
    "a holiday in the wrong year": (
        (YEAR, "2026-12-25", "2062-12-25"),
        "calendar/2026.toml:2:1: DATA12 bank-holiday 2062-12-25 is not in 2026; "
        "correct the year, or move it to calendar/2062.toml",
    ),
    "a Saturday that is a Friday": (
        ("history.toml", "2026-09-19", "2026-09-18"),
        "history.toml:6:14: DATA12 ann: 2026-09-18 is a Friday, not a Saturday; "
        "list the Saturdays worked from since to as-of, and no other day",
    ),
    "contradictory locks": (
        (PEOPLE, 'never = ["late"]', 'never-days = ["wed"]'),
        "people.toml:17:1: DATA16 bob: the agreed limits leave no pattern or service on wed, which contract "
        '"full" asks for; relax the limit, or change the agent\'s weekdays, skills or contract [centre.toml:62:1]',
    ),
    "locks that leave no hours": (
        (PEOPLE, 'never = ["late"]', 'not-before = "09:00"\nnot-after = "17:00"'),
        "people.toml:17:1: DATA16 bob: the agreed limits leave no pattern or service on mon, tue, wed, thu, fri, "
        'which contract "full" asks for; relax the limit, or change the agent\'s weekdays, skills or contract '
        "[centre.toml:62:1]",
    ),
    "a team in two groups": (
        (CENTRE, 'teams = ["front"]', 'teams = ["front"]\n[[group]]\nid = "other"\nteams = ["front"]'),
        'centre.toml:23:10: DATA15 team "front" is in group "other" and in "all"; '
        "a team is planned in one group: take it out of the other [centre.toml:20:10]",
    ),
    "a team in no group": (
        (CENTRE, "[[group]]", '[[team]]\nid = "back"\nsite = "hall"\n\n[[group]]'),
        'centre.toml:18:1: DATA15 team "back" is in no rota group, so nobody plans it; '
        "add it to the teams of a [[group]]",
    ),
    "the other employer's contract": (
        (PEOPLE, 'employer = "council"', 'employer = "trust"'),
        'people.toml:4:1: DATA23 ann is employed by "trust", but contract "full" is one of "council"; '
        "correct the employer or the contract [centre.toml:64:1]",
    ),
    "a file about somebody else": (
        (WISHES, 'agent = "ann"', 'agent = "bob"'),
        'wishes/ann.toml:1:1: DATA22 agent is "bob", but the file is wishes/ann.toml; '
        'write agent = "ann", or move the file to wishes/bob.toml',
    ),
    "a cell that is none": (
        (ROTA, '2026-12-01 = "early phones"', '2026-12-01 = "early"'),
        'rotas/all/2026-12.toml:7:1: DATA17 ann on 2026-12-01: "early" is not a cell; write "PATTERN SERVICE" or one '
        'of absent, closed, leave, lieu, off, training, such as "early phones" or "off"',
    ),
    "a cell of an unknown service": (
        (ROTA, '2026-12-01 = "early phones"', '2026-12-01 = "early phone"'),
        'rotas/all/2026-12.toml:7:1: DATA17 ann on 2026-12-01: no service is named "phone"; did you mean "phones"?',
    ),
    "a part of an unknown service": (
        (ROTA, '2026-12-01 = "early phones"', '2026-12-01 = "early phones; 10:00-11:00 dusk"'),
        'rotas/all/2026-12.toml:7:1: DATA17 ann on 2026-12-01: no service is named "dusk"; did you mean "desk"?',
    ),
    "a day outside the period": (
        (ROTA, '2026-12-01 = "early phones"', '2027-12-01 = "off"'),
        "rotas/all/2026-12.toml:7:1: DATA12 2027-12-01 of ann is outside 2026-12, which runs from 2026-11-30 to "
        "2027-01-03; move the line to the file of 2027-12",
    ),
    "a day that is none": (
        (ROTA, '2026-12-01 = "early phones"', '2026-13-01 = "off"'),
        'rotas/all/2026-12.toml:7:1: DATA08 "2026-13-01" is not a day; write it as 2026-12-01',
    ),
    "an agent of a rota who does not exist": (
        (ROTA, "[cells.ann]", "[cells.anne]"),
        'rotas/all/2026-12.toml:5:1: DATA09 no agent is named "anne"; did you mean "ann"?',
    ),
    "a rota in the wrong place": (
        (ROTA, 'month = "2026-12"', 'month = "2026-11"'),
        'rotas/all/2026-12.toml:3:1: DATA22 month is "2026-11", but the file is rotas/all/2026-12.toml; '
        'write month = "2026-12", or move the file',
    ),
    "TOML syntax": (
        (CENTRE, "[[site]]", "[site"),
        "centre.toml:10:6: DATA04 not TOML: expected ']' at the end of a table declaration; "
        "correct the line; see https://toml.io for how TOML is written",
    ),
    "a key given twice": (
        (CENTRE, "overrun = 30", "overrun = 30\noverrun = 31"),
        "centre.toml:40:13: DATA04 not TOML: the key or table stands here a second time; "
        "correct the line; see https://toml.io for how TOML is written",
    ),
    "bidi characters": (
        (CENTRE, "Town hall", "Town \u202e hall"),
        "centre.toml:1:14: DATA05 the file holds U+202E (right-to-left override), which may not stand in a rota; "
        "delete the character, or retype the text by hand",
    ),
    "escaped bidi characters": (
        (CENTRE, "Town hall", "Town \\u202e hall"),
        'centre.toml:1:1: DATA05 the value of "name" holds U+202E (right-to-left override), which may not stand in a '
        "rota; delete the character, or retype the text by hand",
    ),
    "control characters in a name": (
        ("names.toml", "Ann Example", "Ann\\u001b[2J"),
        'names.toml:2:1: DATA05 the value of "name" holds U+001B (a control character), which may not stand in a '
        "rota; delete the character, or retype the text by hand",
    ),
    "not a number": (
        (CENTRE, "fte = 1.0", "fte = nan"),
        f'centre.toml:65:1: DATA08 "fte" {NO_NUMBER}; write an ordinary number, such as 0.6',
    ),
    "a number that would take for ever": (
        (CENTRE, "fte = 1.0", "fte = 1e-999999999"),
        f'centre.toml:65:1: DATA08 "fte" {NO_NUMBER}; write an ordinary number, such as 0.6',
    ),
    "deep nesting": (
        (CENTRE, "overrun = 30", "overrun = " + "[" * 3000),
        "centre.toml:39:27: DATA03 brackets are nested 17 deep, limit 16; "
        "check that centre.toml is what it should be, and split or shorten it",
    ),
    "deep nesting over many lines": (
        (CENTRE, "overrun = 30", "overrun = " + "[\n" * 10_000),
        "centre.toml:55:1: DATA03 brackets are nested 17 deep, limit 16; "
        "check that centre.toml is what it should be, and split or shorten it",
    ),
    "deep nesting without brackets": (
        (CENTRE, "overrun = 30", "a" + ".a" * 1000 + " = 1"),
        "centre.toml: DATA03 the file holds tables nested over 16 deep; shorten or split the file",
    ),
    "a line too long": (
        (CENTRE, "overrun = 30", f'name = "{"x" * 5000}"'),
        "centre.toml:39:1: DATA03 the line has 5,009 characters, limit 4,096; "
        "check that centre.toml is what it should be, and split or shorten it",
    ),
    "keys where nothing is near": (
        (DEMAND, "heads = 1\n", "heads = 1\nzzz = 1\n"),
        'demand.toml:7:1: DATA06 need 1: unknown key "zzz"; '
        "Keys here: from, until, weekdays, date, service, start, end, heads",
    ),
    "a time zone that is none": (
        (CENTRE, "Europe/London", "Europe/Londn"),
        'centre.toml:2:1: DATA08 no time zone is named "Europe/Londn"; '
        'write it as "Europe/London"; on Windows the package tzdata must be installed',
    ),
    "history that runs backwards": (
        ("history.toml", "as-of = 2026-11-01", "as-of = 2026-05-01"),
        "history.toml:2:1: DATA12 as-of 2026-05-01 is before since 2026-06-01; "
        "swap them, or correct the one that is wrong [history.toml:1:1]",
    ),
    "a Saturday before history begins": (
        ("history.toml", "2026-09-19", "2026-05-30"),
        "history.toml:6:14: DATA12 ann: 2026-05-30 is before since, 2026-06-01; "
        "list the Saturdays worked from since to as-of, and no other day",
    ),
    "a Saturday after history ends": (
        ("history.toml", "2026-09-19", "2026-11-07"),
        "history.toml:6:14: DATA12 ann: 2026-11-07 is after as-of, 2026-11-01; "
        "list the Saturdays worked from since to as-of, and no other day",
    ),
    "a rule that runs backwards": (
        ("rules.toml", "days = 6", "from = 2026-11-30\nuntil = 2026-11-01"),
        "rules.toml:4:1: DATA12 until 2026-11-01 is before from 2026-11-30; "
        "swap them, or correct the one that is wrong [rules.toml:3:1]",
    ),
    "a rule that is no table": (
        ("rules.toml", '[[rule]]\nuse = "max-days-in-row"\ndays = 6', "rule = [1]"),
        "rules.toml:1:9: DATA08 rule is the number 1, not a table; write a table",
    ),
    "a name that is no table": (
        ("names.toml", "[ann]", "bob = 1\n[ann]"),
        "names.toml:1:1: DATA08 bob is the number 1, not a table; write [bob], and name, email and login below it",
    ),
    "a cell that is a number": (
        (ROTA, '2026-12-01 = "early phones"', "2026-12-01 = 5"),
        "rotas/all/2026-12.toml:7:1: DATA17 ann on 2026-12-01 is the number 5, not a cell; "
        'write it as "early phones" or "off"',
    ),
    "cells that are no table": (
        (ROTA, "[cells.bob]", "[cells]\nbob = 5\n[pins.bob]"),
        "rotas/all/2026-12.toml:43:1: DATA08 cells.bob is the number 5, not a table; "
        "write [cells.bob], and a line for each day below it",
    ),
    "a pin by nobody": (
        (ROTA, "[cells.bob]", "[pins.ann]\n2026-12-01 = 5\n[cells.bob]"),
        "rotas/all/2026-12.toml:43:1: DATA08 the pin of ann on 2026-12-01 is the number 5, not the id of who pinned "
        "it; write the id in quotes",
    ),
    "a cell of an unknown pattern": (
        (ROTA, '2026-12-01 = "early phones"', '2026-12-01 = "erly phones"'),
        'rotas/all/2026-12.toml:7:1: DATA17 ann on 2026-12-01: no pattern is named "erly"; did you mean "early"?',
    ),
    "parts that overlap": (
        (
            ROTA,
            '2026-12-01 = "early phones"',
            '2026-12-01 = "early phones; 09:00-10:00 desk; 09:30-11:00 desk"',
        ),
        "rotas/all/2026-12.toml:7:1: DATA17 ann on 2026-12-01: the parts 09:00-10:00 desk and 09:30-11:00 desk "
        'overlap; correct it, as in "early phones" or "off"',
    ),
    "a month that is none": (
        (ROTA, 'month = "2026-12"', 'month = "december"'),
        'rotas/all/2026-12.toml:3:1: DATA08 month is "december", which does not fit '
        "^[0-9]{4}-(0[1-9]|1[0-2])$; correct month",
    ),
    "a format from the future": (
        (ROTA, "format = 1", "format = 2"),
        "rotas/all/2026-12.toml:1:1: DATA08 format is the number 2, which is none of 1; there is 1",
    ),
    "an unknown site in a closure": (
        (YEAR, 'sites = ["hall"]', 'sites = ["hal"]'),
        'calendar/2026.toml:8:10: DATA09 closure 1: sites: no site is named "hal"; did you mean "hall"?',
    ),
    "demand on a bank holiday": (
        (DEMAND, 'weekdays = ["mon"]', "date = 2026-12-25"),
        "demand.toml:11:1: DATA13 desk needs people at 09:00 on 2026-12-25, when it is not open; "
        "shorten the need, or correct the opening hours [centre.toml:35:1]",
    ),
    "an unknown pattern in an inline table": (
        (CENTRE, "saturdays = true\n", 'saturdays = true\npattern-weeks = [{ patterns = ["earl"] }]\n'),
        'centre.toml:69:32: DATA09 contract "full", pattern-weeks 1: patterns: no pattern is named "earl"; '
        'did you mean "early"?',
    ),
    "a limit upon nothing": (
        (PEOPLE, 'never = ["late"]', 'never = ["lates"]'),
        'people.toml:18:10: DATA09 agent "bob", limit 1: never: no pattern or service is named "lates"; '
        'did you mean "late"?',
    ),
    "a limit that leaves no service": (
        (PEOPLE, 'never = ["late"]', 'never = ["desk"]'),
        "people.toml:17:1: DATA16 bob: the agreed limits leave no pattern or service on mon, tue, wed, thu, fri, "
        'which contract "full" asks for; relax the limit, or change the agent\'s weekdays, skills or contract '
        "[centre.toml:62:1]",
    ),
    "an unknown team in dated terms": (
        (PEOPLE, 'skills = ["desk"]', 'skills = ["desk"]\ndated = [{ from = 2026-12-07, team = "fornt" }]'),
        'people.toml:16:31: DATA09 agent "bob", dated 1: team: no team is named "fornt"; did you mean "front"?',
    ),
    "leave that begins with its approval": (
        (LEAVE, 'event = "requested"', 'event = "approved"\nprevious = "x"'),
        'leave/k3f9a2b7c1d0/1.toml:2:1: DATA20 leave/k3f9a2b7c1d0: event 1 is "approved"; at the beginning comes "requested"; '
        "bring the file back from git; events are never edited",
    ),
    "more days than a week has": (
        (CENTRE, "days = 4", "days = 8"),
        'centre.toml:74:1: DATA08 contract "four-days": days is 8, limit: at most 7; write a number at most 7',
    ),
    "an empty list": (
        (CENTRE, 'patterns = ["early", "late"]', "patterns = []"),
        'centre.toml:75:1: DATA08 contract "four-days": patterns has 0 entries, limit: at least 1; '
        "correct the list patterns",
    ),
}


@pytest.mark.parametrize("name", ONE_THING)
def test_one_broken_thing_is_one_finding_with_place_and_next_step(root: Path, name: str) -> None:
    broken, said = ONE_THING[name]
    change(root, *broken)
    assert [line(finding) for finding in faults(root)] == [said]


def test_all_findings_of_all_files_come_at_once(root: Path) -> None:
    change(root, CENTRE, "leader =", "leeder =")
    change(root, PEOPLE, 'home = "phones"\n', "")
    change(root, DEMAND, "heads = 1\n", 'heads = "x"\n')
    change(root, WISHES, "until = 2026-12-04", "until = ")
    assert [(str(finding.place), finding.code) for finding in faults(root)] == [
        ("centre.toml:16:1", "DATA06"),
        ("people.toml:1:1", "DATA07"),
        ("demand.toml:6:1", "DATA08"),
        ("wishes/ann.toml:8:9", "DATA04"),
    ]


@pytest.mark.parametrize("file", ["people.toml", "rules.toml", "demand.toml"])
def test_missing_file(root: Path, file: str) -> None:
    (root / file).unlink()
    assert [line(finding) for finding in faults(root)] == [
        f"{file}: DATA01 {file} is missing; create {file}; rota init writes one to start from"
    ]


def test_no_repository_at_all(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        Repository.open(tmp_path)
    (finding,) = caught.value.findings
    assert line(finding) == (
        f"centre.toml: DATA01 no rota repository here: neither {tmp_path} nor a folder above it holds centre.toml; "
        "go to a rota repository, or make one with: rota init"
    )


def test_a_repository_is_found_from_a_folder_inside_it(root: Path) -> None:
    assert Repository.open(root / "wishes").root == root


def test_optional_files_may_be_missing(root: Path) -> None:
    for file in ("history.toml", "names.toml", "calendar/2026.toml", "wishes/ann.toml"):
        (root / file).unlink()
    assert faults(root) == ()


def test_a_folder_in_place_of_a_file(root: Path) -> None:
    (root / "rules.toml").unlink()
    (root / "rules.toml").mkdir()
    assert [line(finding) for finding in faults(root)] == [
        "rules.toml: DATA01 rules.toml is not a file; put a TOML file at rules.toml"
    ]


def test_an_unreadable_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    first, *_ = faults(root)
    assert line(first) == (
        "centre.toml: DATA01 centre.toml cannot be read: permission denied; "
        "check the file's permissions and the disk"
    )


def test_a_link_out_of_the_repository_is_not_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "rules.toml"
    outside.write_text(FILES["rules.toml"])
    (root / "rules.toml").unlink()
    (root / "rules.toml").symlink_to(outside)
    assert [line(finding) for finding in faults(root)] == [
        f"rules.toml: DATA01 rules.toml leads out of the repository, to {os.path.realpath(outside)}; "
        "put the file itself into the repository instead of a link"
    ]


def test_not_utf_8(root: Path) -> None:
    (root / "rules.toml").write_bytes(b'# Gr\xc3\xbc\xc3\x9fe\n[[rule]]\nuse = "Caf\xe9"\n')
    assert [line(finding) for finding in faults(root)] == [
        "rules.toml:3:11: DATA02 rules.toml is not UTF-8 text: byte 0xe9; save the file again as UTF-8"
    ]


def test_byte_order_mark_and_windows_line_ends_are_fine(root: Path) -> None:
    digest = Repository.open(root).input_digest()
    for file, text in FILES.items():
        (root / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert faults(root) == ()
    assert Repository.open(root).input_digest() == digest
    assert str(Repository.open(root).agent_place("bob")) == "people.toml:9:1"


def test_a_file_too_large(root: Path) -> None:
    (root / "demand.toml").write_bytes(b"#" * 3_000_000)
    assert [line(finding) for finding in faults(root)] == [
        "demand.toml: DATA03 the file has 3,000,000 bytes, limit 2,097,152; "
        "check that demand.toml is what it should be, and split or shorten it"
    ]


def test_a_file_of_too_many_lines(root: Path) -> None:
    (root / "demand.toml").write_bytes(b"\n" * 60_000)
    assert [line(finding) for finding in faults(root)] == [
        "demand.toml: DATA03 the file has 60,001 lines, limit 50,000; "
        "check that demand.toml is what it should be, and split or shorten it"
    ]


def test_leave_over_a_shift_is_not_bad_input(root: Path) -> None:
    """Bob is on leave from 7 to 9 December and the rota has him at work: a rule's finding, not the loader's."""
    change(root, LEAVE, "", FILES[LEAVE])
    change(root, ROTA, "", rota_text())
    repository = Repository.open(root)
    assert repository.rotas("all")[MONTH].cells["bob"][repository.leave[0].first].is_shift


def test_limits_of_a_flexible_contract_may_take_its_spare_days(root: Path) -> None:
    """Four days of five: never Wednesdays leaves four, never Wednesdays and Fridays leaves three."""
    change(root, PEOPLE, 'contract = "full"\nhome = "desk"', 'contract = "four-days"\nhome = "desk"')
    change(root, PEOPLE, 'never = ["late"]', 'never-days = ["wed"]')
    assert faults(root) == ()
    change(root, PEOPLE, '["wed"]', '["wed", "fri"]')
    assert [(str(finding.place), finding.code) for finding in faults(root)] == [
        ("people.toml:17:1", "DATA16")
    ]


def test_limits_are_weighed_only_while_they_hold_together(root: Path) -> None:
    """Never early until June, never late from July: no day is without a pattern; one overlapping day is."""
    dated = 'never = ["early"]\nuntil = 2026-06-30\n\n[[agent.limit]]\nnever = ["late"]\nfrom = 2026-07-01\n'
    change(root, PEOPLE, 'never = ["late"]', dated)
    assert faults(root) == ()
    change(root, PEOPLE, "until = 2026-06-30", "until = 2026-07-01")
    assert [(finding.code, "on wed" in finding.message) for finding in faults(root)] == [("DATA16", True)]


def test_cells_of_somebody_who_has_left_are_set_aside(root: Path) -> None:
    """What was planned before bob said he would leave is no fault, and is in nobody's rota either."""
    change(root, PEOPLE, 'id = "bob"', 'id = "bob"\nuntil = 2026-12-05')
    assert faults(root) == ()
    rota = Repository.open(root).bases("all")["2026-12"]
    assert (max(rota.cells["bob"]), min(rota.gone["bob"])) == (date(2026, 12, 5), date(2026, 12, 6))
    assert "ann" not in rota.gone


def test_an_agent_who_changes_teams_belongs_to_each_group_in_turn(root: Path) -> None:
    change(root, CENTRE, "[[group]]", '[[team]]\nid = "back"\nsite = "hall"\n\n[[group]]')
    change(root, CENTRE, 'teams = ["front"]', 'teams = ["front"]\n\n[[group]]\nid = "rest"\nteams = ["back"]')
    dated = 'dated = [{ from = 2026-12-07, team = "back" }]'
    change(root, PEOPLE, 'skills = ["desk"]', f'skills = ["desk"]\n{dated}')
    assert faults(root) == ()
    assert max(Repository.open(root).bases("all")["2026-12"].cells["bob"]) == date(2026, 12, 6)


def test_an_agent_who_never_was_in_the_group_has_no_cells_there(root: Path) -> None:
    change(root, CENTRE, "[[group]]", '[[team]]\nid = "back"\nsite = "hall"\n\n[[group]]')
    change(root, CENTRE, 'teams = ["front"]', 'teams = ["front"]\n\n[[group]]\nid = "rest"\nteams = ["back"]')
    file = root / PEOPLE
    head, mark, tail = file.read_text().partition('id = "bob"')
    file.write_text(head + mark + tail.replace('team = "front"', 'team = "back"', 1))
    assert [line(finding) for finding in faults(root)] == [
        "rotas/all/2026-12.toml:42:1: DATA18 bob does not belong to all in this month; "
        "delete the lines, or correct team, from or until of the agent [people.toml:9:1]"
    ]


def test_a_hand_made_rota_may_lie_anywhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("desk") / "people.toml"
    outside.write_text(rota_text(cell="late desk"))
    repository = Repository.open(root)
    before = repository.input_digest()
    rota = repository.rota_at(outside)
    assert rota.place.file == outside.as_posix()
    assert str(repository.resolve(rota.place.at("cells", "bob"))) == f"{outside.as_posix()}:42:1"
    assert repository.input_digest() == before
    assert repository.rota_at(root / ROTA) == repository.rotas("all")[MONTH]
