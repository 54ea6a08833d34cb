"""SKILL02 same-service: agents stay at one service for the whole month.

Why      At one desk all month people know their cases and their colleagues; being moved about is what tires
         them.
Source   The centre's practice: one activity a month, single days may differ.
Counts   Days worked from Monday to Friday, and on Sundays, at another service than the month's own.
         The month's own service is whichever makes the fewest such days. A day counts only if the
         agent is trained for more than one of the group's services that day. Saturdays count only
         with ``saturdays = true``; timed parts never do.
Carries  Nothing: each month has its own service.
Costs    One per day at another service.
Waive    Nothing to waive as a rule: at ``should`` it fails no check. Under --fail-on should: HR, in
         waivers.toml, for the agent and the days.

    [[rule]]
    use = "same-service"
    level = "should"

    [[pass]]
    name = "at the phones all week"
    rota.ann = "EEEEE.."

    [[fail]]
    name = "a day at the reception"
    rota.ann = "EEeEE.."
    breaks = ["ann 3"]
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import ClassVar, Literal

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.table import Weekday
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class SameService(Rule):
    """Every agent stays at one service all month."""

    code: ClassVar[str] = "SKILL02"
    name: ClassVar[str] = "same-service"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days"
    remedy: ClassVar[str] = "move the agent back to the month's service that day, or accept the change"

    level: Literal[Level.SHOULD, Level.WISH] = Level.SHOULD
    saturdays: bool = False

    def encode(self, model: RotaModel) -> None:
        """One service is the month's; every day that counts at another is priced."""
        for agent in model.facts.agents:
            days = self._days(model.facts, agent)
            if days:
                choices = {
                    service: [model.shift(agent, day, service=service) for day in days]
                    for service in model.facts.services
                }
                model.stay_on_one(self, choices, agent)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Find each agent's most frequent service, then name the days elsewhere."""
        for agent in rota.agents:
            cells = ((day, rota.cell(agent, day)) for day in self._days(rota.facts, agent))
            services = {
                day: cell.service for day, cell in cells if cell and cell.service in rota.facts.services
            }
            if services:
                usual = _usual(rota.facts, agent, services)
                yield from self._elsewhere(agent, services, usual)

    def _elsewhere(self, agent: str, services: dict[date, str], usual: str) -> Iterator[Finding]:
        for day, service in services.items():
            if service != usual:
                message = f"{agent} is at {service} on {day_words(day)}, the month's service is {usual}"
                yield self.finding(agent, day, message)

    def _days(self, facts: Facts, agent: str) -> list[date]:
        """The days on which the agent may stay or go."""
        needed = tuple(service.needs_skill for service in facts.services.values())
        days = (day for day in facts.period.days if self.saturdays or Weekday.of(day) is not Weekday.SAT)
        standings = ((day, facts.standing(agent, day)) for day in days)
        return [day for day, terms in standings if terms is not None and _several(terms.skills, needed)]


@lru_cache
def _several(skills: frozenset[str], needed: tuple[str, ...]) -> bool:
    """Whether ``skills`` are enough for more than one service."""
    return sum(skill in skills for skill in needed) > 1


def _usual(facts: Facts, agent: str, services: dict[date, str]) -> str:
    """The service of most days; where several have as many, the home service, else the first worked."""
    days = Counter(services.values())
    first = next(iter(services))
    terms = facts.standing(agent, first)
    home = terms.home if terms is not None else ""
    return max(days, key=lambda service: (days[service], service == home))
