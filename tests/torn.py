"""Commands whose writing is watched call by call: what a kill leaves behind, and what a failing disk does.

A kill at a call leaves the folder as it is just before that call. So one run is enough for all kills: the
folder is copied at every call. A failing disk is acted out: the call raises, and the command goes on.
"""

import builtins
import io
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli_helpers import Ran

CALLS = ("mkdir", "open", "write", "fsync", "chmod", "link", "replace", "rename", "unlink", "rmdir")
"""The calls of ``os`` that change a disk; ``open`` counts where it makes a file."""

Snapshot = dict[str, bytes]


def snapshot(root: Path) -> Snapshot:
    """Every file with its content; what a killed writer leaves behind (``.rota-*.tmp``) is left out."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if not leftover(path)}


def leftover(path: Path) -> bool:
    return path.name.startswith(".rota-") and path.name.endswith(".tmp")


Hook = Callable[["Watch", str, tuple[Any, ...]], None]


@dataclass
class Watch:
    """Sees every call that changes ``root``; ``before`` each of them it is told the name and the arguments."""

    root: Path
    before: Hook = lambda *_: None
    seen: list[str] = field(default_factory=list)
    handles: dict[int, Path] = field(default_factory=dict)

    def counts(self, name: str, args: tuple[Any, ...]) -> bool:
        """Whether a call changes this folder."""
        if isinstance(args[0], int):
            return args[0] in self.handles and name != "close"
        if name == "open" and not args[1] & os.O_CREAT:
            return False
        paths = args[:2] if name in {"link", "replace", "rename"} else args[:1]
        return any(self.inside(path) for path in paths)

    def inside(self, path: Any) -> bool:
        return Path(path).absolute().is_relative_to(self.root)

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            if self.counts(name, args):
                self.seen.append(name)
                self.before(self, name, args)
            result = real(*args, **more)
            if name == "open" and self.inside(args[0]):
                self.handles[result] = Path(args[0])
            if name == "close":
                self.handles.pop(args[0], None)
            return result

        return call


@contextmanager
def watching(watch: Watch, *, fixed_ids: bool = True) -> Iterator[None]:
    """Watch meanwhile, with ids that come out the same each time, and no other way to write than the counted ones."""
    real_open = io.open

    def guarded(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        writes = not isinstance(file, int) and set(mode) & set("wax+") and watch.inside(file)
        assert not writes, f"{file} is written past the one writer"
        return real_open(file, mode, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        if fixed_ids:
            repeatable(patch)
        for name in (*CALLS, "close"):
            patch.setattr(os, name, watch.wrap(name, getattr(os, name)))
        patch.setattr(io, "open", guarded)
        patch.setattr(builtins, "open", guarded)
        yield


def repeatable(patch: pytest.MonkeyPatch) -> None:
    """Let every id come out the same in every run."""
    chance = random.Random(7)  # noqa: S311 - the same each time is what is wanted
    patch.setattr("secrets.choice", chance.choice)
    patch.setattr("secrets.token_hex", lambda count=16: chance.randbytes(count).hex())


Run = Callable[[Path], Ran]


@dataclass(frozen=True)
class Kill:
    """What a kill at one call leaves: a copy of the folder, and which call it was."""

    call: str
    folder: Path


@dataclass(frozen=True)
class Undisturbed:
    """One run: how it ended, its calls, each state of the whole files, and what kills at every call leave."""

    ran: Ran
    calls: tuple[str, ...]
    states: tuple[Snapshot, ...]
    kills: tuple[Kill, ...]


def undisturbed(root: Path, run: Run, copies: Path) -> Undisturbed:
    """Run a command once, and keep in ``copies`` what a kill at each of its calls would leave."""
    kills: list[Kill] = []
    states = [snapshot(root)]
    _copied(root, copies / "old")

    def before(watch: Watch, name: str, args: tuple[Any, ...]) -> None:
        number = len(watch.seen)
        kills.append(Kill(name, _copied(root, copies / f"{number}-{name}")))
        if name == "write":
            half = _copied(root, copies / f"{number}-half")
            written = half / watch.handles[args[0]].relative_to(root)
            written.write_bytes(written.read_bytes() + bytes(args[1])[: len(args[1]) // 2])
            kills.append(Kill("half a write", half))
        _note(states, root)

    watch = Watch(root, before)
    with watching(watch):
        ran = run(root)
    _note(states, root)
    kills.append(Kill("the end", _copied(root, copies / "end")))
    return Undisturbed(ran, tuple(watch.seen), tuple(states), tuple(kills))


def _copied(root: Path, to: Path) -> Path:
    shutil.copytree(root, to)
    return to


def _note(states: list[Snapshot], root: Path) -> None:
    now = snapshot(root)
    if now != states[-1]:
        states.append(now)


def disk_fails(root: Path, run: Run, at: int, error: int, *, for_good: bool = False) -> Ran:
    """Run a command whose call number ``at`` fails with ``error``; ``for_good``: and all after it."""

    def before(watch: Watch, name: str, args: tuple[Any, ...]) -> None:
        if len(watch.seen) == at or (for_good and len(watch.seen) > at):
            raise OSError(error, os.strerror(error))

    with watching(Watch(root, before)):
        return run(root)
