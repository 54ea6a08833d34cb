"""What an exported workbook says of itself: which rota it was made from, and how every cell read in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rota.domain.audience import Audience
from rota.domain.cell import Cell, parse_cell
from rota.domain.period import Period
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import BadInput, bad
from rota.show.xlsx.layout import (
    FIELDS,
    FORMAT,
    KEY,
    ORIGIN,
    ORIGIN_DATES_ROW,
    ORIGIN_FIRST_DAY_COLUMN,
    ORIGIN_FIRST_ROW,
    ORIGIN_ID_COLUMN,
    ROTA,
    SHOWN,
)
from rota.work.errors import Unusable
from rota.work.importing.grid import Grid
from rota.work.importing.xlsx import read_sheet_of, sheet_names

_ZIP = b"PK\x03\x04"
_FAMILY = FORMAT.partition("/")[0]
_MONTH = re.compile(r"(19|2\d)\d{2}-(0[1-9]|1[0-2])")
_AGAIN = "export it again, and edit that; or read it as any other spreadsheet: rota import {file} --month MONTH --output rota.toml"


@dataclass(frozen=True)
class Origin:
    """From which rota a workbook was made: ``cells`` by agent and day, as they were then; those not there had none.

    ``version`` names it (``draft 2``, ``version 3``); ``mark`` is a digest of what was shown. ``shown`` are names and totals
    by agent and head; nothing in workbooks made before they were kept.
    """

    file: str
    group: str
    month: str
    version: str
    mark: str
    agents: tuple[str, ...]
    cells: Mapping[tuple[str, date], Cell]
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        """The days that the workbook has."""
        return Period.of_month(self.month)

    @property
    def whole(self) -> bool:
        """Whether the mark is that of these cells: not so for one team's workbook, nor where the sheet was edited."""
        texts: dict[str, dict[str, str]] = {agent: {} for agent in self.agents}
        for (agent, day), cell in self.cells.items():
            texts[agent][str(day)] = str(cell)
        return digest(texts)[: len(self.mark)] == self.mark


def origin_of(path: Path) -> Origin | None:
    """Where the workbook at ``path`` comes from; None where no export of a rota made it.

    Raises Unusable where there is none or it cannot come back, BadInput where the hidden sheet is not what the export wrote, or the file
    is larger than a rota.
    """
    if not path.exists():
        raise Unusable(f"{path}: there is no such file")
    if not _is_zip(path) or ORIGIN not in dict(sheet_names(path)):
        return None
    grid = read_sheet_of(path, ORIGIN)
    said = {grid.at(row, 0): grid.at(row, 1) for row in range(min(len(FIELDS), len(grid.rows)))}
    made = said.get("format", "")
    if made.partition("/")[0] != _FAMILY:
        return None
    if made != FORMAT:
        raise Unusable(
            f"{path}: the workbook is of the format {made}, and this rota reads {FORMAT}; export it again here"
        )
    if said.get("for") == Audience.TEAM.value:
        raise Unusable(
            f"{path}: this workbook is for the team, and shows leave, lieu and absence as off, so it cannot come back; "
            "edit one for leaders: rota export MONTH --to xlsx --for leader"
        )
    return _whole(path, grid, said)


def refuse_without_origin(path: Path) -> None:
    """Unusable where a workbook looks like an exported one and its hidden sheet is gone."""
    if not _is_zip(path):
        return
    names = dict(sheet_names(path))
    if ORIGIN not in names and {ROTA, KEY} <= names.keys():
        raise Unusable(
            f"{path}: its hidden sheet {ORIGIN} is gone (copied into a new file?); edit the exported file itself, or read it "
            f"as any spreadsheet: rota import {path} --month MONTH"
        )


def _is_zip(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def _whole(path: Path, grid: Grid, said: Mapping[str, str]) -> Origin:
    if set(said) != set(FIELDS) or not _MONTH.fullmatch(said["month"]):
        raise _edited(grid, 0, 0)
    days = _days(grid, Period.of_month(said["month"]))
    agents = tuple(grid.at(row, ORIGIN_ID_COLUMN - 1) for row in range(ORIGIN_FIRST_ROW - 1, len(grid.rows)))
    if len(set(agents)) < len(agents) or "" in agents:
        raise _edited(grid, ORIGIN_FIRST_ROW - 1, 0)
    cells = dict(_cells(grid, days))
    return Origin(
        str(path),
        said["group"],
        said["month"],
        said["version"],
        said["mark"],
        agents,
        cells,
        dict(_shown(grid, len(days))),
    )


def _shown(grid: Grid, days: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    first = ORIGIN_FIRST_DAY_COLUMN - 1 + days
    for row in range(ORIGIN_FIRST_ROW - 1, len(grid.rows)):
        texts = [grid.at(row, column) for column in range(first, first + len(SHOWN))]
        if any(texts):
            yield grid.at(row, ORIGIN_ID_COLUMN - 1), dict(zip(SHOWN, texts, strict=True))


def _days(grid: Grid, period: Period) -> tuple[date, ...]:
    row = ORIGIN_DATES_ROW - 1
    if len(grid.rows) <= row:
        raise _edited(grid, 0, 0)
    there = [grid.at(row, column) for column in range(ORIGIN_FIRST_DAY_COLUMN - 1, len(grid.rows[row]))]
    if there != [str(day) for day in period.days]:
        raise _edited(grid, row, ORIGIN_FIRST_DAY_COLUMN - 1)
    return tuple(period.days)


def _cells(grid: Grid, days: tuple[date, ...]) -> Iterator[tuple[tuple[str, date], Cell]]:
    for row in range(ORIGIN_FIRST_ROW - 1, len(grid.rows)):
        for column, day in enumerate(days, ORIGIN_FIRST_DAY_COLUMN - 1):
            text = grid.at(row, column)
            if text:
                try:
                    yield (grid.at(row, ORIGIN_ID_COLUMN - 1), day), parse_cell(text)
                except ValueError:
                    raise _edited(grid, row, column) from None


def edited(grid_file: str) -> BadInput:
    """The fault of a workbook whose hidden sheet is not what the export wrote."""
    return _edited(Grid(grid_file, ORIGIN, ()), 0, 0)


def _edited(grid: Grid, row: int, column: int) -> BadInput:
    message = f"{grid.ref(row, column)}: the hidden sheet {ORIGIN}, which says what was exported, is not as it was written"
    return bad(Code.CONTRADICTION, message, _AGAIN.format(file=grid.file), grid.place(row, column))
