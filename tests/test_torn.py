"""Every writing command killed at every call, and given a failing disk: old or new, never torn."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from rota.cli.main import app
from rota.files.repository import Repository
from tests.cli_helpers import Ran, rota
from tests.living_world import NOW
from tests.torn import Run, Snapshot, Undisturbed, disk_fails, leftover, snapshot, undisturbed
from tests.torn_commands import ELSEWHERE, READING, WRITING, Writes, small


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("model"))


def ready(command: Writes, model: Path, folder: Path) -> tuple[Path, Run]:
    """A repository in which ``command`` can be run, and the command."""
    root = folder / "tiny"
    shutil.copytree(model, root)
    return root, command.prepared(root)


def names(command: object) -> Iterator[str]:
    for name, below in getattr(command, "commands", {}).items():
        if hasattr(below, "commands"):
            yield from (f"{name} {deeper}" for deeper in names(below))
        else:
            yield name


def test_every_command_is_known_to_write_or_not_to() -> None:
    """A new command that writes is tried here too; one that only reads is said to."""
    known = [*(command.name for command in WRITING), *READING, *ELSEWHERE]
    assert sorted(names(typer.main.get_command(app))) == sorted(set(known))


@pytest.mark.parametrize(
    "command", [command for command in WRITING if not command.solves], ids=lambda command: command.name
)
def test_a_kill_or_a_failing_disk_leaves_old_or_new(command: Writes, model: Path, tmp_path: Path) -> None:
    root, run = ready(command, model, tmp_path)
    whole = undisturbed(root, run, tmp_path / "copies")
    assert whole.ran.code == 0, whole.ran
    assert len(whole.states) == command.steps + 1
    killed(whole, run)
    # The last naming of a file fails; `make slow` lets every call fail.
    last = max(at for at, call in enumerate(whole.calls, 1) if call in {"link", "replace"})
    failing(whole, tmp_path / "failing", run, last, errno.EIO)


def killed(whole: Undisturbed, run: Run) -> None:
    """Killed at every call: what is left is read without a word, and the command can be run again."""
    tried: list[tuple[Snapshot, tuple[str, ...]]] = []
    opened: list[tuple[Snapshot, Snapshot]] = []
    for kill in whole.kills:
        state = snapshot(kill.folder)
        assert state in whole.states, kill.call
        # Where the same stands and lies about, reading it and running it again are the same too.
        lying = {str(path.relative_to(kill.folder)): path.read_bytes() for path in leftovers(kill.folder)}
        if (state, lying) not in opened:
            opened.append((state, lying))
            Repository.open(kill.folder)
        around = tuple(path.parent.name for path in leftovers(kill.folder))
        if (state, around) not in tried:
            tried.append((state, around))
            again(kill.folder, run, whole, state)


def leftovers(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if leftover(path)]


def again(root: Path, run: Run, whole: Undisturbed, state: Snapshot) -> None:
    """Run once more after a kill: it does what it should have, or says that it is done."""
    ran = run(root)
    Repository.open(root)
    assert ran.code in ((0,) if state != whole.states[-1] else (0, 1, 2)), ran
    assert len(snapshot(root)) >= len(whole.states[-1])


def failing(whole: Undisturbed, root: Path, run: Run, at: int, error: int, *, for_good: bool = False) -> None:
    """One call fails: the command ends with a finding and an old state, or the failure changed nothing."""
    old = whole.kills[0].folder.parent / "old"
    shutil.copytree(old, root)
    ran = disk_fails(root, run, at, error, for_good=for_good)
    Repository.open(root)
    state = snapshot(root)
    said = (at, whole.calls[at - 1], ran)
    assert state in whole.states, said
    if ran.code == 0:
        assert state == whole.states[-1], said
    else:
        assert ran.code == 2, said
        assert "was not written" in ran.err, said
        assert state != whole.states[-1], said


def test_a_staff_copy_that_was_cut_short_is_made_whole_by_the_next(model: Path, tmp_path: Path) -> None:
    """It has many files; a folder that holds some of them is no repository, or opens, and never stays so."""
    target = tmp_path / "copies-of" / "staff"
    target.parent.mkdir()

    def run(folder: Path) -> Ran:
        return rota("staff-copy", folder / "staff", "--repo", model, ROTA_NOW=NOW)

    whole = undisturbed(target.parent, run, tmp_path / "copies")
    assert whole.ran.code == 0, whole.ran
    for kill in whole.kills[::5]:
        ran = run(kill.folder)
        assert (ran.code, snapshot(kill.folder)) == (0, whole.states[-1]), (kill.call, ran)
        Repository.open(kill.folder / "staff")


def test_a_repository_whose_making_was_cut_short_is_none(tmp_path: Path) -> None:
    """centre.toml, which makes a folder a repository, is written last."""
    (tmp_path / "here").mkdir()

    def run(folder: Path) -> Ran:
        return rota("init", folder / "new")

    whole = undisturbed(tmp_path / "here", run, tmp_path / "copies")
    assert whole.ran.code == 0, whole.ran
    *cut_short, end = whole.states
    assert [state for state in cut_short if "new/centre.toml" in state] == []
    assert "new/centre.toml" in end
    ran = run(next(kill.folder for kill in whole.kills if len(snapshot(kill.folder)) == 2))
    assert ran.code == 2
    assert "choose another folder, or move them away" in ran.err


PROGRAM = """
import os, signal, sys
name = sys.argv.pop(1)
setattr(os, name, lambda *args, **more: os.kill(os.getpid(), signal.SIGKILL))
from rota.cli.main import main
main()
"""


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_process_that_is_really_killed_is_no_different(model: Path, tmp_path: Path, call: str) -> None:
    """Killed as the copies above suppose, once the file is written and before it has its name."""
    root = tmp_path / "tiny"
    shutil.copytree(model, root)
    before = snapshot(root)
    words = ("absence", "add", "a2", "2026-12-01", "--as", "a3", "--repo", str(root))
    command = [sys.executable, "-c", PROGRAM]
    environment = {**os.environ, "ROTA_NOW": NOW}
    killed = subprocess.run([*command, call, *words], env=environment, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert snapshot(root) == before
    assert [path.name[:6] for path in root.rglob("*") if leftover(path)] == [".rota-"]
    again = subprocess.run([*command, "nothing", *words], env=environment, capture_output=True, check=False)
    assert again.returncode == 0, again
    assert len(Repository.open(root).absences) == 1


def test_the_watch_sees_what_is_torn(tmp_path: Path) -> None:
    """Two files that belong together, the first of them written in place: both faults are seen."""
    root = tmp_path / "here"
    root.mkdir()

    def careless(folder: Path) -> Ran:
        handle = os.open(folder / "one.toml", os.O_CREAT | os.O_WRONLY)
        os.write(handle, b"x = 1")
        os.write(handle, b"2")
        os.close(handle)
        return Ran(0, "", "")

    whole = undisturbed(root, careless, tmp_path / "copies")
    assert [snapshot(kill.folder) for kill in whole.kills] == [
        {},
        {"one.toml": b""},
        {"one.toml": b"x ="[:2]},
        {"one.toml": b"x = 1"},
        {"one.toml": b"x = 1"},
        {"one.toml": b"x = 12"},
    ]
    assert len(whole.states) == 4


def test_the_watch_sees_what_is_written_past_it(tmp_path: Path) -> None:
    root = tmp_path / "here"
    root.mkdir()

    def past(folder: Path) -> Ran:
        (folder / "one.toml").write_text("x = 1")
        return Ran(0, "", "")

    with pytest.raises(AssertionError, match="is written past the one writer"):
        undisturbed(root, past, tmp_path / "copies")
