"""ABS03 attendance-floor: so many agents of a service are at work on each of its days.

Why      A desk that is open needs somebody at it. The floor shows before leave is granted how many can go.
Source   The service agreement, or the agreement on leave; cite the clause in the rota's own TOML.
Counts   Agents whose home service on that day is one of ``home`` and who work a shift at a site of these,
         whatever they serve there; not those lent elsewhere, or away for at least half of it. Wanted are ``least``, or ``share`` percent of those
         who would ordinarily work that day, rounded up, whichever is more. Days are those of ``weekdays``,
         Monday to Friday unless you name others, on which the agents' site is open. Beyond the rota,
         it bounds the leave that can be granted.
Carries  Nothing: each day is judged by itself.
Costs    One per missing agent and day.
Waive    HR, in waivers.toml, for the rota group and the days: where somebody from outside the rota stood in,
         or the desk was run down on purpose.

    [[rule]]
    use = "attendance-floor"
    home = ["reception"]
    least = 2
    share = 50
    group = "front desk"

    [[pass]]
    name = "always one of the two is there"
    settings = { home = ["reception"], least = 1 }
    rota.cat = "eevve.."
    rota.dan = "vveee.."

    [[fail]]
    name = "nobody on Wednesday"
    settings = { home = ["reception"], least = 1 }
    rota.cat = "eevve.."
    rota.dan = "vvvee.."
    breaks = ["- 3"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from pydantic import Field, PositiveInt, model_validator

from rota.domain.cell import AWAY_PARTS, Cell
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.hours import half_away
from rota.domain.leave import Reason
from rota.domain.rota import Rota
from rota.domain.table import MONDAY_TO_FRIDAY, Id, Weekday
from rota.rules import Count, Finding, LeaveLimit, Reach, RotaModel, Rule


class AttendanceFloor(Rule):
    """At least ``least`` agents, and ``share`` percent, of those whose home is one of ``home`` are at work."""

    code: ClassVar[str] = "ABS03"
    name: ClassVar[str] = "attendance-floor"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "agents"
    remedy: ClassVar[str] = "ask one of those away to change a day, or agree a lower floor in rules.toml"

    home: tuple[Id, ...] = Field(min_length=1)
    least: PositiveInt | None = None
    share: int | None = Field(default=None, ge=1, le=100)
    group: str = ""
    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.least is None and self.share is None:
            raise ValueError("give least, a number of agents, or share, a percentage of them")
        return self

    def encode(self, model: RotaModel) -> None:
        """The shifts of each day, but for those settled as half away, add up to the floor."""
        facts, here = model.facts, self._services(model.facts)
        for day in facts.period.days:
            counts: list[Count] = []
            ordinary = 0
            for agent in facts.agents:
                if self._belongs(facts, agent, day):
                    standing = facts.standing(agent, day)
                    ordinary += standing is not None and standing.rostered
                    fixed = facts.fixed.get((agent, day))
                    gone = fixed is not None and half_away(fixed.cell, AWAY_PARTS, facts)
                    there = model.shift_among(agent, day, services=here)
                    counts.append(there * (0 if gone else 1))
            if counts:
                total = sum(counts[1:], counts[0])
                model.at_least(
                    self, total, self._floor(ordinary), f"{self._label} at work on {day_words(day)}"
                )

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Call the roll of each day, and name who of those belonging there is not at work."""
        here = self._services(rota.facts)
        for day in rota.days:
            roll = [agent for agent in rota.agents if self._belongs(rota.facts, agent, day)]
            missing = [agent for agent in roll if not _at_work(rota.cell(agent, day), here, rota.facts)]
            ordinary = [agent for agent in roll if self._ordinarily(rota.facts, agent, day)]
            there, wanted = len(roll) - len(missing), self._floor(len(ordinary))
            if roll and there < wanted:
                message = (
                    f"{there} of {self._label} at work on {day_words(day)}, at least {wanted} wanted; "
                    f"not there: {', '.join(missing) or 'nobody else belongs to it'}"
                )
                found = self.finding(
                    None, day, message, amount=wanted - there, cells=[(agent, day) for agent in missing]
                )
                # With everybody there, no plan could have done more.
                yield found if missing else found.with_(in_facts=True)

    def leave_limit(self, facts: Facts, day: date) -> LeaveLimit | None:
        """Those who would ordinarily work that day, less the floor, can be away."""
        ordinary = frozenset(
            agent
            for agent in facts.ever_here
            if self._belongs(facts, agent, day) and self._ordinarily(facts, agent, day)
        )
        if not ordinary:
            return None
        here = self._services(facts)
        most = max(0, len(ordinary) - self._floor(len(ordinary)))
        return LeaveLimit(
            self._label,
            Reason.COVER,
            most,
            ordinary,
            lambda cell: not _at_work(cell, here, facts),
        )

    @property
    def _label(self) -> str:
        return self.group or ", ".join(self.home)

    def _floor(self, ordinary: int) -> int:
        return max(self.least or 0, -(-ordinary * (self.share or 0) // 100))

    def _services(self, facts: Facts) -> frozenset[str]:
        """All that is served at the sites of the home services."""
        sites = {service.site for service in facts.centre.service if service.id in self.home}
        return frozenset(service.id for service in facts.centre.service if service.site in sites)

    def _belongs(self, facts: Facts, agent: str, day: date) -> bool:
        standing = facts.standing(agent, day)
        if standing is None or Weekday.of(day) not in self.weekdays or not facts.present(agent, day):
            return False
        return standing.home in self.home and facts.open_for(agent, day)

    def _ordinarily(self, facts: Facts, agent: str, day: date) -> bool:
        standing = facts.standing(agent, day)
        return standing is not None and standing.rostered


def _at_work(cell: Cell | None, here: frozenset[str], facts: Facts) -> bool:
    """Whether ``cell`` is a shift at one of the services ``here``, and not half spent away."""
    return cell is not None and cell.service in here and not half_away(cell, AWAY_PARTS, facts)
