"""The sheet ``Origin``, which nobody sees: which rota the workbook was made from, and how every cell read in it."""

from datetime import date

from rota.show.edition.people import Member
from rota.show.edition.whole import Edition
from rota.show.xlsx.layout import (
    FIELDS,
    FORMAT,
    ORIGIN_DATES_ROW,
    ORIGIN_FIRST_DAY_COLUMN,
    ORIGIN_FIRST_ROW,
    ORIGIN_ID_COLUMN,
)
from rota.show.xlsx.page import Page
from rota.show.xlsx.totals import totals_of


def write_origin(page: Page, edition: Edition) -> None:
    """The fields, and where the workbook can be edited every cell in full, since ``*`` does not say which parts it has."""
    page.sheet.very_hidden()
    page.sheet.protect()
    version = edition.version
    texts = (FORMAT, edition.group, edition.month, edition.audience.value, version.name, version.mark)
    for row, (field, text) in enumerate(zip(FIELDS, texts, strict=True), 1):
        page.text(row, 1, field)
        page.text(row, 2, text)
    if edition.private:
        _cells(page, edition)


def _cells(page: Page, edition: Edition) -> None:
    days = list(enumerate((day.date for day in edition.days), ORIGIN_FIRST_DAY_COLUMN))
    for column, day in days:
        page.text(ORIGIN_DATES_ROW, column, str(day))
    texts = {
        square.cell: str(square.cell) for member in edition.members for square in member.squares.values()
    }
    for row, member in enumerate(edition.members, ORIGIN_FIRST_ROW):
        page.text(row, ORIGIN_ID_COLUMN, member.id)
        for column, day in days:
            square = member.squares.get(day)
            if square is not None:
                page.text(row, column, texts[square.cell])
        for column, shown in enumerate(_shown(member), ORIGIN_FIRST_DAY_COLUMN + len(days)):
            page.text(row, column, shown)


def _shown(member: Member) -> tuple[str, ...]:
    """What is only shown of an agent, as ``SHOWN`` has it: whole numbers without a point, days as ISO dates."""
    return (member.name, *(_text(value) for value, _ in totals_of(member)))


def _text(value: str | float | date) -> str:
    if isinstance(value, float):
        return str(int(value) if value.is_integer() else round(value, 6))
    return str(value)
