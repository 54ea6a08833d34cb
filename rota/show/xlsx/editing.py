"""What a leader may edit in the sheet ``Rota``: unlocked cells, and codes alone; colours follow the code that is entered."""

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from rota.domain.cell import Kind
from rota.show.edition.key import Day
from rota.show.edition.whole import Edition
from rota.show.palette import KINDS, Tone, tone
from rota.show.xlsx.codes import KIND_CODES
from rota.show.xlsx.grid import Grid
from rota.show.xlsx.layout import CODES, PARTS
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import shade

LOOKING = {"autofilter": True, "format_columns": True, "format_rows": True}
"""What a protected sheet still lets everybody do."""

_REFUSED = (
    "Only codes of the sheet Key can stand here; the list shows them. "
    "Leave and absence are not entered in this sheet. Esc keeps what was there."
)


def allow_editing(page: Page, grid: Grid, edition: Edition) -> None:
    """Let unlocked cells take the allowed codes and nothing else; the team's edition has none of either."""
    page.sheet.protect("", LOOKING)
    if edition.private and grid.blocks:
        first, *others = (
            (top - 1, grid.days.first - 1, end - 1, grid.days.last - 1) for top, end in grid.blocks
        )
        page.sheet.data_validation(
            *first, {**_validation(), "other_cells": [list(other) for other in others]}
        )
        _colours(page, grid, edition)


def _validation() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": f"={CODES}",
        "ignore_blank": False,
        "error_type": "stop",
        "error_title": "No such code",
        "error_message": _REFUSED,
    }


def _colours(page: Page, grid: Grid, edition: Edition) -> None:
    """Rules that give a cell the colours of its code, so that they are right after it is edited too."""
    for colours, formula, days in _rules(edition):
        ranges = _ranges(page, grid, days)
        if ranges:
            top = f"{xl_col_to_name(grid.days.columns[days[0].date] - 1)}{grid.blocks[0][0]}"
            page.rule(ranges, formula.replace("CELL", top), colours)


def _rules(edition: Edition) -> Iterator[tuple[Tone, str, Sequence[Day]]]:
    """Colours, a formula about ``CELL``, and the days on which it holds; a service is known by the end of a code."""
    for service in sorted(edition.services, key=lambda service: -len(service.letter)):
        letter = service.letter.replace('"', '""')
        size = len(service.letter)
        plain = f'SUBSTITUTE(CELL,"{PARTS}","")'
        formula = f'=AND(LEN({plain})>{size},EXACT(RIGHT({plain},{size}),"{letter}"))'
        yield tone(service.tone), formula, edition.days
    for kind in (Kind.LIEU, Kind.TRAINING):
        yield KINDS[kind], f'=EXACT(CELL,"{KIND_CODES[kind]}")', edition.days
    for colours in dict.fromkeys(shade(day) for day in edition.days):
        days = [day for day in edition.days if shade(day) == colours]
        yield colours or KINDS[Kind.OFF], f'=EXACT(CELL,"{KIND_CODES[Kind.OFF]}")', days


def _ranges(page: Page, grid: Grid, days: Sequence[Day]) -> list[str]:
    """The cells of agents on ``days``, days that follow one another in one range."""
    columns: list[list[int]] = []
    for day in days:
        column = grid.days.columns[day.date]
        if columns and columns[-1][1] == column - 1:
            columns[-1][1] = column
        else:
            columns.append([column, column])
    return [page.range((top, first), (end, last)) for top, end in grid.blocks for first, last in columns]
