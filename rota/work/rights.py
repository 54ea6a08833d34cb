"""Who may act: agents in their own matters, leaders and deputies for their teams, nobody for themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from rota.domain.cell import Kind
from rota.domain.centre import Team
from rota.domain.matter import Claim, Means
from rota.domain.people import Agent
from rota.domain.period import Period
from rota.domain.policy import Standby
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.clock import today
from rota.work.errors import Refused, Unusable

AWAY = frozenset({Kind.ABSENT, Kind.LEAVE})


def team_of(repo: Repository, agent: str, day: date) -> Team | None:
    """The team of ``agent`` on ``day``; None for somebody who does not work here then."""
    person = _person(repo, agent)
    if person is None or not person.holds(day):
        return None
    id = next(terms.team for terms in person.terms(day) if terms.team is not None)
    return next(team for team in repo.centre.team if team.id == id)


def leads(repo: Repository, by: str, team: Team, on: date | None = None) -> bool:
    """Whether ``by`` may act for ``team`` on a day, today unless it is given: see :func:`entitled`."""
    return by in entitled(repo, team, on)


def entitled(
    repo: Repository, team: Team, on: date | None = None, parties: Collection[str] = ()
) -> tuple[str, ...]:
    """Who may act for ``team``: its leader and the deputies of the day, as long as they work here.

    While all of them are away, or are ``parties`` to what is to be decided, the leaders and deputies of the other
    teams of the rota group stand by, unless ``when-away`` in centre.toml says that nobody does. HR never may.
    """
    day = on or today(repo.centre)
    own = tuple(_own(repo, team, day))
    if any(leader not in parties and not is_away(repo, leader, day) for leader in own):
        return own
    if repo.centre.authority.when_away is Standby.NOBODY:
        return own
    group = next((group for group in repo.centre.group if team.id in group.teams), None)
    beside = [other for other in repo.centre.team if group and other.id in group.teams]
    return tuple(dict.fromkeys([*own, *(leader for other in beside for leader in _own(repo, other, day))]))


def _own(repo: Repository, team: Team, day: date) -> Iterator[str]:
    named = [team.leader, *(deputy.id for deputy in team.deputy if deputy.holds(day))]
    for id in named:
        person = _person(repo, id) if id else None
        if person is not None and person.holds(day) and person.id not in repo.centre.hr:
            yield person.id


def is_away(repo: Repository, person: str, day: date) -> bool:
    """Whether ``person`` is known to be absent or on leave all ``day``."""
    if any(absence.agent == person and day in absence for absence in repo.absences):
        return True
    if any(
        leave.agent == person and leave.granted and leave.half is None and day in leave
        for leave in repo.leave
    ):
        return True
    group = repo.group_of(person, day)
    rota = repo.rota(group, Period.holding(day).month) if group else None
    cell = rota.cells.get(person, {}).get(day) if rota else None
    return cell is not None and cell.kind in AWAY


def may_approve(
    repo: Repository,
    by: str,
    parties: Iterable[tuple[str, date]],
    what: str,
    beside: Collection[str] = (),
) -> None:
    """Refused, saying who may, unless ``by`` leads the team of every agent concerned and is none of them.

    ``parties`` are agents with the day on which their team counts, ``beside`` those who are a party without a cell
    of their own in it, as who asks for an edit. Where several teams are concerned
    a leader of any of them may approve within one rota group; a loan to another group needs one who
    leads there too.
    """
    concerned = tuple(parties)
    if repo.staff_copy is not None:
        raise Refused(
            "this is a staff copy, in which nothing is decided; that is done in the whole repository"
        )
    if by in repo.centre.hr:
        raise Refused(f"HR sees everything and approves nothing. {who_may(repo, concerned, by, beside)}")
    if by in {*beside, *(agent for agent, _ in concerned)}:
        others = who_may(repo, concerned, by, beside)
        raise Refused(f"{by} is a party to {what}; nobody approves their own. {others}")
    if not all(by in may for may in _by_group(repo, concerned, beside).values()):
        raise Refused(f"{by} may not approve {what}. {who_may(repo, concerned, by, beside)}")


def approvers(
    repo: Repository, parties: Iterable[tuple[str, date]], beside: Collection[str] = ()
) -> tuple[str, ...]:
    """Of whom one may approve what concerns ``parties``, agents with their days; empty where nobody may alone."""
    groups = _by_group(repo, tuple(parties), beside)
    return tuple(leader for leader in next(iter(groups.values()), []) if _in_all(leader, groups))


def _by_group(
    repo: Repository, concerned: Collection[tuple[str, date]], beside: Collection[str]
) -> Mapping[str | None, list[str]]:
    """Who may approve, none of the parties, for each rota group concerned."""
    parties = {agent for agent, _ in concerned}.union(beside)
    groups: dict[str | None, list[str]] = {}
    for agent, day in concerned:
        team = team_of(repo, agent, day)
        may = entitled(repo, team, parties=parties) if team else ()
        listed = groups.setdefault(repo.group_of(agent, day), [])
        listed += [leader for leader in may if leader not in parties and leader not in listed]
    return groups


def who_may(
    repo: Repository, concerned: Iterable[tuple[str, date]], by: str, beside: Collection[str] = ()
) -> str:
    """The next step of a refusal: who may approve instead of ``by``."""
    groups = _by_group(repo, tuple(concerned), beside)
    everywhere = [
        leader for leader in next(iter(groups.values()), []) if _in_all(leader, groups) and leader != by
    ]
    if everywhere:
        return f"That is for {', '.join(everywhere)}"
    if None in groups:
        return "Somebody concerned does not work here then; see from and until in people.toml"
    if len(groups) > 1:
        each = " and ".join(f"{group} ({', '.join(may) or 'nobody'})" for group, may in groups.items())
        return f"It concerns {each}, and needs one who may act in both: name a deputy in centre.toml"
    return "Nobody else leads there: name a leader or a deputy in centre.toml"


def _in_all(leader: str, groups: Mapping[str | None, list[str]]) -> bool:
    return all(leader in may for may in groups.values())


def for_agent(
    repo: Repository,
    by: str,
    agent: str,
    claim: Claim | None,
    means: Means | None,
    parties: Collection[str] = (),
) -> Act:
    """``by`` acting in a matter of ``agent``: their own, or entered by their leader, who says how it was given.

    A leader who is one of ``parties``, whose matter it is too, enters nobody else's word in it. Raises Refused if
    ``by`` is neither, Unusable if a leader does not say by what means.
    """
    if by == agent:
        if means is not None:
            raise Unusable(f"--means says how {agent} told you; leave it out for yourself")
        return Act(by, claim)
    team = team_of(repo, agent, _nearest_day(repo, agent))
    # For a leader who rings in ill there is nobody but those who stand by.
    entering = entitled(repo, team, parties=(agent, *parties)) if team else ()
    if by not in entering or by in parties:
        may = [id for id in entering if id != agent and id not in parties]
        enter = f", or for {' or '.join(may)}, who may enter it for them" if may else ""
        why = f"{by} is a party to it, and" if by in parties else by
        raise Refused(f"{why} may not act for {agent}; that is for {agent}{enter}")
    if means is None:
        raise Unusable(
            f"{by} acts for {agent}: say how {agent} told you with --means in-person, phone or paper"
        )
    return Act(by, claim, agent, means)


def _nearest_day(repo: Repository, agent: str) -> date:
    """Today; before somebody's first day, and after the last, the day of theirs that is nearest to it."""
    day, person = today(repo.centre), _person(repo, agent)
    if person is None:
        return day
    counted = max(day, person.from_ or day)
    return min(counted, person.until or counted)


def _person(repo: Repository, id: str) -> Agent | None:
    return next((entry for entry in repo.people.agent if entry.id == id), None)
