"""DAYS03 agreed-limits: agreed limits and adjustments are kept, whatever else.

Why      An adjustment was promised to one person, often by a legal duty. No shortage and no swap of others
         takes it back.
Source   The agreement with the agent (school run, adjustment for health, study day); the limit's
         dates say for how long.
Counts   Shifts against any limit in force that day: a pattern or a service under ``never``, a pattern
         that is not under ``only``, a weekday under ``never-days``, work before ``not-before`` or after
         ``not-after``. What is worked in timed parts counts, what is spent away in them does not.
Carries  Nothing: each day is judged by itself.
Costs    One per shift, however many limits it goes against.
Waive    Rather agree otherwise: where the agent has agreed to something else, change the limit in
         people.toml, or end it with ``until`` and add the new one with ``from``. What was worked already HR
         may waive, in waivers.toml, for that agent and those days.

    [[rule]]
    use = "agreed-limits"
    source = "agreed adjustments, kept by HR"

    [[pass]]
    name = "any pattern but late"
    people.ann.limit = [{ never = ["late"] }]
    rota.ann = "EEMEE.."

    [[fail]]
    name = "a late on Wednesday"
    people.ann.limit = [{ never = ["late"] }]
    rota.ann = "EELEE.."
    breaks = ["ann 3"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rota.domain.cell import Cell, Kind
from rota.domain.centre import Pattern
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.hours import worked
from rota.domain.people import Limit
from rota.domain.rota import Rota
from rota.domain.table import Weekday
from rota.rules import CellKey, Finding, Reach, RotaModel, Rule


class AgreedLimits(Rule):
    """No shift goes against an agreed limit of its agent."""

    code: ClassVar[str] = "DAYS03"
    name: ClassVar[str] = "agreed-limits"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts"
    remedy: ClassVar[str] = "give the shift to somebody else, or agree another limit in people.toml"
    locks: ClassVar[bool] = True

    def encode(self, model: RotaModel) -> None:
        """Strike out days, patterns, and services at the patterns that are left: each cell once."""
        for agent in model.facts.agents:
            for day in model.facts.period.days:
                terms = model.facts.standing(agent, day)
                fixed = model.facts.fixed.get((agent, day))
                if terms is None or not terms.limits:
                    continue
                if fixed is not None and fixed.cell.parts:
                    self._encode_timed(model, (agent, day), fixed.cell, terms.limits)
                else:
                    self._encode_day(model, agent, day, terms.limits)

    def _encode_timed(self, model: RotaModel, key: CellKey, cell: Cell, limits: tuple[Limit, ...]) -> None:
        """A fact with timed parts stands or falls as a whole, as the model knows no parts."""
        if any(_broken(limit, key[1], cell, model.facts) for limit in limits):
            model.forbid(self, *key)

    def _encode_day(self, model: RotaModel, agent: str, day: date, limits: tuple[Limit, ...]) -> None:
        if any(Weekday.of(day) in limit.never_days for limit in limits):
            model.forbid(self, agent, day, kind=Kind.SHIFT)
            return
        patterns = model.facts.patterns.values()
        left = [pattern for pattern in patterns if all(_allows(limit, pattern) for limit in limits)]
        for pattern in patterns:
            if pattern not in left:
                model.forbid(self, agent, day, pattern=pattern.id)
        for service in {id for limit in limits for id in limit.never} & model.facts.services.keys():
            for pattern in left:
                model.forbid(self, agent, day, pattern=pattern.id, service=service)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Hold every shift against every limit in force that day, as it is really worked."""
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                terms = rota.facts.standing(agent, day)
                limits = terms.limits if terms is not None else ()
                broken = [text for limit in limits for text in _broken(limit, day, cell, rota.facts)]
                if broken:
                    message = f"{agent} works {cell} on {day_words(day)}, against {' and '.join(broken)}"
                    yield self.finding(agent, day, message)


def _allows(limit: Limit, pattern: Pattern) -> bool:
    """Whether a whole shift of ``pattern`` is within ``limit``."""
    if pattern.id in limit.never or (limit.only and pattern.id not in limit.only):
        return False
    too_early = limit.not_before is not None and pattern.start < limit.not_before
    too_late = limit.not_after is not None and pattern.end > limit.not_after
    return not (too_early or too_late)


def _broken(limit: Limit, day: date, cell: Cell, facts: Facts) -> list[str]:
    """The terms of ``limit`` that ``cell`` breaks, as people.toml writes them; none where nothing is worked."""
    spans = worked(cell, facts)
    if not spans:
        return []
    named = (cell.pattern, cell.service, *(part.what for part in cell.parts))
    broken = [f"never {id}" for id in limit.never if id in named]
    if limit.only and cell.is_shift and cell.pattern not in limit.only:
        broken.append(f"only {', '.join(limit.only)}")
    if Weekday.of(day) in limit.never_days:
        broken.append(f"never-days {Weekday.of(day).value}")
    if limit.not_before is not None and spans[0][0] < limit.not_before:
        broken.append(f"not-before {hhmm(limit.not_before)}")
    if limit.not_after is not None and spans[-1][1] > limit.not_after:
        broken.append(f"not-after {hhmm(limit.not_after)}")
    return broken
