"""Facts with little changed: what was worked out from the rest is kept, since working it out is most of the time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rota.domain.facts import CellsByAgent, Facts, Fixed
from rota.domain.period import Period

_SHARED = (
    *("teams", "ever_here", "agent_of", "patterns", "services"),
    *("_standings", "_opening", "_needs"),
)
"""What is worked out from facts that are not changed here."""


def revised(
    facts: Facts,
    *,
    known: CellsByAgent | None = None,
    fixed: Mapping[tuple[str, date], Fixed] | None = None,
    taken_over: frozenset[tuple[str, date]] = frozenset(),
    given_over: frozenset[tuple[str, date]] = frozenset(),
) -> Facts:
    """``facts`` with other known or fixed cells, and more that were taken or given over."""
    new = replace(
        facts,
        known=facts.known if known is None else known,
        fixed=facts.fixed if fixed is None else fixed,
        taken_over=facts.taken_over | taken_over,
        given_over=facts.given_over | given_over,
    )
    return _sharing(new, facts, facts.agents)


def of_agents(facts: Facts, agents: tuple[str, ...]) -> Facts:
    """``facts`` as if ``agents`` were the whole group, for rules that look at each agent alone."""
    return _sharing(replace(facts), facts, agents)


def of_day(facts: Facts, day: date) -> Facts:
    """``facts`` as if ``day`` were the whole period, for rules that look at each day alone."""
    return _sharing(replace(facts, period=Period(day, day)), facts, facts.agents)


def _sharing(new: Facts, facts: Facts, agents: tuple[str, ...]) -> Facts:
    new.__dict__.update({name: facts.__dict__[name] for name in _SHARED if name in facts.__dict__})
    new.__dict__["agents"] = agents
    return new
