"""COVER05 work-in-time: work that can wait is done by its deadline.

Why      Letters and reports are promised an answer within so many days. They fill the quiet hours between calls, but
         nobody sees them pile up until they are late.
Source   The service agreement: the hours and deadlines of [[deferrable]] in demand.toml.
Counts   Minutes of work undone past their deadline at closing time, on each open day. Work is there from the morning of
         the day on which it comes in, or of the next open day if that one is closed, and is due so many open days later.
         Whoever serves it when a half hour begins gives it 30 minutes, times ``availability``, while it is open: those on
         duty there, and those at services ``beside`` it for the part of the shift set aside. What is due first is done first, and
         nothing is done before it has come in.
Carries  Nothing: a period begins with none left over but what came in on closed days just before it, and what is due after
         its end is not counted.
Costs    One per minute that is late, on each open day until it is done (an hour late for two days costs 120).
Fix      Set agents aside for it (a part such as "14:00-15:00 email"), put somebody on it for the day, or agree
         another deadline in demand.toml.
Waive    Nothing to waive: at ``should`` it fails no check. Under --fail-on should: HR, in waivers.toml, for the rota
         group and the days.

    [[rule]]
    use = "work-in-time"
    level = "should"

    [[pass]]
    name = "eight hours that come in on Monday, due on Tuesday, and done then"
    demand = { deferrable = [{ service = "reception", weekdays = ["mon"], hours = "8:00", due = 1 }] }
    rota.ann = ".e....."

    [[fail]]
    name = "four of twelve hours are late on Monday, and done on Tuesday"
    demand = { deferrable = [{ service = "reception", weekdays = ["mon"], hours = "12:00" }] }
    rota.ann = "ee....."
    breaks = ["- 1"]
    amount = 240
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from math import gcd
from typing import ClassVar, Literal

from rota.domain.backlog import ALWAYS, Work, availability, deferring, open_days, work_of
from rota.domain.clock import day_words, hhmm
from rota.domain.interval import INTERVAL
from rota.domain.rota import Rota
from rota.domain.timeline import timeline
from rota.rules import CellKey, Finding, Job, Level, RotaModel, Rule, Tier


class WorkInTime(Rule):
    """Deferrable work is done by its deadline."""

    code: ClassVar[str] = "COVER05"
    name: ClassVar[str] = "work-in-time"
    unit: ClassVar[str] = "minutes late"
    remedy: ClassVar[str] = 'set agents aside for it, as in "early phones; 14:00-15:00 email"'
    tier: ClassVar[Tier | None] = Tier.COVER

    level: Literal[Level.SHOULD, Level.WISH] = Level.SHOULD

    def encode(self, model: RotaModel) -> None:
        """Each open day works off what its half hours are worth, in parts of a minute that make all numbers whole."""
        for service in deferring(model.facts):
            worth = {day: INTERVAL * each for day, each in availability(service, model.facts).items()}
            part = gcd(ALWAYS, *worth.values())
            per, at = ALWAYS // part, {day: step for step, day in enumerate(worth)}
            work = work_of(service, model.facts)
            jobs = [Job(at[one.came], at[one.due], one.minutes * per) for one in work]
            if jobs:
                able = [model.given_to(service, day) * (each // part) for day, each in worth.items()]
                model.in_time(self, jobs, able, [f"{service} on {day_words(day)}" for day in worth], per=per)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Work through each service's pile day by day, what is due first on top."""
        for service in deferring(rota.facts):
            if work := work_of(service, rota.facts):
                yield from self._late(rota, service, work)

    def _late(self, rota: Rota, service: str, work: Sequence[Work]) -> Iterator[Finding]:
        pile, since = _Pile([]), rota.start
        available = availability(service, rota.facts)
        for day in open_days(service, rota.facts):
            since = since if pile.left else day
            pile.put(one for one in work if one.came == day)
            pile.take(_halves(rota, service, day) * INTERVAL * available[day])
            if late := pile.past_due(day):
                minutes = -(-late // ALWAYS)
                message = (
                    f"{service} {day_words(day)}: {hhmm(minutes)} hours of work are past due at closing time, "
                    f"the oldest was due on {day_words(pile.left[0][0])}"
                )
                cells = _who_could(rota, service, since, day)
                found = self.finding(None, day, message, amount=minutes, cells=cells)
                yield found if cells else found.with_(in_facts=True)


@dataclass
class _Pile:
    """Work to be done, what is due first on top: when it is due, and how much is left in hundredths of a minute."""

    left: list[tuple[date, int]]

    def put(self, work: Iterator[Work]) -> None:
        """Lay what has come in on the pile."""
        for one in work:
            heappush(self.left, (one.due, one.minutes * ALWAYS))

    def take(self, able: int) -> None:
        """Do as much as one is ``able`` to."""
        while able and self.left:
            due, much = heappop(self.left)
            if much > able:
                heappush(self.left, (due, much - able))
            able = max(0, able - much)

    def past_due(self, day: date) -> int:
        """What should have been done by the end of ``day``."""
        return sum(much for due, much in self.left if due <= day)


def _halves(rota: Rota, service: str, day: date) -> int:
    """Half hours of ``day`` that somebody gives to ``service`` while it is open, each counted as it begins."""
    opens, closes = rota.facts.hours(service, day) or (0, 0)
    alike = Counter(cells[day] for cells in rota.cells.values() if day in cells)
    return sum(
        agents * max(0, -(-min(piece.end, closes) // INTERVAL) - -(-max(piece.start, opens) // INTERVAL))
        for cell, agents in alike.items()
        for piece in timeline(cell, rota.facts)
        if piece.what == service
    )


def _who_could(rota: Rota, service: str, since: date, until: date) -> list[CellKey]:
    """The cells of all trained for the service on the days on which there was work to do."""
    skill = rota.facts.services[service].needs_skill
    terms = (
        (agent, day, rota.facts.standing(agent, day))
        for agent in rota.agents
        for day in open_days(service, rota.facts)
        if since <= day <= until and rota.facts.present(agent, day)
    )
    return [(agent, day) for agent, day, standing in terms if standing and skill in standing.skills]
