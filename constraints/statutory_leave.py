"""LEAVE03 statutory-leave: everybody is given, and takes, 5.6 weeks of leave a year.

Why      Paid leave is rest that the law wants taken. Contracts that look generous can fall short for part-timers, whose own
         days meet few bank holidays, and leave that is never asked for is lost.
Source   Working Time Regulations 1998, regulations 13 and 13A: 5.6 weeks a leave year, 28 days at most.
Counts   Two things, each once a leave year. What is given: the employer's ``leave`` pro rata to FTE, and bank holidays credited on
         the agent's own working days, against 5.6 of the agent's contracted weeks, both pro rata to the days
         of the year here; a term-time contract earns 12.07% of the hours of its term (15B), and no more than others. It is judged in the rota that holds the year's first day, or the agent's first day,
         or in the first rota that there is. What was taken: leave, halves and closed days from leave, credited
         bank holidays and the opening balance, in the rota that holds the year's last day.
         Absence may have kept somebody from leave, which regulation 13(10) to (13) then lets be carried over: what is missing for
         no longer than the absence is said to be unknown, and only the rest counts. Who leaves is paid for
         what is left (regulation 14) and term-time contracts have leave in the school holidays: of neither is it judged
         whether leave was taken. ``carry`` are days, of five a week and 8 at most, that the ``agreement`` lets go into the next year (13A(7)).
Carries  The whole leave year. Where rotas and history.toml do not reach back over it, or the calendar lacks a
         year's bank holidays, it says so.
Costs    One per hour missing, begun.
Fix      Give part-timers bank holidays pro rata, or raise ``leave`` of the employer in centre.toml. Leave that is not taken is to
         be offered in good time: `rota leave list` has the balances.
Waive    HR, naming relevant-agreement (13A(7), the 1.6 weeks carried over), sickness (13(11)) or family-leave (13(10)).

    [[rule]]
    use = "statutory-leave"

    [[rule]]
    use = "statutory-leave"
    carry = 5
    agreement = "workforce agreement of 2025, clause 4"

    [[pass]]
    name = "28 days of eight hours"
    centre.employer = [{ id = "council", leave = "224:00", leave-year = "06-01" }]
    rota.ann = "EEEEE.."
    record = {}

    [[fail]]
    name = "25 days, and bank holidays that come from them"
    centre.employer = [{ id = "council", leave = "200:00", leave-year = "06-01", bank-holidays = "from-leave" }]
    calendar.bank-holiday = [{ day = 2026-01-01 }, { day = 2026-12-25 }, { day = 2027-12-27 }]
    rota.ann = "EEEEE.."
    record = {}
    breaks = ["ann 1"]
"""

from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil
from types import MappingProxyType
from typing import ClassVar, Self

from pydantic import Field, model_validator

from constraints.leave_turns import beginning, ending
from constraints.leave_years import LeaveYear
from rota.domain.clock import day_words, hhmm
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.rules import Finding, Reach, RotaModel, Rule

_HOUR = 60
_NAMED = 6


class StatutoryLeave(Rule):
    """Nobody is given, or takes, less than 5.6 weeks of leave in a leave year."""

    code: ClassVar[str] = "LEAVE03"
    name: ClassVar[str] = "statutory-leave"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "hours of leave short"
    remedy: ClassVar[str] = "give the agent the leave that is missing"
    law: ClassVar[str] = "Working Time Regulations 1998, regulations 13 and 13A"
    grounds: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "relevant-agreement": "regulation 13A(7): an agreement carries the leave beyond four weeks over",
            "sickness": "regulation 13(11): leave that sickness left no room for is carried over",
            "family-leave": "regulation 13(10): leave that maternity or other family leave left no room for is carried over",
        }
    )
    plans: ClassVar[bool] = False

    carry: int = Field(default=0, ge=0, le=8)
    agreement: str = ""

    @model_validator(mode="after")
    def _carried_by_agreement(self) -> Self:
        if self.carry and not self.agreement.strip():
            raise ValueError(
                "leave is carried over only by a relevant agreement (regulation 13A(7)), so cite it: "
                'agreement = "..."'
            )
        return self

    def encode(self, model: RotaModel) -> None:
        """Nothing: no plan gives or takes leave."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Judge what is given as leave years begin, and what was taken as they end."""
        if rota.facts.record is not None:
            yield from self._given(rota)
            yield from self._taken(rota)

    def _given(self, rota: Rota) -> Iterator[Finding]:
        unstated, unclear = set(), []
        for year, day in beginning(rota):
            holidays, need = year.bank_holidays(year.end), year.statutory()
            if year.employer.leave is None:
                unstated.add(year.employer.id)
            elif year.given + holidays < need:
                if year.calendar_known(year.end):
                    yield self._too_little(year, day, holidays)
                else:
                    unclear.append(year.agent)
        for employer in sorted(unstated):
            yield self.unknown(
                f"what leave {employer} gives is not known", "state `leave` of it in centre.toml"
            )
        if unclear:
            what = f"what bank holidays add to the leave of {_some(unclear)} is not known"
            yield self.unknown(what, "add the bank holidays of the whole leave year to calendar/")

    def _too_little(self, year: LeaveYear, day: date, holidays: int) -> Finding:
        given, need = year.given + holidays, year.statutory()
        message = (
            f"{year.agent} is given {hhmm(int(given))} of leave in {_words(year)}, {hhmm(int(year.given))} by "
            f"{year.employer.id} and {hhmm(holidays)} for bank holidays on own working days; "
            f"5.6 weeks are {hhmm(ceil(need))}"
        )
        amount = ceil((need - given) / _HOUR)
        return self.finding(year.agent, day, message, amount=amount, cells=()).with_(
            place=_employer(year), second=_agent(year)
        )

    def _taken(self, rota: Rota) -> Iterator[Finding]:
        unclear, excused = [], []
        for year in ending(rota):
            if year.term_time:
                continue
            short = int(year.statutory(self.carry)) - year.taken
            if not year.known or (short > 0 and not year.balance_known):
                unclear.append(year.agent)
            elif short > year.absent:
                yield self._not_taken(year, short)
            elif short > 0:
                excused.append(year.agent)
        if unclear:
            what = f"the leave that {_some(unclear)} took in the leave year that ends is not known"
            yield self.unknown(
                what, "add the missing months to rotas/, or `leave` in history.toml and the calendar"
            )
        if excused:
            what = (
                f"{_some(excused)} took less than 5.6 weeks in the leave year that ends, and were absent for "
                "as long as is missing: whether that is carried over is not known"
            )
            yield self.unknown(
                what, "HR decides by regulation 13(10) to (13); the leave carried is theirs to record"
            )

    def _not_taken(self, year: LeaveYear, short: int) -> Finding:
        absent = f", absent for {hhmm(year.absent)}" if year.absent else ""
        carried = f" less {self.carry} days carried over" if self.carry else ""
        message = (
            f"{year.agent} took {hhmm(year.taken)} of leave in {_words(year)}, bank holidays included{absent}; "
            f"5.6 weeks{carried} are {hhmm(int(year.statutory(self.carry)))}"
        )
        fix = "let the agent carry over what the law allows, and offer leave earlier in the year"
        amount = ceil((short - year.absent) / _HOUR)
        return self.finding(year.agent, year.end, message, amount=amount, cells=(), fix=fix)


def _some(agents: list[str]) -> str:
    """The first of them by name, and how many more there are."""
    more = len(agents) - _NAMED
    return ", ".join(agents[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _words(year: LeaveYear) -> str:
    first, last = year.here[0].first, year.here[-1].last
    return f"the leave year from {day_words(first)} {first.year} to {day_words(last)} {last.year}"


def _employer(year: LeaveYear) -> Place:
    employers = year.facts.centre.employer
    at = next(at for at, employer in enumerate(employers) if employer.id == year.employer.id)
    return Place("centre.toml").at("employer", at, "leave")


def _agent(year: LeaveYear) -> Place:
    at = next(at for at, agent in enumerate(year.facts.people.agent) if agent.id == year.agent)
    return Place("people.toml").at("agent", at)
