"""COVER01 cover: every service has the heads it needs in every half hour.

Why      This is what the rota is for: somebody is there. Half hours show a gap at lunch or closing time that a
         day's total hides.
Source   The demand that demand.toml states, or the service agreement behind it.
Counts   Heads missing, half hour by half hour: those that [[need]] gives, and where calls are answered the ``minimum`` of
         [[calls]] while the service is open, whichever is more. How many more heads the calls themselves would need is
         for service-level to say. An agent counts for the service that they serve when
         the half hour begins: not at a break, a meeting or training, and for another service's part
         there and not here. Needs outside opening hours do not count.
Carries  Nothing: each half hour is judged by itself.
Costs    One per missing head and half hour (two missing from 16:30 to 18:00 cost 6).
Fix      Move or lend somebody trained for it, ask for cover (``rota cover find``) or, on the day, ``rota
         repair``; or lower the need, or the minimum, in demand.toml.
Waive    Seldom needed, since at ``should`` a shortfall fails no check. As ``must``: HR, in waivers.toml, for
         the rota group and the days on which a service runs short knowingly.

    [[rule]]
    use = "cover"
    level = "should"

    [[pass]]
    name = "a late carries the evening"
    demand = { need = [{ service = "phones", weekdays = ["mon"], start = "16:30", end = "18:00", heads = 1 }] }
    rota.ann = "LEEEE.."

    [[fail]]
    name = "nobody from 16:30 to 18:00, which costs 3"
    demand = { need = [{ service = "phones", weekdays = ["mon"], start = "16:30", end = "18:00", heads = 1 }] }
    rota.ann = "EEEEE.."
    breaks = ["- 1"]
    amount = 3
"""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from rota.domain.clock import day_words, hhmm
from rota.domain.cover import Cover as Heads
from rota.domain.cover import Interval
from rota.domain.hours import serving
from rota.domain.interval import INTERVAL
from rota.domain.rota import Rota
from rota.rules import CellKey, Finding, Level, Reach, RotaModel, Rule, Tier


class Cover(Rule):
    """Each service has the heads in each half hour that are given, whatever its calls ask for beyond."""

    code: ClassVar[str] = "COVER01"
    name: ClassVar[str] = "cover"
    reach: ClassVar[Reach] = Reach.DAY
    unit: ClassVar[str] = "head half-hours"
    remedy: ClassVar[str] = "move or lend somebody trained for it, or lower the need in demand.toml"
    tier: ClassVar[Tier | None] = Tier.COVER

    level: Level = Level.SHOULD

    def encode(self, model: RotaModel) -> None:
        """Ask for the heads of each half hour that needs some."""
        for day in model.facts.period.days:
            for service in model.facts.services:
                for minute, need in model.facts.posts(service, day).items():
                    where = f"{service} on {day_words(day)} at {hhmm(minute)}"
                    model.at_least(self, model.heads(service, day, minute), need, where)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Lay the cells over the day, and read off each stretch that is short."""
        heads = Heads(rota)
        for day in rota.days:
            for service in rota.facts.services:
                posts = rota.facts.posts(service, day)
                if not posts:
                    continue
                there = (at._replace(need=posts.get(at.start, 0)) for at in heads.intervals(service, day))
                for stretch in _short(tuple(there)):
                    yield self._shortfall(rota, stretch)

    def _shortfall(self, rota: Rota, stretch: list[Interval]) -> Finding:
        first, last = stretch[0], stretch[-1]
        when = f"{day_words(first.day)} {hhmm(first.start)}-{hhmm(last.start + INTERVAL)}"
        short = -first.difference
        message = f"{first.service} {when}: {first.heads} of {first.need}, {short} short"
        cells = _who_could_serve(rota, first)
        found = self.finding(None, first.day, message, amount=short * len(stretch), cells=cells)
        return found if cells else found.with_(in_facts=True)


def _short(intervals: tuple[Interval, ...]) -> Iterator[list[Interval]]:
    """Neighbouring half hours with the same heads for the same need, where that is too few."""
    places = list(enumerate(interval for interval in intervals if interval.difference < 0))

    def alike(place: tuple[int, Interval]) -> tuple[int, int, int]:
        at, interval = place
        return interval.start - at * INTERVAL, interval.heads, interval.need

    for _, stretch in groupby(places, key=alike):
        yield [interval for _, interval in stretch]


def _who_could_serve(rota: Rota, interval: Interval) -> list[CellKey]:
    """The cells of all trained for the service, or else of all here, who do not serve it: the shortfall is theirs."""
    skill, day = rota.facts.services[interval.service].needs_skill, interval.day
    here = [agent for agent in rota.agents if rota.facts.present(agent, day)]
    standings = ((agent, rota.facts.standing(agent, day)) for agent in here)
    trained = [agent for agent, terms in standings if terms and skill in terms.skills]
    cells = {agent: rota.cell(agent, day) for agent in trained or here}
    return [
        (agent, day)
        for agent, cell in cells.items()
        if cell is None or serving(cell, interval.start, rota.facts) != interval.service
    ]
