"""An edited workbook read back: what was edited in it, judged against the rota as it stands now; nothing is written here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.demand import Demand
from rota.domain.duties import duty
from rota.domain.facts import Facts
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, bad
from rota.files.repository import Repository
from rota.rules import Finding
from rota.show.xlsx.layout import BY_AGENT, COVER, KEY, ROTA, TOTALS
from rota.work.choose import Chosen, choose
from rota.work.errors import Refused, Unusable
from rota.work.importing.grid import Grid
from rota.work.importing.xlsx import read_sheets_of, sheet_names
from rota.work.sheetback.beside import edited_beside
from rota.work.sheetback.codes import Codes
from rota.work.sheetback.edits import Edits, SheetEdit, edits_of
from rota.work.sheetback.key import other_codes
from rota.work.sheetback.locked import locked
from rota.work.sheetback.lockedcover import locked_cover
from rota.work.sheetback.origin import Origin, edited
from rota.work.sheetback.table import table_of
from rota.work.situation import facts_of

CellKey = tuple[str, date]


@dataclass(frozen=True)
class Back:
    """A workbook that came back: the rota that its edits are for, as it stands now, and the edits that are left to make.

    ``pins`` are cells to be pinned as they are, ``done`` so many edited cells that are so already; ``notes`` what its
    reader should know.
    """

    origin: Origin
    chosen: Chosen
    edits: tuple[SheetEdit, ...]
    pins: tuple[CellKey, ...]
    done: int
    notes: tuple[str, ...]

    @property
    def published(self) -> bool:
        """Whether the month is published, so that the edits are a change to be approved."""
        return self.chosen.draft is None

    @property
    def wanted(self) -> Mapping[CellKey, Cell]:
        """The edited cells as they are to be."""
        return {edit.key: edit.cell for edit in self.edits}

    def now(self, key: CellKey) -> Cell | None:
        """The cell as it stands now; None where there is none."""
        return _now(self.chosen, key)


def read_back(repo: Repository, origin: Origin, month: str | None = None, group: str | None = None) -> Back:
    """What was edited in the workbook of ``origin``.

    Raises BadInput with all that cannot be taken, Refused with all that has changed meanwhile, Unusable where the workbook is
    not of this repository, or not of the ``month`` or ``group`` that was asked for.
    """
    _same(repo, origin, month, group)
    chosen = choose(repo, origin.group, origin.month)
    facts = facts_of(repo, origin.group, origin.month, draft=chosen.file)
    if not origin.whole and set(facts.agents) <= set(origin.agents):
        raise edited(origin.file)
    codes = Codes(facts)
    sheets = _sheets(origin)
    table = table_of(sheets[ROTA], origin)
    edits = edits_of(table, origin, codes, _leave_of(repo))
    others = list(other_codes(sheets.get(KEY), origin.file, codes))
    edits.findings += [*others, *locked(table, sheets.get(TOTALS), origin)]
    edits.findings += locked_cover(table, sheets.get(COVER))
    if not others:
        edits.findings += edited_beside(sheets.get(BY_AGENT), origin, codes)
    edits.findings += [
        finding for edit in edits.cells for finding in _without_cell(edits, edit, chosen, facts)
    ]
    moved = [words for edit in edits.cells for words in _moved(edit, chosen, facts.demand)]
    if edits.findings:
        raise BadInput(sorted(edits.findings, key=lambda each: (each.place is not None, each.place)))
    if moved:
        raise Refused("\n".join([*moved, "Nothing was written; export it again, and edit that."]))
    return _back(origin, chosen, edits, facts.demand)


def _same(repo: Repository, origin: Origin, month: str | None, group: str | None) -> None:
    if origin.group not in {entry.id for entry in repo.centre.group}:
        known = ", ".join(entry.id for entry in repo.centre.group)
        raise Unusable(
            f"{origin.file} is of the rota group {origin.group}, which is not in this repository: {known}"
        )
    for asked, has, what in ((month, origin.month, "month"), (group, origin.group, "group")):
        if asked is not None and asked != has:
            raise Unusable(
                f"{origin.file} is of {has}, and --{what} says {asked}; leave --{what} out, or name another file"
            )


def _leave_of(repo: Repository) -> Callable[[str, date], str]:
    """The id of the granted leave of an agent on a day."""
    granted = [leave for leave in repo.leave if leave.granted]

    def found(agent: str, day: date) -> str:
        return next((leave.id for leave in granted if leave.agent == agent and day in leave), "")

    return found


def _sheets(origin: Origin) -> Mapping[str, Grid]:
    """The sheets that are read, as far as they are there; without the first there is nothing to read."""
    path = Path(origin.file)
    there = {name for name, _ in sheet_names(path)}
    if ROTA not in there:
        message = f"the sheet {ROTA} is gone, or has another name"
        raise bad(Code.UNREADABLE, message, "give it back its name", Place(str(path)))
    return read_sheets_of(path, [name for name in (ROTA, BY_AGENT, TOTALS, COVER, KEY) if name in there])


def _now(chosen: Chosen, key: CellKey) -> Cell | None:
    agent, day = key
    return chosen.file.cells.get(agent, {}).get(day)


def _without_cell(edits: Edits, edit: SheetEdit, chosen: Chosen, facts: Facts) -> Iterator[Finding]:
    """A cell for a day on which the agent is not in the rota, or has none in it, which only planning gives."""
    where = f"{edit.agent} on {day_words(edit.day)}"
    if edit.agent not in facts.agents or not facts.present(edit.agent, edit.day):
        fix = "empty the cell; from, until and team of the agent stand in people.toml"
        message = f"{where} is not in the rota of {facts.group} then"
    elif _now(chosen, edit.key) is None:
        plan = f"{chosen.file.month}" if chosen.draft is not None else f"--from {edit.day}"
        message, fix = f"{where} has no cell in {chosen}", f"put back ?; planning fills it: rota plan {plan}"
    else:
        return
    yield edits.table.fault(edit.row, edit.column, Code.NOT_IN_ROTA, message, fix)


def _moved(edit: SheetEdit, chosen: Chosen, demand: Demand) -> Iterator[str]:
    """What has become of an edited cell since the workbook was made; nothing where it stands, or is as wanted already."""
    now = _now(chosen, edit.key)
    if _duty(now, demand) not in {_duty(edit.was, demand), edit.cell}:
        yield (
            f"{edit.ref}: {edit.agent} on {day_words(edit.day)} was {edit.was or 'without a cell'} when exported, "
            f"and is {now or 'without a cell'} now in {chosen}"
        )


def _duty(cell: Cell | None, demand: Demand) -> Cell | None:
    """What is compared: a break that has moved since is no other duty."""
    return None if cell is None else duty(cell, demand)


def _back(origin: Origin, chosen: Chosen, edits: Edits, demand: Demand) -> Back:
    left = [edit for edit in edits.cells if _duty(_now(chosen, edit.key), demand) != edit.cell]
    pinned = {(agent, day) for agent, days in chosen.file.pins.items() for day in days}
    pins = tuple(key for key in edits.pins if key not in pinned)
    notes = list(edits.notes)
    done = len(edits.cells) - len(left)
    if done:
        notes.append(f"{done} of the edited cells {'is' if done == 1 else 'are'} so in {chosen} already")
    if pins and chosen.draft is None:
        notes.append("nothing is pinned in a published rota: ! is left out")
        pins = ()
    if origin.version.startswith("draft") and origin.version != f"draft {chosen.draft}":
        notes.append(f"the workbook shows {origin.version}; its edits are for {chosen}")
    return Back(origin, chosen, tuple(left), pins, done, tuple(notes))
