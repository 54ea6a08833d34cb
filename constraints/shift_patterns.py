"""SHIFT01 shift-patterns: every shift is one of the contract's patterns, inside the service's hours.

Why      A pattern is what people have agreed to work; a desk outside its hours needs nobody.
Source   The patterns of the contract, and opening hours, both in centre.toml.
Counts   Shifts. A day has one shift at most, of a pattern that the contract allows on that day and that is
         for that weekday. It begins when its service is open, and ends no later than closing time and the
         service's ``overrun``. Timed parts are not looked at: the pattern and the service of the whole
         shift count. What the contract itself says of days and hours is SHIFT04's.
Carries  Nothing.
Costs    One per shift that does not fit, however many reasons there are.
Waive    Rather name the pattern among the contract's patterns, or correct opening hours and ``overrun``, in
         centre.toml. What was worked already HR may waive, in waivers.toml, for that agent and those days.

    [[rule]]
    use = "shift-patterns"
    source = "contracts of employment, clause 3"

    [[pass]]
    name = "late at the phones, which close at 18:00"
    rota.ann = "LLLLL.."

    [[fail]]
    name = "late at the reception, which closes at 17:30"
    rota.ann = "LLlLL.."
    breaks = ["ann 3"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rota.domain.cell import Cell
from rota.domain.centre import Pattern, Service
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.standing import Standing
from rota.domain.table import Weekday
from rota.rules import Finding, Reach, RotaModel, Rule


class ShiftPatterns(Rule):
    """Every shift is one of the contract's patterns for that day, inside the service's opening hours."""

    code: ClassVar[str] = "SHIFT01"
    name: ClassVar[str] = "shift-patterns"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts that do not fit"
    remedy: ClassVar[str] = (
        "choose a pattern that fits, or name it among the contract's patterns in centre.toml"
    )
    locks: ClassVar[bool] = True

    def encode(self, model: RotaModel) -> None:
        """Strike out each pattern that is not allowed, and each service that an allowed one does not fit."""
        facts = model.facts
        for agent in facts.agents:
            for day in facts.period.days:
                standing = facts.standing(agent, day)
                if standing is None or not facts.present(agent, day):
                    continue
                for pattern in facts.centre.pattern:
                    if not _allowed(standing, pattern):
                        model.forbid(self, agent, day, pattern=pattern.id)
                        continue
                    for service in facts.centre.service:
                        if not _fits(facts, service, day, pattern):
                            model.forbid(self, agent, day, pattern=pattern.id, service=service.id)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Ask of each shift what speaks against it."""
        overruns = {service.id: service.overrun for service in rota.facts.centre.service}
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                if cell.is_shift and rota.facts.present(agent, day):
                    reason = _against(rota.facts, agent, day, cell, overruns[cell.service])
                    if reason:
                        yield self.finding(agent, day, f"{agent} works {cell} on {day_words(day)}, {reason}")


def _allowed(standing: Standing, pattern: Pattern) -> bool:
    return (
        pattern.id in standing.contract.patterns_on(standing.day)
        and Weekday.of(standing.day) in pattern.weekdays
    )


def _fits(facts: Facts, service: Service, day: date, pattern: Pattern) -> bool:
    hours = facts.hours(service.id, day)
    return hours is not None and hours[0] <= pattern.start and pattern.end <= hours[1] + service.overrun


def _against(facts: Facts, agent: str, day: date, cell: Cell, overrun: int) -> str:
    """The first thing that speaks against a shift; empty if nothing does."""
    standing, pattern = facts.standing(agent, day), facts.patterns[cell.pattern]
    if standing is None:
        return ""
    contract, allowed = standing.contract.id, standing.contract.patterns_on(day)
    if cell.pattern not in allowed:
        return f"but the contract {contract} has {', '.join(allowed) or 'no pattern'} that day"
    if Weekday.of(day) not in pattern.weekdays:
        return f"but the pattern is for {', '.join(each.capitalize() for each in pattern.weekdays)}"
    return _outside_hours(facts, day, cell, overrun)


def _outside_hours(facts: Facts, day: date, cell: Cell, overrun: int) -> str:
    hours, pattern = facts.hours(cell.service, day), facts.patterns[cell.pattern]
    if hours is None:
        return f"when {cell.service} is closed"
    if hours[0] <= pattern.start and pattern.end - hours[1] <= overrun:
        return ""
    more = f", with an overrun of {overrun} minutes" if overrun else ""
    times = f"{hhmm(pattern.start)}-{hhmm(pattern.end)}"
    return f"but {times} does not fit: {cell.service} is open {hhmm(hours[0])}-{hhmm(hours[1])}{more}"
