"""Write a text where the user says, whole or not at all."""

from pathlib import Path

from rota.files.write import replace_file
from rota.work.errors import Unusable


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, which may lie anywhere; BadInput if it cannot be written."""
    reason = _unfit(path)
    if reason:
        raise Unusable(f"{path}: this is {reason}; name a file")
    replace_file(path.parent.resolve(), path.name, text)


def _unfit(path: Path) -> str:
    """Why nothing is written there, empty if nothing speaks against it: a device or a pipe would be replaced by a file."""
    if path.is_dir():
        return "a folder"
    if not path.parent.is_dir():
        return "in no folder that exists"
    if path.suffix.lower() == ".toml":
        return "a name for the files of a repository, which no export replaces"
    return "no ordinary file" if path.exists() and not path.is_file() else ""
