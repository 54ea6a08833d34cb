"""Findings as text, compared whole."""

import json
from datetime import date

from rota.domain.place import Place
from rota.rules import Finding, Level
from rota.show.findings import as_json, closing, concise, full
from tests.show_world import NAMES

DRAFT = Place("drafts/town/2026-06/1.toml")
SUNDAY = date(2026, 6, 7)
RUN = Finding(
    "DAYS01",
    Level.MUST,
    "day 7 in a row, limit 6",
    1,
    "ann",
    SUNDAY,
    (("ann", SUNDAY),),
    "max-days-in-row",
    "give ann a day off between 1 and 7 June",
    DRAFT.at("cells", "ann", "2026-06-07"),
    Place("rules.toml", ("rule", 3), 21, 1),
    unit="days past the limit",
)
FACT = RUN.with_(agent="bob", cells=(), amount=2, in_facts=True, second=None)
WISH = Finding(
    "WISH01",
    Level.WISH,
    "works on a day wished off",
    1,
    "ann",
    None,
    (),
    "wishes",
    "",
    DRAFT,
    strong=True,
    unit="wishes refused",
)
UNKNOWN = Finding(
    "DAYS01",
    Level.MUST,
    "no cells before 1 June",
    0,
    rule="max-days-in-row",
    fix="add May",
    unknown=True,
    unit="days past the limit",
)
FOUND = (RUN, FACT, WISH, UNKNOWN)


def resolve(place: Place) -> Place:
    return place if place.line or not place.path else Place(place.file, place.path, 12, 3)


def test_full_groups_the_worst_first_and_closes_with_the_verdict() -> None:
    assert (
        full(FOUND, names=NAMES, resolve=resolve)
        == """\
Must rules broken (2)

DAYS01 max-days-in-row  drafts/town/2026-06/1.toml:12:3
  ann Ann Example, Sun 7 Jun: day 7 in a row, limit 6
  See also rules.toml:21:1
  Next: give ann a day off between 1 and 7 June

DAYS01 max-days-in-row  drafts/town/2026-06/1.toml:12:3
  bob Bob Featherstone, Sun 7 Jun: day 7 in a row, limit 6 [2 days past the limit]
  In the facts already: no plan could avoid it.
  Next: give ann a day off between 1 and 7 June

Wishes refused (1)

WISH01 wishes  drafts/town/2026-06/1.toml
  ann Ann Example: works on a day wished off [strong wish]

Unknown: not enough history to judge (1)

DAYS01 max-days-in-row  -
  no cells before 1 June
  Next: add May

2 must, 0 should, 1 wish refused, 1 unknown (1 of the must findings in the facts already): fails.
"""
    )


def test_concise_has_one_line_for_each_finding() -> None:
    assert (
        concise(FOUND, resolve=resolve)
        == """\
drafts/town/2026-06/1.toml:12:3: DAYS01 must ann, Sun 7 Jun: day 7 in a row, limit 6
drafts/town/2026-06/1.toml:12:3: DAYS01 must bob, Sun 7 Jun: day 7 in a row, limit 6
drafts/town/2026-06/1.toml: WISH01 wish ann: works on a day wished off
-: DAYS01 unknown no cells before 1 June
"""
    )


def test_json_is_versioned_and_its_places_are_resolved() -> None:
    document = json.loads(as_json(FOUND, resolve=resolve, group="town", month="2026-06"))
    found = document.pop("findings")
    assert document == {
        "format": "rota-check/1",
        "group": "town",
        "month": "2026-06",
        "passes": False,
        "counts": {"must": 2, "should": 0, "wish": 1, "unknown": 1},
    }
    assert found[0] == {
        "code": "DAYS01",
        "rule": "max-days-in-row",
        "level": "must",
        "unknown": False,
        "message": "day 7 in a row, limit 6",
        "agent": "ann",
        "day": "2026-06-07",
        "amount": 1,
        "unit": "days past the limit",
        "strong": False,
        "in_facts": False,
        "cells": [["ann", "2026-06-07"]],
        "next": "give ann a day off between 1 and 7 June",
        "place": {
            "file": "drafts/town/2026-06/1.toml",
            "line": 12,
            "column": 3,
            "path": ["cells", "ann", "2026-06-07"],
        },
        "second": {"file": "rules.toml", "line": 21, "column": 1, "path": ["rule", 3]},
    }
    assert found[3]["place"] is None


def test_only_findings_of_the_level_asked_for_fail() -> None:
    should = RUN.with_(level=Level.SHOULD)
    assert closing([]) == "0 must, 0 should, 0 wishes refused, 0 unknown: passes."
    assert closing([should, WISH]) == "0 must, 1 should, 1 wish refused, 0 unknown: passes."
    assert closing([should], Level.SHOULD) == "0 must, 1 should, 0 wishes refused, 0 unknown: fails."
    assert closing([UNKNOWN]).endswith("1 unknown: passes.")


def test_faults_of_the_input_are_not_called_rules() -> None:
    fault = Finding(
        "DATA06", Level.MUST, 'unknown key "days"', fix="remove it", place=resolve(DRAFT.at("days"))
    )
    assert (
        full([fault], names={})
        == """\
Faults in the input (1)

DATA06  drafts/town/2026-06/1.toml:12:3
  unknown key "days"
  Next: remove it

1 fault in the input; put right what comes first and try again.
"""
    )


def test_a_narrow_terminal_breaks_between_words() -> None:
    text = full([RUN], names=NAMES, resolve=resolve, width=36)
    assert "\n  ann Ann Example, Sun 7 Jun: day 7\n    in a row, limit 6\n" in text


def test_agent_and_day_are_not_said_twice() -> None:
    said = RUN.with_(agent="ann", message="on Sun 7 Jun ann works, though joanna and ann-1 do not")
    assert concise([said]).endswith(": DAYS01 must on Sun 7 Jun ann works, though joanna and ann-1 do not\n")
    text = full([said], names=NAMES)
    assert "\n  on Sun 7 Jun ann Ann Example works, though joanna and ann-1 do not\n" in text
    other_day = said.with_(message="ann works on 2026-06-08")
    assert ": DAYS01 must Sun 7 Jun: ann works on 2026-06-08\n" in concise([other_day])


def test_control_characters_of_messages_are_shown_harmlessly() -> None:
    evil = RUN.with_(message="\x1b[2Jgone")
    assert "\\x1b[2Jgone" in concise([evil])
    assert "\x1b" not in full([evil], names=NAMES) + as_json([evil])
