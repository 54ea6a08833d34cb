"""REST07 break-window: every shift has its break inside the window of its pattern.

Why      Breaks that are staggered leave nobody's queue empty, and a break that has a time is taken.
Source   Your break arrangements; the windows are those of the shift patterns in centre.toml. That there is a break at
         all, and of 20 minutes, is the law's (rest-break).
Counts   Shifts of a pattern with a ``break-window`` that do not hold its break, ``unpaid-break`` or else ``paid-break``, in
         one piece inside the window; a longer one will do. A shift that is partly spent away (half a day's leave) needs none,
         nor does one of a pattern without a window.
Carries  Nothing.
Costs    One per shift without its break. The planner places a break in every shift that it plans, so only cells that were set
         by hand or kept can lack one.
Fix      Set the shift with its break (``rota set``), or unpin it and plan the month again.
Waive    Nothing to waive at ``should``, which fails no check. As ``must``: HR, in waivers.toml, for the agent and the days.

    [[rule]]
    use = "break-window"
    level = "should"

    [[pass]]
    name = "half an hour inside the window"
    centre = { pattern = [{ id = "early", unpaid-break = 30, break-window = { from = "12:00", until = "14:00" } }] }
    legend.b = "early phones; 12:30-13:00 break"
    rota.ann = "b......"
    facts = ["ann 1"]

    [[fail]]
    name = "half an hour before it"
    centre = { pattern = [{ id = "early", unpaid-break = 30, break-window = { from = "12:00", until = "14:00" } }] }
    legend.b = "early phones; 11:00-11:30 break"
    rota.ann = "b......"
    facts = ["ann 1"]
    breaks = ["ann 1"]
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rota.domain.breaks import due
from rota.domain.cell import BREAK, Cell, Part
from rota.domain.centre import Pattern, Window
from rota.domain.clock import day_words, hhmm
from rota.domain.rota import Rota
from rota.domain.timeline import timeline
from rota.rules import Finding, Level, Reach, RotaModel, Rule


class BreakWindow(Rule):
    """Every shift has its break inside the window of its pattern."""

    code: ClassVar[str] = "REST07"
    name: ClassVar[str] = "break-window"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts without their break"
    remedy: ClassVar[str] = (
        'set the shift with its break, as in "early phones; 12:30-13:00 break", or unpin it and plan again'
    )

    level: Level = Level.SHOULD

    def encode(self, model: RotaModel) -> None:
        """Name the facts that lack their break: whatever is decided is given one when the plan is read."""
        facts = model.facts
        for (agent, day), fixed in facts.fixed.items():
            cell = fixed.cell
            if cell.is_shift and agent in facts.agents and day in facts.period:
                pattern = facts.patterns[cell.pattern]
                if due(cell, pattern) and not _can_be_taken(cell, pattern):
                    model.forbid(self, agent, day, pattern=cell.pattern)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Lay each shift out in time, and measure how much of the window each of its breaks fills."""
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                pattern = rota.facts.patterns[cell.pattern] if cell.is_shift else None
                window = pattern.break_window if pattern else None
                if pattern is None or window is None or not due(cell, pattern):
                    continue
                breaks = [piece for piece in timeline(cell, rota.facts) if piece.what == BREAK]
                if all(_inside(piece, window) < pattern.break_length for piece in breaks):
                    message = (
                        f"{agent} has {_held(breaks)} on {day_words(day)}, must be {hhmm(pattern.break_length)} "
                        f"between {hhmm(window.from_)} and {hhmm(window.until)}"
                    )
                    yield self.finding(agent, day, message)


def _can_be_taken(cell: Cell, pattern: Pattern) -> bool:
    """Whether there is a start in the window from which on every minute of the break is free."""
    window, length = pattern.break_window, pattern.break_length
    free = {minute for part in cell.parts if part.what == BREAK for minute in range(part.start, part.end)}
    starts = range(window.from_, window.until - length + 1) if window else ()
    return any(free.issuperset(range(start, start + length)) for start in starts)


def _inside(piece: Part, window: Window) -> int:
    """Minutes of ``piece`` that lie inside ``window``; negative where none do."""
    return min(piece.end, window.until) - max(piece.start, window.from_)


def _held(breaks: Sequence[Part]) -> str:
    times = " and ".join(f"{hhmm(piece.start)}-{hhmm(piece.end)}" for piece in breaks)
    return "no break" if not breaks else f"a break {times}" if len(breaks) == 1 else f"breaks {times}"
