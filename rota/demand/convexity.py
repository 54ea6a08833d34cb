"""The lower convex hull of a falling cost, in whole numbers."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import sub


def hull(costs: Sequence[int]) -> tuple[int, ...]:
    """The largest convex costs that are nowhere above ``costs``, which fall to their end; rounded, so that steps stay whole.

    They are ``costs`` themselves from where those are convex to their end. Before, the fall is even; what whole steps cannot share out
    falls first, so that no step is larger than the one before it.
    """
    steps: list[int] = []
    for one, other in pairwise(_corners(costs)):
        step, larger = divmod(costs[one] - costs[other], other - one)
        steps += [step + 1] * larger + [step] * (other - one - larger)
    return tuple(accumulate(sorted(steps, reverse=True), sub, initial=costs[0]))


def _corners(costs: Sequence[int]) -> list[int]:
    """Where the hull bends, from the first of ``costs`` to the last."""
    corners: list[int] = []
    for at in range(len(costs)):
        while len(corners) > 1 and _dented(costs, corners[-2], corners[-1], at):
            corners.pop()
        corners.append(at)
    return corners


def _dented(costs: Sequence[int], one: int, middle: int, other: int) -> bool:
    """Whether ``middle`` lies above the line from ``one`` to ``other``, or on it."""
    return (costs[one] - costs[middle]) * (other - one) <= (costs[one] - costs[other]) * (middle - one)
