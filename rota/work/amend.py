"""Changes of published cells: what stands there now, what a change names as its predecessor, what has moved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rota.domain.cell import OFF, Cell
from rota.domain.changes import given_over, taken_over
from rota.domain.clock import day_words
from rota.domain.facts import CellsByAgent
from rota.domain.matter import CellChange
from rota.domain.period import Period
from rota.domain.revised import revised
from rota.domain.rota import Rota
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.work.errors import Unusable
from rota.work.situation import facts_of

CellKey = tuple[str, date]
GroupMonth = tuple[str, str]


def cell_now(repo: Repository, agent: str, day: date) -> Cell:
    """The cell of ``agent`` on ``day`` in the published rota as it stands now; Unusable where there is none.

    Somebody who has come since it was published is off.
    """
    group, month = repo.group_of(agent, day), Period.holding(day).month
    if group is None:
        raise Unusable(f"{agent} does not work here on {day}; see from and until of the agent in people.toml")
    rota = repo.rota(group, month)
    if rota is None:
        raise Unusable(
            f"{group} {month} is not published; edit its draft with `rota set`, or publish it first"
        )
    return rota.cells.get(agent, {}).get(day, OFF)


def changes_to(repo: Repository, wanted: Mapping[CellKey, Cell]) -> tuple[CellChange, ...]:
    """The changes that make the ``wanted`` cells of the published rotas as they stand now.

    Cells that are as wanted already are left out; Unusable where a cell is not published.
    """
    now = {key: cell_now(repo, *key) for key in wanted}
    return tuple(
        CellChange(
            agent=agent,
            day=day,
            before=str(now[agent, day]),
            after=str(cell),
            on=repo.effective.head(agent, day),
        )
        for (agent, day), cell in sorted(wanted.items(), key=lambda item: item[0])
        if cell != now[agent, day]
    )


def moved(repo: Repository, cells: Iterable[CellChange]) -> Iterator[str]:
    """What has moved since ``cells`` were proposed: nothing, if each stands as it did then."""
    for change in cells:
        now = cell_now(repo, change.agent, change.day)
        if now != change.old:
            ref = repo.effective.head(change.agent, change.day)
            yield (f"{change.agent} on {day_words(change.day)} was {change.before}, and is {now} now ({ref})")


def relinked(repo: Repository, cells: Iterable[CellChange]) -> tuple[CellChange, ...]:
    """``cells`` as changes of what stands now; for a proposal of which nothing has moved."""
    return tuple(
        change.model_copy(update={"on": repo.effective.head(change.agent, change.day)}) for change in cells
    )


def months_of(repo: Repository, cells: Iterable[CellChange]) -> tuple[GroupMonth, ...]:
    """The rotas that ``cells`` belong to, in order."""
    found = {(repo.group_of(cell.agent, cell.day) or "", Period.holding(cell.day).month) for cell in cells}
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))


def evidence(repo: Repository, cells: Iterable[CellChange]) -> dict[str, Any]:
    """The fields of an event that say which bases it changes and which rotas it was judged against."""
    months = months_of(repo, cells)
    return {
        "base": {f"{group}/{month}": repo.base_digest(group, month) for group, month in months},
        "judged": {f"{group}/{month}": rota_digest(repo, group, month) for group, month in months},
    }


def rota_digest(repo: Repository, group: str, month: str) -> str:
    """The digest of a published rota as it stands now: its cells alone."""
    return cells_digest(repo.rotas(group)[month].cells)


def cells_digest(cells: CellsByAgent) -> str:
    """The digest of cells alone: the same for a draft and for the base that it becomes."""
    return digest(
        {agent: {str(day): str(cell) for day, cell in days.items()} for agent, days in cells.items()}
    )


def rota_now(repo: Repository, group: str, month: str) -> Rota:
    """The published rota of a month as it stands now, with the facts around it."""
    file = repo.rotas(group)[month]
    return Rota(facts_of(repo, group, month, draft=file), file.cells, file.place, file.places)


def with_changes(rota: Rota, cells: Sequence[CellChange], *, by_consent: bool = False) -> Rota:
    """``rota`` as it would be with ``cells`` changed, also those that lie in the months around it.

    With ``by_consent`` everybody concerned has agreed to it, as to a swap of their own.
    """
    inside: dict[CellKey, Cell] = {}
    around: dict[CellKey, Cell] = {}
    for change in cells:
        (inside if change.day in rota.facts.period else around)[change.agent, change.day] = change.new
    inside = {key: cell for key, cell in inside.items() if key[0] in rota.cells}
    facts = revised(
        rota.facts,
        known=_laid_over(rota.facts.known, around) if around else None,
        taken_over=taken_over(cells) if by_consent else frozenset(),
        given_over=given_over(cells) if by_consent else frozenset(),
        # What is changed stood fixed as it was; it does not any more.
        fixed={key: fixed for key, fixed in rota.facts.fixed.items() if key not in inside},
    )
    return Rota(facts, _laid_over(rota.cells, inside), rota.place, rota.places)


def _laid_over(cells: CellsByAgent, changed: Mapping[CellKey, Cell]) -> CellsByAgent:
    """``cells`` with some changed; the days of those who change nothing are shared, not copied."""
    touched: dict[str, dict[date, Cell]] = {agent: dict(cells.get(agent, {})) for agent, _ in changed}
    for (agent, day), cell in changed.items():
        touched[agent][day] = cell
    return {**cells, **touched}
