"""What files say about each other: every id that is used exists, and exists once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Protocol

from rota.domain.matter import Event
from rota.domain.people import Limit, Terms
from rota.files.codes import Code
from rota.files.contents import Contents
from rota.files.errors import fault
from rota.files.shape import where_in
from rota.files.toml import Document
from rota.files.wording import nearest, quoted
from rota.files.world import World
from rota.rules import Finding

RESERVED_BY_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
"""Names that Windows keeps for devices: a file of such a name cannot be checked out there."""

_CENTRE_TABLES = ("employer", "site", "team", "group", "service", "pattern", "contract")


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


def id_findings(world: World, contents: Contents, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Doubled, reserved and unknown ids, file by file."""
    centre, people = documents["centre.toml"], documents["people.toml"]
    for table in _CENTRE_TABLES:
        yield from doubled(getattr(world.centre, table), centre, table)
    yield from doubled(world.people.agent, people, "agent")
    yield from _in_centre(world, centre)
    yield from _in_people(world, people)
    yield from _in_history(world, contents, documents)
    yield from _in_demand(world, contents)
    yield from _in_calendar(world, contents)
    yield from _in_wishes(world, contents)
    for leave in contents.leave:
        yield from unknown(leave.documents[0], ("agent",), leave.events[0].agent, world.agents, "agent")
    for absence in contents.absence:
        yield from unknown(absence.documents[0], ("agent",), absence.events[0].agent, world.agents, "agent")
    leaves = {chain.id for chain in contents.leave}
    for draw in contents.draws:
        for at, place in enumerate(draw.events[0].place):
            yield from unknown(draw.documents[0], ("place", at, "leave"), place.leave, leaves, "leave")
    for matter in contents.chains:
        for event, document in zip(matter.events, matter.documents, strict=True):
            yield from _in_cells(world, event, document)


def _in_cells(world: World, event: Event, document: Document) -> Iterator[Finding]:
    """Changed cells of agents, patterns and services that do not exist."""
    for at, change in enumerate(event.cell):
        yield from unknown(document, ("cell", at, "agent"), change.agent, world.agents, "agent")
        for key, cell in (("before", change.old), ("after", change.new)):
            if wrong := world.wrong_in(cell):
                yield fault(Code.BAD_CELL, wrong[0], wrong[1], document.place("cell", at, key))


def doubled(entries: Sequence[HasId], document: Document, table: str) -> Iterator[Finding]:
    """Ids that two tables have, and ids that some computers cannot use as file names."""
    first: dict[str, int] = {}
    for at, entry in enumerate(entries):
        if entry.id in first:
            yield fault(
                Code.DUPLICATE_ID,
                f"a second {table} has the id {quoted(entry.id)}",
                "give one of them another id",
                document.place(table, at, "id"),
                second=document.place(table, first[entry.id], "id"),
            )
        elif entry.id in RESERVED_BY_WINDOWS:
            yield fault(
                Code.RESERVED_ID,
                f"{table} {quoted(entry.id)}: Windows keeps this name for itself",
                f'choose another id, such as "{entry.id}-1"',
                document.place(table, at, "id"),
            )
        first.setdefault(entry.id, at)


def unknown(
    document: Document, path: tuple[str | int, ...], value: str | None, known: Collection[str], noun: str
) -> Iterator[Finding]:
    """A finding if ``value``, which stands at ``path``, is none of ``known``."""
    if value is not None and value not in known:
        key = next(key for key in reversed(path) if isinstance(key, str))
        yield fault(
            Code.UNKNOWN_ID,
            f"{where_in(document.data, path)}{key}: no {noun} is named {quoted(value)}",
            nearest(value, known),
            document.place(*path),
        )


def unknown_each(
    document: Document, path: tuple[str | int, ...], values: Iterable[str], known: Collection[str], noun: str
) -> Iterator[Finding]:
    """A finding for each of the list of ``values`` at ``path`` that is none of ``known``."""
    for at, value in enumerate(values):
        yield from unknown(document, (*path, at), value, known, noun)


def _in_centre(world: World, document: Document) -> Iterator[Finding]:
    for at, team in enumerate(world.centre.team):
        yield from unknown(document, ("team", at, "site"), team.site, world.sites, "site")
        yield from unknown(document, ("team", at, "leader"), team.leader, world.agents, "agent")
        for number, deputy in enumerate(team.deputy):
            yield from unknown(
                document, ("team", at, "deputy", number, "id"), deputy.id, world.agents, "agent"
            )
    yield from _in_hr(world, document)
    for at, group in enumerate(world.centre.group):
        yield from unknown_each(document, ("group", at, "teams"), group.teams, world.teams, "team")
    for at, service in enumerate(world.centre.service):
        yield from unknown(document, ("service", at, "site"), service.site, world.sites, "site")
    for at, contract in enumerate(world.centre.contract):
        path = ("contract", at)
        yield from unknown(document, (*path, "employer"), contract.employer, world.employers, "employer")
        yield from unknown_each(document, (*path, "patterns"), contract.patterns, world.patterns, "pattern")
        for number, week in enumerate(contract.pattern_weeks):
            deeper = (*path, "pattern-weeks", number, "patterns")
            yield from unknown_each(document, deeper, week.patterns, world.patterns, "pattern")


def _in_hr(world: World, document: Document) -> Iterator[Finding]:
    """HR may stand outside the rota, so their ids lead nowhere; but nobody is both HR and a leader."""
    for at, id in enumerate(world.centre.hr):
        for number, team in enumerate(world.centre.team):
            deputies = [deputy.id for deputy in team.deputy]
            if id == team.leader or id in deputies:
                role = "leader" if id == team.leader else "deputy"
                deeper = ("leader",) if role == "leader" else ("deputy", deputies.index(id), "id")
                yield fault(
                    Code.CONTRADICTION,
                    f"{id} acts for HR, which approves nothing, and is {role} of team {quoted(team.id)}",
                    "take the id out of one of them",
                    document.place("hr", at),
                    second=document.place("team", number, *deeper),
                )


def _in_people(world: World, document: Document) -> Iterator[Finding]:
    for at, agent in enumerate(world.people.agent):
        yield from _in_terms(world, document, ("agent", at), agent)
        for number, terms in enumerate(agent.dated):
            yield from _in_terms(world, document, ("agent", at, "dated", number), terms)
        for number, limit in enumerate(agent.limit):
            yield from _in_limit(world, document, ("agent", at, "limit", number), limit)


def _in_terms(
    world: World, document: Document, path: tuple[str | int, ...], terms: Terms
) -> Iterator[Finding]:
    yield from unknown(document, (*path, "team"), terms.team, world.teams, "team")
    yield from unknown(document, (*path, "employer"), terms.employer, world.employers, "employer")
    yield from unknown(document, (*path, "contract"), terms.contract, world.contracts, "contract")
    yield from unknown(document, (*path, "home"), terms.home, world.services, "service")
    yield from unknown_each(document, (*path, "skills"), terms.skills or (), world.skills, "skill")


def _in_limit(
    world: World, document: Document, path: tuple[str | int, ...], limit: Limit
) -> Iterator[Finding]:
    either = world.patterns | world.services
    yield from unknown_each(document, (*path, "never"), limit.never, either, "pattern or service")
    yield from unknown_each(document, (*path, "only"), limit.only, world.patterns, "pattern")


def _in_history(world: World, contents: Contents, documents: Mapping[str, Document]) -> Iterator[Finding]:
    if not contents.history.agent:
        return
    document = documents["history.toml"]
    yield from doubled(contents.history.agent, document, "agent")
    for at, balance in enumerate(contents.history.agent):
        yield from unknown(document, ("agent", at, "id"), balance.id, world.agents, "agent")


def _in_demand(world: World, contents: Contents) -> Iterator[Finding]:
    services = world.services
    for document, demand in contents.demand:
        for table in ("need", "calls", "deferrable"):
            for at, entry in enumerate(getattr(demand, table)):
                yield from unknown(document, (table, at, "service"), entry.service, services, "service")
        for at, event in enumerate(demand.event):
            yield from unknown_each(document, ("event", at, "services"), event.services, services, "service")
        for at, work in enumerate(demand.deferrable):
            yield from unknown_each(document, ("deferrable", at, "beside"), work.beside, services, "service")


def _in_calendar(world: World, contents: Contents) -> Iterator[Finding]:
    for document, calendar in contents.calendar:
        for at, closure in enumerate(calendar.closure):
            yield from unknown_each(document, ("closure", at, "sites"), closure.sites, world.sites, "site")


def _in_wishes(world: World, contents: Contents) -> Iterator[Finding]:
    for document, wishes in contents.wishes:
        named = PurePosixPath(document.file).stem
        if named != wishes.agent:
            yield fault(
                Code.MISNAMED,
                f"agent is {quoted(wishes.agent)}, but the file is {document.file}",
                f"write agent = {quoted(named)}, or move the file to wishes/{wishes.agent}.toml",
                document.place("agent"),
            )
        yield from unknown(document, ("agent",), wishes.agent, world.agents, "agent")
        yield from doubled(wishes.wish, document, "wish")
        for at, wish in enumerate(wishes.wish):
            yield from unknown(document, ("wish", at, "pattern"), wish.pattern, world.patterns, "pattern")
            yield from unknown(document, ("wish", at, "service"), wish.service, world.services, "service")
