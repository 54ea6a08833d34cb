"""What colleagues can learn of one another from an edition for the team: nothing that is not a shift."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from rota.domain.audience import Audience
from rota.domain.cell import ABSENT, LEAVE, LIEU, OFF, TRAINING, Cell
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.show.edition import Edition
from rota.work.edition.edition import Wanted, context_of, edition_of
from rota.work.staff.eyes import HIDDEN
from tests.edition_world import edition
from tests.living_world import GROUP, MONTH, published
from tests.publish_helpers import LATE, run
from tests.show_world import town

B_TOWN = Path(__file__).parents[1] / "examples" / "b-town"
WORDS = re.compile(r"\b(leave|lieu|absent|absence|training|pinned|swap|repair|strong|mild)\b")


def values(value: object) -> Iterator[str]:
    """Every value in an edition, however deep, without the names of fields."""
    if is_dataclass(value):
        for field in fields(value):
            yield from values(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from (*values(key), *values(child))
    elif isinstance(value, (tuple, frozenset)):
        for child in value:
            yield from values(child)
    else:
        yield str(value)


def said(shown: Edition) -> str:
    return " ".join(values(shown))


def shuffled(rota: Rota, seed: int) -> Rota:
    """The same shifts, with other reasons for everybody's days off, and other ways of being away for part of one."""
    rolls = Random(seed)  # noqa: S311 - no secret
    kinds = (LEAVE, LIEU, ABSENT, TRAINING, OFF)

    def other(cell: Cell) -> Cell:
        if cell.kind in HIDDEN and not cell.parts:
            return rolls.choice(kinds)
        away = rolls.choice(("leave", "absent", "lieu"))
        parts = tuple(replace(part, what=away) if part.what == "leave" else part for part in cell.parts)
        return replace(cell, parts=parts)

    cells = {agent: {day: other(cell) for day, cell in days.items()} for agent, days in rota.cells.items()}
    return replace(rota, cells=cells)


@pytest.mark.parametrize("seed", range(5))
def test_no_reason_for_a_day_off_makes_any_difference(seed):
    assert edition(shuffled(town(), seed), Audience.TEAM) == edition(audience=Audience.TEAM)
    assert edition(shuffled(town(), seed)) != edition()


@pytest.mark.parametrize("month", ["2026-03", "2026-06"])
def test_nor_does_it_in_a_whole_centre(month):
    repo = Repository.open(B_TOWN)
    rota = repo.rota("b-town", month)
    kinds = {cell.kind for cells in rota.cells.values() for cell in cells.values()}
    assert kinds & HIDDEN, "a month without any day off for a reason shows nothing here"
    shown = edition_of(repo, Wanted(month))
    text = said(shown)
    assert not WORDS.search(text)
    whole = said(edition_of(repo, Wanted(month, Audience.LEADER)))
    assert WORDS.search(whole)


def changed(tmp_path: Path) -> Repository:
    """A published month in which somebody then falls ill."""
    root = published(tmp_path)
    ran = run(
        root, "absence", "add", "a2", "2026-12-02", "2026-12-03", "--means", "phone", "--as", "a3", now=LATE
    )
    assert ran.code == 0, ran
    return Repository.open(root)


def test_an_absence_is_told_to_colleagues_as_a_day_off_without_who_did_what(tmp_path):
    repo = changed(tmp_path)
    team, leader = (
        edition_of(repo, Wanted(MONTH, audience)) for audience in (Audience.TEAM, Audience.LEADER)
    )
    assert {(one.agent, one.after, one.kind, one.by, one.ref) for one in team.changes} == {
        ("a2", "off", "", "", "")
    }
    assert {(one.agent, one.after, one.kind, one.by) for one in leader.changes} == {
        ("a2", "absent", "absence", "a3")
    }
    assert {one.ref.partition("/")[0] for one in leader.changes} == {"absence"}
    assert (team.version.name, team.version.number, team.version.since) == ("version 2", 2, "version 1")
    assert not WORDS.search(said(team))


def test_the_mark_tells_nothing_of_what_is_hidden(tmp_path):
    repo = changed(tmp_path)
    path = next((repo.root / "absence").rglob("1.toml"))
    assert path.is_file()
    team = edition_of(repo, Wanted(MONTH)).version.mark
    seen = context_of(repo, Wanted(MONTH)).seen
    assert {cell.kind for cells in seen.cells.values() for cell in cells.values()}.isdisjoint(HIDDEN)
    assert team != edition_of(repo, Wanted(MONTH, Audience.LEADER)).version.mark


def test_names_are_shown_to_colleagues_only_where_the_centre_lets_them(tmp_path):
    root = published(tmp_path)
    assert any(member.name for member in edition_of(Repository.open(root), Wanted(MONTH)).members)
    path = root / "centre.toml"
    path.write_text(path.read_text("utf-8") + "\n[staff-copy]\nnames = false\n", "utf-8")
    repo = Repository.open(root)
    assert {member.name for member in edition_of(repo, Wanted(MONTH)).members} == {""}
    assert {team.leader for team in edition_of(repo, Wanted(MONTH)).teams} == {"a3"}
    assert all(member.name for member in edition_of(repo, Wanted(MONTH, Audience.LEADER)).members)


def test_the_version_says_how_many_changes_apply_and_since_when(tmp_path):
    repo = changed(tmp_path)
    version = edition_of(repo, Wanted(MONTH)).version
    assert (version.state, version.on) == ("published", date(2026, 11, 16))
    assert version.title == f"the published rota of {GROUP} {MONTH}, 1 change since"


def drawn(shown: Edition) -> set[tuple[str, date]]:
    return {
        (member.id, day)
        for member in shown.members
        for day, square in member.squares.items()
        if square.changed
    }


def test_just_the_changed_cells_are_marked(tmp_path):
    assert drawn(edition_of(changed(tmp_path), Wanted(MONTH))) == {
        ("a2", date(2026, 12, 2)),
        ("a2", date(2026, 12, 3)),
    }
