"""Facts and rules to a model, in two passes: locks strike values out, then everything is said."""

from collections.abc import Sequence

from rota.domain.cell import Kind
from rota.domain.facts import Facts
from rota.model.cells import Cells
from rota.model.pool import Pool
from rota.model.verbs import Planner
from rota.rules import Level, Rule

PLANNED = frozenset({Kind.SHIFT, Kind.OFF})
"""What the planner always may place; rules add to it (``Rule.places``)."""


def open_model(
    facts: Facts,
    rules: Sequence[Rule],
    *,
    every_value: bool = False,
    explaining: bool = False,
    locked: bool = False,
) -> Planner:
    """The model of ``rules`` on ``facts``.

    With ``every_value`` each kind of cell has a variable, and what may not be is posted rather
    than left out; with ``explaining`` also each constraint can be switched off by its reason, locks
    too unless all of them are to stay ``locked``.
    """
    pool = Pool(explaining=explaining)
    kinds = frozenset(Kind) if every_value else PLANNED.union(*(rule.places for rule in rules))
    cells = Cells(facts, pool, kinds, anywhere=every_value)
    planner = Planner(facts, rules, cells, pool)
    posted = every_value or (explaining and not locked)
    strikes = [] if posted else [rule for rule in rules if _only_strikes(rule)]
    for rule in strikes:
        rule.encode(planner)
    planner.open()
    for rule in rules:
        if rule not in strikes:
            rule.encode(planner)
    cells.serving.troughs.close()
    planner.links.post()
    return planner


def _only_strikes(rule: Rule) -> bool:
    return rule.locks and rule.level is Level.MUST
