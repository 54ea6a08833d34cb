"""From calls to loads: what stands above what, and where a day's figures come from."""

import copy
import pickle
import tomllib
from datetime import date
from typing import Any

import pytest

from rota.demand.staffing import CallStaffing, Origin, follows_bank_holiday
from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.opening import Opening
from rota.domain.volumes import Volume
from tests.files_world import CALENDAR, CENTRE

WEEK = ["mon", "tue", "wed", "thu", "fri"]
USUAL: dict[str, Any] = {"weekdays": WEEK, "start": "08:30", "calls": [10] * 19}
CALLS: dict[str, Any] = {"service": "phones", "aht": 300, "within": 20, "day": [USUAL]}
THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)
BOXING_DAY, NEW_YEAR = date(2026, 12, 26), date(2027, 1, 4)
CHRISTMAS = date(2026, 12, 25)


def staffing(
    demand: dict[str, Any], volumes: dict[tuple[str, date], dict[int, Volume]] | None = None
) -> CallStaffing:
    centre = Centre.model_validate(tomllib.loads(CENTRE))
    calendar = Calendar.model_validate(tomllib.loads(CALENDAR), by_alias=True)
    return CallStaffing(
        centre, calendar, Demand.model_validate(demand, by_alias=True, by_name=True), volumes or {}
    )


def calls_on(demand: dict[str, Any], day: date, volumes: Any = None) -> list[float]:
    return [half.calls for half in staffing(demand, volumes).loads("phones", day).values()]


def with_(*profiles: dict[str, Any], events: Any = (), **more: Any) -> dict[str, Any]:
    return {"calls": [{**CALLS, "day": [*CALLS["day"], *profiles], **more}], "event": list(events)}


EVENT = {"name": "bills", "services": ["phones"], "date": THURSDAY, "percent": 130}


def test_a_usual_day() -> None:
    found = staffing(with_()).loads("phones", THURSDAY)
    assert list(found) == list(range(510, 1080, 30))
    assert {(half.calls, half.aht, half.terms.within) for half in found.values()} == {(10.0, 300, 20)}
    assert staffing(with_()).loads("desk", THURSDAY) == {}
    assert staffing(with_()).loads("phones", date(2026, 12, 6)) == {}


def test_listed_volumes_stand_above_everything() -> None:
    special = {"date": THURSDAY, "start": "08:30", "calls": [50]}
    listed = {("phones", THURSDAY): {510: Volume(700, 400), 540: Volume(0), 1080: Volume(900)}}
    made = staffing(with_(special, events=[EVENT], after_bank_holiday=200), listed)
    assert [(at, half.calls, half.aht) for at, half in made.loads("phones", THURSDAY).items()] == [
        (510, 7.0, 400),
        (540, 0.0, 300),
    ]
    assert made.origin("phones", THURSDAY) == Origin(made.origin("phones", FRIDAY).calls, listed=True)


def test_a_profile_for_a_date_stands_above_weekdays_and_is_not_moved() -> None:
    special = {"date": THURSDAY, "start": "08:30", "calls": [50, 60]}
    # What the date's own profile does not speak of is a usual Thursday, moved by the event.
    assert calls_on(with_(special, events=[EVENT]), THURSDAY) == [50, 60, *[13.0] * 17]
    whole = {"date": THURSDAY, "start": "08:30", "calls": [50] * 19}
    assert calls_on(with_(whole, events=[EVENT]), THURSDAY) == [50] * 19


def test_a_profile_between_dates_stands_above_one_without_whichever_comes_first() -> None:
    summer = {"weekdays": WEEK, "start": "08:30", "calls": [20] * 19, "from": THURSDAY, "until": THURSDAY}
    demand = {"calls": [{**CALLS, "day": [summer, USUAL]}]}
    assert calls_on(demand, THURSDAY) == [20] * 19
    assert calls_on(demand, FRIDAY) == [10] * 19
    dated = {"date": THURSDAY, "start": "08:30", "calls": [30] * 19}
    assert calls_on({"calls": [{**CALLS, "day": [dated, summer, USUAL]}]}, THURSDAY) == [30] * 19


def test_events_and_the_day_after_a_bank_holiday_multiply() -> None:
    saturday = {"weekdays": ["sat"], "start": "09:00", "calls": [10, 1.01]}
    event = {"name": "sale", "services": ["phones"], "from": CHRISTMAS, "until": BOXING_DAY, "percent": 115}
    demand = with_(saturday, events=[event], after_bank_holiday=110)
    # 10 x 1.10 x 1.15 = 12.65, and 1.01 x 1.265 = 1.27765, rounded once.
    assert calls_on(demand, BOXING_DAY) == [12.65, 1.28]
    unknown = {**event, "percent": None}
    assert calls_on(with_(saturday, events=[unknown]), BOXING_DAY) == [10, 1.01]
    others = {**EVENT, "services": ["desk"]}
    assert calls_on(with_(events=[others]), THURSDAY) == [10] * 19


def test_the_day_after_a_bank_holiday_is_the_first_open_one() -> None:
    calendar = Calendar.model_validate(tomllib.loads(CALENDAR), by_alias=True)
    opening = Opening(Centre.model_validate(tomllib.loads(CENTRE)), calendar)

    def follows(service: str, day: date) -> bool:
        return follows_bank_holiday(opening, calendar, service, day)

    # Christmas Day is a Friday, and from Monday on the hall is shut until New Year's Day.
    assert [follows("phones", day) for day in (BOXING_DAY, date(2027, 1, 2), NEW_YEAR)] == [
        True,
        False,
        False,
    ]
    assert [follows("desk", day) for day in (NEW_YEAR, date(2027, 1, 5), date(2026, 12, 24))] == [
        True,
        False,
        False,
    ]


def test_an_origin_names_what_a_day_is_made_of() -> None:
    saturday = {"weekdays": ["sat"], "start": "09:00", "calls": [10]}
    event = {"name": "sale", "services": ["phones"], "date": BOXING_DAY, "percent": 115}
    made = staffing(with_(saturday, events=[event, EVENT], after_bank_holiday=110))
    found = made.origin("phones", BOXING_DAY)
    assert found is not None
    assert [profile.by_interval() for profile in found.profiles] == [{540: 1000}]
    assert (found.listed, found.after_bank_holiday) == (False, 110)
    assert [each.name for each in found.events] == ["sale"]
    assert made.origin("phones", date(2026, 12, 6)) is None
    assert made.origin("desk", THURSDAY) is None
    nothing = made.origin("phones", date(2026, 12, 5))
    assert nothing is not None
    assert len(nothing.profiles) == 1


@pytest.mark.parametrize("day", [date(2026, 12, 1), THURSDAY])
def test_terms_are_those_of_the_day(day: date) -> None:
    later = {**CALLS, "aht": 200, "target": 90, "minimum": 3, "from": date(2026, 12, 2)}
    half = staffing({"calls": [CALLS, later]}).loads("phones", day)[510]
    expected = (300, 80, 0) if day < date(2026, 12, 2) else (200, 90, 3)
    assert (half.aht, half.terms.target, half.terms.minimum) == expected


def test_it_travels_to_another_process_and_is_worked_out_once() -> None:
    made = staffing(with_())
    assert made.loads("phones", THURSDAY) is made.loads("phones", THURSDAY)
    there = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert there.loads("phones", THURSDAY) == made.loads("phones", THURSDAY)
    assert copy.copy(made).loads("phones", THURSDAY) == made.loads("phones", THURSDAY)
