"""The one way in which text that came from a file reaches a terminal, a page or a sheet."""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    r"""``text`` with every character that controls or deceives written out as ``\x1b`` or ``\u202e``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(letter) if unicodedata.category(letter) in _UNSEEN else letter for letter in text)


def guarded(text: str) -> str:
    """``text`` safe for a sheet: what a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{safe(text)}" if text.startswith(_FORMULA) else safe(text)


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
