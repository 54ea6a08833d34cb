"""The sheet ``By agent``: a row for each day on which somebody works or is away, to be filtered."""

from collections.abc import Iterator

from rota.domain.cell import Kind
from rota.show.edition.key import Day
from rota.show.edition.people import Member, Square
from rota.show.edition.whole import Edition
from rota.show.palette import KINDS, Tone, tone
from rota.show.words import weekday
from rota.show.xlsx.days import said_of
from rota.show.xlsx.layout import HEADS_ROW
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import DATE_FORMAT, HOURS_FORMAT, TEXT_FORMAT, Look, like, shade

_HEADS = ("Agent", "Name", "Team", "Date", "Day", "Code", "Cell", "Work", "Breaks", "Parts", "Notes", "Hours")
_NARROWEST = (8, 16, 16, 13, 7, 8, 12, 14, 10, 12, 14, 9)
_WIDEST = 48
_DATE = 4


class ByAgent:
    """Writes the sheet."""

    def __init__(self, page: Page, edition: Edition) -> None:
        self._page = page
        self._edition = edition
        self._teams = {team.id: team.name for team in edition.teams}
        self._heads = _HEADS if edition.private else _HEADS[:-1]
        self._widths: list[float] = [*_NARROWEST[: len(self._heads)]]

    def write(self) -> None:
        """The whole sheet."""
        page = self._page
        page.title(self._edition, "By agent")
        # A list is long and narrow: upright, twice as many people go on a page.
        page.paper(self._edition, HEADS_ROW, 2, portrait=True)
        page.heads(self._heads)
        row, blocks = HEADS_ROW, []
        for member in self._edition.members:
            first = row + 1
            for day, square in self._told(member):
                row += 1
                self._row(row, member, day, square, top=row == first)
            blocks.append((first, row))
        page.widths(self._widths)
        page.fit(blocks)
        page.sheet.autofilter(HEADS_ROW - 1, 0, max(row, HEADS_ROW + 1) - 1, len(self._heads) - 1)

    def _told(self, member: Member) -> Iterator[tuple[Day, Square]]:
        """Days off go without saying, unless they are new."""
        for day in self._edition.days:
            square = member.squares.get(day.date)
            if square is not None and (square.kind is not Kind.OFF or square.changed or square.cell.parts):
                yield day, square

    def _row(self, row: int, member: Member, day: Day, square: Square, *, top: bool) -> None:
        page, shaded = self._page, shade(day)
        texts = self._texts(member, day, square)
        for column, (text, look) in enumerate(zip(texts, _looks(square, shaded, top=top), strict=True), 1):
            page.text(row, column, text, look)
            if len(text) >= self._widths[column - 1] - 2:
                self._widths[column - 1] = min(_WIDEST, len(text) + 3)
        page.day(row, _DATE, day.date, like(shaded, align="right", number=DATE_FORMAT, top=top))
        if square.minutes is not None:
            hours = like(align="right", number=HOURS_FORMAT, top=top)
            page.number(row, len(_HEADS), square.minutes / 60, hours)

    def _texts(self, member: Member, day: Day, square: Square) -> tuple[str, ...]:
        return (
            member.id,
            member.name,
            self._teams.get(square.team, square.team),
            "",
            weekday(day.date),
            square.signed,
            square.duty,
            square.times,
            ", ".join(str(pause).partition(" ")[0] for pause in square.pauses),
            "; ".join(map(str, square.parts)),
            _notes(day, square),
        )


def _looks(square: Square, shaded: Tone | None, *, top: bool) -> tuple[Look, ...]:
    """How the texts of a row look: those of the day shaded as the day is, the code in its colours."""
    plain, day = like(number=TEXT_FORMAT, top=top), like(shaded, number=TEXT_FORMAT, top=top)
    colours = tone(square.tone) if square.kind is Kind.SHIFT else KINDS[square.kind]
    code = like(colours, square.late, align="center", number=TEXT_FORMAT, top=top)
    return (plain, plain, plain, day, day, code, plain, plain, plain, plain, plain)


def _notes(day: Day, square: Square) -> str:
    was = f"was {square.before}" if square.before is not None else ""
    return "; ".join(note for note in (was, "pinned" if square.pinned else "", said_of(day)) if note)
