"""Bare rota reminds leaders of months that are over and not closed, in centres that confirm hours."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rota.files.closings import closed_months
from tests.close_world import AFTER, FEBRUARY, JANUARY, closed, closed_world, next_month, run
from tests.living_world import DEPUTY, GROUP, MONTH

PAYROLL = "\n[payroll]\ncut-off = 15\n"
DECEMBER_OVER = "town-hall 2026-12 ended on Sun 3 Jan, hours not confirmed: rota close 2026-12"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December and January published; nothing is closed."""
    return next_month(closed_world(tmp_path_factory.mktemp("world")))


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    return shutil.copytree(world, tmp_path / "tiny")


def paid(root: Path) -> None:
    with (root / "centre.toml").open("a", encoding="utf-8") as centre:
        centre.write(PAYROLL)


def to_confirm(root: Path, now: str = AFTER, by: str = "a3") -> list[str]:
    """The lines of that section; none where there is no such section."""
    ran = run(root, now=now, by=by)
    assert ran.code == 0, ran
    _, title, rest = ran.out.partition("\nTo confirm\n")
    return [line.strip() for line in rest.partition("\n\n")[0].splitlines()] if title else []


def test_a_centre_that_never_closes_is_not_reminded(root: Path) -> None:
    assert to_confirm(root) == []


def test_where_hours_are_paid_the_last_month_that_is_over_is_named(root: Path) -> None:
    paid(root)
    assert to_confirm(root, "2027-01-03T09:00:00+00:00") == []
    assert to_confirm(root) == [DECEMBER_OVER]
    assert to_confirm(root, FEBRUARY) == [
        "town-hall 2027-01 ended on Sun 31 Jan, hours not confirmed: rota close 2027-01"
    ]
    closed(root, "--until", "2026-12-15")
    assert to_confirm(root, FEBRUARY) == [
        "town-hall 2026-12 ended on Sun 3 Jan, hours confirmed until Tue 15 Dec: rota close 2026-12",
        "town-hall 2027-01 ended on Sun 31 Jan, hours not confirmed: rota close 2027-01",
    ]


def test_where_a_month_was_closed_those_after_it_are_named_until_they_are(root: Path) -> None:
    closed(root)
    assert to_confirm(root) == []
    assert to_confirm(root, FEBRUARY) == [
        "town-hall 2027-01 ended on Sun 31 Jan, hours not confirmed: rota close 2027-01"
    ]
    closed(root, month=JANUARY, now=FEBRUARY)
    assert to_confirm(root, FEBRUARY) == []


def test_who_may_not_close_is_not_reminded(root: Path) -> None:
    paid(root)
    assert to_confirm(root, by=DEPUTY) == [DECEMBER_OVER]
    assert to_confirm(root, by="a2") == []


def test_the_glance_reads_the_newest_event_alone_and_breaks_over_nothing(root: Path) -> None:
    closed(root, "--until", "2026-12-15")
    closed(root)
    folder = root / "closings" / GROUP / MONTH
    assert list(closed_months(root, GROUP)) == [(MONTH, date(2027, 1, 3))]
    shutil.copyfile(folder / "1.toml", folder / "10.toml")
    assert list(closed_months(root, GROUP)) == [(MONTH, date(2026, 12, 15))]
    (folder / "10.toml").write_bytes(b"\xff = [")
    assert list(closed_months(root, GROUP)) == [(MONTH, None)]
    assert list(closed_months(root, "elsewhere")) == []
