"""What a closed day does to hours and leave, by the terms of the employer."""

from datetime import date

import pytest

from rota.domain.cell import CLOSED, LEAVE, parse_cell
from rota.domain.hours import credited, leave_minutes
from rota.show.agent import agent_month
from rota.testing import World, draw

CLOSED_DAY, ORDINARY = date(2026, 6, 1), date(2026, 6, 2)


def closed_on(terms: str):
    """ann is off work on a closed Monday and on leave on Tuesday."""
    calendar = {"closure": [{"day": CLOSED_DAY}]}
    centre = {"employer": [{"id": "council", "closures": terms}]}
    return draw(World.of({"calendar": calendar, "centre": centre}), {"rota": {"ann": "#vEEE.."}})


@pytest.mark.parametrize(
    ("terms", "hours", "leave"), [("credited", 480, 0), ("from-leave", 480, 480), ("unpaid", 0, 0)]
)
def test_each_term_credits_and_deducts_its_own(terms, hours, leave):
    facts = closed_on(terms).facts
    assert credited(CLOSED, "ann", CLOSED_DAY, facts) == hours
    assert leave_minutes(CLOSED, "ann", CLOSED_DAY, facts) == leave


def test_leave_takes_a_day_and_a_part_of_it_its_minutes():
    facts = closed_on("credited").facts
    assert leave_minutes(LEAVE, "ann", ORDINARY, facts) == 480
    assert leave_minutes(parse_cell("early phones; 12:30-16:30 leave"), "ann", ORDINARY, facts) == 240
    assert leave_minutes(parse_cell("early phones; 12:30-16:30 absent"), "ann", ORDINARY, facts) == 0


def test_an_agents_month_says_what_closed_days_take_of_the_leave():
    lines = agent_month(closed_on("from-leave"), "ann", names={}).splitlines()
    assert lines[2].split() == ["Mon", "1", "Jun", "closed", "8:00", "takes", "8:00", "of", "leave"]
    assert lines[-1] == "Leave  16:00 taken, 8:00 of it for closed days"
    lines = agent_month(closed_on("credited"), "ann", names={}).splitlines()
    assert lines[-1] == "Leave  8:00 taken"


def test_a_day_off_in_its_week_of_the_cycle_is_not_closed_for_the_agent():
    tables = {
        "calendar": {"closure": [{"day": CLOSED_DAY}]},
        "centre": {
            "contract": [
                {
                    "id": "full-time",
                    "cycle": {"weeks": 2, "start": date(2026, 6, 1)},
                    "pattern-weeks": [{"week": 1, "weekdays": ["mon"], "patterns": []}],
                }
            ]
        },
    }
    facts = draw(World.of(tables), {"rota": {"ann": ".EEEE.."}}).facts
    assert facts.closing("ann", CLOSED_DAY) is None


def test_closed_days_of_who_works_some_of_the_weekdays_add_up_to_the_contract():
    """24 hours on any three of five weekdays: a week closed whole credits 24 hours (five times 4:48), not 40."""
    calendar = {"closure": [{"from": date(2026, 6, 1), "until": date(2026, 6, 5)}]}
    people = {"ann": {"contract": "any-three"}}
    rota = draw(World.of({"calendar": calendar, "people": people}), {"rota": {"ann": "#####.."}})
    credit = [credited(cell, "ann", day, rota.facts) for day, cell in rota.in_period("ann")]
    assert credit == [288] * 5 + [0, 0]
    assert sum(credit) == 24 * 60
