"""Linear sums of the model's variables, with the facts folded in as constants."""

from collections.abc import Sequence

Terms = tuple[tuple[int, int], ...]
"""Variable index and coefficient."""


class Sum:
    """A constant plus coefficients times variables.

    ``shut`` is by how much the sum could still grow if no rule had ruled options out: it tells a
    shortage that the facts make (nothing to decide) from one that rules make (a contradiction).
    """

    __slots__ = ("const", "shut", "terms")

    def __init__(self, const: int = 0, terms: Terms = (), shut: int = 0) -> None:
        self.const = const
        self.terms = terms
        self.shut = shut

    def __add__(self, other: "Sum | int") -> "Sum":
        if isinstance(other, int):
            return Sum(self.const + other, self.terms, self.shut)
        return Sum(self.const + other.const, self.terms + other.terms, self.shut + other.shut)

    __radd__ = __add__

    def __sub__(self, other: "Sum | int") -> "Sum":
        return self + other * -1

    def __mul__(self, factor: int) -> "Sum":
        terms = tuple((var, coefficient * factor) for var, coefficient in self.terms)
        return Sum(self.const * factor, terms, max(0, self.shut * factor))

    def value(self, values: Sequence[int]) -> int:
        """The sum under ``values``, one for each variable."""
        found = self.const
        for var, coefficient in self.terms:  # asked so often that a generator would be felt
            found += coefficient * values[var]
        return found


def total(parts: Sequence[Sum]) -> Sum:
    """All ``parts`` added up, without the copies that adding one by one would make."""
    terms = tuple(term for part in parts for term in part.terms)
    return Sum(sum(part.const for part in parts), terms, sum(part.shut for part in parts))


def variable(index: int) -> Sum:
    """The sum that is one variable."""
    return Sum(0, ((index, 1),))
