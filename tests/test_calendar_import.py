"""`rota calendar import`: whole days of .ics and CSV files; whatever cannot be one is named with its line, and nothing is written."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rota.files.repository import Repository
from rota.work.calendar.entries import Wanted
from rota.work.calendar.icsentries import read_ics
from rota.work.errors import Unusable
from rota.work.init.sheet import Complaints
from tests.calendar_world import calendar, root_of, there
from tests.cli_helpers import rota
from tests.living_world import NOW as LIVING
from tests.living_world import published

SCHOOLS = """\
# Written by rota calendar import. Your own days go into a file beside this one.
# facts: 22c700b4527d7843

[[school-holiday]]
name = "Autumn half term"
from = 2026-10-26
until = 2026-10-30

[[school-holiday]]
name = "INSET day"
day = 2026-11-02

[[school-holiday]]
name = "Christmas holidays"
from = 2026-12-21
until = 2027-01-01
"""
TERM_TIME = "No contract of centre.toml has term-time = true, so nobody is off for school holidays.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return root_of(tmp_path)


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def ics(*events: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Council//EN\r\n{''.join(events)}END:VCALENDAR\r\n"


def whole(name: str, first: str, after: str = "") -> str:
    end = [f"DTEND;VALUE=DATE:{after}"] if after else []
    return event(f"SUMMARY:{name}", f"DTSTART;VALUE=DATE:{first}", *end)


TERMS = (
    whole("Autumn half term", "20261026", "20261031"),
    whole("INSET day", "20261102"),
    whole("Christmas holidays", "20261221", "20270102"),
)
"""DTEND is the day after the last."""

CSV = (
    "Holiday;Start date;End date;Notes\nAutumn half term;26/10/2026;30/10/2026;\nINSET day;2.11.2026;2026-11-02;teachers\n"
    "Christmas  holidays;21/12/2026;01/01/2027;\n;;;\n"
)


def put(root: Path, text: str | bytes, name: str = "terms.ics") -> Path:
    path = root.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ics(*TERMS), "terms.ics"),
        (ics(*TERMS).replace("\r\n", "\n"), "terms.txt"),
        ("\ufeff" + ics(*TERMS), "terms.ics"),
        (ics(*TERMS[:2]) + ics(TERMS[2]), "two.ics"),
        (ics(*reversed(TERMS), TERMS[0]), "twice.ics"),
        (
            ics(*TERMS).replace("SUMMARY:Christmas holidays", "SUMMARY:Christ\r\n mas\\n holidays"),
            "folded.ics",
        ),
        (CSV, "terms.csv"),
        (CSV.encode("utf-16"), "terms.csv"),
        (CSV.replace(";", "\t"), "terms.csv"),
    ],
)
def test_school_holidays_are_written(root: Path, text: str | bytes, name: str) -> None:
    path = put(root, text, name)
    ran = calendar(root, "import", path)
    note = "Note: columns not read: notes.\n" if name == "terms.csv" else ""
    assert (ran.code, ran.out) == (
        0,
        "calendar/schools.toml, written:\n"
        "  + Mon 26 Oct to Fri 30 Oct 2026  school holiday  Autumn half term\n"
        "  + Mon 2 Nov 2026  school holiday  INSET day\n"
        "  + Mon 21 Dec 2026 to Fri 1 Jan 2027  school holiday  Christmas holidays\n",
    ), ran.err
    assert ran.err == f"Read 3 school holidays from {name}, 2026-10-26 to 2027-01-01.\n{note}{TERM_TIME}"
    assert (root / "calendar" / "schools.toml").read_text() == SCHOOLS
    again = calendar(root, "import", path)
    assert (again.code, again.out) == (0, "calendar/schools.toml says that already; nothing was written.\n")
    assert (root / "calendar" / "schools.toml").read_text() == SCHOOLS
    assert Repository.open(root).calendar.in_school_holiday(date(2027, 1, 1))


def test_a_dry_run_writes_nothing(root: Path) -> None:
    ran = calendar(root, "import", put(root, CSV), "--dry-run")
    assert (ran.code, ran.out.startswith("calendar/schools.toml would be written:\n  + Mon 26 Oct")) == (
        0,
        True,
    )
    assert not (root / "calendar").exists()


def test_the_next_list_replaces_what_it_covers_and_no_more(root: Path) -> None:
    """A list of 2026/27 that begins with a day of training at the end of the summer of 2025/26 leaves that summer alone."""
    calendar(
        root,
        "import",
        put(root, "name,from,until\nEaster,2026-03-30,2026-04-10\nSummer holiday,2026-07-22,2026-09-02\n"),
    )
    ran = calendar(
        root,
        "import",
        put(root, "name,day,from,until\nINSET,2026-09-01,,\nAutumn half term,,2026-10-26,2026-10-30\n"),
    )
    assert ran.out == (
        "calendar/schools.toml, written anew:\n"
        "  - Wed 22 Jul to Wed 2 Sep 2026  school holiday  Summer holiday\n"
        "  + Wed 22 Jul to Mon 31 Aug 2026  school holiday  Summer holiday\n"
        "  + Tue 1 Sep 2026  school holiday  INSET\n"
        "  + Mon 26 Oct to Fri 30 Oct 2026  school holiday  Autumn half term\n"
    )
    corrected = put(root, "name,from,until\nAutumn half term,2026-10-19,2026-10-23\n")
    assert calendar(root, "import", corrected, "--from", "2026-09-01", "--until", "2027-07-31").out == (
        "calendar/schools.toml, written anew:\n"
        "  - Tue 1 Sep 2026  school holiday  INSET\n"
        "  + Mon 19 Oct to Fri 23 Oct 2026  school holiday  Autumn half term\n"
        "  - Mon 26 Oct to Fri 30 Oct 2026  school holiday  Autumn half term\n"
    )
    earlier = put(root, "name,from,until\nSummer holidays,2026-07-20,2026-07-24\n")
    assert calendar(root, "import", earlier).out == (
        "calendar/schools.toml, written anew:\n"
        "  + Mon 20 Jul to Fri 24 Jul 2026  school holiday  Summer holidays\n"
        "  - Wed 22 Jul to Mon 31 Aug 2026  school holiday  Summer holiday\n"
        "  + Sat 25 Jul to Mon 31 Aug 2026  school holiday  Summer holiday\n"
    )
    corrected = put(root, "name,from,until\nAutumn half term,2026-10-19,2026-10-23\n")
    outside = calendar(root, "import", corrected, "--from", "2026-10-20")
    assert (outside.code, outside.err) == (
        2,
        f"rota: {corrected}: row 2: 2026-10-19 to 2026-10-23 is not within 2026-10-20 to 2026-10-23\n",
    )


def test_closures_of_one_site_leave_those_of_others(root: Path) -> None:
    first = put(root, "name,day,sites\nStock,2027-03-01,town-hall\nGala,02/03/2027,\n")
    assert calendar(root, "import", first, "--closures").out == (
        "calendar/closures.toml, written:\n"
        "  + Mon 1 Mar 2027  closure  Stock (town-hall)\n"
        "  + Tue 2 Mar 2027  closure  Gala\n"
    )
    assert (
        (root / "calendar" / "closures.toml")
        .read_text()
        .endswith(
            '\n[[closure]]\nname = "Stock"\nday = 2027-03-01\nsites = ["town-hall"]\n'
            '\n[[closure]]\nname = "Gala"\nday = 2027-03-02\n'
        )
    )
    second = put(root, ics(whole("Boiler", "20270301", "20270304")))
    assert calendar(root, "import", second, "--closures", "--site", "town-hall").out == (
        "calendar/closures.toml, written anew:\n"
        "  - Mon 1 Mar 2027  closure  Stock (town-hall)\n"
        "  + Mon 1 Mar to Wed 3 Mar 2027  closure  Boiler (town-hall)\n"
    )
    opened = Repository.open(root).calendar
    assert [entry.name for entry in opened.closure] == ["Boiler", "Gala"]
    unknown = calendar(root, "import", second, "--closures", "--site", "town-hal")
    assert (unknown.code, unknown.err) == (
        2,
        'rota: no site is named "town-hal"; did you mean "town-hall"?\n',
    )
    alone = calendar(root, "import", second, "--site", "town-hall")
    assert (alone.code, "--site is for --closures" in alone.err) == (2, True)


def test_sites_are_the_same_in_whichever_order_they_are_named(root: Path) -> None:
    with (root / "centre.toml").open("a") as centre:
        centre.write('\n[[site]]\nid = "annexe"\nname = "Annexe"\n')
    rows = "name,day,sites\nStock,2027-03-01,{}\n"
    first = put(root, rows.format("town-hall; annexe"))
    assert (
        "+ Mon 1 Mar 2027  closure  Stock (town-hall, annexe)"
        in calendar(root, "import", first, "--closures").out
    )
    for again, options in (
        (rows.format("annexe; town-hall"), ()),
        (rows.format(""), ("--site", "annexe", "--site", "town-hall")),
    ):
        ran = calendar(root, "import", put(root, again), "--closures", *options)
        assert ran.out == "calendar/closures.toml says that already; nothing was written.\n"


def test_what_people_wrote_stays_and_is_named(tmp_path: Path) -> None:
    root = root_of(tmp_path, hand=True)
    hand = there(root)
    ran = calendar(root, "import", put(root, ics(whole("Christmas holidays", "20261218", "20270104"))))
    assert (
        "Also by hand: Mon 21 Dec 2026 to Fri 1 Jan 2027 Christmas holidays (calendar/2026.toml:40:1); days count that either has.\n"
    ) in ran.err
    assert {name: text for name, text in there(root).items() if name in hand} == hand


def test_names_of_feasts_are_told_at_once(root: Path) -> None:
    """A check looks for words on belief in every file; here it would be a day's name, twice, and one of three."""
    path = put(root, "name,day\nDiwali,2027-10-29\nDiwali holiday,2028-10-17\nGood Friday,2027-03-26\n")
    ask = (
        'rota check will ask what "Diwali" says of people (PRIV02); of a day it says nothing, so add it to allow of [privacy] in '
        "centre.toml\n"
    )
    assert calendar(root, "import", path).err.count("rota check will ask") == 1
    assert ask in calendar(root, "import", path).err
    assert "PRIV02" in rota("check", "--repo", root).out
    with (root / "centre.toml").open("a") as centre:
        centre.write('\n[privacy]\nallow = ["Diwali"]\n')
    assert "rota check will ask" not in calendar(root, "import", path).err
    assert "PRIV02" not in rota("check", "--repo", root).out


def test_a_file_changed_by_hand_is_refused(root: Path) -> None:
    calendar(root, "import", put(root, CSV))
    path = root / "calendar" / "schools.toml"
    path.write_text(path.read_text().replace("2026-11-02", "2026-11-03"))
    before = there(root)
    ran = calendar(root, "import", put(root, CSV))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "rota: calendar/schools.toml was changed by hand since rota wrote it, and stays as it is; nothing was written\n"
        "rota: it says, and rota would not:\n"
        "rota:   Tue 3 Nov 2026  school holiday  INSET day\n"
        "rota: move what you want to keep into a file of another name in calendar/, delete this one, and do it again\n"
    )
    assert there(root) == before


LONDON = "DTSTART;TZID=Europe/London:20261026T000000"
GOOD = {
    "a day without an end": (["DTSTART;VALUE=DATE:20261026"], "2026-10-26", "2026-10-26"),
    "as long as it lasts": (["DTSTART;VALUE=DATE:20261026", "DURATION:P5D"], "2026-10-26", "2026-10-30"),
    "weeks": (["DTSTART;VALUE=DATE:20261026", "DURATION:P2W"], "2026-10-26", "2026-11-08"),
    "an end that is its beginning": (
        ["DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261026"],
        "2026-10-26",
        "2026-10-26",
    ),
    "midnight to midnight": (
        [LONDON, "DTEND;TZID=Europe/London:20261031T000000"],
        "2026-10-26",
        "2026-10-30",
    ),
    "as Outlook calls the zone": (
        ["DTSTART;TZID=GMT Standard Time:20261026T000000", "DTEND;TZID=GMT Standard Time:20261027T000000"],
        "2026-10-26",
        "2026-10-26",
    ),
    "midnight in summer time, in UTC": (
        ["DTSTART:20260719T230000Z", "DTEND:20260831T230000Z"],
        "2026-07-20",
        "2026-08-31",
    ),
    "until the last minute": (
        [LONDON, "DTEND;TZID=Europe/London:20261030T235900"],
        "2026-10-26",
        "2026-10-30",
    ),
    "without a zone": (["DTSTART:20261026T000000", "DTEND:20261028T000000"], "2026-10-26", "2026-10-27"),
}


@pytest.mark.parametrize("case", GOOD)
def test_whole_days_are_read_however_they_are_written(case: str) -> None:
    lines, first, last = GOOD[case]
    complaints = Complaints("x.ics")
    found = read_ics("x.ics", ics(event("SUMMARY:Holiday", *lines)), "Europe/London", Wanted(), complaints)
    assert complaints.messages == []
    assert [(str(entry.first), str(entry.last), entry.line) for entry in found.listed] == [(first, last, 6)]


BAD = (
    (
        "line 6",
        '"Play" begins at a time of day; only whole days are imported; leave it out with --without TEXT',
        ["DTSTART:20261026T173000Z"],
    ),
    (
        "line 7",
        '"Play" ends at a time of day; only whole days are imported; leave it out with --without TEXT',
        [LONDON, "DTEND;TZID=Europe/London:20261026T153000"],
    ),
    # Midnight by the clock of another zone is no midnight here.
    (
        "line 6",
        '"Play" begins at a time of day; only whole days are imported; leave it out with --without TEXT',
        ["DTSTART;TZID=Europe/Paris:20261026T000000"],
    ),
    (
        "line 7",
        '"Play" repeats (RRULE); write each time as an event of its own, or a closure of every year as [[calendar.closure]] '
        "with yearly in centre.toml",
        ["DTSTART;VALUE=DATE:20261026", "RRULE:FREQ=YEARLY"],
    ),
    ("line 7", "repeats (RDATE)", ["DTSTART;VALUE=DATE:20261026", "RDATE;VALUE=DATE:20261027"]),
    (
        "line 6",
        "repeats (RECURRENCE-ID)",
        ["RECURRENCE-ID;VALUE=DATE:20261026", "DTSTART;VALUE=DATE:20261026"],
    ),
    ("line 4", '"Play" has no DTSTART; add the day on which it begins', []),
    (
        "line 6",
        '"Play": DTSTART cannot be read; write it as DTSTART;VALUE=DATE:20261026',
        ["DTSTART;VALUE=DATE:2026106"],
    ),
    ("line 6", "DTSTART stands there 2 times; leave one", ["DTSTART:20261026", "DTSTART:20261027"]),
    ("line 7", '"Play": DTEND cannot be read', ["DTSTART;VALUE=DATE:20261026", "DTEND:soon"]),
    ("line 7", "does not last for whole days", ["DTSTART;VALUE=DATE:20261026", "DURATION:PT90M"]),
    ("line 7", "does not last for whole days", ["DTSTART;VALUE=DATE:20261026", "DURATION:-P1D"]),
    ("line 7", "does not last for whole days", ["DTSTART;VALUE=DATE:20261026", "DURATION:P999999999D"]),
    (
        "line 6",
        "until 2026-10-24 is before from 2026-10-26",
        ["DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261025"],
    ),
    ("line 6", "is not between 2000 and 2099", ["DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101"]),
    ("line 6", "is not between 2000 and 2099", ["DTSTART;VALUE=DATE:99991231"]),
    (
        "line 6",
        "has 365 days, limit of a school holiday 70",
        ["DTSTART;VALUE=DATE:20260101", "DURATION:P365D"],
    ),
)


@pytest.mark.parametrize(("place", "message", "lines"), BAD, ids=range(len(BAD)))
def test_whatever_is_no_whole_day_is_named_with_its_line(
    root: Path, place: str, message: str, lines: list[str]
) -> None:
    path = put(root, ics(event("SUMMARY:Play", *lines)))
    ran = calendar(root, "import", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"rota: {path}: {place}: "), ran.err
    assert message in ran.err
    assert not (root / "calendar").exists()


NAMES = (
    ("Autumn term", '"Autumn term" does not look like a holiday'),
    ("Term starts", '"Term starts" does not look like a holiday'),
    ("Half term begins", "does not look like a holiday"),
    ("Last day of term", "does not look like a holiday"),
    ("School closes for Easter", "does not look like a holiday"),
    ("Holiday\u202egnp", "the name holds U+202E, which may not stand in a rota; delete the character"),
    ("Holiday\x1b[31m", "the name holds U+001B"),
    ("h" * 81, "the name has 81 characters, limit 80; shorten it"),
    ("", "an event without a SUMMARY; give it a name, or take it out"),
)


@pytest.mark.parametrize(("name", "message"), NAMES, ids=range(len(NAMES)))
def test_a_name_that_will_not_do_is_named(root: Path, name: str, message: str) -> None:
    ran = calendar(root, "import", put(root, ics(whole(name, "20261026"))))
    assert (ran.code, message in ran.err) == (2, True), ran.err
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", '"""', "a\\,b\\;c", "Noël 休日", "[[closure]]"],
)
def test_any_other_name_is_kept_as_it_is(root: Path, name: str) -> None:
    assert calendar(root, "import", put(root, ics(whole(name, "20261026")))).code == 0
    (found,) = Repository.open(root).calendar.school_holiday
    assert found.name == name.replace("\\", "")


def test_all_faults_are_told_at_once_in_order_and_nothing_is_written(root: Path) -> None:
    path = put(
        root,
        "name,day,from,until,sites\nStock,01/03/2027,,,hall\n,2027-03-02,,,\nx,31/02/2027,,,\n"
        "y,2027-03-02,2027-03-02,,\nz,,2027-03-05,2027-03-02,\nGood,2027-03-02,,,\nw,,2027-03-05,,\n",
        "closures.csv",
    )
    ran = calendar(root, "import", path, "--closures")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "".join(
        f"rota: {path}: row {line}\n"
        for line in (
            '2, column sites: "hall"; expected sites of centre.toml: did you mean "town-hall"?',
            "3, column name: empty; expected what it is called",
            '4, column day: "31/02/2027"; expected a day such as 2026-10-26 or 26/10/2026',
            '5, column day: "2027-03-02"; expected either day, or from and until',
            "6: until 2027-03-02 is before from 2027-03-05; swap them, or correct the one that is wrong",
            "8, column until: empty; expected a day such as 2026-10-26 or 26/10/2026",
        )
    )
    assert not (root / "calendar").exists()


def test_what_is_not_wanted_is_left_out_faults_and_all(root: Path) -> None:
    text = ics(
        whole("Autumn term", "20260903", "20261219"),
        *TERMS,
        event("SUMMARY:Cancelled holiday", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20270101"),
        event("SUMMARY:Parents' evening", "DTSTART:20261110T173000Z"),
    )
    path = put(root, text)
    assert calendar(root, "import", path).code == 2
    ran = calendar(root, "import", path, "--only", "half TERM", "--only", "holidays", "--without", "inset")
    assert (ran.code, ran.err) == (
        0,
        "Read 2 school holidays from terms.ics, 2026-10-26 to 2027-01-01.\n"
        "Note: 1 event left out, since cancelled.\n"
        'Note: left out, as --only and --without say: "Autumn term", "INSET day", "Parents\' evening".\n'
        f"{TERM_TIME}",
    )
    nothing = calendar(root, "import", path, "--only", "summer")
    assert (nothing.code, nothing.err) == (2, f"rota: {path} has no school holiday to import\n")


def test_days_in_words_and_with_short_years_are_read_in_a_sheet(root: Path) -> None:
    path = put(
        root,
        "name,from,until\nAutumn half term,26/10/26,30 October 2026\nInset day,2.11.26,Mon 2 Nov 2026\n"
        "Christmas holiday,21 Dec 26,1st January 2027\n",
        "terms.csv",
    )
    assert calendar(root, "import", path).out == (
        "calendar/schools.toml, written:\n"
        "  + Mon 26 Oct to Fri 30 Oct 2026  school holiday  Autumn half term\n"
        "  + Mon 2 Nov 2026  school holiday  Inset day\n"
        "  + Mon 21 Dec 2026 to Fri 1 Jan 2027  school holiday  Christmas holiday\n"
    )


@pytest.mark.parametrize("day", ["10/26/26", "31/02/27", "Tue 26 October 2026", "26 October", "26", "2026"])
def test_no_day_is_guessed(root: Path, day: str) -> None:
    ran = calendar(root, "import", put(root, f"name,day\nHalf term,{day}\n", "terms.csv"))
    assert (ran.code, f'column day: "{day}"; expected a day such as 2026-10-26 or 26/10/2026' in ran.err) == (
        2,
        True,
    )


def test_whoever_names_a_doubtful_entry_gets_it(root: Path) -> None:
    path = put(root, ics(whole("School closes", "20261218")))
    assert calendar(root, "import", path).code == 2
    assert calendar(root, "import", path, "--only", "school closes").code == 0
    assert calendar(root, "import", path, "--closures").code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n", "this is no iCalendar file"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VCALENDAR\n", "1 events begin and 0 end"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "has no school holiday to import"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 2_001, "2,001 events, limit 2,000"),
        ("name,day\n" + "x,2026-10-26\n" * 2_001, "2,001 rows, limit 2,000"),
        ("day,until\n2026-10-26,\n", "row 1: no column name; the columns are name, day, from, until, sites"),
        ("name,from\nx,2026-10-26\n", "row 1: no column day, nor from and until"),
        ("name,day\n", "there is no row below the header row"),
        ("", "there is no row below the header row"),
        ("BEGIN:VCALENDAR\n" + "X-A:" + "a" * 2_100_000, "bytes, limit 2,097,152"),
    ],
    ids=range(10),
)
def test_what_is_no_list_of_days(root: Path, text: str, words: str) -> None:
    ran = calendar(root, "import", put(root, text))
    assert (ran.code, ran.out, words in ran.err) == (2, "", True), ran.err
    assert (
        calendar(root, "import", root / "none.ics").err == f"rota: {root}/none.ics: there is no such file\n"
    )


LINES = """\
BEGIN:VEVENT|END:VEVENT|BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VTIMEZONE|END:VTIMEZONE|BEGIN:VALARM|SUMMARY:x|SUMMARY;LANGUAGE=:\\|\
DTSTART;VALUE=DATE:20261026|DTSTART;TZID=A/B:20261026T000000|DTSTART;TZID="|DTSTART:99991231T235959Z|DTEND:x|DURATION:P5D|\
DTSTART;VALUE=PERIOD:20261026T000000Z/P5D|DURATION:PT|RRULE:FREQ=X|RDATE:| folded|:|;|TZOFFSETFROM:+9999|TZID:A/B|STATUS:CANCELLED|\
\x00|X:\ud7ff"""
PIECES = st.sampled_from(LINES.split("|"))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=30), max_size=25))
def test_no_file_whatever_brings_it_down(pieces: list[str]) -> None:
    text = "\n".join(["BEGIN:VCALENDAR", *pieces, "END:VCALENDAR"])
    try:
        found = read_ics("x.ics", text, "Europe/London", Wanted(), Complaints("x.ics"))
    except Unusable:
        return
    assert all(entry.name and entry.line for entry in found.listed)


def test_school_holidays_of_a_published_month_concern_term_time_contracts_alone(tmp_path: Path) -> None:
    root = published(tmp_path)
    centre = root / "centre.toml"
    text = centre.read_text()
    centre.write_text(text.replace('id = "three-days"\n', 'id = "three-days"\nterm-time = true\n'))
    path = put(root, ics(whole("Foundation holiday", "20261207", "20261212")))
    ran = calendar(root, "import", path, now=LIVING)
    assert (ran.code, ran.err) == (
        0,
        "Read 1 school holiday from terms.ics, 2026-12-07 to 2026-12-11.\n"
        "town-hall 2026-12 is published, and its cells stay as they are:\n"
        "  Mon 7 Dec to Fri 11 Dec: becomes a school holiday; 3 cells at work on a term-time contract\n"
        "  Next: rota check 2026-12; to mend the rest of it: rota plan --from 2026-12-07\n"
        "Who has a term-time contract does not work on these days: three-days.\n",
    )
    assert "term-time" in rota("check", "2026-12", "--repo", root, ROTA_NOW=LIVING).out


def test_a_cell_that_fitted_badly_before_is_not_put_down_to_the_import(tmp_path: Path) -> None:
    """Closed on Monday 28 December, which the calendar does not know for a bank holiday, before or after."""
    root = published(tmp_path)
    (root / "calendar" / "2026.toml").unlink()
    ran = calendar(root, "import", put(root, "name,day\nINSET,2026-12-28\n"), now=LIVING)
    assert "  Mon 28 Dec: becomes a school holiday\n" in ran.err


def test_a_copy_for_staff_has_closures_and_no_school_holidays(tmp_path: Path) -> None:
    root = published(tmp_path)
    calendar(root, "import", put(root, CSV), now=LIVING)
    calendar(root, "import", put(root, "name,day\nGala,2027-02-01\n"), "--closures", now=LIVING)
    staff = tmp_path / "staff"
    assert rota("staff-copy", staff, "--repo", root, ROTA_NOW=LIVING).code == 0
    copied = Repository.open(staff).calendar
    assert ("Gala" in {entry.name for entry in copied.closure}, copied.school_holiday) == (True, ())


def test_the_zone_is_that_of_the_centre() -> None:
    text = ics(event("SUMMARY:Holiday", "DTSTART:20261025T230000Z", "DTEND:20261026T230000Z"))
    complaints = Complaints("x.ics")
    found = read_ics("x.ics", text, "Europe/Paris", Wanted(), complaints)
    assert [str(entry.first) for entry in found.listed] == ["2026-10-26"]
