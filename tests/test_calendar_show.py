"""`rota calendar show`: a year with the place of every day, and what a sync would change; and what the doctor says of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.calendar_world import BARE, calendar, root_of, said
from tests.cli_helpers import rota
from tests.living_world import NOW as LIVING
from tests.living_world import published

SHOWN = """\
Town hall, 2026

Bank holidays
  Thu 1 Jan   New Year's Day               calendar/2026.toml:4
  Fri 3 Apr   Good Friday                  calendar/2026.toml:8
  Mon 6 Apr   Easter Monday                calendar/2026.toml:12
  Mon 4 May   Early May bank holiday       calendar/2026.toml:16
  Mon 25 May  Spring bank holiday          calendar/2026.toml:20
  Mon 31 Aug  Summer bank holiday          calendar/2026.toml:24
  Fri 25 Dec  Christmas Day                calendar/2026.toml:28
  Mon 28 Dec  Boxing Day (substitute day)  calendar/2026.toml:32

Closures
  Wed 23 Dec to Thu 24 Dec  Works (town-hall)  calendar/own.toml:1
    open all the same: Thu 24 Dec phones 08:30-17:00, reception 08:30-16:30
  Sat 26 Dec                Boxing Day         calendar/2026.toml:36

School holidays
  Mon 21 Dec 2026 to Fri 1 Jan 2027  Christmas holidays  calendar/2026.toml:40

Closed by hours with dates
  Mon 1 Jun to Thu 31 Dec  phones on Sun  centre.toml:{phones}
"""


def test_a_year_is_shown_with_every_place(tmp_path: Path) -> None:
    root = root_of(tmp_path, hand=True)
    (root / "calendar" / "own.toml").write_text(
        '[[closure]]\nname = "Works"\nfrom = 2026-12-23\nuntil = 2026-12-24\nsites = ["town-hall"]\n'
    )
    centre = root / "centre.toml"
    closed = '[[service.hours]]\nfrom = 2026-06-01\nweekdays = ["sun"]\nclosed = true\n'
    text = centre.read_text().replace("[[service.hours]]\n", f"{closed}\n[[service.hours]]\n", 1)
    centre.write_text(text)
    line = text[: text.index(closed)].count("\n") + 1
    ran = calendar(root, "show")
    assert ran.out == SHOWN.format(phones=line)
    assert (ran.code, ran.err) == (
        0,
        "This is what [calendar] says: rota calendar sync 2026 would change nothing.\n",
    )


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        # Without weekdays it speaks of Monday to Friday; 2 March is a Monday.
        ("from = 2026-03-02\nuntil = 2026-03-03", "Mon 2 Mar to Tue 3 Mar  phones  centre.toml"),
        (
            "from = 2026-03-02\nuntil = 2026-03-09",
            "Mon 2 Mar to Mon 9 Mar  phones on Mon to Fri  centre.toml",
        ),
        (
            'from = 2026-03-06\nuntil = 2026-03-09\nweekdays = ["sat", "fri"]',
            "phones on Fri, Sat  centre.toml",
        ),
        ("from = 2026-03-07\nuntil = 2026-03-08", ""),
    ],
)
def test_hours_with_dates_close_the_weekdays_that_they_name(tmp_path: Path, hours: str, shown: str) -> None:
    centre = root_of(tmp_path) / "centre.toml"
    text = centre.read_text("utf-8")
    first = f"[[service.hours]]\n{hours}\nclosed = true\n\n[[service.hours]]\n"
    centre.write_text(text.replace("[[service.hours]]\n", first, 1), "utf-8")
    out = calendar(centre.parent, "show").out
    assert ("Closed by hours with dates" in out, shown in out) == (bool(shown), True)


EMPTY = "Town hall, 2030\n\nBank holidays\n  none\n\nClosures\n  none\n\nSchool holidays\n  none\n"


def test_what_a_sync_would_change_is_said_and_nothing_written(tmp_path: Path) -> None:
    root = root_of(tmp_path, '[calendar]\n[[calendar.holiday]]\nname = "Fair"\nyearly = "07-01"\n')
    ran = calendar(root, "show", "2030")
    change = "rota calendar sync 2030 would change:\n  + Mon 1 Jul 2030  bank holiday  Fair\n"
    assert (ran.code, ran.out, ran.err) == (0, EMPTY, change)
    assert not (root / "calendar").exists()
    assert calendar(root, "sync", "2030").code == 0
    assert calendar(root, "show", "2030").err.startswith("This is what [calendar] says")
    said(root, '[calendar]\n[[calendar.holiday]]\nname = "Fair"\nyearly = "first monday of july"\n')
    assert (
        calendar(root, "show", "2030").err
        == "rota calendar sync 2030 would change:\n  the head of the file\n"
    )
    file = root / "calendar" / "synced-2030.toml"
    file.write_text(file.read_text() + "\n")
    assert calendar(root, "show", "2030").err == (
        "calendar/synced-2030.toml was changed by hand since rota wrote it, and stays as it is: "
        "rota calendar sync 2030 would refuse to write it.\n"
    )


def test_without_settings_it_says_so(tmp_path: Path) -> None:
    root = said(root_of(tmp_path), "")
    ran = calendar(root, "show", "2030")
    assert (ran.code, ran.out) == (0, EMPTY)
    assert ran.err == "centre.toml has no table [calendar], so rota calendar sync has nothing to go by.\n"


def test_hostile_names_are_shown_and_do_nothing(tmp_path: Path) -> None:
    root = root_of(
        tmp_path, '[calendar]\n[[calendar.closure]]\nname = "\u00ad\u200b[bold]x[/bold]"\nday = 2030-05-01\n'
    )
    calendar(root, "sync", "2030")
    assert "\\xad\\u200b[bold]x[/bold]  calendar/synced-2030.toml:6" in calendar(root, "show", "2030").out


# ---- the doctor ---------------------------------------------------------------------------------


@pytest.fixture
def living(tmp_path: Path) -> Path:
    return published(tmp_path)


def doctor(root: Path, now: str = LIVING) -> str:
    return rota("doctor", "--repo", root, ROTA_NOW=now).out


def test_files_behind_the_settings_are_found(living: Path) -> None:
    calendar(living, "sync", now=LIVING)
    assert doctor(living) == ""
    said(living, BARE + 'weekend-day = "open"\n')
    assert doctor(living) == (
        "calendar/synced-2027.toml: it was written before [calendar] of centre.toml became what it is, and plans go by the file\n"
        "  Next: rota calendar sync 2027\n"
    )
    calendar(living, "sync", now=LIVING)
    assert doctor(living) == ""


def test_years_that_are_over_are_left_in_peace(living: Path) -> None:
    calendar(living, "sync", "2025", now=LIVING)
    said(living, BARE + 'weekend-day = "open"\n')
    assert doctor(living) == ""


def test_files_changed_by_hand_are_found(living: Path) -> None:
    calendar(living, "sync", now=LIVING)
    (living.parent / "terms.csv").write_text("name,day\nINSET,2027-01-04\n")
    calendar(living, "import", living.parent / "terms.csv", now=LIVING)
    assert doctor(living) == ""
    for file in ("synced-2027.toml", "schools.toml"):
        path = living / "calendar" / file
        path.write_text(path.read_text() + "# mine\n")
    what = "rota wrote it, and somebody has changed it since, so that rota will not write it any more"
    keep = "move what you want to keep into a file of another name in calendar/, delete this one, and"
    assert doctor(living) == (
        f"calendar/schools.toml: {what}\n  Next: {keep} import again\n"
        f"calendar/synced-2027.toml: {what}\n  Next: {keep} run rota calendar sync 2027\n"
    )


def test_a_year_without_bank_holidays_is_found(living: Path) -> None:
    (living / "calendar" / "2027.toml").unlink()
    none = (
        "calendar: there is no bank holiday of 2027 in it, so that every one is planned as an ordinary day\n"
    )
    assert doctor(living) == f"{none}  Next: rota calendar sync 2027\n"
    said(living, "")
    assert doctor(living) == (
        f"{none}  Next: add nation to [calendar] of centre.toml, and then: rota calendar sync 2027\n"
    )


def test_the_library_is_loaded_by_nothing_else(living: Path) -> None:
    """`holidays` and icalendar take their time; only a command that needs one loads it."""

    code = (
        "import sys, atexit; atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr));"
        "from rota.cli.main import main; main()"
    )

    def loaded(*args: str) -> set[str]:
        ran = subprocess.run(
            [sys.executable, "-c", code, *args], cwd=living, capture_output=True, text=True, check=False
        )
        return {"holidays", "icalendar"} & set(ran.stderr.partition("MODULES")[2].split())

    (living.parent / "terms.csv").write_text("name,day\nINSET,2027-01-04\n")
    for args in (
        ("calendar", "sync", "--help"),
        ("doctor",),
        ("check",),
        ("calendar", "import", "../terms.csv"),
    ):
        assert loaded(*args) == set(), args
    assert loaded("calendar", "sync", "2030") == {"holidays"}
    ics = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20270104\nEND:VEVENT\nEND:VCALENDAR\n"
    (living.parent / "terms.ics").write_text(ics)
    assert loaded("calendar", "import", "../terms.ics") == {"icalendar"}
