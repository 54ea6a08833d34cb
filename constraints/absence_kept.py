"""ABS02 absence-kept: recorded absence stays absent.

Why      Whoever is recorded as absent is not counted on, and is not called in by a rota. Pay and sick leave
         go by the same record.
Source   The record of each absence, in absence/.
Counts   Days of recorded absence. On contracted days on which the agent's site is open the cell is absent, or
         leave where leave was granted for that day too. A lieu day, or a day that was free anyway (by a swap, or
         in a contract without fixed days), may stay what it was. On the other days in it, weekends say, no
         shift and no training. While nobody knows the last day, every day counts.
Carries  Nothing: absence that began before the period or goes on after it is kept on its days in the period.
Costs    One per agent and day.
Waive    Rather record what is true: ``rota absence end`` says that an absence ended, ``rota absence void``
         that it never was. HR has nothing to waive then.

    [[rule]]
    use = "absence-kept"

    [[pass]]
    name = "absent from Tuesday to Wednesday"
    absences = ["ann 2..3"]
    rota.ann = "ExxEE.."

    [[fail]]
    name = "planned for the second day of the absence"
    absences = ["ann 2..3"]
    rota.ann = "ExEEE.."
    breaks = ["ann 3"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rota.domain.absence import Absence
from rota.domain.cell import Kind
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.rules import CellKey, Finding, Reach, RotaModel, Rule

AT_WORK = frozenset({Kind.SHIFT, Kind.TRAINING})
FREE = frozenset({Kind.OFF, Kind.LIEU})


class AbsenceKept(Rule):
    """Nobody is planned to work on a day of recorded absence, and each of its working days is absent."""

    code: ClassVar[str] = "ABS02"
    name: ClassVar[str] = "absence-kept"
    unit: ClassVar[str] = "days of absence not kept"
    remedy: ClassVar[str] = "set the day back to absent, or record that the absence ended: rota absence end"
    locks: ClassVar[bool] = True
    reach: ClassVar[Reach] = Reach.AGENT

    def encode(self, model: RotaModel) -> None:
        """Strike out all that may not stand on a day of absence."""
        for agent, day in self._days(model.facts):
            for kind in frozenset(Kind) - self._allowed(model.facts, agent, day):
                model.forbid(self, agent, day, kind=kind)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Walk through each agent's days and ask what stands on those of recorded absence."""
        recorded = self._days(rota.facts)
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                absence = recorded.get((agent, day))
                if absence is None or cell.kind is Kind.ABSENT or cell.kind in FREE:
                    continue
                if cell.kind in AT_WORK or (
                    _works_ordinarily(rota.facts, agent, day)
                    and not (cell.kind is Kind.LEAVE and _on_leave(rota.facts, agent, day))
                ):
                    until = f"to {day_words(absence.last)}" if absence.last else "on"
                    message = (
                        f"{agent} has {cell} on {day_words(day)}, in absence {absence.id} recorded from "
                        f"{day_words(absence.first)} {until}"
                    )
                    yield self.finding(agent, day, message)

    def _allowed(self, facts: Facts, agent: str, day: date) -> frozenset[Kind]:
        if not _works_ordinarily(facts, agent, day):
            return frozenset(Kind) - AT_WORK
        leave = {Kind.LEAVE} if _on_leave(facts, agent, day) else frozenset[Kind]()
        return frozenset({Kind.ABSENT, *FREE, *leave})

    def _days(self, facts: Facts) -> dict[CellKey, Absence]:
        """The days of recorded absence in the period, and the absence of each."""
        return {
            (absence.agent, day): absence
            for absence in facts.absences
            for day in facts.period.days
            if day in absence and facts.present(absence.agent, day)
        }


def _on_leave(facts: Facts, agent: str, day: date) -> bool:
    """Whether leave is granted to ``agent`` for ``day``."""
    return any(leave.granted and leave.agent == agent and day in leave for leave in facts.leave)


def _works_ordinarily(facts: Facts, agent: str, day: date) -> bool:
    """Whether ``day`` is a contracted day of ``agent``, with a pattern, on which the site is open."""
    standing = facts.standing(agent, day)
    return standing is not None and standing.rostered and facts.open_for(agent, day)
