"""What a break does to hours, leave and lieu: an unpaid one comes off once, a paid one never; duties are the same."""

from datetime import date

import pytest

from rota.domain.breaks import bare
from rota.domain.breaktimes import lacks_break
from rota.domain.cell import parse_cell
from rota.domain.cover import Cover
from rota.domain.demand import Demand
from rota.domain.facts import Facts
from rota.domain.hours import attendance, credited, lieu_minutes, paid_at_work, worked
from rota.domain.leave import Half
from rota.domain.leavecells import with_half
from rota.domain.moves import differences
from rota.domain.rota import Rota
from rota.domain.timeline import serving_instead, with_break
from rota.domain.workingtime import WorkingTime
from rota.testing import World, draw

MONDAY, SATURDAY = date(2026, 6, 1), date(2026, 6, 6)
WORLD = {
    "legend": {
        "N": "early phones; 12:30-13:00 break",
        "Z": "saturday phones; 12:00-12:30 break",
    },
    "centre": {
        "pattern": [
            # 8:00 with half an hour unpaid
            {"id": "early", "unpaid-break": 30, "break-window": {"from": "11:30", "until": "14:00"}},
            {"id": "late", "paid-break": 30, "break-window": {"from": "13:00", "until": "15:30"}},
            # 7:00 with half an hour unpaid
            {"id": "saturday", "unpaid-break": 30, "break-window": {"from": "11:30", "until": "13:30"}},
            {
                "id": "long",
                "start": "06:00",
                "end": "20:00",
                "unpaid-break": 60,
                "break-window": {"from": "14:00", "until": "17:00"},
            },
        ]
    },
    "demand": {"need": [{"service": "phones", "weekdays": ["mon"], "start": "12:00", "heads": [1, 1, 1]}]},
}


def rota(**rows: str) -> Rota:
    return draw(World.of(WORLD), {"rota": {agent: f"{row:.<7}" for agent, row in rows.items()}})


@pytest.fixture(scope="module")
def facts() -> Facts:
    return rota(ann="N").facts


@pytest.mark.parametrize(
    ("cell", "paid", "counted"),
    [
        # 08:30-16:30 is 8:00, of which 0:30 is unpaid, with a time of its own or without
        ("early phones", 450, 450),
        ("early phones; 12:30-13:00 break", 450, 450),
        # the pattern says how much is unpaid: a second pause is paid, and a short one does not earn the rest
        ("early phones; 10:00-10:15 break; 12:30-13:00 break", 450, 450),
        ("early phones; 12:30-12:50 break", 450, 450),
        # a paid break counts whole
        ("late phones", 480, 480),
        ("late phones; 14:00-14:30 break", 480, 480),
        # an hour of leave: 7:00 are left, of which the break is unpaid; 6:30 and 1:00 of leave are the day's 7:30
        ("early phones; 12:30-13:00 break; 15:30-16:30 leave", 390, 450),
        # half a day: 4:00 of work with no break in it, and 4:00 of leave
        ("early phones; 12:30-16:30 leave", 240, 480),
        # never more than the pattern's half hour
        ("early phones; 10:00-10:30 break; 12:30-13:00 break; 15:30-16:30 leave", 390, 450),
        # no shift, no pattern: what is written is worked
        ("off; 09:00-12:00 phones; 12:00-12:30 break", 210, 210),
    ],
)
def test_an_unpaid_break_comes_off_once(facts: Facts, cell: str, paid: int, counted: int) -> None:
    found = parse_cell(cell)
    assert paid_at_work(found, facts) == paid
    assert credited(found, "ann", MONDAY, facts) == counted
    assert WorkingTime(facts).minutes("ann", MONDAY, found) == paid


def test_a_saturday_earns_what_it_pays(facts: Facts) -> None:
    # 09:00-16:00 less half an hour
    for text in ("saturday phones", "saturday phones; 12:00-12:30 break"):
        assert lieu_minutes(parse_cell(text), "ann", SATURDAY, facts) == 390


def test_attendance_and_rest_do_not_see_a_break(facts: Facts) -> None:
    cell = parse_cell("early phones; 12:30-13:00 break")
    assert worked(cell, facts) == [(510, 990)]
    assert attendance(cell, facts) == (510, 990)


def test_cover_is_net_of_breaks() -> None:
    found = rota(ann="N", bob="E")
    heads = {at: Cover(found).heads("phones", MONDAY, at) for at in (720, 750, 780)}
    assert heads == {720: 2, 750: 1, 780: 2}
    alone = rota(ann="N")
    assert [(each.start, each.end, each.missing) for each in Cover(alone).shortfalls()] == [(750, 780, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("early phones; 12:00-12:30 break", "early phones"),
        ("early phones; 12:00-12:30 break", "early phones; 13:00-13:30 break"),
        # reception from 12:00 until 15:00, with lunch in it or not
        (
            "early phones; 12:00-12:30 reception; 12:30-13:00 break; 13:00-15:00 reception",
            "early phones; 12:00-15:00 reception",
        ),
        (
            "early phones; 11:00-11:30 meeting; 11:30-12:00 break; 12:00-13:00 reception",
            "early phones; 11:00-11:30 meeting; 12:00-13:00 reception; 13:00-13:30 break",
        ),
    ],
)
def test_a_lunch_that_moves_is_no_other_duty(one: str, other: str) -> None:
    assert bare(parse_cell(one)) == bare(parse_cell(other))
    told, now = ({"ann": {MONDAY: parse_cell(text)}} for text in (one, other))
    assert differences(["ann"], told, now, Demand()) == ()


def test_another_duty_is_one_whatever_its_break() -> None:
    told = {"ann": {MONDAY: parse_cell("early phones; 12:00-12:30 break")}}
    now = {"ann": {MONDAY: parse_cell("early reception; 12:00-12:30 break")}}
    (move,) = differences(["ann"], told, now, Demand())
    assert str(move) == (
        "ann Mon 1 Jun early phones; 12:00-12:30 break -> early reception; 12:00-12:30 break"
    )
    apart = "early phones; 11:00-12:00 reception; 12:00-12:30 break; 12:30-13:00 meeting"
    assert str(bare(parse_cell(apart))) == "early phones; 11:00-12:00 reception; 12:30-13:00 meeting"


def test_a_lunch_moved_within_a_stint_elsewhere_gives_its_time_back_to_it(facts: Facts) -> None:
    cell = parse_cell("early phones; 12:00-15:00 reception")
    lunch = with_break(cell, (750, 780), facts)
    assert str(lunch) == "early phones; 12:00-12:30 reception; 12:30-13:00 break; 13:00-15:00 reception"
    moved = with_break(lunch, (810, 840), facts)
    assert str(moved) == "early phones; 12:00-13:30 reception; 13:30-14:00 break; 14:00-15:00 reception"


def test_who_serves_elsewhere_has_lunch_when_it_was(facts: Facts) -> None:
    cell = parse_cell("early phones; 12:30-13:00 break")
    assert str(serving_instead(cell, "reception", (720, 900), facts)) == (
        "early phones; 12:00-12:30 reception; 12:30-13:00 break; 13:00-15:00 reception"
    )
    assert str(serving_instead(cell, "reception", (510, 990), facts)) == "early reception; 12:30-13:00 break"


@pytest.mark.parametrize(
    ("cell", "half", "left"),
    [
        # 4:00 are left: no break is due, on whichever side of noon it was
        ("early phones; 12:30-13:00 break", Half.AFTERNOON, "early phones; 12:30-16:30 leave"),
        ("early phones; 12:30-13:00 break", Half.MORNING, "early phones; 08:30-12:30 leave"),
        (
            "early phones; 12:00-12:30 break; 13:00-14:00 reception",
            Half.MORNING,
            "early phones; 08:30-12:30 leave; 13:00-14:00 reception",
        ),
        # 7:00 are left of a day of fourteen hours: a break that is left whole stays, one cut in two does not
        ("long phones; 15:00-16:00 break", Half.MORNING, "long phones; 06:00-13:00 leave; 15:00-16:00 break"),
        ("long phones; 12:30-13:30 break", Half.MORNING, "long phones; 06:00-13:00 leave"),
    ],
)
def test_half_a_day_of_leave_takes_the_break_along(facts: Facts, cell: str, half: Half, left: str) -> None:
    made = with_half(parse_cell(cell), half, facts)
    assert str(made) == left
    assert not lacks_break(made, facts.patterns[made.pattern])
