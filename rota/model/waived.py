"""What live waivers lift in a model: which cells are behind a number, and the stage that keeps waived breaches few."""

from collections.abc import Sequence

from rota.domain.facts import Facts
from rota.model.cells import Cells
from rota.model.stages import Stage
from rota.model.sums import Sum
from rota.rules import CellKey, Level, Rule, Tier
from rota.rules.waiving import lifts, waivers_of


class Waived:
    """Says of what a must rule asks whether live waivers cover every undecided cell that it is about."""

    def __init__(self, facts: Facts, rules: Sequence[Rule], cells: Cells) -> None:
        self._facts = facts
        self._cells = cells
        self._rules = {id(rule) for rule in _waivable(rules, facts)}

    def lifts(self, rule: Rule, *counts: Sum) -> bool:
        """Whether nothing undecided in ``counts`` is bound by ``rule``; False where nothing in them is undecided."""
        if id(rule) not in self._rules:
            return False
        behind = [self._cells.behind(count) for count in counts]
        cells: set[CellKey] = set().union(*(found for found in behind if found is not None))
        return bool(cells) and None not in behind and lifts(rule, cells, self._facts)

    def lifts_cell(self, rule: Rule, cell: CellKey) -> bool:
        """Whether ``rule`` does not bind an undecided ``cell``."""
        return id(rule) in self._rules and self._cells.undecided(*cell) and lifts(rule, [cell], self._facts)


def with_waived(stages: Sequence[Stage], rules: Sequence[Rule], facts: Facts) -> tuple[Stage, ...]:
    """``stages`` with one more: as few waived breaches as can be, once cover is settled and before all else.

    A waiver lets a rule be broken; it asks for no breach.
    """
    waivable = {id(rule) for rule in _waivable(rules, facts)}
    members = tuple(place for place, rule in enumerate(rules) if id(rule) in waivable)
    if not members:
        return tuple(stages)
    own = Stage("waived breaches", "breaches", Tier.SHOULD, members, strong=False)
    cover = [stage for stage in stages if stage.tier is Tier.COVER]
    return (*cover, own, *stages[len(cover) :])


def _waivable(rules: Sequence[Rule], facts: Facts) -> list[Rule]:
    """The must rules of which there is a live waiver."""
    return [rule for rule in rules if rule.level is Level.MUST and any(waivers_of(rule, facts.waivers))]
