"""What a search for a repair found, as it is shown."""

from collections.abc import Iterator

from rota.domain.breaks import bare
from rota.rules import Tier
from rota.show.repair import AskLine, OptionSheet, RepairSheet, RuleLine
from rota.work.effects import Effects
from rota.work.repair.asks import Ask
from rota.work.repair.mending import Repair
from rota.work.repair.options import Option


def sheet_of(found: Repair) -> RepairSheet:
    """The sheet that shows ``found``."""
    return RepairSheet(
        found.group,
        found.month,
        found.absent,
        found.short,
        tuple(_option(option) for option in found.options),
        tuple(_ask(ask) for ask in found.asks),
        found.left,
        found.later,
        found.elsewhere,
        found.day,
    )


def _option(option: Option) -> OptionSheet:
    return OptionSheet(
        option.extent.value,
        option.cells,
        option.effects.cover,
        option.missing,
        option.least,
        option.fewest,
        option.proven,
        tuple(_rules(option.effects)),
        option.levels,
    )


def _rules(effects: Effects) -> Iterator[RuleLine]:
    """The rules whose amounts change, cover apart, which is shown half hour by half hour."""
    for effect in effects.rules:
        rule = effect.rule
        if effect.before != effect.after and rule.in_tier is not Tier.COVER:
            said = (rule.code, rule.name, rule.level.value, rule.counts_in)
            yield RuleLine(*said, effect.before, effect.after, rule.counts_by)


def _ask(ask: Ask) -> AskLine:
    return AskLine(ask.agent, ask.day, str(bare(ask.before)), str(bare(ask.after)), ask.span, ask.covers)
