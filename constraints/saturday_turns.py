"""The fair half of saturday-share: whose turn a Saturday is.

Every agent has some thousandths of a Saturday to do when the month is over and nothing of it is credited yet.
A first turn in the month is worth that much, a second one a whole Saturday less. As many turns as heads
are needed go to the highest values; the lowest of these is where the turns end.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from heapq import heapify, heappop, heapreplace
from itertools import accumulate

from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota
from rota.domain.saturday_debts import WHOLE, debts
from rota.domain.saturdays import (
    heads_needed,
    known_from,
    open_saturdays,
    shares_in,
    turns_left,
    turns_outside,
)
from rota.rules import Finding, RotaModel, Rule


def encode(rule: Rule, model: RotaModel) -> None:
    """Price each number of turns by how far it is from what the agent's values ask for."""
    due, turns, heads = debts(model.facts), turns_left(model.facts), heads_needed(model.facts)
    values = sorted(
        (due[agent] - WHOLE * at for agent, days in turns.items() for at in range(len(days))), reverse=True
    )
    if not values or not heads:
        return
    end = values[min(heads, len(values)) - 1]
    for agent, days in turns.items():
        steps = [end - due[agent] + WHOLE * at for at in range(len(days))]
        costs = list(accumulate(steps, initial=sum(max(0, -step) for step in steps)))
        works = [model.works(agent, day) for day in days]
        model.convex_cost(rule, sum(works[1:], works[0]), costs, f"the Saturdays of {agent}")


def check(rule: Rule, rota: Rota) -> Iterator[Finding]:
    """Deal the turns out one by one, then see who works below the last one or is left out above it."""
    due, turns = _Ledger(rota.facts).due, turns_left(rota.facts)
    yield from _not_known(rule, rota.facts, turns)
    end = _deal(due, turns, heads_needed(rota.facts))
    if end is None:
        return
    for agent, days in turns.items():
        worked = [day for day in days if (cell := rota.cell(agent, day)) is not None and cell.is_shift]
        values = [due[agent] - WHOLE * at for at in range(len(days))]
        below = sum(max(0, end - value) for value in values[: len(worked)])
        above = sum(max(0, value - end) for value in values[len(worked) :])
        if below or above:
            message = (
                f"{agent} has {due[agent] / WHOLE:.2f} Saturdays to do and works {len(worked)}; "
                f"the turns of the month end with those who have {end / WHOLE:.2f}"
            )
            cells = [(agent, day) for day in days if (day in worked) == bool(below)]
            yield rule.finding(agent, None, message, amount=below + above, cells=cells)


def _deal(due: Mapping[str, int], turns: Mapping[str, Sequence[date]], heads: int) -> int | None:
    """The value of the last of ``heads`` turns, each dealt to the one with the most to do; None without any."""
    hands = [(-due[agent], agent, len(days)) for agent, days in turns.items()]
    heapify(hands)
    end = None
    for _ in range(heads):
        if not hands:
            break
        value, agent, left = hands[0]
        end = -value
        if left > 1:
            heapreplace(hands, (value + WHOLE, agent, left - 1))
        else:
            heappop(hands)
    return end


class _Ledger:
    """The checker's own reckoning: what an agent began with, and every Saturday since.

    An agent joins at the first Saturday shared in; all joiners of this period join as it begins.
    """

    def __init__(self, facts: Facts) -> None:
        period = facts.period
        first = known_from(facts) or period.start
        past = open_saturdays(facts, first, period.start - ONE_DAY)
        own = open_saturdays(facts, period.start, period.end)
        self._past = len(past)
        self._shares = [_shares(facts, saturday) for saturday in (*past, *own)]
        self._credits = {
            agent: {at for at, day in enumerate(past) if day in worked}
            for agent in {agent for shares in self._shares for agent in shares}
            for worked in [turns_outside(facts, agent)]
        }
        self._joined = {
            agent: next((at for at in range(len(past)) if agent in self._shares[at]), len(past))
            for agent in self._credits
        }
        self._began: dict[str, int] = {}

    @cached_property
    def due(self) -> dict[str, int]:
        """Thousandths of a Saturday to do, the period's shares included and nothing of it credited."""
        return {agent: self._after(agent, len(self._shares)) for agent in self._credits}

    def _after(self, agent: str, times: int) -> int:
        """What ``agent`` has to do after so many Saturdays."""
        shared = [at for at in range(times) if agent in self._shares[at]]
        credited = sum(at in self._credits[agent] for at in shared)
        return self._begin(agent) + sum(self._shares[at][agent] for at in shared) - WHOLE * credited

    def _begin(self, agent: str) -> int:
        """The mean of those who shared before and share with ``agent`` on joining, rounded half up."""
        if agent not in self._began:
            at = self._joined[agent]
            around = self._shares[at : at + 1] if at < self._past else self._shares[at:]
            others = {other for shares in around for other in shares if self._joined[other] < at}
            total = sum(self._after(other, at) for other in others)
            self._began[agent] = (2 * total + len(others)) // (2 * len(others)) if others else 0
        return self._began[agent]


def _shares(facts: Facts, saturday: date) -> dict[str, int]:
    """The thousandths that fall to each agent who shares in ``saturday``, half a thousandth up."""
    contracts = {
        agent: standing.contract
        for agent in shares_in(facts, saturday)
        if (standing := facts.standing(agent, saturday)) is not None
    }
    members = Counter(contract.id for contract in contracts.values())
    ftes = {contract.id: contract.fte for contract in contracts.values()}
    everyone, twice = (
        sum(ftes[id] * members[id] for id in members),
        2 * WHOLE * facts.saturday_heads(saturday),
    )
    share = {id: int((twice * fte + everyone) // (2 * everyone)) for id, fte in ftes.items()}
    return {agent: share[contract.id] for agent, contract in contracts.items()}


def _not_known(rule: Rule, facts: Facts, turns: Mapping[str, Sequence[date]]) -> Iterator[Finding]:
    first = known_from(facts) or facts.period.start
    since = {agent: facts.known_since(agent) for agent in turns}
    unclear = [agent for agent, start in since.items() if start is None or start > first]
    if unclear:
        yield rule.unknown(
            f"Saturdays since {first} are not known for {len(unclear)} of {len(since)} agents; "
            f"those not known are taken as not worked"
        )
