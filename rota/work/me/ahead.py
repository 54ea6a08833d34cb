"""The rotas in which an agent stands from some day on, whichever groups and months they belong to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.period import Period
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.choose import Chosen
from rota.work.publishing.stage import last_told
from rota.work.situation import rota_of


@dataclass(frozen=True, eq=False)
class Stand:
    """A rota in which an agent stands on ``days``.

    It is published, as it stands now, or else the ``draft`` of that number that staff were told last.
    """

    file: RotaFile
    rota: Rota
    days: tuple[date, ...]
    draft: int | None = None

    @property
    def name(self) -> str:
        """The group and the month, ``town-hall 2026-12``."""
        return f"{self.file.group} {self.file.month}"


def stands(repo: Repository, agent: str, since: date, *, told: bool = True) -> Iterator[Stand]:
    """The rotas of ``agent`` from ``since`` on, in order: published ones and, with ``told``, drafts that staff know.

    A draft that nobody was told is nobody's rota yet.
    """
    for month in _months(repo, told=told):
        period = Period.of_month(month)
        days = [day for day in period.days if day >= since]
        for group in dict.fromkeys(repo.group_of(agent, day) for day in days):
            chosen = _chosen(repo, group, month, told=told) if group else None
            if chosen is not None:
                yield _stand(repo, chosen, agent, days)


def shifts(agent: str, stood: Iterable[Stand]) -> Iterator[tuple[date, Stand]]:
    """Each day that ``agent`` works in the rotas given, with the one that it stands in."""
    for stand in stood:
        for day in stand.days:
            if stand.rota.cells[agent][day].is_shift:
                yield day, stand


def _months(repo: Repository, *, told: bool) -> list[str]:
    published = {month for group in repo.centre.group for month in repo.bases(group.id)}
    known = {chain.ref.rpartition("/")[2] for chain in repo.publication_chains} if told else set()
    return sorted(published | known)


def _chosen(repo: Repository, group: str, month: str, *, told: bool) -> Chosen | None:
    published = repo.rota(group, month)
    if published is not None:
        return Chosen(published, None)
    event = last_told(repo, group, month) if told else None
    if event is None or event.draft not in repo.draft_numbers(group, month):
        return None
    return Chosen(repo.draft(group, month, event.draft), event.draft)


def _stand(repo: Repository, chosen: Chosen, agent: str, days: list[date]) -> Stand:
    file = chosen.file
    own = file.cells.get(agent, {})
    here = tuple(day for day in days if day in own and repo.group_of(agent, day) == file.group)
    return Stand(file, rota_of(repo, file), here, chosen.draft)
