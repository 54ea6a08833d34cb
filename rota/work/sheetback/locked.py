"""Names and totals, which are only shown: as they stood in the sheets Rota and Totals when the workbook was made."""

from collections.abc import Iterator, Mapping

from rota.files.codes import Code
from rota.files.errors import fault
from rota.rules import Finding
from rota.show.xlsx.layout import HEADS_ROW, ID_COLUMN, NAME_COLUMN, SHOWN
from rota.work.importing.grid import Grid
from rota.work.sheetback.origin import Origin
from rota.work.sheetback.table import Table

_HEADS = {
    "Shifts": "Shifts",
    "Sat": "Saturdays",
    "Late": "Lates",
    "Hours": "Hours counted",
    "Lieu": "Lieu balance",
}
"""The totals of the sheet Rota, by what the sheet Totals calls them."""

_BACK = "put it back: names and totals follow from files and cells, and are not edited in a sheet"


def locked(table: Table, totals: Grid | None, origin: Origin) -> Iterator[Finding]:
    """The names and totals in ``table`` and in the sheet Totals that are not what was exported.

    Of a workbook that does not keep them hidden, which of the two sheets was changed cannot be told, so both are named.
    """
    if origin.shown:
        yield from _changed(table.grid, dict(_of_rota(table)), origin.shown)
        if totals is not None:
            yield from _changed(totals, dict(_of_totals(totals)), origin.shown)
    elif totals is not None:
        yield from _unequal(table.grid, dict(_of_rota(table)), totals, dict(_of_totals(totals)))


Spots = Mapping[tuple[str, str], tuple[int, int]]
"""Where the name or total of an agent stands, by agent and head."""


def _of_rota(table: Table) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    if not table.grid.rows:
        return
    heads = {
        text: column for column, text in enumerate(table.grid.rows[table.heading]) if column > table.last
    }
    columns = {"Name": NAME_COLUMN - 1} | {
        name: heads[head] for head, name in _HEADS.items() if head in heads
    }
    for agent, row in sorted(table.rows.items(), key=lambda pair: pair[1]):
        for name, column in columns.items():
            yield (agent, name), (row, column)


def _of_totals(totals: Grid) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    if len(totals.rows) < HEADS_ROW:
        return
    columns = {head: column for column, head in enumerate(totals.rows[HEADS_ROW - 1]) if head in SHOWN}
    for row in range(HEADS_ROW, len(totals.rows)):
        for name, column in columns.items():
            yield (totals.at(row, ID_COLUMN - 1), name), (row, column)


def _changed(grid: Grid, spots: Spots, shown: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    for (agent, name), (row, column) in spots.items():
        text, was = grid.at(row, column), shown.get(agent, {}).get(name)
        if was is not None and not _same(text, was):
            message = f"{grid.ref(row, column)} is {text.strip() or 'empty'}; it was {was or 'empty'} ({name} of {agent})"
            yield fault(Code.NOT_EDITED_HERE, message, _BACK, grid.place(row, column))


def _unequal(grid: Grid, spots: Spots, totals: Grid, others: Spots) -> Iterator[Finding]:
    for key, (row, column) in spots.items():
        if key in others and not _same(text := grid.at(row, column), other := totals.at(*others[key])):
            message = (
                f"{grid.ref(row, column)} is {text.strip() or 'empty'} and {totals.ref(*others[key])} is "
                f"{other.strip() or 'empty'} ({key[1]} of {key[0]}): one of the two was changed"
            )
            yield fault(Code.NOT_EDITED_HERE, message, _BACK, grid.place(row, column))


def _same(text: str, other: str) -> bool:
    """Whether two cells say the same; programs write fractions with more or fewer digits."""
    if text.strip() == other.strip():
        return True
    try:
        return round(float(text), 5) == round(float(other), 5)
    except ValueError:
        return False
