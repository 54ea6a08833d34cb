"""AUDIT07 consent-given: a swap or cover applies only with the word of everybody concerned.

Why      A swap is a bargain between agents. Nobody's hours are bargained away without their word.
Source   Swaps and cover are agreed between agents before a leader approves them.
Counts   Swaps and cover that apply. Everybody whose cells change asked for it or accepted it, before the approval and
         about the same cells. A word that somebody else entered counts if that was a leader or deputy of
         the agent's team on that day, who says by what means it came; while all of them are away or
         are parties themselves, one who stands by. Nobody who is a party enters the word of another. In a leader's edit
         nobody's word is looked for here, as that is the notice window's to ask (NOTICE03), but one that was given counts in
         the same way, and the cells approved are those that were asked for.
         Under ``rota check --since`` what a change brings is judged by who was in charge before it.
Carries  Nothing.
Costs    One per agent whose word is missing, came too late or was entered by one not entitled; one for cells
         that are others than were agreed.
Waive    HR, in waivers.toml, for the agent and the day, once the agent has confirmed to HR that they had
         agreed.

    [[rule]]
    use = "consent-given"

    [[pass]]
    name = "asked for, accepted, approved"
    rota.ann = "LEEEE.."
    rota.bob = "ELLLL.."
    record.swap.s1 = [
      "2026-05-20 ann requested: ann 1 E>L, bob 1 L>E",
      "2026-05-21 bob accepted",
      "2026-05-22 dan approved",
    ]

    [[fail]]
    name = "approved without bob's word"
    rota.ann = "LEEEE.."
    rota.bob = "ELLLL.."
    record.swap.s1 = [
      "2026-05-20 ann requested: ann 1 E>L, bob 1 L>E",
      "2026-05-22 dan approved",
    ]
    breaks = ["bob 1"]

    [[fail]]
    name = "an edit that is approved with another cell than was asked for"
    rota.ann = "LEEEE.."
    rota.bob = "EEEEE.."
    record.edit.e1 = ["2026-05-10 dan requested: ann 1 E>L", "2026-05-11 cat approved: ann 1 E>M"]
    breaks = ["ann 1"]
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import ClassVar

from constraints.records import breach, done
from rota.domain.authority import entitled, judged_in, team_on
from rota.domain.changes import BY_CONSENT, DECIDED, ChangeEvent
from rota.domain.matter import CellChange, Event, Step
from rota.domain.place import Place
from rota.domain.record import Recorded, day_at
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule

WORDS = frozenset({Step.REQUESTED, Step.ACCEPTED})


class ConsentGiven(Rule):
    """Everybody whose cells a swap or cover changes has agreed to it beforehand."""

    code: ClassVar[str] = "AUDIT07"
    name: ClassVar[str] = "consent-given"
    unit: ClassVar[str] = "words missing"
    remedy: ClassVar[str] = "ask the agent; let a leader void the change where there was no agreement"
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan needs nobody's consent."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Go through the parties of each approval and look for their words."""
        judged = judged_in(rota)
        for matter, number in rota.facts.record.changing if rota.facts.record else ():
            event = matter.event(number)
            if isinstance(event, ChangeEvent) and event.kind in DECIDED:
                for agent, place, message in self._lacking(judged, matter, number):
                    own = [cell for cell in event.cell if agent in (None, cell.agent)]
                    yield breach(self, rota, (*own, *event.cell), f"{matter.ref}: {message}", place)

    def _lacking(
        self, judged: Callable[[str], Rota], matter: Recorded, number: int
    ) -> Iterator[tuple[str | None, Place, str]]:
        approval, rota = matter.event(number), judged(f"{matter.ref}/{number}")
        proposed = next((event.cell for event in reversed(matter.events[: number - 1]) if event.cell), ())
        if _said(proposed) != _said(approval.cell):
            message = f"{done(rota, approval)}, with other cells than were agreed"
            yield None, matter.place(number, "cell"), message
        for agent in dict.fromkeys(cell.agent for cell in approval.cell):
            words = {
                at: event
                for at, event in enumerate(matter.events[: number - 1], 1)
                if event.event in WORDS and (event.for_ or event.by) == agent
            }
            if not words and _whole_bargain(approval):
                message = f"{done(rota, approval)}, and {agent} neither asked for it nor accepted it"
                yield agent, matter.place(number, "event"), message
            faults = [_fault(judged(f"{matter.ref}/{at}"), event, approval) for at, event in words.items()]
            # One good word is enough.
            if words and all(faults):
                at, event = next(iter(words.items()))
                yield agent, matter.place(at, "by"), f"the word of {agent}, {done(rota, event)}, {faults[0]}"


def _whole_bargain(approval: Event) -> bool:
    """Whether everybody's word is needed, whenever it is."""
    return isinstance(approval, ChangeEvent) and approval.kind in BY_CONSENT


def _said(cells: tuple[CellChange, ...]) -> frozenset[tuple[str, date, str, str]]:
    return frozenset((cell.agent, cell.day, cell.before, cell.after) for cell in cells)


def _fault(rota: Rota, event: Event, approval: Event) -> str:
    """What is wrong with somebody's word; empty where nothing is."""
    if datetime.fromisoformat(event.at) > datetime.fromisoformat(approval.at):
        return "came after the approval"
    if event.for_ is None or event.for_ == event.by:
        return ""
    day, parties = day_at(event, rota.facts.centre.zone), {cell.agent for cell in approval.cell}
    if event.by in parties:
        return f"was entered by another party, who may not act for {event.for_}"
    team = team_on(rota, event.for_, day, *(cell.day for cell in approval.cell if cell.agent == event.for_))
    if team is None or event.by not in entitled(rota, team, day, parties):
        return f"was entered by one who may not act for {event.for_}"
    return "" if event.means else "says not by what means it came"
