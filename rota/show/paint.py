"""Lines of styled text, and how they become a string: with colours for a terminal, plain for a pipe."""

import textwrap
from collections.abc import Iterable, Sequence

Segment = tuple[str, str]
"""Some text and its style, in the words of rich ("bold red"); the style is empty for plain text."""

Line = Sequence[Segment]

_BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
"""Characters of one column that strips are drawn with; what counts the columns of others takes long to load."""


def width_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes; wide and combining characters counted rightly."""
    if text.isascii() or text.strip(_BLOCKS).isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(segment: Segment, width: int, *, right: bool = False) -> list[Segment]:
    """The segment and the spaces that fill it up to ``width``; longer text stays whole."""
    blank = ("", "") if width_of(segment[0]) >= width else (" " * (width - width_of(segment[0])), "")
    return [blank, segment] if right else [segment, blank]


def paint(lines: Iterable[Line], *, color: bool = False) -> str:
    """The lines as one string that ends with a newline, without spaces at line ends."""
    if not color:
        return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines)
    return "".join("".join(_coloured(_stripped(line))) + "\n" for line in lines)


def _stripped(line: Line) -> list[Segment]:
    kept = list(line)
    while kept and not kept[-1][0].rstrip():
        kept.pop()
    return [*kept[:-1], (kept[-1][0].rstrip(), kept[-1][1])] if kept else []


def _coloured(line: Line) -> Iterable[str]:
    from rich.color import ColorSystem
    from rich.style import Style

    for text, style in line:
        visible = style and text.strip()
        yield Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if visible else text


def wrapped(text: str, width: int | None, *, indent: str = "", hang: str = "") -> list[Line]:
    """Prose broken between words to fit ``width``, first line after ``indent`` and the others after ``hang``."""
    if width is None:
        return [[(indent + text, "")]]
    pieces = textwrap.wrap(
        text,
        max(width, len(hang) + 20),
        initial_indent=indent,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [[(piece, "")] for piece in pieces]


def listed(title: str, items: Sequence[Line], width: int | None) -> list[Line]:
    """``items`` behind ``title``, broken only between items; further lines are indented below the first."""
    label = width_of(title) + 2
    lines: list[list[Segment]] = [[(title, "bold"), ("  ", "")]]
    used = label
    for at, item in enumerate(items):
        length = sum(width_of(text) for text, _ in item)
        if at and width is not None and used + 3 + length > width:
            lines.append([(" " * label, "")])
            used = label
        elif at:
            lines[-1].append(("   ", ""))
            used += 3
        lines[-1] += item
        used += length
    return list(lines)
