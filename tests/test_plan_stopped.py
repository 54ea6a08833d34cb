"""``rota plan`` as a process of its own that is stopped, or whose solver dies: the best so far is kept, or nothing is.

The solving process is made to hold still before or after its first rota, so that nothing here depends on speed.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rota.checking import breaches
from rota.files.repository import Repository
from rota.work.situation import check_rota
from tests.cli_helpers import MONTH, tiny
from tests.test_plan_command import BINDING, GROUP, drafts, keep_rules

PATIENCE = 60.0

# Runs as the program itself, and once more, under another name, in each process that it starts to solve.
PROGRAM = """
import os, sys, time
from multiprocessing.connection import Connection
from pathlib import Path

here, hold = Path(os.environ["HERE"]), os.environ["HOLD"]

def held(send):
    def slow(self, message):
        if hold == "before":
            time.sleep(600)
        send(self, message)
        if hold == "after" or (hold == "first" and not (here / "held").exists()):
            (here / "held").touch()
            time.sleep(600)
    return slow

if __name__ != "__main__":
    Connection.send = held(Connection.send)
else:
    from rota.work.planning import solving as planning
    solve = planning.solve

    def watched(task, watch):
        def seen(seconds, best):
            if best is not None:
                (here / "found").touch()
            watch(seconds, best)
        return solve(task, seen)

    planning.solve = watched
    from rota.cli.main import main
    main()
"""


class Running:
    """A plan under way, with a folder for its notes."""

    def __init__(self, root: Path, here: Path, hold: str) -> None:
        here.mkdir()
        (here / "program.py").write_text(PROGRAM)
        self.root, self.here = root, here
        self.process = subprocess.Popen(
            [sys.executable, str(here / "program.py"), "plan", MONTH, "--repo", str(root)],
            env={**os.environ, "HERE": str(here), "HOLD": hold},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def solvers(self) -> list[int]:
        """The processes that solve for it."""
        listed = subprocess.run(
            ["ps", "-Aww", "-o", "pid=", "-o", "ppid=", "-o", "args="],
            capture_output=True,
            text=True,
            check=True,
        )
        rows = (line.split(maxsplit=2) for line in listed.stdout.splitlines())
        return [
            int(pid)
            for pid, parent, *words in rows
            if int(parent) == self.process.pid and "spawn_main" in " ".join(words)
        ]

    def solver(self, other_than: int = 0) -> int:
        """The process that solves now; waits until there is one."""
        self._wait(lambda: any(pid != other_than for pid in self.solvers()))
        return next(pid for pid in self.solvers() if pid != other_than)

    def found(self) -> None:
        """Wait until it has a rota."""
        self._wait((self.here / "found").exists)

    def _wait(self, holds: Callable[[], bool]) -> None:
        until(lambda: holds() or self.process.poll() is not None)
        assert self.process.poll() is None, self.process.communicate()

    def ended(self) -> tuple[int, str, str]:
        """Exit code, output and messages; it must have ended by itself."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err

    def kill(self) -> None:
        """End it, whatever it does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to this"
        time.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Running]]:
    """Plan a month whose solver holds still; ``before`` its first rota, ``after`` it, or after the ``first`` only once."""
    root = tiny(tmp_path)
    keep_rules(root, *BINDING, "cover", "wishes")
    begun: list[Running] = []

    def begin(hold: str) -> Running:
        begun.append(Running(root, tmp_path / "notes", hold))
        return begun[-1]

    yield begin
    for running in begun:
        running.kill()


def kept_well(root: Path) -> dict[str, object]:
    """The header of the one draft there is, which is whole and keeps every must rule."""
    assert [path.name for path in drafts(root).iterdir()] == ["1.toml"]
    repository = Repository.open(root)
    draft = repository.draft(GROUP, MONTH, 1)
    assert breaches(check_rota(repository, draft).verdicts) == ()
    assert {len(cells) for cells in draft.cells.values()} == {35}
    return dict(draft.made)


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(lambda pid: os.kill(pid, signal.SIGINT), id="SIGINT"),
        pytest.param(lambda pid: os.killpg(pid, signal.SIGINT), id="Ctrl-C, which reaches the solver too"),
        pytest.param(lambda pid: os.kill(pid, signal.SIGTERM), id="SIGTERM"),
    ],
)
def test_stopping_keeps_the_best_so_far(start: Callable[[str], Running], stop: Callable[[int], None]) -> None:
    running = start("after")
    running.found()
    stop(running.process.pid)
    code, out, err = running.ended()
    assert code == 0
    assert out.startswith("Town hall, December 2026")
    assert "Stopped early: this is the best rota found so far.\n" in err
    assert "Draft 1 of town-hall 2026-12 is in drafts/town-hall/2026-12/1.toml.\n" in err
    assert "Traceback" not in err
    # the tier that was being improved is shown as far as it had come
    assert re.search(r"^cover +\d+ +\d+ +0 +\d", out, re.MULTILINE)
    assert kept_well(running.root)["ended"] == "stopped early"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_with_nothing_found_writes_nothing(start: Callable[[str], Running], number: int) -> None:
    running = start("before")
    running.solver()
    os.killpg(running.process.pid, number) if number == signal.SIGINT else running.process.send_signal(number)
    code, out, err = running.ended()
    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "Interrupted; nothing was changed."
    assert "Traceback" not in err
    assert not (running.root / "drafts").exists()


def test_a_solver_that_dies_is_replaced(start: Callable[[str], Running]) -> None:
    running = start("first")
    running.found()
    os.kill(running.solver(), signal.SIGKILL)
    code, _, err = running.ended()
    assert (code, "Traceback" in err, "crashed" in err) == (0, False, False)
    assert kept_well(running.root)["ended"] == "of itself"


def test_a_solver_that_dies_twice_leaves_its_best_rota(start: Callable[[str], Running]) -> None:
    running = start("after")
    running.found()
    one = running.solver()
    os.kill(one, signal.SIGKILL)
    os.kill(running.solver(other_than=one), signal.SIGKILL)
    code, _, err = running.ended()
    assert (code, "Traceback" in err) == (0, False)
    assert "The solver crashed twice; this is the best rota it had found." in err
    assert kept_well(running.root)["ended"] == "the solver crashed; the best until then"


def test_a_solver_that_dies_with_nothing_found_is_our_fault(start: Callable[[str], Running]) -> None:
    running = start("before")
    one = running.solver()
    os.kill(one, signal.SIGKILL)
    os.kill(running.solver(other_than=one), signal.SIGKILL)
    code, out, err = running.ended()
    assert (code, out, "Traceback" in err) == (70, "", False)
    assert "This is our fault, not yours." in err
    log = Path(re.search(r"details are in (\S+);", err)[1])
    assert "ended twice without an answer and found nothing" in log.read_text()
    log.unlink()
    assert not (running.root / "drafts").exists()


def test_a_solver_ends_with_the_program_that_started_it(start: Callable[[str], Running]) -> None:
    running = start("after")
    running.found()
    solver = running.solver()
    running.process.kill()
    until(lambda: not alive(solver))
    assert not (running.root / "drafts").exists()


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and that nobody has asked after does not."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()[:1] not in ("", "Z")
