"""Rotas for other programs."""

import csv
import io
import json

import pytest

from rota.show.export import COLUMNS, to_csv, to_json
from tests.edition_world import edition


def test_csv_has_a_row_for_each_agent_and_day() -> None:
    lines = to_csv(edition(), raw=True).splitlines()
    assert len(lines) == 1 + 4 * 14
    assert [lines[at] for at in (0, 1, 3, 6, 12)] == [
        "month,agent,name,team,date,weekday,cell,kind,pattern,service,start,end,hours,parts",
        "2026-06,ann,Ann Example,one,2026-06-01,Mon,early phones,shift,early,phones,08:30,16:30,8:00,",
        "2026-06,ann,Ann Example,one,2026-06-03,Wed,early phones; 13:00-15:00 reception; 15:00-16:30 leave,"
        "shift,early,phones,08:30,16:30,8:00,13:00-15:00 reception; 15:00-16:30 leave",
        "2026-06,ann,Ann Example,one,2026-06-06,Sat,off,off,,,,,0:00,",
        "2026-06,ann,Ann Example,one,2026-06-12,Fri,lieu,lieu,,,,,8:00,",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_value_of_csv_is_a_formula(start: str) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(edition(names={"ann": f'{start}cmd("x"), y'})))))
    assert rows[0]["name"].startswith("'")
    assert rows[0]["name"].endswith('cmd("x"), y')


def test_raw_csv_is_for_programs_and_guards_nothing() -> None:
    hostile = edition(names={"ann": "=cmd()"})
    assert to_csv(hostile).startswith("\ufeffmonth,")
    assert next(csv.DictReader(io.StringIO(to_csv(hostile, raw=True))))["name"] == "=cmd()"


def test_csv_reads_back_with_every_column() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(edition(), raw=True))))
    assert tuple(rows[0]) == COLUMNS
    assert {row["agent"] for row in rows} == {"ann", "bob", "cat", "dan"}


def test_json_is_versioned_and_whole() -> None:
    document = json.loads(to_json(edition()))
    agents = document.pop("agents")
    assert document == {
        "format": "rota-rota/2",
        "for": "leader",
        "group": "town",
        "month": "2026-06",
        "first": "2026-06-01",
        "last": "2026-06-14",
        "version": "draft 1",
    }
    assert [(agent["id"], agent["name"], len(agent["cells"])) for agent in agents] == [
        ("ann", "Ann Example", 14),
        ("bob", "Bob Featherstone", 14),
        ("cat", "Cat Ng", 14),
        ("dan", None, 14),
    ]
    assert agents[0]["cells"][2] == {
        "team": "one",
        "date": "2026-06-03",
        "cell": "early phones; 13:00-15:00 reception; 15:00-16:30 leave",
        "kind": "shift",
        "pattern": "early",
        "service": "phones",
        "start": "08:30",
        "end": "16:30",
        "minutes": 480,
        "parts": [
            {"start": "13:00", "end": "15:00", "what": "reception"},
            {"start": "15:00", "end": "16:30", "what": "leave"},
        ],
    }
