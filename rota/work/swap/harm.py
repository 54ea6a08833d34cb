"""How much harm a change of cells does, judged cheaply: what rules out, and what ranks the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rota.domain.matter import CellChange
from rota.domain.policy import Ruling
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.rules import Level, Rule
from rota.show.words import in_unit
from rota.work.swap.months import Months
from rota.work.swap.owed import owed
from rota.work.swap.policy import ruling_of
from rota.work.swap.screen import RuleMove, Screen


@dataclass(frozen=True)
class Worse:
    """One rule that gets worse: by how much in its own amounts, what becomes of it, and the first finding's words."""

    rule: Rule
    by: int
    ruling: Ruling
    words: str

    @property
    def line(self) -> tuple[str, str, Ruling]:
        """The rule's name, by how much it gets worse in its unit, and what becomes of it, to be shown."""
        return self.rule.name, in_unit(self.by, self.rule.counts_by), self.ruling


@dataclass(frozen=True)
class Harm:
    """What a change does to the rules: those that get worse, and all by how much, the first settled first.

    ``order`` compares harm with harm: must rules, then each tier's rules in their order, less is better.
    """

    worse: tuple[Worse, ...] = ()
    order: tuple[int, ...] = ()

    @property
    def denied(self) -> Worse | None:
        """The first rule that denies the change."""
        return next((one for one in self.worse if one.ruling is Ruling.DENY), None)


class Judge:
    """Judges many small changes of the same rotas; what stands before them is judged once."""

    def __init__(self, repo: Repository, months: Months) -> None:
        self._repo = repo
        self._months = months
        self._screens: dict[tuple[str, str], Screen] = {}

    def alone(self, cells: Sequence[CellChange]) -> Harm:
        """The harm by the rules that look at each agent alone, and, unless one of them denies it, at each day alone."""
        own = [self._agents(screen, cells) for screen in self._of(cells)]
        harm = self._harm(cells, own)
        if harm.denied:
            return harm
        return self._harm(cells, [self._near(screen, cells) for screen in self._of(cells)])

    def may(self, change: CellChange) -> bool:
        """Whether the rules that look at each agent alone let the agent of ``change`` have that cell."""
        screen = self._of([change])[0]
        return self._harm([change], [screen.of_agent([change])]).denied is None

    def whole(self, cells: Sequence[CellChange]) -> Harm:
        """The harm by all rules."""
        moves = (
            (*self._near(screen, cells), *screen.of_rota(_within(screen.rota, cells)))
            for screen in self._of(cells)
        )
        return self._harm(cells, moves)

    def _of(self, cells: Sequence[CellChange]) -> list[Screen]:
        rotas = {}
        for change in cells:
            rota = self._months.of(change.agent, change.day)
            rotas[rota.facts.group, rota.facts.period.month] = rota
        for key, rota in rotas.items():
            if key not in self._screens:
                self._screens[key] = Screen(rota, self._months.rules(rota))
        return [self._screens[key] for key in sorted(rotas)]

    def _near(self, screen: Screen, cells: Sequence[CellChange]) -> tuple[RuleMove, ...]:
        return self._agents(screen, cells) + screen.of_days(_within(screen.rota, cells))

    def _agents(self, screen: Screen, cells: Sequence[CellChange]) -> tuple[RuleMove, ...]:
        agents = dict.fromkeys(change.agent for change in cells if change.agent in screen.rota.cells)
        alone = (screen.of_agent([c for c in cells if c.agent == agent]) for agent in agents)
        return tuple(move for moves in alone for move in moves)

    def _harm(self, cells: Sequence[CellChange], moves: Iterable[tuple[RuleMove, ...]]) -> Harm:
        screens = self._of(cells)
        left = owed(self._repo, cells, [screen.rota for screen in screens])
        worse: list[Worse] = []
        orders: list[Iterator[int]] = []
        for screen, found in zip(screens, moves, strict=True):
            worse.extend(self._worse(screen, found, lieu_owed=bool(left)))
            orders.append(_order(screen.rules, found))
        # What two months have in common is added up, so that a swap across them compares with one inside one.
        return Harm(tuple(worse), tuple(map(sum, zip_longest(*orders, fillvalue=0))))

    def _worse(self, screen: Screen, moves: Sequence[RuleMove], *, lieu_owed: bool) -> Iterator[Worse]:
        for at, rule in enumerate(screen.rules):
            own = [move for move in moves if move.at == at]
            by = sum(move.by for move in own)
            must = rule.level is Level.MUST
            if by > 0 or (must and any(move.by > 0 or move.moved for move in own)):
                ruling = ruling_of(self._repo.centre.swaps, rule, lieu_owed=lieu_owed)
                bad = [move for move in own if move.by > 0 or move.moved]
                words = next((finding.message for move in bad for finding in move.came), rule.name)
                yield Worse(rule, max(1, by), ruling, words)


def _within(rota: Rota, cells: Sequence[CellChange]) -> list[CellChange]:
    """The changes that ``rota`` has cells for."""
    return [change for change in cells if change.agent in rota.cells]


def _order(rules: Sequence[Rule], moves: Sequence[RuleMove]) -> Iterator[int]:
    """By how much each rule gets worse or better, must rules first and then tier by tier."""
    by = [0] * len(rules)
    for move in moves:
        by[move.at] += move.by
    ranked = sorted(range(len(rules)), key=lambda at: (rules[at].level is not Level.MUST, rules[at].in_tier))
    return (by[at] for at in ranked)
