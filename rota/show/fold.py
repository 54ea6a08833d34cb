"""Long lines broken between words where a terminal is narrower than they are, so that no word is cut in two."""

import re
from collections.abc import Iterable, Iterator

from rota.show.paint import width_of

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WORD = re.compile(r" *[^ ]+")
_GAP = re.compile(r"(?<=[^ ]) {3,}")
"""What stands apart behind one, such as a command to type, gets a line of its own."""


def folded(text: str, width: int | None) -> str:
    """``text`` with each line wider than ``width`` columns broken, and its rest two columns deeper than it began.

    Colours take no columns. Without a width, as in a pipe, it stays as it is.
    """
    if width is None:
        return text
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line, width))


def _pieces(line: str, width: int) -> Iterator[str]:
    if columns_of(line) <= width:
        yield line
        return
    hang = " " * (len(line) - len(line.lstrip(" ")) + 2)
    apart = _GAP.split(line)
    if len(apart) == 2:  # with more gaps it is a row of a table
        yield from _broken(_WORD.findall(apart[0]), hang, width)
        yield from _broken(_WORD.findall(hang + apart[1]), hang, width)
    else:
        yield from _broken(_WORD.findall(line), hang, width)


def _broken(words: Iterable[str], hang: str, width: int) -> Iterator[str]:
    piece = ""
    for word in words:
        if piece.strip() and columns_of(piece + word) > width:
            yield piece
            piece = hang + word.lstrip(" ")
        else:
            piece += word
    yield piece


def columns_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes, whatever colours are in it."""
    return width_of(_COLOUR.sub("", text))
