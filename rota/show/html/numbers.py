"""The numbers by which a page names its teams, sites and people: nothing that a file says becomes an id or a class."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rota.show.edition.people import Member, Team
from rota.show.edition.whole import Edition


@dataclass(frozen=True)
class Numbers:
    """Teams, sites and people of an edition, each numbered from 0 in the order of the page."""

    edition: Edition

    @cached_property
    def teams(self) -> dict[str, int]:
        """Teams by id."""
        return {team.id: number for number, team in enumerate(self.edition.teams)}

    @cached_property
    def sites(self) -> dict[str, int]:
        """Sites by id: those of teams first."""
        ids = [team.site for team in self.edition.teams] + [entry.site for entry in self.edition.services]
        return {site: number for number, site in enumerate(dict.fromkeys(ids))}

    @cached_property
    def people(self) -> dict[str, int]:
        """Agents by id."""
        return {member.id: number for number, member in enumerate(self.edition.members)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What people are called, by number."""
        return tuple(name_of(member) for member in self.edition.members)

    @cached_property
    def team_of(self) -> dict[str, Team]:
        """The team under which each agent is shown."""
        return {member.id: team for team in self.edition.teams for member in team.members}

    def team(self, team: Team) -> str:
        """The classes of what belongs to a team: itself and its site."""
        return f"t{self.teams[team.id]} s{self.sites[team.site]}"

    def own(self, agent: str) -> str:
        """The classes of what stands alone and belongs to one agent."""
        return f"own a{self.people[agent]} {self.team(self.team_of[agent])}"

    def filters(self) -> Iterator[str]:
        """A rule for each choice of the filter: what it hides, and the month that it opens."""
        for number in self.sites.values():
            yield _when(f"fs{number}", f":is(.team,.own,.site):not(.s{number}){{display:none}}")
        for team in self.edition.teams:
            number, site = self.teams[team.id], self.sites[team.site]
            hidden = f":is(.team,.own):not(.t{number}),.site:not(.s{site})"
            yield _when(f"ft{number}", f"{hidden}{{display:none}}")
        for agent, number in self.people.items():
            team = self.team_of[agent]
            hidden = f".team:not(.t{self.teams[team.id]}),:is(.row,.own):not(.a{number}),.site:not(.s{self.sites[team.site]})"
            shown = f".person.a{number}{{display:block}}.a{number}>.days{{display:grid}}"
            yield _when(f"fa{number}", f"{hidden}{{display:none}}{shown}")


def name_of(member: Member) -> str:
    """How people look for somebody: by name, else by id."""
    return member.name or member.id


def choice_of(member: Member) -> str:
    """The name first, since that is what is typed to find it, and the id behind it."""
    return f"{member.name} ({member.id})" if member.name and member.name != member.id else member.id


def _when(option: str, rules: str) -> str:
    return f":root:has(#{option}:checked){{{rules}}}"
