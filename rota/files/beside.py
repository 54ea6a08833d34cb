"""What ``people.toml`` says of work at other sites and beside others: sites and buddies that exist, and that can be."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from rota.domain.people import Agent, Buddy, DatedTerms
from rota.domain.period import ONE_DAY
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.references import unknown, unknown_each
from rota.files.toml import Document
from rota.files.wording import quoted
from rota.files.world import World
from rota.rules import Finding

_LEARNING = timedelta(weeks=4)
"""For so long somebody is taken to be new of whom nothing else is said."""


class _Entry(NamedTuple):
    """A buddy of a starter: where that stands in the file, and when it holds."""

    starter: Agent
    buddy: Buddy
    path: tuple[str | int, ...]

    @property
    def first(self) -> date | None:
        """The first day beside the buddy."""
        return self.buddy.from_ or self.starter.from_

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day beside the buddy, a usual time where the last is not said."""
        first = self.first or date.min
        return first, self.buddy.until or first + _LEARNING - ONE_DAY


def beside_findings(world: World, document: Document) -> Iterator[Finding]:
    """Sites to which nobody can be lent, and buddies who cannot be beside whoever starts."""
    for at, agent in enumerate(world.people.agent):
        for path, terms in _terms(agent, at):
            yield from unknown_each(document, (*path, "lent-to"), terms.lent_to or (), world.sites, "site")
            yield from _own_site(world, document, agent, terms, path)
    entries = list(_entries(world))
    for entry in entries:
        yield from unknown(document, (*entry.path, "id"), entry.buddy.id, world.agents, "agent")
        if entry.buddy.id in world.agents:
            yield from _buddy(world, document, entry)
            yield from _chain(document, entry, entries)


def _terms(agent: Agent, at: int) -> Iterator[tuple[tuple[str | int, ...], DatedTerms]]:
    yield ("agent", at), agent
    for number, terms in enumerate(agent.dated):
        yield ("agent", at, "dated", number), terms


def _entries(world: World) -> Iterator[_Entry]:
    for at, agent in enumerate(world.people.agent):
        for number, buddy in enumerate(agent.buddy):
            yield _Entry(agent, buddy, ("agent", at, "buddy", number))


def _own_site(
    world: World, document: Document, agent: Agent, terms: DatedTerms, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    """Sites to which an agent would be lent, and which are their own all the while."""
    sites = {team.id: team.site for team in world.centre.team}
    here = {sites.get(team) for team in _teams(agent, terms)}
    for number, site in enumerate(terms.lent_to or ()):
        if here == {site}:
            yield fault(
                Code.CONTRADICTION,
                f"{agent.id} may be lent to {quoted(site)}, which is the site of their own team",
                "take the site out of lent-to, or correct the team",
                document.place(*path, "lent-to", number),
                agent=agent.id,
            )


def _teams(agent: Agent, terms: DatedTerms) -> set[str]:
    """The teams of ``agent`` while ``terms`` hold: at their beginning, and whenever other terms begin or end."""
    first = terms.from_ or agent.from_ or date.min
    turns = {entry.from_ for entry in agent.dated if entry.from_ is not None}
    turns |= {entry.until + ONE_DAY for entry in agent.dated if entry.until is not None}
    days = [first, *(day for day in turns if day > first and terms.holds(day))]
    return {next(entry.team for entry in agent.terms(day) if entry.team is not None) for day in days}


def _buddy(world: World, document: Document, entry: _Entry) -> Iterator[Finding]:
    """A buddy who is the starter, does not work here then, or is named for no time at all."""
    starter, named = entry.starter.id, entry.buddy.id
    place = document.place(*entry.path, "id")
    if named == starter:
        message, fix = f"{starter} is named as their own buddy", "name somebody who knows the work already"
        yield fault(Code.CONTRADICTION, message, fix, place, agent=starter)
        return
    if entry.first is None and entry.buddy.until is None:
        yield fault(
            Code.MISSING_KEY,
            f"{named} is the buddy of {starter}, but neither has a first day, so nobody knows when",
            f"give the buddy from and until, or {starter} the first day of work: from = 2026-06-01",
            place,
            agent=starter,
        )
        return
    days = (day for day in (entry.first, entry.buddy.until) if day is not None)
    away = next((day for day in days if not world.agents[named].holds(day)), None)
    if away is not None:
        yield fault(
            Code.CONTRADICTION,
            f"{named} is the buddy of {starter} on {away}, but does not work here then",
            "name somebody else, or correct the dates of either",
            place,
            second=world.agent_place(named),
            agent=starter,
        )


def _chain(document: Document, entry: _Entry, entries: list[_Entry]) -> Iterator[Finding]:
    """A buddy who is new as well at that time."""
    first, last = entry.span
    for other in entries:
        if other.starter.id == entry.buddy.id != entry.starter.id:
            begins, ends = other.span
            if begins <= last and first <= ends:
                yield fault(
                    Code.CONTRADICTION,
                    f"{entry.buddy.id} is the buddy of {entry.starter.id}, and new then as well: "
                    f"{other.buddy.id} is theirs",
                    "name somebody who knows the work already, or correct the dates of either",
                    document.place(*entry.path, "id"),
                    second=document.place(*other.path, "id"),
                    agent=entry.starter.id,
                )
                return
