"""Write what was made where the user says, whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

from rota.files.write import make_folder, replace_bytes
from rota.work.errors import Unusable


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, which may lie anywhere; BadInput if it cannot be written."""
    write_bytes(path, text.replace("\r\n", "\n").encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, which may lie anywhere; BadInput if it cannot be written."""
    _refuse_lost(path)
    reason = _unfit(path)
    if reason:
        raise Unusable(f"{path}: this is {reason}; name a file")
    replace_bytes(path.parent.resolve(), path.name, content, called=str(path))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write ``files``, by name, into ``folder``, which is made where it is not there; the files that were not the same."""
    if folder.exists() and not folder.is_dir():
        raise Unusable(f"{folder}: this is no folder; name one for the {len(files)} files")
    _refuse_lost(folder)
    make_folder(folder.parent.resolve(), folder.name, called=str(folder))
    changed = [name for name, content in sorted(files.items()) if _differs(folder / name, content)]
    for name in changed:
        write_bytes(folder / name, files[name])
    return tuple(folder / name for name in changed)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def _refuse_lost(path: Path) -> None:
    """Unusable where the folder that ``path`` is to lie in is not there."""
    if not path.parent.is_dir():
        made = "is no folder; name another" if path.parent.exists() else "does not exist; make it first"
        raise Unusable(f"{path}: the folder {path.parent} {made}")


def _unfit(path: Path) -> str:
    """Why nothing is written there, empty if nothing speaks against it: a device or a pipe would be replaced by a file."""
    if path.is_dir():
        return "a folder"
    if path.suffix.lower() == ".toml":
        return "a name for the files of a repository, which no export replaces"
    return "no ordinary file" if path.exists() and not path.is_file() else ""
