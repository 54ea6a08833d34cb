"""Reading sheets of calls, and all that is wrong with them."""

from collections.abc import Collection

from rota.domain.place import Place
from rota.files.callcolumns import BEGIN, wrong_columns
from rota.files.callrows import Rows, folded
from rota.files.callsheet import Sheet, says_nothing, services_named
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.guard import check_text, place_of
from rota.files.loading import Loader
from rota.files.oncewritten import UNMERGED, unmerged
from rota.files.plaintext import read_text


def read_sheets(loader: Loader, folder: str, services: Collection[str]) -> tuple[Sheet, ...]:
    """The sheets in ``folder``, by name; what is wrong with them is among the findings of ``loader``.

    A sheet whose cells cannot all be read is left out.
    """
    read = (_read(loader, f"{folder}/{name}", services) for name in loader.names(folder) if _is_sheet(name))
    return tuple(sheet for sheet in read if sheet is not None)


def _is_sheet(name: str) -> bool:
    return name.lower().endswith(".csv")


def _read(loader: Loader, file: str, services: Collection[str]) -> Sheet | None:
    try:
        text = read_text(loader.root, file, "CSV").replace("\r\n", "\n")
        check_text(text, file)
        if ("<<<<<<<" in text or ">>>>>>>" in text) and (marked := UNMERGED.search(text)):
            raise unmerged(file, place_of(text, marked.start(), file))
        return parse_sheet(text, file, services)
    except BadInput as error:
        loader.findings.extend(error.findings)
    return None


def parse_sheet(text: str, file: str, services: Collection[str]) -> Sheet:
    """The sheet that ``text`` is; BadInput with all that is wrong with its columns, or else with its rows."""
    lines = text.split("\n")
    head = next((at for at, line in enumerate(lines) if not says_nothing(line)), None)
    if head is None:
        raise BadInput([fault(Code.COLUMNS, f"{file} is empty", BEGIN, Place(file, (), 1, 1))])
    # Excel divides cells by semicolons where commas part decimals; no cell here ever holds one.
    mark = ";" if ";" in lines[head] else ","
    columns = tuple(cell.strip(' "').lower() for cell in lines[head].split(mark))
    sheet = Sheet(file, tuple(lines), mark, columns)
    wrong = tuple(wrong_columns(sheet, head + 1, services))
    if wrong:
        raise BadInput(wrong)
    named = services_named(file, services)
    rows = Rows(sheet, named[0] if len(named) == 1 else "")
    rows.read(head + 1)
    if rows.wrong:
        raise BadInput(folded(sheet, rows.wrong))
    return Sheet(file, sheet.lines, mark, columns, rows.days, tuple(rows.again))
