"""A closing is part of the record: anchored, whole, written by whoever may, and nobody edits it unseen."""

import shutil
from pathlib import Path

import pytest

from rota.files.repository import Repository
from tests.audit_helpers import anchors, edit, forge
from tests.cli_helpers import Ran
from tests.close_world import AFTER, FEBRUARY, JANUARY, LATER, closed, closed_world, ill, next_month, run
from tests.gitclones import commit, git
from tests.living_world import GROUP, MONTH
from tests.test_plan_command import keep_rules

FIRST, SECOND = (f"closings/{GROUP}/{MONTH}/{number}.toml" for number in (1, 2))
LINE = '2026-12-08 = "early reception = worked 7:30"'


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December closed, corrected, and January closed upon it."""
    root = next_month(closed_world(tmp_path_factory.mktemp("world")))
    keep_rules(root, "base-unedited")
    closed(root)
    ill(root, "a2", "2026-12-29")
    closed(root, now=LATER)
    closed(root, month=JANUARY, now=FEBRUARY)
    return root


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    return shutil.copytree(world, tmp_path / "tiny")


def verify(root: Path) -> Ran:
    return run(root, "audit", "verify", now=FEBRUARY)


def test_a_whole_record_counts_closings_and_an_anchor_lists_them(root: Path) -> None:
    ran = verify(root)
    assert ran.code == 0, ran
    assert "whole, as far as can be told" in ran.out
    assert run(root, "audit", "anchor", now=FEBRUARY).code == 0
    assert {FIRST, SECOND, f"closings/{GROUP}/{JANUARY}/1.toml"} <= set(anchors(root)[0].files)


def test_an_anchored_closing_is_not_edited_unseen(root: Path) -> None:
    run(root, "audit", "anchor", now=FEBRUARY)
    file = f"closings/{GROUP}/{JANUARY}/1.toml"
    edit(
        root,
        file,
        '2027-01-09 = "saturday phones = worked 7:00',
        '2027-01-09 = "saturday phones = worked 9:00',
    )
    ran = verify(root)
    assert (ran.code, f"{file} was edited; it is not what anchor 1 lists" in ran.out) == (1, True)


def test_an_edited_closing_does_not_fit_the_event_upon_it(root: Path) -> None:
    edit(root, FIRST, LINE, LINE.replace("7:30", "9:30"))
    ran = verify(root)
    assert (
        ran.code,
        f"closings/{GROUP}/{MONTH}: event 1 is not what event 2 was written upon" in ran.out,
    ) == (1, True)
    assert f"{SECOND}:8:1: DATA20 must" in run(root, "check", "--format", "concise", now=FEBRUARY).out


def test_an_edit_made_to_fit_is_seen_by_the_closing_of_the_next_month(root: Path) -> None:
    forge(root, FIRST, LINE, LINE.replace("7:30", "9:30"))
    ran = verify(root)
    assert ran.code == 1
    assert f"{SECOND} was edited; closings/{GROUP}/{JANUARY}/1 was written upon it" in ran.out


def test_a_correction_that_is_taken_away_is_missed_by_the_closing_of_the_next_month(root: Path) -> None:
    (root / SECOND).unlink()
    ran = verify(root)
    assert ran.code == 1
    assert f"{SECOND} is gone; closings/{GROUP}/{JANUARY}/1 was written upon it" in ran.out


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("early reception = worked 7:30", "early reception = worked 7:30, worked 7:30", "worked"),
        ("early reception = worked 7:30", "early reception = worked 07:30", "is not as rota writes it"),
        (
            "early reception = worked 7:30",
            "early reception = overtime 7:30",
            '"overtime" is not a measure of hours',
        ),
        ("early reception = worked 7:30", "nonsense = worked 7:30", "is not a cell"),
        ("2026-12-08 = ", '"2026-12-8" = ', "2026-12-8"),
        ("2026-12-08 = ", "2027-01-04 = ", "lies after 2027-01-03"),
    ],
)
def test_what_no_closing_says_is_a_finding_with_its_file(root: Path, old: str, new: str, says: str) -> None:
    edit(root, FIRST, old, new)
    ran = run(root, "close", MONTH, now=FEBRUARY)
    assert ran.code == 2
    assert FIRST in ran.err
    assert says in ran.err


def test_days_of_another_month_and_days_that_open_again_are_findings(root: Path) -> None:
    for until, says in (
        ("2027-01-10", "confirms 2027-01-10, which is not in 2026-12"),
        ("2026-12-30", "confirms until 2026-12-30, and the event before it until 2027-01-03"),
    ):
        edit(root, SECOND, "until = 2027-01-03", f"until = {until}")
        ran = run(root, "close", MONTH, now=FEBRUARY)
        assert (ran.code, f"{SECOND}:4:1" in ran.err, says in ran.err) == (2, True, True), ran
        edit(root, SECOND, f"until = {until}", "until = 2027-01-03")


def test_a_closing_put_in_the_place_of_another_month_is_seen(root: Path) -> None:
    shutil.copytree(root / "closings" / GROUP / MONTH, root / "closings" / GROUP / "2026-11")
    ran = verify(root)
    assert (ran.code, "which is not in 2026-11" in ran.out) == (1, True)


def test_nothing_but_closing_and_audit_reads_the_days(root: Path) -> None:
    """Each holds a line for every agent and day; other commands would only lose time over them."""
    shutil.rmtree(root / "closings" / GROUP / MONTH)
    Repository.open(root)
    assert run(root, "show", MONTH).code == 0


class TestInReview:
    """Held against the commit that the change goes into."""

    @pytest.fixture
    def before(self, world: Path, tmp_path: Path) -> Path:
        """Under git with nothing closed yet."""
        root = shutil.copytree(world, tmp_path / "tiny", ignore=shutil.ignore_patterns("closings", "anchors"))
        git(root, "init", "--quiet", "--initial-branch", "main")
        commit(root, "before")
        git(root, "tag", "base")
        return root

    def check(self, root: Path) -> Ran:
        commit(root, "the change")
        return run(root, "check", "--since", "base", "--format", "concise", now=FEBRUARY)

    def test_a_leaders_closing_passes(self, before: Path) -> None:
        closed(before)
        assert self.check(before).code == 0

    def test_nobody_else_confirms_hours(self, before: Path) -> None:
        closed(before)
        edit(before, FIRST, 'by = "a3"', 'by = "a2"')
        ran = self.check(before)
        assert ran.code == 1
        assert (
            f"closings/{GROUP}/{MONTH}: closed by a2 on Mon 4 Jan 2027, who may not; that was for a1 or a3"
            in ran.out
        )

    def test_an_edited_or_removed_closing_is_seen(self, before: Path) -> None:
        closed(before, now=AFTER)
        commit(before, "closed")
        git(before, "tag", "--force", "base")
        edit(before, FIRST, LINE, LINE.replace("7:30", "9:30"))
        ran = self.check(before)
        assert (ran.code, f"{FIRST} is not what it was at base" in ran.out) == (1, True)
        (before / FIRST).unlink()
        ran = self.check(before)
        assert (ran.code, f"{FIRST} is gone at base" in ran.out) == (1, True)
