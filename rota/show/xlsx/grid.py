"""The sheet ``Rota``: agents down by team, days across, what each month adds up to, and cover below."""

from dataclasses import replace
from datetime import date

from rota.domain.cell import Kind
from rota.show.edition.key import Day
from rota.show.edition.people import Member, Square, Team
from rota.show.edition.whole import Edition
from rota.show.palette import KINDS, SHORT, tone
from rota.show.xlsx import pages
from rota.show.xlsx.codes import FACTS
from rota.show.xlsx.days import Days
from rota.show.xlsx.gridcover import write_below
from rota.show.xlsx.layout import (
    CHANGED,
    DATES_ROW,
    FIRST_AGENT_ROW,
    FIRST_DAY_COLUMN,
    ID_COLUMN,
    MISSING,
    NAME_COLUMN,
    PINNED,
)
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import AWAY, BANDED, HEADING, HOURS, NUMBER, TEXT_FORMAT, Look, like, shade

_SUMS = (("Shifts", NUMBER), ("Sat", NUMBER), ("Late", NUMBER), ("Hours", HOURS), ("Lieu", HOURS))


class Grid:
    """Writes the sheet; ``blocks`` are the first and last rows of each team's agents."""

    def __init__(self, page: Page, edition: Edition) -> None:
        self._page = page
        self._edition = edition
        self.days = Days(edition, FIRST_DAY_COLUMN)
        self.blocks: list[tuple[int, int]] = []
        self._sums = _SUMS if edition.private else _SUMS[:3]
        self._first_sum = self.days.last + 1
        self._row = FIRST_AGENT_ROW

    def write(self) -> None:
        """The whole sheet."""
        page, edition = self._page, self._edition
        page.title(edition, "Rota")
        page.paper(edition, DATES_ROW, NAME_COLUMN)
        self.days.write(page)
        self._heads()
        for team in edition.teams:
            self._team(team)
        end = write_below(page, edition, self.days, self._row + 1)
        page.widths(self._widths(end))
        page.fit([*((first - 1, last) for first, last in self.blocks), (self._row + 1, end)])

    def _widths(self, last: int) -> list[float]:
        """The widths of the columns of a sheet that ends with row ``last``."""
        members = [*self._edition.members]
        who = [max([6, *(len(member.id) for member in members)]) + 2]
        who.append(min(34, max([17, *(len(member.name) for member in members)])) + 2)
        sums = [8.0] * len(self._sums)
        squares = (square for member in members for square in member.squares.values())
        least = max([4, *(len(square.signed) for square in squares)]) + 0.6
        count = len(self.days.days)
        return [*who, *[pages.widened(least, count, [*who, *sums], last)] * count, *sums]

    def _heads(self) -> None:
        self._page.text(DATES_ROW, ID_COLUMN, "Agent", HEADING)
        self._page.text(DATES_ROW, NAME_COLUMN, "Name", HEADING)
        for column, (head, _) in enumerate(self._sums, self._first_sum):
            self._page.text(DATES_ROW, column, head, like(HEADING.tone, True, align="right"))

    def _team(self, team: Team) -> None:
        last = self._first_sum + len(self._sums) - 1
        self._page.fill(self._row, range(1, last + 1), BANDED)
        leader = f", leader {team.leader}" if team.leader else ""
        self._page.text(self._row, NAME_COLUMN, f"{team.name}{leader}", BANDED)
        self.blocks.append((self._row + 1, self._row + len(team.members)))
        for row, member in enumerate(team.members, self._row + 1):
            self._member(row, member)
        self._row += len(team.members) + 1

    def _member(self, row: int, member: Member) -> None:
        page = self._page
        page.text(row, ID_COLUMN, member.id)
        page.text(row, NAME_COLUMN, member.name)
        for day, column in zip(self.days.days, self.days.range, strict=True):
            square = member.squares.get(day.date)
            if square is not None:
                page.text(row, column, square.letters, self._look(square, day))
            elif day.date in member.missing:
                page.text(row, column, MISSING, self._missing(day.date))
            else:
                page.blank(row, column, like(AWAY, week=day.date.weekday() == 0))
        sums: list[float] = [member.shifts, len(member.saturdays), member.lates]
        if member.sums is not None:
            sums += [member.sums.minutes / 60, member.sums.lieu.balance / 60]
        for column, (number, (_, look)) in enumerate(zip(sums, self._sums, strict=True), self._first_sum):
            page.number(row, column, number, replace(look, week=column == self._first_sum))

    def _look(self, square: Square, day: Day) -> Look:
        kind = square.kind
        plain = shade(day) if kind is Kind.OFF else None
        return like(
            tone(square.tone) if kind is Kind.SHIFT else plain or KINDS[kind],
            bold=square.late or kind is Kind.ABSENT,
            align="center",
            number=CHANGED if square.changed else PINNED if square.pinned else TEXT_FORMAT,
            locked=not self._edition.private or kind in FACTS,
            week=day.date.weekday() == 0,
        )

    def _missing(self, day: date) -> Look:
        return like(
            SHORT,
            True,
            align="center",
            number=TEXT_FORMAT,
            week=day.weekday() == 0,
        )


def write_rota(page: Page, edition: Edition) -> Grid:
    """Write the sheet ``Rota``, and say where its agents stand."""
    grid = Grid(page, edition)
    grid.write()
    return grid
