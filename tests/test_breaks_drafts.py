"""A leader edits a draft whose shifts have their breaks placed: where a new one goes, what is kept, what differs."""

from pathlib import Path

import pytest

from rota.files.repository import Repository
from tests.breaks_world import drafted
from tests.living_world import GROUP, MONTH
from tests.swap_world import run

DIFF = """\
From  draft 1 of town-hall 2026-12
To    draft 2 of town-hall 2026-12

Cells (1)
  a1 Ana Whitlock Wed 16 Dec: early reception -> early phones

Breaks alone (2)
  a1 Ana Whitlock: Mon 14 Dec 12:00-12:30 -> 13:00-13:30, Tue 15 Dec 12:00-12:30 -> 13:00-13:30

Cover
  phones at 13:30 on Wed 16 Dec: 1 short -> covered

Rules
  Rule                   level   before  after  unit
  COVER01  cover         should      35     34  head half-hours
  SKILL02  same-service  should       0      1  days
"""
"""At 13:30 that Wednesday a2 and a6 are both at lunch, and one of the two needed is missing until a1 comes."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return drafted(tmp_path)


def said(root: Path, cell: str, agent: str = "a2", day: str = "2026-12-16") -> tuple[str, str]:
    """The first line on either side of `rota set`."""
    ran = run(root, "set", agent, day, cell, by="a3")
    assert ran.code in {0, 1}, ran.err
    return ran.out.splitlines()[0], ran.err.splitlines()[0]


def drawn(root: Path, agent: str, day: str) -> str:
    from datetime import date

    return str(Repository.open(root).draft(GROUP, MONTH, 1).cells[agent][date.fromisoformat(day)])


def test_a_new_shift_gets_its_break_where_it_costs_least_and_says_so(root: Path) -> None:
    # On Wed 16 Dec two are needed at the phones from 10:00 on. With a2 there are a3 (lunch at 12:30) and a6 (13:30),
    # so that one can be spared at 11:30, 12:00 and 13:00; of these 12:00 and 13:00 are nearest to the middle, 12:30.
    assert said(root, "early phones") == (
        "a2 on 2026-12-16: late phones; 13:30-14:00 break is now early phones; 12:00-12:30 break, pinned, by a3, in "
        "draft 1 of town-hall 2026-12.",
        "Its break is 12:00-12:30, where it costs least.",
    )
    assert drawn(root, "a2", "2026-12-16") == "early phones; 12:00-12:30 break"


def test_a_break_given_by_hand_is_kept_and_named_where_it_is_outside_the_window(root: Path) -> None:
    out, err = said(root, "early phones; 13:30-14:00 break")
    assert "is now early phones; 13:30-14:00 break, pinned" in out
    assert not err.startswith(("WARNING", "Its break"))
    out, err = said(root, "early phones; 10:00-10:30 break")
    assert "is now early phones; 10:00-10:30 break, pinned" in out
    assert err == (
        "WARNING: the break 10:00-10:30 lies outside the break-window of early, 11:30-14:00; it is kept as you wrote it"
    )


def test_the_same_duty_keeps_the_break_that_stands_and_so_does_a_pin(root: Path) -> None:
    same = "a2 on 2026-12-16: late phones; 13:30-14:00 break, pinned, by a3, in draft 1 of town-hall 2026-12."
    assert said(root, "late phones") == (same, "No finding came and none went.")
    assert run(root, "pin", "a2", "2026-12-16", by="a3").out == f"{same}\n"


def test_other_parts_stay_beside_the_break(root: Path) -> None:
    out, _ = said(root, "early reception; 12:00-12:30 meeting; 13:00-14:00 phones", "a4")
    # 11:30 and 12:30 are left without a stint elsewhere; a1 is at reception's lunch at 12:00, and 12:30 is the middle.
    assert "early reception; 12:00-12:30 meeting; 12:30-13:00 break; 13:00-14:00 phones, pinned" in out


def test_what_is_no_whole_shift_gets_none(root: Path) -> None:
    for cell in ("training", "early phones; 12:30-16:30 leave"):
        assert f"is now {cell}, pinned" in said(root, cell)[0]


def test_a_difference_of_breaks_is_told_in_a_line_of_its_own(root: Path) -> None:
    place = root / "drafts" / GROUP / MONTH
    (place / "2.toml").write_bytes((place / "1.toml").read_bytes())
    said(root, "early reception; 13:00-13:30 break", "a1", "2026-12-14")
    said(root, "early reception; 13:00-13:30 break", "a1", "2026-12-15")
    said(root, "early phones; 12:00-12:30 break", "a1", "2026-12-16")
    ran = run(root, "diff", f"{MONTH}#1", f"{MONTH}#2")
    assert (ran.code, ran.out) == (0, DIFF)
