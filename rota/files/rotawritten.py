"""Days and cells of a rota file, as they are written, held against its period and the centre."""

from datetime import date
from typing import Any

from rota.domain.cell import Cell
from rota.domain.period import Period
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.rotafile import parse_cell_once
from rota.files.toml import Document
from rota.files.wording import found, quoted
from rota.files.world import World
from rota.rules import Finding


class Written:
    """Reads what is written in one file; ``days`` and ``cells`` are those that it has read and found good."""

    def __init__(self, document: Document, world: World, findings: list[Finding]) -> None:
        self._document = document
        self._world = world
        self._findings = findings
        self.period: Period | None = None
        self.days: dict[str, date] = {}
        self.cells: dict[str, Cell] = {}

    def day(self, table: str, agent: str, written: str) -> date | None:
        """The day that ``written`` names; None, with a finding, where it is none of this period."""
        try:
            day = date.fromisoformat(written) if len(written) == 10 else None
        except ValueError:
            day = None
        if day is None:
            self._add(
                Code.WRONG_VALUE,
                f"{quoted(written)} is not a day",
                "write it as 2026-12-01",
                table,
                agent,
                written,
            )
        elif self.period is not None and day not in self.period:
            self._add(
                Code.DATES,
                f"{day} of {agent} is outside {self.period.month}, which runs from {self.period.start} to {self.period.end}",
                f"move the line to the file of {Period.holding(day).month}",
                table,
                agent,
                written,
            )
            day = None
        if day is not None:
            self.days[written] = day
        return day

    def cell(self, agent: str, written: str, value: Any) -> Cell | None:
        """The cell that ``value`` says; None where it says none, with a finding for whatever is wrong with it."""
        try:
            cell = parse_cell_once(value) if isinstance(value, str) else None
        except ValueError as error:
            what, _, fix = str(error).rpartition("; ")
            advice = (
                f"{fix}, such as {self._world.cell_example}"
                if what
                else f"correct it, as in {self._world.cell_example}"
            )
            self._add(Code.BAD_CELL, f"{agent} on {written}: {what or fix}", advice, "cells", agent, written)
            return None
        if cell is None:
            self._add(
                Code.BAD_CELL,
                f"{agent} on {written} is {found(value)}, not a cell",
                f"write it as {self._world.cell_example}",
                "cells",
                agent,
                written,
            )
        elif wrong := self._world.wrong_in(cell):
            self._add(Code.BAD_CELL, f"{agent} on {written}: {wrong[0]}", wrong[1], "cells", agent, written)
        else:
            self.cells[value] = cell
        return cell

    def _add(self, code: Code, message: str, fix: str, *path: str) -> None:
        self._findings.append(fault(code, message, fix, self._document.place(*path)))
