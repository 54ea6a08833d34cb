"""The solver's model behind plain numbers: variables by index, linear constraints, settling."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from ortools.sat.python import cp_model

from rota.model.sums import Sum, Terms, variable

Settle = Callable[[list[int]], None]
"""Gives helper variables the values that follow from those made before them."""


class Pool:
    """Variables and constraints.

    Cells are decided; every other variable only follows from them (a shortfall, a month's
    pattern). ``settle`` works those out, so that any rota, found or given, becomes a whole
    solution: that is what hints need, and what amounts are read from.

    With ``explaining``, each constraint posted with a reason hangs on that reason's own literal.
    """

    def __init__(self, *, explaining: bool = False) -> None:
        self.cp = cp_model.CpModel()
        self.explaining = explaining
        self.reasons: dict[tuple[int, str], int] = {}
        self._variables: list[cp_model.IntVar] = []
        self._low: list[int] = []
        self._high: list[int] = []
        self._settlers: list[Settle] = []
        self._choice_of: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._variables)

    def new(self, low: int, high: int, settle: Settle | None = None) -> int:
        """The index of a new variable between ``low`` and ``high``."""
        self._variables.append(self.cp.new_int_var(low, high, ""))
        self._low.append(low)
        self._high.append(high)
        if settle is not None:
            self._settlers.append(settle)
        return len(self._variables) - 1

    def new_sum(self, low: int, high: int, exact: Callable[[Sequence[int]], int]) -> Sum:
        """A new helper variable as a sum; ``exact`` is the value that follows for it."""
        index = len(self._variables)

        def settle(values: list[int]) -> None:
            values[index] = exact(values)

        return variable(self.new(low, high, settle))

    def follow(self, settle: Settle) -> None:
        """Have ``settle`` give values to variables made before it, once those that it follows from are settled."""
        self._settlers.append(settle)

    def choice(self, size: int) -> list[int]:
        """The indices of ``size`` new 0-1 variables, exactly one of which is 1."""
        indices = [self.new(0, 1) for _ in range(size)]
        self.exactly_one(indices)
        self._choice_of.update(dict.fromkeys(indices, (indices[0], size)))
        return indices

    def range(self, count: Sum) -> tuple[int, int]:
        """The least and the most that ``count`` can be; of the variables of a choice only one counts."""
        low = high = count.const
        choices: dict[tuple[int, int], list[int]] = {}
        for var, coefficient in _merged(count):
            if var in self._choice_of:
                choices.setdefault(self._choice_of[var], []).append(coefficient)
            else:
                ends = (coefficient * self._low[var], coefficient * self._high[var])
                low += min(ends)
                high += max(ends)
        for (_, size), coefficients in choices.items():
            spare = [0] if len(coefficients) < size else []
            low += min(coefficients + spare)
            high += max(coefficients + spare)
        return low, high

    def low(self, count: Sum) -> int:
        """The least that ``count`` can be."""
        return self.range(count)[0]

    def high(self, count: Sum) -> int:
        """The most that ``count`` can be."""
        return self.range(count)[1]

    def expression(self, count: Sum) -> cp_model.LinearExpr:
        """``count`` without its constant, as the solver writes it."""
        merged = _merged(count)
        variables = [self._variables[var] for var, _ in merged]
        return cp_model.LinearExpr.weighted_sum(variables, [coefficient for _, coefficient in merged])

    def between(
        self, count: Sum, low: int | None, high: int | None, reason: tuple[int, str] | None = None
    ) -> None:
        """Post that ``count`` lies between two numbers, either of which may be left out."""
        floor = -cp_model.INT32_MAX if low is None else low - count.const
        ceiling = cp_model.INT32_MAX if high is None else high - count.const
        constraint = self.cp.add_linear_constraint(self.expression(count), floor, ceiling)
        if self.explaining and reason is not None:
            constraint.only_enforce_if(self._variables[self._literal(reason)])

    def exactly_one(self, variables: Sequence[int]) -> None:
        """Exactly one of these 0-1 variables is 1."""
        self.cp.add_exactly_one(self._variables[var] for var in variables)

    def _literal(self, reason: tuple[int, str]) -> int:
        if reason not in self.reasons:
            self.reasons[reason] = self.new(0, 1)
        return self.reasons[reason]

    def handle(self, index: int) -> cp_model.IntVar:
        """The solver's own object for a variable."""
        return self._variables[index]

    def settle(self, values: list[int]) -> list[int]:
        """Complete ``values``, of which only the cells need be right, in place."""
        for settle in self._settlers:
            settle(values)
        return values

    def hint(self, values: Sequence[int], only: Sequence[int] | None = None) -> None:
        """Offer ``values``, one for each variable, to the solver as where to begin; ``only`` those of some."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # untyped in ortools
        for index in range(len(self)) if only is None else only:
            self.cp.add_hint(self._variables[index], values[index])

    def restricted(self, count: Sum, at_most: int, zero: Sequence[int]) -> cp_model.CpModel:
        """A copy of the model, without objective, with ``count`` at most so much and some variables 0."""
        copy = self._with_zeros(zero)
        copy.clear_objective()  # type: ignore[no-untyped-call]  # untyped in ortools
        copy.add_linear_constraint(self.expression(count), -cp_model.INT32_MAX, at_most - count.const)
        return copy

    def _with_zeros(self, zero: Sequence[int]) -> cp_model.CpModel:
        copy = self.cp.clone()
        for index in zero:
            copy.add(self._variables[index] == 0)
        return copy

    def keeping(
        self,
        count: Sum,
        zero: Sequence[int],
        values: Sequence[int],
        frozen: Sequence[tuple[Sum, int]] = (),
    ) -> cp_model.CpModel:
        """A copy of the model that minimises ``count`` from ``values`` on, in which some variables are 0.

        Each of ``frozen`` is at most so much.
        """
        copy = self._with_zeros(zero)
        for other, most in frozen:
            copy.add_linear_constraint(self.expression(other), -cp_model.INT32_MAX, most - other.const)
        copy.minimize(self.expression(count))
        copy.clear_hints()  # type: ignore[no-untyped-call]  # untyped in ortools
        for handle, value in zip(self._variables, values, strict=True):
            copy.add_hint(handle, value)
        return copy

    def holding(self, count: Sum, kept: Iterable[int], values: Sequence[int]) -> cp_model.CpModel:
        """A copy of the model that minimises ``count`` from ``values`` on, in which the variables ``kept`` stay as they are."""
        copy = self.cp.clone()
        variables = copy.proto.variables
        for index in kept:
            domain = variables[index].domain
            domain.clear()
            domain.extend([values[index], values[index]])
        copy.minimize(self.expression(count))
        copy.clear_hints()  # type: ignore[no-untyped-call]  # untyped in ortools
        copy.proto.solution_hint.vars.extend(range(len(values)))
        copy.proto.solution_hint.values.extend(values)
        return copy

    def minimise(self, count: Sum) -> None:
        """Make ``count`` what the next solve minimises; its constant is left out."""
        self.cp.minimize(self.expression(count))


def _merged(count: Sum) -> Terms:
    """The terms of ``count``, those of the same variable added up."""
    if len(count.terms) < 2 or len({var for var, _ in count.terms}) == len(count.terms):
        return count.terms
    merged: dict[int, int] = defaultdict(int)
    for var, coefficient in count.terms:
        merged[var] += coefficient
    return tuple((var, coefficient) for var, coefficient in merged.items() if coefficient)
