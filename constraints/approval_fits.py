"""AUDIT06 approval-fits: a change was decided about this rota, and after it was published.

Why      Consent to one rota is no consent to another. An approval that was written for something else, or
         beforehand, could be played back to let through what nobody looked at.
Source   An approval is given on a rota that both sides can see.
Counts   Each event that changes cells of the published rota. It names the digest of the base that it was judged
         against: that has to be the one published. And it was written no earlier than the rota was
         published; where no publication is recorded, only the base counts.
Carries  Nothing.
Costs    One per event.
Waive    HR, in waivers.toml, for the agent and the day of the change, once those concerned have said that
         they meant it.

    [[rule]]
    use = "approval-fits"

    [[pass]]
    name = "moved after the rota was published"
    rota.bob = "EMEEE.."
    record.publication = ["2026-04-20 dan published"]
    record.move.m1 = ["2026-05-28 dan recorded: bob 2 E>M"]

    [[fail]]
    name = "moved three days before it was published"
    rota.bob = "EMEEE.."
    record.publication = ["2026-04-20 dan published"]
    record.move.m1 = ["2026-04-17 dan recorded: bob 2 E>M"]
    breaks = ["bob 2"]
"""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from constraints.records import breach, done
from rota.domain.matter import Event
from rota.domain.record import Record
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class ApprovalFits(Rule):
    """Each change was decided about this very rota, after it was published."""

    code: ClassVar[str] = "AUDIT06"
    name: ClassVar[str] = "approval-fits"
    unit: ClassVar[str] = "changes decided about another rota"
    remedy: ClassVar[str] = "let a leader void it, and decide about it anew on the rota as it is"
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan decides about no change."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Compare each event's evidence and moment with the publication's."""
        record = rota.facts.record
        if record is None:
            return
        for matter, number in record.changing:
            event = matter.event(number)
            wrong = _wrong(rota, record, event)
            if wrong is not None:
                key, reason = wrong
                message = f"{matter.ref}: {done(rota, event)}, {reason}"
                yield breach(self, rota, event.cell, message, matter.place(number, *key))


def _wrong(rota: Rota, record: Record, event: Event) -> tuple[tuple[str, ...], str] | None:
    published = record.published
    judged = event.base.get(record.name)
    if judged is None:
        return ("base",), f"without saying which rota of {record.name} it was judged against"
    if judged not in {published.rota if published else record.base, record.base}:
        return ("base", record.name), f"on another rota of {record.name} than was published"
    if published and datetime.fromisoformat(event.at) < datetime.fromisoformat(published.at):
        return ("at",), f"before {record.name} was {done(rota, published)}"
    return None
