"""Leave years as facts: what the law wants of one, what the employer gives in it, and what was taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from rota.domain.calendar import Days
from rota.domain.cell import AWAY_PARTS, Kind
from rota.domain.centre import Closing, Employer
from rota.domain.facts import Facts
from rota.domain.hours import closed_length, day_length, leave_minutes
from rota.domain.period import monday_of, span
from rota.domain.rota import Rota
from rota.domain.standing import Standing
from rota.domain.stretches import Stretch, stretches

_MOST_DAYS, _DAYS_OF_FULL_WEEK = 28, 5
_NEVER_CARRIED = 4
"""Weeks that no agreement carries over: 13A(7) is of the rest alone, which is less than 1.6 weeks beyond five days a week."""
_ACCRUAL = 58
"""5.6 weeks of leave are earned in 46.4 weeks of work: a day's seventh of the week's hours earns 7/58 of itself."""
_JANUARY, _DECEMBER = 1, 12


@dataclass(frozen=True)
class LeaveYear:
    """One agent's leave year with one employer; all amounts are in minutes."""

    rota: Rota
    agent: str
    employer: Employer
    start: date
    end: date

    @property
    def facts(self) -> Facts:
        """The facts of the rota."""
        return self.rota.facts

    @cached_property
    def here(self) -> tuple[Stretch, ...]:
        """The stretches of the year on which the agent works for this employer, in order."""
        found = stretches(self.facts, self.agent, self.start, self.end)
        return tuple(stretch for stretch in found if stretch.terms.employer.id == self.employer.id)

    @property
    def term_time(self) -> bool:
        """Whether some of it is under a term-time contract."""
        return any(stretch.terms.contract.term_time for stretch in self.here)

    def statutory(self, carried: int = 0) -> Fraction:
        """What the law gives, less so many days (of five a week) carried over; pro rata to the days here.

        Under a term-time contract a 58th of the week's hours for each day of term (12.07% of the hours worked, regulation
        15B), and no more than others have.
        """
        due = Fraction(0)
        for stretch in self.here:
            contract, share = stretch.terms.contract, Fraction(len(stretch), self._length)
            if contract.term_time:
                due += contract.hours * min(
                    Fraction(self._term_days(stretch), _ACCRUAL), _weeks(stretch.terms) * share
                )
            else:
                less = Fraction(carried, _DAYS_OF_FULL_WEEK)
                due += contract.hours * max(_weeks(stretch.terms) - less, Fraction(_NEVER_CARRIED)) * share
        return due

    def _term_days(self, stretch: Stretch) -> int:
        return sum(not self.facts.calendar.in_school_holiday(day) for day in stretch.days)

    @property
    def given(self) -> Fraction:
        """What the employer gives of its own, pro rata to FTE and to the days here."""
        shares = sum((len(stretch) * stretch.terms.contract.fte for stretch in self.here), Fraction(0))
        return Fraction(self.employer.leave or 0) * shares / self._length

    @property
    def _length(self) -> int:
        return (self.end - self.start).days + 1

    def bank_holidays(self, last: date) -> int:
        """What the bank holidays from the first day of the year to ``last`` credit, by the calendar."""
        days = {
            day
            for entry in self.facts.calendar.bank_holiday
            for day in span(*_ends(entry))
            if self.start <= day <= last
        }
        return sum(self._credited(day) for day in days)

    def calendar_known(self, last: date) -> bool:
        """Whether the calendar reaches from the first day of the year to ``last``: its bank holidays, and school holidays."""
        calendar = self.facts.calendar
        kinds = [calendar.bank_holiday, *([calendar.school_holiday] if self.term_time else [])]
        return all(_reaches(days, self.start, last) for days in kinds)

    def _credited(self, day: date) -> int:
        terms = self.facts.standing(self.agent, day)
        if terms is None or terms.employer.id != self.employer.id:
            return 0
        credited = self.facts.closing(self.agent, day) is Closing.CREDITED
        return closed_length(self.agent, day, self.facts) if credited else 0

    @property
    def _opening(self) -> date | None:
        """The day to which opening balances count this year; None where they do not reach into it."""
        as_of = self.facts.history.as_of
        return as_of if as_of is not None and self.here[0].first <= as_of <= self.end else None

    @property
    def _later(self) -> Iterator[Standing]:
        """The terms on each day here that opening balances do not count."""
        opening = self._opening or date.min
        days = (day for stretch in self.here for day in stretch.days if day > opening)
        return (terms for day in days if (terms := self.facts.standing(self.agent, day)) is not None)

    @property
    def known(self) -> bool:
        """Whether leave is known of every working day: from opening balances, and then day by day."""
        opening = self._opening
        if opening and "leave" not in self.facts.history.of(self.agent).model_fields_set:
            return False
        return all(self.rota.cell(self.agent, terms.day) for terms in self._later if terms.rostered)

    @property
    def balance_known(self) -> bool:
        """Whether the bank holidays are known that lie in the time of the opening balances."""
        return self._opening is None or self.calendar_known(self._opening)

    @property
    def taken(self) -> int:
        """Leave taken, closed days that come from it and credited bank holidays, all of it as far as it is known."""
        opening = self._opening
        before = self.facts.history.of(self.agent).leave + self.bank_holidays(opening) if opening else 0
        weeks: dict[date, int] = {}
        for terms in self._later:
            monday, most = monday_of(terms.day), terms.contract.hours
            # Who works any few of the weekdays takes no more in a week than the hours of the week.
            weeks[monday] = min(most, weeks.get(monday, 0) + self._taken_on(terms.day))
        return before + sum(weeks.values())

    def _taken_on(self, day: date) -> int:
        cell = self.rota.cell(self.agent, day)
        if cell is None:
            return 0
        bank_holiday = cell.kind is Kind.CLOSED and self.facts.calendar.bank_holiday_on(day) is not None
        return leave_minutes(cell, self.agent, day, self.facts) + (self._credited(day) if bank_holiday else 0)

    @property
    def absent(self) -> int:
        """The length of the working days on which the agent was absent."""
        return sum(self._absent_on(terms.day) for terms in self._later)

    def _absent_on(self, day: date) -> int:
        cell = self.rota.cell(self.agent, day)
        if cell is None:
            return 0
        if cell.kind is Kind.ABSENT:
            return day_length(self.agent, day, self.facts)
        return sum(
            part.end - part.start for part in cell.parts if part.what in AWAY_PARTS - {"leave", "lieu"}
        )


def _weeks(terms: Standing) -> Fraction:
    """Statutory leave in weeks: 5.6, and no more than 28 days."""
    days = terms.contract.days or len(terms.weekdays)
    return Fraction(_MOST_DAYS, max(days, _DAYS_OF_FULL_WEEK))


def _ends(days: Days) -> tuple[date, date]:
    """The first and the last day of an entry of the calendar."""
    return days.day or days.from_ or date.max, days.day or days.until or date.min


def _reaches(entries: tuple[Days, ...], first: date, last: date) -> bool:
    """Whether ``entries`` seem complete from ``first`` to ``last``.

    They are taken to be so from their first to their last, and over the whole of a calendar year that they begin in
    January, or end in December.
    """
    if not entries:
        return False
    begins, ends = min(_ends(entry)[0] for entry in entries), max(_ends(entry)[1] for entry in entries)
    begins = begins.replace(day=1) if begins.month == _JANUARY else begins
    ends = date(ends.year, _DECEMBER, 31) if ends.month == _DECEMBER else ends
    return begins <= first and last <= ends
