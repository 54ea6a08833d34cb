"""Whether the codes of a workbook mean now what they meant when it was made, by its own key."""

from collections.abc import Iterator

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.wording import quoted
from rota.rules import Finding
from rota.show.xlsx.layout import CELL_COLUMN, CODE_COLUMN, KEY, KEY_FIRST_ROW
from rota.work.importing.grid import Grid
from rota.work.sheetback.codes import Codes


def other_codes(grid: Grid | None, file: str, codes: Codes) -> Iterator[Finding]:
    """The codes of the sheet Key that mean something else now: letters of patterns and services may have changed."""
    if grid is None:
        message = f"the sheet {KEY} is gone, which says what the codes meant"
        yield fault(Code.UNREADABLE, message, "put it back, or export the rota again", Place(file))
        return
    for row in range(KEY_FIRST_ROW - 1, len(grid.rows)):
        code, words = grid.at(row, CODE_COLUMN - 1), grid.at(row, CELL_COLUMN - 1)
        if not code:
            return
        if not codes.means(code, words):
            yield _other(grid, row, codes)


def _other(grid: Grid, row: int, codes: Codes) -> Finding:
    column = CELL_COLUMN - 1
    code, words = grid.at(row, CODE_COLUMN - 1), grid.at(row, column)
    meaning = codes.meaning(code)
    now = f"it is {meaning}" if meaning else "it is no code"
    message = f"{grid.ref(row, column)}: the code {quoted(code)} stood for {quoted(words)}, and now {now}"
    fix = "letters of patterns and services stand in centre.toml: export the rota again, and edit that"
    return fault(Code.CONTRADICTION, message, fix, grid.place(row, column))
