"""Sheets to cells: every cell is read, or named with what was expected there."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rota.domain.cell import OFF, Cell
from rota.domain.clock import day_words
from rota.domain.period import Period
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.repository import Repository
from rota.files.wording import quoted
from rota.rules import CellKey, Finding
from rota.work.importing.grid import Grid
from rota.work.importing.roster import Roster
from rota.work.importing.walk import Entry, Walk
from rota.work.importing.words import CellWords

Cells = dict[str, dict[date, Cell]]
Here = Callable[[str, date], bool]
"""Whether an agent belongs to what is read on a day."""


class SheetReader:
    """Reads sheets; ``cells`` are found, ``elsewhere`` the agents of other rota groups, ``outside`` days not asked for."""

    def __init__(
        self, repo: Repository, words: CellWords, roster: Roster, here: Here, period: Period | None = None
    ) -> None:
        self._repo = repo
        self._words = words
        self._here = here
        self._period = period
        self._agents = {agent.id: agent for agent in repo.people.agent}
        self._first: dict[CellKey, Entry] = {}
        self._unread: dict[str, list[Entry]] = {}
        self._findings: list[Finding] = []
        self.walk = Walk(roster, period)
        self.cells: Cells = {}
        self.elsewhere: set[str] = set()
        self.outside: set[date] = set()

    def read(self, grid: Grid) -> None:
        """Read all of ``grid``; what cannot be read is kept for :meth:`finish`."""
        for entry in self.walk.entries(grid):
            if self._period is not None and entry.day not in self._period:
                self.outside.add(entry.day)
            elif self._belongs(entry) and self._only(entry):
                self._take(entry)

    def finish(self) -> Cells:
        """All cells; BadInput names every one that could not be read, from the top of each sheet down."""
        unread = (self._no_cell(text, entries) for text, entries in self._unread.items())
        found = [*self.walk.findings, *self._findings, *unread]
        if found:
            raise BadInput(sorted(found, key=lambda each: (each.place is not None, each.place)))
        return self.cells

    def _belongs(self, entry: Entry) -> bool:
        if self._here(entry.agent, entry.day):
            return True
        if self._repo.group_of(entry.agent, entry.day) is not None:
            self.elsewhere.add(entry.agent)
        elif entry.text and self._words.read(entry.text, entry.day, "") != OFF:
            message = f"{entry.ref}: {quoted(entry.text)}, but {entry.agent} does not work here on {day_words(entry.day)}"
            fix = "empty the cell, or correct from, until or team of the agent in people.toml"
            self._add(entry, Code.NOT_IN_ROTA, message, fix)
        return False

    def _only(self, entry: Entry) -> bool:
        """Whether the cell is the first of its agent and day, an empty one not counted, that says anything new."""
        first = self._first.setdefault((entry.agent, entry.day), entry)
        if first is entry or not first.text:
            self._first[entry.agent, entry.day] = entry
            return True
        if entry.text and entry.text != first.text:
            there = first.ref if first.grid is entry.grid else f"{first.ref} of {first.grid.name}"
            message = (
                f"{entry.ref}: {quoted(entry.text)} of {entry.agent} on {day_words(entry.day)}, "
                f"but {there} says {quoted(first.text)}"
            )
            self._add(entry, Code.CONTRADICTION, message, "leave one of the two", first)
        return False

    def _take(self, entry: Entry) -> None:
        why = entry.grid.unread.get((entry.row, entry.column)) or _hidden(entry.text)
        if why:
            self._add(
                entry,
                Code.BAD_CELL,
                f"{entry.ref} of {entry.agent} on {day_words(entry.day)} holds {why[0]}",
                why[1],
            )
            return
        terms = self._agents[entry.agent].terms(entry.day)
        home = next(each.home for each in terms if each.home is not None)
        cell = self._words.read(entry.text, entry.day, home)
        if cell is None:
            self._unread.setdefault(entry.text, []).append(entry)
        else:
            self.cells.setdefault(entry.agent, {})[entry.day] = cell

    def _no_cell(self, text: str, entries: list[Entry]) -> Finding:
        """One finding for all cells that say the same: one line in the table of codes mends them all."""
        first = entries[0]
        where = f" of {first.agent} on {day_words(first.day)}" if not entries[1:] else ""
        also = f"; so say {len(entries)} cells: {', '.join(_ranges(entries))}" if entries[1:] else ""
        message = f"{first.ref}: {quoted(text)}{where} is no cell{also}"
        return fault(Code.BAD_CELL, message, self._words.expected(text, first.day), _place(first))

    def _add(self, entry: Entry, code: Code, message: str, fix: str, second: Entry | None = None) -> None:
        at = None if second is None else _place(second)
        self._findings.append(fault(code, message, fix, _place(entry), second=at, agent=entry.agent))


def _place(entry: Entry) -> Place:
    return entry.grid.place(entry.row, entry.column)


def _hidden(text: str) -> tuple[str, str] | None:
    """What a text holds that nobody sees, and what to do about it."""
    unseen = any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in text)
    return ("characters that nobody sees", "type the cell again") if unseen else None


def _ranges(entries: Iterable[Entry]) -> Iterator[str]:
    """The cells as spreadsheets name them, those that stand side by side as one range."""
    before: Entry | None = None
    run: list[Entry] = []
    for entry in entries:
        if before is not None and not _follows(before, entry):
            yield _range(run)
            run = []
        run.append(entry)
        before = entry
    if run:
        yield _range(run)


def _follows(before: Entry, entry: Entry) -> bool:
    return entry.grid is before.grid and (entry.row, entry.column) == (before.row, before.column + 1)


def _range(run: list[Entry]) -> str:
    return f"{run[0].ref}:{run[-1].ref.rpartition('!')[2]}" if run[1:] else run[0].ref
