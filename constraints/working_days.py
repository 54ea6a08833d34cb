"""DAYS02 working-days: shifts fall on the agent's own working days, and never on a closed day.

Why      Part-timers have arranged their other days: second jobs, children, study. On a closed day there is
         nobody to serve.
Source   The contract's working days, or the agent's own agreed ones; the calendar's closures.
Counts   Shifts. Own working days are the agent's ``weekdays``, else the contract's; a Saturday turn
         is allowed besides where the contract has ``saturdays``. A day on which the agent's site is
         closed, and a term-time contract's school holidays, allow no shift at all.
Carries  Nothing: each day is judged by itself, by the terms that held on it.
Costs    One per shift that should not be.
Waive    Rather agree otherwise: give the agent ``weekdays`` with ``from`` and ``until`` in people.toml; a
         single day changes hands by a swap or cover. What was worked already HR may waive, in waivers.toml,
         for that agent and those days.

    [[rule]]
    use = "working-days"

    [[pass]]
    name = "Monday to Wednesday, and a Saturday turn"
    people.ann = { contract = "three-days" }
    rota.ann = "EoE..S."

    [[fail]]
    name = "a shift on Thursday"
    people.ann = { contract = "three-days" }
    rota.ann = "EE.E..."
    breaks = ["ann 4"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rota.domain.cell import Kind
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.rules import Finding, Reach, RotaModel, Rule


class WorkingDays(Rule):
    """Shifts fall on contracted days or Saturday turns on which the agent's site is open."""

    code: ClassVar[str] = "DAYS02"
    name: ClassVar[str] = "working-days"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts"
    remedy: ClassVar[str] = "move the shift to a working day, or agree other weekdays in people.toml"
    locks: ClassVar[bool] = True

    def encode(self, model: RotaModel) -> None:
        """No shift on any day that is neither contracted nor a Saturday turn, or is closed."""
        for agent in model.facts.agents:
            for day in model.facts.period.days:
                terms = model.facts.standing(agent, day)
                if terms is None:
                    continue
                if not (terms.contracted or terms.saturday_turn) or not model.facts.open_for(agent, day):
                    model.forbid(self, agent, day, kind=Kind.SHIFT)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Ask of every shift what speaks against its day."""
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                reason = _against(rota.facts, agent, day) if cell.is_shift else ""
                if reason:
                    yield self.finding(agent, day, f"{agent} works {cell} on {day_words(day)}, {reason}")


def _against(facts: Facts, agent: str, day: date) -> str:
    """What speaks against a shift on ``day``; empty if nothing does."""
    terms = facts.standing(agent, day)
    if terms is None:
        return "but is not employed then"
    if not facts.open_for(agent, day):
        return f"when {terms.site} is closed"
    if terms.term_break:
        return "in the school holidays of a term-time contract"
    if terms.contracted or terms.saturday_turn:
        return ""
    own = ", ".join(weekday.value.capitalize() for weekday in terms.weekdays)
    turns = " and Saturday turns" if terms.contract.saturdays else ""
    return f"but the contract {terms.contract.id} has {own}{turns}"
