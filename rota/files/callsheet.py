"""Sheets of calls as they were read: ``demand/*.csv`` and ``demand/history/*.csv``, every half hour with its line."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from rota.domain.clock import hhmm
from rota.domain.place import Place
from rota.domain.volumes import Volume, Volumes

FOLDER = "demand"
HISTORY = "demand/history"
COLUMNS = ("date", "start", "service", "calls", "aht")
"""The columns of a sheet; ``service`` may be left out where the file's name says it, ``aht`` always."""

MADE = "# Written by rota: make it anew with `rota demand forecast`."
"""The first line of a sheet that a forecast wrote."""


class Listed(NamedTuple):
    """The calls of one service on one day as a sheet lists them, and the line of each, by the start of the half hour."""

    halves: dict[int, Volume]
    lines: dict[int, int]

    @property
    def line(self) -> int:
        """The first line of the day."""
        return min(self.lines.values())


class Again(NamedTuple):
    """A half hour that is listed a second time: in which line, and in which the first."""

    service: str
    day: date
    start: int
    line: int
    first: int


@dataclass(frozen=True, eq=False)
class Sheet:
    """One file: its lines as they stand there, what divides its cells, its columns, and what it lists."""

    file: str
    lines: tuple[str, ...]
    mark: str
    columns: tuple[str, ...]
    days: Mapping[tuple[str, date], Listed] = field(default_factory=dict)
    again: tuple[Again, ...] = ()

    @property
    def made(self) -> bool:
        """Whether a forecast wrote it."""
        return self.lines[0] == MADE

    def place(self, line: int, column: str = "date") -> Place:
        """Where a cell stands; the line itself for a column that the sheet does not have."""
        if column not in self.columns:
            return Place(self.file, (), line, 1)
        at = cell_starts(self.lines[line - 1], self.mark)
        return Place(self.file, (), line, at[min(self.columns.index(column), len(at) - 1)] + 1)


def cell_starts(line: str, mark: str) -> list[int]:
    """At which characters, from 0, the cells of ``line`` begin."""
    starts, quoted = [0], False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == mark and not quoted:
            starts.append(at + 1)
    return starts


def says_nothing(line: str) -> bool:
    """Whether a line is a comment, or empty cells alone."""
    return line.startswith(("#", '"#')) or not line.strip(',; "')


def services_named(file: str, services: Collection[str]) -> list[str]:
    """The services that the name of ``file`` may mean: ``phones.csv`` and ``phones-2026.csv`` mean phones."""
    stem = PurePosixPath(file).stem.lower()
    return sorted(service for service in services if stem == service or stem.startswith(f"{service}-"))


def volumes_of(sheets: Iterable[Sheet]) -> Volumes:
    """All calls that ``sheets`` list, by service and day and then by the start of each half hour."""
    found: dict[tuple[str, date], Mapping[int, Volume]] = {}
    for sheet in sheets:
        for key, listed in sheet.days.items():
            found[key] = {**found[key], **listed.halves} if key in found else listed.halves
    return found


def canonical_volumes(volumes: Volumes) -> dict[str, dict[str, list[int | None]]]:
    """``volumes`` as plain data for a digest: the same however they are spread over files, lines and columns."""
    return {
        f"{service} {day}": {hhmm(start): [*volume] for start, volume in sorted(halves.items())}
        for (service, day), halves in sorted(volumes.items())
    }
