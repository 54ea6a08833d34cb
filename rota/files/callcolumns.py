"""The head of a sheet of calls: which columns it has, and what is wrong with them."""

from collections.abc import Collection, Iterator

from rota.domain.place import Place
from rota.files.callsheet import COLUMNS, Sheet, cell_starts, services_named
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.wording import close, either, listed, nearest, quoted
from rota.rules import Finding

_NEEDED = ("date", "start", "calls")
BEGIN = f"begin the file with the line {','.join(COLUMNS)}; service and aht may be left out"


def wrong_columns(sheet: Sheet, line: int, services: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the columns that the head of ``sheet``, in ``line``, names."""
    starts = cell_starts(sheet.lines[line - 1], sheet.mark)
    if not set(sheet.columns) & set(COLUMNS):
        said = f"the first line names none of the columns: {quoted(sheet.lines[line - 1])}"
        yield fault(Code.COLUMNS, said, f"{BEGIN}; commas or semicolons divide cells", sheet.place(line))
        return
    for at, column in enumerate(sheet.columns):
        place = Place(sheet.file, (), line, starts[at] + 1)
        if column not in COLUMNS:
            near = f"{nearest(column, COLUMNS)} " if close(column, COLUMNS) else ""
            fix = f"{near}Columns here: {listed(COLUMNS)}"
            yield fault(Code.COLUMNS, f"unknown column {quoted(column)}", fix, place)
        elif (first := sheet.columns.index(column)) != at:
            yield fault(
                Code.COLUMNS,
                f"column {quoted(column)} stands here a second time",
                "take out the wrong one of the two, with its cells",
                place,
                second=Place(sheet.file, (), line, starts[first] + 1),
            )
    for column in _NEEDED:
        if column not in sheet.columns:
            yield fault(
                Code.COLUMNS, f"column {quoted(column)} is missing", BEGIN, Place(sheet.file, (), line, 1)
            )
    if "service" not in sheet.columns:
        yield from _of_no_service(sheet, line, services)


def _of_no_service(sheet: Sheet, line: int, services: Collection[str]) -> Iterator[Finding]:
    named = services_named(sheet.file, services)
    if len(named) != 1:
        why = f"may mean {either(named)}" if named else "is that of no service"
        yield fault(
            Code.COLUMNS,
            f'column "service" is missing, and the name of the file {why}',
            f"add the column, or name the file by its service, as {sorted(services)[0]}.csv or {sorted(services)[0]}-2026.csv",
            Place(sheet.file, (), line, 1),
        )
