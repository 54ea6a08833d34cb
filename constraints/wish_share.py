"""FAIR01 wish-share: refused wishes are shared fairly, so that nobody always goes without.

Why      Not every wish can be granted. It should not be the same person who goes without each month.
Source   The centre's practice; cite the agreement where there is one.
Counts   Wishes refused (see WISH01) in the period, on top of those refused in the ``months`` before:
         the opening balance in history.toml, and earlier wishes held against earlier rotas. One
         wish is one refusal on either side of the month's border.
Carries  What was refused before makes the next refusal dearer. Where the past is not known, it says so.
Costs    With h refused before and r now, (h + r) squared less h squared: the first refusal costs 1,
         the next 3, then 5. Only agents with wishes in the period count.
Waive    Nothing to waive: at ``wish`` it fails no check.

    [[rule]]
    use = "wish-share"
    level = "wish"
    months = 6

    [[pass]]
    name = "granted, after one refused before"
    history = { agent = [{ id = "ann", refused = 1 }] }
    wishes.ann = [{ what = "day-off", from = 5 }]
    rota.ann = "EEEE..."

    [[fail]]
    name = "refused again, which costs 3"
    history = { agent = [{ id = "ann", refused = 1 }] }
    wishes.ann = [{ what = "day-off", from = 5 }]
    rota.ann = "EEEEE.."
    breaks = ["ann -"]
    amount = 3
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import ClassVar

from pydantic import PositiveInt

from constraints.wishes import refusals
from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY, Period
from rota.domain.rota import Rota
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class WishShare(Rule):
    """The more of an agent's wishes were refused, the dearer the next refusal."""

    code: ClassVar[str] = "FAIR01"
    name: ClassVar[str] = "wish-share"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "points"
    remedy: ClassVar[str] = "grant one of these wishes, at the cost of somebody refused less often"

    level: Level = Level.WISH
    months: PositiveInt = 6

    def encode(self, model: RotaModel) -> None:
        """Each agent's refusals cost the growth of a square."""
        for agent in model.facts.agents:
            wishes = [refusals(model, agent, wish) for wish in model.facts.wishes.get(agent, ())]
            refused = [model.either(days) for days in wishes if days]
            if refused:
                before = self._refused_before(model.facts, agent)
                costs = [_cost(before, now) for now in range(len(refused) + 1)]
                model.convex_cost(self, sum(refused[1:], refused[0]), costs, agent)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Count each agent's refused wishes, in the rota and before it."""
        unclear = []
        for agent in rota.agents:
            now, of, days = _refused_now(rota, agent)
            if of and not self._knows(rota.facts, agent):
                unclear.append(agent)
            if now:
                before = self._refused_before(rota.facts, agent)
                message = (
                    f"{agent}: {now} of {of} wishes refused, {before} in the {self.months} months before"
                )
                cells = [(agent, day) for day in days]
                yield self.finding(agent, None, message, amount=_cost(before, now), cells=cells)
        if unclear:
            many = f"{len(unclear)} of {len(rota.agents)} agents"
            yield self.unknown(f"wishes refused since {self._since(rota.facts)} are not known for {many}")

    def _since(self, facts: Facts) -> date:
        """The first day of the months before that count."""
        return _months_before(facts.period, self.months)

    def _refused_before(self, facts: Facts, agent: str) -> int:
        """Refusals in the months before: the balance, if it reaches into them, and past wishes."""
        since, until = self._since(facts), facts.period.start - ONE_DAY
        balance = facts.history.of(agent).refused if (facts.history.as_of or until) >= since else 0
        past = [wish for wish in facts.wishes.get(agent, ()) if wish.from_ <= until]
        cells = facts.past_cells(agent) if past else {}
        return balance + sum(
            any(day in cells and wish.refused_by(cells[day]) for day in wish.days(since, until))
            for wish in past
        )

    def _knows(self, facts: Facts, agent: str) -> bool:
        known = facts.known_since(agent)
        return known is not None and known <= self._since(facts)


@lru_cache
def _months_before(period: Period, months: int) -> date:
    """The first day of the period so many months earlier."""
    for _ in range(months):
        period = period.before
    return period.start


def _cost(before: int, now: int) -> int:
    return (before + now) ** 2 - before**2


def _refused_now(rota: Rota, agent: str) -> tuple[int, int, list[date]]:
    """Wishes refused in the period, wishes that have days in it, and the days that refuse them.

    One day that is a fact is enough to refuse a wish whatever is planned.
    """
    refused, wishes, against = 0, 0, set[date]()
    for wish in rota.facts.wishes.get(agent, ()):
        days = tuple(wish.days(rota.start, rota.end))
        worked = {day: cell for day in days if (cell := rota.cell(agent, day)) is not None}
        refusing = [day for day, cell in worked.items() if wish.refused_by(cell)]
        settled = [day for day in refusing if (agent, day) in rota.facts.fixed]
        wishes += bool(days)
        refused += bool(refusing)
        against.update(settled or refusing)
    return refused, wishes, sorted(against)
