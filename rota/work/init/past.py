"""Past months from sheets: agents and cells by day, whatever months they are of."""

from collections.abc import Iterable
from pathlib import Path

from rota.files.repository import Repository
from rota.work.importing.reading import Cells, SheetReader
from rota.work.importing.roster import Roster
from rota.work.importing.sources import grids_of
from rota.work.importing.words import CellWords


def read_past(repo: Repository, paths: Iterable[Path]) -> tuple[Cells, tuple[str, ...]]:
    """All cells of the sheets, and what was not read; BadInput names every cell that cannot be read."""
    agents = {agent.id: agent for agent in repo.people.agent}
    reader = SheetReader(repo, CellWords(repo), Roster(repo), lambda agent, day: agents[agent].holds(day))
    notes: list[str] = []
    for path in paths:
        grids, left = grids_of(path, None, reader.walk.fits)
        notes += left
        for grid in grids:
            reader.read(grid)
    return reader.finish(), (*notes, *reader.walk.notes)
