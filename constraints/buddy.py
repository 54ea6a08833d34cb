"""SKILL03 buddy: who is new works beside an experienced buddy, on the same pattern and service.

Why      The work is learnt beside somebody who knows it; alone at a desk, who is new is left to guess, and so are
         those who come to it.
Source   The centre's induction programme; cite it in the rota's own TOML.
Counts   Days on which a starter works a shift and none of the buddies named for that day works the same pattern
         and service. Buddies are named in people.toml (``[[agent.buddy]]``); an entry without dates holds for the
         first ``weeks`` weeks from the starter's ``from``, one with ``from`` or ``until`` for its own dates, or for
         ``weeks`` weeks from there where it has no last day. Whole shifts are compared: breaks, timed parts and half
         a day of leave do not matter. A day on which no buddy can be there counts all the same: as none of them
         is in the rota, should work that day by contract, or is free of leave, absence and the like. But there even
         ``must`` lets the starter work, as no plan could help it.
Carries  Nothing: each day is judged by itself.
Costs    One per day.
Fix      Give both the same shift, or name another buddy for those days.
Waive    Rather name another buddy, dated. What was worked already HR may waive, in waivers.toml, for the starter
         and those days.

    [[rule]]
    use = "buddy"
    level = "should"
    weeks = 6

    [[pass]]
    name = "bob does as ann does"
    people.bob = { from = 2026-06-01, buddy = [{ id = "ann" }] }
    rota.ann = "EELL..."
    rota.bob = "EELL..."

    [[fail]]
    name = "on Wednesday bob is early and ann is late"
    people.bob = { from = 2026-06-01, buddy = [{ id = "ann" }] }
    rota.ann = "EELL..."
    rota.bob = "EEEL..."
    breaks = ["bob 3"]
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import ClassVar

from pydantic import Field

from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.people import Agent
from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota
from rota.rules import Finding, Level, Reach, RotaModel, Rule

_ELSEWHERE = {
    Kind.OFF: "is off",
    Kind.LIEU: "is off in lieu",
    Kind.LEAVE: "is on leave",
    Kind.ABSENT: "is absent",
    Kind.TRAINING: "is at training",
    Kind.CLOSED: "has a closed day",
}


class Buddy(Rule):
    """A starter works the pattern and the service of a buddy."""

    code: ClassVar[str] = "SKILL03"
    name: ClassVar[str] = "buddy"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "days without the buddy"
    remedy: ClassVar[str] = "give both the same shift, or name another buddy for those days in people.toml"

    level: Level = Level.SHOULD
    weeks: int = Field(default=4, ge=1, le=52)

    def encode(self, model: RotaModel) -> None:
        """Every shift that a starter may work, a buddy works too."""
        facts = model.facts
        for agent in facts.agents:
            for day in facts.period.days if facts.agent_of[agent].buddy else ():
                named = self._named(facts.agent_of[agent], day)
                if not named or (self.level is Level.MUST and not _could(facts, agent, named, day)):
                    continue
                here = [buddy for buddy in named if facts.present(buddy, day)]
                if not here:
                    model.at_most(self, model.works(agent, day), 0, f"{agent} on {day_words(day)}")
                for pattern, service in _shifts(facts, agent, day) if here else ():
                    one = model.shift(agent, day, pattern=pattern, service=service)
                    first, *rest = (model.shift(b, day, pattern=pattern, service=service) for b in here)
                    model.implies(self, one, sum(rest, first), f"{agent} on {day_words(day)}")

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Go through the days of each starter, and look who else is there."""
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                named = self._named(rota.facts.agent_of[agent], day) if cell.is_shift else []
                beside = {buddy: rota.cells.get(buddy, {}).get(day) for buddy in named}
                if named and not any(_together(cell, other) for other in beside.values()):
                    yield self._alone(rota, agent, day, beside)

    def _alone(self, rota: Rota, agent: str, day: date, beside: dict[str, Cell | None]) -> Finding:
        where = ", ".join(f"{buddy} {_words(cell)}" for buddy, cell in beside.items())
        message = (
            f"{agent} works {rota.cells[agent][day]} on {day_words(day)} without a buddy beside them: {where}"
        )
        cells = [(agent, day), *((buddy, day) for buddy, cell in beside.items() if cell is not None)]
        found = self.finding(agent, day, message, cells=cells)
        return found if _could(rota.facts, agent, list(beside), day) else found.with_(in_facts=True)

    def foresee(self, facts: Facts) -> Iterator[str]:
        """Warn of starters for whom no buddy is named in their first weeks, or none who is in the rota."""
        for agent in facts.agents:
            first = facts.agent_of[agent].from_
            days = [day for day in facts.period.days if facts.present(agent, day)]
            days = [day for day in days if first is not None and day < first + timedelta(weeks=self.weeks)]
            named = {day: self._named(facts.agent_of[agent], day) for day in days}
            if days and not any(named.values()):
                yield f"{agent} is new from {first} and has no buddy; name one in people.toml: [[agent.buddy]]"
            elif days and not any(facts.present(buddy, day) for day in days for buddy in named[day]):
                names = ", ".join(dict.fromkeys(buddy for day in days for buddy in named[day]))
                yield f"{agent} is new from {first}, and no buddy of theirs is in this rota: {names}"

    def _named(self, starter: Agent, day: date) -> list[str]:
        """The buddies of ``starter`` on ``day``, as people.toml names them."""
        found: list[str] = []
        for entry in starter.buddy:
            first = entry.from_ or starter.from_
            last = entry.until or (first and first + timedelta(weeks=self.weeks) - ONE_DAY)
            if last is not None and (first is None or first <= day) and day <= last:
                found.append(entry.id)
        return list(dict.fromkeys(found))


def _shifts(facts: Facts, agent: str, day: date) -> Iterable[tuple[str, str]]:
    """The shifts that a starter may have, by pattern and service: the settled one, wherever that is, or any here."""
    fixed = facts.fixed.get((agent, day))
    if fixed is None:
        return product(facts.patterns, facts.services)
    return [(fixed.cell.pattern, fixed.cell.service)] if fixed.cell.is_shift else []


def _could(facts: Facts, starter: str, buddies: list[str], day: date) -> bool:
    """Whether one of ``buddies`` works that day as a fact, or could as far as contract and facts go.

    Nobody can be sent to a service of a site that is planned elsewhere, if the ``starter`` is settled there.
    """
    here = all(service in facts.services for _, service in _shifts(facts, starter, day))
    for buddy in buddies:
        standing, fixed = facts.standing(buddy, day), facts.fixed.get((buddy, day))
        free = here and standing is not None and (standing.rostered or standing.saturday_turn)
        could = fixed.cell.is_shift if fixed is not None else free and facts.open_for(buddy, day)
        if could and facts.present(buddy, day):
            return True
    return False


def _together(cell: Cell, other: Cell | None) -> bool:
    """Whether two cells are shifts of one pattern at one service."""
    return other is not None and (cell.kind, cell.pattern, cell.service) == (
        other.kind,
        other.pattern,
        other.service,
    )


def _words(cell: Cell | None) -> str:
    """What a buddy does instead."""
    if cell is None:
        return "is not in this rota then"
    return f"works {cell}" if cell.is_shift else _ELSEWHERE[cell.kind]
