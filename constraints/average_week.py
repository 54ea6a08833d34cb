"""REST03 average-week: nobody works more than 48 hours a week on average over 17 weeks.

Why      Long weeks, one after the other, make people ill; the law caps their average, and each may agree otherwise.
Source   Working Time Regulations 1998, regulations 4 and 5.
Counts   Reference periods, any 17 whole weeks, with more working time than 17 times 48 hours (4(3)(b)). Working
         time is time at work without unpaid breaks, meetings and training included. Days of leave and absence
         are left out, and the days worked next after the period take their place, as many of them (4(6)); so
         are days worked under a written opt-out, ``[[agent.opt-out]]`` in people.toml, until notice to end it has
         run out (5). Who has been here for less than 17 weeks is judged each week by what has elapsed (4(4)).
         With ``starts``, a Monday, a relevant agreement has periods follow one another (4(3)(a)). ``weeks`` may be fewer;
         ``ground = "special-case"`` (regulation 21) lets them be up to 26, and ``"agreement"`` (a collective or workforce
         agreement, 23(b)) up to 52.
Carries  The weeks before the month, as far as they are known; where they are not, it says so. A period is
         named in the rota in which the limit is passed, be it by days that replace others. A plan is also held
         against what is published after it.
Costs    One per agent and reference period above the limit.
Fix      Plan fewer hours until the average is met, or record the opt-out that the agent signed.
Waive    HR, and only as unmeasured (20): for all others the way out is the agent's own opt-out.

    [[rule]]
    use = "average-week"
    hours = "48:00"
    weeks = 17

    [[pass]]
    name = "47 hours after a week of 32"
    settings = { weeks = 2, hours = "40:00" }
    before.ann = "EEEE..."
    rota.ann = "EEEEES."

    [[fail]]
    name = "47 hours after a week of 40: on Saturday the two weeks come to more than 80"
    settings = { weeks = 2, hours = "40:00" }
    before.ann = "EEEEE.."
    rota.ann = "EEEEES."
    breaks = ["ann 6"]
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from constraints import law as wtr
from constraints.average_limits import keep_average
from constraints.reference_periods import Averaging, Reckoned, ReferencePeriod
from rota.domain.clock import day_words, hhmm
from rota.domain.people import Agent
from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota
from rota.domain.table import Day, Duration
from rota.domain.workingtime import WorkingTime
from rota.rules import Finding, Reach, RotaModel, Rule


class Ground(StrEnum):
    """Why the average may be taken over more than 17 weeks."""

    SPECIAL_CASE = "special-case"
    AGREEMENT = "agreement"


_LONGEST = {None: 17, Ground.SPECIAL_CASE: 26, Ground.AGREEMENT: 52}
_WORDS = {
    None: 'regulation 4(3) allows 17; with ground = "special-case" (regulation 21) it is up to 26, '
    'with ground = "agreement" (regulation 23(b)) up to 52',
    Ground.SPECIAL_CASE: "regulation 4(5) allows a special case 26",
    Ground.AGREEMENT: "regulation 23(b) allows an agreement 52",
}


class AverageWeek(Rule):
    """Working time averages ``hours`` a week at most, over any ``weeks`` weeks."""

    code: ClassVar[str] = "REST03"
    name: ClassVar[str] = "average-week"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "reference periods"
    remedy: ClassVar[str] = "give the agent fewer hours, or record a signed opt-out in people.toml"
    law: ClassVar[str] = wtr.regulation("4")
    grounds: ClassVar[Mapping[str, str]] = wtr.grounds(wtr.UNMEASURED)

    hours: Annotated[Duration, wtr.at_most(48 * 60, "4(1)", 60)] = 48 * 60
    weeks: int = Field(default=17, ge=1)
    ground: Ground | None = None
    starts: Day | None = None

    @model_validator(mode="after")
    def _within_the_law(self) -> Self:
        if self.weeks > _LONGEST[self.ground]:
            raise ValueError(f"weeks is {self.weeks}, and {_WORDS[self.ground]}; average over fewer weeks")
        if self.ground and not self.source:
            raise ValueError(
                f'ground = "{self.ground}" needs its source; name the agreement or the case in source'
            )
        if self.starts and self.starts.weekday():
            raise ValueError(f"starts is {day_words(self.starts)}; reference periods start on a Monday")
        return self

    @property
    def averaging(self) -> Averaging:
        """The limit as reference periods know it."""
        return Averaging(self.weeks, self.hours, self.starts)

    def encode(self, model: RotaModel) -> None:
        """In no period that facts leave open do decided hours, and those that replace leave, pass the limit."""
        time = WorkingTime(model.facts)
        for agent in model.facts.agents:
            keep_average(model, self, self.averaging, agent, time)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Add up each period day by day, and then as many days worked after it as were excluded."""
        time, unclear = WorkingTime(rota.facts), []
        for agent in rota.agents:
            person = rota.facts.agent_of[agent]
            reckoned = Reckoned.of(rota.facts, agent, rota.cells.get(agent, {}).get, time)
            broken: dict[ReferencePeriod, date] = {}
            newcomer = person.from_ is not None and person.from_ >= reckoned.first
            if newcomer or reckoned.busiest() > self.hours:
                broken = self._broken(rota, person, reckoned)
            for period, passed in broken.items():
                yield self._breach(rota, agent, reckoned, period, passed, time)
            ending = self.averaging.periods(person, rota.start, rota.end)
            unclear += [
                p.last for p in ending if p.last <= rota.end and p not in broken and not reckoned.known(p)
            ][-1:]
        if unclear:
            weeks = f"the {self.weeks} weeks to {day_words(max(unclear))}"
            yield self.unknown(f"{weeks} are not known whole for {len(unclear)} of {len(rota.agents)} agents")

    def _broken(self, rota: Rota, person: Agent, reckoned: Reckoned) -> dict[ReferencePeriod, date]:
        """The periods that pass their limit in this rota, or later while it is still decided, and on which day."""
        periods = self.averaging.periods(person, reckoned.first, reckoned.last)
        passed = {period: _passed(reckoned, period) for period in periods}
        return {period: day for period, day in passed.items() if day is not None and day >= rota.start}

    def _breach(
        self,
        rota: Rota,
        agent: str,
        reckoned: Reckoned,
        period: ReferencePeriod,
        passed: date,
        time: WorkingTime,
    ) -> Finding:
        """Settled days that alone pass the limit are the breach; else all that count until it is passed are."""
        facts, row = rota.facts, rota.cells.get(agent, {})
        settled = {day for day in row if (agent, day) in facts.fixed}
        alone = Reckoned.of(facts, agent, lambda day: row[day] if day in settled else None, time)
        by_facts = _passed(alone, period) is not None
        cells = [
            (agent, day)
            for day, minutes, excluded in _counted(reckoned, period)
            if day <= passed and (minutes or excluded)
            if not by_facts or day not in facts.period or day in settled
        ]
        total = sum(minutes for _, minutes, _ in _counted(reckoned, period))
        message = f"{agent} works {hhmm(total)} in the {period}, must be {hhmm(period.limit)} at most"
        replaced = reckoned.within(period)[1]
        days = f"{replaced} day" if replaced == 1 else f"{replaced} days"
        more = (
            f"; in place of {days} of leave, absence or opt-out count the days worked after"
            if replaced
            else ""
        )
        return self.finding(agent, passed, message + more, cells=cells)


def _counted(reckoned: Reckoned, period: ReferencePeriod) -> Iterator[tuple[date, int, bool]]:
    """The days that count for ``period``, in order: its own, then as many days worked as were excluded."""
    left = 0
    for day, minutes, excluded in reckoned.days(period.first, period.last):
        left += excluded
        yield day, minutes, excluded
    for day, minutes, excluded in reckoned.days(period.last + ONE_DAY):
        if left == 0:
            return
        left -= minutes > 0
        yield day, minutes, excluded


def _passed(reckoned: Reckoned, period: ReferencePeriod) -> date | None:
    """The day on which what counts for ``period`` passes its limit; None if it does not."""
    minutes, excluded = reckoned.within(period)
    if minutes + excluded * reckoned.most <= period.limit:
        return None
    total = 0
    for day, worked, _ in _counted(reckoned, period):
        total += worked
        if total > period.limit:
            return day
    return None
