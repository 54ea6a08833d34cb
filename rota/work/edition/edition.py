"""The edition of a month's rota for an audience, from the repository."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.audience import Audience
from rota.domain.cell import Cell
from rota.domain.duties import duty
from rota.domain.rota import Rota
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.show.edition.whole import Changed, Edition
from rota.work.choose import choose, group_of, team_of
from rota.work.edition.build import build
from rota.work.edition.context import CellKey, Context
from rota.work.edition.versions import before_of, recorded, version_of
from rota.work.errors import Unusable
from rota.work.show import display_names
from rota.work.situation import rota_of
from rota.work.staff.eyes import Eyes


@dataclass(frozen=True)
class Wanted:
    """Which rota, for whom: without ``draft`` the published one, or else the newest draft."""

    month: str
    audience: Audience = Audience.TEAM
    group: str | None = None
    draft: int | None = None
    team: str | None = None
    names: bool = True


def edition_of(repo: Repository, wanted: Wanted) -> Edition:
    """The edition that is ``wanted``; Unusable says what does not exist, or cannot be made here."""
    edition = build(context_of(repo, wanted))
    if not edition.teams:
        others = "; leave --team out, or name another" if wanted.team else "; see team in people.toml"
        who = f"nobody of the team {wanted.team}" if wanted.team else "nobody"
        raise Unusable(f"{who} is in the rota of {edition.group} {edition.month}{others}")
    return edition


def context_of(repo: Repository, wanted: Wanted) -> Context:
    """What the edition is built from: for a team, leave, lieu, absence and training are off already."""
    if repo.staff_copy is not None and wanted.audience is not Audience.TEAM:
        raise Unusable(
            f"this is a staff copy, which does not hold what an edition for {wanted.audience.value} shows; "
            "make it where the whole rota is kept, or say --for team"
        )
    group = group_of(repo, wanted.group)
    team = team_of(repo, group, wanted.team)
    chosen = choose(repo, group, wanted.month, wanted.draft)
    eyes = Eyes.of(repo, None) if wanted.audience is Audience.TEAM else None
    real = rota_of(repo, chosen.file)
    # What was added for somebody else to look at would go by the cells as they really are.
    seen = replace(real, cells=eyes.cells(chosen.file.cells)) if eyes else real
    earlier = before_of(repo, chosen)
    was = (eyes.cells(earlier.cells) if eyes else earlier.cells) if earlier else {}
    moved = _moved(seen, was)
    history = chosen.draft is None and eyes is None
    changes = tuple(recorded(repo, chosen) if history else _changed(seen, moved))
    mark = digest(
        {agent: {str(day): str(cell) for day, cell in seen.in_period(agent)} for agent in seen.agents}
    )
    version = replace(version_of(repo, chosen, earlier, eyes), mark=mark[:12])
    return Context(seen, wanted.audience, version, _names(repo, wanted), moved, changes, team)


def _moved(seen: Rota, was: Mapping[str, Mapping[date, Cell]]) -> dict[CellKey, Cell]:
    """The cells of the version before whose duty is another now; a lunch that moves is no other duty."""
    demand = seen.facts.demand
    return {
        (agent, day): old
        for agent in seen.agents
        for day, cell in seen.in_period(agent)
        if (old := was.get(agent, {}).get(day)) is not None and duty(old, demand) != duty(cell, demand)
    }


def _changed(seen: Rota, moved: Mapping[CellKey, Cell]) -> Iterator[Changed]:
    """What each moved cell was and is. When and how often it changed would tell leave from what nobody saw coming."""
    demand = seen.facts.demand
    for (agent, day), old in moved.items():
        new = seen.cells[agent][day]
        yield Changed(agent, day, str(duty(old, demand)), str(duty(new, demand)))


def _names(repo: Repository, wanted: Wanted) -> Mapping[str, str]:
    """The names that may be shown: colleagues see one another's only where the centre lets them."""
    hidden = wanted.audience is Audience.TEAM and not repo.centre.staff_copy.names
    return display_names(repo) if wanted.names and not hidden else {}
