"""Where each key of a TOML text stands: a small scanner over text that tomllib has accepted."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_STRING = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)
_SCALAR = re.compile(r"[^,\]}#\n]+")
_PLAIN_PAIRS = re.compile(r'(?:[A-Za-z0-9_-]+ = (?:"[^"\\\n]+"|[0-9]+)\n)+')
"""Lines of one bare key and one plain value each, as rota writes them by the thousand."""

_PLAIN_PAIR = re.compile(r"([A-Za-z0-9_-]+) = [^\n]+\n")


class Positions:
    """Key paths of one text and where they stand, found in one pass."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._found = _Scanner(text).scan()

    def find(self, path: Path) -> tuple[int, int] | None:
        """Line and column of ``path``, from 1; None where nothing of that path is written."""
        index = self._found.get(path)
        if index is None:
            return None
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def nearest(self, path: Path) -> tuple[int, int]:
        """The place of ``path`` or of what is written nearest around it; 1, 1 for the file itself."""
        for length in range(len(path), 0, -1):
            found = self.find(path[:length])
            if found:
                return found
        return 1, 1


class _Scanner:
    """One pass over the text. It only has to cope with TOML that is known to be well-formed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        """The first place of every key path."""
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            elif lines := _PLAIN_PAIRS.match(self._text, self._at):
                self._plain_pairs(table, lines.end())
            else:
                self._pair(table)
        return self._found

    def _plain_pairs(self, table: Path, end: int) -> None:
        for line in _PLAIN_PAIR.finditer(self._text, self._at, end):
            self._found.setdefault((*table, line.group(1)), line.start())
        self._at = end

    def _header(self) -> Path:
        start = self._at
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        keys = self._keys()
        self._at += 2 if many else 1
        path: Path = ()
        for key in keys[:-1]:
            path = self._element((*path, key))
            self._found.setdefault(path, start)
        path = (*path, keys[-1])
        if not many:
            # A table may have been named before by its children; its own header is the better place.
            path = self._element(path)
            self._found[path] = start
            return path
        self._found.setdefault(path, start)
        self._tables[path] = self._tables.get(path, -1) + 1
        path = self._element(path)
        self._found[path] = start
        return path

    def _element(self, path: Path) -> Path:
        """The last table of the array at ``path``, or ``path`` itself where there is no array."""
        return (*path, self._tables[path]) if path in self._tables else path

    def _pair(self, table: Path) -> None:
        start = self._at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._found.setdefault(path, start)
        self._at += 1
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> Sequence[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            keys.append(_plain(self._take(_KEY)))
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _value(self, path: Path) -> None:
        mark = self._text[self._at]
        if mark == "[":
            self._array(path)
        elif mark == "{":
            self._inline(path)
        else:
            self._take(_STRING if mark in "\"'" else _SCALAR)

    def _array(self, path: Path) -> None:
        self._at += 1
        place = 0
        while self._next_mark() != "]":
            self._found[*path, place] = self._at
            self._value((*path, place))
            place += 1
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while self._next_mark() != "}":
            self._pair(path)
        self._at += 1

    def _next_mark(self) -> str:
        """The first character of the next element, or the closing bracket."""
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)
        return self._text[self._at]

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"no TOML at character {self._at}")
        self._at = match.end()
        return match.group()


def _plain(key: str) -> str:
    if key[0] == '"' and "\\" in key:
        return str(tomllib.loads(f"key = {key}")["key"])
    return key[1:-1] if key[0] in "\"'" else key
