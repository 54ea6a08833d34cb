"""What the solver itself says of a tiny model: every rota that it allows, and the least that one rota costs.

For holding a rule's encoder against its checker; no plan is made this way.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from ortools.sat.python import cp_model

from rota.domain.cell import Cell
from rota.model.rows import evaluator
from rota.model.sums import Sum, total
from rota.model.verbs import Planner
from rota.rules import CellKey

Rows = Mapping[str, Mapping[date, Cell]]
Choice = tuple[Cell, ...]
"""One cell for each free cell, in their order."""


class NotSettledError(Exception):
    """The solver came to no proof, or a rota does not fit the model."""


def allowed(
    planner: Planner,
    free: Sequence[CellKey],
    alphabet: Collection[Cell],
    rotas: Iterable[tuple[Choice, Rows]],
) -> set[Choice]:
    """The duties of those of ``rotas``, which are every way to fill the ``free`` cells, for which there is a solution.

    Rotas of the same duties differ by what is placed in them, breaks and work set aside; for one of them there must be one.

    A filling whose whole solution, as the model's own arithmetic completes it, keeps every constraint is one.
    Those are barred, and the solver is asked for another until it proves that there is none: the set
    is exact, and never repeats a rota for each value of a helper variable.
    """
    holds = evaluator(planner.pool)
    found = {choice for choice, cells in rotas if holds(settled(planner, cells))}
    for key in free:
        options = planner.cells.options(*key)
        planner.pool.between(Sum(0, tuple((options[cell], 1) for cell in alphabet)), 1, None)
    for choice in found:
        planner.pool.between(_chosen(planner, free, choice), None, len(free) - 1)
    while (other := _another(planner, free)) is not None:
        found.add(other)
        planner.pool.between(_chosen(planner, free, other), None, len(free) - 1)
    return found


def _chosen(planner: Planner, free: Sequence[CellKey], choice: Choice) -> Sum:
    """How many of the free cells are as in ``choice``."""
    keyed = zip(free, choice, strict=True)
    return Sum(0, tuple((planner.cells.options(*key)[cell], 1) for key, cell in keyed))


def _another(planner: Planner, free: Sequence[CellKey]) -> Choice | None:
    solver = _solver()
    if not _solved(solver, planner):
        return None
    values = [solver.value(planner.pool.handle(var)) for var in range(len(planner.pool))]
    cells = planner.cells.chosen(values)
    return tuple(cells[agent][day] for agent, day in free)


def cost(planner: Planner) -> Sum:
    """All amounts of the planner's rules, added up."""
    return total([amount for amounts in planner.amounts.values() for amount in amounts])


def strong_cost(planner: Planner) -> Sum:
    """The amounts of strong wishes alone."""
    strong = [amounts for (_, is_strong), amounts in planner.amounts.items() if is_strong]
    return total([amount for amounts in strong for amount in amounts])


def fix_all(planner: Planner, cells: Rows) -> None:
    """Post every cell that is not a fact."""
    for agent, row in cells.items():
        for day, cell in row.items():
            if (agent, day) not in planner.facts.fixed:
                planner.fix(agent, day, cell)


def settled(planner: Planner, cells: Rows) -> list[int]:
    """The whole solution that follows from ``cells`` by the model's own arithmetic."""
    values = [0] * len(planner.pool)
    if not planner.cells.write(cells, values):
        raise NotSettledError("a cell of the rota has no variable in this model")
    return planner.pool.settle(values)


def hint_cells(planner: Planner, cells: Rows) -> None:
    """Hint the cells and nothing else."""
    variables = [
        var
        for agent, row in cells.items()
        for day in row
        for var in planner.cells.options(agent, day).values()
    ]
    planner.pool.hint(settled(planner, cells), only=variables)


def least(planner: Planner, *, as_hinted: bool = False) -> int | None:
    """The least that the solver can make of the amounts; None if it finds the model infeasible.

    With ``as_hinted`` every variable that has a hint keeps the hinted value.
    """
    amount = cost(planner)
    planner.pool.minimise(amount)
    solver = _solver()
    solver.parameters.fix_variables_to_their_hinted_value = as_hinted
    if not _solved(solver, planner):
        return None
    return amount.const + round(solver.objective_value if amount.terms else 0)


def size(planner: Planner) -> tuple[int, int, int]:
    """How large a model is: variables, constraints, and terms that are priced."""
    price = cost(planner)
    constraints = len(planner.pool.cp.proto.constraints)
    return len(planner.pool), constraints, len(price.terms) + abs(price.const)


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def _solved(solver: cp_model.CpSolver, planner: Planner) -> bool:
    """Whether there is a best solution; False if it is proven that there is none at all."""
    status = solver.solve(planner.pool.cp)
    if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
        raise NotSettledError(f"the solver says {solver.status_name(status)}")
    return status == cp_model.OPTIMAL
