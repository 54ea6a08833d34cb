"""AUDIT03 no-own-approval: nobody approves what is their own.

Source   The scheme of delegation: four eyes.
Counts   Each approval of a swap, of cover or of leave that changes cells of the published rota, each voiding of one, and
         each time that granted leave is taken back. Their own it is for everybody whose cells it changes and for all who
         asked or accepted, themselves or through a leader who entered it for them. A leader who only entered
         what others said may approve it. Absence is nobody's approval, and what a leader records alone is not
         either.
Carries  Nothing.
Costs    One per decision.

    [[rule]]
    use = "no-own-approval"
"""

from collections.abc import Iterator
from typing import ClassVar

from constraints.records import breach, cells_of, concerned, done
from rota.domain.absence import AbsenceEvent
from rota.domain.matter import Step
from rota.domain.record import Recorded
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule

DECIDING = frozenset({Step.APPROVED, Step.WITHDRAWN, Step.VOIDED})
SAYING = frozenset({Step.REQUESTED, Step.ACCEPTED})


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
            # Leave is taken back at the agent's own word, by a leader.
            whom = None if event.event is Step.WITHDRAWN else event.for_
            own = {event.by, whom} & _parties(matter, number)
            if event.event in DECIDING and not isinstance(event, AbsenceEvent) and own:
                message = f"{matter.ref}: {done(rota, event)}, whose own matter it is"
                if event.by not in own:
                    message = f"{matter.ref}: {done(rota, event)} for {event.for_}, whose own matter it is"
                yield breach(self, rota, cells_of(matter, event), message, matter.place(number, "by"))


def _parties(matter: Recorded, number: int) -> frozenset[str | None]:
    """Everybody whose matter it is when its event of that number is written."""
    asked = (event.for_ or event.by for event in matter.events[: number - 1] if event.event in SAYING)
    return frozenset({*asked, *(agent for agent, _ in concerned(matter, matter.event(number)))})
