"""The plain way, for comparison: one model, one weighted sum, the solver's own defaults.

The weights make earlier stages dearer, as people do who have one objective only: ten times for
each stage. Facts, must rules and what counts as a breach come from the same encoders, so that
both answer the same question; what helps the planner alone is left out: stages, hints, links
between choices, a chosen portfolio. Its rota is judged by the same checkers as a plan's.
"""

import time
from dataclasses import dataclass
from unittest.mock import patch

from ortools.sat.python import cp_model

from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.model.amounts import objective_of
from rota.model.build import open_model
from rota.model.links import Links
from rota.model.stages import Stage, stages_of
from rota.model.sums import Sum, total
from rota.rules import Rule


@dataclass(frozen=True)
class OneShot:
    """What one weighted solve came to: its rota, whether its sum was proven least, and the seconds.

    ``stages`` are those of a plan in which something can be broken at all, so the terms of the sum.
    """

    stages: tuple[Stage, ...]
    rota: Rota | None
    proven: bool
    seconds: float


def one_shot(facts: Facts, rules: tuple[Rule, ...], seconds: float, workers: int) -> OneShot:
    """The best that one weighted solve finds in ``seconds``."""
    with patch.object(Links, "post", lambda _links: None):
        planner = open_model(facts, rules)
    objectives = {stage: objective_of(planner, stage) for stage in stages_of(rules, {})}
    counting = tuple(stage for stage, count in objectives.items() if count.terms or count.const)
    planner.pool.minimise(_weighted([objectives[stage] for stage in counting]))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    began = time.monotonic()
    status = solver.solve(planner.pool.cp)
    took = time.monotonic() - began
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return OneShot(counting, None, proven=False, seconds=took)
    values = [solver.value(planner.pool.handle(index)) for index in range(len(planner.pool))]
    rota = Rota(facts, planner.cells.read(values))
    return OneShot(counting, rota, status == cp_model.OPTIMAL, took)


def _weighted(objectives: list[Sum]) -> Sum:
    """The objectives added up, the last one counted once and each earlier one ten times its next."""
    return total([objective * 10**place for place, objective in enumerate(reversed(objectives))])
