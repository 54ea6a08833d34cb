"""Costs that rise ever faster, as a table."""

from collections.abc import Sequence


class Convex:
    """A convex table of costs, continued past its end with its last step."""

    def __init__(self, costs: Sequence[int]) -> None:
        self._costs = costs

    def __call__(self, at: int) -> int:
        """What ``at`` costs."""
        last = len(self._costs) - 1
        if at <= last:
            return self._costs[at]
        return self._costs[last] + (at - last) * self.step(last - 1)

    def step(self, at: int) -> int:
        """What one more than ``at`` costs."""
        at = min(at, len(self._costs) - 2)
        return self._costs[at + 1] - self._costs[at]

    def least(self, low: int, high: int) -> int:
        """The least cost between two counts."""
        return min(self(at) for at in range(low, high + 1))
