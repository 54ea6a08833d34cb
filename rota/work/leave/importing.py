"""Many requests for leave at once, from a sheet: every cell read or named, and none written unless all can be."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rota.domain.leave import Half, Leave
from rota.domain.matter import Means
from rota.files.repository import Repository
from rota.work.act import Act, begin
from rota.work.errors import Refused, Unusable
from rota.work.identity import Actor
from rota.work.init.sheet import Complaints, Row, Sheet, read_sheet
from rota.work.init.values import as_day
from rota.work.leave.asking import Wanted, event_of, fitting
from rota.work.leave.places import Places
from rota.work.leave.queue import LIVE
from rota.work.rights import for_agent

NEEDED = ("agent", "from")
COLUMNS = (*NEEDED, "until", "half")

_DAY = "a day such as 2026-12-01 or 01/12/2026"


@dataclass(frozen=True)
class Imported:
    """What came of a sheet: the requests written with their ids, those there already, columns that nothing reads."""

    written: tuple[tuple[str, Leave], ...]
    skipped: tuple[Leave, ...]
    unread: tuple[str, ...]


def from_sheet(repo: Repository, path: Path, who: Actor, means: Means) -> Imported:
    """Ask for the leave of the sheet at ``path``; Unusable names every cell that cannot be read or acted on.

    ``means`` is how the agents told whoever imports them; rows of their own need none. A request that is
    there already, asked for or granted, is passed over, so that a sheet can be imported again.
    """
    sheet = read_sheet(path)
    reader = _Reader(Places(repo), who, means, Complaints(sheet.name))
    reader.read(sheet)
    reader.complaints.raise_any()
    written = tuple((begin(repo, "leave", event_of(act, leave)), leave) for act, leave in reader.asked)
    unread = tuple(column for column in sheet.header if column and column not in COLUMNS)
    return Imported(written, tuple(reader.skipped), unread)


@dataclass
class _Reader:
    places: Places
    who: Actor
    means: Means
    complaints: Complaints
    asked: list[tuple[Act, Leave]] = field(default_factory=list)
    skipped: list[Leave] = field(default_factory=list)

    def read(self, sheet: Sheet) -> None:
        missing = [column for column in NEEDED if column not in sheet.header]
        if missing:
            self.complaints.header(f"no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")
            return
        for row in sheet.rows:
            act, wanted = self._act(row), self._wanted(row)
            if act is not None and wanted is not None:
                self._keep(row, act, wanted)

    def _keep(self, row: Row, act: Act, wanted: Wanted) -> None:
        """Keep a request, or pass over one that is there already, here or in the sheet."""
        repo = self.places.repo
        there = next((leave for leave in repo.leave if _same(leave, act.who, wanted)), None)
        if there is not None:
            self.skipped.append(there)
            return
        others = [*repo.leave, *(leave for _, leave in self.asked)]
        try:
            self.asked.append((act, fitting(self.places, act.who, wanted, others)))
        except Unusable as error:
            self.complaints.cell(row, "from", f"other days: {error}")

    def _act(self, row: Row) -> Act | None:
        agent = row["agent"].lower()
        if agent not in {entry.id for entry in self.places.repo.people.agent}:
            self.complaints.cell(row, "agent", "the id of an agent in people.toml")
            return None
        means = None if agent == self.who.id else self.means
        try:
            return for_agent(self.places.repo, self.who.id, agent, self.who.claim, means)
        except Refused as error:
            self.complaints.cell(row, "agent", f"an agent whom you may act for: {error}")
        return None

    def _wanted(self, row: Row) -> Wanted | None:
        first = self._day(row, "from")
        last = self._day(row, "until") if row["until"] else first
        said = row["half"].lower()
        half = next((half for half in Half if half.value == said), None)
        if said and half is None:
            self.complaints.cell(row, "half", "morning, afternoon, or nothing for whole days")
            return None
        return None if first is None or last is None else Wanted(first, last, half)

    def _day(self, row: Row, column: str) -> date | None:
        day = as_day(row[column])
        if day is None:
            self.complaints.cell(row, column, _DAY)
        return day


def _same(leave: Leave, agent: str, wanted: Wanted) -> bool:
    standing = leave.granted or leave.state in LIVE
    days = (leave.agent, leave.first, leave.last, leave.half)
    return standing and days == (agent, wanted.first, wanted.last, wanted.half)
