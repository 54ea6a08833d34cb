"""Who may act: agents in their own matters, leaders and deputies for their teams, nobody for themselves."""

from collections.abc import Iterable, Iterator
from datetime import date

from rota.domain.cell import Kind
from rota.domain.centre import Team
from rota.domain.matter import Claim, Means
from rota.domain.period import Period
from rota.domain.policy import Standby
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.clock import today
from rota.work.errors import Refused, Unusable

AWAY = frozenset({Kind.ABSENT, Kind.LEAVE})


def team_of(repo: Repository, agent: str, day: date) -> Team | None:
    """The team of ``agent`` on ``day``; None for somebody who does not work here then."""
    person = next((entry for entry in repo.people.agent if entry.id == agent), None)
    if person is None or not person.holds(day):
        return None
    id = next(terms.team for terms in person.terms(day) if terms.team is not None)
    return next(team for team in repo.centre.team if team.id == id)


def leads(repo: Repository, by: str, team: Team, on: date | None = None) -> bool:
    """Whether ``by`` may act for ``team`` on a day, today unless it is given: see :func:`entitled`."""
    return by in entitled(repo, team, on)


def entitled(repo: Repository, team: Team, on: date | None = None) -> tuple[str, ...]:
    """Who may act for ``team``: its leader and the deputies of the day; while all of them are away, who stands by."""
    day = on or today(repo.centre)
    own = tuple(_own(team, day))
    if any(not is_away(repo, leader, day) for leader in own):
        return own
    if repo.centre.authority.when_away is Standby.NOBODY:
        return own
    group = next((group for group in repo.centre.group if team.id in group.teams), None)
    beside = [other for other in repo.centre.team if group and other.id in group.teams]
    return tuple(dict.fromkeys([*own, *(leader for other in beside for leader in _own(other, day))]))


def _own(team: Team, day: date) -> Iterator[str]:
    if team.leader:
        yield team.leader
    yield from (deputy.id for deputy in team.deputy if deputy.holds(day))


def is_away(repo: Repository, person: str, day: date) -> bool:
    """Whether ``person`` is known to be absent or on leave on ``day``."""
    if any(absence.agent == person and day in absence for absence in repo.absences):
        return True
    group = repo.group_of(person, day)
    rota = repo.rota(group, Period.holding(day).month) if group else None
    cell = rota.cells.get(person, {}).get(day) if rota else None
    return cell is not None and cell.kind in AWAY


def may_approve(repo: Repository, by: str, parties: Iterable[tuple[str, date]], what: str) -> None:
    """Refused, saying who may, unless ``by`` leads the team of every agent concerned and is none of them.

    ``parties`` are agents with the day on which their team counts. Where several teams are concerned
    a leader of any of them may approve within one rota group; a loan to another group needs one who
    leads there too.
    """
    concerned = tuple(parties)
    if by in {agent for agent, _ in concerned}:
        raise Refused(f"{by} is a party to {what}; nobody approves their own. {who_may(repo, concerned, by)}")
    groups: dict[str | None, set[str]] = {}
    for agent, day in concerned:
        team = team_of(repo, agent, day)
        may = entitled(repo, team) if team else ()
        groups.setdefault(repo.group_of(agent, day), set()).update(may)
    lacking = [group for group, may in groups.items() if by not in may]
    if lacking:
        raise Refused(f"{by} may not approve {what}. {who_may(repo, concerned, by)}")


def who_may(repo: Repository, concerned: Iterable[tuple[str, date]], by: str) -> str:
    """The next step of a refusal: who may approve instead of ``by``."""
    parties = {agent for agent, _ in concerned}
    may = [
        leader
        for agent, day in concerned
        if (team := team_of(repo, agent, day)) is not None
        for leader in entitled(repo, team)
        if leader not in parties and leader != by
    ]
    listed = ", ".join(dict.fromkeys(may))
    return (
        f"That is for {listed}"
        if listed
        else "Nobody else leads there: name a leader or a deputy in centre.toml"
    )


def for_agent(repo: Repository, by: str, agent: str, claim: Claim | None, means: Means | None) -> Act:
    """``by`` acting in a matter of ``agent``: their own, or entered by their leader, who says how it was given.

    Raises Refused if ``by`` is neither, Unusable if a leader does not say by what means.
    """
    if by == agent:
        if means is not None:
            raise Unusable(f"--means says how {agent} told you; leave it out for yourself")
        return Act(by, claim)
    day = today(repo.centre)
    person = next((entry for entry in repo.people.agent if entry.id == agent), None)
    # Before somebody's first day and after the last, the team is that of the nearest day.
    counted = max(day, person.from_ or day) if person else day
    team = team_of(repo, agent, min(counted, (person and person.until) or counted))
    if team is None or not leads(repo, by, team):
        may = ", ".join(entitled(repo, team)) if team else "nobody"
        raise Refused(
            f"{by} may not act for {agent}; that is for {agent}, or for {may}, who may enter it for them"
        )
    if means is None:
        raise Unusable(
            f"{by} acts for {agent}: say how {agent} told you with --means in-person, phone or paper"
        )
    return Act(by, claim, agent, means)
