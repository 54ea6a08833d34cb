"""Many requests for leave at once, from a sheet: every cell read or named, and none written unless all can be."""

from dataclasses import dataclass, field
from pathlib import Path

from rota.domain.leave import Half, Leave
from rota.domain.matter import Means
from rota.files.repository import Repository
from rota.work.act import Act, begin
from rota.work.asked_sheet import AskedSheet
from rota.work.errors import Unusable
from rota.work.identity import Actor
from rota.work.init.sheet import Complaints, Row, Sheet, read_sheet
from rota.work.leave.asking import Wanted, event_of, fitting
from rota.work.leave.places import Places
from rota.work.leave.queue import LIVE

NEEDED = ("agent", "from")
COLUMNS = (*NEEDED, "until", "half")


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
    reader = _Reader(repo, who, means, Complaints(sheet.name), Places(repo))
    reader.read(sheet)
    reader.complaints.raise_any()
    written = tuple((begin(repo, "leave", event_of(act, leave)), leave) for act, leave in reader.asked)
    unread = tuple(column for column in sheet.header if column and column not in COLUMNS)
    return Imported(written, tuple(reader.skipped), unread)


@dataclass
class _Reader(AskedSheet):
    places: Places
    asked: list[tuple[Act, Leave]] = field(default_factory=list)
    skipped: list[Leave] = field(default_factory=list)

    def read(self, sheet: Sheet) -> None:
        for row in sheet.rows if self.has(sheet, NEEDED, COLUMNS) else ():
            act, wanted = self.act(row), self._wanted(row)
            if act is not None and wanted is not None:
                self._keep(row, act, wanted)

    def _keep(self, row: Row, act: Act, wanted: Wanted) -> None:
        """Keep a request, or pass over one that is there already, here or in the sheet."""
        there = next((leave for leave in self.repo.leave if _same(leave, act.who, wanted)), None)
        if there is not None:
            self.skipped.append(there)
            return
        others = [*self.repo.leave, *(leave for _, leave in self.asked)]
        try:
            self.asked.append((act, fitting(self.places, act.who, wanted, others)))
        except Unusable as error:
            self.complaints.cell(row, "from", f"other days: {error}")

    def _wanted(self, row: Row) -> Wanted | None:
        days = self.days(row)
        said = row["half"].lower()
        half = next((half for half in Half if half.value == said), None)
        if said and half is None:
            self.complaints.cell(row, "half", "morning, afternoon, or nothing for whole days")
            return None
        return None if days is None else Wanted(*days, half)


def _same(leave: Leave, agent: str, wanted: Wanted) -> bool:
    standing = leave.granted or leave.state in LIVE
    days = (leave.agent, leave.first, leave.last, leave.half)
    return standing and days == (agent, wanted.first, wanted.last, wanted.half)
