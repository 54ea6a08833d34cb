"""Published rotas as they stand now: each base with the changes that apply laid over it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from rota.domain.cell import OFF, Cell
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
        return self._followed(self.changes)

    def tried(self, chain: Chain[Any]) -> Effective:
        """The outcome if the matter of ``chain`` were as it is there, and all others as they are."""
        others = (change for change in self.changes if not change.ref.startswith(f"{chain.ref}/"))
        return self._followed((*others, *chain.changes))

    def only(self, chains: Iterable[Chain[Any]]) -> Effective:
        """The outcome if ``chains`` were all that there is."""
        return self._followed(tuple(change for chain in chains for change in chain.changes))

    def _followed(self, changes: tuple[Change, ...]) -> Effective:
        touched = {(cell.agent, cell.day) for change in changes for cell in change.cells}
        base = {key: cell for key in touched if (cell := self.base_cell(*key)) is not None}
        return effective(base, changes)

    def base_cell(self, agent: str, day: date) -> Cell | None:
        """What was published for ``agent`` on ``day``; None where the month is not published.

        A change goes on standing on the cell of somebody who has left since, and on "off" for somebody
        who has come since.
        """
        month, own = Period.holding(day).month, self._world.group_of(agent, day)
        base = self._bases(own).get(month) if own else None
        return base.cells.get(agent, {}).get(day, OFF) if base else self._gone(agent, day, month)

    def _gone(self, agent: str, day: date, month: str) -> Cell | None:
        """What some group published for ``agent``, who does not belong to it on ``day`` any more."""
        groups = (group for group in self._world.groups if self._world.ever_in(group, agent))
        bases = (base for group in groups if (base := self._bases(group).get(month)))
        return next((cell for base in bases if (cell := base.gone.get(agent, {}).get(day))), None)

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
        for agent in {agent for agent, _ in changed}:
            cells[agent] = dict(sorted({**self._whole(base, agent), **cells.get(agent, {})}.items()))
        for (agent, day), cell in changed.items():
            cells[agent][day] = cell
        # What was changed and changed back stands as it was published.
        places = {key: self._places[key] for key, cell in changed.items() if cell != self.base_cell(*key)}
        return replace(base, cells=cells, places=places)

    def _whole(self, base: RotaFile, agent: str) -> dict[date, Cell]:
        """A cell for each day on which ``agent`` is here, also where ``base`` was published before that was known."""
        member = self._world.membership(base.group, agent)
        days = (day for day in Period.of_month(base.month).days if member(day))
        return {day: cell for day in days if (cell := self.base_cell(agent, day))}

    @cached_property
    def _places(self) -> Mapping[CellKey, Place]:
        """Where each changed cell was made what it is."""
        heads = self.effective.heads
        return {
            (cell.agent, cell.day): Place(f"{change.ref}.toml").at("cell", at, "after")
            for change in self.effective.applied
            for at, cell in enumerate(change.cells)
            if heads.get((cell.agent, cell.day)) == change.ref
        }


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
