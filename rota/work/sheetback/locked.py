"""What stands around the cells of days and is only shown: names and totals, as another sheet of the workbook has them."""

from collections.abc import Iterator, Mapping

from rota.files.codes import Code
from rota.files.wording import quoted
from rota.rules import Finding
from rota.show.xlsx.layout import HEADS_ROW, ID_COLUMN, NAME_COLUMN
from rota.work.importing.grid import Grid
from rota.work.sheetback.table import Table

_SAME = {
    "Shifts": "Shifts",
    "Sat": "Saturdays",
    "Late": "Lates",
    "Hours": "Hours counted",
    "Lieu": "Lieu balance",
}
"""The totals of the sheet Rota, by what the sheet Totals calls them."""

_AS_THEY_WERE = (
    "put back what stood there: names and totals follow from files and cells, and are not edited in a sheet"
)


def locked(table: Table, totals: Grid | None) -> Iterator[Finding]:
    """The names and totals of agents that are not what the sheet Totals, ``totals``, has for them; none without it."""
    if totals is None or not table.grid.rows:
        return
    heads = {
        text: column for column, text in enumerate(table.grid.rows[table.heading]) if column > table.last
    }
    columns = {NAME_COLUMN - 1: "Name"} | {heads[head]: name for head, name in _SAME.items() if head in heads}
    values = _values(totals)
    for agent, row in sorted(table.rows.items(), key=lambda pair: pair[1]):
        for column, name in columns.items():
            text, other = table.grid.at(row, column), values.get(agent, {}).get(name)
            if other is not None and not _same(text, other):
                message = f"{quoted(text)} of {agent} was changed; it was {quoted(other)}"
                yield table.fault(row, column, Code.NOT_EDITED_HERE, message, _AS_THEY_WERE)


def _values(totals: Grid) -> Mapping[str, Mapping[str, str]]:
    """What the sheet Totals says of each agent, by the heads of its columns."""
    if len(totals.rows) < HEADS_ROW:
        return {}
    heads = totals.rows[HEADS_ROW - 1]
    return {
        totals.at(row, ID_COLUMN - 1): {head: totals.at(row, column) for column, head in enumerate(heads)}
        for row in range(HEADS_ROW, len(totals.rows))
    }


def _same(text: str, other: str) -> bool:
    """Whether two cells say the same; programs write fractions with more or fewer digits."""
    if text.strip() == other.strip():
        return True
    try:
        return round(float(text), 6) == round(float(other), 6)
    except ValueError:
        return False
