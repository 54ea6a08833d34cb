"""Place breaks by hand: where those that a solution leaves open, or has too many of, do least harm."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from rota.domain.interval import INTERVAL

Harm = Callable[[int, int], tuple[int, int, int]]
"""What it costs if so many heads, the second number, are left at a minute, and not one more; the first counts most."""


@dataclass(frozen=True)
class Pauses:
    """Breaks of ``length`` minutes to be had by ``number`` agents, each from one of ``starts`` on; ``counts`` is how many do when."""

    starts: Sequence[int]
    length: int
    number: int
    counts: MutableMapping[int, int]

    @property
    def open(self) -> int:
        """How many agents have no break yet; negative where there are more breaks than agents."""
        return self.number - sum(self.counts.values())


def place(breaks: Sequence[Pauses], present: Mapping[int, int], harm: Harm) -> None:
    """Make the counts of ``breaks`` add up; ``present`` are the heads by half hour, breaks not taken off."""
    heads = dict(present)
    for pauses in breaks:
        for start, number in pauses.counts.items():
            _lower(heads, start, pauses.length, number)
    for pauses in breaks:
        while pauses.open < 0:
            taken = [start for start in pauses.starts if pauses.counts.get(start, 0)]
            start = max(taken, key=lambda at: _cost(heads, at, pauses.length, harm, back=1))
            pauses.counts[start] -= 1
            _lower(heads, start, pauses.length, -1)
    for pauses in breaks:
        while pauses.open > 0:
            start = min(pauses.starts, key=lambda at: _cost(heads, at, pauses.length, harm))
            pauses.counts[start] = pauses.counts.get(start, 0) + 1
            _lower(heads, start, pauses.length, 1)


def _lower(heads: dict[int, int], start: int, length: int, by: int) -> None:
    for at in range(start, start + length, INTERVAL):
        heads[at] = heads.get(at, 0) - by


def _cost(
    heads: Mapping[int, int], start: int, length: int, harm: Harm, back: int = 0
) -> tuple[int, int, int]:
    """What one break from ``start`` costs, or with ``back`` what the last one that is taken there does."""
    each = [harm(at, heads.get(at, 0) - 1 + back) for at in range(start, start + length, INTERVAL)]
    return sum(one for one, _, _ in each), sum(two for _, two, _ in each), sum(three for _, _, three in each)


def spread(number: int, starts: Sequence[int]) -> list[int]:
    """``number`` starts, spread evenly over ``starts``: for breaks that nothing speaks about."""
    return [starts[(2 * at + 1) * len(starts) // (2 * number)] for at in range(number)]
