"""Cover counted from cells and their parts."""

from dataclasses import replace
from datetime import date, timedelta

from rota.domain.cell import parse_cell
from rota.domain.cover import Cover, Interval, Shortfall, missing_heads
from rota.domain.demand import Demand, Need
from rota.domain.rota import Rota
from tests.show_world import town

MONDAY = date(2026, 6, 1)
TUESDAY, WEDNESDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 5, 6))


def test_a_part_moves_a_head_to_its_service_and_leave_takes_it_away() -> None:
    cover = Cover(town())
    at = {hour: cover.heads("reception", WEDNESDAY, hour * 60) for hour in (12, 13, 15)}
    assert at == {12: 1, 13: 2, 15: 1}
    assert [cover.heads("phones", WEDNESDAY, hour * 60) for hour in (12, 13, 15)] == [2, 1, 1]


def test_a_part_in_a_day_of_training_counts() -> None:
    cover = Cover(town())
    assert [cover.heads("phones", MONDAY, minute) for minute in (510, 540, 570, 600)] == [1, 2, 2, 2]


def test_intervals_are_those_in_which_the_service_is_open() -> None:
    found = Cover(town()).intervals("phones", TUESDAY)
    assert found[0] == Interval("phones", TUESDAY, 510, 1, 1)
    assert [entry.difference for entry in found[:4]] == [0, -1, -1, 1]
    assert found[-1].start == 17 * 60 + 30
    assert Cover(town()).intervals("phones", SUNDAY) == ()


def test_the_worst_half_hour_is_one_that_needs_somebody() -> None:
    cover = Cover(town())
    assert cover.worst("phones", TUESDAY) == -1
    assert cover.worst("phones", MONDAY) == 0
    assert cover.worst("phones", WEDNESDAY) is None


def test_neighbouring_half_hours_make_one_shortfall() -> None:
    found = Cover(town()).shortfalls()
    week = tuple(entry for entry in found if entry.day <= SUNDAY)
    assert week == (
        Shortfall("phones", TUESDAY, 540, 600, 1),
        Shortfall("reception", SATURDAY, 540, 600, 1),
    )
    assert missing_heads(week) == 4
    assert Cover(town()).shortfalls(["reception"])[0] == week[1]


def test_a_shortfall_that_changes_its_size_is_two_and_may_last_until_closing() -> None:
    rota = town()
    need = Need(service="phones", date=TUESDAY, start=16 * 60, end=18 * 60, heads=2)
    facts = replace(rota.facts, demand=Demand(need=(need,)))
    cells = {"bob": rota.cells["bob"], "ann": {TUESDAY: parse_cell("late phones; 17:00-18:00 meeting")}}
    assert Cover(Rota(facts, cells)).shortfalls() == (Shortfall("phones", TUESDAY, 1020, 1080, 1),)
    del cells["ann"]
    cells["bob"] = {TUESDAY: parse_cell("late phones; 17:00-18:00 leave")}
    assert Cover(Rota(facts, cells)).shortfalls() == (
        Shortfall("phones", TUESDAY, 960, 1020, 1),
        Shortfall("phones", TUESDAY, 1020, 1080, 2),
    )
