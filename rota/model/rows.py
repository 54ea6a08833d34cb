"""A model as its rows: what the solver is given, read back."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rota.model.pool import Pool


class UnknownRowError(Exception):
    """A model has a constraint that this reading of it does not know."""


class Row(NamedTuple):
    """A linear sum, by variable and coefficient, that lies between two numbers."""

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int

    def value(self, values: Sequence[int]) -> int:
        """The sum under ``values``, one for each variable."""
        found = 0
        for var, coefficient in self.terms:
            found += coefficient * values[var]
        return found


def rows_of(pool: Pool) -> list[Row]:
    """The constraints of a model that is not built to explain itself; UnknownRowError where one is of another kind."""
    return [_row(constraint) for constraint in pool.cp.proto.constraints]


def _row(constraint: Any) -> Row:
    if constraint.has_exactly_one():
        return Row(tuple((var, 1) for var in constraint.exactly_one.literals), 1, 1)
    if not constraint.has_linear() or constraint.enforcement_literal:
        raise UnknownRowError(f"no reading of {constraint}")
    sides = constraint.linear
    low, high = sides.domain
    return Row(tuple(zip(sides.vars, sides.coeffs, strict=True)), low, high)


def ranges_of(pool: Pool) -> list[tuple[int, int]]:
    """Between what each variable lies."""
    return [(min(variable.domain), max(variable.domain)) for variable in pool.cp.proto.variables]


def evaluator(pool: Pool) -> Callable[[Sequence[int]], bool]:
    """Whether values for all variables keep every constraint, read from what the solver is given."""
    rows, ranges = rows_of(pool), ranges_of(pool)

    def holds(values: Sequence[int]) -> bool:
        return all(low <= value <= high for value, (low, high) in zip(values, ranges, strict=True)) and all(
            row.low <= row.value(values) <= row.high for row in rows
        )

    return holds
