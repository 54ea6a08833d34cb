"""The average week as the planner hears it: what may still be worked in, and after, each reference period."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.reference_periods import Averaging, Reckoned, ReferencePeriod
from rota.domain.cell import Kind
from rota.domain.hours import day_length
from rota.domain.period import ONE_DAY, span
from rota.domain.workingtime import WorkingTime
from rota.rules import Count, RotaModel, Rule


def keep_average(model: RotaModel, rule: Rule, averaging: Averaging, agent: str, time: WorkingTime) -> None:
    """Post every period of ``agent`` that facts keep and decisions might still break; the others cost nothing."""
    facts = model.facts
    fixed = {day: facts.fixed[agent, day].cell for day in facts.period.days if (agent, day) in facts.fixed}
    open_days = frozenset(facts.period.days) - frozenset(fixed)
    settled = Reckoned.of(facts, agent, fixed.get, time)
    one = _Agent(model, rule, agent, settled, open_days)
    for period in averaging.periods(facts.agent_of[agent], settled.first, settled.last):
        if one.may_pass(period) and not one.passed_by_facts(period):
            one.post(period)


@dataclass(frozen=True)
class _Agent:
    """One agent's settled days, and what the days that are open may become."""

    model: RotaModel
    rule: Rule
    agent: str
    settled: Reckoned
    open_days: frozenset[date]

    @cached_property
    def most(self) -> int:
        """The most minutes that any day brings, settled or open."""
        facts = self.model.facts
        longest = max(pattern.paid for pattern in facts.patterns.values())
        return max(
            self.settled.most, longest, *(day_length(self.agent, day, facts) for day in self.open_days), 0
        )

    def may_pass(self, period: ReferencePeriod) -> bool:
        """Whether anything could make the period pass its limit: all its open days worked or replaced."""
        minutes, excluded = self.settled.within(period)
        in_it = sum(period.first <= day <= period.last for day in self.open_days)
        return bool(self.open_days) and minutes + (excluded + in_it) * self.most > period.limit

    def passed_by_facts(self, period: ReferencePeriod) -> bool:
        """Whether the period has passed its limit although no open day is worked."""
        total, left = self.settled.within(period)
        for _, minutes, _ in self.settled.days(period.last + ONE_DAY):
            left -= minutes > 0
            if left < 0:
                break
            total += minutes
        return total > period.limit

    def post(self, period: ReferencePeriod) -> None:
        """What is worked in the period, and then up to any later day that still replaces one, keeps the limit."""
        minutes, excluded = self.settled.within(period)
        in_it = sorted(day for day in self.open_days if period.first <= day <= period.last)
        nothing = self.model.works(self.agent, min(self.open_days)) * 0
        total = sum((self._minutes(day) for day in in_it), nothing + minutes)
        left = sum((self._excluded(day) for day in in_it), nothing + excluded)
        most, spare = minutes + len(in_it) * self.most, excluded + len(in_it)
        where = f"{self.agent} in the {period}"
        self._at_most(total, most, period.limit, where)
        for day in span(max(period.last + ONE_DAY, self.settled.first), self.settled.last):
            if day in self.open_days:
                total, left, most = total + self._minutes(day), left - self._works(day), most + self.most
            elif worked := self.settled.on(day):
                total, left, most, spare = total + worked, left - 1, most + worked, spare - 1
            if spare < 0:
                return
            if most > period.limit:
                over = self.model.reached(left * -1, 1)
                self._at_most(total - over * (most - period.limit), most, period.limit, where)

    def _at_most(self, total: Count, most: int, limit: int, where: str) -> None:
        """One reference period passes its limit or does not: by how much is no matter."""
        self.model.at_most(self.rule, total, limit, where, per=max(1, most - limit))

    def _works(self, day: date) -> Count:
        """1 if the open day is worked and counts."""
        nothing = self.model.works(self.agent, day) * 0
        return nothing if self._lifted(day) else self._at_work(day)

    def _minutes(self, day: date) -> Count:
        """The working time that counts of an open day."""
        facts, at_work = self.model.facts, self._at_work(day) * 0
        if self._lifted(day):
            return at_work
        shifts = (
            self.model.shift(self.agent, day, pattern=pattern.id) * pattern.paid
            for pattern in facts.patterns.values()
        )
        training = self.model.kind(self.agent, day, Kind.TRAINING) * day_length(self.agent, day, facts)
        return sum(shifts, training)

    def _excluded(self, day: date) -> Count:
        """1 if the open day is excluded: leave, absence, or worked under an opt-out."""
        away = self.model.kind(self.agent, day, Kind.LEAVE) + self.model.kind(self.agent, day, Kind.ABSENT)
        return away + self._at_work(day) if self._lifted(day) else away

    def _at_work(self, day: date) -> Count:
        return self.model.works(self.agent, day) + self.model.kind(self.agent, day, Kind.TRAINING)

    def _lifted(self, day: date) -> bool:
        return self.model.facts.agent_of[self.agent].opted_out(day)
