"""What is refused before a file is parsed: too much of anything, and characters that deceive."""

import re
import unicodedata

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 50_000
MAX_LINE = 4_096
MAX_DEPTH = 16
MAX_VALUES = 200_000
MAX_FILES = 5_000

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DECEIVING = f"\x7f-\x9f{_BIDI}\u2028\u2029\ufeff\U000e0000-\U000e007f"
IN_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_DECEIVING}]|\r(?!\n)")
"""Characters that no file may hold, comments included."""

IN_VALUE = re.compile(f"[\x00-\x1f{_DECEIVING}]")
"""Characters that no value and no key may hold, however they are written."""

# Each alternative begins with a plain character, so that the search leaps from one to the next.
_TOKEN = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\n]*\'|#[^\n]*'
    r"|\[|\]|\{|\}"
)
_LONG_LINE = re.compile(rf"^[^\n]{{{MAX_LINE + 1}}}", re.MULTILINE)


def check_size(size: int, file: str) -> None:
    """Refuse a file of more than MAX_BYTES."""
    if size > MAX_BYTES:
        _too_large(file, f"the file has {size:,} bytes, limit {MAX_BYTES:,}", Place(file))


def check_text(text: str, file: str) -> None:
    """Refuse too many lines, too long lines, deep nesting, and deceiving characters."""
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        _too_large(file, f"the file has {lines:,} lines, limit {MAX_LINES:,}", Place(file))
    # What Python calls printable holds no such character; only other text is worth a closer look.
    plain = text.replace("\n", "").replace("\t", "").isprintable()
    if not plain and (wrong := IN_TEXT.search(text)):
        raise bad_character(wrong.group(), "the file", place_of(text, wrong.start(), file))
    if long := _LONG_LINE.search(text):
        end = text.find("\n", long.start())
        length = (end if end >= 0 else len(text)) - long.start()
        _too_large(
            file,
            f"the line has {length:,} characters, limit {MAX_LINE:,}",
            place_of(text, long.start(), file),
        )
    _check_depth(text, file)


def _check_depth(text: str, file: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in {"[", "{"}:
            depth += 1
            if depth > MAX_DEPTH:
                _too_large(
                    file,
                    f"brackets are nested {depth} deep, limit {MAX_DEPTH}",
                    place_of(text, token.start(), file),
                )
        elif mark in {"]", "}"}:
            depth = max(0, depth - 1)


def bad_character(character: str, where: str, place: Place) -> Exception:
    """The refusal of a control or bidi character, which is named and never shown."""
    name = unicodedata.name(character, "a control character").lower()
    return bad(
        Code.CHARACTER,
        f"{where} holds U+{ord(character):04X} ({name}), which may not stand in a rota",
        "delete the character, or retype the text by hand",
        place,
    )


def place_of(text: str, index: int, file: str) -> Place:
    """The line and column of a character of ``text``, both from 1."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(file, (), text.count("\n", 0, index) + 1, index - line_start + 1)


def _too_large(file: str, message: str, place: Place) -> None:
    raise bad(
        Code.TOO_LARGE, message, f"check that {file} is what it should be, and split or shorten it", place
    )
