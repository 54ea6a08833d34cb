"""Facts that contradict one another: groups, hours, training, employers."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rota.domain.centre import Hours, Pattern, Service
from rota.domain.clock import hhmm
from rota.files.codes import Code
from rota.files.contents import Contents
from rota.files.demandchecks import demand_findings
from rota.files.errors import fault
from rota.files.toml import Document
from rota.files.volumechecks import volume_findings
from rota.files.wording import listed, quoted
from rota.files.world import World
from rota.rules import Finding


def consistency_findings(
    world: World, contents: Contents, documents: Mapping[str, Document]
) -> Iterator[Finding]:
    """What cannot all be true at once. Ids that lead nowhere are passed over: they have findings of their own."""
    centre = documents["centre.toml"]
    yield from _zone(world, centre)
    yield from _groups(world, centre)
    for at, pattern in enumerate(world.centre.pattern):
        yield from _outside_hours(world, pattern, centre, at)
    yield from _employers(world, documents)
    yield from demand_findings(world, contents)
    yield from volume_findings(world, contents)


def _zone(world: World, document: Document) -> Iterator[Finding]:
    try:
        ZoneInfo(world.centre.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield fault(
            Code.WRONG_VALUE,
            f"no time zone is named {quoted(world.centre.zone)}",
            'write it as "Europe/London"; on Windows the package tzdata must be installed',
            document.place("zone"),
        )


def _groups(world: World, document: Document) -> Iterator[Finding]:
    first: dict[str, tuple[int, int]] = {}
    for at, group in enumerate(world.centre.group):
        for number, team in enumerate(group.teams):
            if team in first:
                other, position = first[team]
                yield fault(
                    Code.TEAM_GROUP,
                    f"team {quoted(team)} is in group {quoted(group.id)} and in {quoted(world.centre.group[other].id)}",
                    "a team is planned in one group: take it out of the other",
                    document.place("group", at, "teams", number),
                    second=document.place("group", other, "teams", position),
                )
            first.setdefault(team, (at, number))
    for at, entry in enumerate(world.centre.team):
        if entry.id not in first:
            yield fault(
                Code.TEAM_GROUP,
                f"team {quoted(entry.id)} is in no rota group, so nobody plans it",
                "add it to the teams of a [[group]]",
                document.place("team", at),
            )


def _outside_hours(world: World, pattern: Pattern, document: Document, at: int) -> Iterator[Finding]:
    """A pattern that fits into the hours of no service on any of its weekdays can never be worked."""
    services = world.centre.service
    if any(_fits(pattern, service, hours) for service in services for hours in service.hours):
        return
    place = next(
        (
            document.place("service", index, "hours", number)
            for index, service in enumerate(services)
            for number, hours in enumerate(service.hours)
            if set(hours.weekdays) & set(pattern.weekdays) and not hours.closed
        ),
        document.place("service", 0, "hours", 0),
    )
    yield fault(
        Code.OUTSIDE_HOURS,
        f"pattern {quoted(pattern.id)}, {hhmm(pattern.start)}-{hhmm(pattern.end)} on {listed(pattern.weekdays)}, "
        "lies outside the hours of every service",
        "correct its times or weekdays, or the opening hours, or give a service an overrun",
        document.place("pattern", at),
        second=place,
    )


def _fits(pattern: Pattern, service: Service, hours: Hours) -> bool:
    if hours.closed or hours.open is None or hours.close is None:
        return False
    shared = set(hours.weekdays) & set(pattern.weekdays)
    return bool(shared) and hours.open <= pattern.start and pattern.end <= hours.close + service.overrun


def _employers(world: World, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """An agent's employer is the one that the contract names, if it names one."""
    people, centre = documents["people.toml"], documents["centre.toml"]
    numbers = {contract.id: at for at, contract in enumerate(world.centre.contract)}
    for at, agent in enumerate(world.people.agent):
        for number, terms in [(None, agent), *enumerate(agent.dated)]:
            employer, contract = terms.employer or agent.employer, terms.contract or agent.contract
            index = numbers.get(contract)
            named = None if index is None else world.centre.contract[index].employer
            if index is None or named in (None, employer) or not (terms.employer or terms.contract):
                continue
            path = ("agent", at) if number is None else ("agent", at, "dated", number)
            yield fault(
                Code.CONTRADICTION,
                f"{agent.id} is employed by {quoted(employer)}, but contract {quoted(contract)} is one of {quoted(named)}",
                "correct the employer or the contract",
                people.place(*path, "employer" if terms.employer else "contract"),
                second=centre.place("contract", index, "employer"),
                agent=agent.id,
            )
