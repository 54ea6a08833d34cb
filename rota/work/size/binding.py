"""What asks for the posts: the work itself, its busiest half hour, shifts from opening to closing, Saturdays."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from rota.domain.contract import Contract
from rota.domain.facts import Facts
from rota.domain.presence import Presence
from rota.domain.sized import Bind
from rota.model.size import HEAD, SizeAnswer, SizeTask, Spot
from rota.work.size.days import Year, shape_of
from rota.work.size.recount import met_days

_SATURDAY = 5


def binds(year: Year, task: SizeTask, answer: SizeAnswer, presence: Presence, halves: int) -> Iterator[Bind]:
    """Each of them in posts of one contract, by its ``presence`` and the ``halves`` of its longest shift."""
    tops = _tops(year, task, answer)
    week = [top for weekday, top in tops.items()]
    waiting = sum(sum(entry.arrivals.values()) for entry in task.waiting)
    work = Fraction(sum(sum(top.values()) for top in week)) + Fraction(waiting, HEAD)
    yield Bind("work", work, halves * presence.week)
    peaks = [
        (heads, weekday, start)
        for weekday, top in tops.items()
        if weekday != _SATURDAY or presence.wait is None
        for start, heads in _by_half(top).items()
    ]
    if peaks:
        heads, weekday, start = max(peaks, key=lambda peak: (peak[0], -peak[1], -peak[2]))
        yield Bind("peak", Fraction(heads), presence.share, (weekday, start))
    shifts = {
        kind.weekday: sum(found.values())
        for kind, found in zip(year.kinds, answer.shifts, strict=True)
        if kind.usual
    }
    if presence.turn and shifts.get(_SATURDAY):
        yield Bind("saturdays", Fraction(shifts[_SATURDAY]), presence.turn)
    yield Bind("shifts", Fraction(sum(shifts.values())), presence.week)


def _tops(year: Year, task: SizeTask, answer: SizeAnswer) -> dict[int, Counter[Spot]]:
    """By weekday, the most that any usual day asks for that is met in full."""
    met = met_days(year, task, answer)
    tops: dict[int, Counter[Spot]] = {}
    for entry in year.days:
        if year.kinds[entry.kind].usual and entry.day in met:
            tops.setdefault(entry.day.weekday(), Counter())
            tops[entry.day.weekday()] |= Counter(entry.need)
    return tops


def _by_half(top: Counter[Spot]) -> Counter[int]:
    found: Counter[int] = Counter()
    for (_, start), heads in top.items():
        found[start] += heads
    return found


def pattern_halves(facts: Facts, contract: Contract) -> int:
    """Half hours that the longest shift of ``contract`` serves, its placed break taken out."""
    shapes = [shape_of(facts.patterns[id]) for id in contract.patterns]
    return max(len(shape.halves) - max(map(len, shape.breaks.values()), default=0) for shape in shapes)
