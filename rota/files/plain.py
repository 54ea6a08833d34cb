"""The shortest way to read TOML: text that holds only plain tables of plain values, as the tool writes its rotas.

Whatever is not quite plain, and whatever is wrong, is left to tomllib, whose answer on plain text is the same.
"""

import re
from typing import Any

_NOTHING = re.compile(r"#[^\x00-\x08\n-\x1f\x7f]*|")
_TABLE = re.compile(r"\[([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){0,3})\]")
_STRING = re.compile(r'([A-Za-z0-9_-]+) = "([^"\\\x00-\x1f\x7f]*)"')
_NUMBER = re.compile(r"([A-Za-z0-9_-]+) = (0|[1-9][0-9]{0,14})")


def plain_tables(text: str) -> dict[str, Any] | None:
    """What ``text`` says; None where it is not plain enough to be sure."""
    whole: dict[str, Any] = {}
    table = whole
    for line in text.split("\n"):
        if pair := _STRING.fullmatch(line):
            key, value = pair.groups()
            if key in table:
                return None
            table[key] = value
        elif _NOTHING.fullmatch(line):
            continue
        elif header := _TABLE.fullmatch(line):
            found = _opened(whole, header[1].split("."))
            if found is None:
                return None
            table = found
        elif (number := _NUMBER.fullmatch(line)) and number[1] not in table:
            table[number[1]] = int(number[2])
        else:
            return None
    return whole


def _opened(whole: dict[str, Any], path: list[str]) -> dict[str, Any] | None:
    """A new table at ``path``; None where something stands in its way."""
    *parents, last = path
    table = whole
    for key in parents:
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            return None
    if last in table:
        return None
    table[last] = {}
    new: dict[str, Any] = table[last]
    return new
