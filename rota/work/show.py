"""What ``rota show`` and ``rota export`` look at: a rota, chosen and narrowed down, with names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.period import Period
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.work.choose import choose, group_of, group_of_agent, latest_month, month_of
from rota.work.errors import Unusable, unknown
from rota.work.identity import agent_id
from rota.work.publishing.stage import title
from rota.work.situation import rota_of


@dataclass(frozen=True)
class Wanted:
    """What a reader asks to see; None where it is all the same to them."""

    month: str | None = None
    group: str | None = None
    agent: str | None = None
    team: str | None = None
    site: str | None = None
    day: date | None = None
    draft: int | None = None
    names: bool = True
    stated: str | None = None
    since: date | None = None
    heat: bool = False


@dataclass(frozen=True)
class Shown:
    """The rota found, what it is called, and the agent and the names to show in it."""

    rota: Rota
    title: str
    agent: str | None
    names: Mapping[str, str]


def look_up(repo: Repository, wanted: Wanted) -> Shown:
    """Find what is ``wanted``; Unusable says what does not exist, and what does."""
    agent = None if wanted.agent is None else agent_id(repo, wanted.agent, wanted.stated)
    _check_names(repo, wanted)
    group = _group(repo, wanted, agent)
    month = wanted.month or (month_of(wanted.day) if wanted.day else latest_month(repo, group))
    chosen = choose(repo, group, month, wanted.draft)
    rota = rota_of(repo, chosen.file)
    if wanted.day is not None and wanted.day not in rota.facts.period:
        raise Unusable(f"{wanted.day} is not in {month}, which runs from {rota.start} to {rota.end}")
    if agent is not None and agent not in rota.agents:
        raise Unusable(f"{agent} is not in the rota of {group} {month}; it has {', '.join(rota.agents)}")
    return Shown(
        rota, f"{title(repo, chosen)}{hidden(repo)}", agent, display_names(repo) if wanted.names else {}
    )


def hidden(repo: Repository) -> str:
    """What a staff copy for everybody does not show, also of one's own days."""
    if repo.staff_copy is None or repo.staff_copy.agent is not None:
        return ""
    return "; leave, lieu, absence and training are off in it, your own too"


def _group(repo: Repository, wanted: Wanted, agent: str | None) -> str:
    """The group asked for, or the agent's own in the month asked for, or the only one."""
    if agent is not None and wanted.month is not None and len(repo.centre.group) > 1:
        return group_of_agent(repo, agent, Period.of_month(wanted.month).start, wanted.group)
    return group_of(repo, wanted.group)


def display_names(repo: Repository) -> dict[str, str]:
    """Names by id, as far as names.toml is there and has them."""
    return {id: person.name for id, person in repo.names.items() if person.name}


def _check_names(repo: Repository, wanted: Wanted) -> None:
    teams = [team.id for team in repo.centre.team]
    if wanted.team is not None and wanted.team not in teams:
        raise unknown("team", wanted.team, teams)
    sites = [site.id for site in repo.centre.site]
    if wanted.site is not None and wanted.site not in sites:
        raise unknown("site", wanted.site, sites)
