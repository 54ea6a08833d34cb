"""COVER02 saturday-cover: enough agents are at work on every open Saturday.

Why      A Saturday is promised to the public, and few are there to step in.
Source   The Saturday working agreement, or the demand that demand.toml states.
Counts   Agents with a shift on the Saturday, at any of the group's services or at those named. Without
         ``heads``, wanted is what the demand needs at its peak, each service's added up.
Carries  Nothing: each Saturday is judged by itself.
Costs    One per missing agent and Saturday.
Fix      Find another volunteer for the Saturday (``rota cover find``), or lower ``heads`` in rules.toml, or
         the need in demand.toml.
Waive    Seldom needed, since at ``should`` it fails no check. As ``must``: HR, in waivers.toml, for the rota
         group and the Saturday that runs with fewer knowingly.

    [[rule]]
    use = "saturday-cover"
    level = "should"
    heads = 7

    [[pass]]
    name = "one head wanted, one there"
    settings = { heads = 1 }
    rota.ann = "oEEEES."
    rota.bob = "EEEEE.."

    [[fail]]
    name = "two wanted, one there"
    settings = { heads = 2 }
    rota.ann = "oEEEES."
    rota.bob = "EEEEE.."
    breaks = ["- 6"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import PositiveInt

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.table import Id, Weekday
from rota.rules import Finding, Level, Reach, RotaModel, Rule, Tier


class SaturdayCover(Rule):
    """At least ``heads`` agents work on each open Saturday."""

    code: ClassVar[str] = "COVER02"
    name: ClassVar[str] = "saturday-cover"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "agents"
    remedy: ClassVar[str] = "find another volunteer for the Saturday, or lower heads in rules.toml"
    tier: ClassVar[Tier | None] = Tier.COVER

    level: Level = Level.SHOULD
    heads: PositiveInt | None = None
    services: tuple[Id, ...] = ()

    def encode(self, model: RotaModel) -> None:
        """The shifts of each open Saturday, at the services that count, add up to the heads wanted."""
        for saturday, wanted in self._wanted(model.facts):
            counts = [
                model.shift(agent, saturday, service=service)
                for agent in model.facts.agents
                for service in self._services(model.facts)
            ]
            if counts:
                model.at_least(self, sum(counts[1:], counts[0]), wanted, day_words(saturday))

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Count who stands in the rota on each open Saturday."""
        services = self._services(rota.facts)
        for saturday, wanted in self._wanted(rota.facts):
            cells = {agent: rota.cell(agent, saturday) for agent in rota.agents}
            there = {
                agent for agent, cell in cells.items() if cell and cell.is_shift and cell.service in services
            }
            if len(there) < wanted:
                short = wanted - len(there)
                message = f"{day_words(saturday)}: {len(there)} of {wanted} at work, {short} short"
                missing = [
                    (agent, saturday)
                    for agent in cells
                    if agent not in there and rota.facts.present(agent, saturday)
                ]
                found = self.finding(None, saturday, message, amount=short, cells=missing)
                # With everybody there, no plan could have done more.
                yield found if missing else found.with_(in_facts=True)

    def _services(self, facts: Facts) -> tuple[str, ...]:
        return tuple(service for service in facts.services if not self.services or service in self.services)

    def _wanted(self, facts: Facts) -> Iterator[tuple[date, int]]:
        """Each Saturday on which a service that counts is open, and the heads it wants."""
        services = self._services(facts)
        for day in facts.period.days:
            if Weekday.of(day) is Weekday.SAT and any(facts.hours(service, day) for service in services):
                peaks = (max(facts.needs(service, day).values(), default=0) for service in services)
                yield day, self.heads or sum(peaks)
