"""SHIFT03 late-share: lates are shared fairly from one month to the next.

Why      Lates take the evening with family and friends. Dealt out over months, they fall on nobody in
         particular.
Source   Custom, or your agreement on unpopular shifts.
Counts   Shifts of a pattern that is ``late``, apart from those on days for which the agent wished for a late
         pattern. Each agent's lates are dealt in blocks of ``block``, pro rata by FTE and at least one; half a
         late rounds up. The FTE is that of the agent's first day in the period.
Carries  The lates of the ``months`` rotas before this one come first; so do opening balances that end within them.
         Where they are not known, it says so.
Costs    A late in the first block costs nothing, in the second 1, in the third 2 and so on. So lates go to
         those who had the fewest, and nobody is charged for a fair beginning.
Waive    Seldom needed, since at ``should`` it fails no check. As ``must``: HR, in waivers.toml, for an agent
         who agreed to more lates for a time. A standing preference is better recorded as a wish: lates wished
         for do not count.

    [[rule]]
    use = "late-share"
    level = "should"
    months = 6
    block = 20

    [[pass]]
    name = "one block of two"
    settings = { months = 1, block = 2 }
    rota.ann = "LLEEE.."

    [[fail]]
    name = "one late into the second block"
    settings = { months = 1, block = 2 }
    rota.ann = "LLLEE.."
    breaks = ["ann -"]
    amount = 1
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import accumulate
from math import floor
from typing import ClassVar

from pydantic import PositiveInt

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.period import span
from rota.domain.rota import Rota
from rota.domain.standing import Standing
from rota.domain.wishes import WishFor
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class LateShare(Rule):
    """Lates go to the agents who have had the fewest in the last ``months`` rotas."""

    code: ClassVar[str] = "SHIFT03"
    name: ClassVar[str] = "late-share"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "lates past the first block, by how many blocks"
    remedy: ClassVar[str] = "give some of the lates to somebody who has had fewer"

    level: Level = Level.SHOULD
    months: PositiveInt = 6
    block: PositiveInt = 20

    def encode(self, model: RotaModel) -> None:
        """Each late costs the number of whole blocks that the agent has had before it."""
        facts = model.facts
        lates = [pattern.id for pattern in facts.centre.pattern if pattern.late]
        for agent in facts.agents:
            free = _wished_days(facts, agent)
            days = [day for day in facts.period.days if day not in free and facts.present(agent, day)]
            counts = [model.shift(agent, day, pattern=pattern) for day in days for pattern in lates]
            if counts:
                block, before = self._block(facts, agent), self._before(facts, agent)
                prices = ((before + at) // block for at in range(len(days)))
                costs = list(accumulate(prices, initial=0))
                model.convex_cost(self, sum(counts[1:], counts[0]), costs, f"the lates of {agent}")

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Reckon what all of an agent's lates cost, less what those before the period did."""
        facts = rota.facts
        for agent in rota.agents:
            days = list(_lates(facts, agent, dict(rota.in_period(agent))))
            if not days:
                continue
            block, before = self._block(facts, agent), self._before(facts, agent)
            amount = _whole_cost(before + len(days), block) - _whole_cost(before, block)
            if amount:
                message = (
                    f"{agent} works late {len(days)} times, {day_words(days[0])} to {day_words(days[-1])}, "
                    f"after {before} in the {self.months} months before; a fair block is {block}"
                )
                cells = [(agent, day) for day in days]
                yield self.finding(agent, None, message, amount=amount, cells=cells)
        yield from self._not_known(facts)

    def _block(self, facts: Facts, agent: str) -> int:
        first = _first_standing(facts, agent)
        fte = first.contract.fte if first else Fraction(1)
        return max(1, floor(self.block * fte + Fraction(1, 2)))

    def _window(self, facts: Facts) -> date:
        """The first day of the rotas that count."""
        period = facts.period
        for _ in range(self.months):
            period = period.before
        return period.start

    def _before(self, facts: Facts, agent: str) -> int:
        """Lates of ``agent`` that count from before the period."""
        first = self._window(facts)
        past = {day: cell for day, cell in facts.past_cells(agent).items() if day >= first}
        shown = sum(1 for _ in _lates(facts, agent, past))
        as_of = facts.history.as_of
        return shown + (facts.history.of(agent).lates if as_of is None or as_of >= first else 0)

    def _not_known(self, facts: Facts) -> Iterator[Finding]:
        first = self._window(facts)
        since = {agent: facts.known_since(agent) for agent in facts.agents if _may_work_late(facts, agent)}
        unclear = [agent for agent, start in since.items() if start is None or start > first]
        if unclear:
            yield self.unknown(f"lates since {first} are not known for {len(unclear)} of {len(since)} agents")


def _whole_cost(lates: int, block: int) -> int:
    """What so many lates cost since the window began."""
    blocks, rest = divmod(lates, block)
    return block * blocks * (blocks - 1) // 2 + rest * blocks


def _wished_days(facts: Facts, agent: str) -> set[date]:
    """The days for which ``agent`` wished for a late pattern."""
    late = {pattern.id for pattern in facts.centre.pattern if pattern.late}
    return {
        day
        for wish in facts.wishes.get(agent, ())
        if wish.what is WishFor.PATTERN and wish.pattern in late
        for day in span(wish.from_, wish.until)
    }


def _lates(facts: Facts, agent: str, cells: Mapping[date, Cell]) -> Iterator[date]:
    """The days of lates that ``agent`` did not wish for."""
    late = {pattern.id for pattern in facts.centre.pattern if pattern.late}
    wished = _wished_days(facts, agent)
    return (day for day, cell in cells.items() if cell.pattern in late and day not in wished)


def _first_standing(facts: Facts, agent: str) -> Standing | None:
    return next((facts.standing(agent, day) for day in facts.period.days if facts.present(agent, day)), None)


def _may_work_late(facts: Facts, agent: str) -> bool:
    standing = _first_standing(facts, agent)
    return standing is not None and any(facts.patterns[each].late for each in standing.contract.patterns)
