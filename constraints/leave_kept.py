"""LEAVE02 leave-kept: granted leave stays leave.

Why      Leave that was granted is booked and paid for. Nobody is planned into it.
Source   The approval of each leave, in leave/.
Counts   Days of granted leave. On contracted days on which the agent's site is open the cell is leave, or
         absent for one who fell ill; on the other days in it, weekends say, no shift and no
         training. Half a day of leave is kept by a shift of whose first or second half every minute is
         leave, or absence. Requested leave binds nobody.
Carries  Nothing: leave that began before the period or goes on after it is kept on its days in the period.
Costs    One per agent and day.
Waive    Rather record what is true: leave that the agent gives back is taken back with ``rota leave
         withdraw``, and then no longer counts. HR has nothing to waive then.

    [[rule]]
    use = "leave-kept"

    [[pass]]
    name = "leave from Tuesday to Wednesday"
    leave = ["ann 2..3"]
    rota.ann = "EvvEE.."

    [[fail]]
    name = "back a day early"
    leave = ["ann 2..3"]
    rota.ann = "EvEEE.."
    breaks = ["ann 3"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.leave import Half, Leave
from rota.domain.period import span
from rota.domain.rota import Rota
from rota.rules import CellKey, Finding, Reach, RotaModel, Rule

AWAY = frozenset({Kind.LEAVE, Kind.ABSENT})
AT_WORK = frozenset({Kind.SHIFT, Kind.TRAINING})
AWAY_FOR = frozenset(kind.value for kind in AWAY)


class LeaveKept(Rule):
    """Nobody works on granted leave, and each of its working days is leave."""

    code: ClassVar[str] = "LEAVE02"
    name: ClassVar[str] = "leave-kept"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days of leave not kept"
    remedy: ClassVar[str] = "set the day back to leave, or agree with the agent to end the leave earlier"
    locks: ClassVar[bool] = True

    def encode(self, model: RotaModel) -> None:
        """Strike out all that may not stand on a day of granted leave; half a day can only be settled before."""
        for (agent, day), leave in self._days(model.facts).items():
            fixed = model.facts.fixed.get((agent, day))
            if leave.half is not None and fixed and _half_is_one_part(fixed.cell, leave.half, model.facts):
                continue
            allowed = AWAY if _works_ordinarily(model.facts, agent, day) else frozenset(Kind) - AT_WORK
            for kind in Kind:
                if kind not in allowed:
                    model.forbid(self, agent, day, kind=kind)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Walk through each agent's days and ask what stands on those of granted leave."""
        granted = self._days(rota.facts)
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                leave = granted.get((agent, day))
                if leave is None or cell.kind in AWAY or _half_is_spent(cell, leave, rota.facts):
                    continue
                if cell.kind in AT_WORK or _works_ordinarily(rota.facts, agent, day):
                    dates = f"{day_words(leave.first)} to {day_words(leave.last)}"
                    dates = f"the {leave.half.value}" if leave.half else dates
                    message = (
                        f"{agent} has {cell} on {day_words(day)}, in leave {leave.id} granted for {dates}"
                    )
                    yield self.finding(agent, day, message)

    def _days(self, facts: Facts) -> dict[CellKey, Leave]:
        """The days of granted leave in the period, and the leave of each."""
        period = facts.period
        # Of two matters over one day, the whole day stands above half of it.
        return {
            (leave.agent, day): leave
            for leave in sorted(facts.leave, key=lambda leave: leave.half is None)
            if leave.granted
            for day in span(max(leave.first, period.start), min(leave.last, period.end))
            if facts.present(leave.agent, day)
        }


def _works_ordinarily(facts: Facts, agent: str, day: date) -> bool:
    """Whether ``day`` is a contracted day of ``agent``, with a pattern, on which the site is open."""
    standing = facts.standing(agent, day)
    return standing is not None and standing.rostered and facts.open_for(agent, day)


def _half_is_one_part(cell: Cell, half: Half, facts: Facts) -> bool:
    """Whether parts of leave or absence, end to end, reach over that half of the shift."""
    if not cell.is_shift:
        return False
    pattern = facts.patterns[cell.pattern]
    middle = (pattern.start + pattern.end) // 2
    reached, end = (pattern.start, middle) if half is Half.MORNING else (middle, pattern.end)
    for part in cell.parts:
        if part.what in AWAY_FOR and part.start <= reached:
            reached = max(reached, part.end)
    return reached >= end


def _half_is_spent(cell: Cell, leave: Leave, facts: Facts) -> bool:
    """Whether no minute of that half of the shift is left over, counted one by one."""
    if leave.half is None or not cell.is_shift:
        return False
    pattern = facts.patterns[cell.pattern]
    minutes = range(pattern.start, pattern.end)
    whole = len(minutes) // 2
    asked = minutes[:whole] if leave.half is Half.MORNING else minutes[whole:]
    spent = {minute for part in cell.parts if part.what in AWAY_FOR for minute in range(part.start, part.end)}
    return spent.issuperset(asked)
