"""Which rota is meant: by group, month and draft number, with what a reader most likely wants by default."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rota.domain.matter import Event
from rota.domain.period import Period
from rota.files.loading import listing
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.errors import Unusable, unknown

E = TypeVar("E", bound=Event)

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Chosen:
    """A rota or draft file; ``draft`` is its number, None for a published rota."""

    file: RotaFile
    draft: int | None

    def __str__(self) -> str:
        which = "the published rota" if self.draft is None else f"draft {self.draft}"
        return f"{which} of {self.file.group} {self.file.month}"


def group_of(repo: Repository, wanted: str | None) -> str:
    """The rota group ``wanted``, or the only one; Unusable if it does not exist or several do."""
    groups = [group.id for group in repo.centre.group]
    if wanted is None:
        if len(groups) > 1:
            raise Unusable(f"there are {len(groups)} rota groups; say --group {' or --group '.join(groups)}")
        return groups[0]
    if wanted not in groups:
        raise unknown("rota group", wanted, groups)
    return wanted


def team_of(repo: Repository, group: str, wanted: str | None) -> str | None:
    """The team ``wanted``, None for all of them; Unusable if it is none of the rota group's."""
    teams = next(entry.teams for entry in repo.centre.group if entry.id == group)
    if wanted is not None and wanted not in teams:
        raise unknown(f"team of {group}", wanted, teams)
    return wanted


def group_of_agent(repo: Repository, agent: str, day: date, wanted: str | None) -> str:
    """The group ``wanted``, or the one whose rota has ``agent`` on ``day``; Unusable if there is none."""
    if wanted is not None:
        return group_of(repo, wanted)
    entry = next(entry for entry in repo.people.agent if entry.id == agent)
    if not entry.holds(day):
        raise Unusable(f"{agent} does not work here on {day}; see from and until of the agent in people.toml")
    team = next(terms.team for terms in entry.terms(day) if terms.team is not None)
    for group in repo.centre.group:
        if team in group.teams:
            return group.id
    raise Unusable(f"the team {team} of {agent} is in no rota group; add it to one in centre.toml")


def months_of(repo: Repository, group: str) -> tuple[str, ...]:
    """The months of ``group`` that have a draft or a published rota, in order."""
    names = (name for name in listing(repo.root, f"drafts/{group}") if _MONTH.fullmatch(name))
    drafted = [name for name in names if repo.draft_numbers(group, name)]
    return tuple(sorted({*drafted, *repo.rotas(group)}))


def latest_month(repo: Repository, group: str) -> str:
    """The latest month that has a draft or a rota; Unusable if none has."""
    months = months_of(repo, group)
    if not months:
        raise Unusable(f"{group} has no draft and no rota yet; make a draft: rota plan MONTH")
    return months[-1]


def choose(repo: Repository, group: str, month: str, draft: int | None = None) -> Chosen:
    """The draft asked for, or else the published rota, or else the newest draft; Unusable if there is none."""
    published = repo.rotas(group).get(month)
    if draft is None and published is not None:
        return Chosen(published, None)
    return choose_draft(repo, group, month, draft)


def choose_draft(repo: Repository, group: str, month: str, draft: int | None = None) -> Chosen:
    """The draft of that number, or the newest; Unusable if there is none."""
    numbers = repo.draft_numbers(group, month)
    if not numbers:
        raise Unusable(f"{group} has no draft of {month}; make one: rota plan {month}")
    if draft is not None and draft not in numbers:
        listed = ", ".join(map(str, numbers))
        there = f"there is only draft {listed}" if len(numbers) == 1 else f"there are drafts {listed}"
        raise Unusable(f"{group} has no draft {draft} of {month}; {there}")
    number = max(numbers) if draft is None else draft
    return Chosen(repo.draft(group, month, number), number)


def every(repo: Repository) -> Iterator[tuple[str, str, int | None]]:
    """Group, month and number of every published rota (no number) and the newest draft of each month, in order."""
    for group in repo.centre.group:
        published = repo.rotas(group.id)
        for month in months_of(repo, group.id):
            if month in published:
                yield group.id, month, None
            if numbers := repo.draft_numbers(group.id, month):
                yield group.id, month, max(numbers)


def month_of(day: date) -> str:
    """The month whose rota holds ``day``."""
    return Period.holding(day).month


def matter_of(chains: Iterable[Chain[E]], text: str, what: str) -> Chain[E]:
    """The matter whose id is ``text`` or begins with it; Unusable, with the nearest, if there is not just one."""
    known = list(chains)
    found = [chain for chain in known if chain.id == text] or [c for c in known if c.id.startswith(text)]
    if not found:
        raise unknown(what, text, (chain.id for chain in known))
    if len(found) > 1:
        raise Unusable(
            f'"{text}" is the beginning of {len(found)} ids: {", ".join(chain.id for chain in found)}'
        )
    return found[0]
