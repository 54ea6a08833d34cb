"""What agents see of one another: shifts, and otherwise that somebody is off, never why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rota.domain.cell import AWAY_PARTS, Cell, Kind
from rota.domain.changes import ChangeEvent
from rota.domain.facts import CellsByAgent
from rota.domain.matter import BASE, CellChange, Event
from rota.files.digest import digest
from rota.files.matters import Chain, dump
from rota.files.toml import parse_toml

E = TypeVar("E", bound=Event)

HIDDEN = frozenset({Kind.LEAVE, Kind.ABSENT, Kind.LIEU, Kind.TRAINING})
"""What a colleague's day off is called to others: off."""


def seen(cell: Cell) -> Cell:
    """``cell`` as a colleague sees it: without leave, absence and time in lieu, and without training days."""
    kind = Kind.OFF if cell.kind in HIDDEN else cell.kind
    parts = tuple(part for part in cell.parts if part.what not in AWAY_PARTS)
    return Cell(kind, cell.pattern, cell.service, parts)


@dataclass(frozen=True)
class Eyes:
    """Whose eyes a staff copy is for: one agent's, who sees their own days whole, or everybody's."""

    agent: str | None = None

    def cell(self, agent: str, cell: Cell) -> Cell:
        """The cell of ``agent`` as it is seen."""
        return cell if agent == self.agent else seen(cell)

    def cells(self, cells: CellsByAgent) -> CellsByAgent:
        """The cells of a rota as they are seen."""
        return {
            agent: {day: self.cell(agent, cell) for day, cell in days.items()}
            for agent, days in cells.items()
        }

    def changes(self, changes: Iterable[CellChange]) -> Iterator[CellChange]:
        """Changes of cells as they are seen; those of which nothing is seen are left out."""
        for change in changes:
            before, after = self.cell(change.agent, change.old), self.cell(change.agent, change.new)
            if before != after:
                yield change.model_copy(update={"before": str(before), "after": str(after), "on": BASE})

    def chain(self, chain: Chain[E], more: Iterable[E] = ()) -> dict[str, str]:
        """The files of a matter as it is seen, one for each event: no digests of what is hidden stand in them."""
        files: dict[str, str] = {}
        previous = None
        for number, event in enumerate((*chain.events, *more), 1):
            told = self._event(event).model_copy(update={"previous": previous})
            file = f"{chain.ref}/{number}.toml"
            files[file] = dump(told)
            previous = digest(parse_toml(files[file], file).data)
        return files

    def _event(self, event: E) -> E:
        nothing: dict[str, object] = {"base": {}, "judged": {}}
        if isinstance(event, ChangeEvent):
            cells = tuple(self.changes(event.cell))
            return event.model_copy(update={**nothing, "cell": cells, "despite": {}})
        return event.model_copy(update={**nothing, "cell": ()})
