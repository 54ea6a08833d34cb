"""COVER03 service-level: as few calls as can be are answered too late.

Why      A service agreement promises that calls are answered in time, not that so many sit there. One head more is
         worth much at a busy half hour and nothing at a quiet one; only callers tell the two apart.
Source   The service agreement: the target of [[calls]] in demand.toml, such as 80% within 20 seconds.
Counts   Calls expected not to be answered in time, half hour by half hour, by Erlang's formula: of those on duty when the
         half hour begins (not at a break or a meeting), less shrinkage and availability. Every such call counts, also on a
         day that meets its target, for the planner answers as many in time as it can; such days are told as one. Where more
         call than can be answered, the formula says 0% however many sit there; each head then counts evenly, so that
         fewer calls are counted than are expected outside. With ``beyond-target`` only those count that are more than
         the target allows in their half hour: of a hundred calls, 80% in time, from the twenty-first on; so nobody's
         month is turned over to be better than was promised. ``services`` names those to be counted, all with
         calls by default. As ``wish`` it is asked after everything else: use both, to answer more where that is free.
Carries  Nothing: each half hour is judged by itself.
Costs    One per call outside target, counted in hundredths. Later rules may cost ``slack`` thousandths of the best found.
Fix      Move or lend somebody trained for it, or move a break; ``rota service`` names the worst half hours.
Waive    Nothing to waive: at ``should`` it fails no check. Under --fail-on should: HR, in waivers.toml, for the rota
         group and the days.

    [[rule]]
    use = "service-level"
    level = "should"
    slack = 5
    beyond-target = true

    [[rule]]
    use = "service-level"
    level = "wish"

    [[pass]]
    name = "four heads for two calls of seven and a half minutes: hardly anybody waits"
    demand = { calls = [{ service = "phones", aht = 450, within = 0, day = [{ weekdays = ["mon"], start = "10:00", calls = [2] }] }] }
    rota.ann = "E......"
    rota.bob = "E......"
    rota.cat = "E......"
    rota.dan = "E......"

    [[fail]]
    name = "with one head every second caller waits: one call of two, 100 hundredths"
    demand = { calls = [{ service = "phones", aht = 450, within = 0, day = [{ weekdays = ["mon"], start = "10:00", calls = [2] }] }] }
    rota.ann = "E......"
    breaks = ["- 1"]
    amount = 100

    [[fail]]
    name = "with two, 90% are answered at once: the day meets its target of 80%, and a fifth of a call counts"
    demand = { calls = [{ service = "phones", aht = 450, within = 0, day = [{ weekdays = ["mon"], start = "10:00", calls = [2] }] }] }
    rota.ann = "E......"
    rota.bob = "E......"
    breaks = ["- -"]
    amount = 20
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from constraints.called_days import CalledDay, Mark, steps_of
from rota.domain.cell import Cell
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.table import Id
from rota.rules import CellKey, Finding, Level, RotaModel, Rule, Tier

_ROUNDING = 1e-9


class ServiceLevel(Rule):
    """Calls are answered in time."""

    code: ClassVar[str] = "COVER03"
    name: ClassVar[str] = "service-level"
    unit: ClassVar[str] = "calls outside target"
    scale: ClassVar[int] = 100
    remedy: ClassVar[str] = "move or lend somebody trained for it, or move a break"
    tier: ClassVar[Tier | None] = Tier.COVER

    level: Literal[Level.SHOULD, Level.WISH] = Level.SHOULD
    slack: int = Field(default=5, ge=0, le=1000)
    beyond_target: bool = False
    services: tuple[Id, ...] = ()

    @property
    def in_tier(self) -> Tier:
        """With cover; as a wish, with wishes."""
        return Tier.WISH if self.level is Level.WISH else Tier.COVER

    @property
    def counts_in(self) -> str:
        """Calls outside target, or only those beyond what it allows."""
        return "calls beyond target" if self.beyond_target else self.unit

    def encode(self, model: RotaModel) -> None:
        """Price the heads of each half hour by the calls that they leave outside target."""
        for day in model.facts.period.days:
            for service in self._services(model.facts):
                for start, load in model.facts.loads(service, day).items():
                    where = f"{service} on {day_words(day)} at {hhmm(start)}"
                    costs = load.beyond if self.beyond_target else load.priced
                    model.convex_cost(self, model.heads(service, day, start), (*costs, 0), where)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Follow who comes to each service and who leaves it through each day, and ask what callers meet."""
        moves: dict[Cell, Mapping[Mark, int]] = {}
        met: dict[str, list[CalledDay]] = {}
        for day in rota.days:
            steps = steps_of(rota, day, moves)
            for service in self._services(rota.facts):
                if not (loads := rota.facts.loads(service, day)):
                    continue
                called = CalledDay.of(day, loads, service, steps, beyond=self.beyond_target)
                if called.missed:
                    yield self._missed(rota, service, called)
                elif called.amount:
                    met.setdefault(service, []).append(called)
        for service, days in met.items():
            yield self._met(service, days)
        there = {service.id for service in rota.facts.centre.service}
        for name in self.services:
            if name not in there:
                fix = f"correct services of {self.name} in rules.toml; there are {', '.join(sorted(there))}"
                yield self.unknown(
                    f'no service is named "{name}", so that none of its calls are counted', fix
                )

    def _services(self, facts: Facts) -> Iterator[str]:
        return (service for service in facts.services if not self.services or service in self.services)

    def _missed(self, rota: Rota, service: str, called: CalledDay) -> Finding:
        message = (
            f"{service} {day_words(called.day)}: {_percent(1 - called.outside / called.offered)} of "
            f"{_number(called.offered)} calls expected in time, target {_percent(called.target)}; {called.worst}"
        )
        cells = _who_could_serve(rota, service, called.day)
        found = self.finding(None, called.day, message, amount=called.amount, cells=cells)
        return found if cells else found.with_(in_facts=True)

    def _met(self, service: str, days: Sequence[CalledDay]) -> Finding:
        offered, outside = sum(one.offered for one in days), sum(one.outside for one in days)
        those = (
            "1 day that meets its target" if len(days) == 1 else f"{len(days)} days that meet their target"
        )
        message = f"{service}: {_percent(1 - outside / offered)} of {_number(offered)} calls expected in time on {those}"
        fix = "none is needed; rota service names the half hours in which another head would answer more in time"
        return self.finding(None, None, message, amount=sum(one.amount for one in days), fix=fix)


def _who_could_serve(rota: Rota, service: str, day: date) -> list[CellKey]:
    """The cells of all here who are trained for the service."""
    skill = rota.facts.services[service].needs_skill
    here = [agent for agent in rota.agents if rota.facts.present(agent, day)]
    standings = ((agent, rota.facts.standing(agent, day)) for agent in here)
    return [(agent, day) for agent, terms in standings if terms and skill in terms.skills]


def _percent(share: float) -> str:
    """Rounded down, so that no missed target reads as met."""
    return f"{int(share * 100 + _ROUNDING)}%"


def _number(calls: float) -> str:
    return f"{calls:.1f}".removesuffix(".0")
