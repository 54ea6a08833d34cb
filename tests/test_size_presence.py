"""What a post yields in a year, counted with a pocket calculator; and what the year asks for, day by day."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from rota.domain.centre import Pattern
from rota.domain.presence import Presence, presence_of
from rota.files.repository import Repository
from rota.model.size import Waiting
from rota.work.size.asked import Asked
from rota.work.size.days import shape_of, waiting_of
from rota.work.size.ground import Ground
from tests.cli_helpers import TINY
from tests.files_world import change, make

B_TOWN = TINY.parent / "b-town"


def of(root: Path, contract: str, absent: int = 5, every: int | None = 4) -> Presence:
    ground = Ground(Repository.open(root), Asked("town-hall" if root == TINY else "b-town", 2026))
    terms = next(entry for entry in ground.facts.centre.contract if entry.id == contract)
    return presence_of(ground.facts, terms, 2026, Fraction(absent, 100), every)


def test_a_full_timer_of_the_town_hall_is_at_work_on_216_days() -> None:
    """2026 has 261 weekdays; eight bank holidays fall on them, Boxing Day is a Saturday. 200 hours of leave are 25 days."""
    full = of(TINY, "full-time")
    assert (full.contracted, full.closed, full.open, full.leave) == (261, 8, 253, 25)
    assert full.absence == Fraction(228 * 5, 100)
    assert full.present == Fraction("216.6")
    assert full.share == Fraction("216.6") / 253
    assert full.week == 5 * full.share
    assert (full.wait, full.turn) == (4, Fraction(95, 400))


def test_a_part_timer_has_fewer_days_and_a_longer_wait() -> None:
    """Monday to Wednesday: 52 weeks of three; five bank holidays on Mondays; three fifths of 200 hours."""
    part = of(TINY, "three-days")
    assert (part.contracted, part.closed) == (156, 5)
    assert (part.entitled, part.day, part.leave) == (120 * 60, 8 * 60, 15)
    assert (part.wait, part.turn) == (7, Fraction(95, 700))


def test_days_that_are_chosen_count_in_proportion() -> None:
    """Four of five weekdays: four fifths of 261 days, and of the eight that are closed."""
    four = of(B_TOWN, "four-days")
    assert (four.contracted, four.closed) == (Fraction(261 * 4, 5), Fraction(32, 5))


def test_a_term_time_contract_takes_its_leave_in_the_holidays() -> None:
    term = of(B_TOWN, "term-time")
    assert term.in_breaks > 50
    assert term.leave == 0
    assert term.open == term.contracted - term.in_breaks - term.closed
    assert term.share == Fraction(95, 100)


def test_without_a_rule_on_saturdays_a_turn_may_come_every_week() -> None:
    assert of(TINY, "full-time", every=None).turn == Fraction(95, 100)
    assert of(B_TOWN, "apprentice").turn == 0


def test_closed_days_that_come_from_leave_are_taken_off_once(tmp_path: Path) -> None:
    """Four weekdays of the closure from 28 December come off 25 days of leave; Christmas Day is closed too, and does not."""
    root = make(tmp_path)
    change(root, "centre.toml", 'id = "council"', 'id = "council"\nleave = "200:00"\nclosures = "from-leave"')
    ground = Ground(Repository.open(root), Asked("all", 2026))
    full = presence_of(ground.facts, ground.facts.centre.contract[0], 2026, Fraction(0), None)
    assert (full.closed, full.from_leave, full.leave) == (5, 4, 21)
    assert full.present == 261 - 5 - 21


def test_a_shift_is_at_work_in_the_half_hours_that_begin_in_it_less_its_break() -> None:
    window = {"from": 11 * 60, "until": 12 * 60 + 30}
    pattern = Pattern(id="p", start=9 * 60 + 15, end=13 * 60, paid_break=45, break_window=window)
    shape = shape_of(pattern)
    assert shape.halves == frozenset({570, 600, 630, 660, 690, 720, 750})
    assert shape.breaks == {660: frozenset({660, 690}), 690: frozenset({690, 720})}


def test_kinds_of_day_split_where_hours_differ() -> None:
    """Christmas Eve and New Year's Eve close early: two more kinds of Thursday in one."""
    year = Ground(Repository.open(TINY), Asked("town-hall", 2026)).year
    assert [(kind.weekday, kind.usual) for kind in year.kinds] == [
        (0, True),
        (1, True),
        (2, True),
        (3, True),
        (3, False),
        (4, True),
        (5, True),
    ]
    assert [day.day for day in year.days if day.kind == 4] == [date(2026, 12, 24), date(2026, 12, 31)]
    assert sum(days for days, _ in year.kinds[0].needs) == 47
    assert len(year.days) == 253 + 51


def test_work_that_can_wait_comes_in_by_the_week_and_closed_days_carry_over(tmp_path: Path) -> None:
    """Nine hours on Mondays and Saturdays at 90% are 20 head half hours each. Saturday's come on Monday: 40 on each of them."""
    root = make(tmp_path)
    text = 'service = "desk"\nweekdays = ["mon", "sat"]\nhours = "9:00"\ndue = 1\navailability = 90\nbeside = ["phones"]\n'
    change(root, "demand.toml", "", f"[[deferrable]]\n{text}")
    ground = Ground(Repository.open(root), Asked("all", 2026))
    assert ground.services == ("desk",)
    arrivals = {0: 40_000, 1: 0, 2: 0, 3: 0, 4: 0}
    assert waiting_of(ground.facts, 2026, ground.services) == (Waiting("desk", ("phones",), 1, arrivals),)
