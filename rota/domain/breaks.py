"""Breaks that are placed: parts of a cell, inside the window that the shift pattern gives."""

from dataclasses import replace

from rota.domain.cell import AWAY_PARTS, Cell, Part
from rota.domain.centre import Pattern
from rota.domain.timeline import BREAK


def bare(cell: Cell) -> Cell:
    """``cell`` without its breaks: the duty itself, whenever its break is taken."""
    if not cell.parts:
        return cell
    return replace(cell, parts=tuple(part for part in cell.parts if part.what != BREAK))


def due(cell: Cell, pattern: Pattern) -> bool:
    """Whether a break is to be placed in ``cell``, a shift of ``pattern``: worked whole, where the pattern has a window."""
    return bool(pattern.break_starts) and not any(part.what in AWAY_PARTS for part in cell.parts)


def broken(cell: Cell, pattern: Pattern, start: int) -> Cell:
    """``cell``, a shift of ``pattern``, with its break from ``start`` on, and at no other time."""
    pause = Part(start, start + pattern.break_length, BREAK)
    return replace(cell, parts=tuple(sorted((*bare(cell).parts, pause))))
