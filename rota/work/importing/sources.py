"""The sheets of a file, whether a workbook or text; which of a workbook's are meant."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, bad
from rota.work.errors import Unusable, nearest
from rota.work.importing.grid import Grid
from rota.work.init.sheet import records_of, text_of

_HEAD = 400
"""Bytes that say what a file is."""

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


_OTHER = re.compile(rb"\s*<(?:!doctype|html|\?xml|!--)|%PDF", re.IGNORECASE)
_OTHER_ENDS = frozenset({".htm", ".html", ".ics", ".json", ".md", ".ods", ".pdf"})
_BOOK = "xl/workbook.xml"
_AS_SHEET = "open it in a spreadsheet program and save it as .xlsx, without a password, or as CSV UTF-8"


def require_sheet(path: Path) -> None:
    """Unusable or BadInput where ``path`` is a page, a text or a workbook of another kind, by its content or else its name."""
    if not path.is_file():
        return
    kind = _kind(path)
    if kind == _OLD:
        raise _old(path)
    with path.open("rb") as file:
        page = _OTHER.match(file.read(_HEAD)) is not None
    if page or path.suffix.lower() in _OTHER_ENDS or (kind == _ZIP and _other_zip(path)):
        raise Unusable(f"{path} is no .xlsx or .csv; {_AS_SHEET}")


def _old(path: Path) -> BadInput:
    return bad(
        Code.UNREADABLE,
        "this is an Excel file of an old kind, or one with a password, and no .xlsx that can be read",
        "save it as .xlsx, without a password, or as CSV UTF-8",
        Place(str(path)),
    )


def _other_zip(path: Path) -> bool:
    """Whether it is a zip file of something else; a broken one is told by whoever reads it."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _BOOK not in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def grids_of(path: Path, sheet: str | None, fits: Callable[[Grid], bool]) -> tuple[list[Grid], list[str]]:
    """The sheets at ``path`` to be read, and notes on those that are not.

    Of a workbook that is the one named ``sheet``, or else every sheet that is shown and ``fits``; where none does, the first
    that is shown, so that what is wrong with it can be said. Unusable and BadInput where the file is no sheet.
    """
    kind = _kind(path)
    if kind == _OLD:
        raise _old(path)
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
