"""The model that rules speak to: its verbs become variables and constraints here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rota.domain.cell import Cell, Kind
from rota.domain.facts import Facts
from rota.model.cells import Cells
from rota.model.convex import Convex
from rota.model.links import Links
from rota.model.pool import Pool
from rota.model.questions import Questions, as_sum, as_sums
from rota.model.sums import Sum, total, variable
from rota.rules import Count, Level, Rule

Price = tuple[int, bool]
"""A rule, by its place among the rules, and whether strong wishes are meant."""


class Planner(Questions):
    """The RotaModel that plans: posts must rules, prices all others.

    ``amounts`` holds, for each rule and strength, the sum of its breaches in its own unit;
    ``broken_by_facts`` how much of a must rule is broken whatever is decided.
    """

    def __init__(self, facts: Facts, rules: Sequence[Rule], cells: Cells, pool: Pool) -> None:
        super().__init__(facts, cells, pool)
        self._place = {id(rule): place for place, rule in enumerate(rules)}
        self.amounts: dict[Price, list[Sum]] = defaultdict(list)
        self.broken_by_facts: dict[int, int] = defaultdict(int)
        self.links = Links(pool)
        self._shortages: dict[tuple[int, int, int], tuple[Sum, Sum]] = {}
        self.opened = False

    def forbid(
        self,
        rule: Rule,
        agent: str,
        day: date,
        *,
        kind: Kind | None = None,
        pattern: str | None = None,
        service: str | None = None,
    ) -> None:
        """No such cell on this day; before the cells are open the value is struck out."""
        if pattern is not None or service is not None:
            kind = Kind.SHIFT
        if self.opened:
            self.at_most(rule, self.cells.count(agent, day, kind, pattern, service), 0, agent)
        else:
            self.cells.strike(agent, day, kind, pattern, service)

    def at_most(
        self, rule: Rule, count: Count, limit: int, where: str, *, price: int = 1, per: int = 1
    ) -> None:
        """``count`` is at most ``limit``; each ``per`` more, begun or whole, count ``price``."""
        sum_ = as_sum(count)
        low, high = self.pool.range(sum_)
        if high <= limit:
            return
        if self._binds(rule):
            self.broken_by_facts[self._place[id(rule)]] += _begun(low - limit, per) * price
            if high > max(limit, low):
                self.pool.between(sum_, None, max(limit, low), self._reason(rule, where))
            return
        over = self._excess(sum_ + -limit, low - limit, high - limit, per)
        self._charge(rule, over * price)

    def at_least(
        self, rule: Rule, count: Count, need: int, where: str, *, price: int = 1, per: int = 1
    ) -> None:
        """``count`` is at least ``need``; each ``per`` missing, begun or whole, count ``price``."""
        sum_ = as_sum(count)
        low, high = self.pool.range(sum_)
        if low >= need:
            return
        if self._binds(rule):
            possible = min(need, high + sum_.shut)
            self.broken_by_facts[self._place[id(rule)]] += _begun(need - possible, per) * price
            if low < possible:
                self.pool.between(sum_, possible, None, self._reason(rule, where))
            return
        self._charge(rule, self._shortage(rule, sum_, need, low, high, per) * price)

    def _shortage(self, rule: Rule, count: Sum, need: int, low: int, high: int, per: int) -> Sum:
        """How far ``count`` stays below ``need``; the same question asked again has the same answer."""
        key = (self._place[id(rule)], id(count), need)
        if key not in self._shortages:
            # the count is kept as well: an id is only its own while it lives
            self._shortages[key] = count, self._excess(count * -1 + need, need - high, need - low, per)
        return self._shortages[key][1]

    def implies(self, rule: Rule, one: Count, other: Count, where: str) -> None:
        """Where ``one`` is 1, ``other`` is at least 1."""
        self.at_least(rule, other - one, 0, where)

    def runs(self, rule: Rule, days: Sequence[Count], longest: int, where: str) -> None:
        """No run of ones in ``days`` is longer than ``longest``."""
        sums = as_sums(days)
        for at in range(len(sums) - longest):
            window = sums[at : at + longest + 1]
            if any(each.terms for each in window) or any(each.const for each in window):
                self.at_most(rule, total(window), longest, where)

    def any_of(self, rule: Rule, ways: Iterable[Sequence[Count]], where: str) -> None:
        """At least one of ``ways`` holds whole."""
        found, shut = [], 0
        for way in ways:
            sums = as_sums(way)
            if any(self.pool.high(each) < 1 for each in sums):
                shut += all(self.pool.high(each) + each.shut >= 1 for each in sums)
            else:
                found.append(self._all(sums))
        self.at_least(rule, total(found) + Sum(0, (), shut), 1, where)

    def _all(self, sums: Sequence[Sum]) -> Sum:
        """1 only if all of ``sums`` (0 or 1 each) are 1."""
        undecided = [each for each in sums if self.pool.low(each) < 1]
        if not undecided:
            return Sum(1)
        if len(undecided) == 1:
            return undecided[0]
        all_ = self.pool.new_sum(0, 1, lambda values: int(all(each.value(values) for each in undecided)))
        for each in undecided:
            self.pool.between(each - all_, 0, None)
        return all_

    def stay_on_one(self, rule: Rule, choices: Mapping[str, Sequence[Count]], where: str) -> None:
        """One of ``choices`` is chosen; every 1 in another choice counts 1."""
        sums = {name: as_sums(counts) for name, counts in choices.items()}
        if len(sums) < 2:
            return
        chosen = self._choose(sums)
        for name, counts in sums.items():
            for count in counts:
                off = count - chosen[name]
                low, high = self.pool.range(off)
                if self._binds(rule) and count.terms:
                    self.pool.between(off, None, 0, self._reason(rule, where))
                    self.links.note(count, chosen[name], Sum())
                elif high > 0 and not self._binds(rule):
                    excess = self._excess(off, low, high)
                    self._charge(rule, excess)
                    self.links.note(count, chosen[name], excess)

    def _choose(self, sums: Mapping[str, list[Sum]]) -> dict[str, Sum]:
        """A variable per choice, one of which is 1; it settles on the choice with the most ones."""
        names = list(sums)
        first = len(self.pool)

        def settle(values: list[int]) -> None:
            ones = [sum(count.value(values) for count in sums[name]) for name in names]
            best = ones.index(max(ones))
            for at in range(len(names)):
                values[first + at] = int(at == best)

        indices = [self.pool.new(0, 1, settle if at == 0 else None) for at in range(len(names))]
        self.pool.exactly_one(indices)
        return {name: variable(index) for name, index in zip(names, indices, strict=True)}

    def convex_cost(self, rule: Rule, count: Count, costs: Sequence[int], where: str) -> None:
        """``count`` costs ``costs[count]``, a convex table whose last step goes on."""
        sum_ = as_sum(count)
        low, high = self.pool.range(sum_)
        price = Convex(costs)
        if self._binds(rule):
            self.at_most(rule, count, sum(cost <= costs[0] for cost in costs) - 1, where)
            return
        if low == high:
            self._charge(rule, Sum(price(low)))
            return
        steps = {price.step(at): at for at in range(high - 1, low - 1, -1)}
        if len(steps) == 1:
            self._charge(rule, (sum_ + -low) * price.step(low) + price(low))
            return
        ends = [price(low), price(high)]
        cost = self.pool.new_sum(price.least(low, high), max(ends), lambda values: price(sum_.value(values)))
        for step, at in steps.items():
            self.pool.between(cost - (sum_ + -at) * step, price(at), None)
        self._charge(rule, cost)

    def prefer_not(self, rule: Rule, days: Sequence[Count], where: str, *, strong: bool = False) -> None:
        """None of ``days`` should be 1; it counts 1 in all."""
        refused = self.either(days)
        if self._binds(rule):
            self.at_most(rule, refused, 0, where)
        else:
            self._charge(rule, refused, strong=strong)

    def _excess(self, over: Sum, low: int, high: int, per: int = 1) -> Sum:
        """How far ``over`` is above 0, in units of ``per``, begun ones too."""
        if high <= 0 or low == high:
            return Sum(_begun(high, per))
        if low >= 0 and per == 1:
            return over
        excess = self.pool.new_sum(0, _begun(high, per), lambda values: _begun(over.value(values), per))
        self.pool.between(excess * per - over, 0, None)
        return excess

    def _charge(self, rule: Rule, amount: Sum, *, strong: bool = False) -> None:
        if amount.const or amount.terms:
            self.amounts[self._place[id(rule)], strong].append(amount)

    def _binds(self, rule: Rule) -> bool:
        return rule.level is Level.MUST

    def _reason(self, rule: Rule, where: str) -> tuple[int, str]:
        return self._place[id(rule)], where

    def fix(self, agent: str, day: date, cell: Cell) -> None:
        """Post that the cell of ``agent`` on ``day`` is ``cell``."""
        self.cells.require(agent, day, cell)


def _begun(amount: int, per: int) -> int:
    """How many units of ``per`` the ``amount`` above 0 takes, the last one begun or whole."""
    return -(-max(0, amount) // per)
