"""What a plan has to show for itself: its stages as the scorecard's tiers, and what its pins cost."""

from collections.abc import Iterable

from rota.model.result import StageResult
from rota.show.scorecard import PinCost, Scorecard, TierLine
from rota.work.planning.plan import Plan


def tiers_of(stages: Iterable[StageResult]) -> tuple[TierLine, ...]:
    """The stages in which something could be broken, as tiers."""
    return tuple(
        TierLine(
            name=stage.name,
            unit=stage.unit,
            best=stage.best,
            bound=stage.bound,
            gap=stage.gap,
            proven=stage.proven,
            seconds=stage.seconds,
            allowance=stage.allowance,
            scale=stage.scale,
        )
        for stage in stages
        if stage.counts
    )


def card_of(planned: Plan) -> Scorecard:
    """The scorecard of a plan."""
    free = {stage.name: stage.best for stage in planned.without_pins}
    costs = tuple(
        PinCost(stage.name, stage.unit, stage.best - free.get(stage.name, 0), stage.scale)
        for stage in planned.outcome.stages
        if free
    )
    return Scorecard(planned.rota, tiers_of(planned.outcome.stages), planned.verdicts, costs or None)
