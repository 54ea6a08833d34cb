"""Whether any file of a repository is another than before: names, sizes and times of change, and no content."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

MOST = 50_000
"""Files looked at; in a folder of more, changes of the rest are not seen."""


def fingerprint(root: Path) -> bytes:
    """A digest of what every file below ``root`` is called, how long it is and when it was changed.

    Hidden files and folders, git's own among them, are left out, and so is whatever cannot be looked at.
    """
    found = sha256()
    for _, entry in zip(range(MOST), _files(str(root)), strict=False):
        found.update(entry)
    return found.digest()


def _files(root: str) -> Iterator[bytes]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted((entry for entry in scanned if not entry.name.startswith(".")), key=_name)
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                about = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            size = 0 if entry.is_dir(follow_symlinks=False) else about.st_size
            yield os.fsencode(entry.path) + f"\0{about.st_mtime_ns}\0{size}\0{about.st_ino}\0".encode()


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name
