"""Counts become cells: breaks are placed, works matched and handed out, deterministically and in turn."""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType

import pytest

from rota.domain.cell import Cell, parse_cell
from rota.domain.centre import Pattern
from rota.model.handing import Turns, hand_out
from rota.model.matching import matched
from rota.model.placing import Pauses, place, spread
from rota.model.present import Member
from rota.model.troughs import Place

EARLY = Pattern.model_validate(
    {
        "id": "early",
        "start": "08:30",
        "end": "16:30",
        "paid-break": 30,
        "break-window": {"from": "12:00", "until": "13:30"},
    }
)
NOON, HALF_PAST, ONE = EARLY.break_starts
SHIFT = parse_cell("early phones")


def come(*agents: str, able: frozenset[str] = frozenset({"email"})) -> dict[str, Member]:
    return {agent: Member(agent, EARLY, at, able) for at, agent in enumerate(agents)}


def handed(
    agents: dict[str, Member],
    counts: dict[int, int],
    aside: Mapping[tuple[str, int], int] = MappingProxyType({}),
    before: Mapping[str, Cell] = MappingProxyType({}),
    turns: Turns | None = None,
) -> dict[str, str]:
    """The cells of those who come, as they are written."""
    breaks = {member.kind: counts for member in agents.values()}
    heads = {Place(*place): number for place, number in aside.items()}
    found = hand_out(agents, dict.fromkeys(agents, SHIFT), breaks, heads, before, turns or Turns())
    return {agent: str(cell) for agent, cell in found.items()}


def test_breaks_are_handed_out_in_turn() -> None:
    """Whoever was last is first on the next day, and over an even number of days nobody's were later than another's."""
    turns, agents = Turns(), come("ann", "bob", "cat")
    days = [handed(agents, {NOON: 1, HALF_PAST: 1, ONE: 1}, turns=turns) for _ in range(4)]
    first = [next(agent for agent, cell in day.items() if "12:00-12:30" in cell) for day in days]
    last = [next(agent for agent, cell in day.items() if "13:00-13:30" in cell) for day in days]
    assert first == ["ann", "cat", "ann", "cat"]
    assert last == ["cat", "ann", "cat", "ann"]
    assert set(turns.late.values()) == {0}


def test_who_had_a_time_before_keeps_it_where_it_is_still_there() -> None:
    before = {
        "bob": parse_cell("early phones; 13:00-13:30 break"),
        "cat": parse_cell("early phones; 13:00-13:30 break"),
    }
    assert handed(come("ann", "bob", "cat"), {NOON: 1, HALF_PAST: 1, ONE: 1}, before=before) == {
        "ann": "early phones; 12:00-12:30 break",
        "bob": "early phones; 13:00-13:30 break",
        "cat": "early phones; 12:30-13:00 break",
    }


def test_one_person_goes_on_with_a_piece_of_work_and_it_is_one_part() -> None:
    halves = {("email", at): 1 for at in (11 * 60, 11 * 60 + 30, NOON, HALF_PAST)}
    assert handed(come("ann", "bob"), {NOON: 1, ONE: 1}, aside=halves) == {
        "ann": "early phones; 11:00-12:00 email; 12:00-12:30 break",
        "bob": "early phones; 12:00-13:00 email; 13:00-13:30 break",
    }


def test_work_goes_to_those_who_can_do_it_and_nobody_is_in_two_places() -> None:
    agents = {
        **come("ann", able=frozenset({"email", "admin"})),
        "bob": Member("bob", EARLY, 1, frozenset({"email"})),
    }
    halves = {("email", 600): 1, ("admin", 600): 1}
    assert handed(agents, {NOON: 1}, aside=halves) == {
        "ann": "early phones; 10:00-10:30 admin; 12:00-12:30 break",
        "bob": "early phones; 10:00-10:30 email; 12:00-12:30 break",
    }


def test_a_part_ends_with_the_shift() -> None:
    odd = EARLY.model_copy(update={"end": 16 * 60 + 45, "break_window": None})
    cells = hand_out(
        {"ann": Member("ann", odd, 0, frozenset({"email"}))},
        {"ann": SHIFT},
        {},
        {Place("email", 16 * 60 + 30): 1},
        {},
        Turns(),
    )
    assert str(cells["ann"]) == "early phones; 16:30-16:45 email"


def test_matching_finds_somebody_for_every_work_wherever_there_is_a_way() -> None:
    """All ways in which three people can be able to do two works, against trying every choice."""
    sets = [frozenset(), frozenset({"a"}), frozenset({"b"}), frozenset({"a", "b"})]
    wanted = ["a", "b", "b"]
    for able in product(sets, repeat=3):
        people = dict(zip("xyz", able, strict=True))
        possible = any(
            all(work in people[agent] for agent, work in zip(order, wanted, strict=True))
            for order in product("xyz", repeat=3)
            if len(set(order)) == 3
        )
        if not possible:
            with pytest.raises(AssertionError):
                matched(wanted, people, lambda *_: 0)
            continue
        found = matched(wanted, people, lambda *_: 0)
        assert sorted(found.values()) == wanted
        assert all(work in people[agent] for agent, work in found.items())


def short(minute: int, heads: int) -> tuple[int, int, int]:
    """Three are needed at noon and one at other times."""
    need = 3 if minute == NOON else 1
    return int(heads < need), 0, need - heads


def test_open_breaks_are_placed_where_they_harm_least_and_surplus_ones_taken_back() -> None:
    pauses = Pauses(EARLY.break_starts, 30, 3, {NOON: 2})
    place([pauses], dict.fromkeys(EARLY.break_starts, 3), short)
    assert pauses.counts[NOON] == 2
    assert pauses.open == 0
    surplus = Pauses(EARLY.break_starts, 30, 1, {NOON: 2, ONE: 1})
    place([surplus], dict.fromkeys(EARLY.break_starts, 3), short)
    assert surplus.counts == {NOON: 0, ONE: 1}
    two = [Pauses(EARLY.break_starts, 30, 2, {}), Pauses(EARLY.break_starts, 30, 1, {})]
    place(two, dict.fromkeys(EARLY.break_starts, 3), short)
    assert sum(pauses.counts.get(NOON, 0) for pauses in two) == 0


@pytest.mark.parametrize(
    ("number", "expected"), [(0, []), (1, [2]), (2, [1, 3]), (3, [1, 2, 3]), (5, [1, 1, 2, 3, 3])]
)
def test_breaks_that_nothing_speaks_about_are_spread(number: int, expected: list[int]) -> None:
    assert spread(number, (1, 2, 3)) == expected


def test_a_cell_without_a_window_is_left_as_it_is() -> None:
    plain = EARLY.model_copy(update={"break_window": None})
    cells = hand_out({"ann": Member("ann", plain, 0, frozenset())}, {"ann": SHIFT}, {}, {}, {}, Turns())
    assert cells == {"ann": Cell(SHIFT.kind, "early", "phones")}
