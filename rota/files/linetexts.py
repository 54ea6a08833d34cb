"""The text of single lines, for messages that show the line they are about."""

from collections.abc import Iterable
from pathlib import Path

from rota.domain.place import Place
from rota.files.errors import BadInput
from rota.files.paths import find_root, inside

_MOST = 4_000_000
"""Bytes: twice what a file of a repository may have. Lines further down are not looked up."""


def line_texts(start: Path, places: Iterable[Place]) -> dict[Place, str]:
    """The text of the line at each of ``places`` in the repository around ``start``, as far as it can be read.

    Files are read as they are, since those with faults are looked up too.
    """
    with_line = {place for place in places if place.line}
    files = {place.file for place in with_line}
    texts = {file: _lines(start, file) for file in files}
    return {
        place: texts[place.file][place.line - 1]
        for place in with_line
        if place.line <= len(texts[place.file])
    }


def _lines(start: Path, file: str) -> list[str]:
    try:
        # A rota that lies elsewhere was named by whoever runs the check, with its whole path.
        path = Path(file) if Path(file).is_absolute() else inside(find_root(start), file)
        with path.open("rb") as opened:
            content = opened.read(_MOST)
    except (BadInput, OSError):
        return []
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
