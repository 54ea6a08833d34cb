"""LEAVE04 refusal-notice: leave is refused early enough, or not at all.

Why      Whoever asked in good time has made plans by then. The law lets an employer say no only as many days ahead as
         the leave is long.
Source   Working Time Regulations 1998, regulation 15(2)(b), (3)(c) and (4)(b).
Counts   Refusals, the waitlist and a lost draw among them, that stand, in the rota of the first day asked for. A refusal of N days is given
         *before* the day that is N days ahead of the first one, so at least N + 1 days ahead of it. Days of leave are those on
         which the agent would have worked, a half counting as one; who works any three weekdays has three a
         week. Days count by the centre's calendar. Where the agent asked later than regulation 15(4)(a) wants, before
         the day that is 2N days ahead, a late refusal is lawful and not counted; nor is a request that nobody has
         answered. Closing days taken from leave are not looked at: no file says when they were announced.
         ``days-per-day`` and ``least`` ask for more notice; for less only with the relevant
         ``agreement`` that regulation 15(5) wants.
Carries  Nothing: each leave is judged in one rota.
Costs    One per day of notice missing.
Fix      Grant the leave after all, or agree other days with the agent.
Waive    HR, on the ground relevant-agreement (15(5)): an agreement that binds both varies or excludes this notice.

    [[rule]]
    use = "refusal-notice"

    [[rule]]
    use = "refusal-notice"
    days-per-day = 0
    least = 7
    agreement = "workforce agreement of 2025, clause 9"

    [[pass]]
    name = "five days refused six days ahead"
    leave = ["ann 8..12 asked on 2026-05-01 refused on 2026-06-02"]
    rota.ann = "EEEEE..|EEEEE.."
    record = {}

    [[fail]]
    name = "five days refused five days ahead: the day itself is too late"
    leave = ["ann 8..12 asked on 2026-05-01 refused on 2026-06-03"]
    rota.ann = "EEEEE..|EEEEE.."
    record = {}
    breaks = ["ann 8"]
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Self

from pydantic import Field, model_validator

from rota.domain.clock import day_words, local_day
from rota.domain.facts import Facts
from rota.domain.leave import Leave
from rota.domain.period import monday_of, span
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.rules import Finding, Reach, RotaModel, Rule


class RefusalNotice(Rule):
    """Leave that is refused is refused more days ahead than it has days."""

    code: ClassVar[str] = "LEAVE04"
    name: ClassVar[str] = "refusal-notice"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days of notice short"
    remedy: ClassVar[str] = "grant the leave after all, or agree other days with the agent"
    law: ClassVar[str] = "Working Time Regulations 1998, regulation 15"
    grounds: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "relevant-agreement": "regulation 15(5): a collective or workforce agreement, or another that binds in "
            "writing, varies or excludes the notice"
        }
    )
    plans: ClassVar[bool] = False

    days_per_day: int = Field(default=1, ge=0, le=10)
    least: int = Field(default=0, ge=0, le=366)
    agreement: str = ""

    @model_validator(mode="after")
    def _varied_by_agreement(self) -> Self:
        if self.days_per_day < 1 and not self.agreement.strip():
            raise ValueError(
                "regulation 15 wants a day of notice for each day of leave; only a relevant agreement varies that "
                '(15(5)), so cite it: agreement = "..."'
            )
        return self

    @property
    def cited(self) -> str:
        """The table's source, or else the agreement, or else the law."""
        return self.source or self.agreement or self.law

    def encode(self, model: RotaModel) -> None:
        """Nothing: when leave is refused is not the planner's to decide."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Count for each refusal its days of leave and the days that it was ahead."""
        if rota.facts.record is None:
            return
        for leave in rota.facts.leave:
            if leave.refused and not leave.granted:
                yield from self._judged(rota.facts, leave)

    def _judged(self, facts: Facts, leave: Leave) -> Iterator[Finding]:
        if leave.first not in facts.period or not facts.present(leave.agent, leave.first):
            return
        days, zone = _days(facts, leave), facts.centre.zone
        refused, asked = (local_day(at, zone) for at in (leave.refused, leave.asked))
        ahead, own = (leave.first - refused).days, (leave.first - asked).days
        wanted = max(self.least, self.days_per_day * days + (1 if self.days_per_day else 0))
        if days and ahead < wanted and own > 2 * days:
            message = (
                f"{leave.agent} asked on {day_words(asked)} for {days} {'day' if days == 1 else 'days'} of leave "
                f"{leave.days} ({leave.id}) and was refused on {day_words(refused)}, {max(0, ahead)} days ahead; limit {wanted}"
            )
            yield self.finding(leave.agent, leave.first, message, amount=wanted - ahead, cells=()).with_(
                place=Place(f"{leave.refused_in}.toml").at("at")
            )


def _days(facts: Facts, leave: Leave) -> int:
    """The days, or part-days, of leave that were asked for: those that would have been worked, week by week."""
    weeks = Counter[date]()
    most: dict[date, int] = {}
    for day in span(leave.first, leave.last):
        terms = facts.standing(leave.agent, day)
        if terms is not None and terms.rostered and facts.open_for(leave.agent, day):
            weeks[monday_of(day)] += 1
            most[monday_of(day)] = terms.contract.days or len(terms.weekdays)
    return sum(min(days, most[monday]) for monday, days in weeks.items())
