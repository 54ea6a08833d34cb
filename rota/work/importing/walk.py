"""Through a sheet, cell by cell: whose it is and on which day; what is neither is named or said to be left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.period import Period
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.wording import quoted
from rota.rules import Finding
from rota.work.importing.grid import Grid
from rota.work.importing.headings import WEEKDAYS, read_heading, weekday_of
from rota.work.importing.layout import Block, blocks, long_header, other_month
from rota.work.importing.roster import Roster
from rota.work.init.values import as_day

_ALMOST = re.compile(r"\d[./-]\d+[./-]\d")
_WRITE_DAY = "write it as 2026-12-01 or 01/12/2026"
_AS_DAY = "head a column for each day with a day such as 2026-12-01 or 01/12/2026"


@dataclass(frozen=True)
class Entry:
    """One cell of a sheet: of whom, and on which day."""

    grid: Grid
    row: int
    column: int
    agent: str
    day: date

    @property
    def text(self) -> str:
        """What it says, blanks and line breaks as one blank each."""
        return " ".join(self.grid.at(self.row, self.column).split())

    @property
    def ref(self) -> str:
        """Its name in the spreadsheet."""
        return self.grid.ref(self.row, self.column)


class Walk:
    """Walks through sheets; ``findings`` is what it could not make out, ``notes`` what it left out on the way."""

    def __init__(self, roster: Roster, period: Period | None) -> None:
        self._roster = roster
        self._period = period
        self.findings: list[Finding] = []
        self.notes: list[str] = []

    def fits(self, grid: Grid) -> bool:
        """Whether the sheet has any day that is asked for."""
        if long_header(grid) is not None:
            return True
        found = self._blocks(grid)
        days = [day for block in found for day in block.days.values()]
        asked = any(self._period is None or day in self._period for day in days)
        return asked and not any(self._other_month(grid, block) for block in found)

    def entries(self, grid: Grid) -> Iterator[Entry]:
        """Every cell of somebody on some day, from the top down."""
        before = len(self.notes)
        listed = long_header(grid)
        yield from self._long(grid, *listed) if listed else self._across(grid)
        if left := self.notes[before:]:
            self.notes[before:] = [f"{grid.name}: not read: {', '.join(left)}"]
        if merged := self._merged(grid):
            self.notes.append(
                f"{grid.name}: each of these merged cells is read as saying the same: {', '.join(merged)}"
            )

    def _merged(self, grid: Grid) -> list[str]:
        """The merged ranges that hold cells of days."""
        found = self._blocks(grid) if grid.merged else ()
        return [
            grid.range(cells)
            for cells in grid.merged
            if any(block.holds(cells[0], range(cells[1], cells[3] + 1)) for block in found)
        ]

    def _long(self, grid: Grid, header: int, columns: dict[str, int]) -> Iterator[Entry]:
        for row in range(header + 1, len(grid.rows)):
            if not any(grid.rows[row]):
                continue
            day = as_day(grid.at(row, columns["date"]))
            agent = self._roster.find(grid.at(row, columns["agent"]))
            if day is None:
                self._add(
                    grid,
                    row,
                    columns["date"],
                    Code.DATES,
                    "is no day",
                    _WRITE_DAY,
                )
            if agent is None:
                self._stranger(grid, row, columns["agent"])
            elif day is not None:
                yield Entry(grid, row, columns["cell"], agent, day)

    def _blocks(self, grid: Grid) -> tuple[Block, ...]:
        return blocks(grid, self._roster.is_agent, self._period)

    def _across(self, grid: Grid) -> Iterator[Entry]:
        found = self._blocks(grid)
        if not found:
            message = f"{grid.name} has no row of days, and no columns agent, date and cell"
            self.findings.append(fault(Code.UNREADABLE, message, _AS_DAY, grid.place(0, 0)))
        for block in found:
            self._look_at_headings(grid, block)
            for row in range(block.header + 1, block.end):
                yield from self._row(grid, block, row)

    def _row(self, grid: Grid, block: Block, row: int) -> Iterator[Entry]:
        who = grid.at(row, block.agents)
        agent = self._roster.find(who)
        texts = [text for column in block.days if (text := grid.at(row, column))]
        if agent is not None:
            yield from (Entry(grid, row, column, agent, day) for column, day in block.days.items())
        elif not all(map(_is_about_the_sheet, texts)):
            self._stranger(grid, row, block.agents)
        elif who or texts:
            self.notes.append(f"row {row + 1} ({quoted(who or texts[0])})")

    def _look_at_headings(self, grid: Grid, block: Block) -> None:
        if other := self._other_month(grid, block):
            month = self._period.month if self._period else ""
            message = f"the days of {grid.name} are bare numbers, and it says {other}: these are not the days of {month}"
            fix = f"give the month that it is of, or head the columns with whole days: {_AS_DAY}"
            self.findings.append(fault(Code.CONTRADICTION, message, fix, grid.place(block.header, 0)))
        wrong = [at for at, weekday in block.weekdays.items() if block.days[at].weekday() != weekday]
        if wrong:
            self._wrong_weekday(grid, block, wrong)
        for column in block.others:
            if _ALMOST.search(grid.at(block.header, column)):
                self._add(grid, block.header, column, Code.DATES, "is no day", _WRITE_DAY)
                continue
            texts = [text for row in range(block.header, block.end) if (text := grid.at(row, column))]
            if texts and not all(map(self._roster.is_agent, texts[1:])):
                self.notes.append(
                    f"column {grid.ref(0, column).rpartition('!')[2][:-1]} ({quoted(texts[0])})"
                )

    def _wrong_weekday(self, grid: Grid, block: Block, wrong: list[int]) -> None:
        at = wrong[0]
        said, day = WEEKDAYS[block.weekdays[at]].capitalize(), block.days[at]
        more = f"; so with {len(wrong) - 1} other columns" if wrong[1:] else ""
        message = f"is {day_words(day)} {day.year}, but {said} stands there{more}"
        self._add(
            grid, block.header, at, Code.CONTRADICTION, message, "correct the day, its year or its weekday"
        )

    def _other_month(self, grid: Grid, block: Block) -> str:
        dateless = block.dateless and self._period is not None
        return other_month(grid, block.header, self._period) if dateless and self._period else ""

    def _stranger(self, grid: Grid, row: int, column: int) -> None:
        self._add(grid, row, column, Code.UNKNOWN_ID, *self._roster.wrong(grid.at(row, column)))

    def _add(self, grid: Grid, row: int, column: int, code: Code, message: str, fix: str) -> None:
        text = f"{grid.ref(row, column)}: {quoted(grid.at(row, column))} {message}"
        self.findings.append(fault(code, text, fix, grid.place(row, column)))


def _is_about_the_sheet(text: str) -> bool:
    """Whether a cell in a row of nobody is a total, a day or a weekday, and so nobody's shift."""
    number = text.replace(".", "", 1).replace(",", "", 1).replace(":", "", 1).isdigit()
    return number or weekday_of(text) is not None or read_heading(text) is not None
