"""What agents see of one another: shifts, and otherwise that somebody is off, never why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from rota.domain.breaks import breaks, broken
from rota.domain.cell import AWAY_PARTS, Cell, Kind, Part
from rota.domain.centre import Pattern
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.facts import CellsByAgent
from rota.domain.matter import BASE, CellChange, Event
from rota.files.digest import digest
from rota.files.matters import Chain, dump
from rota.files.repository import Repository
from rota.files.toml import parse_toml

E = TypeVar("E", bound=Event)
CellKey = tuple[str, date]

HIDDEN = frozenset({Kind.LEAVE, Kind.ABSENT, Kind.LIEU, Kind.TRAINING})
"""What a colleague's day off is called to others: off."""


def seen(cell: Cell, pattern: Pattern | None = None, pauses: Sequence[Part] = ()) -> Cell:
    """``cell`` as a colleague sees it: without leave, absence and time in lieu, and without training days.

    A shift of ``pattern`` that is partly spent away has no break, and would be told by that. So it is shown with
    the ``pauses`` that it had before, or else with one amid the window.
    """
    kind = Kind.OFF if cell.kind in HIDDEN else cell.kind
    parts = tuple(part for part in cell.parts if part.what not in AWAY_PARTS)
    whole = Cell(kind, cell.pattern, cell.service, parts)
    if parts == cell.parts or pattern is None or breaks(whole):
        return whole
    before = [pause.start for pause in pauses if pause.end - pause.start == pattern.break_length]
    starts = [*before, *_from_the_middle(pattern.break_starts)]
    free = (start for start in starts if _is_free(parts, start, start + pattern.break_length))
    start = next(free, None)
    return whole if start is None else broken(whole, pattern, start)


def _from_the_middle(starts: Sequence[int]) -> list[int]:
    return sorted(starts, key=lambda start: abs(2 * start - starts[0] - starts[-1]))


def _is_free(parts: Iterable[Part], start: int, end: int) -> bool:
    return all(part.end <= start or end <= part.start for part in parts)


@dataclass(frozen=True)
class Eyes:
    """Whose eyes a staff copy is for: one agent's, who sees their own days whole, or everybody's.

    ``patterns`` are those of the centre; ``pauses`` the breaks that shifts had before part of them was spent away.
    """

    agent: str | None = None
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    pauses: Mapping[CellKey, tuple[Part, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, repo: Repository, agent: str | None) -> "Eyes":
        """The eyes of ``agent``, or everybody's, on ``repo``."""
        links = (cell for change in repo.effective.applied for cell in change.cells)
        pauses = {
            (link.agent, link.day): found
            for link in links
            if (found := breaks(link.old)) and not breaks(link.new)
        }
        return cls(agent, {pattern.id: pattern for pattern in repo.centre.pattern}, pauses)

    def cell(self, agent: str, day: date, cell: Cell) -> Cell:
        """The cell of ``agent`` on ``day`` as it is seen."""
        return cell if agent == self.agent else self.others(agent, day, cell)

    def others(self, agent: str, day: date, cell: Cell) -> Cell:
        """The cell as everybody but ``agent`` sees it."""
        return seen(cell, self.patterns.get(cell.pattern), self.pauses.get((agent, day), ()))

    def cells(self, cells: CellsByAgent) -> CellsByAgent:
        """The cells of a rota as they are seen."""
        return {
            agent: {day: self.cell(agent, day, cell) for day, cell in days.items()}
            for agent, days in cells.items()
        }

    def changes(self, changes: Iterable[CellChange]) -> Iterator[CellChange]:
        """Changes of cells as they are seen; those of which nothing is seen are left out."""
        for change in changes:
            before, after = (self.cell(change.agent, change.day, cell) for cell in (change.old, change.new))
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
            # What a leader edits is no bargain: everybody sees their own part of it.
            own = event.kind is ChangeKind.EDIT
            mine = [cell for cell in event.cell if not own or cell.agent == self.agent]
            asks = {one: ahead for one, ahead in event.asks.items() if one == self.agent}
            cells = tuple(self.changes(mine))
            return event.model_copy(update={**nothing, "cell": cells, "asks": asks, "despite": {}})
        return event.model_copy(update={**nothing, "cell": ()})
