"""REST04 rest-break: a shift of more than six hours holds a break of 20 minutes, of 30 minutes over 4.5 hours under 18.

Why      Nobody can attend to callers for hours on end; a break is only one if it is free of work, and amid it.
Source   Working Time Regulations 1998, regulation 12(1) and (3), and 12(4) under 18.
Counts   Days with more than ``over`` of work and no break of ``length`` in one piece. A ``break`` part is one
         if there is work before and after it, and so is a gap between two pieces of work. A shift without such a
         part has the break of its pattern, ``unpaid-break`` or ``paid-break`` in centre.toml, the longer of the two; a
         pattern with a ``break-window`` has its break placed as such a part, and that part is what counts.
         Breaks are no part of the hours of work. A training day without times is not looked at. The age
         on the day counts. A longer break, or one after fewer hours, can be asked for, the reverse cannot.
Carries  Nothing.
Costs    One per day without its break.
Waive    HR, naming what the regulations give. Adults: special-case (21) or agreement (12(2) and 23), with as
         much rest to make up for it (24), or unmeasured (20). Under 18: force-majeure (27).

    [[rule]]
    use = "rest-break"
    length = "0:20"
    over = "6:00"
    length-under-18 = "0:30"
    over-under-18 = "4:30"

    [[pass]]
    name = "eight hours with a break of half an hour"
    legend.b = "early phones; 12:00-12:30 break"
    rota.ann = "b......"
    facts = ["ann 1"]

    [[fail]]
    name = "a break that ends the shift is none"
    legend.b = "early phones; 16:00-16:30 break"
    rota.ann = "b......"
    facts = ["ann 1"]
    breaks = ["ann 1"]
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, ClassVar

from constraints import law as wtr
from rota.domain.cell import AWAY_PARTS, BREAK, Cell
from rota.domain.centre import Pattern
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.table import Duration
from rota.domain.timeline import timeline
from rota.rules import Finding, Reach, RotaModel, Rule

_LONGEST = 4 * 60


class RestBreak(Rule):
    """A long day of work holds a break."""

    code: ClassVar[str] = "REST04"
    name: ClassVar[str] = "rest-break"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days without a break"
    remedy: ClassVar[str] = (
        'put a break into the shift, as in "early phones; 12:30-13:00 break", '
        "or say in centre.toml which break the pattern has"
    )
    locks: ClassVar[bool] = True
    law: ClassVar[str] = wtr.regulation("12")
    grounds: ClassVar[Mapping[str, str]] = wtr.grounds(
        wtr.SPECIAL_CASE, wtr.AGREEMENT, wtr.UNMEASURED, wtr.FORCE_MAJEURE
    )

    length: Annotated[Duration, wtr.at_least(20, "12(3)", _LONGEST)] = 20
    over: Annotated[Duration, wtr.at_most(6 * 60, "12(1)", 0)] = 6 * 60
    length_under_18: Annotated[Duration, wtr.at_least(30, "12(4)", _LONGEST)] = 30
    over_under_18: Annotated[Duration, wtr.at_most(4 * 60 + 30, "12(4)", 0)] = 4 * 60 + 30

    def encode(self, model: RotaModel) -> None:
        """Strike out patterns that are too long for the break that they have; parts stand in facts alone."""
        facts = model.facts
        adult, young = (
            [p.id for p in facts.patterns.values() if self._lacks(p, age)] for age in (False, True)
        )
        for agent in facts.agents if adult or young else ():
            minor = facts.agent_of[agent].minor
            for day in facts.period.days:
                for pattern in () if (agent, day) in facts.fixed else young if minor(day) else adult:
                    model.forbid(self, agent, day, pattern=pattern)

    def _lacks(self, pattern: Pattern, minor: bool) -> bool:
        """Whether a whole shift of ``pattern`` is too long for the break that it has, or that is placed in it."""
        length, over = self._limits(minor)
        both = (pattern.unpaid_break, pattern.paid_break)
        breaks = (pattern.break_length,) if pattern.break_starts else both
        return pattern.end - pattern.start > over + sum(breaks) and max(breaks) < length

    def _limits(self, minor: bool) -> tuple[int, int]:
        return (self.length_under_18, self.over_under_18) if minor else (self.length, self.over)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Lay each day of work out in time and measure what lies between its pieces."""
        found: dict[Cell, tuple[int, int]] = {}
        for agent in rota.agents:
            minor = rota.facts.agent_of[agent].minor
            for day, cell in rota.in_period(agent):
                if not (cell.is_shift or cell.parts):
                    continue
                if cell not in found:
                    found[cell] = _work_and_break(cell, rota.facts)
                work, pause = found[cell]
                length, over = self._limits(minor(day))
                if work > over and pause < length:
                    held = f"a break of {hhmm(pause)}" if pause else "no break"
                    message = (
                        f"{agent} works {hhmm(work)} on {day_words(day)} with {held}, must be {hhmm(length)}"
                    )
                    yield self.finding(agent, day, message)


def _work_and_break(cell: Cell, facts: Facts) -> tuple[int, int]:
    """How many minutes are worked in ``cell``, and how long its longest break is."""
    busy = [piece for piece in timeline(cell, facts) if piece.what not in AWAY_PARTS | {BREAK}]
    work = sum(piece.end - piece.start for piece in busy)
    pause = max((later.start - earlier.end for earlier, later in pairwise(busy)), default=0)
    if cell.is_shift and not any(part.what == BREAK for part in cell.parts):
        pattern = facts.patterns[cell.pattern]
        work -= pattern.unpaid_break + pattern.paid_break
        pause = max(pause, pattern.unpaid_break, pattern.paid_break)
    return work, pause
