"""The teams of a page: each with its grid for wide screens and paper, and its people's months day by day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rota.domain.clock import day_words
from rota.show.edition.key import Day
from rota.show.edition.people import Member, Team
from rota.show.edition.whole import Edition
from rota.show.html.numbers import Numbers, name_of
from rota.show.html.wording import Entry, Wording
from rota.show.words import counted, day_month, length, weekday

SIZES = ((10, "hand"), (16, "few"), (26, "some"))
"""On paper teams of up to so many people have the higher rows of that class, so that each fills its sheet."""


@dataclass(frozen=True)
class Column:
    """A day at the head of the grid: ``look`` shades it, ``note`` says why in words."""

    weekday: str
    number: int
    words: str
    note: str
    look: str
    month: str


@dataclass(frozen=True)
class Person:
    """One agent: a row of the grid, and a month of their own with the dates that were counted."""

    number: int
    id: str
    name: str
    entries: tuple[Entry, ...]
    sums: tuple[str, ...]
    summary: str


@dataclass(frozen=True)
class Group:
    """A team with its people; ``on_shift`` counts those at work on each day."""

    number: int
    classes: str
    size: str
    name: str
    about: str
    people: tuple[Person, ...]
    on_shift: tuple[int, ...]


def columns(edition: Edition) -> tuple[Column, ...]:
    """The days of the period."""
    return tuple(_column(day) for day in edition.days)


def heads(edition: Edition) -> tuple[tuple[str, str], ...]:
    """What is counted at the end of each row, each with its explanation."""
    hours = [("Hours", "hours counted towards the contract")] if edition.private else []
    return (("Shifts", "shifts"), ("Sat", "Saturdays worked"), ("Lates", "late shifts"), *hours)


def groups(edition: Edition, numbers: Numbers) -> Iterator[Group]:
    """The teams, in their order."""
    wording = Wording(edition)
    for team in edition.teams:
        squares = [member.squares for member in team.members]
        counts = (
            sum(day.date in found and found[day.date].cell.is_shift for found in squares)
            for day in edition.days
        )
        yield Group(
            numbers.teams[team.id],
            numbers.team(team),
            next((size for most, size in SIZES if len(squares) <= most), "many"),
            team.name,
            _about(team),
            tuple(_person(edition, numbers, wording, member, team) for member in team.members),
            tuple(counts),
        )


def stretches(days: Iterable[date]) -> str:
    """Dates in order, those that follow one another as one: ``5-9 Jan, 14 Jan 2026``; the year where it changes, and last."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    ends = [end for _, end in runs]
    closing = [now.year != then.year for now, then in pairwise(ends)] + [True]
    return ", ".join(_run(*run, with_year=close) for run, close in zip(runs, closing, strict=bool(runs)))


def _run(start: date, end: date, *, with_year: bool) -> str:
    year = f" {end.year}" if with_year else ""
    if start == end:
        return f"{day_month(end)}{year}"
    first = str(start.day) if start.month == end.month else f"{day_month(start)} "
    return f"{first}-{'' if start.month == end.month else ' '}{day_month(end)}{year}"


def _column(day: Day) -> Column:
    note = day.holiday or day.closure
    look = "rest" if note or day.weekend else ""
    return Column(
        weekday(day.date), day.date.day, day_words(day.date), note, look, day_month(day.date).split()[1]
    )


def _about(team: Team) -> str:
    leader = [f"leader {team.leader}"] if team.leader else []
    return " · ".join([team.site_name, *leader, counted(len(team.members), "person", "people")])


def _person(edition: Edition, numbers: Numbers, wording: Wording, member: Member, team: Team) -> Person:
    counts = [str(member.shifts), str(len(member.saturdays)), str(member.lates)]
    hours = [length(member.sums.minutes)] if member.sums else []
    return Person(
        numbers.people[member.id],
        member.id,
        name_of(member),
        tuple(wording.entry(member, day.date, team.id) for day in edition.days),
        (*counts, *hours),
        _summary(member),
    )


def _summary(member: Member) -> str:
    saturdays = ", ".join(day_month(day) for day in member.saturdays)
    return " · ".join(
        [
            counted(member.shifts, "shift"),
            f"Saturdays: {saturdays}" if saturdays else "no Saturday",
            counted(member.lates, "late") if member.lates else "no lates",
        ]
    )
