"""Published rotas as they stand now: each base with the changes that apply laid over it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from rota.domain.cell import Cell
from rota.domain.effective import Change, Effective, effective
from rota.domain.period import Period
from rota.domain.place import Place
from rota.files.matters import Chain
from rota.files.rotafile import RotaFile
from rota.files.shelf import Rotas
from rota.files.world import World

CellKey = tuple[str, date]


class Living:
    """Works out the effective rotas of a repository; bases are read only where something touches them."""

    def __init__(self, world: World, chains: Iterable[Chain[Any]], bases: Callable[[str], Rotas]) -> None:
        self._world = world
        self._bases = bases
        self.changes: tuple[Change, ...] = tuple(change for chain in chains for change in chain.changes)

    @cached_property
    def effective(self) -> Effective:
        """Every change of every month, followed link by link; BadInput where a base cannot be read."""
        touched = {(cell.agent, cell.day) for change in self.changes for cell in change.cells}
        base = {key: cell for key in touched if (cell := self._base_cell(*key)) is not None}
        return effective(base, self.changes)

    def _base_cell(self, agent: str, day: date) -> Cell | None:
        group = self._world.group_of(agent, day)
        base = self._bases(group).get(Period.holding(day).month) if group else None
        return base.cells.get(agent, {}).get(day) if base else None

    @cached_property
    def _by_month(self) -> Mapping[tuple[str, str], Mapping[CellKey, Cell]]:
        months: dict[tuple[str, str], dict[CellKey, Cell]] = {}
        for (agent, day), cell in self.effective.cells.items():
            group = self._world.group_of(agent, day) or ""
            months.setdefault((group, Period.holding(day).month), {})[agent, day] = cell
        return months

    def laid_over(self, base: RotaFile) -> RotaFile:
        """``base`` as it stands now; each changed cell has the place of the event that made it so."""
        changed = self._by_month.get((base.group, base.month)) if self.changes else None
        if not changed:
            return base
        cells = {agent: dict(days) for agent, days in base.cells.items()}
        for (agent, day), cell in changed.items():
            cells[agent][day] = cell
        places = {key: self._place(*key) for key in changed}
        return replace(base, cells=cells, places=places)

    def _place(self, agent: str, day: date) -> Place:
        ref = self.effective.heads[agent, day]
        change = next(change for change in self.effective.applied if change.ref == ref)
        at = next(at for at, cell in enumerate(change.cells) if (cell.agent, cell.day) == (agent, day))
        return Place(f"{ref}.toml").at("cell", at, "after")


class LivingRotas(Mapping[str, RotaFile]):
    """The published rotas of one group by month as they stand now. Listing them reads none."""

    def __init__(self, bases: Rotas, living: Living) -> None:
        self._bases = bases
        self._living = living
        self._known: dict[str, RotaFile] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._bases)

    def __len__(self) -> int:
        return len(self._bases)

    def __contains__(self, month: object) -> bool:
        return month in self._bases

    def __getitem__(self, month: str) -> RotaFile:
        """The rota of ``month``; KeyError if there is none, BadInput if it cannot be read."""
        if month not in self._known:
            self._known[month] = self._living.laid_over(self._bases[month])
        return self._known[month]
