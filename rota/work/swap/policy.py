"""What becomes of a swap that makes rules worse: allowed, referred to the leader, or denied (``[swaps]``)."""

from dataclasses import dataclass

from rota.domain.cell import Kind
from rota.domain.policy import Ruling, Swaps
from rota.rules import Finding, Level, Rule
from rota.work.effects import Effects, RuleEffect
from rota.work.swap.screen import burdened


@dataclass(frozen=True)
class Ruled:
    """One rule that a change shifts, and what becomes of it; no ruling where it gets no worse."""

    effect: RuleEffect
    ruling: Ruling | None

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.effect.rule.name

    @property
    def by(self) -> int:
        """By how much the rule gets worse; at least 1 where it does."""
        return max(1, self.effect.after - self.effect.before)


def ruling_of(swaps: Swaps, rule: Rule, *, lieu_owed: bool) -> Ruling:
    """What becomes of a change that makes ``rule`` worse; ``lieu_owed`` says that it leaves time in lieu owed.

    What nobody may trade (agreed limits, training, contracts) is always denied. A rule that is named goes as
    named, but one that must hold is never simply allowed; any other goes by its level. A missing lieu
    day that is kept as time owed is for the leader.
    """
    if rule.locks and rule.level is Level.MUST:
        return Ruling.DENY
    named = next((entry.do for entry in swaps.rule if entry.rule == rule.name), None)
    if named is not None and not (named is Ruling.ALLOW and rule.level is Level.MUST):
        return named
    by_level = {Level.MUST: swaps.must, Level.SHOULD: swaps.should, Level.WISH: swaps.wish}[rule.level]
    kept_as_time = lieu_owed and Kind.LIEU in rule.places
    return Ruling.REFER if by_level is Ruling.DENY and kept_as_time else by_level


def ruled(swaps: Swaps, effects: Effects, *, lieu_owed: bool, ordered: bool = False) -> tuple[Ruled, ...]:
    """Every rule whose amount or findings change, in the order of ``rules.toml``.

    What is ``ordered`` by a leader, and no bargain between agents, makes no must rule worse, whatever is said of swaps.
    """

    def ruling(rule: Rule) -> Ruling:
        if ordered and rule.level is Level.MUST:
            return Ruling.DENY
        return ruling_of(swaps, rule, lieu_owed=lieu_owed)

    return tuple(
        Ruled(effect, ruling(effect.rule) if worse(effect) else None)
        for effect in effects.rules
        if effect.came or effect.went or effect.before != effect.after
    )


def worse(effect: RuleEffect) -> bool:
    """Whether a rule gets worse; one that must hold, also where it only gets worse for somebody."""
    return effect.worse or (effect.rule.level is Level.MUST and burdened(effect.came, effect.went))


def of_ruling(found: tuple[Ruled, ...], ruling: Ruling) -> tuple[Ruled, ...]:
    """Those of one ruling."""
    return tuple(one for one in found if one.ruling is ruling)


def findings_of(found: tuple[Ruled, ...]) -> tuple[Finding, ...]:
    """The findings that come with ``found``; what to do about them is not for whoever swaps."""
    return tuple(finding.with_(fix="") for one in found for finding in one.effect.came)
