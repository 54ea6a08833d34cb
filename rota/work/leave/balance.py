"""Leave balances in minutes, by the employer's leave year, pro rata by FTE and the part of the year worked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rota.domain.cell import Cell, Kind
from rota.domain.centre import Employer
from rota.domain.hours import leave_minutes
from rota.domain.leave import Leave
from rota.domain.period import ONE_DAY, Period, monday_of, span
from rota.work.leave.places import Places


@dataclass(frozen=True)
class Balance:
    """One agent's leave year with one employer, in minutes.

    ``taken`` lies before today and ``booked`` from today on, closed days that the employer takes from
    leave among them; ``asked`` waits for a decision. ``since`` is the first day that could be counted,
    where that is not the first of the year.
    """

    agent: str
    employer: str
    start: date
    end: date
    entitled: int
    carried: int
    taken: int
    booked: int
    asked: int
    since: date | None = None

    @property
    def left(self) -> int:
        """What may still be granted."""
        return self.entitled + self.carried - self.taken - self.booked

    @property
    def free(self) -> int:
        """What is left once all that was asked for before is granted."""
        return self.left - self.asked


def balance_on(places: Places, agent: str, day: date, asked: Iterable[Leave] = ()) -> Balance | None:
    """The balance in the leave year of ``day``; None where the employer states no entitlement, or nobody can know it."""
    employer = _employer(places, agent, day)
    if employer is None or employer.leave is None:
        return None
    start, end = employer.leave_year_of(day)
    as_of = places.repo.history.as_of
    if as_of is not None and as_of >= end:
        return None
    opening = places.repo.history.of(agent) if as_of is not None and start <= as_of else None
    counted = as_of + ONE_DAY if as_of is not None and start <= as_of else start
    used = _by_day(places, agent, employer.id, counted, end)
    return Balance(
        agent,
        employer.id,
        start,
        end,
        entitled=_entitled(places, agent, employer, start, end),
        carried=opening.carried if opening else 0,
        taken=(opening.leave if opening else 0) + sum(m for d, m in used if d < places.today),
        booked=sum(m for d, m in used if d >= places.today),
        asked=sum(minutes_in(places, leave, start, end) for leave in asked),
        since=_since(places, agent, start) if opening is None and as_of is None else None,
    )


def balances(places: Places, leave: Leave, asked: Iterable[Leave]) -> Iterator[tuple[Balance, int]]:
    """The balance of each leave year that ``leave`` touches, and the minutes that it would take of it."""
    before, day = list(asked), leave.first
    while day <= leave.last:
        employer = _employer(places, leave.agent, day)
        end = employer.leave_year_of(day)[1] if employer else day
        balance = balance_on(places, leave.agent, day, before)
        if balance is not None:
            yield balance, minutes_in(places, leave, balance.start, balance.end)
        day = end + ONE_DAY


def minutes_of(places: Places, leave: Leave) -> int:
    """The minutes of leave that ``leave`` would take, or has taken."""
    return minutes_in(places, leave, leave.first, leave.last)


def minutes_in(places: Places, leave: Leave, start: date, end: date) -> int:
    """The minutes of leave that ``leave`` takes between two days, both included; closed days are none of it."""
    days = span(max(leave.first, start), min(leave.last, end))
    cells = ((day, places.with_leave(leave, day) or places.now(leave.agent, day)) for day in days)
    own = ((day, cell) for day, cell in cells if cell is not None and cell.kind is not Kind.CLOSED)
    return sum(minutes for _, minutes in _weekly(places, leave.agent, own))


def _entitled(places: Places, agent: str, employer: Employer, start: date, end: date) -> int:
    shares = Fraction(0)
    for day in span(start, end):
        group = places.repo.group_of(agent, day)
        standing = places.facts(group).standing(agent, day) if group else None
        if standing is not None and standing.employer.id == employer.id:
            shares += standing.contract.fte
    whole = Fraction(employer.leave or 0) * shares / ((end - start).days + 1)
    return int(whole + Fraction(1, 2))


def _by_day(places: Places, agent: str, employer: str, start: date, end: date) -> list[tuple[date, int]]:
    own = (
        day for day in span(start, end) if (found := _employer(places, agent, day)) and found.id == employer
    )
    return list(_weekly(places, agent, ((day, places.now(agent, day)) for day in own)))


def _weekly(
    places: Places, agent: str, cells: Iterable[tuple[date, Cell | None]]
) -> Iterator[tuple[date, int]]:
    """The minutes of leave of each day; who works any few of the weekdays takes no more in a week than the week's hours."""
    week: dict[date, int] = {}
    for day, cell in cells:
        group = places.repo.group_of(agent, day)
        standing = places.facts(group).standing(agent, day) if group else None
        if cell is None or group is None or standing is None:
            continue
        minutes = leave_minutes(cell, agent, day, places.facts(group))
        if standing.contract.flexible:
            left = standing.contract.hours - week.get(monday_of(day), 0)
            minutes = min(minutes, left)
            week[monday_of(day)] = week.get(monday_of(day), 0) + minutes
        yield day, minutes


def _since(places: Places, agent: str, start: date) -> date | None:
    """The first day of the year that is known, where earlier ones are past and nobody recorded them."""
    person = next(entry for entry in places.repo.people.agent if entry.id == agent)
    begins = max(start, person.from_ or start)
    if begins >= places.today:
        return None
    months = [month for group in places.repo.centre.group for month in places.repo.bases(group.id)]
    first = Period.of_month(min(months)).start if months else places.today
    return first if first > begins else None


def _employer(places: Places, agent: str, day: date) -> Employer | None:
    group = places.repo.group_of(agent, day)
    standing = places.facts(group).standing(agent, day) if group else None
    return standing.employer if standing else None
