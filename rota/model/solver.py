"""How the solver is set up: what was measured best on this problem."""

from ortools.sat.python import cp_model

from rota.model.result import Limits


def solver_for(limits: Limits, seconds: float, workers: int | None = None) -> cp_model.CpSolver:
    """A solver set up as measured best: as many workers as cores, or so many, a strong linear relaxation among them."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    parameters.num_workers = limits.workers if workers is None else workers
    if parameters.num_workers > 1:
        parameters.subsolvers.append("max_lp")
    else:
        parameters.linearization_level = 2
    parameters.cp_model_presolve = limits.presolve
    if limits.reproducible:
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds
    return solver
