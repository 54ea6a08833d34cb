"""What a cell comes to on the pay sheet, drawn by hand with the arithmetic written out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from rota.domain.cell import parse_cell
from rota.domain.hours import credited, lieu_minutes
from rota.domain.paytime import CONTRACT, Measure, amounts
from rota.domain.rota import Rota
from rota.testing import World, draw

EARLY = {"id": "early", "start": "08:30", "end": "16:30", "unpaid-break": 30}
LATE = {"id": "late", "start": "10:00", "end": "18:00", "unpaid-break": 30, "late": True}
SATURDAY = {"id": "saturday", "start": "09:00", "end": "16:00", "unpaid-break": 20, "weekdays": ["sat"]}
NIGHT = {"id": "night", "start": "00:00", "end": "06:00"}
FULL, THREE = {"id": "full-time", "hours": "37:30"}, {"id": "three-days", "hours": "22:30"}
TUESDAY, FRIDAY, SAT = date(2026, 6, 2), date(2026, 6, 5), date(2026, 6, 6)


def town(closures: str = "credited", **tables: Any) -> Rota:
    """Full-timers of 37:30 a week and 7:30 a day, and bob on three days of 7:30; half an hour's unpaid break."""
    centre = {
        "pattern": [EARLY, LATE, SATURDAY, NIGHT],
        "contract": [FULL, THREE],
        "employer": [{"id": "council", "bank-holidays": closures}],
    }
    people = {"bob": {"contract": "three-days"}}
    world = {"centre": centre, "people": people, **tables}
    return draw(World.of(world), {"rota": {"ann": "." * 14, "bob": "." * 14}})


def come_to(text: str, day: date, agent: str = "ann", rota: Rota | None = None) -> Mapping[str, int]:
    found = amounts(parse_cell(text), agent, day, (rota or town()).facts)
    return {measure.value: minutes for measure, minutes in found.items()}


def hm(hours: int, minutes: int = 0) -> int:
    return hours * 60 + minutes


DRAWN = {
    # 08:30 to 16:30 are 8:00, less 0:30
    "a full day without its unpaid break": ("early phones", TUESDAY, {"worked": hm(7, 30)}),
    "a placed break comes off once": ("early phones; 12:00-12:30 break", TUESDAY, {"worked": hm(7, 30)}),
    "a late is worked, and late": ("late phones", TUESDAY, {"worked": hm(7, 30), "late": hm(7, 30)}),
    # A meeting is work, another service too
    "parts at work": ("early phones; 10:00-11:00 meeting; 13:00-14:00 reception", TUESDAY, {"worked": hm(7, 30)}),
    # 12:30 to 16:30 are 4:00; with half the day away no break is due, so none comes off; 4:00 are leave
    "half a day's leave": ("early phones; 08:30-12:30 leave", TUESDAY, {"worked": hm(4), "leave": hm(4)}),
    # 08:30 to 15:30 are 7:00, less the break of 0:30 that is still taken; the last hour is absent
    "home an hour early": (
        "early phones; 12:00-12:30 break; 15:30-16:30 absent",
        TUESDAY,
        {"worked": hm(6, 30), "absent": hm(1)},
    ),
    # 37:30 over five days
    "leave is a day's hours": ("leave", TUESDAY, {"leave": hm(7, 30)}),
    "absence is a day's hours": ("absent", TUESDAY, {"absent": hm(7, 30)}),
    "training is work": ("training", TUESDAY, {"worked": hm(7, 30)}),
    # 09:00 to 16:00 are 7:00, less 0:20; a turn of the Saturday rota earns what it is
    "a Saturday turn": (
        "saturday phones",
        SAT,
        {"worked": hm(6, 40), "saturday": hm(6, 40), "lieu-earned": hm(6, 40)},
    ),
    "its lieu day takes a day": ("lieu", TUESDAY, {"lieu-taken": hm(7, 30)}),
    "an afternoon in lieu": ("early phones; 12:30-16:30 lieu", TUESDAY, {"worked": hm(4), "lieu-taken": hm(4)}),
    "a day off is nothing": ("off", TUESDAY, {}),
    "two hours on a day off": ("off; 10:00-12:00 phones", SAT, {"worked": 120, "saturday": 120, "lieu-earned": 120}),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_full_timers_day_comes_to_what_was_worked_out_by_hand(name: str) -> None:
    text, day, expected = DRAWN[name]
    assert come_to(text, day) == expected


def test_a_part_timers_day_is_their_own_week_over_their_own_days() -> None:
    # 22:30 over three days are 7:30
    assert come_to("leave", TUESDAY, "bob") == {"leave": hm(7, 30)}
    assert come_to("early phones", TUESDAY, "bob") == {"worked": hm(7, 30)}


@pytest.mark.parametrize(
    ("says", "measure"), [("credited", "closed"), ("unpaid", "unpaid"), ("from-leave", "leave")]
)
def test_a_bank_holiday_is_what_the_employer_says(says: str, measure: str) -> None:
    rota = town(says, calendar={"bank-holiday": [{"name": "A holiday", "day": TUESDAY}]})
    # 37:30 over the five weekdays that may be worked
    assert come_to("closed", TUESDAY, rota=rota) == {measure: hm(7, 30)}
    # Whoever works on it works
    assert come_to("early phones", TUESDAY, rota=rota) == {"worked": hm(7, 30)}


@pytest.mark.parametrize(("start", "sunday", "hours"), [("2026-03-23", "2026-03-29", 5), ("2026-10-19", "2026-10-25", 7)])  # fmt: skip
def test_a_shift_in_which_clocks_change_is_as_long_as_it_was(start: str, sunday: str, hours: int) -> None:
    # 00:00 to 06:00; in March the hour from 01:00 is left out, in October it comes twice
    rota = town(start=date.fromisoformat(start))
    assert come_to("night phones", date.fromisoformat(sunday), rota=rota) == {"worked": hm(hours)}


@pytest.mark.parametrize("name", DRAWN)
def test_what_counts_towards_the_contract_is_what_rotas_count(name: str) -> None:
    text, day, _ = DRAWN[name]
    facts, cell = town().facts, parse_cell(text)
    found = amounts(cell, "ann", day, facts)
    assert sum(found.get(measure, 0) for measure in CONTRACT) == credited(cell, "ann", day, facts)
    lieu = found.get(Measure.LIEU_EARNED, 0) - found.get(Measure.LIEU_TAKEN, 0)
    assert lieu == lieu_minutes(cell, "ann", day, facts)
