"""NOTICE04 shift-notice: every shift, and every change of one, is known as many days ahead as the law wants.

Why      People who learn of their shifts, or that one is moved or cancelled, a day or two before cannot arrange their
         lives, and lose pay that they counted on.
Source   Employment Rights Act 1996, sections 27BJ (a shift) and 27BK (its cancellation or change), inserted by the
         Employment Rights Act 2025. Regulations set the days, and for whose contracts: so ``days`` and
         ``source`` have to be given, and ``contracts`` may be.
Counts   Shifts, in a published rota. A shift as it was published is known from the day on which these very cells were told or
         published, whichever came first; no reason excuses it. A shift that was moved, given or cancelled since is known from the
         day of that change, and counts where a leader made it alone. Who has agreed, in a swap, cover, edit or by name,
         is not counted, nor is another service in the same hours, nor absence and leave. Days are those
         of the centre's calendar. A month that nobody is recorded to have published is not known.
Carries  Nothing: each shift is judged in its own rota.
Costs    One per shift.
Fix      Publish earlier. A change at short notice wants the agent's consent, which `rota repair` and `rota plan --from` record;
         one made without it may have to be paid for (section 27BP).
Waive    HR, for the agents and days concerned. The Act leaves room: the days are what is presumed, unless the contrary
         is shown. It is should or must, as rules.toml sets it, for as long as no regulation is in force.

    [[rule]]
    use = "shift-notice"
    days = 7
    contracts = ["student"]
    source = "regulations under the Employment Rights Act 1996, section 27BJ(4)"

    [[pass]]
    name = "seven days ahead"
    settings = { days = 7, source = "regulations" }
    rota.ann = "EEEEE.."
    record.publication = ["2026-05-25 dan published"]

    [[fail]]
    name = "a shift cancelled by the leader alone on the eve"
    settings = { days = 7, source = "regulations" }
    rota.ann = ".EEEE.."
    record.publication = ["2026-05-04 dan published"]
    record.repair.r1 = ["2026-05-31 dan recorded: ann 1 E>."]
    breaks = ["ann 1"]
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from pydantic import PositiveInt, StringConstraints

from constraints.records import done
from rota.domain.clock import day_words
from rota.domain.consent import agreed
from rota.domain.facts import Facts
from rota.domain.hours import attendance
from rota.domain.record import Record, Recorded, day_at
from rota.domain.rota import Rota
from rota.domain.table import Id
from rota.rules import CellKey, Finding, Reach, RotaModel, Rule


class ShiftNotice(Rule):
    """Each shift, and each change of one that nobody agreed to, is known ``days`` days before it."""

    code: ClassVar[str] = "NOTICE04"
    name: ClassVar[str] = "shift-notice"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts"
    remedy: ClassVar[str] = "publish earlier; change a shift at short notice only with the agent's consent"
    plans: ClassVar[bool] = False

    days: PositiveInt
    source: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    contracts: tuple[Id, ...] = ()

    def encode(self, model: RotaModel) -> None:
        """Nothing: when a shift is told or changed is not the planner's to decide."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Judge what changed since by its own day, and all other shifts by the day of the publication."""
        record = rota.facts.record
        if record is None:
            return
        changed = frozenset(key for key, _, _, _ in _changes(rota.facts, record))
        yield from self._published(rota, record, changed)
        for (agent, day), matter, number, at in _changes(rota.facts, record):
            event = matter.event(number)
            ahead = (day - day_at(event, rota.facts.centre.zone)).days
            alone = not agreed(matter.events, number, agent)
            if alone and ahead < self.days and self._concerns(rota.facts, agent, day):
                cell = event.cell[at]
                message = (
                    f"{matter.ref}: {agent} on {day_words(day)} from {cell.before} to {cell.after}, "
                    f"{done(rota, event)} alone, {max(0, ahead)} days ahead; limit {self.days}"
                )
                yield self.finding(agent, day, message, cells=()).with_(
                    place=matter.place(number, "cell", at, "after")
                )

    def _published(self, rota: Rota, record: Record, changed: frozenset[CellKey]) -> Iterator[Finding]:
        published, zone = record.published, rota.facts.centre.zone
        if record.publication is None or published is None:
            if not any(self._short(rota, agent, None, changed) for agent in rota.agents):
                return
            yield self.unknown(
                f"nobody is recorded to have published {record.name}, so the notice of its shifts is not known",
                "publish months with `rota publish`: it keeps the record that this is judged by",
            )
            return
        told = record.publication.first_told(published.judged) if published.judged else None
        known = min((event for event in (published, told) if event), key=lambda event: day_at(event, zone))
        since = day_at(known, zone)
        for agent in rota.agents:
            if short := self._short(rota, agent, since, changed):
                message = (
                    f"{agent}: {_shifts(short)} of a rota {done(rota, known)}, the first "
                    f"{max(0, (short[0] - since).days)} days ahead; limit {self.days}"
                )
                yield self.finding(agent, short[0], message, amount=len(short), cells=()).with_(
                    place=record.publication_place(known, "at")
                )

    def _short(self, rota: Rota, agent: str, since: date | None, changed: frozenset[CellKey]) -> list[date]:
        """The shifts, as published, known less than ``days`` ahead; all of them where nobody knows since when."""
        return [
            day
            for day, cell in rota.in_period(agent)
            if cell.is_shift and (since is None or (day - since).days < self.days)
            if (agent, day) not in changed and self._concerns(rota.facts, agent, day)
        ]

    def _concerns(self, facts: Facts, agent: str, day: date) -> bool:
        """Whether the contract of ``agent`` is one of those that the days are set for."""
        terms = facts.standing(agent, day)
        return terms is not None and (not self.contracts or terms.contract.id in self.contracts)


def _changes(facts: Facts, record: Record) -> Iterator[tuple[CellKey, Recorded, int, int]]:
    """The cells whose hours were changed by an event that applies: which, and where it says so."""
    for matter, number in record.changing:
        for at, cell in enumerate(matter.event(number).cell):
            here = cell.day in facts.period and facts.present(cell.agent, cell.day)
            if here and attendance(cell.old, facts) != attendance(cell.new, facts):
                yield (cell.agent, cell.day), matter, number, at


def _shifts(days: list[date]) -> str:
    """``1 shift on Mon 1 Jun``, ``3 shifts from Mon 1 Jun to Thu 4 Jun``."""
    if len(days) == 1:
        return f"1 shift on {day_words(days[0])}"
    return f"{len(days)} shifts from {day_words(days[0])} to {day_words(days[-1])}"
