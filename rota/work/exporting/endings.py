"""Endings of file names: what a name says of its file is to be so."""

from collections.abc import Mapping
from pathlib import Path

from rota.work.errors import Unusable

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
    "csv": (".csv",),
    "json": (".json",),
    "markdown": (".md", ".markdown"),
    "ics": (".ics",),
    "pdf": (".pdf",),
    "another workbook": (".xls", ".ods"),
}
"""What each known ending stands for; the first is the one that is advised."""


def require_ending(path: Path, content: str) -> None:
    """Unusable where the ending of ``path`` stands for something else than ``content``; endings nobody knows are fine."""
    ending = path.suffix.lower()
    known = {each for endings in _ENDINGS.values() for each in endings}
    if ending not in known or ending in _ENDINGS[content]:
        return
    fitting = f"{path.stem}{_ENDINGS[content][0]}"
    printed = ", and print to PDF from the browser" if (ending, content) == (".pdf", "html") else ""
    raise Unusable(f"{path}: this is {content}; name it {fitting}{printed}")
