"""The sheet By agent, which only shows the rota: what was edited there is named, since it is not read."""

from collections.abc import Collection, Iterator, Mapping

from rota.domain.cell import Cell, Kind
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.wording import listed, quoted
from rota.rules import Finding
from rota.show.xlsx.layout import HEADS_ROW, ROTA
from rota.work.importing.grid import Grid
from rota.work.sheetback.codes import CHANGED_SIGN, PINNED_SIGN, Codes
from rota.work.sheetback.origin import Origin

_AGENT, _DATE, _CODE, _CELL = "Agent", "Date", "Code", "Cell"
_FIX = f"put it back, and edit the sheet {ROTA}"


def edited_beside(grid: Grid | None, origin: Origin, codes: Codes) -> Iterator[Finding]:
    """The ids, dates, codes and cells of the sheet ``grid`` that are not what was exported; none without it.

    It may be sorted and filtered, and a day off may be left out.
    """
    if grid is None or len(grid.rows) < HEADS_ROW:
        return
    heads = {head: column for column, head in enumerate(grid.rows[HEADS_ROW - 1])}
    if not {_AGENT, _DATE, _CODE, _CELL} <= heads.keys():
        yield _fault(grid, HEADS_ROW - 1, 0, "the heads of the columns were changed")
        return
    texts = {(agent, str(day)): cell for (agent, day), cell in origin.cells.items()}
    seen: dict[tuple[str, str], int] = {}
    for row in range(HEADS_ROW, len(grid.rows)):
        key = (grid.at(row, heads[_AGENT]).strip(), grid.at(row, heads[_DATE]).strip())
        if not any(grid.rows[row]):
            continue
        cell = texts.get(key)
        if cell is None:
            yield _fault(grid, row, heads[_DATE], f"the row of {quoted(' '.join(key))} was changed")
        elif key in seen:
            first = grid.ref(seen[key], heads[_DATE])
            yield _fault(grid, row, heads[_DATE], f"{quoted(' '.join(key))} stands here and in {first}")
        else:
            yield from _row(grid, row, heads, cell, codes)
        seen.setdefault(key, row)
    yield from _gone(grid, texts, seen)


def _row(grid: Grid, row: int, heads: Mapping[str, int], cell: Cell, codes: Codes) -> Iterator[Finding]:
    words = f"{cell.pattern} {cell.service}" if cell.is_shift else cell.kind.value
    code = grid.at(row, heads[_CODE]).strip().rstrip(CHANGED_SIGN + PINNED_SIGN)
    text = grid.at(row, heads[_CELL]).strip()
    if code != codes.of(cell):
        yield _fault(grid, row, heads[_CODE], f"{quoted(code)} was {quoted(codes.of(cell))}")
    elif text != words:
        yield _fault(grid, row, heads[_CELL], f"{quoted(text)} was {quoted(words)}")


def _gone(
    grid: Grid, cells: Mapping[tuple[str, str], Cell], seen: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """One finding for all rows that are gone: of days on which somebody works or is away, since those off may be left out."""
    gone = [
        f"{agent} on {day}"
        for (agent, day), cell in cells.items()
        if (agent, day) not in seen and (cell.kind is not Kind.OFF or cell.parts)
    ]
    if gone:
        rows = f"{'the row' if len(gone) == 1 else 'the rows'} of {listed(gone, 3)}"
        yield _fault(grid, HEADS_ROW - 1, 0, f"{rows} {'is' if len(gone) == 1 else 'are'} gone or changed")


def _fault(grid: Grid, row: int, column: int, what: str) -> Finding:
    message = f"{grid.ref(row, column)}: {what}; shifts are edited on the sheet {ROTA} only"
    return fault(Code.NOT_EDITED_HERE, message, _FIX, grid.place(row, column))
