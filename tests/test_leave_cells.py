"""What leave makes of cells, and what can only be in the events of a leave or a draw."""

from datetime import date

import pytest
from pydantic import ValidationError

from rota.domain.cell import parse_cell
from rota.domain.draws import DrawEvent
from rota.domain.leave import Half, LeaveEvent
from rota.domain.leavecells import granted, usual_shift, with_half, without_leave
from rota.testing import World, draw

MONDAY = date(2026, 6, 1)
SATURDAY = date(2026, 6, 6)
LATER = date(2026, 6, 12)


def facts_of(**laid):
    return draw(World.of(laid), {"rota": {"ann": "WWWWW..", "bob": "WWWWW.."}}).facts


@pytest.mark.parametrize(
    ("cell", "half", "expected"),
    [
        ("early phones", "morning", "early phones; 08:30-12:30 leave"),
        ("late phones", "afternoon", "late phones; 14:00-18:00 leave"),
        # What lies in that half gives way, and what reaches into it is cut.
        (
            "early phones; 09:00-10:00 meeting; 11:00-14:00 reception",
            "morning",
            "early phones; 08:30-12:30 leave; 12:30-14:00 reception",
        ),
        (
            "early phones; 11:00-14:00 reception",
            "afternoon",
            "early phones; 11:00-12:30 reception; 12:30-16:30 leave",
        ),
        ("early phones; 08:30-12:30 leave", "morning", "early phones; 08:30-12:30 leave"),
    ],
)
def test_half_a_day_is_cut_out_of_the_shift(cell, half, expected):
    made = with_half(parse_cell(cell), Half(half), facts_of())
    assert str(made) == expected


def test_a_shift_without_its_leave_keeps_its_other_parts():
    cell = parse_cell("early phones; 08:30-12:30 leave; 13:00-14:00 meeting")
    assert str(without_leave(cell)) == "early phones; 13:00-14:00 meeting"


@pytest.mark.parametrize(
    ("cell", "day", "expected"),
    [
        ("early phones", MONDAY, "leave"),
        ("training", MONDAY, "leave"),
        ("lieu", MONDAY, "leave"),
        ("absent", MONDAY, "absent"),
        ("saturday phones", SATURDAY, "off"),
        ("off", SATURDAY, "off"),
    ],
)
def test_a_whole_day_of_leave(cell, day, expected):
    assert str(granted(parse_cell(cell), facts_of(), "ann", day, None)) == expected


def test_half_a_day_is_taken_of_shifts_only():
    off = parse_cell("off")
    assert granted(off, facts_of(), "ann", SATURDAY, Half.MORNING) is off


@pytest.mark.parametrize(
    ("ann", "expected"),
    [
        ({}, "early phones"),
        ({"limit": [{"never": ["early"]}]}, "middle phones"),
        ({"limit": [{"not-before": "09:30"}]}, "late phones"),
        ({"limit": [{"only": ["middle"]}]}, "middle phones"),
        ({"contract": "mornings", "home": "reception"}, "morning reception"),
        ({"limit": [{"never-days": ["mon"]}]}, "None"),
        # The desk closes at 17:30, so that a late there is none.
        ({"home": "reception", "limit": [{"only": ["late"]}]}, "None"),
    ],
)
def test_the_usual_shift_is_the_first_that_is_allowed(ann, expected):
    facts = facts_of(people={"ann": ann})
    assert str(usual_shift(facts, "ann", MONDAY)) == expected


SAID = {"by": "a2", "at": "2026-11-16T09:00:00+00:00", "agent": "a2"}


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ({"event": "refused"}, "a refusal has a reason"),
        ({"event": "approved", "reason": "cap"}, "only a refusal has a reason"),
        ({"event": "requested", "half": "morning", "until": LATER}, "half a day is of one day"),
        ({"event": "requested", "until": date(2026, 5, 1)}, "until 2026-05-01 is before from 2026-06-01"),
    ],
)
def test_events_of_leave_say_what_they_must_and_no_more(event, message):
    with pytest.raises(ValidationError, match=message):
        LeaveEvent.model_validate({"from": MONDAY, "until": MONDAY, **SAID, **event})


def test_a_request_has_one_place_in_a_draw():
    place = {"leave": "k3f9", "weight": 1, "takes": "2026-06-01 phones", "result": "granted"}
    table = {
        "event": "drawn",
        **{"by": "a2", "at": SAID["at"], "from": MONDAY, "until": MONDAY, "seed": 1},
        "scarce": [{"day": MONDAY, "name": "phones", "free": 1}],
        "place": [place, place],
    }
    with pytest.raises(ValidationError, match="a request has two places"):
        DrawEvent.model_validate(table)
