"""Who may decide for a team on a day, read from the facts alone: what commands allowed is looked at again."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from rota.domain.cell import Kind
from rota.domain.centre import Team
from rota.domain.facts import Facts
from rota.domain.matter import Step
from rota.domain.people import Agent, People
from rota.domain.policy import Standby
from rota.domain.record import Trusted, day_at
from rota.domain.rota import Rota

_AWAY = frozenset({Kind.ABSENT, Kind.LEAVE})


def judged_in(rota: Rota) -> Callable[[str], Rota]:
    """By which facts an event, such as ``changes/k3f9x2m7q1zw/3``, is judged, as a function of the event.

    By those of ``rota``; but where a change is under review, what it brings is judged by who was in charge before it.
    """
    trusted = rota.facts.record.trusted if rota.facts.record else None
    if trusted is None:
        return lambda _: rota
    people = People(agent=(*trusted.people.agent, *_joiners(rota.facts, trusted)))
    before = replace(rota, facts=replace(rota.facts, centre=trusted.centre, people=people))
    return lambda ref: rota if ref in trusted.known else before


def _joiners(facts: Facts, trusted: Trusted) -> Iterator[Agent]:
    """Agents who come with the change: led by whoever leads their team already, and leading nobody."""
    there = {agent.id for agent in trusted.people.agent}
    centre = trusted.centre
    tables = (centre.team, centre.employer, centre.contract)
    known = {entry.id for table in tables for entry in table}
    for agent in facts.people.agent:
        ids = {id for terms in (agent, *agent.dated) for id in (terms.team, terms.employer, terms.contract)}
        if agent.id not in there and ids - {None} <= known:
            yield agent


def team_on(rota: Rota, agent: str, *days: date) -> Team | None:
    """The team of ``agent`` on the first of ``days`` on which they work here; None if on none."""
    standings = (rota.facts.standing(agent, day) for day in days)
    return next((standing.team for standing in standings if standing is not None), None)


def group_of(rota: Rota, team: Team) -> str | None:
    """The rota group that ``team`` belongs to."""
    return next((group.id for group in rota.facts.centre.group if team.id in group.teams), None)


def may_decide(
    rota: Rota, concerned: Iterable[tuple[str, date]], day: date, beside: Collection[str] = ()
) -> frozenset[str]:
    """Who may, on ``day``, decide about ``concerned``: agents, each with the day on which their team counts.

    One who may act for any team concerned of each rota group concerned; whether they are a party
    themselves is another question. ``beside`` are parties with no cell of their own in it.
    """
    keys = tuple(concerned)
    parties = {agent for agent, _ in keys}.union(beside)
    by_group: dict[str | None, set[str]] = {}
    for agent, counts in keys:
        team = team_on(rota, agent, counts)
        group = group_of(rota, team) if team else None
        by_group.setdefault(group, set()).update(entitled(rota, team, day, parties) if team else ())
    return frozenset(set.intersection(*by_group.values()) if by_group else ())


def in_charge(rota: Rota, groups: Collection[str | None], day: date) -> frozenset[str]:
    """The leaders and deputies, on ``day``, of all teams of any of ``groups``."""
    teams = (team for team in rota.facts.centre.team if group_of(rota, team) in groups)
    return frozenset(one for team in teams for one in _named(rota, team, day))


def entitled(rota: Rota, team: Team, day: date, parties: Collection[str] = ()) -> frozenset[str]:
    """Who may act for ``team`` on ``day``: its leader and deputies of the day.

    While each of them is away or a party, the other leaders and deputies of the rota group stand by, unless the
    centre says that nobody does.
    """
    own = frozenset(_named(rota, team, day))
    if any(one not in parties and not _away(rota, one, day) for one in own):
        return own
    if rota.facts.centre.authority.when_away is Standby.NOBODY:
        return own
    group = group_of(rota, team)
    beside = (
        other for other in rota.facts.centre.team if group is not None and group_of(rota, other) == group
    )
    return own.union(*(_named(rota, other, day) for other in beside))


def _named(rota: Rota, team: Team, day: date) -> Iterator[str]:
    """The leader and the deputies of ``day`` who work here then; HR approves nothing."""
    named = [team.leader, *(deputy.id for deputy in team.deputy if deputy.holds(day))]
    for one in named:
        person = rota.facts.agent_of.get(one) if one else None
        if person is not None and person.holds(day) and person.id not in rota.facts.centre.hr:
            yield person.id


def _away(rota: Rota, person: str, day: date) -> bool:
    facts = rota.facts
    absent = any(absence.agent == person and day in absence for absence in facts.absences)
    on_leave = any(
        leave.agent == person and leave.granted and leave.half is None and day in leave
        for leave in facts.leave
    )
    cell = rota.cell(person, day)
    return absent or on_leave or _was_absent(rota, person, day) or (cell is not None and cell.kind in _AWAY)


def _was_absent(rota: Rota, person: str, day: date) -> bool:
    """Whether ``person`` was recorded as absent on ``day`` by then, even if it has ended earlier or is void since."""
    record, zone = rota.facts.record, rota.facts.centre.zone
    return record is not None and any(
        event.agent == person
        and event.event is not Step.VOIDED
        and event.from_ <= day
        and (event.until is None or day <= event.until)
        and day_at(event, zone) <= day
        for event in record.absences
    )
