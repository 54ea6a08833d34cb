"""The sheets of a file, whether a workbook or text; which of a workbook's are meant."""

from collections.abc import Callable
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad
from rota.work.errors import Unusable, nearest
from rota.work.importing.grid import Grid
from rota.work.init.sheet import records_of, text_of

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def grids_of(path: Path, sheet: str | None, fits: Callable[[Grid], bool]) -> tuple[list[Grid], list[str]]:
    """The sheets at ``path`` to be read, and notes on those that are not.

    Of a workbook that is the one named ``sheet``, or else every sheet that is shown and ``fits``; where none does, the first
    that is shown, so that what is wrong with it can be said. Unusable and BadInput where the file is no sheet.
    """
    kind = _kind(path)
    if kind == _OLD:
        raise bad(
            Code.UNREADABLE,
            "this is an Excel file of an old kind, or one with a password",
            "save it as .xlsx, without a password, or as CSV UTF-8",
            Place(str(path)),
        )
    if kind == _ZIP:
        return _of_workbook(path, sheet, fits)
    if sheet is not None:
        raise Unusable(f"{path} is no workbook and has no sheets; leave --sheet out")
    rows = [[cell.strip() for cell in row] for row in records_of(path, text_of(path))]
    return [Grid(str(path), "", rows)], []


def _kind(path: Path) -> bytes:
    if not path.is_file():
        raise Unusable(f"{path}: there is no such file")
    with path.open("rb") as file:
        return file.read(4)


def _of_workbook(path: Path, sheet: str | None, fits: Callable[[Grid], bool]) -> tuple[list[Grid], list[str]]:
    from rota.work.importing.xlsx import read_sheet_of, sheet_names

    names = dict(sheet_names(path))
    if sheet is not None and sheet not in names:
        raise Unusable(f'{path} has no sheet "{sheet}"; {nearest(sheet, names)}')
    wanted = [sheet] if sheet is not None else [name for name, shown in names.items() if shown]
    grids = [read_sheet_of(path, name) for name in wanted]
    found = [grid for grid in grids if sheet is not None or fits(grid)] or grids[:1]
    if not found:
        raise Unusable(f"{path} has no sheet that is shown; name one: --sheet {' or --sheet '.join(names)}")
    kept = {grid.sheet for grid in found}
    left = [f"{name}{'' if shown else ' (hidden)'}" for name, shown in names.items() if name not in kept]
    return found, [f"{path}: sheets not read: {', '.join(left)}"] if left and sheet is None else []
