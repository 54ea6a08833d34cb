"""Where agents and days stand in an edited sheet: rows by id in any order, each day in a column of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rota.domain.clock import day_words
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.wording import listed, quoted
from rota.rules import Finding
from rota.show.xlsx.layout import FIRST_DAY_COLUMN, ID_COLUMN
from rota.work.importing.grid import Grid, letters
from rota.work.importing.headings import read_heading
from rota.work.sheetback.origin import Origin

_TOP = 40
"""Rows among which the heading is looked for."""
_ALLOWED = "rows can be sorted, and what stands in the cells of days edited; nothing else"


@dataclass
class Table:
    """The row of each agent and the column of each day, counted from 0; ``findings`` say what is not where it was.

    ``others`` are the rows below the heading that are nobody's, ``last`` the last column of a day.
    """

    grid: Grid
    heading: int
    columns: dict[date, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column of a day."""
        return max(self.columns.values(), default=FIRST_DAY_COLUMN - 1)

    def fault(self, row: int, column: int, code: Code, message: str, fix: str) -> Finding:
        """A finding about a cell, which it names."""
        return fault(code, f"{self.grid.ref(row, column)}: {message}", fix, self.grid.place(row, column))


def table_of(grid: Grid, origin: Origin) -> Table:
    """Where everything of ``origin`` stands in ``grid``."""
    days = {str(day): day for day in origin.period.days}
    heading = _heading(grid, days)
    table = Table(grid, heading)
    table.findings += _columns(table, days)
    table.findings += _rows(table, origin)
    table.findings += _strangers(table)
    table.findings += _merged(table)
    return table


def _heading(grid: Grid, days: Mapping[str, date]) -> int:
    """The row in which most of the days stand; the first where there is none."""
    return max(
        range(min(_TOP, len(grid.rows))),
        key=lambda row: (len({*grid.rows[row]} & days.keys()), -row),
        default=0,
    )


def _columns(table: Table, days: Mapping[str, date]) -> Iterator[Finding]:
    grid, row = table.grid, table.heading
    cells = grid.rows[row] if grid.rows else ()
    for column in range(FIRST_DAY_COLUMN - 1, len(cells)):
        text = cells[column]
        day = days.get(text)
        if day is not None and day in table.columns:
            first = grid.ref(row, table.columns[day])
            message = f"{day_words(day)} stands here and in {first}"
            yield table.fault(row, column, Code.CONTRADICTION, message, f"put the days back: {_ALLOWED}")
        elif day is not None:
            table.columns[day] = column
    missing = [day for day in days.values() if day not in table.columns]
    for day in missing:
        message = f"the column of {day_words(day)} {day.year} is gone, or its date was changed"
        yield table.fault(row, FIRST_DAY_COLUMN - 1, Code.DATES, message, f"put it back: {_ALLOWED}")
    for column in range(FIRST_DAY_COLUMN - 1, len(cells)):
        text = cells[column]
        if text not in days and (column <= table.last or read_heading(text) is not None):
            message = f"{quoted(text)} is no day of this workbook"
            yield table.fault(
                row, column, Code.DATES, message, f"delete the column, or put its date back: {_ALLOWED}"
            )


def _rows(table: Table, origin: Origin) -> Iterator[Finding]:
    grid, id_column = table.grid, ID_COLUMN - 1
    there = {grid.at(row, id_column).strip() for row in range(table.heading + 1, len(grid.rows))}
    for row in range(table.heading + 1, len(grid.rows)):
        agent = grid.at(row, id_column).strip()
        if not agent:
            table.others.append(row)
        elif agent not in origin.agents:
            gone = [each for each in origin.agents if each not in there]
            message = f"{quoted(agent)} is nobody in this workbook"
            back = f"put back the id, of {listed(gone)}, or " if gone else ""
            fix = f"{back}delete the row: {_ALLOWED}"
            yield table.fault(row, id_column, Code.UNKNOWN_ID, message, fix)
        elif agent in table.rows:
            first = grid.ref(table.rows[agent], id_column)
            yield table.fault(
                row,
                id_column,
                Code.DUPLICATE_ID,
                f"{agent} stands here and in {first}",
                "delete one of the rows",
            )
        else:
            table.rows[agent] = row
    for agent in origin.agents:
        if agent not in table.rows:
            message = f"the row of {agent} is gone, or its id was changed"
            yield table.fault(table.heading, id_column, Code.GAP, message, f"put it back: {_ALLOWED}")


def _strangers(table: Table) -> Iterator[Finding]:
    """Rows without an id that hold what looks like codes: those of teams hold nothing, and those of cover numbers."""
    for row in table.others:
        column = next((at for at in table.columns.values() if not _is_number(table.grid.at(row, at))), None)
        if column is not None:
            message = f"{quoted(table.grid.at(row, column))} stands in a row without an agent's id"
            fix = f"put the id into {letters(ID_COLUMN - 1)}{row + 1}, or delete the row"
            yield table.fault(row, column, Code.UNKNOWN_ID, message, fix)


def _is_number(text: str) -> bool:
    return not text or text.lstrip("+-<").replace(".", "", 1).isdigit()


def _merged(table: Table) -> Iterator[Finding]:
    rows, columns = set(table.rows.values()), set(table.columns.values())
    for cells in table.grid.merged:
        top, left, bottom, right = cells
        inside = next(
            (
                (row, column)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
                if row in rows and column in columns
            ),
            None,
        )
        if inside is not None:
            message = (
                f"the cells {table.grid.range(cells)} are merged, so it is not clear which of them says it"
            )
            yield table.fault(*inside, Code.BAD_CELL, message, "unmerge them, and write into each what it is")
