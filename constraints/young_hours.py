"""REST05 young-hours: who is under 18 works at most eight hours a day and 40 a week.

Why      People who are still growing are not to work as long as adults, not even when they would like to.
Source   Working Time Regulations 1998, regulation 5A.
Counts   Days with more than ``day``, and weeks, Monday to Sunday, with more than ``week`` of working time: time at
         work without unpaid breaks, meetings and training included. Nothing is averaged, and no opt-out
         lifts it. A day belongs to its agent's age on that day. Fewer hours can be asked for, more cannot.
Carries  Nothing: months are whole weeks.
Costs    One per day, and one per week.
Waive    HR, naming what the regulations give: force-majeure (27), or surge (27A(1)).

    [[rule]]
    use = "young-hours"
    day = "8:00"
    week = "40:00"

    [[pass]]
    name = "a Saturday of seven hours, and a lieu day for it"
    rota.ann = "EEoEES."
    people.ann = { under-18-until = 2026-12-31 }

    [[fail]]
    name = "a Saturday of seven hours on top of forty"
    rota.ann = "EEEEES."
    people.ann = { under-18-until = 2026-12-31 }
    breaks = ["ann 6"]
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar

from constraints import law as wtr
from rota.domain.cell import Kind
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.hours import day_length
from rota.domain.rota import Rota
from rota.domain.table import Duration
from rota.domain.workingtime import WorkingTime
from rota.rules import Count, Finding, Reach, RotaModel, Rule


class YoungHours(Rule):
    """Under 18, no day and no week is longer than it may be."""

    code: ClassVar[str] = "REST05"
    name: ClassVar[str] = "young-hours"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days or weeks too long"
    remedy: ClassVar[str] = "give some of the work to somebody who is 18, or another day off"
    law: ClassVar[str] = wtr.regulation("5A")
    grounds: ClassVar[Mapping[str, str]] = wtr.grounds(wtr.FORCE_MAJEURE, wtr.SURGE)

    day: Annotated[Duration, wtr.at_most(8 * 60, "5A(1)(a)", 60)] = 8 * 60
    week: Annotated[Duration, wtr.at_most(40 * 60, "5A(1)(b)", 60)] = 40 * 60

    def encode(self, model: RotaModel) -> None:
        """No pattern is longer than a day may be, and what is worked in a week comes to no more than it may."""
        facts = model.facts
        for agent in facts.agents:
            for week in facts.period.weeks:
                days = [day for day in week if facts.agent_of[agent].minor(day)]
                if days:
                    self._encode_days(model, agent, days)
                    self._encode_week(model, agent, days)

    def _encode_days(self, model: RotaModel, agent: str, days: Sequence[date]) -> None:
        facts = model.facts
        too_long = [pattern.id for pattern in facts.patterns.values() if pattern.paid > self.day]
        for day in days:
            if (agent, day) not in facts.fixed:
                for pattern in too_long:
                    model.forbid(self, agent, day, pattern=pattern)
                if day_length(agent, day, facts) > self.day:
                    model.forbid(self, agent, day, kind=Kind.TRAINING)

    def _encode_week(self, model: RotaModel, agent: str, days: Sequence[date]) -> None:
        """A week that facts alone make too long asks nothing of the rest of it."""
        facts, time = model.facts, WorkingTime(model.facts)
        fixed = [(day, facts.fixed[agent, day].cell) for day in days if (agent, day) in facts.fixed]
        settled = sum(time.minutes(agent, day, cell) for day, cell in fixed)
        free = [day for day in days if (agent, day) not in facts.fixed]
        if free and settled <= self.week:
            counts = [_minutes(model, agent, day) for day in free]
            total = sum(counts[1:], counts[0]) + settled
            where = f"{agent} in the week of {day_words(days[0])}"
            model.at_most(self, total, self.week, where, per=7 * 24 * 60)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Add up each week of somebody under 18, day by day."""
        time = WorkingTime(rota.facts)
        for agent in rota.agents:
            minor = rota.facts.agent_of[agent].minor
            for week in rota.facts.period.weeks if minor(rota.start) else ():
                young = [day for day in week if minor(day)]
                minutes = {day: time.minutes(agent, day, rota.cell(agent, day)) for day in young}
                yield from self._days(agent, minutes)
                yield from self._weeks(rota.facts, agent, minutes)

    def _days(self, agent: str, minutes: Mapping[date, int]) -> Iterator[Finding]:
        for day, worked in minutes.items():
            if worked > self.day:
                message = f"{agent}, under 18, works {hhmm(worked)} on {day_words(day)}, must be {hhmm(self.day)} at most"
                yield self.finding(agent, day, message)

    def _weeks(self, facts: Facts, agent: str, minutes: Mapping[date, int]) -> Iterator[Finding]:
        """The week's breach, on the day that makes it; of settled days where these alone are too much."""
        if sum(minutes.values()) <= self.week:
            return
        settled = {day: worked for day, worked in minutes.items() if (agent, day) in facts.fixed}
        behind = settled if sum(settled.values()) > self.week else minutes
        total, passed = 0, next(iter(minutes))
        for day, worked in minutes.items():
            total += worked
            if total > self.week >= total - worked:
                passed = day
        message = (
            f"{agent}, under 18, works {hhmm(total)} in the week of {day_words(next(iter(minutes)))}, "
            f"must be {hhmm(self.week)} at most"
        )
        yield self.finding(
            agent, passed, message, cells=[(agent, day) for day, worked in behind.items() if worked]
        )


def _minutes(model: RotaModel, agent: str, day: date) -> Count:
    """The working time of a day that is still open."""
    training = model.kind(agent, day, Kind.TRAINING) * day_length(agent, day, model.facts)
    patterns = model.facts.patterns.values()
    return sum((model.shift(agent, day, pattern=p.id) * p.paid for p in patterns), training)
