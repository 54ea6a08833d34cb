"""REST01 daily-rest: eleven hours' rest between one day's work and the next, twelve under 18.

Why      Too short a night makes tired people, and mistakes; the law gives everybody this rest.
Source   Working Time Regulations 1998, regulation 10(1), and 10(2) under 18.
Counts   Pairs of consecutive days with work whose rest between is too short, in real hours: the night
         of a clock change is an hour longer or shorter. Work is a shift with its timed parts (without
         those spent away); a training day without times is none. The age on the earlier day counts.
         A longer rest can be asked for, a shorter one cannot.
Carries  The days on either side of the month count where they are known. Where a first day's start
         might be too early after a day that is not known, it says so.
Costs    One per rest that is too short.
Waive    HR, naming what the regulations give. Adults: special-case (21), shift-change (22), split-work
         (22(1)(c)) or agreement (23), with as much rest to make up for it (24), or unmeasured (20). Under
         18: force-majeure (27), or short-spells (10(3)).

    [[rule]]
    use = "daily-rest"
    hours = "11:00"
    hours-under-18 = "12:00"

    [[pass]]
    name = "18:00 to 8:30 is a rest of 14:30"
    rota.ann = "LE....."

    [[fail]]
    name = "a meeting until 22:00 leaves 10:30 until the next morning"
    legend.b = "early phones; 20:00-22:00 meeting"
    rota.ann = "bE....."
    facts = ["ann 1"]
    breaks = ["ann 2"]
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, ClassVar

from constraints import law as wtr
from rota.domain.clock import day_words, hhmm, minutes_between
from rota.domain.facts import Facts
from rota.domain.hours import Span, worked
from rota.domain.period import ONE_DAY, span
from rota.domain.rota import Rota
from rota.domain.table import Duration
from rota.rules import Count, Finding, Reach, RotaModel, Rule

_BELOW_A_DAY = 23 * 60
"""With a day off between, the rest is longer than this even when the clocks go forward."""

_Ways = list[tuple[Count, Span]]
"""What may be worked on a day: 1 if it is, with the first and the last minute at work."""


class DailyRest(Rule):
    """Between one day's work and the next day's lie at least ``hours``."""

    code: ClassVar[str] = "REST01"
    name: ClassVar[str] = "daily-rest"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "rests"
    remedy: ClassVar[str] = "give the agent a later start, or an earlier end the day before"
    law: ClassVar[str] = wtr.regulation("10")
    grounds: ClassVar[Mapping[str, str]] = wtr.grounds(
        wtr.SPECIAL_CASE,
        wtr.SHIFT_CHANGE,
        wtr.SPLIT_WORK,
        wtr.AGREEMENT,
        wtr.UNMEASURED,
        wtr.FORCE_MAJEURE,
        (
            "short-spells",
            "regulation 10(3), under 18: work that is split up over the day or of short duration",
        ),
    )

    hours: Annotated[Duration, wtr.at_least(11 * 60, "10(1)", _BELOW_A_DAY)] = 11 * 60
    hours_under_18: Annotated[Duration, wtr.at_least(12 * 60, "10(2)", _BELOW_A_DAY)] = 12 * 60

    def encode(self, model: RotaModel) -> None:
        """Of what ends too late and what begins too early on the next day, at most one."""
        for agent in model.facts.agents:
            earlier: _Ways = []
            for day in span(model.facts.period.start - ONE_DAY, model.facts.period.end + ONE_DAY):
                later = _ways(model, agent, day)
                for clashing in self._clashes(model.facts, agent, day, earlier, later):
                    where = f"{agent} before {day_words(day)}"
                    model.at_most(self, sum(clashing[1:], clashing[0]), 1, where)
                earlier = later

    def _clashes(
        self, facts: Facts, agent: str, day: date, earlier: _Ways, later: _Ways
    ) -> Iterator[list[Count]]:
        """What cannot go together on the day before and on ``day``: ends that clash with the same starts."""
        by_starts = defaultdict[tuple[int, ...], list[Count]](list)
        for count, (_, end) in earlier:
            starts = tuple(
                at for at, (_, (start, _)) in enumerate(later) if self._short(facts, agent, day, end, start)
            )
            by_starts[starts].append(count)
        for starts, ends in by_starts.items():
            if starts:
                yield [*ends, *(later[at][0] for at in starts)]

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Walk each agent's days and measure every night between two of work."""
        unclear = []
        for agent in rota.agents:
            before: Span | None = None
            for day in span(rota.start - ONE_DAY, rota.end + ONE_DAY):
                cell = rota.cell(agent, day)
                spans = worked(cell, rota.facts) if cell is not None else []
                now = (spans[0][0], spans[-1][1]) if spans else None
                if before and now and self._short(rota.facts, agent, day, before[1], now[0]):
                    yield self._breach(rota.facts, agent, day, before[1], now[0])
                if day == rota.start and now and self._unclear(rota, agent, now[0]):
                    unclear.append(agent)
                before = now
        if unclear:
            eve = day_words(rota.start - ONE_DAY)
            many = f"{len(unclear)} of {len(rota.agents)} agents"
            yield self.unknown(f"the rest after {eve} is not known for {many}")

    def _breach(self, facts: Facts, agent: str, day: date, end: int, start: int) -> Finding:
        rest, need = _rest(facts.centre.zone, day, end, start), self._need(facts, agent, day)
        times = f"from {hhmm(end)} on {day_words(day - ONE_DAY)} to {hhmm(start)} on {day_words(day)}"
        message = f"{agent} rests {hhmm(rest)} {times}, must be {hhmm(need)}"
        return self.finding(agent, day, message, cells=[(agent, day - ONE_DAY), (agent, day)])

    def _short(self, facts: Facts, agent: str, day: date, end: int, start: int) -> bool:
        """Whether the rest from ``end`` on the day before to ``start`` on ``day`` is too short."""
        return _rest(facts.centre.zone, day, end, start) < self._need(facts, agent, day)

    def _need(self, facts: Facts, agent: str, day: date) -> int:
        minor = facts.agent_of[agent].minor(day - ONE_DAY)
        return self.hours_under_18 if minor else self.hours

    def _unclear(self, rota: Rota, agent: str, start: int) -> bool:
        """Whether the day before the period is not known and some pattern on it would be too late."""
        eve = rota.start - ONE_DAY
        if rota.cell(agent, eve) is not None or rota.facts.standing(agent, eve) is None:
            return False
        ends = (pattern.end for pattern in rota.facts.patterns.values())
        return any(self._short(rota.facts, agent, rota.start, end, start) for end in ends)


@lru_cache(maxsize=4096)
def _rest(zone: str, day: date, end: int, start: int) -> int:
    """Real minutes from ``end`` on the day before to ``start`` on ``day``."""
    return minutes_between((day - ONE_DAY, end), (day, start), zone)


def _ways(model: RotaModel, agent: str, day: date) -> _Ways:
    """What the day is or may be: one way where it is settled, else one for each pattern."""
    facts = model.facts
    fixed = facts.fixed.get((agent, day))
    cell = fixed.cell if fixed else facts.known.get(agent, {}).get(day)
    if fixed or day not in facts.period:
        spans = worked(cell, facts) if cell is not None else []
        return [(model.works(agent, day) * 0 + 1, (spans[0][0], spans[-1][1]))] if spans else []
    return [
        (model.shift(agent, day, pattern=pattern.id), (pattern.start, pattern.end))
        for pattern in facts.patterns.values()
    ]
