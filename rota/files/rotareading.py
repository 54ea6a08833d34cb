"""Rota and draft files read: every cell parsed, every name and day held against the centre."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rota.domain.cell import Cell
from rota.domain.period import Period
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.loading import Loader
from rota.files.rotafile import Edit, RotaFile
from rota.files.rotatable import RotaTable
from rota.files.rotawritten import Written
from rota.files.toml import Document
from rota.files.wording import found, nearest, quoted
from rota.files.world import World
from rota.rules import Finding

_HIDDEN = ("cells", "pins")
_OWN = ("rotas/", "drafts/")
"""Where rotas stand that were planned: what people.toml says may have changed since."""


def read_rota(document: Document, world: World) -> RotaFile:
    """The rota in ``document``; BadInput lists everything in it that cannot be."""
    reader = _Reader(document, world)
    rota = reader.read()
    if reader.findings or rota is None:
        raise BadInput(reader.findings)
    return rota


class _Reader:
    """Reads one file. Thousands of cells are looked at one by one, so pydantic sees only the rest."""

    def __init__(self, document: Document, world: World) -> None:
        self._document = document
        self._world = world
        self._gone: dict[str, dict[date, Cell]] = {}
        self.findings: list[Finding] = []
        self._written = Written(document, world, self.findings)

    def read(self) -> RotaFile | None:
        table = self._head()
        if table is None:
            return None
        self._written.period = Period.of_month(table.month)
        self._check_group(table.group)
        if not self._named_well(table):
            # Of a file in the wrong place every day would be wrong: one finding says it all.
            return None
        return RotaFile(
            group=table.group,
            month=table.month,
            cells={
                agent: here for agent, cells in self._agents("cells") if (here := self._cells(agent, cells))
            },
            made=table.made,
            pins={agent: dict(self._pins(agent, pins)) for agent, pins in self._agents("pins")},
            edits=tuple(Edit(edit.agent, edit.day, edit.before, edit.after, edit.by) for edit in table.edit),
            place=Place(self._document.file),
            gone=self._gone,
        )

    def _head(self) -> RotaTable | None:
        data = self._document.data
        head = {
            key: ({} if key in _HIDDEN and isinstance(value, dict) else value) for key, value in data.items()
        }
        loader = Loader(self._world.root)
        table = loader.validated(RotaTable, Document(self._document.file, self._document.text, head))
        self.findings.extend(loader.findings)
        return table

    def _named_well(self, table: RotaTable) -> bool:
        """rotas/GROUP/MONTH.toml and drafts/GROUP/MONTH/N.toml: the folders say the same as the file."""
        folders = self._document.file.removesuffix(".toml").split("/")
        if folders[0] not in {"rotas", "drafts"} or len(folders) < 3:
            return True
        before = len(self.findings)
        for key, said, named in (("group", table.group, folders[1]), ("month", table.month, folders[2])):
            if said != named:
                self._add(
                    Code.MISNAMED,
                    f"{key} is {quoted(said)}, but the file is {self._document.file}",
                    f"write {key} = {quoted(named)}, or move the file",
                    key,
                )
        return len(self.findings) == before

    def _check_group(self, group: str) -> None:
        if group not in self._world.groups:
            fix = nearest(group, self._world.groups)
            self._add(Code.UNKNOWN_ID, f"no rota group is named {quoted(group)}", fix, "group")

    def _agents(self, table: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        agents = self._document.data.get(table, {})
        for agent, entries in agents.items():
            if agent not in self._world.agents:
                fix = nearest(agent, self._world.agents)
                self._add(Code.UNKNOWN_ID, f"no agent is named {quoted(agent)}", fix, table, agent)
            elif not isinstance(entries, dict):
                self._add(
                    Code.WRONG_VALUE,
                    f"{table}.{agent} is {found(entries)}, not a table",
                    f"write [{table}.{agent}], and a line for each day below it",
                    table,
                    agent,
                )
            else:
                yield agent, entries

    def _cells(self, agent: str, entries: Mapping[str, Any]) -> dict[date, Cell]:
        cells: dict[date, Cell] = {}
        misplaced: list[date] = []
        member = self._world.membership(self._document.data.get("group", ""), agent)
        for written, value in entries.items():
            day = self._written.days.get(written) or self._written.day("cells", agent, written)
            seen = self._written.cells.get(value) if isinstance(value, str) else None
            cell = seen or self._written.cell(agent, written, value)
            if day is None or cell is None:
                continue
            cells[day] = cell
            if not member(day):
                misplaced.append(day)
        if misplaced and self._was_here(agent):
            self._gone[agent] = {day: cells.pop(day) for day in misplaced}
        elif misplaced:
            self._not_here(agent, misplaced, whole=len(misplaced) == len(cells))
        return cells

    def _was_here(self, agent: str) -> bool:
        """Whether cells on days without the agent may be what was planned before the agent left or moved on."""
        group = self._document.data.get("group", "")
        return self._document.file.startswith(_OWN) and self._world.ever_in(group, agent)

    def _pins(self, agent: str, entries: Mapping[str, Any]) -> Iterator[tuple[date, str]]:
        for written, by in entries.items():
            day = self._written.day("pins", agent, written)
            if not isinstance(by, str):
                self._add(
                    Code.WRONG_VALUE,
                    f"the pin of {agent} on {written} is {found(by)}, not the id of who pinned it",
                    "write the id in quotes",
                    "pins",
                    agent,
                    written,
                )
            elif day is not None:
                yield day, by

    def _not_here(self, agent: str, days: list[date], *, whole: bool) -> None:
        when = (
            "in this month"
            if whole
            else f"on {days[0]}" + (f" and {len(days) - 1} other days" if days[1:] else "")
        )
        path = ("cells", agent) if whole else ("cells", agent, str(days[0]))
        self.findings.append(
            fault(
                Code.NOT_IN_ROTA,
                f"{agent} does not belong to {self._document.data['group']} {when}",
                "delete the lines, or correct team, from or until of the agent",
                self._document.place(*path),
                second=self._world.agent_place(agent),
                agent=agent,
            )
        )

    def _add(self, code: Code, message: str, fix: str, *path: str) -> None:
        self.findings.append(fault(code, message, fix, self._document.place(*path)))
