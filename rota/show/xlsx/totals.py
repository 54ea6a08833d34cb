"""The sheets ``Totals`` and ``Terms``: a row for each agent, what the month comes to, and for HR on what terms."""

from collections.abc import Sequence
from datetime import date

from rota.show.edition.people import Member, Sums, Team
from rota.show.edition.whole import Edition
from rota.show.words import day_month
from rota.show.xlsx.layout import COUNTS, HEADS_ROW, SUMS
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import DATE, HOURS, NUMBER, PLAIN, Look

Value = tuple[str | float | date, Look]

_WHO = ("Agent", "Name", "Team")
_TERMS = ("Employer", "Contract", "FTE", "Hours a week", "Hours counted", "Leave taken, hours")
_WHO_WIDTHS = (8, 24, 24)


def write_totals(page: Page, edition: Edition) -> None:
    """What each agent's month and year come to, as far as the audience may know."""
    heads = [*_WHO, *COUNTS, *(SUMS if edition.private else ())]
    page.widths([*_WHO_WIDTHS, 9, 11, 24, *[11] * (len(heads) - 6)])
    rows = [[*_who(team, member), *totals_of(member)] for team in edition.teams for member in team.members]
    _table(page, edition, "Totals", heads, rows)


def totals_of(member: Member) -> list[Value]:
    """What an agent's month and year come to, as ``COUNTS`` and ``SUMS`` head it, each with how it looks."""
    return [*_counts(member), *(_sums(member.sums) if member.sums else ())]


def write_terms(page: Page, edition: Edition) -> None:
    """For whom and on what contract each agent works, as of the first day here."""
    page.widths([*_WHO_WIDTHS, 30, 30, 8, 12, 12, 12])
    rows = [[*_who(team, member), *_terms(member.sums)] for team in edition.teams for member in team.members]
    _table(page, edition, "Terms", [*_WHO, *_TERMS], rows)


def _table(
    page: Page, edition: Edition, name: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]
) -> None:
    page.title(edition, name)
    page.paper(edition, HEADS_ROW, 2)
    page.heads(heads, lines=3)
    for row, values in enumerate(rows, HEADS_ROW + 1):
        for column, (value, look) in enumerate(values, 1):
            page.value(row, column, value, look)
    page.fit([(row, row) for row in range(HEADS_ROW + 1, HEADS_ROW + len(rows) + 1)])
    page.sheet.autofilter(HEADS_ROW - 1, 0, HEADS_ROW + max(1, len(rows)) - 1, len(heads) - 1)


def _who(team: Team, member: Member) -> list[Value]:
    return [(text, PLAIN) for text in (member.id, member.name, team.name)]


def _counts(member: Member) -> list[Value]:
    return [
        (member.shifts, NUMBER),
        (len(member.saturdays), NUMBER),
        (", ".join(day_month(day) for day in member.saturdays), PLAIN),
        (member.lates, NUMBER),
        (member.year.saturdays, NUMBER),
        (member.year.lates, NUMBER),
        (member.year.since, DATE),
    ]


def _sums(sums: Sums) -> list[Value]:
    lieu, wishes = sums.lieu, sums.wishes
    minutes = (sums.minutes, lieu.brought, lieu.earned, lieu.taken, lieu.balance)
    counts = (wishes.strong, wishes.strong_of, wishes.mild, wishes.mild_of)
    return [*((amount / 60, HOURS) for amount in minutes), *((count, NUMBER) for count in counts)]


def _terms(sums: Sums | None) -> list[Value]:
    terms = sums.terms if sums else None
    if sums is None or terms is None:
        return [("", PLAIN)] * len(_TERMS)
    return [
        (terms.employer, PLAIN),
        (terms.contract, PLAIN),
        (terms.fte / 100, HOURS),
        (terms.weekly / 60, HOURS),
        (sums.minutes / 60, HOURS),
        ((sums.leave or 0) / 60, HOURS),
    ]
