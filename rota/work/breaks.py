"""New cells of published rotas get the breaks that they lack, each where it does least harm as the rota stands now."""

from collections.abc import Mapping

from rota.domain.breaktimes import lacks_break, placed
from rota.domain.cell import Cell
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.work.amend import CellKey, GroupMonth, rota_now


def with_breaks(repo: Repository, cells: Mapping[CellKey, Cell]) -> dict[CellKey, Cell]:
    """``cells`` of published months with the breaks that they lack; those that have one keep it."""
    patterns = {pattern.id: pattern for pattern in repo.centre.pattern}
    wanting: dict[GroupMonth, dict[CellKey, Cell]] = {}
    for (agent, day), cell in cells.items():
        if cell.pattern in patterns and lacks_break(cell, patterns[cell.pattern]):
            month = (repo.group_of(agent, day) or "", Period.holding(day).month)
            wanting.setdefault(month, {})[agent, day] = cell
    found = dict(cells)
    for month, own in wanting.items():
        rota = rota_now(repo, *month)
        around = {key: cell for key, cell in cells.items() if key[1] in rota.facts.period}
        made = placed(rota, {**around, **own})
        found |= {key: made[key] for key in own}
    return found
