"""ORG01 holder-in: somebody of those who hold something is at work on each open day.

Why      The safe stays shut, the alarm is answered by nobody, or a floor has no fire warden when all who can are away.
Source   Newtown Council's instructions for the safe, clause 2; cite your own in rules.toml.
Counts   Of ``agents``, those with a shift that day, at whatever service and however short. Days are those of
         ``weekdays``, Monday to Friday unless you name others, on which any service of the rota group is open.
Carries  Nothing: each day is judged by itself.
Costs    One per missing agent and day.
Waive    HR may, for a day on which somebody else was instructed; better name that agent in ``agents``.

    [[rule]]
    use = "holder-in"
    agents = ["a3", "a7", "a12"]
    what = "safe keys"

    [[pass]]
    name = "one of the two is always there"
    settings = { agents = ["ann", "bob"] }
    rota.ann = "EEvvv.."
    rota.bob = "..EEE.."

    [[fail]]
    name = "both are on leave on Wednesday"
    settings = { agents = ["ann", "bob"] }
    rota.ann = "EEvEE.."
    rota.bob = "EEvEE.."
    breaks = ["- 3"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import Field, PositiveInt

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.leave import Reason
from rota.domain.rota import Rota
from rota.domain.table import MONDAY_TO_FRIDAY, Id, Weekday
from rota.rules import Finding, LeaveLimit, Reach, RotaModel, Rule


class HolderIn(Rule):
    """Somebody of those who hold something, keys or a role, is at work on each open day."""

    code: ClassVar[str] = "ORG01"
    name: ClassVar[str] = "holder-in"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "agents"
    remedy: ClassVar[str] = "ask one of them to come in, or name another holder in rules.toml"

    agents: tuple[Id, ...] = Field(min_length=1)
    what: str = "keys"
    least: PositiveInt = 1
    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY

    def encode(self, model: RotaModel) -> None:
        """The holders' shifts of each such day add up to ``least``."""
        for day in filter(lambda day: self._wanted(model.facts, day), model.facts.period.days):
            works = [model.works(agent, day) for agent in self._holders(model.facts, day)]
            if works:
                model.at_least(self, sum(works[1:], works[0]), self.least, f"{self.what} on {day_words(day)}")

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Look for the holders one after the other, and name who is not there."""
        if not set(self.agents) & set(rota.agents):
            yield self.unknown(
                f"none of {', '.join(self.agents)} is of this rota group, so that nobody knows who has the {self.what}",
                "name those who hold them now in rules.toml",
            )
        for day in rota.days:
            cells = {agent: rota.cell(agent, day) for agent in self._holders(rota.facts, day)}
            missing = [agent for agent, cell in cells.items() if cell is None or not cell.is_shift]
            there = len(cells) - len(missing)
            if cells and there < self.least and self._wanted(rota.facts, day):
                yield self._found(day, there, missing)

    def _found(self, day: date, there: int, missing: list[str]) -> Finding:
        message = (
            f"{there} with the {self.what} at work on {day_words(day)}, at least {self.least} wanted; "
            f"not there: {', '.join(missing) or 'nobody else'}"
        )
        cells = [(agent, day) for agent in missing]
        found = self.finding(None, day, message, amount=self.least - there, cells=cells)
        # With everybody there, no plan could have done more.
        return found if missing else found.with_(in_facts=True)

    def leave_limit(self, facts: Facts, day: date) -> LeaveLimit | None:
        """All holders of that day but ``least`` can be away."""
        holders = self._holders(facts, day)
        if not holders or not self._wanted(facts, day):
            return None
        most = max(0, len(holders) - self.least)
        return LeaveLimit(self.what, Reason.COVER, most, frozenset(holders), lambda cell: not cell.is_shift)

    def _holders(self, facts: Facts, day: date) -> list[str]:
        return [agent for agent in facts.ever_here if agent in self.agents and facts.present(agent, day)]

    def _wanted(self, facts: Facts, day: date) -> bool:
        return Weekday.of(day) in self.weekdays and facts.any_open(day)
