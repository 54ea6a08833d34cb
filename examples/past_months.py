"""Make up past months of a centre, as a careful leader would have planned them by hand.

No solver, no chance: whoever has waited longest takes the Saturday, whoever had fewest lates is late
next month. Used for the example B-town and for the benchmark with 152 agents.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from math import ceil

from past_services import CellsOf, meet_leaders, serve_needs

from rota.domain.cell import ABSENT, CLOSED, LEAVE, LIEU, OFF, Cell, shift
from rota.domain.facts import Facts
from rota.domain.period import Period
from rota.domain.standing import Standing

EVERY = 6
"""A full-timer works one Saturday in six."""


class PastMonths:
    """Plans the period of ``facts`` week by week; ``cells`` is the result."""

    def __init__(
        self, facts: Facts, leave_weeks: set[tuple[str, date]], absent: set[tuple[str, date]]
    ) -> None:
        self.facts = facts
        self.leave_weeks = leave_weeks
        self.absent = absent
        self.saturdays: dict[str, list[date]] = defaultdict(list)
        self.lates: Counter[str] = Counter()
        self.cells: CellsOf = {agent: {} for agent in facts.agents}
        self._open_saturdays = 0
        # Staggered, as if the rotation had gone on before.
        self._last_turn = {agent: -(at * 7 % 12) for at, agent in enumerate(facts.agents)}
        self._away: Counter[tuple[str, date]] = Counter()
        self._patterns: dict[str, str] = {}

    def plan(self) -> CellsOf:
        """The cells of every agent on every day of the period."""
        month = ""
        for week in self.facts.period.weeks:
            if Period.holding(week[0]).month != month:
                month = Period.holding(week[0]).month
                self._patterns = self._month_patterns(week[0])
            turns = self._saturday_turns(week)
            for agent in self.facts.agents:
                self._plan_week(agent, week, turns.get(agent))
        serve_needs(self.facts, self.cells)
        meet_leaders(self.facts, self.cells)
        return self.cells

    # ---- Saturdays ----

    def _saturday_turns(self, week: tuple[date, ...]) -> dict[str, str]:
        """Who works this Saturday, and at what: the rarest skill chooses first."""
        saturday = week[5]
        needs = {
            service: max(self.facts.needs(service, saturday).values(), default=0)
            for service in self.facts.services
        }
        turns: dict[str, str] = {}
        if not any(needs.values()):
            return turns
        self._open_saturdays += 1
        able = {
            service: [agent for agent in self.facts.agents if self._may_turn(agent, service, week)]
            for service in needs
        }
        for service in sorted(needs, key=lambda service: (len(able[service]), service)):
            for _ in range(needs[service]):
                waiting = [agent for agent in able[service] if agent not in turns]
                if waiting:
                    turns[max(waiting, key=self._waited)] = service
        for agent in turns:
            self._last_turn[agent] = self._open_saturdays
            self.saturdays[agent].append(saturday)
        return turns

    def _may_turn(self, agent: str, service: str, week: tuple[date, ...]) -> bool:
        standing = self.facts.standing(agent, week[5])
        if standing is None or not standing.saturday_turn or (agent, week[0]) in self.leave_weeks:
            return False
        trained = self.facts.services[service].needs_skill in standing.skills
        at_home = self.facts.services[service].site == standing.site
        rested = self._open_saturdays - self._last_turn[agent] >= ceil(EVERY / standing.contract.fte)
        return trained and at_home and rested and any(self._works(agent, day) for day in week[:5])

    def _waited(self, agent: str) -> tuple[float, str]:
        fte = self.facts.standing(agent, self.facts.period.end) or self._any_standing(agent)
        return float((self._open_saturdays - self._last_turn[agent]) * fte.contract.fte), agent

    def _any_standing(self, agent: str) -> Standing:
        days = (self.facts.standing(agent, day) for day in self.facts.period.days)
        return next(standing for standing in days if standing is not None)

    # ---- A week ----

    def _plan_week(self, agent: str, week: tuple[date, ...], turn: str | None) -> None:
        duty = [day for day in week if self._works(agent, day)]
        standing = next((s for day in week if (s := self.facts.standing(agent, day))), None)
        if standing is None:
            return
        closed = sum(self.facts.closing(agent, day) is not None for day in week)
        team = standing.team.id
        while standing.contract.flexible and len(duty) + closed > standing.contract.days:
            duty.remove(self._best_day_away(duty, team))
        lieu = self._best_day_away(duty, team) if turn else None
        for day in week:
            if self.facts.present(agent, day):
                self.cells[agent][day] = self._cell(agent, day, duty, lieu, turn)

    def _works(self, agent: str, day: date) -> bool:
        standing = self.facts.standing(agent, day)
        if standing is None or not standing.contracted or not self.facts.open_for(agent, day):
            return False
        return not any(day.strftime("%a").lower() in limit.never_days for limit in standing.limits)

    def _best_day_away(self, days: list[date], team: str) -> date:
        """The day on which fewest of the team are away already; Mondays, the busiest, last."""
        best = min(days, key=lambda day: (self._away[team, day], day.weekday() == 0, -day.weekday()))
        self._away[team, best] += 1
        return best

    def _cell(self, agent: str, day: date, duty: list[date], lieu: date | None, turn: str | None) -> Cell:
        if turn and day.weekday() == 5:
            return shift("saturday", turn)
        if day not in duty:
            return CLOSED if self.facts.closing(agent, day) else OFF
        if day == lieu:
            return LIEU
        if (agent, day - timedelta(days=day.weekday())) in self.leave_weeks:
            return LEAVE
        if (agent, day) in self.absent:
            return ABSENT
        pattern = self._pattern_on(agent, day)
        self.lates[agent] += self.facts.patterns[pattern].late
        standing = self.facts.standing(agent, day)
        return shift(pattern, standing.home if standing else "")

    # ---- Patterns ----

    def _month_patterns(self, monday: date) -> dict[str, str]:
        """Of those in a team who may be late a third is, who was so least; as many are early, others between."""
        chosen: dict[str, str] = {}
        teams: dict[str, list[str]] = defaultdict(list)
        for agent in self.facts.agents:
            day = next((day for day in Period.holding(monday).days if self.facts.standing(agent, day)), None)
            standing = day and self.facts.standing(agent, day)
            if standing:
                teams[standing.team.id].append(agent)
        for members in teams.values():
            able = sum(self._may_work(agent, "late", monday) for agent in members)
            for pattern, quota in (
                ("late", ceil(able / 3)),
                ("early", ceil(able / 3)),
                ("middle", len(members)),
            ):
                free = [
                    agent
                    for agent in members
                    if agent not in chosen and self._may_work(agent, pattern, monday)
                ]
                free.sort(key=lambda agent: (self.lates[agent], agent))
                chosen.update(dict.fromkeys(free[:quota], pattern))
        return chosen

    def _may_work(self, agent: str, pattern: str, monday: date) -> bool:
        return any(pattern in self._patterns_on(agent, day) for day in Period.holding(monday).days)

    def _pattern_on(self, agent: str, day: date) -> str:
        allowed = self._patterns_on(agent, day)
        return self._patterns[agent] if self._patterns.get(agent) in allowed else allowed[0]

    def _patterns_on(self, agent: str, day: date) -> list[str]:
        """What contract, written terms, agreed limits and opening hours allow."""
        standing = self.facts.standing(agent, day)
        if standing is None:
            return []
        patterns = [self.facts.patterns[id] for id in standing.contract.patterns_on(day)]
        barred = {id for limit in standing.limits for id in limit.never}
        return [
            pattern.id
            for pattern in patterns
            if pattern.id not in barred
            and day.strftime("%a").lower() in pattern.weekdays
            and standing.within_written_terms(pattern)
        ]
