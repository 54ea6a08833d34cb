"""``rota service`` as it is typed, on a copy of the small example whose phones have calls."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_helpers import MONTH, publish, rota, tiny, with_draft

CALLS = """
[[calls]]
service = "phones"
aht = 330
target = 80
within = 20
availability = 80

[[calls.day]]
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
calls = [1, 2, 3, 4.5, 6, 5, 4, 3, 2, 3, 3, 2.5, 2, 2, 1.5, 1, 1, 0.5, 0]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A draft in which all work early, where they are at home, and calls on weekdays."""
    folder = tiny(tmp_path)
    with (folder / "demand.toml").open("a", encoding="utf-8") as demand:
        demand.write(CALLS)
    return with_draft(folder)


def test_one_service_of_a_month_of_the_draft(root: Path) -> None:
    ran = rota("service", MONTH, "--service", "phones", "--repo", root)
    assert ran.code == 0
    assert ran.err == "This is draft 1 of town-hall 2026-12.\n"
    assert ran.out == MONTH_TEXT


MONTH_TEXT = """\
Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)

Calls of  offered  in time  outside  target            half hours below it
phones    1,033.0    86.5%    138.8  80% in 20 s  met  90 of 414

            30 Nov    7 Dec     14 Dec    21 Dec    28 Dec
Day by day  MTWTFSS   MTWTFSS   MTWTFSS   MTWTFSS   MTWTFSS
phones      ███▇▇     ███▇▇     █████     ████       ██▇
Key  █ target of calls met   ▁-▇ target missed, the fuller the nearer

phones
Day         offered  in time  outside  required at peak   below target
Mon 30 Nov     47.0    94.3%      2.6                 4   2 half hours  met
Tue 1 Dec      47.0    94.3%      2.6                 4   2 half hours  met
Wed 2 Dec      47.0    94.3%      2.6                 4   2 half hours  met
Thu 3 Dec      47.0    69.4%     14.4                 4  10 half hours  MISSED
Fri 4 Dec      47.0    69.4%     14.4                 4  10 half hours  MISSED
Mon 7 Dec      47.0    88.2%      5.5                 4   3 half hours  met
Tue 8 Dec      47.0    88.2%      5.5                 4   3 half hours  met
Wed 9 Dec      47.0    88.2%      5.5                 4   3 half hours  met
Thu 10 Dec     47.0    69.4%     14.4                 4  10 half hours  MISSED
Fri 11 Dec     47.0    69.4%     14.4                 4  10 half hours  MISSED
Mon 14 Dec     47.0    94.3%      2.6                 4   2 half hours  met
Tue 15 Dec     47.0    94.3%      2.6                 4   2 half hours  met
Wed 16 Dec     47.0    94.3%      2.6                 4   2 half hours  met
Thu 17 Dec     47.0    88.2%      5.5                 4   3 half hours  met
Fri 18 Dec     47.0    88.2%      5.5                 4   3 half hours  met
Mon 21 Dec     47.0    94.3%      2.6                 4   2 half hours  met
Tue 22 Dec     47.0    94.3%      2.6                 4   2 half hours  met
Wed 23 Dec     47.0    94.3%      2.6                 4   2 half hours  met
Thu 24 Dec     46.5    89.2%      5.0                 4   2 half hours  met
Tue 29 Dec     47.0    88.2%      5.5                 4   3 half hours  met
Wed 30 Dec     47.0    88.2%      5.5                 4   3 half hours  met
Thu 31 Dec     46.5    70.1%     13.9                 4   9 half hours  MISSED

The ten worst of 90 half hours below target
                          offered  on duty  in time  outside     to target
Thu 3 Dec 10:30   phones      6.0        2    41.3%      3.5  2 heads more
Fri 4 Dec 10:30   phones      6.0        2    41.3%      3.5  2 heads more
Thu 10 Dec 10:30  phones      6.0        2    41.3%      3.5  2 heads more
Fri 11 Dec 10:30  phones      6.0        2    41.3%      3.5  2 heads more
Thu 31 Dec 10:30  phones      6.0        2    41.3%      3.5  2 heads more
Thu 3 Dec 11:00   phones      5.0        2    54.9%      2.3   1 head more
Fri 4 Dec 11:00   phones      5.0        2    54.9%      2.3   1 head more
Thu 10 Dec 11:00  phones      5.0        2    54.9%      2.3   1 head more
Fri 11 Dec 11:00  phones      5.0        2    54.9%      2.3   1 head more
Thu 31 Dec 11:00  phones      5.0        2    54.9%      2.3   1 head more

In 10 half hours, heads are so few that a plan counts each further one alike, so that no half hour is given up: 25.4 calls outside target there, where 28.8 are expected.
"""


def test_a_day_finds_its_month(root: Path) -> None:
    ran = rota("service", "--day", "2026-12-03", "--repo", root)
    assert ran.out.startswith("Town hall, Thu 3 Dec 2026\n\nCalls of  offered  in time  outside  target")
    assert "10:30      6.0         4        2    1.60    41.3%      3.5        69%   399 s\n" in ran.out
    assert "16:30      1.0         2        0    0.00     0.0%      1.0          -  no end\n" in ran.out


def test_the_published_rota_comes_before_a_draft_that_is_not_asked_for(root: Path) -> None:
    publish(root)
    assert rota("service", "--repo", root).err.startswith("This is the published rota of town-hall 2026-12")
    assert rota("service", "--draft", 1, "--repo", root).err.startswith(
        "This is draft 1 of town-hall 2026-12"
    )


def test_json_and_csv_are_all_that_stdout_gets(root: Path) -> None:
    found = json.loads(rota("service", MONTH, "--format", "json", "--repo", root).out)
    rows = list(csv.DictReader(io.StringIO(rota("service", MONTH, "--format", "csv", "--repo", root).out)))
    (phones,) = found["services"]
    assert found["without_calls"] == ["reception"]
    assert len(rows) == sum(len(day["half_hours"]) for day in phones["days"])
    assert sum(float(row["outside"]) for row in rows) == pytest.approx(
        phones["outside"], abs=0.01 * len(rows)
    )
    assert [half["outside"] for half in found["worst"]] == [3.52] * 5 + [2.25] * 5


@pytest.mark.parametrize("cell", ["early phones; 10:30-11:00 break", "early phones; 10:00-12:00 reception"])
def test_breaks_and_parts_elsewhere_are_taken_off(root: Path, cell: str) -> None:
    before = _half(root, "10:30")
    assert rota("set", "a1", "2026-12-03", cell, "--repo", root, ROTA_AS="a3").code == 0
    after = _half(root, "10:30")
    assert [(half["heads"], half["agents"]) for half in (before, after)] == [(2, 1.6), (1, 0.8)]
    assert after["level"] == 0  # 6 calls of 330 s are 1.1 erlangs
    assert (before["more"], after["more"]) == (2, 3)


def _half(root: Path, start: str) -> dict[str, object]:
    ran = rota("service", "--day", "2026-12-03", "--format", "json", "--repo", root)
    (phones,) = json.loads(ran.out)["services"]
    return next(half for half in phones["days"][0]["half_hours"] if half["start"] == start)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            ("--service", "phone"),
            2,
            'rota: no service of town-hall is named "phone"; did you mean "phones"?\n',
        ),
        (("--group", "town"), 2, 'rota: no rota group is named "town"; did you mean "town-hall"?\n'),
        (("2026-11",), 2, "rota: town-hall has no draft of 2026-11; make one: rota plan 2026-11\n"),
        (("--draft", 3), 2, "rota: town-hall has no draft 3 of 2026-12; there is only draft 1\n"),
        (
            (MONTH, "--day", "2027-03-01"),
            2,
            "rota: 2027-03-01 is not in 2026-12, which runs from 2026-11-30 to 2027-01-03\n",
        ),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(
    root: Path, args: tuple[object, ...], code: int, said: str
) -> None:
    ran = rota("service", *args, "--repo", root)
    assert (ran.code, ran.out, ran.err) == (code, "", said)


def test_a_centre_without_calls_is_told_the_next_step(tmp_path: Path) -> None:
    ran = rota("service", MONTH, "--repo", with_draft(tiny(tmp_path)))
    assert ran.code == 0
    assert ran.out == (
        "Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)\n"
        "\n"
        "There is no service level to expect. phones and reception have no calls: heads are given, and "
        "`rota show 2026-12` holds them against the rota. For a service level, give a service its calls: a [[calls]] table "
        "in demand.toml, which `rota schema demand` describes.\n"
    )


def test_a_staff_copy_has_no_calls_to_look_at(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    made = rota("staff-copy", copy, "--repo", root)
    assert made.code == 0, made.err
    ran = rota("service", MONTH, "--repo", copy)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("rota: this is a staff copy: `rota service` is for the whole repository")


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_it_loads_neither_the_solver_nor_numbers(root: Path, form: str) -> None:
    code = (
        "import sys, atexit; atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr));"
        "from rota.cli.main import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "service", MONTH, "--format", form, "--repo", root],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ROTA_AS": ""},
    )
    loaded = set(ran.stderr.split("MODULES", 1)[1].split())
    assert "rota.demand.erlang" in loaded
    assert not {"ortools", "numpy", "pandas", "statsmodels", "rich"} & loaded
