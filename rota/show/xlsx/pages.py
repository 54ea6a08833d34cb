"""How much of a sheet goes on a page of A3, landscape unless it says portrait, and where a page ends. Lengths are in points unless they say so."""

from collections.abc import Sequence

ROW = 14
"""The height of a row."""

MARGIN, FOOT = 0.4, 0.6
"""The margins in inches: left, right and top; and at the foot."""

_INCH = 72
_LONG, _SHORT = (millimetres / 25.4 * _INCH for millimetres in (420, 297))
_WIDE, _HIGH = _LONG - 2 * MARGIN * _INCH, _SHORT - (MARGIN + FOOT) * _INCH
_UPRIGHT_WIDE, _UPRIGHT_HIGH = _SHORT - 2 * MARGIN * _INCH, _LONG - (MARGIN + FOOT) * _INCH
_PIXEL = 0.75
_CHARACTER, _PADDING = 7 * _PIXEL, 5 * _PIXEL
"""A column is so wide for each character, and so much wider than all of them."""

_ROOMY = 6.5
"""No day needs a wider column, in characters."""

_TITLE = 16
"""What the row of the title is higher than others."""

_SMALLEST = 0.7
"""Text of 10 points is still read at this scale."""


def fits_one(rows: int, *, portrait: bool = False) -> bool:
    """Whether so many rows can be read on one page."""
    return rows * ROW + _TITLE <= (_UPRIGHT_HIGH if portrait else _HIGH) / _SMALLEST


def breaks(
    blocks: Sequence[tuple[int, int]], widths: Sequence[float], repeated: int, *, portrait: bool = False
) -> list[int]:
    """The rows after which a page ends, so that no block is cut that fits on one.

    ``widths`` are those of the columns in characters, ``repeated`` how many rows stand on top of every page.
    """
    wide, high = (_UPRIGHT_WIDE, _UPRIGHT_HIGH) if portrait else (_WIDE, _HIGH)
    scale = min(1.0, wide / max(1.0, _across(widths)))
    room = int((high / scale - _TITLE) // ROW) - repeated
    found: list[int] = []
    begun = repeated
    for first, last in blocks:
        if last - begun > room and first - 1 > begun:
            begun = first - 1
            found.append(begun)
    return found


def widened(least: float, count: int, others: Sequence[float], rows: int) -> float:
    """The width of ``count`` columns beside ``others`` that fills the page where so many rows go on one."""
    if not fits_one(rows):
        return least
    scale = min(1.0, _HIGH / (rows * ROW + _TITLE))
    wide = ((_WIDE / scale - _across(others)) / count - _PADDING) / _CHARACTER
    return max(least, min(_ROOMY, int(wide * 10) / 10))


def _across(widths: Sequence[float]) -> float:
    return sum(width * _CHARACTER + _PADDING for width in widths)
