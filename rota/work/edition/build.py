"""From a rota as an audience sees it to the plain values of its edition."""

from collections.abc import Iterator
from datetime import date

from rota.domain.centre import Team as CentreTeam
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.show.edition.key import Day, Pattern, Service
from rota.show.edition.people import Team
from rota.show.edition.whole import Edition
from rota.show.letters import Letters
from rota.show.safe import safe
from rota.show.words import group_words, period_words
from rota.work.edition.context import Context
from rota.work.edition.cover import strips
from rota.work.edition.members import Members


def build(context: Context) -> Edition:
    """The edition that ``context`` describes; it holds nothing that its audience may not see."""
    rota = context.seen
    facts, letters = rota.facts, Letters(rota.facts)
    services, teams = _services(facts, letters), _teams(context, letters)
    here = {member.id for team in teams for member in team.members}
    return Edition(
        safe(facts.centre.name),
        facts.group,
        group_words(facts),
        facts.period.month,
        period_words(facts.period),
        facts.centre.zone,
        context.audience,
        context.version,
        tuple(_day(facts, day) for day in rota.days),
        teams,
        strips(rota, services),
        _patterns(facts, letters),
        services,
        tuple(change for change in context.changes if context.team is None or change.agent in here),
    )


def _services(facts: Facts, letters: Letters) -> tuple[Service, ...]:
    tones = {entry.id: tone for tone, entry in enumerate(facts.centre.service)}
    return tuple(
        Service(id, safe(entry.name) or id, letters.service(id)[0], entry.site, tones[id])
        for id, entry in facts.services.items()
    )


def _patterns(facts: Facts, letters: Letters) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(id, safe(entry.name) or id, letters.pattern(id), entry.start, entry.end, entry.late)
        for id, entry in facts.patterns.items()
    )


def _day(facts: Facts, day: date) -> Day:
    holiday = facts.calendar.bank_holiday_on(day)
    shut = not any(facts.hours(service, day) for service in facts.services)
    sites = {entry.site for entry in facts.services.values()}
    closures = (facts.calendar.closure_on(day, site) for site in sorted(sites))
    closure = next((found for found in closures if found), None) if shut and holiday is None else None
    return Day(
        day,
        safe(holiday.name) or "bank holiday" if holiday else "",
        safe(closure.name) or "closed" if closure else "",
        facts.calendar.in_school_holiday(day),
    )


def _teams(context: Context, letters: Letters) -> tuple[Team, ...]:
    """The teams in the order of ``centre.toml``, those without anybody left out."""
    rota, members = context.seen, Members(context, letters)
    sites = {site.id: safe(site.name) or site.id for site in rota.facts.centre.site}
    by_team: dict[str, list[str]] = {}
    for agent, team in _first_teams(rota):
        by_team.setdefault(team, []).append(agent)
    return tuple(
        Team(
            team.id,
            safe(team.name) or team.id,
            team.site,
            sites[team.site],
            _leader(context, team),
            tuple(members.of(agent) for agent in by_team[team.id]),
        )
        for team in rota.facts.centre.team
        if team.id in by_team and context.team in (None, team.id)
    )


def _leader(context: Context, team: CentreTeam) -> str:
    leader = team.leader or ""
    return safe(f"{leader} {context.names.get(leader, '')}".strip()) if leader else ""


def _first_teams(rota: Rota) -> Iterator[tuple[str, str]]:
    """Everybody with the team of the group to which they belong at first."""
    for agent in rota.agents:
        standings = (standing for day in rota.days if (standing := rota.facts.standing(agent, day)))
        first = next(standing for standing in standings if standing.team.id in rota.facts.teams)
        yield agent, first.team.id
