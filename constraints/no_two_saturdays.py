"""SAT02 no-two-saturdays: nobody works two Saturdays running.

Why      A free weekend in between is what makes Saturday work bearable, and what people with families plan
         on.
Source   The Saturday working agreement; cite the clause in the rota's own TOML.
Counts   Saturdays, by the calendar, on which a shift starts, apart from those that are contracted working
         days. A Saturday off in between, closed ones too, is enough.
Carries  The Saturday before the period, from its rota or from history.toml, and the one after it where that
         rota is published already. Where the one before is not known, it says so.
Costs    One per pair of Saturdays running (three running are two pairs).
Waive    HR, in waivers.toml, for the agent and the two Saturdays: where the agent took the second one over of
         their own will.

    [[rule]]
    use = "no-two-saturdays"

    [[pass]]
    name = "a Saturday off in between"
    rota.ann = "oEEEES.|EEEEE..|oEEEES."

    [[fail]]
    name = "two running"
    rota.ann = "oEEEES.|oEEEES."
    breaks = ["ann 13"]
"""

from collections.abc import Iterator, Set
from datetime import date
from itertools import pairwise
from typing import ClassVar

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.period import ONE_WEEK
from rota.domain.rota import Rota
from rota.domain.saturdays import saturdays, worked_outside
from rota.rules import Finding, Reach, RotaModel, Rule


class NoTwoSaturdays(Rule):
    """Nobody works two Saturdays running."""

    code: ClassVar[str] = "SAT02"
    name: ClassVar[str] = "no-two-saturdays"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "pairs of Saturdays running"
    remedy: ClassVar[str] = "give one of the two Saturdays to somebody else"

    def encode(self, model: RotaModel) -> None:
        """Of each two Saturdays running, one of them in the period, at most one is worked."""
        facts = model.facts
        own = tuple(saturdays(facts.period.start, facts.period.end))
        for agent in facts.agents:
            outside = worked_outside(facts, agent)
            free = [day for day in own if not _contracted(facts, agent, day)]
            for day in free:
                where = f"{agent}, {day_words(day)} and the Saturday after"
                worked, after = model.works(agent, day), day + ONE_WEEK
                if after in free:
                    model.at_most(self, worked + model.works(agent, after), 1, where)
                for neighbour in (day - ONE_WEEK, after):
                    if neighbour in outside and not _contracted(facts, agent, neighbour):
                        model.at_most(self, worked + 1, 1, where)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Put the Saturdays worked in a row and look for gaps of one week."""
        for agent in rota.agents:
            worked = sorted(
                day for day in self._worked(rota, agent) if not _contracted(rota.facts, agent, day)
            )
            for first, second in pairwise(worked):
                if second - first == ONE_WEEK and (first in rota.facts.period or second in rota.facts.period):
                    day = second if second in rota.facts.period else first
                    message = (
                        f"{agent} works two Saturdays running, {day_words(first)} and {day_words(second)}"
                    )
                    yield self.finding(agent, day, message, cells=[(agent, first), (agent, second)])
        yield from self._not_known(rota.facts)

    def _worked(self, rota: Rota, agent: str) -> Set[date]:
        own = {day for day, cell in rota.in_period(agent) if cell.is_shift and day.weekday() == 5}
        return own | worked_outside(rota.facts, agent)

    def _not_known(self, facts: Facts) -> Iterator[Finding]:
        first = next(saturdays(facts.period.start - ONE_WEEK, facts.period.end))
        since = {agent: facts.known_since(agent) for agent in facts.agents}
        unclear = [agent for agent, start in since.items() if start is None or start > first]
        if unclear:
            yield self.unknown(
                f"who worked on {day_words(first)} is not known for {len(unclear)} of {len(since)} agents"
            )


def _contracted(facts: Facts, agent: str, day: date) -> bool:
    standing = facts.standing(agent, day)
    return standing is not None and standing.contracted
