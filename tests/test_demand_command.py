"""`rota demand forecast` and `rota demand show` as they are printed, and the sheet that a forecast writes."""

import csv
import json
import shutil
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from rota.domain.volumes import Volume
from rota.files.callsheet import MADE
from rota.files.repository import Repository
from tests.cli_helpers import Ran, rota
from tests.demand_world import MONDAY, SHEET, put, rows_of, sheet, week, with_calls
from tests.files_world import change, faults

HISTORY = "demand/history/phones.csv"
FILE = "demand/2026-12.csv"
NOW = "2026-11-16T09:00:00+00:00"


def history(first: date, last: date, usual: int = 10) -> str:
    """The same calls in each half hour of a day: twice as many on Mondays, half on Saturdays."""
    rows: list[str] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() < 5:
            rows += rows_of(day, str(usual * (2 if day.weekday() == 0 else 1)))
        elif day.weekday() == 5:
            rows += rows_of(day, str(usual // 2), "16:00", "09:00")
    return sheet(rows)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Phones answer calls; half a year of them is known, and nothing is listed ahead."""
    with_calls(tmp_path)
    (tmp_path / SHEET).unlink()
    change(tmp_path, "demand.toml", "within = 60", "within = 60\nafter-bank-holiday = 120")
    return put(tmp_path, HISTORY, history(date(2026, 6, 1), date(2026, 11, 22)))


def run(root: Path, *args: str) -> Ran:
    return rota("demand", *args, "--repo", root, ROTA_NOW=NOW)


DAYS = """
  day         calls  busiest  calls
  Mon 30 Nov    380  08:30     20.0
  Tue 1 Dec     190  08:30     10.0
  Wed 2 Dec     {bills}
  Thu 3 Dec     190  08:30     10.0
  Fri 4 Dec     190  08:30     10.0
  Sat 5 Dec      70  09:00      5.0
  Mon 7 Dec     380  08:30     20.0
  Tue 8 Dec     190  08:30     10.0
  Wed 9 Dec     190  08:30     10.0
  Thu 10 Dec    190  08:30     10.0
  Fri 11 Dec    190  08:30     10.0
  Sat 12 Dec     70  09:00      5.0
  Mon 14 Dec    380  08:30     20.0
  Tue 15 Dec    190  08:30     10.0
  Wed 16 Dec    190  08:30     10.0
  Thu 17 Dec    190  08:30     10.0
  Fri 18 Dec    190  08:30     10.0
  Sat 19 Dec     70  09:00      5.0
  Mon 21 Dec    380  08:30     20.0
  Tue 22 Dec    190  08:30     10.0
  Wed 23 Dec    190  08:30     10.0
  Thu 24 Dec    190  08:30     10.0
  Sat 26 Dec     {boxing}
  Sat 2 Jan      70  09:00      5.0
  24 days, {calls} calls.
"""

FORECAST = """\
Forecast of December 2026 (Mon 30 Nov to Sun 3 Jan)

phones
  History: 150 open days, 2026-06-01 to 2026-11-21, in demand/history/phones.csv
  Method: level and trend, weekday, half hour (1)
  A usual week: Mon 380, Tue 190, Wed 190, Thu 190, Fri 190, Sat 70
  Trend: none
  After a bank holiday: x 1.20, as given; 1 day of this month
  Bills: x 1.30, as given; 1 day of this month
  Handling time: 330 s, as [[calls]] says; the history has none

  Tried on 12 weeks, 2026-08-31 to 2026-11-21, each told from what was known 4 weeks before:
  off by, of all calls (WAPE)              half hours  days
  level and trend, weekday, half hour (1)        0.0%  0.0%  kept
  same weekday last week                         0.0%  0.0%
  chance alone, which nobody foresees           23.5%  5.5%
""" + DAYS.format(bills="247  08:30     13.0", boxing="84  09:00      6.0", calls="4,791")


def test_a_forecast_is_printed_and_written(root: Path) -> None:
    ran = run(root, "forecast", "2026-12")
    assert (ran.code, ran.out) == (0, FORECAST)
    assert ran.err == "Written: demand/2026-12.csv.\nphones: 24 days, 4,791 calls.\n"
    lines = (root / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[:2] == [MADE, f"# rota {version('rota')}"]
    assert lines[2] == "# phones: level and trend, weekday, half hour (1); from 2026-06-01 to 2026-11-21"
    assert lines[3].startswith("# rows: ")
    assert lines[4:7] == [
        "date,start,service,calls,aht",
        "2026-11-30,08:30,phones,20,",
        "2026-11-30,09:00,phones,20,",
    ]
    assert "2026-12-02,08:30,phones,13," in lines
    assert faults(root) == ()
    assert Repository.open(root).volumes["phones", date(2026, 12, 26)][540] == Volume(600)


def test_a_dry_run_writes_nothing(root: Path) -> None:
    ran = run(root, "forecast", "2026-12", "--dry-run")
    assert (ran.code, ran.out, ran.err) == (0, FORECAST, "")
    assert not (root / FILE).exists()


def test_the_same_again_changes_nothing_and_something_else_says_what(root: Path) -> None:
    run(root, "forecast", "2026-12")
    first = (root / FILE).read_bytes()
    again = run(root, "forecast", "2026-12")
    assert (again.out, again.err) == (
        FORECAST,
        "demand/2026-12.csv says that already; nothing was written.\n",
    )
    assert (root / FILE).read_bytes() == first
    put(root, HISTORY, history(date(2026, 6, 1), date(2026, 11, 22), usual=12))
    assert run(root, "forecast", "2026-12").err == (
        "Written anew: demand/2026-12.csv.\n"
        "phones: 24 days, 5,749 calls; before 24 days, 4,791 calls; most moved is Mon 21 Dec, from 380 to 456.\n"
    )
    put(root, HISTORY, history(date(2026, 6, 8), date(2026, 11, 22), usual=12))
    assert run(root, "forecast", "2026-12").err == (
        "Written anew: demand/2026-12.csv.\nphones: 24 days, 5,749 calls, as before.\n"
    )


def test_what_people_wrote_is_not_written_over(root: Path) -> None:
    run(root, "forecast", "2026-12")
    change(root, FILE, ",phones,20,", ",phones,21,")
    ran = run(root, "forecast", "2026-12")
    told = (
        "and stays as it is; rename it (its days then stand above the forecast), or delete it, and forecast again; "
        "--dry-run only shows\n"
    )
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"rota: demand/2026-12.csv was changed by hand since a forecast wrote it, {told}"
    assert run(root, "forecast", "2026-12", "--dry-run").out == FORECAST
    cells = (row.split(",") for row in rows_of(MONDAY))
    by_hand = sheet([f"{day},{at},phones,{calls}" for day, at, calls in cells], "date,start,service,calls")
    put(root, FILE, by_hand)
    ran = run(root, "forecast", "2026-12")
    assert (ran.code, ran.err) == (1, f"rota: demand/2026-12.csv was written by hand, {told}")
    assert (root / FILE).read_text() == by_hand


def test_days_that_people_listed_are_left_out(root: Path) -> None:
    put(root, SHEET, sheet(week()))
    ran = run(root, "forecast", "2026-12")
    assert ran.out.endswith(
        "  19 days, 3,651 calls.\n"
        "  Left out: Mon 7 Dec, Tue 8 Dec, Wed 9 Dec, Thu 10 Dec, Fri 11 Dec; listed in demand/phones.csv.\n"
    )
    assert faults(root) == ()


def test_rows_of_other_services_stay(root: Path) -> None:
    change(
        root, "demand.toml", "[[event]]", '[[calls]]\nservice = "desk"\naht = 200\nwithin = 60\n\n[[event]]'
    )
    rows = [row for offset in range(5) for row in rows_of(date(2026, 11, 16 + offset), "3", "17:30")]
    put(root, "demand/history/desk.csv", sheet(rows))
    assert run(root, "forecast", "2026-12", "--service", "desk").code == 0
    assert run(root, "forecast", "2026-12", "--service", "phones").err.startswith("Written anew:")
    repo = Repository.open(root)
    assert {service for service, _ in repo.volumes} == {"desk", "phones"}
    head = (root / FILE).read_text().splitlines()[:4]
    assert head[2:] == [
        "# desk: same weekday last week; from 2026-11-16 to 2026-11-20",
        "# phones: level and trend, weekday, half hour (1); from 2026-06-01 to 2026-11-21",
    ]
    both = run(root, "forecast", "2026-12")
    assert both.err == "demand/2026-12.csv says that already; nothing was written.\n"


def test_under_eight_weeks_it_is_last_week_and_says_so(root: Path) -> None:
    put(root, HISTORY, history(date(2026, 10, 5), date(2026, 11, 22)))
    ran = run(root, "forecast", "2026-12", "--dry-run")
    assert ran.out == (
        "Forecast of December 2026 (Mon 30 Nov to Sun 3 Jan)\n\nphones\n"
        "  History: 42 open days, 2026-10-05 to 2026-11-21, in demand/history/phones.csv\n"
        "  Method: same weekday last week, since the history is 49 days long, under 56: no trend and no event is known, "
        "and nothing was tried\n"
        "  Handling time: 330 s, as [[calls]] says; the history has none\n"
        + DAYS.format(bills="190  08:30     10.0", boxing="70  09:00      5.0", calls="4,720")
    )
    put(root, HISTORY, history(date(2026, 9, 28), date(2026, 11, 22)))
    assert "Tried on 1 week, 2026-11-16 to 2026-11-21" in run(root, "forecast", "2026-12", "--dry-run").out


@pytest.mark.parametrize(
    ("first", "there"), [(date(2026, 11, 17), "6 days from 2026-11-17 on"), (None, "there is none")]
)
def test_under_a_week_there_is_no_forecast(root: Path, first: date | None, there: str) -> None:
    put(root, HISTORY, history(first, date(2026, 11, 22)) if first else "date,start,calls\n")
    ran = run(root, "forecast", "2026-12")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"rota: phones: the history up to 2026-11-29 is too short: {there}, and a forecast needs 7 days. "
        "Put what came into demand/history/phones.csv (date,start,calls), or what a usual day brings into demand.toml "
        "([[calls.day]])\n"
    )


def test_one_service_without_history_does_not_keep_the_others(root: Path) -> None:
    change(
        root, "demand.toml", "[[event]]", '[[calls]]\nservice = "desk"\naht = 200\nwithin = 60\n\n[[event]]'
    )
    ran = run(root, "forecast", "2026-12", "--dry-run")
    assert (ran.code, ran.out) == (0, FORECAST)
    assert ran.err == (
        "No forecast of desk: the history up to 2026-11-29 is too short: there is none, and a forecast needs 7 days. "
        "Put what came into demand/history/desk.csv (date,start,calls), or what a usual day brings into demand.toml "
        "([[calls.day]])\n"
    )


def test_what_the_history_says_of_events_hours_and_weekdays(root: Path) -> None:
    rows = history(date(2026, 6, 1), date(2026, 11, 22)).splitlines()
    kept = [row for row in rows if not row.startswith("2026-09-0") and date_of(row).weekday() != 5]
    put(root, HISTORY, "\n".join([rows[0], *kept[1:], *rows_of(date(2026, 11, 22), "1"), ""]))
    change(root, "demand.toml", "percent = 130\n", "")
    ran = run(root, "forecast", "2026-12", "--history-until", "2026-09-30", "--dry-run")
    said = ran.out.splitlines()
    assert said[5:10] == [
        "  Told from afar: the month ends 13 weeks after the history",
        "  Not counted: 19 half hours when it was not open",
        "  A usual week: Mon 380, Tue 190, Wed 190, Thu 190, Fri 190",
        "  Trend: none",
        "  Bills: nothing of it in the history and no percent given, so it moves nothing; 1 day of this month",
    ]
    assert said[-1] == (
        "  Left out: Sat 5 Dec, Sat 12 Dec, Sat 19 Dec, Sat 26 Dec, Sat 2 Jan; no such weekday in the history."
    )


def date_of(row: str) -> date:
    return date.fromisoformat(row[:10]) if row[0].isdigit() else MONDAY


def test_what_is_wrong_with_the_history_is_said_whole(root: Path) -> None:
    put(root, HISTORY, "date,start,calls\n2026-02-02,08:30,12\n2026-02-02,08:30,12\n2026-02-03,08:30,12\n")
    put(root, "demand/history/old.csv", "date,start,service,calls\n01/02/2026,08:30,phones,NaN\n")
    put(
        root,
        "demand/history/more.csv",
        "date,start,service,calls\n2026-02-03,08:30,phone,2\n2026-02-03,08:30,phones,2\n",
    )
    ran = run(root, "forecast", "2026-12")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'demand/history/old.csv:2:1: DATA08 date is "01/02/2026", not year, month, day\n'
        "  Next: write it as 2026-02-01 or 2026-01-02, whichever is meant\n"
        'demand/history/old.csv:2:25: DATA08 calls is "NaN", not a number of calls\n'
        "  Next: write it as 12 or 12.5\n"
        'demand/history/more.csv:2:18: DATA09 no service is named "phone"\n'
        '  Next: did you mean "phones"?\n'
        "demand/history/phones.csv:3:1: DATA30 the calls of phones on 2026-02-02 at 08:30 are listed a second time\n"
        "  See also demand/history/phones.csv:2:1\n"
        "  Next: take out whichever of the two is wrong\n"
        "demand/history/phones.csv:4:1: DATA30 the calls of phones on 2026-02-03 at 08:30 are listed a second time\n"
        "  See also demand/history/more.csv:3:1\n"
        "  Next: take out whichever of the two is wrong\n"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ("forecast", "2026-12", "--service", "fones"),
            'no service is named "fones"; did you mean "phones"?',
        ),
        (("show", "--service", "fones"), 'no service is named "fones"; did you mean "phones"?'),
        (
            ("forecast", "2026-12", "--service", "desk"),
            "desk answers no calls in 2026-12: add a [[calls]] table to demand.toml",
        ),
        (
            ("show", "--day", "2026-12-25", "--service", "desk"),
            "desk has no demand on any open day of that time; see demand.toml",
        ),
    ],
)
def test_what_does_not_exist(root: Path, args: tuple[str, ...], said: str) -> None:
    ran = run(root, *args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"rota: {said}\n")


def test_nobody_answers_calls(root: Path) -> None:
    text = (root / "demand.toml").read_text()
    put(root, "demand.toml", text.partition("[[calls]]")[0])
    ran = run(root, "forecast", "2026-12")
    said = "rota: no service answers calls in 2026-12: add a [[calls]] table to demand.toml\n"
    assert (ran.code, ran.err) == (2, said)


SHOWN = """\
Demand of December 2026 (Mon 30 Nov to Sun 3 Jan)

phones      calls  heads  at     hours  from
Mon 30 Nov    136      4  10:00  29:30  demand.toml:20
                                        heads given, demand.toml:1
Tue 1 Dec     136      4  10:00  29:30  demand.toml:20
                                        heads given, demand.toml:1
Wed 2 Dec     177      4  09:30  35:00  demand.toml:20
                                        x 1.30 bills, demand.toml:25
                                        heads given, demand.toml:1
"""


def test_a_month_shows_where_each_day_comes_from(root: Path) -> None:
    put(root, SHEET, sheet(week()))
    ran = run(root, "show", "2026-12")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(SHOWN)
    lines = ran.out.splitlines()
    assert (
        "Sat 5 Dec       ?                       nothing says how many calls come (demand.toml:14)" in lines
    )
    assert "Mon 7 Dec     228      4  08:30  38:00  demand/phones.csv:2" in lines
    assert (
        "In all: 24 days, 3,092 calls, 608 hours of heads. How many calls come is not known on 5 days."
        in lines
    )
    start = lines.index("desk        heads  at     hours  work  due         from")
    assert lines[start + 1 : start + 3] == [
        "Mon 30 Nov      1  09:00   1:00  2:00  Tue 1 Dec   heads given, demand.toml:8",
        "                                                   deferrable, demand.toml:31",
    ]
    assert lines[-2:] == [
        "Mon 28 Dec                       2:00  Tue 5 Jan   deferrable, demand.toml:31",
        "In all: 5 days, 4 hours of heads, 10 hours of work that can wait.",
    ]


def test_the_month_is_the_one_after_the_last_published(root: Path) -> None:
    assert run(root, "show").out.startswith("Demand of January 2027 (Mon 4 Jan to Sun 31 Jan)\n")
    shutil.rmtree(root / "rotas")
    assert run(root, "show").out.startswith("Demand of November 2026 (Mon 2 Nov to Sun 29 Nov)\n")


def test_a_day_is_shown_by_half_hours(root: Path) -> None:
    put(root, SHEET, sheet(week()))
    change(root, "demand.toml", "within = 60", "within = 60\nminimum = 5")
    ran = run(root, "show", "--day", "2026-12-07")
    lines = ran.out.splitlines()
    assert lines[:8] == [
        "Demand of Mon 7 Dec 2026",
        "",
        "phones",
        "  from demand/phones.csv:2",
        "  from heads given, demand.toml:1",
        "  from at least 5 heads, demand.toml:14",
        "  start  calls  seconds  given  required",
        "  08:30   12.0      330      5         5",
    ]
    assert lines[lines.index("desk") :][:7] == [
        "desk",
        "  from heads given, demand.toml:8",
        "  from deferrable, demand.toml:32",
        "  2:00 hours of work come in, due by the end of Tue 8 Dec",
        "  start  given  required",
        "  08:30",
        "  09:00      1         1",
    ]
    assert run(root, "show", "--day", "2026-12-25").out == "Demand of Fri 25 Dec 2026\nNothing is open.\n"
    assert run(root, "show", "2026-12", "--day", "2026-12-25").code == 2


def test_sheets_and_programs_get_every_half_hour(root: Path) -> None:
    put(root, SHEET, sheet(week(), "date,start,calls"))
    rows = list(csv.DictReader(run(root, "show", "2026-12", "--format", "csv").out.splitlines()))
    (row,) = [
        row
        for row in rows
        if (row["date"], row["start"], row["service"]) == ("2026-12-02", "09:00", "phones")
    ]
    assert row == {
        "date": "2026-12-02",
        "start": "09:00",
        "service": "phones",
        "calls": "8.45",
        "aht": "330",
        "given": "1",
        "required": "3",
        "from": "demand.toml:20; x 1.30 bills, demand.toml:25; heads given, demand.toml:1",
    }
    document = json.loads(run(root, "show", "--day", "2026-12-05", "--format", "json").out)
    (day,) = document["days"]
    assert document["format"] == "rota-demand/1"
    assert {
        key: day[key] for key in ("service", "date", "calls-known", "work-minutes", "work-due", "from")
    } == {
        "service": "phones",
        "date": "2026-12-05",
        "calls-known": False,
        "work-minutes": 0,
        "work-due": None,
        "from": ["nothing says how many calls come (demand.toml:14)"],
    }
    assert day["half-hours"][0] == {"start": "09:00", "calls": None, "aht": None, "given": 0, "required": 0}
