"""The ways in which a stretch of days can hold its rest: which work must not be done for each.

All times are minutes of real time. Where there is a rest that is long enough, there is one that
begins as early as any may, or when some work ends; so only those are looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from constraints.rest_stretches import Span, Stretch, real, spans
from rota.rules import Count, RotaModel, Rule

Against = frozenset[tuple[int, int]]
"""Work that stands against a rest: the day's place among those looked at, and the work's place in the day."""


@dataclass(frozen=True)
class Work:
    """What is worked: ``settled`` spans for certain, and by day those that may be."""

    settled: tuple[Span, ...]
    possible: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class _Window:
    start: int
    end: int
    against: Against


def keep_rest(model: RotaModel, rule: Rule, stretch: Stretch) -> None:
    """Post the ways to rest in ``stretch``, unless one stands whatever is decided."""
    facts, agent, zone = model.facts, stretch.agent, model.facts.centre.zone
    settled: list[Span] = []
    possible: list[list[tuple[Count, Span]]] = []
    for day in stretch.around:
        fixed, known = facts.fixed.get((agent, day)), facts.known.get(agent, {}).get(day)
        settled += spans(fixed.cell if fixed else None if day in facts.period else known, day, facts)
        patterns = facts.patterns.values() if day in facts.period and not fixed else ()
        times = [(p.id, real(zone, day, (p.start, p.end))) for p in patterns]
        possible.append([(model.shift(agent, day, pattern=id), span) for id, span in times])
    work = Work(tuple(settled), tuple(tuple(span for _, span in day) for day in possible))
    ways = ways_to_rest(stretch.bounds(facts), work, stretch.need, stretch.rests, stretch.beside)
    if frozenset() not in ways:
        model.any_of(rule, [_undone(possible, against) for against in ways], f"{agent} in the {stretch}")


@lru_cache(maxsize=1024)
def ways_to_rest(bounds: Span, work: Work, need: int, rests: int, beside: int) -> tuple[Against, ...]:
    """The sets of possible work one of which must be left undone for one or two ``rests`` of ``need``.

    ``bounds`` are the stretch's. A rest in one piece holds ``beside`` minutes more, which may lie outside the
    stretch. Nothing in a set means that the rest is there whatever is worked; no set, that settled work leaves none.
    """
    whole = (bounds[0] - beside, bounds[1] + beside)
    singles = _windows(whole, work, need + beside)
    if rests == 1:
        return _least(window.against for window in singles)
    firsts = [w for w in singles if not any(_beats(other, w) and other.end <= w.end for other in singles)]
    lasts = [w for w in singles if not any(_beats(other, w) and other.start >= w.start for other in singles)]
    pairs = {a.against | b.against for a in firsts for b in lasts if a.end <= b.start}
    return _least(pairs | {window.against for window in _windows(whole, work, 2 * need + beside)})


def _windows(whole: Span, work: Work, length: int) -> list[_Window]:
    """Every stretch of ``length`` minutes in ``whole`` that is worth a look and free of settled work."""
    ends = [end for _, end in work.settled] + [end for day in work.possible for _, end in day]
    starts = sorted({whole[0], *(end for end in ends if end > whole[0])})
    return list(_free(((start, start + length) for start in starts if start + length <= whole[1]), work))


def _free(windows: Iterable[Span], work: Work) -> Iterator[_Window]:
    for start, end in windows:
        if not any(_meet(span, start, end) for span in work.settled):
            against = frozenset(
                (at, place)
                for at, day in enumerate(work.possible)
                for place, span in enumerate(day)
                if _meet(span, start, end)
            )
            yield _Window(start, end, against)


def _meet(span: Span, start: int, end: int) -> bool:
    return span[0] < end and start < span[1]


def _beats(one: _Window, other: _Window) -> bool:
    """Whether ``one`` asks for no more than ``other`` to be left undone."""
    return one != other and one.against <= other.against


def _least(found: Iterable[Against]) -> tuple[Against, ...]:
    """Those of ``found`` that no other is a part of, in a stable order."""
    sets = set(found)
    return tuple(sorted((s for s in sets if not any(other < s for other in sets)), key=sorted))


def _undone(possible: list[list[tuple[Count, Span]]], against: Against) -> list[Count]:
    """For each day concerned: 1 if nothing is worked that stands against the rest."""
    by_day: dict[int, list[Count]] = {}
    for day, place in sorted(against):
        by_day.setdefault(day, []).append(possible[day][place][0])
    return [sum(counts[1:], counts[0]) * -1 + 1 for counts in by_day.values()]
