"""SHIFT02 same-pattern: an agent stays on one shift pattern all month.

Why      Who starts at the same time all month can arrange school runs, trains and sleep. Single days that
         differ cost more than they seem to.
Source   Custom: the rota is made a month ahead so that a family can plan around it.
Counts   Shifts on days on which the contract allows more than one pattern. The pattern worked on most of
         them is the month's; each other one is a shift off it. Saturdays have their own pattern and do not
         count, nor does it matter which service is worked.
Carries  Nothing: each month may have another pattern.
Costs    One per shift off the month's pattern.
Waive    Nothing to waive as a rule: at ``should`` it fails no check. Under --fail-on should: HR, in
         waivers.toml, for the agent and the days.

    [[rule]]
    use = "same-pattern"
    level = "should"

    [[pass]]
    name = "late all week"
    rota.ann = "LLLLL.."

    [[fail]]
    name = "an early among lates"
    rota.ann = "LLELL.."
    breaks = ["ann 3"]
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.table import Weekday
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class SamePattern(Rule):
    """An agent's shifts are all of one pattern, the month's."""

    code: ClassVar[str] = "SHIFT02"
    name: ClassVar[str] = "same-pattern"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts off the month's pattern"
    remedy: ClassVar[str] = "set the shift to the month's pattern, or record the wish that it answers"

    level: Literal[Level.SHOULD, Level.WISH] = Level.SHOULD

    def encode(self, model: RotaModel) -> None:
        """Every shift on a day with a choice is of the one pattern that is chosen for the agent."""
        for agent in model.facts.agents:
            days = [day for day in model.facts.period.days if _has_choice(model.facts, agent, day)]
            if days:
                patterns = {
                    pattern: [model.shift(agent, day, pattern=pattern) for day in days]
                    for pattern in model.facts.patterns
                }
                model.stay_on_one(self, patterns, f"the pattern of {agent}")

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Find the pattern worked most, the earlier one where two are worked as often, and what is off it."""
        for agent in rota.agents:
            worked = {
                day: cell.pattern
                for day, cell in rota.in_period(agent)
                if cell.is_shift and _has_choice(rota.facts, agent, day)
            }
            for usual, times in Counter(worked.values()).most_common(1):
                for day, pattern in worked.items():
                    if pattern != usual:
                        message = (
                            f"{agent} works {pattern} on {day_words(day)}; "
                            f"the month's pattern is {usual} ({times} of {len(worked)} shifts)"
                        )
                        yield self.finding(agent, day, message, cells=[(agent, each) for each in worked])


def _has_choice(facts: Facts, agent: str, day: date) -> bool:
    """Whether the contract lets ``agent`` work more than one pattern on ``day``, Saturdays apart."""
    weekday = Weekday.of(day)
    standing = facts.standing(agent, day)
    if standing is None or weekday is Weekday.SAT or not facts.present(agent, day):
        return False
    allowed = set(standing.contract.patterns_on(day))
    return sum(weekday in facts.patterns[pattern].weekdays for pattern in allowed) > 1
