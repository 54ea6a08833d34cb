"""REST06 young-nights: who is under 18 does not work at night.

Why      Sleep at night matters most to those who are still growing.
Source   Working Time Regulations 1998, regulation 6A; the hours are those of regulation 2.
Counts   Days with work before 6:00 or after 22:00, timed parts included; where contracts provide for work after
         22:00, and ``contract-after-22`` says so, before 7:00 or after 23:00. The age on the day counts. ``earliest`` and
         ``latest`` can ask for a longer night, not for a shorter.
Carries  Nothing.
Costs    One per day.
Waive    HR, naming what the regulations give: force-majeure (27), or surge-in-care (27A(2)) and surge-in-trade
         (27A(3)), which hold for some lines of work alone.

    [[rule]]
    use = "young-nights"

    [[pass]]
    name = "a meeting until 22:00"
    legend.b = "early phones; 20:00-22:00 meeting"
    rota.ann = "b......"
    facts = ["ann 1"]
    people.ann = { under-18-until = 2026-12-31 }

    [[fail]]
    name = "a meeting until 22:30"
    legend.b = "early phones; 20:00-22:30 meeting"
    rota.ann = "b......"
    facts = ["ann 1"]
    people.ann = { under-18-until = 2026-12-31 }
    breaks = ["ann 1"]
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Self

from pydantic import model_validator

from constraints import law as wtr
from rota.domain.clock import day_words, hhmm
from rota.domain.hours import worked
from rota.domain.rota import Rota
from rota.domain.table import Minute
from rota.rules import Finding, Reach, RotaModel, Rule

_NIGHT = {False: (6 * 60, 22 * 60), True: (7 * 60, 23 * 60)}
"""The earliest start and the latest end, without and with contracts that provide for work after 22:00."""


class YoungNights(Rule):
    """Under 18, nobody works in the restricted period."""

    code: ClassVar[str] = "REST06"
    name: ClassVar[str] = "young-nights"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days"
    remedy: ClassVar[str] = "give the work to somebody who is 18, or an earlier end or later start"
    locks: ClassVar[bool] = True
    law: ClassVar[str] = wtr.regulation("6A")
    grounds: ClassVar[Mapping[str, str]] = wtr.grounds(
        wtr.FORCE_MAJEURE,
        (
            "surge-in-care",
            "regulation 27A(2): a hospital or the like, or culture, art, sport or advertising, in a surge that no adult "
            "can meet; with compensatory rest",
        ),
        (
            "surge-in-trade",
            "regulation 27A(3): farming, shops, post, catering, hotels or bakeries, in a surge that no adult can meet, and "
            "never between midnight and 4:00; with compensatory rest",
        ),
    )

    contract_after_22: bool = False
    earliest: Minute | None = None
    latest: Minute | None = None

    @model_validator(mode="after")
    def _within_the_law(self) -> Self:
        start, end = _NIGHT[self.contract_after_22]
        if self.earliest is not None and self.earliest < start:
            raise ValueError(
                f"earliest is {hhmm(self.earliest)}, regulation 6A allows no work before {hhmm(start)}; "
                "you may ask for a later start, not for an earlier one"
            )
        if self.latest is not None and self.latest > end:
            raise ValueError(
                f"latest is {hhmm(self.latest)}, regulation 6A allows no work after {hhmm(end)}; "
                "you may ask for an earlier end, not for a later one"
            )
        return self

    @property
    def bounds(self) -> tuple[int, int]:
        """The earliest start and the latest end of work."""
        start, end = _NIGHT[self.contract_after_22]
        return (
            start if self.earliest is None else self.earliest,
            end if self.latest is None else self.latest,
        )

    def encode(self, model: RotaModel) -> None:
        """Strike out patterns that begin too early or end too late."""
        facts, (start, end) = model.facts, self.bounds
        nights = [p.id for p in facts.patterns.values() if p.start < start or p.end > end]
        for agent in facts.agents if nights else ():
            for day in facts.period.days:
                if facts.agent_of[agent].minor(day) and (agent, day) not in facts.fixed:
                    for pattern in nights:
                        model.forbid(self, agent, day, pattern=pattern)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Look at when each day's work begins and ends."""
        for agent in rota.agents:
            minor = rota.facts.agent_of[agent].minor
            for day, cell in rota.in_period(agent) if minor(rota.start) else ():
                spans = worked(cell, rota.facts) if minor(day) else []
                if spans and (message := self._against(agent, day, spans[0][0], spans[-1][1])):
                    yield self.finding(agent, day, message)

    def _against(self, agent: str, day: date, first: int, last: int) -> str:
        """What is wrong with work from ``first`` to ``last``; empty if nothing is."""
        start, end = self.bounds
        who = f"{agent}, under 18, works"
        if first < start:
            return f"{who} from {hhmm(first)} on {day_words(day)}, must not before {hhmm(start)}"
        return (
            f"{who} until {hhmm(last)} on {day_words(day)}, must not after {hhmm(end)}" if last > end else ""
        )
