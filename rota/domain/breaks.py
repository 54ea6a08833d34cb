"""Breaks that are placed: parts of a cell, inside the window that the shift pattern gives."""

from collections.abc import Iterator
from dataclasses import replace

from rota.domain.cell import AWAY_PARTS, BREAK, Cell, Part
from rota.domain.centre import Pattern


def bare(cell: Cell) -> Cell:
    """``cell`` without its breaks: the duty itself, whenever its break is taken."""
    if not cell.parts:
        return cell
    return replace(cell, parts=tuple(_through(cell.parts)))


def _through(parts: tuple[Part, ...]) -> Iterator[Part]:
    """``parts`` without breaks; what goes on after a break just as before it is one."""
    last, until = None, 0
    for part in parts:
        if part.what == BREAK:
            until = part.end if last is not None and part.start == until else 0
        elif last is not None and (last.what, until) == (part.what, part.start):
            last, until = replace(last, end=part.end), part.end
        else:
            if last is not None:
                yield last
            last, until = part, part.end
    if last is not None:
        yield last


def breaks(cell: Cell) -> tuple[Part, ...]:
    """The breaks of ``cell`` that have a time of their own, in order."""
    return tuple(part for part in cell.parts if part.what == BREAK)


def due(cell: Cell, pattern: Pattern) -> bool:
    """Whether a break is to be placed in ``cell``, a shift of ``pattern``: worked whole, where the pattern has a window."""
    return bool(pattern.break_starts) and not any(part.what in AWAY_PARTS for part in cell.parts)


def broken(cell: Cell, pattern: Pattern, start: int) -> Cell:
    """``cell``, a shift of ``pattern``, with its break from ``start`` on, and at no other time."""
    pause = Part(start, start + pattern.break_length, BREAK)
    return replace(cell, parts=tuple(sorted((*bare(cell).parts, pause))))
