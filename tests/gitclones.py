"""Clones of a rota repository under git, without a network and whatever git is set to on this machine."""

import os
import subprocess
from pathlib import Path
from random import Random

from tests.swapping import WEEKDAYS, Story, begin_work, cycle

_SETTINGS = {
    "user.name": "somebody",
    "user.email": "somebody@example.org",
    "commit.gpgsign": "false",
    "init.defaultBranch": "main",
    "gc.auto": "0",
}
_ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0"}


def git(folder: Path, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """A git command in ``folder``."""
    settings = (word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}"))
    return subprocess.run(
        ["git", *settings, *args],
        cwd=folder,
        env={**os.environ, **_ALONE},
        capture_output=True,
        text=True,
        check=check,
    )


def shared(root: Path, folder: Path) -> Path:
    """A bare repository with ``root`` as its first commit."""
    git(root, "init", "--quiet")
    commit(root, "the centre")
    git(folder, "clone", "--quiet", "--bare", str(root), "shared.git")
    return folder / "shared.git"


def cloned(origin: Path, folder: Path) -> Path:
    """A clone of ``origin`` at ``folder``."""
    git(origin.parent, "clone", "--quiet", str(origin), str(folder))
    return folder


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


def push(root: Path) -> None:
    """Push, after the work of others, as often as it takes."""
    while git(root, "push", "--quiet", check=False).returncode:
        pull(root)


def pull(root: Path) -> None:
    git(root, "pull", "--quiet", "--rebase")


def swap_and_push(root: Path, number: int, of: int, matters: int) -> list[Story]:
    """One of several clones: so many swap cycles on days of its own, each committed and pushed."""
    begin_work()
    chance = Random(number)  # noqa: S311 - repeatable, not secret
    stories = []
    for _ in range(matters):
        stories.append(cycle(root, chance, WEEKDAYS[number::of]))
        commit(root, f"swap {stories[-1].id}")
        push(root)
    return stories
