"""A cell laid out in time, and put together again: to serve elsewhere, or to take the break, for a while."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from rota.domain.cell import AWAY_PARTS, BREAK, UNSERVED_PARTS, Cell, Part
from rota.domain.facts import Facts
from rota.domain.hours import Span, worked

_UNSERVED = AWAY_PARTS | UNSERVED_PARTS


def timeline(cell: Cell, facts: Facts) -> tuple[Part, ...]:
    """What the agent does from when to when, in order: every minute of the shift, and the parts beside it."""
    spans = [(part.start, part.end) for part in cell.parts] + _shift(cell, facts)
    ends = sorted({end for span in spans for end in span})
    pieces = (Part(start, end, _what(cell, start, facts)) for start, end in pairwise(ends))
    return tuple(_joined(piece for piece in pieces if piece.what))


def serving_instead(cell: Cell, service: str, span: Span, facts: Facts) -> Cell:
    """``cell`` with ``service`` served during ``span``; breaks, meetings and what is spent away stay."""
    pieces = (
        replace(piece, what=service) if _within(piece, span) and piece.what not in _UNSERVED else piece
        for piece in _cut(timeline(cell, facts), span)
    )
    return _assembled(cell, pieces, facts)


def with_break(cell: Cell, span: Span, facts: Facts) -> Cell:
    """``cell`` with its break during ``span`` and at no other time; what is spent away stays."""
    pieces = (
        replace(piece, what=BREAK) if _within(piece, span) and piece.what not in AWAY_PARTS else piece
        for piece in _cut(_without_break(cell, facts), span)
    )
    return _assembled(cell, pieces, facts)


def same_hours(before: Cell, after: Cell, facts: Facts) -> bool:
    """Whether both are worked at the same times, in the same pattern, and spent away alike."""
    return (
        (before.kind, before.pattern) == (after.kind, after.pattern)
        and worked(before, facts) == worked(after, facts)
        and _away(before, facts) == _away(after, facts)
    )


def inside(span: Span, cell: Cell, facts: Facts) -> bool:
    """Whether all of ``span`` is worked in ``cell``."""
    return any(start <= span[0] and span[1] <= end for start, end in worked(cell, facts))


def _away(cell: Cell, facts: Facts) -> list[Part]:
    return [piece for piece in timeline(cell, facts) if piece.what in AWAY_PARTS]


def _shift(cell: Cell, facts: Facts) -> list[Span]:
    if not cell.is_shift:
        return []
    pattern = facts.patterns[cell.pattern]
    return [(pattern.start, pattern.end)]


def _what(cell: Cell, at: int, facts: Facts) -> str:
    part = next((part for part in cell.parts if part.start <= at < part.end), None)
    if part is not None:
        return part.what
    return cell.service if any(start <= at < end for start, end in _shift(cell, facts)) else ""


def _without_break(cell: Cell, facts: Facts) -> Iterator[Part]:
    """The timeline with service at breaks: what is served before and after, or else the cell's own.

    Beside a shift there is none to give back.
    """
    pieces = timeline(cell, facts)
    for before, piece, after in zip((None, *pieces), pieces, (*pieces[1:], None), strict=False):
        if piece.what != BREAK or not cell.is_shift:
            yield piece
        elif before and after and before.what == after.what and before.what not in _UNSERVED:
            yield replace(piece, what=before.what)
        else:
            yield replace(piece, what=cell.service)


def _cut(pieces: Iterable[Part], span: Span) -> Iterator[Part]:
    """``pieces``, none of which reaches over an end of ``span``."""
    for piece in pieces:
        ends = [piece.start, *(at for at in span if piece.start < at < piece.end), piece.end]
        yield from (Part(start, end, piece.what) for start, end in pairwise(ends))


def _within(piece: Part, span: Span) -> bool:
    return span[0] <= piece.start and piece.end <= span[1]


def _joined(pieces: Iterable[Part]) -> Iterator[Part]:
    """``pieces``, with those that go on where another ends, and are the same, made one."""
    last: Part | None = None
    for piece in pieces:
        if last is not None and (last.end, last.what) == (piece.start, piece.what):
            last = replace(last, end=piece.end)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _assembled(cell: Cell, pieces: Iterable[Part], facts: Facts) -> Cell:
    """The cell that is laid out as ``pieces``; its service stays as long as it is served at all."""
    shift = next(iter(_shift(cell, facts)), None)
    if shift is None:
        return replace(cell, parts=tuple(_joined(pieces)))
    told = tuple(_cut(pieces, shift))
    minutes = Counter[str]()
    for piece in told:
        if _within(piece, shift) and piece.what not in _UNSERVED:
            minutes[piece.what] += piece.end - piece.start
    served = cell.service if minutes[cell.service] or not +minutes else minutes.most_common(1)[0][0]
    beside = (piece for piece in told if piece.what != served or not _within(piece, shift))
    return replace(cell, service=served, parts=tuple(_joined(beside)))
