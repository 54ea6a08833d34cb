"""The lower convex hull of a falling cost, in whole numbers."""

from collections.abc import Sequence


def hull(costs: Sequence[int]) -> tuple[int, ...]:
    """The steepest even fall to where ``costs`` become convex, and the costs themselves from there on.

    ``costs`` fall to 0 at their end. The steps of the result never grow; where rounding would have made one grow,
    it is made as large as the next.
    """
    steps = [costs[at] - costs[at + 1] for at in range(len(costs) - 1)]
    bend = max(range(1, len(costs)), key=lambda at: ((costs[0] - costs[at]) / at, at), default=0)
    if bend:
        steps[:bend] = [round((costs[0] - costs[bend]) / bend)] * bend
    total, priced = 0, [0]
    steepest = 0
    for step in reversed(steps):
        steepest = max(steepest, step)
        total += steepest
        priced.append(total)
    return tuple(reversed(priced))
