"""A staff copy hides half a day of leave behind a break, and says what calls need without telling the calls."""

from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.centre import Pattern
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.work.situation import facts_of
from rota.work.staff.eyes import Eyes
from tests.breaks_world import published_with_lunches, windowed
from tests.living_world import GROUP, MONTH
from tests.swap_world import fine, run

CALLS = """
[[calls]]
service = "phones"
aht = 330
within = 20
minimum = 1
[[calls.day]]
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
calls = [2, 4, 6.5, 8, 8, 8, 7, 6, 5, 5, 6, 7, 6, 5, 4, 3, 2, 1, 1]
"""


def eyes() -> Eyes:
    early = Pattern.model_validate(
        {
            "id": "early",
            "start": "08:30",
            "end": "16:30",
            "paid-break": 30,
            "break-window": {"from": "11:30", "until": "14:00"},
        }
    )
    pauses = {("a2", date(2026, 12, 8)): parse_cell("early phones; 13:30-14:00 break").parts}
    return Eyes("a1", {"early": early}, pauses)


@pytest.mark.parametrize(
    ("day", "cell", "looks"),
    [
        # nothing is hidden: it is as it is, with a break or without
        (7, "early phones", "early phones"),
        (7, "early phones; 13:00-13:30 break", "early phones; 13:00-13:30 break"),
        # half a day of leave has no break, and is shown with one: the one before it, or the middle of 11:30-14:00
        (7, "early phones; 12:30-16:30 leave", "early phones; 12:30-13:00 break"),
        (8, "early phones; 12:30-16:30 leave", "early phones; 13:30-14:00 break"),
        # where it fits beside other parts
        (
            7,
            "early phones; 08:30-12:30 leave; 12:30-13:30 reception",
            "early phones; 12:00-12:30 break; 12:30-13:30 reception",
        ),
        (7, "early phones; 08:30-09:00 leave; 11:30-14:00 reception", "early phones; 11:30-14:00 reception"),
        (7, "leave", "off"),
        # a pattern without a window
        (7, "late phones; 14:00-18:00 leave", "late phones"),
    ],
)
def test_a_break_tells_nobody_that_leave_is_taken(day: int, cell: str, looks: str) -> None:
    when = date(2026, 12, day)
    assert str(eyes().cell("a2", when, parse_cell(cell))) == looks
    assert str(eyes().cell("a1", when, parse_cell(cell))) == cell


def test_a_staff_copy_needs_what_calls_need_and_holds_no_calls(tmp_path: Path) -> None:
    root = published_with_lunches(tmp_path)
    demand = root / "demand.toml"
    demand.write_text(demand.read_text("utf-8") + CALLS, "utf-8")
    copy = tmp_path / "staff"
    fine(run(root, "staff-copy", copy))
    text = (copy / "demand.toml").read_text("utf-8")
    assert "calls" not in text
    whole, seen = (facts_of(Repository.open(each), GROUP, MONTH) for each in (root, copy))
    days = Period.of_month(MONTH).days
    assert any(whole.loads("phones", day) for day in days)
    assert {day: seen.needs("phones", day) for day in days} == {
        day: whole.needs("phones", day) for day in days
    }


def test_a_centre_without_calls_has_its_needs_alone(tmp_path: Path) -> None:
    root = windowed(tmp_path)
    copy = tmp_path / "staff"
    fine(run(root, "staff-copy", copy))
    needs = (copy / "demand.toml").read_text("utf-8").count("[[need]]")
    assert needs == (root / "demand.toml").read_text("utf-8").count("[[need]]")
