"""Say in plain words why no rota exists: the rules that clash, where, and what would lift each."""

from collections.abc import Iterator

from rota.domain.facts import Facts
from rota.model.result import Clash, Outcome
from rota.rules import Finding, Rule
from rota.work.situation import RuleSet


def explain_clash(facts: Facts, rules: RuleSet, outcome: Outcome) -> tuple[str, tuple[Finding, ...]]:
    """A sentence and a finding for each rule of the clashing set."""
    found = tuple(_findings(facts, rules, outcome))
    if not found:
        return "no rota keeps all must rules; the clashing ones could not be singled out in time", ()
    size = "each of these can be lifted to make a rota possible" if outcome.minimal else "these clash"
    return f"no rota for {facts.period.month} keeps all must rules at once: {size}", found


def _findings(facts: Facts, rules: RuleSet, outcome: Outcome) -> Iterator[Finding]:
    for clash in outcome.clashes:
        rule, place = rules.rules[clash.rule], rules.places[clash.rule]
        yield Finding(
            rule.code,
            rule.level,
            _words(rule, clash, facts),
            rule=rule.name,
            place=place,
            fix=f'loosen the rule, or make it level = "should"; or {rule.remedy}',
        )


def _words(rule: Rule, clash: Clash, facts: Facts) -> str:
    """The rule, where it binds, and the facts in its way."""
    first_line = (type(rule).__doc__ or rule.name).splitlines()[0].rstrip(".")
    held = sorted(
        f"{fixed.why.value} {day:%a} {day.day} {day:%b}"
        for (agent, day), fixed in facts.fixed.items()
        if agent == clash.where.split(" ")[0] and fixed.why.value != "closed"
    )
    because = f" (given: {', '.join(held)})" if held else ""
    return f"{clash.where}: {first_line}{because}"
