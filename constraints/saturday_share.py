"""SAT01 saturday-share: one Saturday in so many, and turns that are shared fairly.

Why      Saturdays are the shifts that nobody wants. One in so many, the same for all and pro rata for
         part-timers, is what was agreed; the fair half sees to it that waiting counts.
Source   The Saturday working agreement; cite the clause in the rota's own TOML.
Counts   Saturday turns: Saturdays on which the agent works a shift, apart from contracted Saturdays. Only
         Saturdays on which the group is open count, so a closed one does not shorten the wait.
         ``level = "must"``: in any n open Saturdays in a row an agent is planned for at most one, where n is
         ``every`` over the agent's FTE, rounded up. A Saturday that the agent took over by an accepted swap or cover of
         their own is no breach, and makes none of those that were published before it. It is credited like any
         other, and later months reckon with it.
         ``level = "should"``, in a second table: whose turn it is. The heads that each open Saturday needs are
         shared out by FTE among those who take turns, and whoever works is credited with one. Ordinary
         leave accrues; school holidays under a term-time contract and whole weeks of absence do not.
         Joiners begin at the mean of the others. The turns of the month go to those with the most due; a
         second one in the month stands a whole Saturday further down. Nobody is asked to work on a
         Saturday that is settled as something else.
Carries  Saturdays of earlier rotas or history.toml, and those of later rotas that are published already.
         Where the past is not known far enough, it says so.
Costs    At must one per Saturday that comes too early. At should the thousandths of a Saturday by which a turn
         worked is below the last one that the heads needed reach, or one not worked is above it.
Waive    HR, in waivers.toml, for the agent and the Saturday: where the agent agreed to an extra one. A
         Saturday taken over by a swap of one's own needs no waiver.

    [[rule]]
    use = "saturday-share"
    every = 6
    level = "must"
    source = "Saturday working agreement, clause 4"

    [[rule]]
    use = "saturday-share"
    every = 6
    level = "should"

    [[pass]]
    name = "one Saturday in three"
    settings = { every = 3 }
    rota.ann = "oEEEES.|EEEEE..|EEEEE..|oEEEES."

    [[fail]]
    name = "the second Saturday after the first is one too early"
    settings = { every = 3 }
    rota.ann = "oEEEES.|EEEEE..|oEEEES."
    breaks = ["ann 20"]

    [[fail]]
    name = "bob again, though it is ann's turn"
    level = "should"
    past = "unknown"
    demand = { need = [{ service = "phones", weekdays = ["sat"], start = "09:00", end = "16:00", heads = 1 }] }
    before.ann = "EEEEE.."
    before.bob = "oEEEES."
    rota.ann = "EEEEE.."
    rota.bob = "oEEEES."
    breaks = ["bob -"]
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import ClassVar

from pydantic import PositiveInt

from constraints import saturday_turns as turns
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota
from rota.domain.saturday_debts import WHOLE
from rota.domain.saturdays import heads_needed, open_saturdays, takes_turn, turns_outside
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class SaturdayShare(Rule):
    """At must: one Saturday in ``every``, pro rata. At should: turns go to those with the most to do."""

    code: ClassVar[str] = "SAT01"
    name: ClassVar[str] = "saturday-share"
    reach: ClassVar[Reach] = Reach.SATURDAYS
    unit: ClassVar[str] = "Saturdays too early"
    remedy: ClassVar[str] = "give the Saturday to somebody who has waited longer"

    every: PositiveInt = 6

    @property
    def counts_in(self) -> str:
        """Saturdays too early at must, Saturdays out of turn at should."""
        return self.unit if self.level is Level.MUST else "Saturdays out of turn"

    @property
    def counts_by(self) -> int:
        """Whole Saturdays at must, thousandths at should."""
        return 1 if self.level is Level.MUST else WHOLE

    def encode(self, model: RotaModel) -> None:
        """At must: at most one turn in any wait. At should: each turn costs how far it is out of turn."""
        if self.level is Level.MUST:
            self._encode_wait(model)
        else:
            turns.encode(self, model)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """At must: measure the waits between turns. At should: deal the turns out and compare."""
        if self.level is Level.MUST:
            yield from self._check_wait(rota)
            yield from self._not_known(rota.facts)
        else:
            yield from turns.check(self, rota)

    def foresee(self, facts: Facts) -> Iterator[str]:
        """Warn where the Saturdays of the period need more heads than the share yields."""
        waits = self._waits(facts).values()
        saturdays = open_saturdays(facts, facts.period.start, facts.period.end)
        yielded = sum((Fraction(1, wait) for wait in waits), Fraction(0))
        if self.level is Level.MUST and heads_needed(facts) > yielded * len(saturdays):
            needed, tenths = Fraction(heads_needed(facts), len(saturdays)), int(yielded * 10)
            yield (
                f"Saturdays need {float(needed):.1f} heads each, but one in {self.every} of {len(waits)} agents "
                f"yields {tenths / 10:.1f}: {int(yielded)} a Saturday can be kept up for ever"
            )

    def _encode_wait(self, model: RotaModel) -> None:
        facts = model.facts
        outside = {agent: turns_outside(facts, agent) for agent in facts.agents}
        known = [facts.period.start, facts.period.end, *(day for days in outside.values() for day in days)]
        saturdays = open_saturdays(facts, min(known), max(known))
        for agent, wait in self._waits(facts).items():
            for at in range(max(1, len(saturdays) - wait + 1)):
                window = saturdays[at : at + wait]
                planned = [day for day in window if (agent, day) not in facts.taken_over]
                own = [day for day in planned if day in facts.period and takes_turn(facts, agent, day)]
                if own:
                    taken = sum(day in outside[agent] for day in planned)
                    count = sum((model.works(agent, day) for day in own[1:]), model.works(agent, own[0]))
                    where = f"{agent}, one Saturday in {wait} up to {day_words(window[-1])}"
                    model.at_most(self, count + taken, 1, where)

    def _check_wait(self, rota: Rota) -> Iterator[Finding]:
        facts = rota.facts
        for agent, wait in self._waits(facts).items():
            own = {
                day for day, cell in rota.in_period(agent) if cell.is_shift and takes_turn(facts, agent, day)
            }
            agreed = {day for taker, day in facts.taken_over if taker == agent}
            taken = sorted(day for day in (own | turns_outside(facts, agent)) - agreed if facts.any_open(day))
            for earlier, later in pairwise(taken):
                inside = [day for day in (later, earlier) if day in facts.period]
                waited = len(open_saturdays(facts, earlier, later)) - 1 if inside else wait
                if waited < wait:
                    message = (
                        f"{agent} works on {day_words(later)}, open Saturday {waited} after {day_words(earlier)}; "
                        f"limit one in {wait}"
                    )
                    yield self.finding(agent, inside[0], message, cells=[(agent, earlier), (agent, later)])

    def _waits(self, facts: Facts) -> dict[str, int]:
        """In how many open Saturdays each agent who takes turns may be planned for one.

        The FTE is that of the agent's first turn in the period.
        """
        saturdays = open_saturdays(facts, facts.period.start, facts.period.end)
        waits = {}
        for agent in facts.agents:
            first = next((day for day in saturdays if takes_turn(facts, agent, day)), None)
            standing = facts.standing(agent, first) if first else None
            if standing is not None:
                waits[agent] = ceil(self.every / standing.contract.fte)
        return waits

    def _not_known(self, facts: Facts) -> Iterator[Finding]:
        """Say where fewer open Saturdays are known than an agent's wait looks back."""
        reaches = {agent: wait - 1 for agent, wait in self._waits(facts).items() if wait > 1}
        since = {agent: facts.known_since(agent) for agent in reaches}
        starts = [start for start in since.values() if start is not None and start > date.min]
        past = open_saturdays(facts, min(starts, default=facts.period.start), facts.period.start - ONE_DAY)
        unclear = []
        for agent, reach in reaches.items():
            first = past[-reach] if reach <= len(past) else date.min
            start = since[agent]
            if start is None or start > first:
                unclear.append(reach)
        if unclear:
            yield self.unknown(
                f"Saturdays before {facts.period.start} are not known for {len(unclear)} of {len(since)} agents; "
                f"the last {max(unclear)} count"
            )
