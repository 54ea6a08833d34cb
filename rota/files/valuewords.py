"""What is wrong with a value and what to write instead, in plainer words than pydantic's own."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from rota.domain.table import ID_PATTERN
from rota.files.wording import found, listed, nearest, quoted

_EXPECTED = {
    "string": "a text in quotes",
    "int": "a whole number",
    "bool": "true or false, without quotes",
    "tuple": "a list in square brackets",
    "list": "a list in square brackets",
    "model": "a table",
    "dict": "a table",
    "decimal": "a number",
    "date": "a date such as 2026-12-01, without quotes",
}
_BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


def wrong_value(kind: str, details: ErrorDetails, key: str) -> tuple[str, str]:
    """Message and next step for a value that pydantic refuses with an error of ``kind``."""
    value, limits = details["input"], details.get("ctx", {})
    if isinstance(value, dt.time):
        return f"{key} is a bare time, {value:%H:%M}", f'write it in quotes: "{value:%H:%M}"'
    if kind == "string_pattern_mismatch" and limits["pattern"] == ID_PATTERN:
        return f"{key} is {quoted(value)}, which is not an id", _id_advice(str(value))
    if kind == "value_error":
        return _own_words(str(limits["error"]), "" if isinstance(value, Mapping) else key)
    if kind == "string_pattern_mismatch":
        return f"{key} is {quoted(value)}, which does not fit {limits['pattern']}", f"correct {key}"
    return _limit_words(kind, value, key, limits) or _type_words(kind, value, key, details["msg"])


def _limit_words(kind: str, value: Any, key: str, limits: Mapping[str, Any]) -> tuple[str, str] | None:
    """Message and next step for a value that has the right type and is none of those allowed."""
    if kind in {"enum", "literal_error"}:
        choices = _choices(limits.get("expected", ""))
        return f"{key} is {found(value)}, which is none of {listed(choices)}", nearest(str(value), choices)
    if kind in _BOUNDS:
        words, bound = _BOUNDS[kind]
        limit = f"{words} {limits[bound]}"
        return f"{key} is {quoted(value)}, limit: {limit}", f"write a number {limit}"
    if kind in {"too_short", "too_long"}:
        return (
            f"{key} has {limits['actual_length']} entries, {_count(kind, limits)}",
            f"correct the list {key}",
        )
    return None


def _own_words(reason: str, key: str) -> tuple[str, str]:
    """A model's own words, which may end in a next step after a semicolon."""
    what, _, fix = reason.rpartition("; ")
    message = f"{key}: {what or fix}" if key else what or fix
    return message, fix if what else "correct the value, or the one that it contradicts"


def _type_words(kind: str, value: Any, key: str, otherwise: str) -> tuple[str, str]:
    expected = _EXPECTED.get(kind.partition("_")[0])
    if expected is None or (isinstance(value, str) and expected == _EXPECTED["string"]):
        return f"{key} is {found(value)}: {otherwise[:1].lower()}{otherwise[1:]}", f"correct {key}"
    return f"{key} is {found(value)}, not {expected.partition(',')[0]}", f"write {expected}"


def _count(kind: str, limits: Mapping[str, Any]) -> str:
    return (
        f"limit: at least {limits['min_length']}"
        if kind == "too_short"
        else f"limit: at most {limits['max_length']}"
    )


def _choices(expected: str) -> tuple[str, ...]:
    """Pydantic lists what an enum may be as ``'mon', 'tue' or 'wed'``."""
    return tuple(word.strip().strip("'") for word in expected.replace(" or ", ", ").split(","))


def _id_advice(value: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in value.lower())
    suggestion = "-".join(piece for piece in kept.split("-") if piece)[:32]
    rule = "an id has up to 32 lower-case letters, digits and hyphens, and does not begin with a hyphen"
    return f'{rule}; write it as "{suggestion}"' if suggestion else rule
