"""The ways in which a stretch of days can hold its rest: which work must not be done for each.

All times are minutes of real time. Where there is a rest that is long enough, there is one that
begins with the stretch, with a day, or when some work ends; so only those are looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Against = frozenset[tuple[int, int]]
"""Work that stands against a rest: the day's place in the stretch, and the work's place in the day."""


@dataclass(frozen=True)
class Work:
    """What is worked in a stretch: ``settled`` spans for certain, and by day those that may be."""

    settled: Sequence[Span]
    possible: Sequence[Sequence[Span]]


@dataclass(frozen=True)
class _Window:
    start: int
    against: Against


def ways_to_rest(days: Sequence[Span], work: Work, need: int, rests: int) -> set[Against]:
    """The sets of possible work one of which must be left undone for one or two ``rests``.

    ``days`` are the stretch's days. A rest twice as long as ``need`` holds two. Nothing in a set
    means that the rest is there whatever is worked; no set, that settled work leaves none.
    """
    windows = set(_windows(days, work, need, rests))
    if rests == 1:
        found = {window.against for window in windows}
        return {against for against in found if not any(other < against for other in found)}
    firsts = [w for w in windows if not any(_beats(other, w) and other.start <= w.start for other in windows)]
    seconds = [
        w for w in windows if not any(_beats(other, w) and other.start >= w.start for other in windows)
    ]
    return {a.against | b.against for a in firsts for b in seconds if a.start + need <= b.start}


def _windows(days: Sequence[Span], work: Work, need: int, rests: int) -> Iterator[_Window]:
    """Every stretch of ``need`` minutes that is worth a look and free of settled work."""
    ends = [end for _, end in work.settled] + [end for day in work.possible for _, end in day]
    starts = {start for start, _ in days} | {end for end in ends if end >= days[0][0]}
    if rests > 1:
        starts |= {start + need for start in starts}
    for start in starts:
        end = start + need
        if end <= days[-1][1] and not any(_meet(span, start, end) for span in work.settled):
            against = frozenset(
                (at, place)
                for at, day in enumerate(work.possible)
                for place, span in enumerate(day)
                if _meet(span, start, end)
            )
            yield _Window(start, against)


def _meet(span: Span, start: int, end: int) -> bool:
    return span[0] < end and start < span[1]


def _beats(one: _Window, other: _Window) -> bool:
    """Whether ``one`` asks for no more than ``other`` to be left undone."""
    return one != other and one.against <= other.against
