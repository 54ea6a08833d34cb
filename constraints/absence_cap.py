"""ABS01 absence-cap: no more than so many agents of a group are away on one day.

Why      Leave is granted only as far as the desks can stay open. A number that everybody knows, and that
         counts for everybody alike, makes a refusal easy to accept.
Source   The service's agreement on leave; cite the clause in the rota's own TOML.
Counts   Agents whose home service on that day is one of ``home``, whatever they serve, and whose cell is one
         of ``counts``: leave and absence, unless you name lieu or training too. Half a day counts: a shift
         of which at least half is spent on such parts. Days on which the agent's site is closed do
         not count. The cap limits what is granted, not who falls ill: a day that is over it by
         what was recorded before planning is reported as a fact.
Carries  Nothing: each day is judged by itself.
Costs    One per head over the cap and day.
Waive    HR, in waivers.toml, for the rota group and the days: where more were let go knowingly because cover
         was found elsewhere. A cap that is wrong for a season is better changed in rules.toml, with ``from``
         and ``until``.

    [[rule]]
    use = "absence-cap"
    home = ["reception"]
    most = 4
    group = "service centre"

    [[pass]]
    name = "one after the other"
    settings = { home = ["reception"], most = 1 }
    rota.cat = "vveee.."
    rota.dan = "eevve.."

    [[fail]]
    name = "two away on Tuesday, limit 1"
    settings = { home = ["reception"], most = 1 }
    rota.cat = "vveee.."
    rota.dan = "evvee.."
    breaks = ["- 2"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from rota.domain.cell import Kind
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.hours import half_away
from rota.domain.leave import Reason
from rota.domain.rota import Rota
from rota.domain.table import Id
from rota.rules import Count, Finding, LeaveLimit, Reach, RotaModel, Rule

Away = Literal["leave", "absent", "lieu", "training"]


class AbsenceCap(Rule):
    """At most ``most`` agents whose home is one of ``home`` are away on any day."""

    code: ClassVar[str] = "ABS01"
    name: ClassVar[str] = "absence-cap"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "heads over the cap"
    remedy: ClassVar[str] = "move one of the days away, or agree a higher cap for that time in rules.toml"

    home: tuple[Id, ...] = Field(min_length=1)
    most: int = Field(default=4, ge=0)
    group: str = ""
    counts: tuple[Away, ...] = Field(default=("leave", "absent"), min_length=1)

    def encode(self, model: RotaModel) -> None:
        """Cells away, and cells settled as half away, add up to the cap at most."""
        kinds = [Kind(each) for each in self.counts]
        for day in model.facts.period.days:
            counts: list[Count] = []
            settled = 0
            for agent in model.facts.agents:
                if self._belongs(model.facts, agent, day):
                    counts += [model.kind(agent, day, kind) for kind in kinds]
                    fixed = model.facts.fixed.get((agent, day))
                    settled += fixed is not None and half_away(fixed.cell, self.counts, model.facts)
            if counts:
                total = sum(counts[1:], counts[0] + settled)
                model.at_most(self, total, self.most, f"{self._label} away on {day_words(day)}")

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Call the roll of each day and name who is away."""
        for day in rota.days:
            away = [agent for agent in rota.agents if self._is_away(rota, agent, day)]
            if len(away) > self.most:
                message = f"{len(away)} of {self._label} are away on {day_words(day)}, limit {self.most}: {', '.join(away)}"
                cells_away = [(agent, day) for agent in away]
                yield self.finding(None, day, message, amount=len(away) - self.most, cells=cells_away)

    def _is_away(self, rota: Rota, agent: str, day: date) -> bool:
        cell = rota.cell(agent, day)
        if cell is None or not (cell.kind.value in self.counts or half_away(cell, self.counts, rota.facts)):
            return False
        return self._belongs(rota.facts, agent, day)

    def leave_limit(self, facts: Facts, day: date) -> LeaveLimit | None:
        """The cap itself, for those who belong to it that day."""
        belonging = frozenset(
            agent
            for agent in facts.ever_here
            if facts.present(agent, day) and self._belongs(facts, agent, day)
        )
        if not belonging:
            return None
        return LeaveLimit(
            self._label,
            Reason.CAP,
            self.most,
            belonging,
            lambda cell: cell.kind.value in self.counts or half_away(cell, self.counts, facts),
        )

    @property
    def _label(self) -> str:
        return self.group or ", ".join(self.home)

    def _belongs(self, facts: Facts, agent: str, day: date) -> bool:
        standing = facts.standing(agent, day)
        return standing is not None and standing.home in self.home and facts.open_for(agent, day)
