"""[calendar] of centre.toml: days of every year, what a year comes to, and every wrong setting with its place."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rota.domain.calendarsettings import CalendarSettings
from rota.domain.yearly import day_in
from rota.files.schema import schemas
from rota.files.toml import read_toml
from rota.work.calendar.expected import of_year
from tests.calendar_world import SCOTLAND, calendar, root_of
from tests.files_world import faults


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("12-24", 2026, "2026-12-24"),
        ("12-31", 2027, "2027-12-31"),
        ("first monday of january", 2026, "2026-01-05"),
        ("third monday of september", 2026, "2026-09-21"),
        ("fourth friday of may", 2026, "2026-05-22"),
        ("last monday of may", 2026, "2026-05-25"),
        ("last sunday of may", 2026, "2026-05-31"),
        ("last friday of december", 2027, "2027-12-31"),
        ("good friday", 2026, "2026-04-03"),
        ("easter saturday", 2026, "2026-04-04"),
        ("easter monday", 2027, "2027-03-29"),
        ("easter tuesday", 2038, "2038-04-27"),  # the latest Easter there is, on 25 April
        ("easter monday", 2008, "2008-03-24"),  # nearly the earliest
    ],
)
def test_a_day_of_every_year(text: str, year: int, day: str) -> None:
    assert str(day_in(text, year)) == day


def stretches(year: int, **settings: Any) -> list[str]:
    closure = {"name": "x", **{key.replace("_", "-"): value for key, value in settings.items()}}
    made = CalendarSettings.model_validate({"closure": [closure]}).closure[0]
    return [f"{first} {last}" for first, last in made.in_year(year)]


def test_what_goes_over_new_year_is_cut_there() -> None:
    over = {"yearly": "12-29", "yearly_until": "01-02"}
    assert stretches(2026, **over) == ["2026-01-01 2026-01-02", "2026-12-29 2026-12-31"]
    dates = {"from": date(2026, 12, 24), "until": date(2028, 1, 1)}
    assert stretches(2026, **dates) == ["2026-12-24 2026-12-31"]
    assert stretches(2027, **dates) == ["2027-01-01 2027-12-31"]
    assert stretches(2028, **dates) == ["2028-01-01 2028-01-01"]
    assert stretches(2029, **dates) == []
    assert stretches(2026, days=[date(2026, 5, 1), date(2027, 5, 3)]) == ["2026-05-01 2026-05-01"]


def days_of(year: int, settings: str | dict[str, Any]) -> tuple[list[str], list[str]]:
    made = of_year(CalendarSettings.model_validate(settings), year)
    return tuple([f"{e.first:%m-%d} {e.name}" for e in table] for table in (made.bank_holiday, made.closure))


def test_a_council_in_scotland_has_its_own_days(tmp_path: Path) -> None:
    """Drawn by hand from gov.uk's list of Scotland for 2027: without two of its days, one moved, two added, one shutdown."""
    root = root_of(tmp_path, SCOTLAND)
    assert (
        calendar(root, "sync", "2027").out
        == """\
calendar/synced-2027.toml, written:
  + Fri 1 Jan 2027  bank holiday  New Year's Day
  + Fri 1 Jan 2027  closure  Christmas shutdown (town-hall)
  + Sat 2 Jan 2027  closure  2nd January
  + Mon 4 Jan 2027  bank holiday  2nd January (substitute day)
  + Fri 26 Mar 2027  bank holiday  Good Friday
  + Mon 29 Mar 2027  bank holiday  Easter Monday
  + Mon 3 May 2027  bank holiday  Early May bank holiday
  + Mon 31 May 2027  bank holiday  Spring bank holiday
  + Fri 16 Jul 2027  bank holiday  Trades Friday
  + Sat 25 Dec 2027  closure  Christmas Day
  + Sun 26 Dec 2027  closure  Boxing Day
  + Mon 27 Dec 2027  bank holiday  Christmas Day (substitute day)
  + Wed 29 Dec to Fri 31 Dec 2027  closure  Christmas shutdown (town-hall)
  + Fri 31 Dec 2027  bank holiday  Boxing Day (substitute day)
"""
    )


@pytest.mark.parametrize(
    ("weekend", "holidays", "closures"),
    [
        ("closed", [], ["12-25 Christmas Day", "12-26 Boxing Day"]),
        ("bank-holiday", ["12-25 Christmas Day", "12-26 Boxing Day"], []),
        ("open", [], []),
    ],
)
def test_a_weekend_day_is_what_the_setting_says(
    weekend: str, holidays: list[str], closures: list[str]
) -> None:
    found = days_of(2027, {"nation": "wales", "weekend-day": weekend})
    substitutes = ["12-27 Christmas Day (substitute day)", "12-28 Boxing Day (substitute day)"]
    assert ([day for day in found[0] if day.startswith("12")], found[1]) == (
        [*holidays, *substitutes],
        closures,
    )


def test_a_bank_holiday_may_move_into_another_year() -> None:
    settings = {"nation": "england", "substitute": [{"day": date(2027, 12, 28), "instead": date(2028, 1, 4)}]}
    assert "12-28 Boxing Day (substitute day)" not in days_of(2027, settings)[0]
    assert days_of(2028, settings)[0][:2] == [
        "01-03 New Year's Day (substitute day)",
        "01-04 Boxing Day (substitute day)",
    ]


def test_a_local_holiday_on_a_bank_holiday_is_that_bank_holiday() -> None:
    settings = {"nation": "england", "holiday": [{"name": "Fair", "yearly": "last monday of august"}]}
    assert [day for day in days_of(2026, settings)[0] if day.startswith("08")] == [
        "08-31 Summer bank holiday"
    ]


WRONG = {
    'nation = "britain"': (
        2,
        "DATA08",
        'nation is the text "britain", which is none of england, wales, scotland, northern-ireland',
    ),
    'without = ["Good Friday"]': (
        2,
        "DATA23",
        "without is about the bank holidays of a nation, and none is named",
    ),
    '[[calendar.closure]]\nname = "x"\nyearly = "02-29"': (4, "DATA08", "'02-29' is no day of every year"),
    '[[calendar.closure]]\nname = "x"\nyearly = "fifth monday of may"': (
        4,
        "DATA08",
        "is no day of every year",
    ),
    '[[calendar.closure]]\nname = "x"\nday = 2026-05-01\nyearly = "05-01"': (
        2,
        "DATA08",
        "say in one way when it is",
    ),
    '[[calendar.closure]]\nname = "x"\nfrom = 2026-05-01': (2, "DATA08", "begins and does not end"),
    '[[calendar.closure]]\nname = "x"\nyearly-until = "05-01"': (2, "DATA08", "ends and does not begin"),
    '[[calendar.closure]]\nname = "x"\nfrom = 2026-05-02\nuntil = 2026-05-01': (
        2,
        "DATA08",
        "is before from",
    ),
    '[[calendar.closure]]\nname = "x"\nday = 2026-05-01\nsites = ["town-hal"]': (
        5,
        "DATA09",
        'no site is named "town-hal"',
    ),
    "[[calendar.closure]]\nday = 2026-05-01": (2, "DATA07", '"name" is missing'),
    '[[calendar.holiday]]\nname = "x"\nday = 2026-05-01\n[[calendar.holiday]]\nname = "y"\ndays = [2026-05-01]': (
        7,
        "DATA23",
        "Fri 1 May 2026 is a bank holiday twice",
    ),
    'nation = "england"\n[[calendar.substitute]]\nday = 2026-05-04\ninstead = 2026-05-04': (
        3,
        "DATA08",
        "instead is the day itself, 2026-05-04",
    ),
    'nation = "england"\n[[calendar.substitute]]\nday = 2026-05-04\ninstead = 2027-05-05': (
        3,
        "DATA08",
        "instead 2027-05-05 is 366 days away from 2026-05-04",
    ),
    'nation = "england"\n[[calendar.substitute]]\nday = 2026-05-04\ninstead = 2026-05-05\n'
    "[[calendar.substitute]]\nday = 2026-05-04\ninstead = 2026-05-06": (
        7,
        "DATA23",
        "Mon 4 May 2026 is moved twice",
    ),
    'weekend-days = "open"': (2, "DATA06", 'unknown key "weekend-days"'),
}


@pytest.mark.parametrize("setting", WRONG, ids=range(len(WRONG)))
def test_a_wrong_setting_is_found_in_its_place(tmp_path: Path, setting: str) -> None:
    line, code, words = WRONG[setting]
    root = root_of(tmp_path, f"[calendar]\n{setting}\n")
    begins = (root / "centre.toml").read_text().splitlines().index("[calendar]")
    found = faults(root)
    assert [(fault.code, fault.place.file, fault.place.line - begins) for fault in found] == [
        (code, "centre.toml", line)
    ], found
    assert words in found[0].message


@pytest.mark.parametrize(
    ("setting", "line", "message", "next_"),
    [
        (
            'without = ["St Andrews Day"]',
            3,
            'DATA09 without: no bank holiday of scotland is called "St Andrews Day"',
            'did you mean "St Andrew\'s Day"?',
        ),
        (
            "[[calendar.substitute]]\nday = 2027-04-05\ninstead = 2027-04-06",
            4,
            "DATA23 no bank holiday is observed on Mon 5 Apr 2027 that could be moved",
            "they are Fri 1 Jan, Mon 4 Jan, Fri 26 Mar, Mon 3 May, Mon 31 May, Mon 2 Aug, Tue 30 Nov, Mon 27 Dec, Tue 28 Dec",
        ),
        (
            "[[calendar.substitute]]\nday = 2027-05-03\ninstead = 2027-08-02",
            5,
            "DATA23 Mon 2 Aug 2027 is a bank holiday already, Summer bank holiday",
            "choose another day",
        ),
    ],
)
def test_what_does_not_fit_the_nation_is_found_by_sync(
    tmp_path: Path, setting: str, line: int, message: str, next_: str
) -> None:
    root = root_of(tmp_path, f'[calendar]\nnation = "scotland"\n{setting}\n')
    begins = (root / "centre.toml").read_text().splitlines().index("[calendar]")
    for args in (("sync", "2026", "2027"), ("show", "2027")):
        ran = calendar(root, *args)
        assert (ran.code, f"centre.toml:{begins + line}:" in ran.err) == (
            2 if args[0] == "sync" else 0,
            True,
        ), ran
        assert f"{message}\n  Next: {next_}\n" in ran.err
    assert not (root / "calendar").exists()


def test_two_bank_holidays_may_change_places_with_days_that_become_free(tmp_path: Path) -> None:
    moves = "".join(
        f"[[calendar.substitute]]\nday = 2026-{day}\ninstead = 2026-{instead}\n"
        for day, instead in (("05-04", "05-25"), ("05-25", "06-01"))
    )
    root = root_of(tmp_path, f'[calendar]\nnation = "england"\n{moves}')
    ran = calendar(root, "sync", "2026")
    assert "+ Mon 25 May 2026  bank holiday  Early May bank holiday (substitute day)" in ran.out
    assert "+ Mon 1 Jun 2026  bank holiday  Spring bank holiday (substitute day)" in ran.out


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("", "", True),
        ('"easter monday"', '"last friday of may"', True),
        ('"easter monday"', '"easter friday"', False),
        ('"12-29"', '"13-29"', False),
        ('"scotland"', '"caledonia"', False),
        ("instead", "in-stead", False),
        ("day = 2027-12-28", 'day = "soon"', False),
    ],
)
def test_editors_know_the_settings_by_the_schema(tmp_path: Path, old: str, new: str, good: bool) -> None:
    root = root_of(tmp_path, SCOTLAND.replace(old, new, 1))
    data = json.loads(json.dumps(read_toml(root, "centre.toml").data, default=str))["calendar"]
    schema = schemas([])["centre"]
    part = {**schema["properties"]["calendar"], "$defs": schema["$defs"]}
    checker = jsonschema.FormatChecker(["date"])
    assert jsonschema.Draft7Validator(part, format_checker=checker).is_valid(data) == good


def test_one_off_holidays_of_other_years_may_be_named(tmp_path: Path) -> None:
    without = 'without = ["Coronation of Charles III"]'
    root = root_of(tmp_path, f'[calendar]\nnation = "scotland"\n{without}\n')
    assert calendar(root, "sync", "2026").code == 0
    assert "Coronation" not in calendar(root, "sync", "2023").out
