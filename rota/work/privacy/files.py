"""The files of a repository that people write in, as they lie there, hidden and stray ones too: what is private hides anywhere."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from rota.files.callsheet import FOLDER as DEMAND
from rota.files.guard import check_size
from rota.files.names import FILE as NAMES

_SKIPPED = frozenset({".git", ".venv", "node_modules", "__pycache__"})


_ROW = re.compile(
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[,;][0-9:]{4,8}[,;](?:([a-z0-9-]{0,32})[,;])?[0-9.]{1,9}(?:[,;][0-9]{0,5})?$",
    re.MULTILINE,
)
"""A row of a sheet of calls: beside the service there is nothing to find in it."""


def written_files(root: Path) -> Iterator[str]:
    """Every TOML file below ``root`` but the one with the names, and every sheet of calls, in order; links are not followed."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            path = Path(folder) / name
            file = path.relative_to(root).as_posix()
            sheet = name.lower().endswith(".csv") and file.startswith(f"{DEMAND}/")
            if (sheet or name.lower().endswith(".toml")) and file != NAMES and not path.is_symlink():
                yield file


def text_of(root: Path, file: str) -> str:
    """What stands in a file, whatever is wrong with it, of plain rows of calls only the service; BadInput if it is too large, OSError if it cannot be read."""
    path = root / file
    check_size(path.stat().st_size, file)
    text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return _ROW.sub(r"\1", text) if file.lower().endswith(".csv") else text
