"""When somebody last looked at their rota and what it said then: their own affair, and kept outside the repository.

What is in such a file decides nothing: one that is missing, broken or not to be written is as good as none.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

MAX_BYTES = 256 * 1024
_FORMAT = 1


@dataclass(frozen=True)
class Seen:
    """What an agent saw at a moment (``at``, with its distance from UTC): their cells by day, and which months were published."""

    at: str
    cells: Mapping[date, str] = field(default_factory=dict)
    published: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Looks:
    """The last look of an earlier day (``before``; None where there is none), and the last look of all."""

    before: Seen | None
    last: Seen


def path_of(root: Path, agent: str, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the looks of ``agent`` at the repository ``root`` are kept; None where there is no place outside it."""
    folder = _folder(environment)
    if folder is None or folder.is_relative_to(root):
        return None
    name = hashlib.sha256(f"{root}\0{agent}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / "rota" / "looks" / f"{name}.json"


def _folder(environment: Mapping[str, str]) -> Path | None:
    """The user's folder for such things, as the system has it."""
    stated = environment.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME", "")
    if stated and Path(stated).is_absolute():
        return Path(os.path.realpath(stated))
    try:
        return Path(os.path.realpath(Path.home() / ".local" / "state"))
    except RuntimeError:  # nobody knows where home is
        return None


def read_looks(path: Path | None) -> Looks | None:
    """The looks kept at ``path``; None where there are none, or none that can be read."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        data = json.loads(raw) if len(raw) <= MAX_BYTES else {}
        if data.get("format") != _FORMAT:
            return None
        return Looks(_seen(data["before"]) if data.get("before") else None, _seen(data["last"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _seen(data: Mapping[str, Any]) -> Seen:
    if datetime.fromisoformat(data["at"]).tzinfo is None:
        raise ValueError(data["at"])
    cells = {date.fromisoformat(day): str(cell) for day, cell in data["cells"].items()}
    return Seen(data["at"], cells, frozenset(map(str, data["published"])))


def write_looks(path: Path | None, looks: Looks) -> bool:
    """Keep ``looks`` at ``path``, for this user's eyes alone; says whether that could be done."""
    if path is None:
        return False
    before = None if looks.before is None else _plain(looks.before)
    text = json.dumps({"format": _FORMAT, "before": before, "last": _plain(looks.last)}, indent=1)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A temporary file is its owner's alone from the first byte on.
        handle, name = tempfile.mkstemp(prefix=".looks-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError:
        return False
    return True


def _plain(seen: Seen) -> dict[str, object]:
    cells = {str(day): cell for day, cell in sorted(seen.cells.items())}
    return {"at": seen.at, "published": sorted(seen.published), "cells": cells}
