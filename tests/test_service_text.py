"""What ``rota service`` prints, compared whole; every figure can be worked out by hand from Erlang's waiting formula.

Two calls of 450 seconds in a half hour are half an erlang, and answered in time only if at once: with nobody both are outside
target, with one agent half of them (1/2 waits, for 450 s in the mean), with two a tenth (1/10, for 30 s); four in five need two.
Three calls of 600 seconds are one erlang: nobody is answered by one agent, two of three by two (1/3 waits).
"""

import csv
import io
import json
from datetime import date

import pytest

from rota.domain.answering import Answering
from rota.domain.cover import Cover
from rota.domain.levels import called, level_of
from rota.domain.rota import Rota
from rota.show.service import ServiceSheet, service_text
from rota.show.serviceexport import COLUMNS, service_csv, service_json
from rota.testing import World, draw

PHONES = {"service": "phones", "aht": 450, "within": 0, "target": 80}
NEED = {"service": "reception", "weekdays": ["mon"], "start": "09:00", "end": "10:00", "heads": 1}
MONDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 7)


def profile(weekdays: list[str], start: str, calls: list[float]) -> dict[str, object]:
    return {"weekdays": weekdays, "start": start, "calls": calls}


def rota(*calls: dict[str, object], **demand: object) -> Rota:
    """A week: ann and bob early on Monday and Tuesday, bob at a break from 10:00 on Monday, then nobody."""
    overlay = {
        "legend": {"q": "early phones; 10:00-10:30 break"},
        "demand": {"calls": list(calls), "need": [NEED], **demand},
    }
    return draw(World.of(overlay), {"rota": {"ann": "EE.....", "bob": "qE....."}})


def usual(**terms: object) -> Rota:
    """Two calls in each half hour from 09:30 to 11:00 on Monday, from 10:00 to 10:30 on Tuesday and Wednesday."""
    days = [profile(["mon"], "09:30", [2, 2, 2]), profile(["tue", "wed"], "10:00", [2])]
    return rota({**PHONES, "day": days, **terms})


def sheet(found: Rota, *services: str, day: date | None = None) -> ServiceSheet:
    answering, asked = Answering(Cover(found)), services or tuple(found.facts.services)
    days = found.facts.period.days if day is None else (day,)
    with_calls = called(found.facts, asked, days)
    levels = tuple(level_of(answering, service, days) for service in with_calls)
    return ServiceSheet(found.facts, levels, tuple(one for one in asked if one not in with_calls), day)


MONTH = """\
town, June 2026 (Mon 1 Jun to Sun 7 Jun)

Calls of  offered  in time  outside  target              half hours below it
phones       10.0    64.0%      3.6  80% in 0 s  MISSED  2 of 5

            1 Jun
Day by day  MTWTFSS
phones      ▇█▁
Key  █ target of calls met   ▁-▇ target missed, the fuller the nearer

phones
Day        offered  in time  outside  required at peak  below target
Mon 1 Jun      6.0    76.6%      1.4                 2   1 half hour  MISSED
Tue 2 Jun      2.0    90.0%      0.2                 2  0 half hours  met
Wed 3 Jun      2.0     0.0%      2.0                 2   1 half hour  MISSED

The half hours below target, worst first
                         offered  on duty  in time  outside     to target
Wed 3 Jun 10:00  phones      2.0        0     0.0%      2.0  2 heads more
Mon 1 Jun 10:00  phones      2.0        1    50.0%      1.0   1 head more

reception has no calls: heads are given, and `rota show 2026-06` holds them against the rota.
"""

DAY = """\
town, Mon 1 Jun 2026

Calls of  offered  in time  outside  target              half hours below it
phones        6.0    76.6%      1.4  80% in 0 s  MISSED  1 of 3

phones
From   offered  required  on duty  agents  in time  outside  occupancy   wait
09:30      2.0         2        2    2.00    90.0%      0.2        25%   30 s
10:00      2.0         2        1    1.00    50.0%      1.0        50%  450 s
10:30      2.0         2        2    2.00    90.0%      0.2        25%   30 s

The half hours below target, worst first
                         offered  on duty  in time  outside    to target
Mon 1 Jun 10:00  phones      2.0        1    50.0%      1.0  1 head more

reception has no calls: heads are given, and `rota show 2026-06` holds them against the rota.
"""


def test_a_month_day_by_day() -> None:
    assert service_text(sheet(usual())) == MONTH


def test_where_blocks_cannot_be_written_digits_stand_for_them() -> None:
    text = service_text(sheet(usual()), blocks=False)
    assert text.isascii()
    assert "\nphones      9#0\nKey  # target of calls met   0-9 target missed, in tenths of it\n" in text


def test_one_day_by_half_hours() -> None:
    assert service_text(sheet(usual(), day=MONDAY)) == DAY


def test_on_a_terminal_sentences_are_broken_and_tables_are_not() -> None:
    *table, first, second = service_text(sheet(usual()), width=60).splitlines()
    key = "Key  █ target of calls met\n     ▁-▇ target missed, the fuller the nearer\n"
    assert (
        table
        == MONTH.replace(
            "Key  █ target of calls met   ▁-▇ target missed, the fuller the nearer\n", key
        ).splitlines()[:-1]
    )
    assert [first, second] == [
        "reception has no calls: heads are given, and `rota show",
        "2026-06` holds them against the rota.",
    ]


def test_titles_and_what_is_well_stand_out_in_colour() -> None:
    text = service_text(sheet(usual(target=10), day=MONDAY), color=True)
    assert text.startswith("\x1b[1mtown, Mon 1 Jun 2026\x1b[0m\n")
    assert "\x1b[32mEvery half hour meets its target.\x1b[0m\n" in text


def test_shrinkage_leaves_parts_of_agents() -> None:
    """Half of two heads is one agent, so half of the calls wait. With one and a half 23% do, so that four in five need one more."""
    text = service_text(sheet(usual(shrinkage=50), day=MONDAY))
    assert "09:30      2.0         4        2    1.00    50.0%      1.0        50%   450 s\n" in text
    assert "10:00      2.0         4        1    0.50     0.0%      2.0       100%  no end\n" in text
    assert "Mon 1 Jun 10:00  phones      2.0        1     0.0%      2.0  3 heads more\n" in text
    assert "Mon 1 Jun 09:30  phones      2.0        2    50.0%      1.0  2 heads more\n" in text


def test_few_calls_and_none() -> None:
    found = rota({**PHONES, "day": [profile(["mon", "wed"], "10:00", [0, 0.5])]})
    assert service_text(sheet(found, "phones", day=MONDAY)) == (
        "town, Mon 1 Jun 2026\n"
        "\n"
        "Calls of  offered  in time  outside  target           half hours below it\n"
        "phones        0.5   100.0%      0.0  80% in 0 s  met  0 of 2\n"
        "\n"
        "phones\n"
        "From   offered  required  on duty  agents  in time  outside  occupancy  wait\n"
        "10:00      0.0         0        1    1.00        -      0.0         0%   0 s\n"
        "10:30      0.5         1        2    2.00    99.2%      0.0         6%   2 s\n"
        "\n"
        "Every half hour meets its target.\n"
    )


def test_overload_and_how_the_plan_counts_it() -> None:
    """One erlang: 3, 3, then 1 call outside; the plan counts 3, 2, 1, so that the first head is worth something to it."""
    found = rota({**PHONES, "aht": 600, "day": [profile(["mon"], "10:00", [3, 3])]})
    assert service_text(sheet(found, "phones", day=MONDAY)) == (
        "town, Mon 1 Jun 2026\n"
        "\n"
        "Calls of  offered  in time  outside  target              half hours below it\n"
        "phones        6.0    33.3%      4.0  80% in 0 s  MISSED  2 of 2\n"
        "\n"
        "phones\n"
        "From   offered  required  on duty  agents  in time  outside  occupancy    wait\n"
        "10:00      3.0         3        1    1.00     0.0%      3.0       100%  no end\n"
        "10:30      3.0         3        2    2.00    66.6%      1.0        50%   200 s\n"
        "\n"
        "The half hours below target, worst first\n"
        "                         offered  on duty  in time  outside     to target\n"
        "Mon 1 Jun 10:00  phones      3.0        1     0.0%      3.0  2 heads more\n"
        "Mon 1 Jun 10:30  phones      3.0        2    66.6%      1.0   1 head more\n"
        "\n"
        "In 1 half hour (1 overloaded), heads are so few that a plan counts each further one alike, so that no half hour "
        "is given up: 2 calls outside target there, where 3 are expected.\n"
    )


def test_callers_who_hang_up_end_every_wait() -> None:
    found = rota({**PHONES, "patience": 300, "day": [profile(["wed"], "10:00", [2])]})
    text = service_text(sheet(found, "phones", day=date(2026, 6, 3)))
    assert "10:00      2.0         2        0    0.00     0.0%      2.0          -  300 s\n" in text


def test_terms_that_change_are_told_with_their_day() -> None:
    days = [profile(["mon", "tue"], "10:00", [2])]
    later = {**PHONES, "target": 50, "within": 15, "from": date(2026, 6, 2), "day": days}
    text = service_text(sheet(rota({**PHONES, "day": days}, later)))
    assert "80% in 0 s, 50% in 15 s from 2 Jun" in text


def test_of_many_half_hours_the_ten_worst_are_named_those_with_most_calls_first() -> None:
    calls = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    reception = {**PHONES, "service": "reception", "day": [profile(["thu"], "10:00", [10.5])]}
    found = rota({**PHONES, "day": [profile(["wed"], "09:00", calls)]}, reception)
    shown = sheet(found)
    lines = service_text(shown).splitlines()
    at = lines.index("The ten worst of 13 half hours below target")
    assert [line[:27] for line in lines[at + 2 : at + 12]] == [
        "Wed 3 Jun 14:30  phones    ",
        "Wed 3 Jun 14:00  phones    ",
        "Thu 4 Jun 10:00  reception ",
        "Wed 3 Jun 13:30  phones    ",
        "Wed 3 Jun 13:00  phones    ",
        "Wed 3 Jun 12:30  phones    ",
        "Wed 3 Jun 12:00  phones    ",
        "Wed 3 Jun 11:30  phones    ",
        "Wed 3 Jun 11:00  phones    ",
        "Wed 3 Jun 10:30  phones    ",
    ]
    assert len(lines) == at + 12
    assert len(json.loads(service_json(shown))["worst"]) == 10


def test_every_head_more_that_is_named_is_needed_and_enough() -> None:
    found = sheet(rota({**PHONES, "shrinkage": 33, "day": [profile(["mon"], "09:00", [1, 4, 9, 16, 25])]}))
    for half in found.below:
        assert half.more > 0
        assert half.load.expected(half.heads + half.more).level >= half.load.target
        assert half.load.expected(half.heads + half.more - 1).level < half.load.target


NEXT = "For a service level, give a service its calls: a [[calls]] table in demand.toml, which `rota schema demand` describes.\n"


def test_a_month_without_calls_says_what_would_give_it_a_service_level() -> None:
    assert service_text(sheet(rota())) == (
        "town, June 2026 (Mon 1 Jun to Sun 7 Jun)\n"
        "\n"
        "There is no service level to expect. phones has no calls: nor are heads given. reception has no calls: "
        f"heads are given, and `rota show 2026-06` holds them against the rota. {NEXT}"
    )


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        (
            {"need": [NEED, {**NEED, "service": "phones"}]},
            "phones and reception have no calls: heads are given, and `rota show 2026-06` holds them against the rota.",
        ),
        (
            {"deferrable": [{"service": "phones", "weekdays": ["mon"], "hours": "2:00"}], "need": []},
            "phones has no calls: work there can wait until its deadline. reception has no calls: nor are heads given.",
        ),
        (
            {"calls": [PHONES], "need": []},
            "phones has no calls: demand.toml says how to answer them, but not how many come. "
            "reception has no calls: nor are heads given.",
        ),
    ],
)
def test_services_without_calls_say_what_they_have_instead(demand: dict[str, object], said: str) -> None:
    text = service_text(sheet(rota(**demand), day=MONDAY))
    assert text == f"town, Mon 1 Jun 2026\n\nThere is no service level to expect on Mon 1 Jun. {said} {NEXT}"


def test_on_a_closed_day_nobody_calls() -> None:
    assert service_text(sheet(usual(), day=SUNDAY)) == (
        "town, Sun 7 Jun 2026\n\nClosed: nobody calls phones or reception on Sun 7 Jun.\n"
    )


HALF = {
    "start": "10:00",
    "offered": 2.0,
    "aht": 450,
    "required": 2,
    "heads": 1,
    "agents": 1.0,
    "level": 0.5,
    "target": 0.8,
    "met": False,
    "outside": 1.0,
    "counted": 1.0,
    "occupancy": 0.5,
    "wait": 450.0,
    "more": 1,
}
FINE = HALF | {"heads": 2, "agents": 2.0, "level": 0.9, "met": True, "outside": 0.2, "counted": 0.2}
FINE |= {"occupancy": 0.25, "wait": 30.0, "more": 0}
NOBODY = HALF | {"heads": 0, "agents": 0.0, "level": 0.0, "outside": 2.0, "counted": 2.0}
NOBODY |= {"occupancy": 1.0, "wait": None, "more": 2}


def test_json_holds_every_half_hour() -> None:
    def sums(offered: float, outside: float, level: float, *, met: bool) -> dict[str, object]:
        return {
            "offered": offered,
            "outside": outside,
            "level": level,
            "target": 0.8,
            "met": met,
            "counted": outside,
        }

    assert json.loads(service_json(sheet(usual()))) == {
        "format": "rota-service/1",
        "group": "town",
        "month": "2026-06",
        "first": "2026-06-01",
        "last": "2026-06-07",
        "services": [
            {
                "service": "phones",
                **sums(10.0, 3.6, 0.64, met=False),
                "days": [
                    {
                        "date": "2026-06-01",
                        **sums(6.0, 1.4, 0.7667, met=False),
                        "half_hours": [FINE | {"start": "09:30"}, HALF, FINE | {"start": "10:30"}],
                    },
                    {"date": "2026-06-02", **sums(2.0, 0.2, 0.9, met=True), "half_hours": [FINE]},
                    {"date": "2026-06-03", **sums(2.0, 2.0, 0.0, met=False), "half_hours": [NOBODY]},
                ],
            }
        ],
        "worst": [
            {"service": "phones", "date": "2026-06-03", **NOBODY},
            {"service": "phones", "date": "2026-06-01", **HALF},
        ],
        "without_calls": ["reception"],
    }


def test_json_of_one_day_and_of_a_month_without_calls() -> None:
    day = json.loads(service_json(sheet(usual(), day=MONDAY)))
    assert (day["first"], day["last"]) == ("2026-06-01", "2026-06-01")
    assert [[one["date"] for one in service["days"]] for service in day["services"]] == [["2026-06-01"]]
    empty = json.loads(service_json(sheet(rota())))
    assert (empty["services"], empty["worst"]) == ([], [])
    assert empty["without_calls"] == ["phones", "reception"]


def test_csv_has_a_row_for_each_half_hour() -> None:
    assert service_csv(sheet(usual())) == (
        "service,date,weekday,start,offered,aht,required,heads,agents,level,target,met,outside,counted,occupancy,wait,more\n"
        "phones,2026-06-01,Mon,09:30,2.0,450,2,2,2.0,0.9,0.8,true,0.2,0.2,0.25,30.0,0\n"
        "phones,2026-06-01,Mon,10:00,2.0,450,2,1,1.0,0.5,0.8,false,1.0,1.0,0.5,450.0,1\n"
        "phones,2026-06-01,Mon,10:30,2.0,450,2,2,2.0,0.9,0.8,true,0.2,0.2,0.25,30.0,0\n"
        "phones,2026-06-02,Tue,10:00,2.0,450,2,2,2.0,0.9,0.8,true,0.2,0.2,0.25,30.0,0\n"
        "phones,2026-06-03,Wed,10:00,2.0,450,2,0,0.0,0.0,0.8,false,2.0,2.0,1.0,,2\n"
    )
    assert service_csv(sheet(rota())) == ",".join(COLUMNS) + "\n"


def test_json_and_csv_agree() -> None:
    shown = sheet(usual(patience=120, shrinkage=20))
    rows = list(csv.DictReader(io.StringIO(service_csv(shown))))
    (service,) = json.loads(service_json(shown))["services"]
    halves = [(day["date"], half) for day in service["days"] for half in day["half_hours"]]
    assert len(rows) == len(halves) == 5
    for row, (day, half) in zip(rows, halves, strict=True):
        assert row["date"] == day
        for key, value in half.items():
            assert row[key] == (str(value).lower() if isinstance(value, bool) else str(value))
