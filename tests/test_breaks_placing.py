"""Where a break does least harm: each start worked out by hand, from posts, calls, headcount, colleagues and the window."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from rota.domain.breaktimes import outside_window, placed
from rota.domain.cell import parse_cell
from rota.domain.load import Expected
from rota.domain.rota import Rota
from rota.testing import World, draw

MONDAY = date(2026, 6, 1)
WINDOWS = {
    "legend": {
        "A": "early phones; 11:30-12:00 break",
        "B": "early phones; 12:00-12:30 break",
        "C": "early phones; 12:30-13:00 break",
        "a": "early reception; 12:30-13:00 break",
    },
    "centre": {
        "pattern": [
            {"id": "early", "paid-break": 30, "break-window": {"from": "11:30", "until": "14:00"}},
            {"id": "late", "paid-break": 60, "break-window": {"from": "13:00", "until": "15:30"}},
        ]
    },
}
"""An early's break begins at 11:30, 12:00, 12:30 (the middle), 13:00 or 13:30; a late's of an hour until 14:30."""


@dataclass(frozen=True)
class Half:
    """A half hour of calls of which only the price by heads is asked, and the required headcount."""

    priced: tuple[int, ...]
    need: int = 0
    calls: float = 10.0
    aht: int = 300
    target: float = 0.8

    def expected(self, heads: int) -> Expected:
        return Expected(heads, 1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Queue:
    """Calls at the phones on the Monday, by half hour."""

    halves: Mapping[int, Half]

    def loads(self, service: str, day: date) -> Mapping[int, Half]:
        return self.halves if service == "phones" and day == MONDAY else {}


def world(rows: dict[str, str], demand: object = None, calls: Mapping[int, Half] | None = None) -> Rota:
    overlays = [WINDOWS, *([{"demand": demand}] if demand else [])]
    rota = draw(World.of(*overlays), {"rota": {agent: f"{row:.<7}" for agent, row in rows.items()}})
    return replace(rota, facts=replace(rota.facts, staffing=Queue(calls))) if calls else rota


def lunch(rota: Rota, agent: str, cell: str = "early phones") -> str:
    key = (agent, MONDAY)
    return str(placed(rota, {key: parse_cell(cell)})[key]).removeprefix(f"{cell}; ")


def need(heads: list[int], service: str = "phones") -> dict[str, object]:
    """Heads needed by half hours from 11:30 on."""
    return {"need": [{"service": service, "weekdays": ["mon"], "start": "11:30", "heads": heads}]}


def test_with_nothing_at_stake_it_is_the_middle_of_the_window() -> None:
    assert lunch(world({"ann": "E"}), "ann") == "12:30-13:00 break"
    # 13:30-14:30 and 14:00-15:00 are equally far from 14:15; the earlier it is
    assert lunch(world({"ann": "L"}), "ann", "late phones") == "13:30-14:30 break"


def test_it_keeps_away_from_colleagues_of_the_same_service() -> None:
    assert lunch(world({"ann": "E", "bob": "C"}), "ann") == "12:00-12:30 break"
    assert lunch(world({"ann": "E", "bob": "C", "cat": "B"}), "ann") == "13:00-13:30 break"
    assert lunch(world({"ann": "E", "cat": "a"}), "ann") == "12:30-13:00 break"


def test_a_post_that_nobody_would_hold_is_what_counts_first() -> None:
    # Two posts until 13:30 and one then; ann and bob hold them, so that only 13:30 is free.
    assert lunch(world({"ann": "E", "bob": "E"}, need([2, 2, 2, 2, 1])), "ann") == "13:30-14:00 break"


def test_calls_outside_target_are_counted_half_hour_by_half_hour() -> None:
    # With one head less of two: 900-400, 800-200, 700-300, 700-250 and 990-495 hundredths of a call.
    calls = {
        690: Half((2000, 900, 400)),
        720: Half((2000, 800, 200)),
        750: Half((2000, 700, 300)),
        780: Half((2000, 700, 250)),
        810: Half((2000, 990, 495)),
    }
    assert lunch(world({"ann": "E", "bob": "E"}, calls=calls), "ann") == "12:30-13:00 break"
    # With bob at lunch then, ann is the last head of two there: 2000-700 against 700-250 at 13:00.
    assert lunch(world({"ann": "E", "bob": "C"}, calls=calls), "ann") == "13:00-13:30 break"


def test_an_hour_takes_both_its_half_hours() -> None:
    # From 13:00: 100+0, 13:30: 0+300, 14:00: 300+90, 14:30: 90+90. One alone would be best at 13:30.
    prices = {780: 100, 810: 0, 840: 300, 870: 90, 900: 90}
    calls = {at: Half((price, 0)) for at, price in prices.items()}
    assert lunch(world({"ann": "L"}, calls=calls), "ann", "late phones") == "13:00-14:00 break"


def test_a_post_stands_above_calls_and_headcount_below_them() -> None:
    calls = {at: Half((500, 0), 1) for at in (690, 720, 750, 780)} | {810: Half((9000, 0), 1)}
    posts = need([1, 1, 1, 1])  # and nobody at 13:30, where 90 calls would wait
    assert lunch(world({"ann": "E"}, posts, calls), "ann") == "13:30-14:00 break"
    # Where no call waits longer, a half hour that keeps its required headcount: 2 of 1 at 13:00 only.
    level = {at: Half((0,), 1 if at == 780 else 2) for at in (690, 720, 750, 780, 810)}
    assert lunch(world({"ann": "E", "bob": "E"}, calls=level), "ann") == "13:00-13:30 break"


def test_work_set_aside_in_a_trough_is_left_alone() -> None:
    demand = {
        "deferrable": [
            {"service": "reception", "weekdays": ["mon"], "hours": "2:00", "beside": ["phones"]},
        ]
    }
    cell = parse_cell("early phones; 12:30-13:30 reception")
    (made,) = placed(world({"ann": "E"}, demand), {("ann", MONDAY): cell}).values()
    assert str(made) == "early phones; 12:00-12:30 break; 12:30-13:30 reception"


def test_it_never_cuts_into_a_meeting_if_another_start_is_left() -> None:
    cell = "early phones; 11:30-13:30 meeting"
    assert lunch(world({"ann": "E"}, need([0, 0, 0, 0, 1])), "ann", cell) == "13:30-14:00 break"


def test_it_may_fall_into_a_stint_elsewhere_which_it_then_parts() -> None:
    cell = parse_cell("early phones; 11:30-14:00 reception")
    rota = world({"ann": "E"})
    (made,) = placed(rota, {("ann", MONDAY): cell}).values()
    assert str(made) == "early phones; 11:30-12:30 reception; 12:30-13:00 break; 13:00-14:00 reception"


def test_several_of_a_day_take_turns() -> None:
    rota = world({"ann": "E", "bob": "E", "cat": "E"}, need([2, 2, 2, 2, 2]))
    keys = [("ann", MONDAY), ("bob", MONDAY), ("cat", MONDAY)]
    early = parse_cell("early phones")
    made = placed(rota, dict.fromkeys(keys, early))
    # Three at two posts: each half hour can spare one.
    assert [str(made[key].parts[0]) for key in keys] == [
        "12:30-13:00 break",
        "12:00-12:30 break",
        "13:00-13:30 break",
    ]
    assert placed(rota, dict.fromkeys(reversed(keys), early)) == made


@pytest.mark.parametrize(
    "cell",
    [
        "early phones; 10:00-10:30 break",
        "early phones; 12:30-16:30 leave",
        "middle phones",
        "off",
        "training; 09:00-10:00 phones",
    ],
)
def test_what_has_a_break_or_is_due_none_stays(cell: str) -> None:
    key = ("ann", MONDAY)
    assert placed(world({"ann": "E"}), {key: parse_cell(cell)}) == {key: parse_cell(cell)}


def test_days_of_other_months_are_not_looked_at() -> None:
    key = ("ann", date(2026, 7, 1))
    assert placed(world({"ann": "E"}), {key: parse_cell("early phones")}) == {key: parse_cell("early phones")}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("early phones; 13:30-14:00 break", None),
        (
            "early phones; 11:00-12:00 break",
            "the break 11:00-12:00 lies outside the break-window of early, 11:30-14:00",
        ),
        (
            "early phones; 12:00-12:30 break; 14:00-14:10 break",
            "the break 14:00-14:10 lies outside the break-window of early, 11:30-14:00",
        ),
        ("middle phones; 09:30-10:00 break", None),
        ("early phones; 09:00-09:30 break; 12:30-16:30 leave", None),
        ("off", None),
    ],
)
def test_a_break_outside_its_window_is_named(cell: str, said: str | None) -> None:
    found = outside_window(parse_cell(cell), world({"ann": "E"}).facts)
    assert (None if found is None else str(found)) == said
