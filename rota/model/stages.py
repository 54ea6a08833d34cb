"""In which order breaches are minimised: tiers, and within a tier the order of the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rota.rules import Level, Rule, Tier


class Moves(StrEnum):
    """When it counts how many people are moved from what they were told: right after cover, or after all else."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Stage:
    """One objective: breaches of some rules, added up, once all earlier stages are frozen.

    ``members`` names the rules by their place among all rules; ``strong`` tells strong wishes, None
    where the rule knows no strength. ``allowance`` is how much worse than its best the stage may
    become for the sake of later ones, in its own amounts, and ``slack`` by how many thousandths of its best
    beside. Of its amounts ``scale`` make one ``unit``. A ``fine`` measure adds up what every half hour costs by its heads,
    in parts of a unit.
    """

    name: str
    unit: str
    tier: Tier
    members: tuple[int, ...]
    strong: bool
    allowance: int = 0
    slack: int = 0
    scale: int = 1
    fine: bool = False

    def may_slacken(self, best: int) -> int:
        """By how much later stages may worsen this one, if it came to ``best``."""
        return self.allowance + max(0, best) * self.slack // 1000


def stages_of(rules: Sequence[Rule], allowances: Mapping[int, int]) -> tuple[Stage, ...]:
    """The stages for ``rules``; ValueError where rules that share a rank do not share unit and scale.

    ``allowances`` gives for a rule, by its place, by how much its stage may slacken afterwards.

    Every rule may have a stage for strong wishes before all those for the rest of its tier. Rules
    that must hold have none; where there are no others, one stage stands for finding a rota at all.
    """
    tiers = [(place, rule) for place, rule in enumerate(rules) if rule.level is not Level.MUST]
    found = tuple(
        stage
        for tier in Tier
        for strong in (True, False)
        for stage in _of_tier(
            [(place, rule) for place, rule in tiers if rule.in_tier is tier], tier, strong, allowances
        )
    )
    return found or (Stage("rules that must hold", "breaches", Tier.COVER, (), strong=False),)


def _of_tier(
    members: list[tuple[int, Rule]], tier: Tier, strong: bool, allowances: Mapping[int, int]
) -> list[Stage]:
    ranked: dict[object, list[tuple[int, Rule]]] = {}
    for place, rule in members:
        ranked.setdefault(("own", place) if rule.rank is None else rule.rank, []).append((place, rule))
    return [_stage(together, tier, strong, allowances) for together in ranked.values()]


def _stage(
    together: list[tuple[int, Rule]], tier: Tier, strong: bool, allowances: Mapping[int, int]
) -> Stage:
    units = sorted({(rule.counts_in, rule.counts_by) for _, rule in together})
    names = " + ".join(dict.fromkeys(rule.name for _, rule in together))
    if len(units) > 1:
        raise ValueError(
            f"{names} share a rank but count {' and '.join(_words(*unit) for unit in units)}; give them ranks of their own"
        )
    name = f"strong {names}" if strong else names
    members = tuple(place for place, _ in together)
    allowance = sum(allowances.get(place, 0) for place in members)
    slack = max(rule.slack for _, rule in together)
    unit, scale = units[0]
    fine = scale > 1 and all(rule.tier is Tier.COVER for _, rule in together)
    return Stage(name, unit, tier, members, strong, allowance, slack, scale, fine)


def _words(unit: str, scale: int) -> str:
    return unit if scale == 1 else f"{unit} (by {scale})"
