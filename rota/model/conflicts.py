"""Why no rota exists: a minimal set of rules, each at its place, that contradict one another."""

from collections.abc import Sequence
from dataclasses import replace

from rota.domain.facts import Facts
from rota.model.build import open_model
from rota.model.explained import Explained, Reason, Time
from rota.model.result import Clash, Outcome
from rota.rules import Level, Rule

_SECONDS = 45.0
"""What finding the clashing rules may take in all: whoever waits has waited for a rota already."""


def find_clashes(facts: Facts, rules: Sequence[Rule], outcome: Outcome) -> Outcome:
    """``outcome`` with a set of clashing rules; minimal unless a proof ran out of time.

    In two steps, as a model in which every lock could be lifted has many times the variables:
    first the other rules that clash while all locks hold, then the locks that these few need.
    """
    time = Time(_SECONDS)
    must = [place for place, rule in enumerate(rules) if rule.level is Level.MUST]
    struck = _explained(facts, rules, must, locked=True)
    settled, core = struck.core(struck.reasons, time)
    if not settled:
        return outcome
    few, minimal = _shrunk(struck, core, (), time)
    some = sorted({place for place in must if rules[place].locks} | {place for place, _ in few})
    whole = _explained(facts, rules, some, few)
    locks = [reason for reason in whole.reasons if rules[reason[0]].locks]
    settled, core = whole.core([*few, *locks], time)
    needed, proven = _shrunk(whole, [reason for reason in core if reason in locks], few, time)
    said = [*struck.reasons, *whole.reasons]
    clashes = sorted([*few, *needed], key=lambda reason: (reason[0], said.index(reason)))
    return replace(
        outcome,
        clashes=tuple(Clash(*reason) for reason in clashes),
        minimal=bool(settled) and minimal and proven,
    )


def _explained(
    facts: Facts,
    rules: Sequence[Rule],
    places: Sequence[int],
    about: Sequence[Reason] = (),
    *,
    locked: bool = False,
) -> Explained:
    """The model of the rules at ``places`` alone."""
    some = [rules[place] for place in places]
    return Explained(open_model(facts, some, explaining=True, locked=locked).pool, places, about)


def _shrunk(
    model: Explained, core: Sequence[Reason], always: Sequence[Reason], time: Time
) -> tuple[list[Reason], bool]:
    """A part of ``core`` of which none can be left out beside ``always``, and whether all of that was proven.

    The last are tried first, so that of places that are as good the earliest is named.
    """
    needed, minimal = list(core), True
    for reason in reversed(core):
        if reason in needed:
            settled, smaller = model.core([*always, *(other for other in needed if other != reason)], time)
            minimal = minimal and settled is not None
            needed = [other for other in needed if other in smaller] if settled else needed
    return needed, minimal
