"""Chains of three, where no two can swap: one takes the second's shift, the second the third's, the third the first's."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from rota.domain.cell import Cell
from rota.domain.duties import duty
from rota.domain.matter import CellChange
from rota.domain.saturdays import SATURDAY
from rota.work.swap.guard import own_cells, settled
from rota.work.swap.proposal import Ask
from rota.work.swap.search import Option, Search

MOST = 60
"""How many chains are judged at most."""


def chains(search: Search) -> list[Option]:
    """Chains that are legal, the least harm first; none for a Saturday, whose turn anybody who is off could take."""
    if search.day.weekday() == SATURDAY:
        return []
    found = [search.tried(Ask((search.me, *others), search.day)) for others in islice(_rings(search), MOST)]
    return sorted((one for one in found if isinstance(one, Option)), key=lambda option: option.order)


def _rings(search: Search) -> Iterator[tuple[str, str]]:
    """Two others who could make a chain, as far as rules can tell that look at each agent alone."""
    mine = search.rota.cells[search.me][search.day]
    holders = _holders(search)
    others = [cell for cell in holders if _duty(search, cell) != _duty(search, mine)]
    ends = {cell: [agent for agent in holders[cell] if _may(search, agent, mine)] for cell in others}
    for taken in others:
        if not _may(search, search.me, taken):
            continue
        for given in others:
            if given == taken or not ends[given]:
                continue
            for middle in holders[taken]:
                if _may(search, middle, given):
                    yield from ((middle, end) for end in ends[given])


def _holders(search: Search) -> dict[Cell, list[str]]:
    """Who has which cell on the day, of those that can be traded; who differs by a break or a trough alone has the same."""
    holders: dict[Cell, list[str]] = defaultdict(list)
    alike: dict[Cell, Cell] = {}
    for agent in search.others:
        cell = search.rota.cells.get(agent, {}).get(search.day)
        own = cell is None or any(own_cells({(agent, search.day): cell}))
        if cell is not None and not own and not settled(search.repo, search.day, cell):
            holders[alike.setdefault(_duty(search, cell), cell)].append(agent)
    return holders


def _duty(search: Search, cell: Cell) -> Cell:
    return duty(cell, search.repo.demand)


def _may(search: Search, agent: str, cell: Cell) -> bool:
    """Whether ``agent`` could work ``cell`` instead of their own, as far as rules look at them alone."""
    own = search.rota.cells[agent][search.day]
    change = CellChange(agent=agent, day=search.day, before=str(own), after=str(cell))
    return search.judge.may(change)
