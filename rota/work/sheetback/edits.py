"""What was edited in a workbook: every cell that says something else than it did, and every one that cannot be taken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from rota.domain.cell import AWAY_PARTS, Cell, Kind
from rota.domain.clock import day_words
from rota.files.codes import Code
from rota.files.wording import listed, quoted
from rota.rules import Finding
from rota.show.xlsx.codes import FACTS
from rota.show.xlsx.layout import MISSING
from rota.work.sheetback.codes import Codes, Typed
from rota.work.sheetback.origin import Origin
from rota.work.sheetback.table import Table

LeaveId = Callable[[str, date], str]
"""The id of the granted leave of an agent on a day; empty where there is none."""

_FACTS = {
    Kind.LEAVE: "leave is asked for and granted: rota leave request {agent} {day}",
    Kind.ABSENT: "absence is recorded, ended or voided: rota absence add {agent} {day}, rota absence end {agent} {day}",
    Kind.CLOSED: "bank holidays and closures stand in calendar/, and opening hours in centre.toml",
}
_LOCK = "put back what stood there, {code}"


@dataclass(frozen=True)
class SheetEdit:
    """One edited cell: ``was`` when it was exported (None where there was no cell), ``cell`` now. ``ref`` names it."""

    agent: str
    day: date
    was: Cell | None
    cell: Cell
    ref: str
    row: int
    column: int

    @property
    def key(self) -> tuple[str, date]:
        """Whose cell of which day."""
        return self.agent, self.day


@dataclass
class Edits:
    """All edits of a workbook, the cells to be pinned besides, and what its reader should know."""

    table: Table
    cells: list[SheetEdit] = field(default_factory=list)
    pins: list[tuple[str, date]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def edits_of(table: Table, origin: Origin, codes: Codes, leave: LeaveId) -> Edits:
    """What was edited in ``table``, by agent and day in the order of the sheet."""
    found = Edits(table, findings=list(table.findings))
    unread: dict[str, list[tuple[Typed, int, int, str, date]]] = {}
    loose: list[str] = []
    for agent, row in sorted(table.rows.items(), key=lambda pair: pair[1]):
        for day, column in sorted(table.columns.items()):
            was, text = origin.cells.get((agent, day)), table.grid.at(row, column)
            why = table.grid.unread.get((row, column))
            if why is not None:
                message = f"{agent} on {day_words(day)} holds {why[0]}"
                found.findings.append(
                    table.fault(row, column, Code.BAD_CELL, message, "write the code itself")
                )
            elif text != codes.of(was) and (was or text not in {"", MISSING}):
                typed = codes.read(text)
                if typed.cell is None:
                    unread.setdefault(typed.why + text.strip(), []).append((typed, row, column, agent, day))
                else:
                    loose += (
                        [f"{table.grid.ref(row, column)} {quoted(text)} as {typed.plain}"]
                        if typed.loose
                        else []
                    )
                    _take(
                        found,
                        SheetEdit(agent, day, was, typed.cell, table.grid.ref(row, column), row, column),
                        typed,
                        codes,
                        leave,
                    )
    found.findings += [_unread(table, places) for places in unread.values()]
    found.notes += [f"read: {listed(loose)}"] if loose else []
    return found


def _take(found: Edits, edit: SheetEdit, typed: Typed, codes: Codes, leave: LeaveId) -> None:
    """Take an edit, if it is one and may be made; only its sign may have been typed."""
    if codes.of(edit.was) != typed.plain:
        wrong = next(_locked(edit, codes, leave), None)
        if wrong is not None:
            message, fix = wrong
            found.findings.append(
                found.table.fault(edit.row, edit.column, Code.NOT_EDITED_HERE, message, fix)
            )
            return
        found.cells.append(edit)
    elif typed.pin:
        found.pins.append(edit.key)


def _locked(edit: SheetEdit, codes: Codes, leave: LeaveId) -> Iterator[tuple[str, str]]:
    """Why a cell is not edited in a sheet: what is granted, recorded or closed is a fact, before and after."""
    where = f"{edit.agent} on {day_words(edit.day)}"
    back = _LOCK.format(code=codes.of(edit.was) or "nothing")
    if edit.cell.kind in FACTS:
        yield (
            f"{where} cannot be made {edit.cell} in a sheet",
            f"{back}; {_FACTS[edit.cell.kind].format(agent=edit.agent, day=edit.day)}",
        )
    if edit.was is None:
        return
    if edit.was.kind in FACTS:
        yield (
            f"{where} is {edit.was}, which a sheet does not change",
            f"{back}; {_undone(edit.was.kind, edit, leave)}",
        )
    away = next((part for part in edit.was.parts if part.what in AWAY_PARTS), None)
    if away is not None:
        kind = {"leave": Kind.LEAVE, "absent": Kind.ABSENT}.get(away.what)
        by_hand = f'edit it with its parts: rota set {edit.agent} {edit.day} "CELL"'
        yield (
            f"{where} has {away}, which a sheet would drop",
            f"{back}; {_undone(kind, edit, leave) if kind else by_hand}",
        )


def _undone(kind: Kind, edit: SheetEdit, leave: LeaveId) -> str:
    """How a fact is taken back that stands in the edited cell."""
    if kind is not Kind.LEAVE:
        return _FACTS[kind].format(agent=edit.agent, day=edit.day)
    id = leave(edit.agent, edit.day)
    if id:
        return f"leave is taken back: rota leave withdraw {id}"
    return f"it was planned as leave, and no request of it can be withdrawn; see rota leave list --agent {edit.agent} --all"


def _unread(table: Table, places: list[tuple[Typed, int, int, str, date]]) -> Finding:
    """One finding for all cells that say the same: what is wrong with them is the same too."""
    typed, row, column, agent, day = places[0]
    said = f"{quoted(table.grid.at(row, column))} " if table.grid.at(row, column).strip() else ""
    also = listed(table.grid.ref(*place[1:3]).rpartition("!")[2] for place in places[1:])
    more = f"; so it is in {also}" if also else ""
    message = f"{said or 'the cell '}of {agent} on {day_words(day)} {typed.why}{more}"
    return table.fault(row, column, Code.BAD_CELL, message, typed.fix)
