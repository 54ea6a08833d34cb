"""Calls, events and deferrable work in demand.toml: what is refused, whole, and what editors are told of them."""

import json
from pathlib import Path

import jsonschema
import pytest

from rota.files.schema import schemas
from rota.files.toml import read_toml
from tests.demand_world import CALLS, SHEET, with_calls
from tests.files_world import change, faults, line
from tests.test_files_schema import as_json, lint

FACTS = "demand.toml"
CONTRADICTS = "correct the value, or the one that it contradicts"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_calls(tmp_path)


ONE_THING = {
    "calls of a service that nobody knows": (
        ('[[calls]]\nservice = "phones"', '[[calls]]\nservice = "phone"'),
        'demand.toml:15:1: DATA09 calls 1: service: no service is named "phone"; did you mean "phones"?',
        'demand.toml:26:13: DATA32 event "bills" moves the calls of phones, which has no [[calls]]; '
        'add a [[calls]] table of "phones", or take it out of services',
        "demand/phones.csv:2:1: DATA32 calls of phones are listed on 2026-12-07 and 4 more days, and no [[calls]] says how "
        'they are answered then; add a [[calls]] table of "phones" to demand.toml, or take the lines out',
    ),
    "an event of a service that nobody knows": (
        ('services = ["phones"]', 'services = ["phones", "emial"]'),
        'demand.toml:26:23: DATA09 event 1: services: no service is named "emial"; there is desk, phones',
    ),
    "deferrable work of a service that nobody knows": (
        ('[[deferrable]]\nservice = "desk"', '[[deferrable]]\nservice = "dsk"'),
        'demand.toml:31:1: DATA09 deferrable 1: service: no service is named "dsk"; did you mean "desk"?',
    ),
    "work beside a service that nobody knows": (
        ('beside = ["phones"]', 'beside = ["fones"]'),
        'demand.toml:35:11: DATA09 deferrable 1: beside: no service is named "fones"; did you mean "phones"?',
    ),
    "a profile when it is shut": (
        ("calls = [5, 6.5,", "calls = [5, 5, 6.5,"),
        "demand.toml:21:1: DATA13 phones expects calls at 18:00 on mon, when it is not open; "
        "shorten the profile, or correct the opening hours [centre.toml:22:1]",
    ),
    "a profile of a day on which it is shut": (
        (
            'weekdays = ["mon", "tue", "wed", "thu", "fri"]\nstart = "08:30"\ncalls',
            'date = 2026-12-25\nstart = "08:30"\ncalls',
        ),
        "demand.toml:21:1: DATA13 phones expects calls at 08:30 on 2026-12-25, when it is not open; "
        "shorten the profile, or correct the opening hours [centre.toml:22:1]",
    ),
    "calls said twice": (
        ("[[event]]", '[[calls]]\nservice = "phones"\naht = 300\nwithin = 20\n\n[[event]]'),
        "demand.toml:14:1: DATA23 this [[calls]] of phones never counts: a later one holds on every day of it; "
        "put both into one table, its profiles as [[calls.day]] below it; or give them from and until [demand.toml:24:1]",
    ),
    "an event of a service without calls": (
        ('services = ["phones"]', 'services = ["phones", "desk"]'),
        'demand.toml:26:23: DATA32 event "bills" moves the calls of desk, which has no [[calls]]; '
        'add a [[calls]] table of "desk", or take it out of services',
    ),
    "fewer calls than none": (
        ("calls = [5,", "calls = [-5,"),
        f"demand.toml:22:10: DATA08 calls 1, day 1: calls: calls of a half hour are from 0 to 5000, not -5; {CONTRADICTS}",
    ),
    "calls in quotes": (
        ("calls = [5,", 'calls = ["5",'),
        f"demand.toml:22:10: DATA08 calls 1, day 1: calls: '5' is not a number of calls; {CONTRADICTS}",
    ),
    "a profile past midnight": (
        ('start = "08:30"\ncalls', 'start = "23:30"\ncalls'),
        f"demand.toml:19:1: DATA08 calls 1, day 1: 19 half hours from 23:30 end at 33:00, after midnight; {CONTRADICTS}",
    ),
    "an event without end": (
        ("date = 2026-12-02\npercent", "from = 2026-12-02\npercent"),
        f"demand.toml:24:1: DATA08 event 1: give a date, or both from and until; {CONTRADICTS}",
    ),
    "an event that ends before it begins": (
        ("date = 2026-12-02\npercent", "from = 2026-12-02\nuntil = 2026-12-01\npercent"),
        f"demand.toml:24:1: DATA08 event 1: it ends on 2026-12-01, before it begins on 2026-12-02; {CONTRADICTS}",
    ),
    "calls that end before they begin": (
        ("within = 60", "within = 60\nfrom = 2026-12-01\nuntil = 2026-11-01"),
        "demand.toml:19:1: DATA12 until 2026-11-01 is before from 2026-12-01; "
        "swap them, or correct the one that is wrong [demand.toml:18:1]",
        "demand/phones.csv:2:1: DATA32 calls of phones are listed on 2026-12-07 and 4 more days, and no [[calls]] says how "
        'they are answered then; add a [[calls]] table of "phones" to demand.toml, or take the lines out',
    ),
    "no handling time": (
        ("aht = 330\n", ""),
        'demand.toml:14:1: DATA07 calls 1: "aht" is missing; add aht = ...',
    ),
    "more than all calls": (
        ("within = 60", "within = 60\ntarget = 101"),
        "demand.toml:18:1: DATA08 calls 1: target is 101, limit: at most 100; write a number at most 100",
    ),
    "work beside itself": (
        ('beside = ["phones"]', 'beside = ["desk"]'),
        f"demand.toml:30:1: DATA08 deferrable 1: a service is not beside itself; {CONTRADICTS}",
    ),
}


@pytest.mark.parametrize("name", ONE_THING)
def test_one_thing_wrong(root: Path, name: str) -> None:
    (old, new), *expected = ONE_THING[name]
    change(root, FACTS, old, new)
    assert [line(finding) for finding in faults(root)] == expected


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (CALLS.partition("[[event]]")[0], "demand.toml:3:1"),
        ('[[deferrable]]\nservice = "phones"\nweekdays = ["mon"]\nhours = "2:00"\n', "demand.toml:2:1"),
    ],
    ids=["calls", "work that can wait"],
)
def test_nobody_trained_for_it(root: Path, facts: str, where: str) -> None:
    change(root, FACTS, "", facts)
    (root / SHEET).unlink()
    change(root, "people.toml", 'skills = ["phones", "desk"]', 'skills = ["desk"]')
    assert [line(finding) for finding in faults(root)] == [
        f'{where}: DATA14 phones needs people, but nobody has the skill "phones"; '
        'add "phones" to the skills of those who can do it, in people.toml'
    ]


def test_calls_of_later_dates_stand_beside_those_before(root: Path) -> None:
    change(
        root,
        FACTS,
        "[[event]]",
        '[[calls]]\nservice = "phones"\naht = 300\nwithin = 20\nfrom = 2027-01-04\n\n[[event]]',
    )
    assert faults(root) == ()


@pytest.mark.parametrize("tool", ["taplo", "tombi"])
def test_editors_know_the_tables(root: Path, tool: str) -> None:
    (root / "schemas").mkdir()
    (root / "schemas" / "demand.schema.json").write_text(json.dumps(schemas([])["demand"]))
    for path in root.rglob("*.toml"):
        if path.name != FACTS:
            path.unlink()
    change(root, FACTS, "[[need]]", "#:schema ./schemas/demand.schema.json\n\n[[need]]")
    assert lint(root, tool).returncode == 0
    change(root, FACTS, "aht = 330", 'aht = "330"')
    assert lint(root, tool).returncode != 0


def test_the_schema_holds_for_a_stranger(root: Path) -> None:
    document = read_toml(root, FACTS)
    jsonschema.Draft7Validator(schemas([])["demand"]).validate(as_json(document.data))
