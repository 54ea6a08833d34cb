"""The TOML files of a repository as they lie there, hidden and stray ones too: what is private hides anywhere."""

import os
from collections.abc import Iterator
from pathlib import Path

from rota.files.guard import check_size
from rota.files.names import FILE as NAMES

_SKIPPED = frozenset({".git", ".venv", "node_modules", "__pycache__"})


def toml_files(root: Path) -> Iterator[str]:
    """Every TOML file below ``root`` but the one with the names, in order; links are not followed."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            path = Path(folder) / name
            file = path.relative_to(root).as_posix()
            if name.lower().endswith(".toml") and file != NAMES and not path.is_symlink():
                yield file


def text_of(root: Path, file: str) -> str:
    """What stands in a file, whatever is wrong with it; BadInput if it is too large, OSError if it cannot be read."""
    path = root / file
    check_size(path.stat().st_size, file)
    return path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
