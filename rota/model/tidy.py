"""The last look at a rota: its duties stay, and breaks and troughs are made the best of them.

Stages that slacken leave something over that nobody may have asked for, where troughs are deep more may be set aside than there
is to do, and in many pieces. With the duties settled all that is a small problem.
"""

from collections.abc import Sequence

from rota.model.cells import Cells
from rota.model.engine import Engine
from rota.model.sums import Sum, total

_SECONDS = 3.0


def tidy(engine: Engine, cells: Cells, objectives: Sequence[Sum]) -> None:
    """Set as few half hours aside as need be, in few pieces, then better each of ``objectives``; duties stay as they are.

    All stages hold as far as they were frozen.
    """
    troughs = cells.serving.troughs
    if not troughs.aside and not cells.serving.breaks.any_made:
        return
    kept = cells.others(engine.best)
    frozen: list[tuple[Sum, int]] = []
    for objective in (total(troughs.aside), total(troughs.pieces), *objectives):
        if objective.value(engine.best) > engine.pool.low(objective):
            model = engine.pool.keeping(objective, kept, engine.best, frozen)
            engine.run(model, objective, engine.solver(_SECONDS))
        frozen.append((objective, objective.value(engine.best)))
