"""LEAVE01 leave-blackout: no leave while everybody is needed.

Why      In some weeks everybody is needed. Said beforehand and for all alike, it lets people plan their leave
         around it.
Source   The leave policy; cite the clause in the rota's own TOML.
Counts   Days of leave, half days too, on the days of ``dates`` (first and last included), of agents whose home
         service on that day is one of ``home``; of everybody where ``home`` is left out.
Carries  Nothing: each day is judged by itself.
Costs    One per agent and day of leave. Leave that was granted before is reported as a fact.
Waive    HR, in waivers.toml, for the agent and the days: where leave in the blackout was agreed as an
         exception.

    [[rule]]
    use = "leave-blackout"
    home = ["reception"]
    dates = [{ from = 2026-08-24, until = 2026-09-12 }]

    [[pass]]
    name = "leave ends before the blackout"
    settings = { dates = [{ from = 2026-06-04, until = 2026-06-05 }] }
    rota.ann = "vvvEE.."

    [[fail]]
    name = "leave on both of its days"
    settings = { dates = [{ from = 2026-06-04, until = 2026-06-05 }] }
    rota.ann = "EEEvv.."
    breaks = ["ann 4", "ann 5"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.leave import Reason
from rota.domain.rota import Rota
from rota.domain.table import Day, Id, Table
from rota.rules import Finding, LeaveLimit, Reach, RotaModel, Rule

LEAVE = Kind.LEAVE.value


class Blackout(Table):
    """The days from ``from`` until ``until``, both included."""

    from_: Day
    until: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}")
        return self

    def __contains__(self, day: date) -> bool:
        return self.from_ <= day <= self.until


class LeaveBlackout(Rule):
    """Nobody of ``home`` is on leave on the days of ``dates``."""

    code: ClassVar[str] = "LEAVE01"
    name: ClassVar[str] = "leave-blackout"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "days of leave"
    remedy: ClassVar[str] = (
        "move the leave out of the blackout, or agree an exception with the agent's leader"
    )

    dates: tuple[Blackout, ...] = Field(min_length=1)
    home: tuple[Id, ...] = ()

    def encode(self, model: RotaModel) -> None:
        """No cell is leave on these days; a settled shift with a part of leave cannot but count."""
        facts = model.facts
        black = [day for day in facts.period.days if any(day in each for each in self.dates)]
        for agent in facts.agents:
            for day in black:
                if self._belongs(facts, agent, day):
                    model.forbid(self, agent, day, kind=Kind.LEAVE)
                    fixed = facts.fixed.get((agent, day))
                    if fixed and fixed.cell.is_shift and any(part.what == LEAVE for part in fixed.cell.parts):
                        model.forbid(self, agent, day, kind=Kind.SHIFT)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Look for leave in the rota, and then whether its day is in a blackout."""
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                if cell.kind is Kind.LEAVE or (
                    cell.is_shift and any(part.what == LEAVE for part in cell.parts)
                ):
                    within = next((each for each in self.dates if each.from_ <= day <= each.until), None)
                    if within and self._belongs(rota.facts, agent, day):
                        dates = f"{day_words(within.from_)} to {day_words(within.until)}"
                        yield self.finding(
                            agent, day, f"{agent} is on leave on {day_words(day)}; no leave from {dates}"
                        )

    def leave_limit(self, facts: Facts, day: date) -> LeaveLimit | None:
        """Nobody, on the days of a blackout."""
        if not any(day in each for each in self.dates):
            return None
        belonging = (agent for agent in facts.ever_here if facts.present(agent, day))
        agents = frozenset(agent for agent in belonging if self._belongs(facts, agent, day))
        name = ", ".join(self.home) or "all"
        return LeaveLimit(name, Reason.BLACKOUT, 0, agents, _is_leave) if agents else None

    def _belongs(self, facts: Facts, agent: str, day: date) -> bool:
        standing = facts.standing(agent, day)
        return standing is not None and (not self.home or standing.home in self.home)


def _is_leave(cell: Cell) -> bool:
    return cell.kind is Kind.LEAVE or any(part.what == LEAVE for part in cell.parts)
