"""Say in plain words why no rota exists: the rules that clash, where, and what would lift each."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rota.domain.clock import day_words
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.period import ONE_DAY
from rota.model.result import Outcome
from rota.rules import Finding, Rule
from rota.show.settings import settings_text
from rota.show.words import period_words
from rota.work.ruleset import RuleSet

MOST = 6
"""So many places of one rule are named, and so many facts; the rest is counted."""


def explain_clash(facts: Facts, rules: RuleSet, outcome: Outcome) -> tuple[str, tuple[Finding, ...]]:
    """A sentence, and a finding for each rule of the clashing set."""
    found = tuple(_findings(facts, rules, outcome))
    start = f"there is no rota for {period_words(facts.period)}"
    return f"{start}: {_verdict(len(found), outcome.minimal)}", found


def _verdict(clashing: int, minimal: bool) -> str:
    if not clashing:
        return (
            "no rota keeps all must rules, and which of them clash was not found in time; undo what was "
            'changed last, or set level = "should" on the rules that may give way, and plan again'
        )
    if not minimal:
        return "the rules above clash, though time ran out before it was known whether all of them are part of it"
    if clashing == 1:
        return "the rule above cannot be kept there, whatever else gives way; change what it asks for, and plan again"
    return (
        f"the {clashing} rules above cannot all be kept there; let one of them give way and plan again, "
        "which tells whether anything else clashes"
    )


def _findings(facts: Facts, rules: RuleSet, outcome: Outcome) -> Iterator[Finding]:
    """One finding for each clashing rule, with all the places at which it is part of the clash."""
    for at in dict.fromkeys(clash.rule for clash in outcome.clashes):
        rule = rules.rules[at]
        where = [clash.where for clash in outcome.clashes if clash.rule == at]
        given = _given(facts, where, [clash.where for clash in outcome.clashes])
        unpin = "take back a pin with `rota unpin`; " if f" {Why.PIN.value} " in given else ""
        yield Finding(
            rule.code,
            rule.level,
            f"{rule.name}, {_shortened(where, '; ')}: {_asks(rule)}{given}",
            rule=rule.name,
            place=rules.places[at],
            fix=f"{rule.remedy}; {unpin}{_way_out(rule)}",
        )


def _way_out(rule: Rule) -> str:
    """What lets a rule give way: for ever or for days; a rule of law only for what the law itself gives."""
    if rule.law:
        return "or let HR waive it for these days, on a ground of the regulation: waivers.toml"
    return 'or let the rule give way with level = "should", or for these days by a waiver of HR: waivers.toml'


def _asks(rule: Rule) -> str:
    """What the rule asks, in the first sentence about its class, and the settings that it speaks of."""
    text = " ".join((type(rule).__doc__ or rule.name).split())
    sentence = re.split(r"\.(?: |$)", text, maxsplit=1)[0]
    asks = sentence[:1].lower() + sentence[1:].replace("``", "`")
    settings = settings_text(rule) if "``" in sentence else ""
    return f"{asks} ({settings})" if settings else asks


def _given(facts: Facts, where: Sequence[str], everywhere: Sequence[str]) -> str:
    """The facts that the planner must take as they are: of the agents named, in the weeks named here or else anywhere."""
    words = " ".join(where)
    dated = [text for text in (words, " ".join(everywhere)) if _names_any(text, facts.period.days)]
    named = [agent for agent in facts.agents if re.search(rf"(?<![\w-]){re.escape(agent)}(?![\w-])", words)]
    days = [day for week in facts.period.weeks if dated and _names_any(dated[0], week) for day in week]
    told = [
        f"{agent} {text}" for agent in named for text in _facts_of(facts, agent, days or facts.period.days)
    ]
    return f" (given: {_shortened(told, ', ')})" if told else ""


def _names_any(words: str, days: Sequence[date]) -> bool:
    return any(day_words(day) in words for day in days)


def _facts_of(facts: Facts, agent: str, days: Sequence[date]) -> Iterator[str]:
    """Each stretch of days that are given for the same reason; closed days are everybody's."""
    stretch: list[date] = []
    for day in (*days, days[-1] + ONE_DAY):
        fixed = facts.fixed.get((agent, day)) if day in days else None
        before = facts.fixed[agent, stretch[-1]] if stretch else None
        if before and (fixed is None or fixed != before or day - stretch[-1] > ONE_DAY):
            yield _stretch_words(before, stretch)
            stretch = []
        if fixed is not None and fixed.why is not Why.CLOSED:
            stretch.append(day)


def _stretch_words(fixed: Fixed, days: Sequence[date]) -> str:
    when = day_words(days[0]) if len(days) == 1 else f"{day_words(days[0])} to {day_words(days[-1])}"
    if fixed.why is Why.LEAVE:
        return f"on granted leave {when}"
    by = f" by {fixed.by}" if fixed.by and fixed.why is Why.PIN else ""
    return f"{fixed.why.value}{by} as {fixed.cell}, {when}"


def _shortened(texts: Sequence[str], comma: str) -> str:
    shown = comma.join(texts[:MOST])
    return shown if len(texts) <= MOST else f"{shown} and {len(texts) - MOST} more"
