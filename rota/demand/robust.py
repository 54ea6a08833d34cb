"""Averages that a freak among the values does not move."""

from collections.abc import Sequence
from statistics import median


def trimmed_mean(values: Sequence[float], share: float = 0.2) -> float:
    """The mean without the lowest and the highest ``share`` of ``values``, of which there must be one."""
    ordered = sorted(values)
    cut = int(len(ordered) * share)
    kept = ordered[cut : len(ordered) - cut]
    return sum(kept) / len(kept)


def spread(values: Sequence[float]) -> float:
    """The standard deviation that ``values`` would have without their freaks: 1.4826 times the median deviation."""
    middle = median(values)
    return 1.4826 * median(abs(value - middle) for value in values)
