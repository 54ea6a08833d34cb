"""What binds and what is priced: every verb of the model comes down to a number that has a limit or a need."""

from collections import defaultdict
from collections.abc import Sequence

from rota.domain.facts import Facts
from rota.model.cells import Cells
from rota.model.pool import Pool
from rota.model.questions import Questions, as_sum
from rota.model.sums import Sum
from rota.model.waived import Waived
from rota.rules import Count, Level, Rule

Price = tuple[int, bool]
"""A rule, by its place among the rules, and whether strong wishes are meant."""


class Postings(Questions):
    """The half of a RotaModel that binds and prices.

    What live waivers of a must rule cover whole binds no more, and is priced too. ``amounts`` holds, for
    each rule and strength, the sum of its breaches in its own unit; ``broken_by_facts`` how much of a must rule is
    broken whatever is decided.
    """

    def __init__(self, facts: Facts, rules: Sequence[Rule], cells: Cells, pool: Pool) -> None:
        super().__init__(facts, cells, pool)
        self._place = {id(rule): place for place, rule in enumerate(rules)}
        self.amounts: dict[Price, list[Sum]] = defaultdict(list)
        self.broken_by_facts: dict[int, int] = defaultdict(int)
        self.waived = Waived(facts, rules, cells)
        self._shortages: dict[tuple[int, int, int], tuple[Sum, Sum]] = {}

    def at_most(
        self, rule: Rule, count: Count, limit: int, where: str, *, price: int = 1, per: int = 1
    ) -> None:
        """``count`` is at most ``limit``; each ``per`` more, begun or whole, count ``price``."""
        sum_ = as_sum(count)
        low, high = self.pool.range(sum_)
        if high <= limit:
            return
        if self._binds(rule, sum_):
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
        if self._binds(rule, sum_):
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

    def _binds(self, rule: Rule, *counts: Sum) -> bool:
        """Whether the rule must hold; for ``counts`` that live waivers cover whole, it need not."""
        return rule.level is Level.MUST and not self.waived.lifts(rule, *counts)

    def _reason(self, rule: Rule, where: str) -> tuple[int, str]:
        return self._place[id(rule)], where


def _begun(amount: int, per: int) -> int:
    """How many units of ``per`` the ``amount`` above 0 takes, the last one begun or whole."""
    return -(-max(0, amount) // per)
