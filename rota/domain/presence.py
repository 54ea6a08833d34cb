"""What a post of a contract yields in a year: its contracted days less closed days, leave and absence."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from rota.domain.centre import Closing, Employer
from rota.domain.contract import Contract
from rota.domain.facts import Facts
from rota.domain.period import span
from rota.domain.table import Weekday


@dataclass(frozen=True)
class Presence:
    """The year of one post, in days unless it says otherwise.

    ``contracted`` are its days a year, closed ones included; ``in_breaks`` those of them in school holidays, which a term-time
    contract does not work; ``closed`` the others on which its site is closed. ``entitled`` are the minutes of leave of a whole
    year, at ``day`` minutes a day, of which ``from_leave`` days are taken by closed ones. ``absent`` is the share of the days
    left on which the agent is absent. ``wait`` says that it takes one Saturday in so many, in turns; None where it takes none.
    """

    contract: Contract
    contracted: Fraction
    in_breaks: Fraction
    closed: Fraction
    entitled: int
    day: int
    from_leave: Fraction
    absent: Fraction
    wait: int | None

    @property
    def open(self) -> Fraction:
        """Contracted days on which the site is open."""
        return self.contracted - self.in_breaks - self.closed

    @property
    def leave(self) -> Fraction:
        """Days of leave that fall on open days; under a term-time contract none, since leave is taken in the holidays."""
        if self.contract.term_time:
            return Fraction(0)
        return max(Fraction(0), Fraction(self.entitled, self.day) - self.from_leave)

    @property
    def absence(self) -> Fraction:
        """Days of absence: its share of the days that leave leaves."""
        return self.absent * max(Fraction(0), self.open - self.leave)

    @property
    def present(self) -> Fraction:
        """Days at work; days in lieu of Saturdays are still to come off."""
        return max(Fraction(0), self.open - self.leave) - self.absence

    @property
    def share(self) -> Fraction:
        """Of the open days, the share at work."""
        return self.present / self.open if self.open else Fraction(0)

    @property
    def week(self) -> Fraction:
        """Days at work in an ordinary week, without closed days."""
        return self.share * self.contract.days

    @property
    def turn(self) -> Fraction:
        """Of a head, what it yields on every open Saturday; leave moves a turn, and absence loses it."""
        return (1 - self.absent) / self.wait if self.wait else Fraction(0)


def presence_of(facts: Facts, contract: Contract, year: int, absent: Fraction, every: int | None) -> Presence:
    """The year of a post of ``contract``; ``every`` is the Saturday share of a full-timer, None where no rule sets one."""
    days = span(date(year, 1, 1), date(year, 12, 31))
    worked = [day for day in days if Weekday.of(day) in contract.weekdays]
    breaks = {day for day in worked if contract.term_time and facts.calendar.in_school_holiday(day)}
    shut = [day for day in worked if day not in breaks and not facts.any_open(day)]
    employer = employer_of(facts, contract)
    from_leave = [day for day in shut if _closing(facts, employer, day) is Closing.FROM_LEAVE]
    on = Fraction(contract.days, len(contract.weekdays))
    return Presence(
        contract=contract,
        contracted=len(worked) * on,
        in_breaks=len(breaks) * on,
        closed=len(shut) * on,
        entitled=int((employer.leave or 0) * contract.fte),
        day=max(1, contract.hours // (contract.days or 1)),
        from_leave=len(from_leave) * on,
        absent=absent,
        wait=ceil((every or 1) / contract.fte) if takes_turns(contract) else None,
    )


def takes_turns(contract: Contract) -> bool:
    """Whether the contract takes turns on Saturdays, each against a day in lieu."""
    return contract.saturdays and Weekday.SAT not in contract.weekdays


def employer_of(facts: Facts, contract: Contract) -> Employer:
    """The contract's employer; where it names none, that of the first agent who has it, or else the first there is."""
    having = (agent.employer for agent in facts.people.agent if agent.contract == contract.id)
    named = contract.employer or next(having, None)
    employers = {employer.id: employer for employer in facts.centre.employer}
    return employers.get(named or "", facts.centre.employer[0])


def _closing(facts: Facts, employer: Employer, day: date) -> Closing:
    bank_holiday = facts.calendar.bank_holiday_on(day) is not None
    return employer.bank_holidays if bank_holiday else employer.closures
