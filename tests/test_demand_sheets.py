"""Sheets of calls: what is read, and what is said of each that cannot be, whole."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rota.files.callsheet import MADE
from rota.files.repository import Repository
from tests.demand_world import MONDAY, SHEET, put, rows_of, sheet, week, with_calls
from tests.files_world import faults, line

GOOD = sheet(week())
FIRST = "2026-12-07,08:30,12"
HEAD = "begin the file with the line date,start,service,calls,aht; service and aht may be left out"
NUMBER = "write it as 12 or 12.5"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_calls(tmp_path)


def said(root: Path) -> list[str]:
    return [line(finding) for finding in faults(root)]


def test_the_repository_is_good_before_anything_is_broken(root: Path) -> None:
    assert said(root) == []


def without(text: str) -> Callable[[str], str]:
    return lambda good: good.replace(text, "", 1)


def instead(old: str, new: str) -> Callable[[str], str]:
    def change(good: str) -> str:
        assert old in good
        return good.replace(old, new, 1)

    return change


def first(calls: str) -> Callable[[str], str]:
    return instead(FIRST, f"2026-12-07,08:30,{calls}")


def more(rows: str) -> Callable[[str], str]:
    return lambda good: f"{good}{rows}\n"


WRONG = {
    "a column that nothing reads": (
        instead("calls", "call"),
        'phones.csv:1:12: DATA29 unknown column "call"; did you mean "calls"? Columns here: date, start, service, calls, aht',
        f'phones.csv:1:1: DATA29 column "calls" is missing; {HEAD}',
    ),
    "a missing column": (
        instead("date,start", "date"),
        f'phones.csv:1:1: DATA29 column "start" is missing; {HEAD}',
    ),
    "a doubled column": (
        instead("start,calls", "start,calls,calls"),
        'phones.csv:1:18: DATA29 column "calls" stands here a second time; '
        "take out the wrong one of the two, with its cells [demand/phones.csv:1:12]",
    ),
    "no head": (
        without("date,start,calls\n"),
        f'phones.csv:1:1: DATA29 the first line names none of the columns: "{FIRST}"; {HEAD}; commas or semicolons divide cells',
    ),
    "nothing": (lambda _: "", f"phones.csv:1:1: DATA29 demand/phones.csv is empty; {HEAD}"),
    "a date in an order that may be two": (
        instead("2026-12-07,08:30", "07/12/2026,08:30"),
        'phones.csv:2:1: DATA08 date is "07/12/2026", not year, month, day, as other lines have it; '
        "write it as 2026-12-07 or 2026-07-12, whichever is meant",
    ),
    "an order that another date shows": (
        lambda good: good.replace(FIRST, "07/12/2026,08:30,12").replace(
            "2026-12-08,08:30", "13/12/2026,08:30"
        ),
        'phones.csv:2:1: DATA08 date is "07/12/2026", not year, month, day, as other lines have it; write it as 2026-12-07',
        'phones.csv:21:1: DATA08 date is "13/12/2026", not year, month, day, as other lines have it; write it as 2026-12-13',
    ),
    "a day that is none": (
        instead("2026-12-07,08:30", "2026-02-30,08:30"),
        'phones.csv:2:1: DATA08 date is "2026-02-30", not a day; write it as 2026-02-01: year, month, day',
    ),
    "a year that is none of ours": (
        instead("2026-12-07,08:30", "1926-12-07,08:30"),
        "phones.csv:2:1: DATA08 date is 1926-12-07, limit: from 2000-01-01 to 2099-12-31; correct the year",
    ),
    "a quarter of an hour": (
        instead("08:30", "08:15"),
        "phones.csv:2:12: DATA08 start is 08:15, not a half hour; "
        "add the calls up by half hours: those of 08:15 belong to 08:00",
    ),
    "a time that is none": (
        instead("08:30", "25:00"),
        'phones.csv:2:12: DATA08 start is "25:00", not a time of day; write it as 08:30',
    ),
    "fewer than none": (
        first("-4"),
        "phones.csv:2:18: DATA08 calls is -4, limit: at least 0; write 0, or how many came",
    ),
    "no number": (first("NaN"), f'phones.csv:2:18: DATA08 calls is "NaN", not a number of calls; {NUMBER}'),
    "endless": (first("inf"), f'phones.csv:2:18: DATA08 calls is "inf", not a number of calls; {NUMBER}'),
    "an exponent": (first("1e3"), f'phones.csv:2:18: DATA08 calls is "1e3", not a number of calls; {NUMBER}'),
    "absurdly many": (
        first("1000000"),
        "phones.csv:2:18: DATA08 calls is 1000000, limit: at most 5000 in a half hour; correct the number",
    ),
    "too exact": (
        first("12.345"),
        "phones.csv:2:18: DATA08 calls is 12.345, limit: two decimal places; round it, as 12.25",
    ),
    "no calls at all": (
        first(""),
        "phones.csv:2:18: DATA08 calls is empty; write 0 where none came, or take the line out",
    ),
    "a comma in a number": (
        first('"1,200"'),
        'phones.csv:2:18: DATA08 calls is "1,200", which may mean thousands or parts; '
        "write it with a point for parts, as 12.5, and nothing for thousands",
    ),
    "a cell too many": (
        first("1,200"),
        "phones.csv:2:1: DATA08 the line has 4 cells, and the header 3; "
        "write date, start, calls, in this order, and numbers without a separator of thousands",
    ),
    "an open quotation": (
        first('"12'),
        "phones.csv:2:1: DATA08 a quotation mark is not closed on this line; take it out, or close it",
    ),
    "two things wrong in one line": (
        instead(FIRST, "2026-12-07,8.30,x"),
        'phones.csv:2:12: DATA08 start is "8.30", not a time of day; write it as 08:30',
        f'phones.csv:2:17: DATA08 calls is "x", not a number of calls; {NUMBER}',
    ),
    "one thing wrong in every line": (
        lambda good: good.replace(",12\n", ",x\n"),
        f'phones.csv:2:18: DATA08 calls is "x", not a number of calls; {NUMBER}',
        f'phones.csv:3:18: DATA08 calls is "x", not a number of calls; {NUMBER}',
        'phones.csv:4:18: DATA08 calls is "x", not a number of calls; 92 more lines like it, up to line 96; '
        + NUMBER,
    ),
    "an interval when it is shut": (
        more("2026-12-07,18:00,3"),
        "phones.csv:97:12: DATA13 calls of phones at 18:00 on Mon 7 Dec 2026, when it is not open (open 08:30-18:00); "
        "take the lines out, or correct the opening hours or the calendar [centre.toml:22:1]",
    ),
    "a bank holiday": (
        more("\n".join(rows_of(date(2026, 12, 25)))),
        "phones.csv:97:12: DATA13 calls of phones at 08:30 on Fri 25 Dec 2026, when it is not open (closed all day); "
        "take the lines out, or correct the opening hours or the calendar [centre.toml:22:1]",
    ),
    "half hours that are not listed": (
        lambda good: good.replace("2026-12-07,12:00,12\n", "").replace("2026-12-07,12:30,12\n", ""),
        "phones.csv:2:1: DATA31 the calls of phones on Mon 7 Dec 2026 lack 12:00, 12:30; "
        "add the half hours, with 0 where no calls are expected; or take the whole day out, and its profile counts",
    ),
    "a half hour twice": (
        more(FIRST),
        "phones.csv:97:1: DATA30 the calls of phones on 2026-12-07 at 08:30 are listed a second time; "
        "take out whichever of the two is wrong [demand/phones.csv:2:1]",
    ),
    "an unfinished merge": (
        instead(FIRST, f"<<<<<<< HEAD\n{FIRST}\n=======\n{FIRST}\n>>>>>>> other"),
        "phones.csv:2:1: DATA27 a merge was left unfinished: both sides stand in demand/phones.csv; keep the right lines, "
        "and take out those with <<<<<<<, ======= and >>>>>>>; see `git status`",
    ),
    "a control character": (
        first("1\x002"),
        "phones.csv:2:19: DATA05 the file holds U+0000 (a control character), which may not stand in a rota; "
        "delete the character, or retype the text by hand",
    ),
    "a line too long": (
        more(f"# {'x' * 5000}"),
        "phones.csv:97:1: DATA03 the line has 5,002 characters, limit 4,096; "
        "check that demand/phones.csv is what it should be, and split or shorten it",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_thing_wrong(root: Path, name: str) -> None:
    change, *expected = WRONG[name]
    put(root, SHEET, change(GOOD))
    assert said(root) == [f"demand/{message}" for message in expected]


DAY = [row.split(",") for row in rows_of(MONDAY)]


def of(service: str, aht: str = "") -> str:
    """The Monday's rows with a service, and with a handling time."""
    return sheet(
        [f"{day},{at},{service},{calls},{aht}" for day, at, calls in DAY], "date,start,service,calls,aht"
    )


LINES = "more lines like it, up to line 20"
OTHERS = {
    "a service that nobody knows": (
        {"demand/all.csv": of("Phones")},
        f'demand/all.csv:2:18: DATA09 no service is named "Phones"; 18 {LINES}; did you mean "phones"?',
    ),
    "no service": (
        {"demand/all.csv": sheet(["2026-12-07,08:30,,3"], "date,start,service,calls")},
        "demand/all.csv:2:18: DATA08 service is empty; write which service the calls came to",
    ),
    "a name that says no service": (
        {"demand/2026-12.csv": GOOD},
        'demand/2026-12.csv:1:1: DATA29 column "service" is missing, and the name of the file is that of no service; '
        "add the column, or name the file by its service, as desk.csv or desk-2026.csv",
    ),
    "a service whose calls nobody answers": (
        {"demand/desk.csv": sheet(rows_of(MONDAY, last="17:30"))},
        "demand/desk.csv:2:1: DATA32 calls of desk are listed on 2026-12-07, and no [[calls]] says how they are answered "
        'then; add a [[calls]] table of "desk" to demand.toml, or take the lines out',
    ),
    "handling times without end": (
        {"demand/all.csv": sheet(["2026-12-07,08:30,phones,3,99999"], "date,start,service,calls,aht")},
        "demand/all.csv:2:27: DATA08 aht is 99999, limit: from 1 to 14400 seconds; "
        "correct it, or leave it empty where nothing was handled",
    ),
    "no handling time at all": (
        {"demand/all.csv": sheet(["2026-12-07,08:30,phones,3,0"], "date,start,service,calls,aht")},
        "demand/all.csv:2:27: DATA08 aht is 0, limit: from 1 to 14400 seconds; "
        "correct it, or leave it empty where nothing was handled",
    ),
    "minutes and seconds": (
        {"demand/all.csv": sheet(["2026-12-07,08:30,phones,3,5:30"], "date,start,service,calls,aht")},
        'demand/all.csv:2:27: DATA08 aht is "5:30", not a whole number of seconds; write it in seconds: 330',
    ),
    "parts of seconds": (
        {"demand/all.csv": sheet(["2026-12-07,08:30,phones,3,330.5"], "date,start,service,calls,aht")},
        'demand/all.csv:2:27: DATA08 aht is "330.5", not a whole number of seconds; write it in seconds, such as 330',
    ),
    "another encoding": (
        {SHEET: "# café\n".encode("latin-1") + GOOD.encode()},
        "demand/phones.csv:1:6: DATA02 demand/phones.csv is not UTF-8 text: byte 0xe9; save the file again as UTF-8",
    ),
    "as Excel calls Unicode": (
        {SHEET: GOOD.encode("utf-16-le")},
        "demand/phones.csv:1:2: DATA05 the file holds U+0000 (a control character), which may not stand in a rota; "
        "delete the character, or retype the text by hand",
    ),
    "a forecast that is not up to date": (
        {SHEET: f"{MADE}\n{GOOD}2026-12-13,09:00,3\n"},
        "demand/phones.csv:98:12: DATA13 calls of phones at 09:00 on Sun 13 Dec 2026, when it is not open (closed all day); "
        "delete demand/phones.csv and forecast anew: rota demand forecast MONTH [centre.toml:22:1]",
    ),
    "two files with the same": (
        {"demand/phones-2.csv": sheet(["2026-12-08,08:30,12", *rows_of(date(2026, 12, 14))])},
        "demand/phones-2.csv:2:1: DATA31 the calls of phones on Tue 8 Dec 2026 lack 09:00, 09:30, 10:00, 10:30 and 14 more; "
        "add the half hours, with 0 where no calls are expected; or take the whole day out, and its profile counts",
        "demand/phones.csv:21:1: DATA30 the calls of phones on 2026-12-08 at 08:30 are listed a second time; "
        "take out whichever of the two is wrong [demand/phones-2.csv:2:1]",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_one_thing_wrong_with_a_file(root: Path, name: str) -> None:
    files, *expected = OTHERS[name]
    (root / SHEET).unlink() if "demand/phones-2.csv" not in files else None
    for file, text in files.items():
        put(root, file, text)
    assert said(root) == expected


def test_calls_of_a_half_hour_in_which_it_opens_belong_to_the_next(root: Path) -> None:
    centre = (root / "centre.toml").read_text()
    put(root, "centre.toml", centre.replace('open = "08:30"', 'open = "08:15"', 1))
    put(root, SHEET, sheet([*week(), f"{date(2026, 12, 14)},08:00,3", *rows_of(date(2026, 12, 14))]))
    assert said(root) == [
        "demand/phones.csv:97:12: DATA13 calls of phones at 08:00 on Mon 14 Dec 2026, when it is not open "
        "(open 08:15-18:00); add them to those of 08:30, the first half hour that begins while it is open "
        "[centre.toml:22:1]"
    ]


def test_everything_is_said_at_once(root: Path) -> None:
    put(root, SHEET, first("x")(GOOD))
    put(root, "demand/2026.csv", GOOD)
    put(root, "people.toml", (root / "people.toml").read_text().replace('team = "front"', "team = 1", 1))
    assert [message.partition(" ")[0] for message in said(root)] == [
        "people.toml:3:1:",
        "demand/2026.csv:1:1:",
        "demand/phones.csv:2:18:",
    ]


def quoted_cells(text: str) -> str:
    rows = (",".join(f'"{cell}"' for cell in row.split(",")) for row in text.splitlines())
    return "\n".join(rows) + "\n"


AS_GOOD = {
    "a mark of order at the start": lambda good: f"\ufeff{good}",
    "line ends of Windows": lambda good: good.replace("\n", "\r\n"),
    "semicolons": lambda good: good.replace(",", ";"),
    "quotes around everything": quoted_cells,
    "hours of one digit": lambda good: good.replace(",08:", ",8:").replace(",09:", ",9:"),
    "seconds": lambda good: (
        good.replace(",12\n", ":00,12\n").replace(":00:00,", ":00,").replace(",12\n", ",12.0\n")
    ),
    "empty rows of a spreadsheet": lambda good: f"{good},,\n\n",
    "comments": lambda good: f'# calls\n"# of, the phones",,\n{good}# the end',
    "no last line end": lambda good: good.rstrip("\n"),
    "columns in another order": lambda good: "\n".join(
        ",".join(reversed(row.split(","))) for row in good.splitlines()
    ),
    "capital letters": lambda good: good.replace("date,start,calls", "Date, START,Calls"),
    "nothing when it is shut": lambda good: f"{good}2026-12-07,18:00,0\n2026-12-13,09:00,0\n",
}


@pytest.mark.parametrize("name", AS_GOOD)
def test_what_is_read_all_the_same(root: Path, name: str) -> None:
    before = Repository.open(root)
    put(root, SHEET, AS_GOOD[name](GOOD))
    after = Repository.open(root)
    opened = {at: volume for at, volume in after.volumes["phones", MONDAY].items() if volume.calls}
    assert opened == before.volumes["phones", MONDAY]
    if name != "nothing when it is shut":
        assert after.input_digest() == before.input_digest()


def test_what_is_listed_is_an_input_and_how_it_is_written_is_not(root: Path) -> None:
    before = Repository.open(root).input_digest()
    put(root, SHEET, sheet(week(days=2)))
    put(root, "demand/more.csv", of("phones").splitlines()[0] + "\n")
    put(root, "demand/phones-later.csv", sheet(week()[38:]))
    assert Repository.open(root).input_digest() == before
    put(root, "demand/phones-later.csv", sheet(week()[38:]).replace(",12\n", ",12.5\n"))
    assert Repository.open(root).input_digest() != before


def test_each_row_is_read_with_its_handling_time(root: Path) -> None:
    put(
        root,
        SHEET,
        "date,start,service,calls,aht\n"
        + "".join(f"{day},{at},phones,{calls}.5,{'' if at > '12' else 300}\n" for day, at, calls in DAY),
    )
    volumes = Repository.open(root).volumes["phones", MONDAY]
    assert (volumes[510].calls, volumes[510].aht) == (1250, 300)
    assert (volumes[17 * 60].calls, volumes[17 * 60].aht) == (1250, None)


def test_history_is_not_read_with_everything_else(root: Path) -> None:
    put(root, "demand/history/phones.csv", "nothing of this is a sheet")
    assert said(root) == []
