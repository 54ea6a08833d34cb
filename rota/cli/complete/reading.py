"""Ids and names from a repository's files, read lightly: nothing is checked, and what cannot be read is left out.

Whatever is offered to a shell is made of the letters of ids, so that nothing in a file can be more than a word there.
"""

import os
import re
import stat
import tomllib
from collections.abc import Iterator
from typing import Any, TypeGuard

MAX_BYTES = 2 * 1024 * 1024
"""Larger files are no files of a repository."""

MAX_FILES = 5_000
"""Names looked at in one folder, at most."""

_PARSED = 128 * 1024
"""Files up to so many bytes are read as TOML; in larger or broken ones the ids are only looked for."""

_MATTERS = 300
"""Matters looked into, the latest first."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_TABLE_OR_ID = re.compile(
    r"^[ \t]*(?:\[\[?[ \t]*([A-Za-z0-9_.-]+)[ \t]*\]\]?|id[ \t]*=[ \t]*\"([a-z0-9][a-z0-9-]{0,31})\")",
    re.MULTILINE,
)
_EVENT = re.compile(r'^(event|kind) = "([a-z-]{1,20})"', re.MULTILINE)


def is_id(text: object) -> TypeGuard[str]:
    """Whether ``text`` is made like an id."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


class Shallow:
    """A repository as far as completion looks into it; without one everything in it is empty."""

    def __init__(self, start: str) -> None:
        self.root = _root(start)
        """Its folder, without links; empty where there is none."""

    def ids(self, file: str, table: str) -> list[str]:
        """The ids of the tables of that name in ``file``, in their order."""
        text = self.text(file)
        data = parsed(text)
        if data is None:
            return [id for name, id in _scanned(text) if name == table]
        rows = data.get(table)
        found = (row.get("id") for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
        return [id for id in found if is_id(id)]

    def data(self, file: str) -> dict[str, Any]:
        """What ``file`` says; nothing where it cannot be read as TOML."""
        return parsed(self.text(file)) or {}

    def text(self, file: str, most: int = MAX_BYTES) -> str:
        """The text of ``file``, or its beginning; empty where it is no ordinary file inside the repository."""
        if not self.root:
            return ""
        path = os.path.join(self.root, file)  # noqa: PTH118 - pathlib takes as long to load as all the rest
        try:
            inside = os.path.realpath(path).startswith(self.root + os.sep)
            found = os.stat(path)  # noqa: PTH116
            if not inside or not stat.S_ISREG(found.st_mode) or found.st_size > MAX_BYTES:
                return ""
            with open(path, "rb") as opened:  # noqa: PTH123
                return opened.read(most).decode("utf-8-sig", "replace").replace("\r\n", "\n")
        except (OSError, ValueError):
            return ""

    def listed(self, folder: str) -> list[str]:
        """The names in ``folder``, in order."""
        if not self.root:
            return []
        try:
            with os.scandir(os.path.join(self.root, folder)) as entries:  # noqa: PTH118
                return sorted(entry.name for entry, _ in zip(entries, range(MAX_FILES), strict=False))
        except OSError:
            return []

    def matters(self, folder: str) -> Iterator[tuple[str, str, str]]:
        """The matters in ``folder``, the latest first: id, last step and kind."""
        found = filter(is_id, self.listed(folder))
        for id in sorted(found, key=lambda name: self._age(f"{folder}/{name}"))[:_MATTERS]:
            numbers = [
                name for name in self.listed(f"{folder}/{id}") if re.fullmatch(r"[1-9]\d{0,5}\.toml", name)
            ]
            if numbers:
                last = max(numbers, key=lambda name: (len(name), name))
                said = dict(_EVENT.findall(self.text(f"{folder}/{id}/{last}", 4096)))
                yield id, said.get("event", ""), said.get("kind", "")

    def _age(self, file: str) -> float:
        try:
            return -os.stat(os.path.join(self.root, file)).st_mtime  # noqa: PTH116, PTH118
        except OSError:
            return 0.0


def parsed(text: str) -> dict[str, Any] | None:
    """What ``text`` says as TOML; None where that would take long or cannot be done."""
    if len(text) > _PARSED:
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _scanned(text: str) -> Iterator[tuple[str, str]]:
    table = ""
    for name, id in _TABLE_OR_ID.findall(text):
        if id:
            yield table, id
        else:
            table = name


def _root(start: str) -> str:
    """The nearest folder, from ``start`` upwards, that holds a centre; empty where none does."""
    try:
        here = os.path.realpath(os.path.expanduser(start) or ".")  # noqa: PTH111
    except (OSError, ValueError):
        return ""
    while True:
        if os.path.isfile(os.path.join(here, "centre.toml")):  # noqa: PTH113, PTH118
            return here
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            return ""
        here = above
