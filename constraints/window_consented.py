"""NOTICE03 window-consented: inside the notice window nobody's hours change without their consent.

Why      In the last days before a shift everything around it is arranged. Then other hours are asked for, not
         ordered.
Source   The notice policy in centre.toml: the last days before a shift are frozen.
Counts   Cells of repairs, moves, edits and other changes that leaders make alone, less than ``days`` days before their
         day, or else less than the window in centre.toml; of an edit the day of its approval counts. A cell counts if it
         is then worked at another time: another start or end, a shift given or taken away. Another service, or a break
         moved, inside the same hours is a leader's instruction and does not count, and neither does a cell of somebody
         whom the event names as having agreed, or who accepted or asked for the edit before it was approved. Swaps and
         cover have everybody's word; absence and leave are no changes of hours by the centre.
Carries  Nothing.
Costs    One per cell.
Waive    HR, in waivers.toml, for the agent and the day, once the agent has confirmed that they agreed.

    [[rule]]
    use = "window-consented"

    [[pass]]
    name = "two weeks ahead"
    rota.bob = "ELEEE.."
    record.move.m1 = ["2026-05-19 dan recorded: bob 2 E>L"]

    [[fail]]
    name = "five days ahead, limit 7"
    rota.bob = "ELEEE.."
    record.move.m1 = ["2026-05-28 dan recorded: bob 2 E>L"]
    breaks = ["bob 2"]

    [[pass]]
    name = "an edit that bob accepted before it was approved"
    rota.bob = "ELEEE.."
    record.edit.e1 = [
      "2026-05-27 dan requested: bob 2 E>L",
      "2026-05-27 bob accepted",
      "2026-05-28 cat approved",
    ]

    [[fail]]
    name = "an edit that was asked for in time, and approved five days ahead without bob's word"
    rota.bob = "ELEEE.."
    record.edit.e1 = ["2026-05-19 dan requested: bob 2 E>L", "2026-05-28 cat approved"]
    breaks = ["bob 2"]
"""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import PositiveInt

from constraints.records import done
from rota.domain.clock import day_words
from rota.domain.consent import agreed
from rota.domain.hours import attendance
from rota.domain.record import day_at
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class WindowConsented(Rule):
    """A leader alone changes nobody's hours within ``days`` days of their day."""

    code: ClassVar[str] = "NOTICE03"
    name: ClassVar[str] = "window-consented"
    unit: ClassVar[str] = "cells changed without consent"
    remedy: ClassVar[str] = "void the change, ask the agent, and record it with their consent"
    plans: ClassVar[bool] = False

    days: PositiveInt | None = None

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan is not inside the window, and what is frozen there is a fact."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Go through the cells that a leader changed alone and compare their hours."""
        facts = rota.facts
        window = self.days or facts.centre.notice.window
        for matter, number in facts.record.changing if facts.record else ():
            event = matter.event(number)
            for at, cell in enumerate(event.cell):
                if agreed(matter.events, number, cell.agent):
                    continue
                ahead = (cell.day - day_at(event, facts.centre.zone)).days
                here = cell.day in facts.period and facts.present(cell.agent, cell.day)
                if here and ahead < window and attendance(cell.old, facts) != attendance(cell.new, facts):
                    message = (
                        f"{matter.ref}: {cell.agent} on {day_words(cell.day)} from {cell.before} to {cell.after}, "
                        f"{done(rota, event)} alone, {max(0, ahead)} days ahead; limit {window} without consent"
                    )
                    yield self.finding(cell.agent, cell.day, message, cells=()).with_(
                        place=matter.place(number, "cell", at, "after")
                    )
