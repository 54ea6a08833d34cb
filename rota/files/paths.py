"""Where files of a repository may be: inside it, never elsewhere by way of a link."""

import os
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, bad

MARKER = "centre.toml"
"""The file that makes a folder a rota repository."""


def find_root(start: Path) -> Path:
    """The nearest folder, from ``start`` upwards, that holds ``centre.toml``; BadInput if none does."""
    here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    raise bad(
        Code.UNREADABLE,
        f"no rota repository here: neither {here} nor a folder above it holds {MARKER}",
        "go to a rota repository, or make one with: rota init",
        Place(MARKER),
    )


def inside(root: Path, file: str) -> Path:
    """The path of ``file`` under ``root``; BadInput if it leads out of the repository."""
    path = root / file
    real = os.path.realpath(path)
    # Nearly every path begins as it should, letter by letter; the others get the closer look.
    if not (real.startswith(_real(root) + os.sep) or Path(real).is_relative_to(_real(root))):
        raise bad(
            Code.UNREADABLE,
            f"{file} leads out of the repository, to {real}",
            "put the file itself into the repository instead of a link",
            Place(file),
        )
    return path


def folder_in_checkout(start: Path) -> str:
    """Where the rota repository around ``start`` lies in its git checkout, as ``hr/rotas``; empty at the top or without git."""
    try:
        root = find_root(start)
    except BadInput:
        return ""
    top = checkout(root) or root
    return "" if top == root else root.relative_to(top).as_posix()


def checkout(root: Path) -> Path | None:
    """The top of the git checkout that ``root`` lies in; None outside git."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def is_submodule(top: Path) -> bool:
    """Whether the checkout is a submodule: its ``.git`` is a file that leads to where git keeps those of another."""
    link = top / ".git"
    try:
        parts = Path(link.read_text("utf-8").strip()).parts if link.is_file() else ()
    except (OSError, UnicodeDecodeError):
        return False
    return (".git", "modules") in pairwise(parts)


@lru_cache(maxsize=8)
def _real(root: Path) -> str:
    return os.path.realpath(root)
