"""What waits in a repository, whoever looks: months with drafts or rotas, leave to be decided, the next step."""

from collections.abc import Iterable
from dataclasses import dataclass

from rota.domain.leave import Leave
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.work.choose import months_of
from rota.work.clock import today
from rota.work.leave import waiting


@dataclass(frozen=True)
class MonthState:
    """One group's month: the numbers of its drafts, and whether it is published."""

    group: str
    month: str
    drafts: tuple[int, ...]
    published: bool

    @property
    def unplanned(self) -> bool:
        """Whether it has neither a draft nor a rota."""
        return not self.drafts and not self.published


@dataclass(frozen=True)
class Waiting:
    """What bare ``rota`` tells somebody whom it does not know."""

    name: str
    months: tuple[MonthState, ...]
    leave: tuple[Leave, ...]
    next_step: str


def look_around(repo: Repository) -> Waiting:
    """What waits in ``repo``, whoever looks, the latest months last."""
    months = tuple(
        MonthState(group.id, month, repo.draft_numbers(group.id, month), month in repo.bases(group.id))
        for group in repo.centre.group
        for month in _listed(repo, group.id)
    )
    asked = waiting(repo)
    return Waiting(repo.centre.name, months, asked, _next_step(repo, months, asked))


def unplanned(repo: Repository, there: Iterable[str]) -> tuple[str, ...]:
    """The month that runs today, if it is not ``there`` though one before it is: then a group plans its months here."""
    month = Period.holding(today(repo.centre)).month
    known = set(there)
    return (month,) if month not in known and any(other < month for other in known) else ()


def _listed(repo: Repository, group: str) -> list[str]:
    there = months_of(repo, group)
    return sorted({*there, *unplanned(repo, there)})


def _next_step(repo: Repository, months: tuple[MonthState, ...], asked: tuple[Leave, ...]) -> str:
    group = f" --group {repo.centre.group[0].id}" if len(repo.centre.group) > 1 else ""
    drafts = [state for state in months if state.drafts and not state.published]
    if repo.staff_copy is not None:
        return "rota show --agent me"
    if asked:
        return f"rota leave show {asked[0].id}"
    if drafts:
        return f"rota check {drafts[-1].month}{group}"
    begun = [state for state in months if state.unplanned]
    return f"rota plan {begun[0].month if begun else 'MONTH'}{group}"
