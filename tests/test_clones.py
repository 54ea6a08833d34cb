"""Clones that meet again under git: nothing is lost, and two changes of one cell are found and mended."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.effective import Fault
from rota.domain.matter import Step
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.work import act
from rota.work.act import Act
from rota.work.amend import changes_to, evidence
from rota.work.swap.undo import void
from tests.gitclones import cloned, commit, git, pull, push, shared
from tests.living_world import GROUP, MONTH, NOW, published
from tests.swapping import chain_of

DAY = date(2026, 12, 14)


@pytest.fixture
def clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("ROTA_NOW", NOW)
    origin = shared(published(tmp_path), tmp_path)
    return cloned(origin, tmp_path / "one"), cloned(origin, tmp_path / "two")


def moved(root: Path, agent: str, text: str, day: date = DAY) -> str:
    """A change that a leader records, committed."""
    repo = Repository.open(root)
    cells = changes_to(repo, {(agent, day): parse_cell(text)})
    event = ChangeEvent(
        event=Step.RECORDED, kind=ChangeKind.MOVE, cell=cells, **Act("a3").said(), **evidence(repo, cells)
    )
    id = act.begin(repo, "changes", event)
    commit(root, f"{agent} {text}")
    return id


def stands(root: Path, agent: str) -> str:
    return str(Repository.open(root).rotas(GROUP)[MONTH].cells[agent][DAY])


def faults(root: Path) -> dict[str, tuple[Fault, str | None]]:
    return {one.ref: (one.fault, one.other) for one in Repository.open(root).effective.unapplied}


def test_two_clones_that_change_one_cell_end_in_the_named_conflict_and_void_mends_it(
    clones: tuple[Path, Path],
) -> None:
    one, two = clones
    here, there = moved(one, "a2", "late reception"), moved(two, "a2", "middle phones")
    upon = moved(two, "a2", "off")
    beside = moved(two, "a5", "late phones")
    push(one)
    push(two)
    pull(one)
    # Git saw no conflict, as they are files of their own; reading them finds it, and says which two.
    for root in clones:
        assert faults(root) == {
            f"changes/{here}/1": (Fault.TWICE, f"changes/{there}/1"),
            f"changes/{there}/1": (Fault.TWICE, f"changes/{here}/1"),
            f"changes/{upon}/1": (Fault.ORPHANED, f"changes/{there}/1"),
        }
        # Neither applies; what is of other cells does.
        assert (stands(root, "a2"), stands(root, "a5")) == ("late phones", "late phones")
    repo = Repository.open(one)
    void(repo, chain_of(repo, here), Act("a3"))
    commit(one, "void")
    push(one)
    pull(two)
    assert faults(two) == {}
    assert stands(two, "a2") == "off"
    assert {change.ref.split("/")[1] for change in Repository.open(two).effective.applied} == {
        there,
        upon,
        beside,
    }


def test_two_clones_that_settle_one_matter_conflict_in_git_itself(clones: tuple[Path, Path]) -> None:
    one, two = clones
    id = moved(one, "a2", "late reception")
    push(one)
    pull(two)
    for root, by in ((one, "a3"), (two, "a1")):
        repo = Repository.open(root)
        void(repo, chain_of(repo, id), Act(by))
        commit(root, "void")
    push(one)
    refused = git(two, "pull", "--quiet", "--rebase", check=False)
    assert refused.returncode != 0
    assert f"changes/{id}/2.toml" in git(two, "diff", "--name-only", "--diff-filter=U").stdout
    # Nobody reads half of each: until one of them is chosen the repository does not open.
    with pytest.raises(BadInput, match=f"changes/{id}/2.toml"):
        Repository.open(two)
    git(two, "rebase", "--skip")
    assert chain_of(Repository.open(two), id).events[-1].by == "a3"


def test_two_copies_of_a_folder_put_together_are_the_same_as_two_clones(
    tmp_path: Path, clones: tuple[Path, Path]
) -> None:
    """Whoever copies folders instead of using git gets the same answer."""
    one, two = clones
    here, there = moved(one, "a2", "late reception"), moved(two, "a2", "middle phones")
    shutil.copytree(two / "changes", one / "changes", dirs_exist_ok=True)
    assert set(faults(one)) == {f"changes/{here}/1", f"changes/{there}/1"}
