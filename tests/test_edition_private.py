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
from rota.show.edition.whole import Changed, Edition
from rota.work.edition.edition import Wanted, context_of, edition_of
from rota.work.staff.eyes import HIDDEN
from tests.breaks_world import published_with_lunches
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
    assert version.title == f"the published rota of {GROUP} {MONTH}"


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


def recorded(root: Path, *commands: str) -> Repository:
    """The published month at ``root`` after the ``commands``, one after another; ``ID`` is the id that the one before printed."""
    id = ""
    for command in commands:
        ran = run(root, *command.replace("ID", id).split(), now=LATE)
        assert ran.code == 0, ran
        id = (ran.out.split() or [""])[-1]
    return Repository.open(root)


HALF = "leave request a2 2026-12-09 2026-12-09 --half morning --means paper --as a3"
ILL_ON_LEAVE = "absence add a4 2026-12-03 2026-12-04 --means phone --as a3"


@pytest.mark.parametrize("world", [published, published_with_lunches])
@pytest.mark.parametrize(
    "commands", [(HALF, "leave approve ID --as a1"), (ILL_ON_LEAVE,)], ids=["half a day", "ill on leave"]
)
def test_what_colleagues_see_nothing_of_makes_no_new_version_for_them(tmp_path, world, commands):
    """It was version 2 of that day, 1 change since, without a changed cell: so somebody's day off had another reason now."""
    root = world(tmp_path)
    before = edition_of(Repository.open(root), Wanted(MONTH))
    repo = recorded(root, *commands)
    assert edition_of(repo, Wanted(MONTH)) == before
    assert edition_of(repo, Wanted(MONTH, Audience.LEADER)).version.name == "version 2"


def test_colleagues_see_what_has_changed_but_not_how_often_or_when(tmp_path):
    """Nobody takes leave without an end: who was off until an end was known was ill."""
    ill = "absence add a2 2026-12-09 --means phone --as a3"
    back = "absence end a2 2026-12-09 --as a3"
    repo = recorded(published(tmp_path), ill, back)
    shown, whole = (
        edition_of(repo, Wanted(MONTH, audience)) for audience in (Audience.TEAM, Audience.LEADER)
    )
    day = date(2026, 12, 9)
    assert shown.changes == (Changed("a2", day, "late phones", "off"),)
    assert {(one.agent, one.day) for one in shown.changes} == drawn(shown)
    assert len(whole.changes) > len({one.day for one in whole.changes}) > 1
    assert {one.on for one in whole.changes} == {date(2026, 11, 16)}


def test_a_team_with_nobody_in_it_has_no_edition(tmp_path):
    """The page of a team without people ended in a division by nothing, and the board was blank."""
    root = published(tmp_path)
    centre = root / "centre.toml"
    text = centre.read_text("utf-8").replace('teams = ["front"]', 'teams = ["front", "spare"]')
    centre.write_text(text + '\n[[team]]\nid = "spare"\nsite = "town-hall"\nleader = "a1"\n', "utf-8")
    ran = run(root, "export", MONTH, "--to", "html", "--team", "spare", "--output", root / "page.html")
    assert ran.code == 2
    said = f"nobody of the team spare is in the rota of {GROUP} {MONTH}; leave --team out, or name another"
    assert ran.err.strip() == f"rota: {said}"


def test_a_staff_copy_claims_no_version_that_it_cannot_know(tmp_path):
    root = changed(tmp_path).root
    assert run(root, "staff-copy", tmp_path / "copy", now=LATE).code == 0
    version = edition_of(Repository.open(tmp_path / "copy"), Wanted(MONTH)).version
    assert (version.name, version.since) == ("as in the staff copy", "")
