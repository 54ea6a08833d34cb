"""The names of installed rules, from the entry points as they are written, without loading what reads those for Python."""

import os
import re
import sys
from collections.abc import Iterator

_SECTION = re.compile(r"^\[rota\.rules\]$(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"^([a-z0-9-]+) *=", re.MULTILINE)


def installed() -> Iterator[str]:
    """The name of every rule that some installed package brings."""
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                packages = sorted(entry.path for entry in entries if entry.name.endswith(".dist-info"))
        except OSError:
            continue
        for package in packages:
            yield from _named(f"{package}/entry_points.txt")


def _named(file: str) -> list[str]:
    try:
        with open(file, encoding="utf-8") as opened:  # noqa: PTH123 - pathlib takes long to load
            section = _SECTION.search(opened.read())
    except (OSError, ValueError):
        return []
    return _NAME.findall(section[1]) if section else []
