"""AUDIT03 no-own-approval: nobody approves what is their own.

Why      Two people look at every decision, so that nobody can favour themselves, or be suspected of it.
Source   The scheme of delegation: four eyes.
Counts   Each approval of a swap, of cover, of a leader's edit or of leave that changes cells of the published rota, each voiding of one, and
         each time that granted leave is taken back. Their own it is for everybody whose cells it changes and for all who
         asked or accepted, themselves or through a leader who entered it for them. A leader who only entered
         what others said may approve it. Absence is nobody's approval, and what a leader records alone is not
         either.
Carries  Nothing.
Costs    One per decision.
Waive    HR, in waivers.toml, for the agent and the day: where another leader has looked at it since and
         agrees.

    [[rule]]
    use = "no-own-approval"

    [[pass]]
    name = "another leader grants dan's leave"
    rota.dan = "eevee.."
    record.leave.l1 = ["2026-05-11 dan requested: dan 3 e>v", "2026-05-12 cat approved"]

    [[fail]]
    name = "dan grants it"
    rota.dan = "eevee.."
    record.leave.l1 = ["2026-05-11 dan requested: dan 3 e>v", "2026-05-12 dan approved"]
    breaks = ["dan 3"]
"""

from collections.abc import Iterator
from typing import ClassVar

from constraints.records import breach, done
from rota.domain.entitled import own_in
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class NoOwnApproval(Rule):
    """Nobody decides about a change that they are a party to."""

    code: ClassVar[str] = "AUDIT03"
    name: ClassVar[str] = "no-own-approval"
    unit: ClassVar[str] = "decisions about one's own"
    remedy: ClassVar[str] = "let another leader void it, and decide about it anew"
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan approves nothing."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Ask of each decision whether whoever made it is among those whose matter it is."""
        for matter, number in rota.facts.record.deciding if rota.facts.record else ():
            event = matter.event(number)
            own = own_in(matter, number)
            if own:
                message = f"{matter.ref}: {done(rota, event)}, whose own matter it is"
                if event.by not in own:
                    message = f"{matter.ref}: {done(rota, event)} for {event.for_}, whose own matter it is"
                yield breach(self, rota, matter.cells_of(event), message, matter.place(number, "by"))
