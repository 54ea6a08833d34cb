"""The model that rules speak to: its verbs become variables and constraints here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from rota.domain.cell import Cell, Kind
from rota.domain.facts import Facts
from rota.model.backlog import Backlog
from rota.model.cells import Cells
from rota.model.convex import Convex
from rota.model.links import Links
from rota.model.pool import Pool
from rota.model.postings import Postings
from rota.model.questions import as_sum, as_sums
from rota.model.sums import Sum, total, variable
from rota.rules import Count, Job, Rule


class Planner(Postings):
    """The RotaModel that plans: posts must rules, prices all others."""

    def __init__(self, facts: Facts, rules: Sequence[Rule], cells: Cells, pool: Pool) -> None:
        super().__init__(facts, rules, cells, pool)
        self.links = Links(pool)
        self._kept: list[Callable[[], None]] = []
        self.opened = False

    def open(self) -> None:
        """Make the variables, and price what waivers have kept from being struck out."""
        self.cells.open()
        self.opened = True
        for say in self._kept:
            say()

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
        elif self.waived.lifts_cell(rule, (agent, day)):
            again = partial(self.forbid, rule, agent, day, kind=kind, pattern=pattern, service=service)
            self._kept.append(again)
        else:
            self.cells.strike(agent, day, kind, pattern, service)

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
        self.cells.stands_for(all_, undecided)
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
                binds = self._binds(rule, count)
                if binds and count.terms:
                    self.pool.between(off, None, 0, self._reason(rule, where))
                    self.links.note(count, chosen[name], Sum())
                elif high > 0 and not binds:
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

    def in_time(
        self, rule: Rule, jobs: Sequence[Job], able: Sequence[Count], where: Sequence[str], *, per: int = 1
    ) -> None:
        """After each step, each ``per`` of ``jobs`` that are past due count 1."""
        for step, late in Backlog(jobs, as_sums(able), self.cells, self.pool).past_due():
            self.at_most(rule, late, 0, where[step], per=per)

    def prefer_not(self, rule: Rule, days: Sequence[Count], where: str, *, strong: bool = False) -> None:
        """None of ``days`` should be 1; it counts 1 in all."""
        refused = self.either(days)
        if self._binds(rule):
            self.at_most(rule, refused, 0, where)
        else:
            self._charge(rule, refused, strong=strong)

    def fix(self, agent: str, day: date, cell: Cell) -> None:
        """Post that the cell of ``agent`` on ``day`` is ``cell``."""
        self.cells.require(agent, day, cell)
