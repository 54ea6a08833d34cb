"""Facts never make a plan impossible: pins that break a must rule stand, a rota is made around them, and they are told."""

from datetime import date

import pytest

from rota.checking import breaches, judge
from rota.work.planning.verify import disagreements
from tests.plan_helpers import month, need, planned, rota_of, rules, should

MUSTS = (
    *(
        "shift-patterns",
        "working-days",
        "contract-days",
        "agreed-limits",
        "trained",
        "daily-rest",
        "weekly-rest",
    ),
    *("max-days-in-row", "no-two-saturdays", "lieu-day", "leave-kept"),
)
TWO_ABSENT = {"use": "absence-cap", "home": ["phones"], "most": 1, "level": "must"}
SATURDAY = need("phones", 1, ["sat"], start="09:00", end="16:00")

# The code of the rule that the pins break, the rule where it is none of those above, and what is drawn.
BROKEN = {
    "a pattern that is not in the contract": (
        "SHIFT01",
        None,
        {"rota": {"ann": "P......"}, "pins": ["ann 1"]},
    ),
    "a shift on a Sunday": ("DAYS02", None, {"rota": {"ann": "......E"}, "pins": ["ann 7"]}),
    "a day of the contract off": ("HOURS01", None, {"rota": {"ann": "......."}, "pins": ["ann 2"]}),
    "an agreed limit": (
        "DAYS03",
        None,
        {
            "rota": {"ann": "L......"},
            "pins": ["ann 1"],
            "world": {"people": {"ann": {"limit": [{"never": ["late"]}]}}},
        },
    ),
    "a service without the training": ("SKILL01", None, {"rota": {"bob": "e......"}, "pins": ["bob 1"]}),
    "a short night": (
        "REST01",
        {"use": "daily-rest", "hours": "15:00"},
        {"rota": {"ann": "LE....."}, "pins": ["ann 1..2"]},
    ),
    "no rest all week": (
        "REST02",
        None,
        {"rota": {"ann": "EEEEESE"}, "pins": ["ann 1..7"]},
    ),
    "a run of seven days": ("DAYS01", None, {"rota": {"ann": "EEEEESE"}, "pins": ["ann 1..7"]}),
    "a run that the planner must end": (
        "HOURS01",
        {"use": "max-days-in-row", "days": 4},
        {"rota": {"ann": "EE.EE.."}, "pins": ["ann 1..5"]},
    ),
    "two Saturdays running": (
        "SAT02",
        None,
        {"rota": {"ann": ".....S......S."}, "weeks": 2, "pins": ["ann 6", "ann 13"]},
    ),
    "a Saturday without a lieu day": ("SAT03", None, {"rota": {"ann": "EEEEES."}, "pins": ["ann 1..6"]}),
    "a lieu day without a Saturday": (
        "SAT03",
        None,
        {"rota": {"ann": "o......"}, "pins": ["ann 1", "ann 6"]},
    ),
    "a shift in granted leave": (
        "LEAVE02",
        None,
        {
            "rota": {"ann": "vvEvv.."},
            "facts": ["ann 1..2", "ann 4..5"],
            "pins": ["ann 3"],
            "leave": ["ann 1..5"],
        },
    ),
    "leave in a blackout": (
        "LEAVE01",
        {"use": "leave-blackout", "dates": [{"from": date(2026, 6, 1), "until": date(2026, 6, 5)}]},
        {"rota": {"ann": "v......"}, "pins": ["ann 1"]},
    ),
    "more away than the cap": (
        "ABS01",
        TWO_ABSENT,
        {"rota": {"ann": "v......", "bob": "v......"}, "pins": ["ann 1", "bob 1"]},
    ),
    "Saturdays too close together": (
        "SAT01",
        {"use": "saturday-share", "every": 4},
        {"rota": {"ann": ".....S.............S."}, "weeks": 3, "pins": ["ann 6", "ann 20"]},
    ),
    "a desk that nobody is left for": (
        "COVER01",
        {"use": "cover", "level": "must"},
        {"demand": [need("phones", 1, ["mon"])], "pins": ["ann 1", "bob 1"]},
    ),
    "a desk that too few are left for": (
        "COVER01",
        {"use": "cover", "level": "must"},
        {"demand": [need("phones", 2, ["mon"])], "pins": ["ann 1"]},
    ),
    "a desk that asks for more than there are": (
        "COVER01",
        {"use": "cover", "level": "must"},
        {"demand": [need("phones", 3, ["mon"])]},
    ),
    "a Saturday that nobody is left for": (
        "COVER02",
        {"use": "saturday-cover", "level": "must"},
        {"demand": [SATURDAY], "pins": ["ann 6", "bob 6"]},
    ),
    "a wish that binds": (
        "WISH01",
        {"use": "wishes", "level": "must"},
        {"rota": {"ann": "E......"}, "pins": ["ann 1"], "wishes": {"ann": [{"what": "day-off", "from": 1}]}},
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_rota_is_made_around_pins_that_break_a_rule(name: str) -> None:
    code, own, drawn = BROKEN[name]
    tables = [table for table in MUSTS if own is None or table != own["use"]] + ([own] if own else [])
    of = rules(*tables, should("same-pattern"))
    facts = month(["ann", "bob"], **{"weeks": 1, **drawn})
    outcome = planned(facts, of)
    rota = rota_of(facts, outcome)
    assert all(rota.cells[agent][day] == fixed.cell for (agent, day), fixed in facts.fixed.items())
    verdicts = judge(rota, of)
    told = [finding for verdict in verdicts for finding in verdict.findings if not finding.unknown]
    assert {(finding.code, finding.in_facts) for finding in told if finding.level == "must"} >= {(code, True)}
    assert breaches(verdicts) == ()
    assert list(disagreements(verdicts, outcome.amounts)) == []
