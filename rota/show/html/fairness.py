"""Fairness on a page: everybody's Saturdays and lates, as bars on one scale and as dates that anyone can count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.show.edition.people import Member, Sums
from rota.show.edition.whole import Edition
from rota.show.html.grid import stretches
from rota.show.html.numbers import Numbers, name_of
from rota.show.words import length

FULL = 100
"""The width of the longest bar, in units of its own."""


@dataclass(frozen=True)
class Bar:
    """A number and how long its bar is."""

    count: int
    width: int


@dataclass(frozen=True)
class Share:
    """One agent's Saturdays and lates: this month's and the year's, the year's also as dates."""

    number: int
    name: str
    bars: tuple[Bar, ...]
    saturdays: str
    lates: str
    since: str


@dataclass(frozen=True)
class Hours:
    """What only leaders and HR see of an agent's month, a text for each column."""

    number: int
    name: str
    cells: tuple[str, ...]


def shares(edition: Edition, numbers: Numbers) -> Iterator[tuple[str, str, list[Share]]]:
    """By team: its classes, its name, and its people's shares."""
    saturdays = sum(day.date.weekday() == 5 for day in edition.days)
    most = [max(each) for each in zip(*(_counts(one) for one in edition.members), strict=True)]
    longest = [saturdays, *most[1:]]
    since = first(edition)
    for team in edition.teams:
        yield numbers.team(team), team.name, [_share(numbers, one, longest, since) for one in team.members]


def first(edition: Edition) -> date:
    """The first day that is counted for anybody."""
    return min((member.year.since for member in edition.members), default=edition.days[0].date)


def on_saturdays(edition: Edition) -> Iterator[tuple[str, list[Member]]]:
    """Who works on each Saturday of the period."""
    for day in edition.days:
        if day.date.weekday() == 5:
            at_work = [member for member in edition.members if day.date in member.saturdays]
            yield day_words(day.date), at_work


def hour_heads(edition: Edition) -> tuple[str, ...]:
    """The columns of hours: none for the team."""
    if not edition.private:
        return ()
    terms = ("Leave taken", "FTE", "Hours a week", "Employer", "Contract")
    of_all = (
        "Hours",
        "Lieu brought in",
        "Lieu earned",
        "Lieu taken",
        "Lieu left",
        "Strong wishes",
        "Mild wishes",
    )
    return of_all + (terms if any(one.sums and one.sums.terms for one in edition.members) else ())


def hours(edition: Edition, numbers: Numbers) -> Iterator[tuple[str, str, list[Hours]]]:
    """By team: its classes, its name, and its people's hours."""
    width = len(hour_heads(edition))
    for team in edition.teams:
        rows = [
            Hours(numbers.people[one.id], name_of(one), _cells(one.sums, width))
            for one in team.members
            if one.sums
        ]
        yield numbers.team(team), team.name, rows


def _counts(member: Member) -> tuple[int, int, int, int]:
    return len(member.saturdays), member.year.saturdays, member.lates, member.year.lates


def _share(numbers: Numbers, member: Member, longest: list[int], since: date) -> Share:
    pairs = zip(_counts(member), longest, strict=True)
    return Share(
        numbers.people[member.id],
        name_of(member),
        tuple(Bar(count, count * FULL // most if most else 0) for count, most in pairs),
        stretches(member.year.saturday_days),
        stretches(member.year.late_days),
        stretches([member.year.since]) if member.year.since != since else "",
    )


def _cells(sums: Sums, width: int) -> tuple[str, ...]:
    lieu, wishes, terms = sums.lieu, sums.wishes, sums.terms
    times = (sums.minutes, lieu.brought, lieu.earned, lieu.taken, lieu.balance)
    granted = ((wishes.strong, wishes.strong_of), (wishes.mild, wishes.mild_of))
    cells = [length(minutes) for minutes in times]
    cells += [f"{given} of {asked}" if asked else "none" for given, asked in granted]
    if terms:
        leave = length(sums.leave or 0)
        cells += [leave, f"{terms.fte / 100:.2f}", length(terms.weekly), terms.employer, terms.contract]
    return tuple(cells + [""] * (width - len(cells)))
