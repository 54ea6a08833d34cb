"""A line of a file with a caret under the place that is meant."""

from collections.abc import Iterator, Mapping

from rota.domain.place import Place
from rota.show.findings import logged
from rota.show.paint import Line, width_of
from rota.show.safe import safe

_WIDEST = 160
_BEFORE = 40
"""How much of a line that is too long is shown before the place."""


def excerpt(place: Place | None, lines: Mapping[Place, str], width: int | None) -> Iterator[Line]:
    """The line at ``place`` and a caret; nothing where it is not known."""
    if place is None or place not in lines or _whole_file(place, lines):
        return
    number = str(place.line)
    room = min(width or _WIDEST, _WIDEST) - len(number) - 7
    before, after = _window(lines[place], max(place.column - 1, 0), max(room, _BEFORE))
    yield [(f"    {number} | ", "dim"), (logged(before + after), "")]
    yield [(f"    {' ' * len(number)} | ", "dim"), (" " * width_of(logged(before)), ""), ("^", "bold")]


def _whole_file(place: Place, lines: Mapping[Place, str]) -> bool:
    """Whether the place is a file as a whole, whose first line is a comment and says nothing of it."""
    return (place.line, place.path) == (1, ()) and lines[place].startswith("#")


def _window(text: str, at: int, room: int) -> tuple[str, str]:
    """What stands before the place and from it on, cut to ``room`` characters; tabs and the like written out."""
    text = text.rstrip()
    if len(text) > room:
        start = min(max(at - _BEFORE, 0), len(text) - room)
        text, at = text[start : start + room], at - start
    return safe(text[:at]), safe(text[at:])
