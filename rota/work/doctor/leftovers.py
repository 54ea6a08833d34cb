"""Files that should not be there: copies that a sync made, leftovers, marks of a merge, names that clash."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rota.work.doctor.trouble import Trouble

MOST = 20_000
"""Files looked at; what is larger is no rota repository."""

_SKIPPED = frozenset({".git", ".venv", "node_modules", "__pycache__"})
_CONFLICTED = (
    re.compile(r"conflicted copy|case conflict|\.sync-conflict-", re.IGNORECASE),
    re.compile(r" \(\d+\)\.[a-z0-9]+$", re.IGNORECASE),
    re.compile(r"-[A-Z0-9-]*(?:PC|LAPTOP|DESKTOP)[A-Z0-9-]*\.toml$"),
    re.compile(r" - (?:Copy|Kopie)(?: \(\d+\))?\.[a-z0-9]+$"),
)
_LEFT = re.compile(r"^\.rota-.*\.tmp$|\.orig$|\.rej$|~$|^\.#|\.(?:BASE|LOCAL|REMOTE|BACKUP)[._]")
_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)
_LARGEST = 4 * 1024 * 1024


def file_troubles(root: Path) -> Iterator[Trouble]:
    """What is wrong with the files below ``root``, by their names and what stands in them."""
    files = tuple(files_below(root))
    for file in files:
        name = file.rpartition("/")[2]
        if is_copy(file):
            yield Trouble(
                file,
                "a sync, or somebody by hand, made this copy beside the file itself",
                "see which of the two is right, keep that one under its own name, and delete the other",
            )
        elif _LEFT.search(name):
            yield Trouble(file, _left_words(name), "delete it")
        elif name.endswith(".toml") and (line := _merge_mark(root / file)):
            yield Trouble(
                f"{file}:{line}",
                "a merge left its marks here",
                "keep the right lines and take out those with <<<<<<<, ======= and >>>>>>>; see `git status`",
            )
    yield from _clashes(files)


def is_copy(file: str) -> bool:
    """Whether ``file`` is named as syncs and file managers name the copies that they make."""
    name = file.rpartition("/")[2]
    return any(pattern.search(name) for pattern in _CONFLICTED)


def files_below(root: Path) -> Iterator[str]:
    """The files below ``root``, relative to it, in order; links are not followed."""
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            count += 1
            if count > MOST:
                return
            yield (Path(folder) / name).relative_to(root).as_posix()


def _left_words(name: str) -> str:
    if name.startswith(".rota-"):
        return "a write that was cut short left this behind"
    return "an editor or a merge left this behind"


def _merge_mark(path: Path) -> int | None:
    """The line of the first mark of a merge; None without any."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = _MERGE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _clashes(files: Sequence[str]) -> Iterator[Trouble]:
    """Names that are one and the same on Windows and macOS."""
    first: dict[str, str] = {}
    for file in files:
        other = first.setdefault(file.casefold(), file)
        if other != file:
            yield Trouble(
                file,
                f"on Windows and macOS this is the same file as {other}",
                "give one of them another name",
            )
