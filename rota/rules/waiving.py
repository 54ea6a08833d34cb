"""Which findings a waiver covers, and which cells: the one reading of it that checkers and planner share.

A waiver is about cells: those of certain agents on certain days. A finding of a rule that must hold is covered where one of
the cells that make it is; so one waiver does, however many cells a breach takes, and in both months where it crosses
their border. A finding of any other rule, which may count a whole month, is covered where it is printed. What a rule
finds of nobody in particular is the whole group's, and only a waiver of the group covers it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rota.domain.facts import Facts
from rota.domain.waivers import LiveWaiver, Waiver
from rota.rules.finding import CellKey, Finding, Level, Reach
from rota.rules.rule import Rule

_PERSONAL = frozenset({Reach.AGENT, Reach.SATURDAYS})
"""What rules look at whose findings are all of one agent."""


def is_of(waiver: Waiver, code: str, name: str) -> bool:
    """Whether ``waiver`` is of the rule of that code and name."""
    return waiver.rule in (code, name)


def covers(waiver: Waiver, finding: Finding, facts: Facts) -> bool:
    """Whether ``waiver``, live or not, covers ``finding``; nothing covers what is unknown."""
    if finding.unknown or not is_of(waiver, finding.code, finding.rule):
        return False
    if waiver.amount is not None and finding.amount > waiver.amount * finding.scale:
        return False
    if covers_group(waiver, facts):
        return _when(waiver, finding, facts)
    return finding.agent is not None and _whose(waiver, finding, facts)


def covers_group(waiver: Waiver, facts: Facts) -> bool:
    """Whether the whole rota group is meant, by its own name or by all of its teams."""
    return facts.group in waiver.groups or set(facts.teams) <= set(waiver.teams)


def covers_cell(waiver: Waiver, agent: str, day: date, facts: Facts) -> bool:
    """Whether the cell of ``agent`` on ``day`` is meant, whoever else is."""
    if day not in waiver:
        return False
    if agent in waiver.agents:
        return True
    standing = facts.standing(agent, day)
    return standing is not None and standing.team.id in _teams(waiver, facts)


def lifts(rule: Rule, cells: Iterable[CellKey], facts: Facts) -> bool:
    """Whether live waivers of ``rule`` cover all ``cells``, and so whatever it could find in them.

    A waiver of some agents lifts nothing of a rule that may find fault with nobody in particular. One that bounds
    the amount lifts nothing at all, as a finding may add up what the planner is bound to one by one.
    """
    personal = rule.reach in _PERSONAL
    able = [
        live.waiver
        for live in waivers_of(rule, facts.waivers)
        if live.waiver.amount is None and (personal or covers_group(live.waiver, facts))
    ]
    return all(any(covers_cell(waiver, *cell, facts) for waiver in able) for cell in cells)


def waivers_of(rule: Rule, live: Sequence[LiveWaiver]) -> Iterator[LiveWaiver]:
    """Those of ``live`` that are of ``rule``, in their order."""
    return (one for one in live if is_of(one.waiver, rule.code, rule.name))


def _when(waiver: Waiver, finding: Finding, facts: Facts) -> bool:
    """Whether a waiver of the whole group is of the days of ``finding``; all of the period where it has none."""
    days = [day for _, day in finding.cells]
    if finding.level is not Level.MUST or not days:
        days = [finding.day] if finding.day else days or [facts.period.start, facts.period.end]
        return all(day in waiver for day in days)
    return any(day in waiver for day in (*days, finding.day or days[0]))


def _whose(waiver: Waiver, finding: Finding, facts: Facts) -> bool:
    """Whether ``waiver`` is of the agent of ``finding`` on its days."""
    own = [cell for cell in finding.cells if cell[0] == finding.agent]
    printed = [(finding.agent or "", finding.day)] if finding.day else []
    if finding.level is Level.MUST and own:
        return any(covers_cell(waiver, *cell, facts) for cell in (*own, *printed))
    ends = [(finding.agent or "", day) for day in (facts.period.start, facts.period.end)]
    return all(covers_cell(waiver, *cell, facts) for cell in printed or own or ends)


def _teams(waiver: Waiver, facts: Facts) -> set[str]:
    groups = (group.teams for group in facts.centre.group if group.id in waiver.groups)
    return {*waiver.teams, *(team for teams in groups for team in teams)}
