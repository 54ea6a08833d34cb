"""Small changes judged cheaply: each rule looks only at the agents or the days that it goes by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.checking import excused
from rota.domain.cell import Cell
from rota.domain.matter import CellChange
from rota.domain.revised import of_agents, of_day
from rota.domain.rota import Rota
from rota.domain.saturdays import SATURDAY
from rota.rules import Finding, Level, Reach, Rule
from rota.work.amend import with_changes
from rota.work.edit import compare


@dataclass(frozen=True)
class RuleMove:
    """By how much a change moves one rule, the ``at``-th, in its own unit, and the findings that come with it.

    ``moved`` says that somebody comes off worse, though the sum may stay.
    """

    at: int
    by: int
    came: tuple[Finding, ...] = ()
    moved: bool = False


RuleMoves = tuple[RuleMove, ...]


class Screen:
    """Judges changes of one published rota; what stands before them is judged once."""

    def __init__(self, rota: Rota, rules: Sequence[Rule]) -> None:
        self.rota = rota
        self.rules = tuple(rules)
        self._before: dict[tuple[int, object], tuple[Finding, ...]] = {}
        self._known: dict[object, RuleMoves] = {}
        self._narrow: dict[str | date, Rota] = {}

    def of_agent(self, changes: Sequence[CellChange]) -> RuleMoves:
        """What ``changes`` of one agent do to the rules that look at each agent alone."""
        key = tuple((change.agent, change.day, change.after) for change in changes)
        if key not in self._known:
            agent = changes[0].agent
            self._known[key] = tuple(self._moves(Reach.AGENT, agent, self._narrowed(agent), changes))
        return self._known[key]

    def of_cells(self, agent: str, cells: Mapping[date, Cell]) -> RuleMoves:
        """What ``cells`` would do if ``agent`` had them, to the rules that look at each agent alone."""
        changes = [
            CellChange(agent=agent, day=day, before=str(self.rota.cell(agent, day) or cell), after=str(cell))
            for day, cell in cells.items()
        ]
        return self.of_agent(changes)

    def of_days(self, changes: Sequence[CellChange]) -> RuleMoves:
        """What ``changes`` do to the rules that look at each day alone."""
        days = sorted({change.day for change in changes if change.day in self.rota.facts.period})
        found = (self._of_one_day(day, tuple(each for each in changes if each.day == day)) for day in days)
        return tuple(move for moves in found for move in moves)

    def _of_one_day(self, day: date, changes: Sequence[CellChange]) -> RuleMoves:
        key = (day, *((change.agent, change.after) for change in changes))
        if key not in self._known:
            self._known[key] = tuple(self._moves(Reach.DAY, day, self._narrowed(day), changes))
        return self._known[key]

    def of_rota(self, changes: Sequence[CellChange]) -> RuleMoves:
        """What ``changes`` do to the rules that look at the whole rota."""
        whole = list(self._moves(Reach.ROTA, None, self.rota, changes))
        if any(change.day.weekday() == SATURDAY for change in changes):
            whole.extend(self._moves(Reach.SATURDAYS, None, self.rota, changes))
        return tuple(whole)

    def _narrowed(self, to: str | date) -> Rota:
        if to not in self._narrow:
            self._narrow[to] = self._of_agent(to) if isinstance(to, str) else self._of_day(to)
        return self._narrow[to]

    def _of_agent(self, agent: str) -> Rota:
        cells = {agent: self.rota.cells.get(agent, {})}
        return Rota(of_agents(self.rota.facts, (agent,)), cells, self.rota.place)

    def _of_day(self, day: date) -> Rota:
        cells = {agent: {day: days[day]} for agent, days in self.rota.cells.items() if day in days}
        return Rota(of_day(self.rota.facts, day), cells, self.rota.place)

    def _moves(
        self, reach: Reach, key: object, rota: Rota, changes: Sequence[CellChange]
    ) -> Iterator[RuleMove]:
        concerned = [(at, rule) for at, rule in enumerate(self.rules) if rule.reach is reach]
        if not concerned:
            return
        after = with_changes(rota, changes, by_consent=True)
        for at, rule in concerned:
            old = self._as_it_is(at, key, rule, rota)
            new = _found(rule, after)
            by = _amount(new) - _amount(old)
            came, went = compare(old, new)
            moved = rule.level is Level.MUST and burdened(came, went)
            if by or moved:
                yield RuleMove(at, by, came or new, moved)

    def _as_it_is(self, at: int, key: object, rule: Rule, rota: Rota) -> tuple[Finding, ...]:
        if (at, key) not in self._before:
            self._before[at, key] = _found(rule, rota)
        return self._before[at, key]


def _found(rule: Rule, rota: Rota) -> tuple[Finding, ...]:
    return tuple(excused(finding, rota.facts) for finding in rule.check(rota))


def burdened(came: Iterable[Finding], went: Iterable[Finding]) -> bool:
    """Whether somebody has more of a rule's findings than before, waived ones apart, even if others have less."""
    balance: dict[str | None, int] = {}
    for sign, findings in ((1, came), (-1, went)):
        for finding in findings:
            if finding.excuse is not None:
                continue
            balance[finding.agent] = balance.get(finding.agent, 0) + sign * finding.amount
    return any(amount > 0 for amount in balance.values())


def _amount(findings: Iterable[Finding]) -> int:
    return sum(finding.amount for finding in findings if finding.excuse is None)
