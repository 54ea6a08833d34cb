"""A whole number that never falls as another rises: worked out rarely, looked up often."""

from bisect import bisect_left
from collections.abc import Callable


class Steps:
    """Looks up ``work_out``, which never falls: between two arguments of one value it has that value too.

    Only the first and the last argument seen of each value are kept, so however many are asked for, in any order,
    few are worked out and fewer kept.
    """

    def __init__(self, work_out: Callable[[int], int]) -> None:
        self._work_out = work_out
        self._arguments: list[int] = []
        self._values: list[int] = []

    def __call__(self, argument: int) -> int:
        """The value for ``argument``."""
        arguments, values = self._arguments, self._values
        at = bisect_left(arguments, argument)
        if at < len(arguments) and (arguments[at] == argument or (at and values[at - 1] == values[at])):
            return values[at]
        value = self._work_out(argument)
        if values[at : at + 2] == [value, value]:
            arguments[at] = argument
        elif at > 1 and values[at - 2 : at] == [value, value]:
            arguments[at - 1] = argument
        else:
            arguments.insert(at, argument)
            values.insert(at, value)
        return value
