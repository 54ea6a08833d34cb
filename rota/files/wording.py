"""How values from files are named in messages: quoted, short, in plain words."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

LONGEST = 60
"""Characters of a value that a message shows."""

_LEADING = re.compile(r"(?<![0-9])0+(?=[0-9])")
_DOUBLED = re.compile(r"([a-z])\1+")


def quoted(value: object) -> str:
    """``value`` as it would stand in a file, cut where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, dict)):
        return found(value)
    text = str(value)
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return f'"{short}"' if isinstance(value, str) else short


def found(value: Any) -> str:
    """What ``value`` is, in words: ``the text "x"``, ``the number 5``, ``a list``."""
    if isinstance(value, (list, tuple)):
        return "an empty list" if not value else "a list"
    if isinstance(value, dict):
        return "a table"
    return f"{_kind(value)} {quoted(value)}"


def _kind(value: Any) -> str:
    kinds = (
        ((bool, str), "the text" if isinstance(value, str) else "the word"),
        ((int, float, Decimal), "the number"),
        (datetime, "the date and time"),
        (date, "the date"),
        (time, "the time"),
    )
    return next((name for types, name in kinds if isinstance(value, types)), "the value")


def nearest(word: str, known: Collection[str], most: int = 3) -> str:
    """``did you mean "phones"?``, or what exists where nothing is near."""
    near = close(word, known, most)
    if near:
        return f"did you mean {either(near)}?"
    return f"there is {listed(sorted(known))}" if known else "there is none yet"


def close(word: str, known: Collection[str], most: int = 3) -> list[str]:
    """The ``known`` words that ``word`` may be a slip for, in capitals or not, the nearest first."""
    small = {each.lower(): each for each in known}
    # A zero or a letter too few or too many: what is alike but for that is meant, whatever else comes near.
    alike = [each for each in small if _bare(each) == _bare(word.lower())]
    if alike:
        return [small[each] for each in sorted(alike)[:most]]
    return [small[near] for near in get_close_matches(word.lower(), small, n=most, cutoff=0.6)]


def _bare(word: str) -> str:
    """``word`` without zeros that lead a number, and without doubled letters."""
    return _DOUBLED.sub(r"\1", _LEADING.sub("", word))


def either(words: Iterable[str]) -> str:
    """``"a" or "b"``."""
    return " or ".join(f'"{word}"' for word in words)


def listed(words: Iterable[str], most: int = 12) -> str:
    """``a, b, c``, cut after ``most``."""
    words = tuple(words)
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
