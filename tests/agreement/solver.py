"""What the solver itself says about a model: every rota it allows, and the least that one rota costs."""

from collections.abc import Callable, Mapping
from datetime import date

from ortools.sat.python import cp_model

from rota.domain.cell import Cell
from rota.model.sums import Sum, total
from rota.model.verbs import Planner
from tests.agreement.worlds import Choice, Exhausted

Cells = Mapping[str, Mapping[date, Cell]]


def allowed(planner: Planner, world: Exhausted) -> set[Choice]:
    """Every filling of the world's free cells for which there is a solution.

    A filling whose whole solution, as the model's own arithmetic completes it, keeps every constraint is one.
    Those are barred, and the solver is asked for another until it proves that there is none: the set
    is exact, and never repeats a rota for each value of a helper variable.
    """
    holds = _evaluator(planner)
    found = {choice for choice in world.choices() if holds(settled(planner, world.with_cells(choice).cells))}
    for key in world.free:
        options = planner.cells.options(*key)
        planner.pool.between(Sum(0, tuple((options[cell], 1) for cell in world.alphabet)), 1, None)
    for choice in found:
        planner.pool.between(_chosen(planner, world, choice), None, len(world.free) - 1)
    while (other := _another(planner, world)) is not None:
        found.add(other)
        planner.pool.between(_chosen(planner, world, other), None, len(world.free) - 1)
    return found


def _chosen(planner: Planner, world: Exhausted, choice: Choice) -> Sum:
    """How many of the free cells are as in ``choice``."""
    keyed = zip(world.free, choice, strict=True)
    return Sum(0, tuple((planner.cells.options(*key)[cell], 1) for key, cell in keyed))


def _another(planner: Planner, world: Exhausted) -> Choice | None:
    solver = _solver()
    status = solver.solve(planner.pool.cp)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    values = [solver.value(planner.pool.handle(var)) for var in range(len(planner.pool))]
    cells = planner.cells.read(values)
    return tuple(cells[agent][day] for agent, day in world.free)


def _evaluator(planner: Planner) -> Callable[[list[int]], bool]:
    """Whether values for all variables keep every constraint, read from what the solver is given."""
    linear, single = [], []
    for constraint in planner.pool.cp.proto.constraints:
        if constraint.has_exactly_one():
            single.append(list(constraint.exactly_one.literals))
        else:
            assert constraint.has_linear(), constraint
            assert not constraint.enforcement_literal, constraint
            sides = constraint.linear
            linear.append((list(zip(sides.vars, sides.coeffs, strict=True)), *sides.domain))
    ranges = [tuple(variable.domain) for variable in planner.pool.cp.proto.variables]

    def holds(values: list[int]) -> bool:
        return (
            all(low <= value <= high for value, (low, high) in zip(values, ranges, strict=True))
            and all(sum(values[var] for var in literals) == 1 for literals in single)
            and all(low <= sum(values[var] * by for var, by in terms) <= high for terms, low, high in linear)
        )

    return holds


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def cost(planner: Planner) -> Sum:
    """All amounts of the planner's rules, added up."""
    return total([amount for amounts in planner.amounts.values() for amount in amounts])


def strong_cost(planner: Planner) -> Sum:
    """The amounts of strong wishes alone."""
    strong = [amounts for (_, is_strong), amounts in planner.amounts.items() if is_strong]
    return total([amount for amounts in strong for amount in amounts])


def fix_all(planner: Planner, cells: Cells) -> None:
    """Post every cell that is not a fact."""
    for agent, row in cells.items():
        for day, cell in row.items():
            if (agent, day) not in planner.facts.fixed:
                planner.fix(agent, day, cell)


def settled(planner: Planner, cells: Cells) -> list[int]:
    """The whole solution that follows from ``cells`` by the model's own arithmetic."""
    values = [0] * len(planner.pool)
    assert planner.cells.write(cells, values)
    return planner.pool.settle(values)


def hint_cells(planner: Planner, cells: Cells) -> None:
    """Hint the cells and nothing else."""
    planner.pool.cp.clear_hints()
    values = settled(planner, cells)
    for agent, row in cells.items():
        for day in row:
            for var in planner.cells.options(agent, day).values():
                planner.pool.cp.add_hint(planner.pool.handle(var), values[var])


def least(planner: Planner, *, as_hinted: bool = False) -> int | None:
    """The least that the solver can make of the amounts; None if it finds the model infeasible.

    With ``as_hinted`` every variable that has a hint keeps the hinted value.
    """
    amount = cost(planner)
    planner.pool.minimise(amount)
    solver = _solver()
    solver.parameters.fix_variables_to_their_hinted_value = as_hinted
    status = solver.solve(planner.pool.cp)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return amount.const + round(solver.objective_value if amount.terms else 0)
