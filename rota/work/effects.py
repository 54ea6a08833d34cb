"""What a change of published cells does: every rule before and after, and what it means for each agent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rota.checking import Verdict, judge
from rota.domain.clock import minutes_between
from rota.domain.cover import Cover, Shortfall
from rota.domain.hours import attendance, credited, leave_minutes, lieu_minutes
from rota.domain.levels import LevelMove, level_moves
from rota.domain.matter import CellChange
from rota.domain.period import ONE_DAY, span
from rota.domain.rota import Rota
from rota.domain.saturdays import takes_turn
from rota.files.repository import Repository
from rota.rules import Finding, Level, Rule
from rota.work.amend import months_of, rota_now, with_changes
from rota.work.edit import compare
from rota.work.ruleset import resolved, rules_of

Pair = tuple[int, int]
"""A number before and after."""


@dataclass(frozen=True)
class RuleEffect:
    """One rule before and after: the amounts that no waiver covers, and the findings that come and go, waived ones too."""

    rule: Rule
    before: int
    after: int
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]

    @property
    def worse(self) -> bool:
        """Whether the rule is broken more than before."""
        return self.after > self.before


@dataclass(frozen=True)
class AgentEffect:
    """What changes for one agent in the months concerned, each number before and after.

    In minutes: ``credited`` hours, the ``lieu`` ledger, ``leave`` taken, and ``rest``, the shortest rest beside
    the changed days (None where no two shifts follow one another). ``saturdays`` are turns worked.
    """

    agent: str
    cells: tuple[CellChange, ...]
    credited: Pair
    lieu: Pair
    leave: Pair
    saturdays: Pair
    rest: tuple[int | None, int | None]


@dataclass(frozen=True)
class Effects:
    """All that a change does to the rotas it touches; ``cover`` are the shortfalls of its days, before and after.

    ``rotas`` are those that it touches, each before and after.
    """

    rules: tuple[RuleEffect, ...]
    agents: tuple[AgentEffect, ...]
    cover: tuple[tuple[Shortfall, ...], tuple[Shortfall, ...]]
    rotas: tuple[tuple[Rota, Rota], ...] = ()

    @cached_property
    def levels(self) -> tuple[LevelMove, ...]:
        """Where more or fewer calls are answered in time, by day; worked out when it is first asked for."""
        days = {change.day for agent in self.agents for change in agent.cells}
        return tuple(move for pair in self.rotas for move in level_moves(*pair, days))

    @property
    def worse(self) -> tuple[RuleEffect, ...]:
        """The rules that are broken more than before, must rules first."""
        worse = [effect for effect in self.rules if effect.worse]
        return tuple(sorted(worse, key=lambda effect: tuple(Level).index(effect.rule.level)))

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The findings of must rules that come with the change, and that no waiver covers."""
        musts = (effect for effect in self.worse if effect.rule.level is Level.MUST)
        return tuple(found for effect in musts for found in effect.came if found.excuse is None)


def effects_of(repo: Repository, cells: Sequence[CellChange], *, by_consent: bool = False) -> Effects:
    """What ``cells`` do to the published rotas as they stand now; every rule in force is judged before and after."""
    rotas = [_both(repo, group, month, cells, by_consent) for group, month in months_of(repo, cells)]
    return Effects(
        tuple(effect for pair in rotas for effect in _rules(repo, *pair)),
        tuple(_agents(cells, rotas)),
        (_cover([before for before, _ in rotas], cells), _cover([after for _, after in rotas], cells)),
        tuple(rotas),
    )


def _both(
    repo: Repository, group: str, month: str, cells: Sequence[CellChange], by_consent: bool
) -> tuple[Rota, Rota]:
    before = rota_now(repo, group, month)
    return before, with_changes(before, cells, by_consent=by_consent)


def _rules(repo: Repository, before: Rota, after: Rota) -> Iterator[RuleEffect]:
    rules = rules_of(repo, before.facts.period).rules
    for old, new in zip(judge(before, rules), judge(after, rules), strict=True):
        yield _rule(repo, old, new)


def _rule(repo: Repository, old: Verdict, new: Verdict) -> RuleEffect:
    came, went = compare(old.findings, new.findings)
    found = tuple(
        resolved(repo, finding)
        for finding in came or (new.findings if new.open_amount > old.open_amount else ())
    )
    return RuleEffect(old.rule, old.open_amount, new.open_amount, found, went)


def _agents(cells: Sequence[CellChange], rotas: Sequence[tuple[Rota, Rota]]) -> Iterator[AgentEffect]:
    for agent in dict.fromkeys(change.agent for change in cells):
        own = tuple(change for change in cells if change.agent == agent)
        sums = [[_sums(rota, agent) for rota in pair if agent in rota.cells] for pair in rotas]
        before, after = (
            [sum(column) for column in zip(*(pair[side] for pair in sums if pair), strict=True)]
            for side in (0, 1)
        )
        hours, lieu, leave, turns = zip(before, after, strict=True)
        rest = tuple(
            min((gap for pair in rotas for gap in rests(pair[side], agent, own)), default=None)
            for side in (0, 1)
        )
        yield AgentEffect(agent, own, hours, lieu, leave, turns, (rest[0], rest[1]))


def _sums(rota: Rota, agent: str) -> tuple[int, int, int, int]:
    facts = rota.facts
    days = list(rota.in_period(agent))
    return (
        sum(credited(cell, agent, day, facts) for day, cell in days),
        sum(lieu_minutes(cell, agent, day, facts) for day, cell in days),
        sum(leave_minutes(cell, agent, day, facts) for day, cell in days),
        sum(cell.is_shift and takes_turn(facts, agent, day) for day, cell in days),
    )


def rests(rota: Rota, agent: str, cells: Iterable[CellChange]) -> Iterator[int]:
    """The minutes of rest between shifts on neighbouring days, around each changed day."""
    zone = rota.facts.centre.zone
    for change in cells:
        for earlier, later in pairwise(span(change.day - ONE_DAY, change.day + ONE_DAY)):
            before, after = (attendance(rota.cell(agent, day), rota.facts) for day in (earlier, later))
            if before and after:
                yield minutes_between((earlier, before[1]), (later, after[0]), zone)


def _cover(rotas: Iterable[Rota], cells: Sequence[CellChange]) -> tuple[Shortfall, ...]:
    days = {change.day for change in cells}
    return tuple(short for rota in rotas for short in Cover(rota).shortfalls() if short.day in days)
