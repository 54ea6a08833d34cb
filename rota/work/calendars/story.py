"""What became of one cell: all that it has been, in time, how often that changed, and when last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import dropwhile, pairwise

from rota.domain.cell import Cell
from rota.work.calendars.touched import Touched
from rota.work.calendars.versions import Known, Version


@dataclass(frozen=True)
class Story:
    """A cell as it is ``now``, None for somebody who is not in the rota any more, and what it ``was`` before, in time.

    ``revision`` rises whenever the cell may be another, and never falls by what is recorded; only where somebody is
    written out of people.toml and in again, which no event tells, it is one less again. ``changed`` is when it did
    last, or when it was published after it had been told.
    """

    now: Cell | None
    was: tuple[Cell, ...]
    revision: int
    changed: datetime


def story(known: Known, touched: Touched, agent: str, day: date) -> Story | None:
    """The story of a cell; None for somebody who never was in the rota on that day."""
    now = known.now.cells.get(agent, {}).get(day)
    versions = list(dropwhile(lambda version: _not_there(version, agent, day), known.versions))
    if not versions and now is None:
        return None
    cells = [cell for version in versions if (cell := version.cell(agent, day)) is not None]
    moments = [versions[0].at if versions else known.versions[-1].at]
    redrawn = list(_redrawn(versions, agent, day))
    left = bool(cells) and now is None
    if known.published:
        moments.append(known.versions[-1].at)
    if (agent, day) not in touched.keys:
        return Story(now, tuple(cells), len(redrawn) + left, max([*moments, *redrawn]))
    turns = touched.turns(agent, day)
    since = [cell for _, cell in touched.cells(agent, day)]
    last = max([*moments, *redrawn, *(turn.at for turn in turns)])
    return Story(now, (*cells, *since), len(redrawn) + len(turns) + left, last)


def _not_there(version: Version, agent: str, day: date) -> bool:
    return version.file is not None and version.cell(agent, day) is None


def _redrawn(versions: Iterable[Version], agent: str, day: date) -> Iterator[datetime]:
    """When a version had another cell than the one before; a draft that is not kept any more may have had any."""
    for before, after in pairwise(versions):
        lost = before.file is None or after.file is None
        if lost or before.cell(agent, day) != after.cell(agent, day):
            yield after.at
