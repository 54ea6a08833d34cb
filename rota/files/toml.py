"""The one reader of TOML files: limits first, then the text, and every failure a finding."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad
from rota.files.guard import IN_VALUE, MAX_DEPTH, MAX_VALUES, bad_character, check_text, place_of
from rota.files.oncewritten import UNMERGED, unmerged, written_once
from rota.files.plain import plain_tables
from rota.files.plaintext import read_text
from rota.files.positions import Positions
from rota.files.wording import quoted

Path_ = tuple[str | int, ...]

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_NUMBER = re.compile(r"""(?<![0-9A-Za-z_"'])(?:0[xob])?[0-9A-Fa-f_]{16}""")
_WORTH_A_WALK = ("\\", '"' * 3, "'" * 3, "\t")
_BARE_TIME = re.compile(r"=[^\"'#]*\b\d?\d:\d\d")
_PLAIN_NUMBER = re.compile(r"[-+0-9_.]{1,24}")
_BIGGEST = 10**15
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Can't redefine")
"""How tomllib says that a key or a table stands twice; its own words differ between versions."""


@dataclass(frozen=True)
class Document:
    """A TOML file as read: its text with LF line ends, and its data."""

    file: str
    text: str
    data: dict[str, Any]

    @cached_property
    def positions(self) -> Positions:
        """Where each key stands; found when first asked for."""
        return Positions(self.text)

    def place(self, *path: str | int) -> Place:
        """The line and column of ``path``, or of the nearest table around it that stands somewhere."""
        line, column = self.positions.nearest(path)
        return Place(self.file, path, line, column)


def read_toml(root: Path, file: str) -> Document:
    """Read ``file`` (relative to ``root``, forward slashes); BadInput says what is wrong with it."""
    return parse_toml(read_text(root, file), file)


def parse_toml(text: str, file: str) -> Document:
    """Parse ``text``, which came from ``file``; BadInput says what is wrong with it."""
    text = text.replace("\r\n", "\n")
    check_text(text, file)
    plain = plain_tables(text)
    if plain is not None:
        return Document(file, text, plain)
    floats = _Floats()
    try:
        data = tomllib.loads(text, parse_float=floats)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(text, file, str(error)) from error
    except (ValueError, RecursionError) as error:
        # A number with thousands of digits, or nesting that slipped past the bracket count.
        raise bad(
            Code.TOO_LARGE, "the file holds a number or nesting too big to read", "shorten it", Place(file)
        ) from error
    document = Document(file, text, data)
    _check_depth(document)
    if floats.strange or any(mark in text for mark in _WORTH_A_WALK) or _LONG_NUMBER.search(text):
        _check_values(document)
    return document


class _Floats:
    """Reads TOML floats as exact decimals, and remembers whether one was not an ordinary number."""

    def __init__(self) -> None:
        self.strange = False

    def __call__(self, text: str) -> Decimal:
        """The number; not-a-number for one that has no place in a rota."""
        if _PLAIN_NUMBER.fullmatch(text):
            return Decimal(text)
        self.strange = True
        return Decimal("NaN")


def _syntax(text: str, file: str, message: str) -> Exception:
    where = _AT.search(message)
    reason = message[: where.start()] if where else message
    if where and where.group(1):
        line, column = int(where.group(1)), int(where.group(2))
    else:
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    if reason.startswith(_TWICE):
        reason = "the key or table stands here a second time"
    if marked := UNMERGED.search(text):
        return unmerged(file, place_of(text, marked.start(), file))
    written = text.split("\n")[line - 1]
    fix = "correct the line; see https://toml.io for how TOML is written"
    if written_once(file):
        fix = f"bring it back from git, and find out who edited it: git log -p -- {file}"
    elif _BARE_TIME.search(written):
        fix = 'write times in quotes, as in "08:30"'
    return bad(Code.SYNTAX, f"not TOML: {reason[:1].lower()}{reason[1:]}", fix, Place(file, (), line, column))


def _check_depth(document: Document) -> None:
    """Dotted keys and table names nest without brackets, so depth is looked at once more."""
    waiting: list[tuple[Any, int]] = [(document.data, 0)]
    values = 0
    while waiting:
        value, depth = waiting.pop()
        children = value.values() if isinstance(value, dict) else value
        values += len(children)
        if depth > MAX_DEPTH or values > MAX_VALUES:
            what = (
                f"tables nested over {MAX_DEPTH} deep" if depth > MAX_DEPTH else f"over {MAX_VALUES:,} values"
            )
            raise bad(
                Code.TOO_LARGE, f"the file holds {what}", "shorten or split the file", Place(document.file)
            )
        waiting.extend((child, depth + 1) for child in children if isinstance(child, (dict, list)))


def _check_values(document: Document) -> None:
    for path, value in walk(document.data):
        name = str(path[-1]) if path else ""
        if wrong := IN_VALUE.search(name):
            raise bad_character(wrong.group(), "a key", document.place(*path))
        if isinstance(value, str) and (wrong := IN_VALUE.search(value)):
            raise bad_character(wrong.group(), f"the value of {_key_name(path)}", document.place(*path))
        if _no_number(value):
            raise bad(
                Code.WRONG_VALUE,
                f"{_key_name(path)} is no plain number; nan, inf, exponents and over 15 digits are refused",
                "write an ordinary number, such as 0.6",
                document.place(*path),
            )


def _no_number(value: object) -> bool:
    return (isinstance(value, Decimal) and not value.is_finite()) or (
        isinstance(value, int) and abs(value) >= _BIGGEST
    )


def _key_name(path: Path_) -> str:
    return quoted(next((key for key in reversed(path) if isinstance(key, str)), ""))


def walk(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every key path below ``value`` with what stands there, tables and lists included."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        deeper = (*path, key)
        yield deeper, child
        if isinstance(child, (dict, list)):
            yield from walk(child, deeper)
