"""What a plan has to show for itself: its stages as the scorecard's tiers, and what its pins cost."""

from rota.show.scorecard import PinCost, Scorecard, TierLine
from rota.work.plan import Plan


def card_of(planned: Plan) -> Scorecard:
    """The scorecard of a plan."""
    tiers = tuple(
        TierLine(
            name=stage.name,
            unit=stage.unit,
            best=stage.best,
            bound=stage.bound,
            gap=stage.gap,
            proven=stage.proven,
            seconds=stage.seconds,
            allowance=stage.allowance,
        )
        for stage in planned.outcome.stages
        if stage.counts
    )
    costs = tuple(
        PinCost(pinned.name, pinned.unit, pinned.best - free.best)
        for pinned, free in zip(planned.outcome.stages, planned.without_pins, strict=False)
    )
    return Scorecard(planned.rota, tiers, planned.verdicts, costs or None)
