"""DAYS01 max-days-in-row: nobody works more than N calendar days in a row.

Why      Long runs tire people out, and two full weeks can be put together without either of them looking
         long.
Source   Your contract or works agreement; cite the clause in the rota's own TOML.
Counts   Calendar days. A day counts if a shift starts on it, however short.
Carries  Days worked before the period count, and so do later rotas that are published already: a
         run crosses the month's ends. Where the days before are not known, it says so.
Costs    One per day past the limit (a run of 8 under ``days = 6`` costs 2).
Waive    HR, in waivers.toml, for the agent and the days of the run: where the agent asked for it, a swap of
         their own for instance. The weekly rest of the law stands whatever is waived here.

    [[rule]]
    use = "max-days-in-row"
    days = 6

    [[pass]]
    name = "six in a row, three of them last month"
    before.ann = "....WWW"
    rota.ann = "WWW...."

    [[fail]]
    name = "a seventh"
    before.ann = "....WWW"
    rota.ann = "WWWW..."
    breaks = ["ann 4"]
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from pydantic import PositiveInt

from rota.domain.clock import day_words
from rota.domain.period import ONE_DAY, span
from rota.domain.rota import Rota
from rota.rules import Finding, Reach, RotaModel, Rule


class MaxDaysInRow(Rule):
    """Nobody works more than ``days`` calendar days in a row."""

    code: ClassVar[str] = "DAYS01"
    name: ClassVar[str] = "max-days-in-row"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days"
    remedy: ClassVar[str] = "give the agent a day off within the run"

    days: PositiveInt = 6

    def encode(self, model: RotaModel) -> None:
        """No run of worked days, known days on either side included, exceeds ``days``."""
        reach, period = timedelta(days=self.days), model.facts.period
        days = tuple(span(period.start - reach, period.end + reach))
        for agent in model.facts.agents:
            model.runs(self, [model.works(agent, day) for day in days], self.days, agent)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Walk each agent's calendar and count the run, day by day."""
        last = rota.end + timedelta(days=self.days)
        unclear = []
        for agent in rota.agents:
            run, previous = 0, None
            for day in rota.days_worked(agent):
                run = run + 1 if previous and day - previous == ONE_DAY else 1
                previous = day
                if run > self.days and rota.start <= day <= last:
                    yield self._breach(agent, day, run)
                if day == rota.start and self._began_unknown(rota, agent, day, run):
                    unclear.append(agent)
        if unclear:
            many = f"{len(unclear)} of {len(rota.agents)} agents"
            yield self.unknown(f"how long {many} had worked before {day_words(rota.start)} is not known")

    def _breach(self, agent: str, day: date, run: int) -> Finding:
        """The window of ``days`` + 1 days that ends on ``day`` is what makes the breach."""
        window = span(day - timedelta(days=self.days), day)
        message = f"{agent} works on {day_words(day)} for the {_ordinal(run)} day in a row; limit {self.days}"
        return self.finding(agent, day, message, cells=[(agent, each) for each in window])

    def _began_unknown(self, rota: Rota, agent: str, day: date, run: int) -> bool:
        """Whether a run, ``run`` days long on ``day``, may have begun earlier than is known."""
        before = day - timedelta(days=run)
        employed = rota.facts.standing(agent, before) is not None
        return run <= self.days and employed and rota.cell(agent, before) is None


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
