"""SKILL01 trained: agents serve only what they are trained for.

Why      Somebody at a desk without training can do harm to those who come to it, and is exposed to them.
Source   The service's training, as the centre sets it.
Counts   Shifts. A service asks for the skill of its own name, or for its ``skill`` where one is
         given; the agent must have it on that day. Timed parts count too.
Carries  Nothing: each day is judged by itself.
Costs    One per shift with a service the agent is not trained for.
Waive    Rather record the training: add the skill in people.toml, dated from the day on which it was had.
         What was worked already HR may waive, in waivers.toml, for that agent and those days.

    [[rule]]
    use = "trained"

    [[pass]]
    name = "bob at the phones"
    rota.bob = "EEEEE.."

    [[fail]]
    name = "bob at the reception"
    rota.bob = "EEeEE.."
    breaks = ["bob 3"]
"""

from collections.abc import Iterator
from typing import ClassVar

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.rota import Rota
from rota.rules import CellKey, Finding, Reach, RotaModel, Rule


class Trained(Rule):
    """Nobody serves a service whose skill they do not have that day."""

    code: ClassVar[str] = "SKILL01"
    name: ClassVar[str] = "trained"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "shifts"
    remedy: ClassVar[str] = "give the service to somebody trained, or record the training in people.toml"
    locks: ClassVar[bool] = True

    def encode(self, model: RotaModel) -> None:
        """Strike out, for each agent and day, the services that ask for a skill not had."""
        facts = model.facts
        for agent in facts.agents:
            for day in facts.period.days:
                terms = facts.standing(agent, day)
                skills = terms.skills if terms is not None else frozenset()
                fixed = facts.fixed.get((agent, day))
                if fixed is not None and fixed.cell.parts:
                    self._encode_timed(model, (agent, day), fixed.cell, skills)
                    continue
                for service in facts.services.values():
                    if service.needs_skill not in skills:
                        model.forbid(self, agent, day, service=service.id)

    def _encode_timed(self, model: RotaModel, key: CellKey, cell: Cell, skills: frozenset[str]) -> None:
        """A fact with timed parts stands or falls as a whole, as the model knows no parts."""
        asked = {service.needs_skill for service in model.facts.centre.service if service.id in _served(cell)}
        if not asked <= skills:
            model.forbid(self, *key)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Look up the skill for whatever each shift, or a part of it, serves."""
        needed = {service.id: service.needs_skill for service in rota.facts.centre.service}
        for agent in rota.agents:
            for day, cell in rota.in_period(agent):
                terms = rota.facts.standing(agent, day)
                skills = terms.skills if terms is not None else frozenset()
                asked = dict.fromkeys(needed[what] for what in _served(cell) if what in needed)
                lacking = [skill for skill in asked if skill not in skills]
                if lacking:
                    message = (
                        f"{agent} works {cell} on {day_words(day)} without the skill {', '.join(lacking)}"
                    )
                    yield self.finding(agent, day, message)


def _served(cell: Cell) -> tuple[str, ...]:
    """What a cell serves, its timed parts included; breaks and the like are among them."""
    return cell.service, *(part.what for part in cell.parts)
