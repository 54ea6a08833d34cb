"""Places for leave: what stands in each cell, or is settled before it is planned, and what each rule lets be away."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from rota.domain import leavecells
from rota.domain.cell import ABSENT, OFF, Cell
from rota.domain.facts import Facts
from rota.domain.leave import Leave
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.rules import LeaveLimit, Rule
from rota.work.clock import today
from rota.work.leave.waived import as_waived
from rota.work.ruleset import rules_of
from rota.work.staffing import staffing_of
from rota.work.waiving.standing import live

Limit = tuple[Rule, LeaveLimit]


class Places:
    """Looks up cells and limits of any day, each worked out once; rotas are read only where asked for."""

    def __init__(self, repo: Repository) -> None:
        self.repo = repo
        self._facts: dict[str, Facts] = {}
        self._rules: dict[Period, tuple[Rule, ...]] = {}
        self._limits: dict[tuple[str, date], tuple[Limit, ...]] = {}

    @cached_property
    def _granted(self) -> dict[str, list[Leave]]:
        found: dict[str, list[Leave]] = {}
        for leave in self.repo.leave:
            if leave.granted:
                found.setdefault(leave.agent, []).append(leave)
        return found

    @cached_property
    def today(self) -> date:
        """The day that it is at the centre."""
        return today(self.repo.centre)

    def facts(self, group: str) -> Facts:
        """The centre and its people as facts of ``group``, without cells; good for days of any month."""
        repo = self.repo
        if group not in self._facts:
            self._facts[group] = Facts(
                period=Period.holding(self.today),
                group=group,
                centre=repo.centre,
                people=repo.people,
                calendar=repo.calendar,
                demand=repo.demand,
                history=repo.history,
                waivers=live(repo),
                staffing=staffing_of(repo),
            )
        return self._facts[group]

    def published(self, agent: str, day: date) -> Cell | None:
        """The published cell as it stands now; None where the day is not published."""
        group = self.repo.group_of(agent, day)
        rota = self.repo.rota(group, Period.holding(day).month) if group else None
        return rota.cells.get(agent, {}).get(day) if rota else None

    def now(self, agent: str, day: date) -> Cell | None:
        """The cell of ``agent``: published, or settled before it is planned; None where it is open."""
        cell = self.published(agent, day)
        group = self.repo.group_of(agent, day)
        if cell is not None or group is None:
            return cell
        facts = self.facts(group)
        shut = leavecells.closed(facts, agent, day)
        if shut is not None:
            return shut
        if any(absence.agent == agent and day in absence for absence in self.repo.absences):
            standing = facts.standing(agent, day)
            return ABSENT if standing is not None and standing.rostered else OFF
        leave = next((leave for leave in self._granted.get(agent, ()) if day in leave), None)
        return leavecells.planned(facts, agent, day, leave.half) if leave else None

    def with_leave(self, leave: Leave, day: date) -> Cell | None:
        """What ``leave``, granted, makes of the cell on one of its days; None where it changes nothing."""
        group = self.repo.group_of(leave.agent, day)
        if group is None:
            return None
        facts, published = self.facts(group), self.published(leave.agent, day)
        if published is None:
            now = self.now(leave.agent, day)
            return leavecells.planned(facts, leave.agent, day, leave.half) if now is None else None
        made = leavecells.granted(published, facts, leave.agent, day, leave.half)
        return None if made == published else made

    def limits(self, group: str, day: date) -> tuple[Limit, ...]:
        """What the rules in force, and waivers of them, let be away on ``day``, in their order."""
        key = (group, day)
        if key not in self._limits:
            facts = self.facts(group)
            found = ((rule, rule.leave_limit(facts, day)) for rule in self._in_force(day))
            self._limits[key] = tuple(
                (rule, as_waived(rule, limit, facts, day)) for rule, limit in found if limit is not None
            )
        return self._limits[key]

    def away(self, limit: LeaveLimit, day: date, holders: Iterable[Leave] = ()) -> frozenset[str]:
        """Who of the limit is away on ``day``, or would be if ``holders`` were granted."""
        return frozenset([*self._away_now(limit, day), *self._away_then(limit, day, holders)])

    def _away_now(self, limit: LeaveLimit, day: date) -> Iterator[str]:
        for agent in limit.agents:
            cell = self.now(agent, day)
            if cell is not None and limit.away(cell):
                yield agent

    def _away_then(self, limit: LeaveLimit, day: date, holders: Iterable[Leave]) -> Iterator[str]:
        for leave in holders:
            if day in leave and self.takes(leave, limit, day):
                yield leave.agent

    def takes(self, leave: Leave, limit: LeaveLimit, day: date) -> bool:
        """Whether ``leave`` would take a place of the limit that its agent does not take already."""
        if leave.agent not in limit.agents:
            return False
        now, then = self.now(leave.agent, day), self.with_leave(leave, day)
        return then is not None and limit.away(then) and not (now is not None and limit.away(now))

    def _in_force(self, day: date) -> tuple[Rule, ...]:
        period = Period.holding(day)
        if period not in self._rules:
            self._rules[period] = rules_of(self.repo, period).rules
        return self._rules[period]
