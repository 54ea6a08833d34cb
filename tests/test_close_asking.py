"""What is asked before hours are confirmed, and what happens where others act while somebody reads the table."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rota.cli import close as command
from tests.close_world import AFTER, close, closed, closed_world, events, ill, run

EARLY = "2026-11-16T09:00:00+00:00"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return closed_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    return shutil.copytree(world, tmp_path / "tiny")


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> list[str]:
    """Somebody at a terminal who says yes, after others have done something; the questions that were asked."""
    questions: list[str] = []

    def asked(question: str, yes: bool) -> bool:
        if yes:
            return False
        questions.append(question)
        meanwhile()
        return True

    monkeypatch.setattr(command, "asked", asked)
    return questions


def test_nothing_is_confirmed_that_was_not_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch, lambda: ill(root, "a2", "2026-12-29", now=AFTER))
    ran = close(root)
    assert (ran.code, events(root)) == (1, ())
    assert "a2 Ben Osei        22  166:00" in ran.out
    assert ran.err == "rota: somebody else has just changed the rota of town-hall 2026-12; look at it again\n"


def test_what_somebody_else_has_closed_meanwhile_is_not_closed_twice(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch, lambda: close(root, "--yes"))
    ran = close(root)
    assert (ran.code, len(events(root))) == (1, 1)
    assert "look at it again" in ran.err


def test_nobody_is_asked_about_what_would_be_refused_anyway(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(root, "leave", "request", "a5", "2026-12-30", now=EARLY, by="a5").code == 0
    questions = on_a_terminal(monkeypatch, lambda: None)
    ran = close(root)
    assert (ran.code, questions) == (1, [])
    assert "town-hall 2026-12 was not closed, as something is not settled yet" in ran.err
    # The table says what it would be all the same.
    assert "a2 Ben Osei" in ran.out
    closed(root, "--despite")
    assert questions == ["Confirm these hours?"]


def test_whoever_has_to_void_an_absence_is_told_how(root: Path) -> None:
    """An absence and a move stand on one cell, as a merge of two clones makes them."""
    ill(root, "a2", "2026-12-14", now="2026-12-14T07:00:00+00:00")
    (folder,) = (root / "absence").iterdir()
    kept = shutil.move(folder, root.parent / folder.name)
    moved = run(root, "move", "a2", "2026-12-14", "--service", "reception", now="2026-12-14T07:00:00+00:00")
    assert moved.code == 0, moved
    shutil.move(kept, folder)
    ran = close(root)
    assert (ran.code, f"and void one: rota absence void {folder.name}\n" in ran.err) == (1, True), ran.err
