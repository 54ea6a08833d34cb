"""The plain way, for comparison: one model, one weighted sum, the solver's own defaults.

The weights make earlier stages dearer, as people do who have one objective only: ten times for
each stage. The same must rules hold. Its rota is judged by the same checkers as a plan's.
"""

from ortools.sat.python import cp_model

from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.model.build import open_model
from rota.model.solve import objective_of
from rota.model.stages import stages_of
from rota.model.sums import Sum, total
from rota.rules import Rule

_DEAREST = 10**6


def one_shot(facts: Facts, rules: tuple[Rule, ...], seconds: float, workers: int) -> Rota | None:
    """The rota that one weighted solve finds in ``seconds``; None if it finds none."""
    planner = open_model(facts, rules)
    planner.pool.minimise(_weighted([objective_of(planner, stage) for stage in stages_of(rules, {})]))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    if solver.solve(planner.pool.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    values = [solver.value(planner.pool.handle(index)) for index in range(len(planner.pool))]
    return Rota(facts, planner.cells.read(values))


def _weighted(objectives: list[Sum]) -> Sum:
    used = [objective for objective in objectives if objective.terms]
    return total([objective * max(1, _DEAREST // 10**place) for place, objective in enumerate(used)])
