"""All that the author of a rule needs: Rule, Level, Finding, and the verbs of the model.

A rule is one file with one small class: its settings are the fields, ``encode`` says it to the
planner and ``check`` finds where a finished rota breaks it. The two share the settings and the
plain facts of the domain, and nothing else.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, ClassVar, Protocol, Self

from pydantic import Field

from rota.domain.cell import Cell, Kind
from rota.domain.facts import Facts
from rota.domain.leave import Reason
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.domain.table import Dated

CellKey = tuple[str, date]
"""One agent on one day."""


class Level(StrEnum):
    """How much a rule binds."""

    MUST = "must"
    SHOULD = "should"
    WISH = "wish"


class Tier(IntEnum):
    """What is settled first: a lower tier is never paid for with a higher one."""

    COVER = 0
    SHOULD = 1
    WISH = 2


class Reach(StrEnum):
    """What one finding of a rule looks at, so that a small change need not be judged on the whole rota.

    ``AGENT``: one agent's cells, the days around the period included; ``DAY``: all cells of one day;
    ``SATURDAYS``: who works on Saturdays, and who is absent all week; ``ROTA``: anything.
    """

    AGENT = "agent"
    DAY = "day"
    SATURDAYS = "saturdays"
    ROTA = "rota"


@dataclass(frozen=True)
class Finding:
    """One place where a rota breaks a rule, or where nobody can know whether it does.

    ``amount`` is in ``unit``, the rule's own. ``cells`` are the cells that together make the breach;
    when all of them are facts, no planner could have avoided it. ``strong`` marks findings of
    strong wishes. ``unknown`` means that history does not reach back far enough to judge.
    """

    code: str
    level: Level
    message: str
    amount: int = 1
    agent: str | None = None
    day: date | None = None
    cells: tuple[CellKey, ...] = ()
    rule: str = ""
    fix: str = ""
    place: Place | None = None
    second: Place | None = None
    strong: bool = False
    unknown: bool = False
    in_facts: bool = False
    unit: str = ""

    def with_(self, **changes: Any) -> Self:
        """A copy of the finding with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class LeaveLimit:
    """How many of some agents a rule lets be away on one day, ``most``, so that leave can be granted up to it.

    ``away`` says of a cell whether it counts. ``name`` is the group in the words of a reader, and ``reason``
    why leave beyond the limit is refused.
    """

    name: str
    reason: Reason
    most: int
    agents: frozenset[str]
    away: Callable[[Cell], bool]


class Count(Protocol):
    """A number that the planner decides: a sum of cells that are either so or not so.

    Facts are folded in as constants. Counts add up, also with plain integers and by ``sum``.
    """

    def __add__(self, other: Self | int) -> Self: ...
    def __radd__(self, other: Self | int) -> Self: ...
    def __sub__(self, other: Self | int) -> Self: ...
    def __mul__(self, factor: int) -> Self: ...


class RotaModel(Protocol):
    """What a rule may ask of the planner's model and say to it.

    The verbs post the rule at its own level: a must rule binds, as far as the facts leave a
    choice; any other is priced by the amount of its breach, in the rule's unit. How a verb
    becomes constraints is the model's business.
    """

    @property
    def facts(self) -> Facts:
        """The facts that are planned upon."""

    def works(self, agent: str, day: date) -> Count:
        """1 if ``agent`` works a shift on ``day``, also outside the period where that is known."""

    def shift(
        self, agent: str, day: date, *, pattern: str | None = None, service: str | None = None
    ) -> Count:
        """1 if ``agent`` works such a shift on ``day``; a part left out may be anything."""

    def kind(self, agent: str, day: date, kind: Kind) -> Count:
        """1 if the cell of ``agent`` on ``day`` is of this kind."""

    def heads(self, service: str, day: date, minute: int) -> Count:
        """How many agents serve ``service`` at ``minute`` of ``day``, timed parts counted."""

    def either(self, counts: Sequence[Count]) -> Count:
        """1 if any of ``counts`` (0 or 1 each) is 1."""

    def forbid(
        self,
        rule: "Rule",
        agent: str,
        day: date,
        *,
        kind: Kind | None = None,
        pattern: str | None = None,
        service: str | None = None,
    ) -> None:
        """No such cell on this day, whatever else; what is left out may be anything.

        Naming a pattern or a service means a shift. A breach counts 1.
        """

    def at_most(
        self, rule: "Rule", count: Count, limit: int, where: str, *, price: int = 1, per: int = 1
    ) -> None:
        """``count`` is at most ``limit``; each ``per`` more, begun or whole, count ``price``."""

    def at_least(
        self, rule: "Rule", count: Count, need: int, where: str, *, price: int = 1, per: int = 1
    ) -> None:
        """``count`` is at least ``need``; each ``per`` missing, begun or whole, count ``price``."""

    def implies(self, rule: "Rule", one: Count, other: Count, where: str) -> None:
        """Where ``one`` (0 or 1) is 1, ``other`` is at least 1; each breach counts 1."""

    def runs(self, rule: "Rule", days: Sequence[Count], longest: int, where: str) -> None:
        """No run of ones in ``days`` is longer than ``longest``; each day past it counts 1."""

    def any_of(self, rule: "Rule", ways: Iterable[Sequence[Count]], where: str) -> None:
        """At least one of ``ways`` holds whole: every count (0 or 1) in it is 1. None holding counts 1."""

    def stay_on_one(self, rule: "Rule", choices: Mapping[str, Sequence[Count]], where: str) -> None:
        """One of ``choices`` is chosen; each count (0 or 1) that is 1 in another choice counts 1.

        A must rule keeps all that is undecided to the choice, whatever the facts hold.
        """

    def convex_cost(self, rule: "Rule", count: Count, costs: Sequence[int], where: str) -> None:
        """``count`` costs ``costs[count]``; the steps between costs never fall (the last step goes on).

        A must rule allows no more than costs as little as ``costs[0]``.
        """

    def prefer_not(self, rule: "Rule", days: Sequence[Count], where: str, *, strong: bool = False) -> None:
        """None of ``days`` (0 or 1 each) should be 1; it counts 1 in all, however many are."""


class Rule(Dated, ABC):
    """The base of every rule: what its TOML table may hold beyond its own settings.

    ``rank`` puts rules of one tier side by side: those that share a rank are added up. ``allowance``
    is by how much, in the rule's unit, the planner may slacken it for what comes later. ``from`` and
    ``until`` say for which periods the table holds; both fall on the edges of periods. ``plans`` is
    False for rules about what was done to a published rota (``Facts.record``): no plan can break
    them, and their ``encode`` says nothing.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    unit: ClassVar[str]
    remedy: ClassVar[str]
    tier: ClassVar[Tier | None] = None
    locks: ClassVar[bool] = False
    plans: ClassVar[bool] = True
    places: ClassVar[frozenset[Kind]] = frozenset()
    reach: ClassVar[Reach] = Reach.ROTA

    use: str
    level: Level = Level.MUST
    rank: int | None = None
    allowance: int = Field(default=0, ge=0)
    source: str = ""

    @abstractmethod
    def encode(self, model: RotaModel) -> None:
        """Say the rule to the planner through the model's verbs."""

    @abstractmethod
    def check(self, rota: Rota) -> Iterator[Finding]:
        """Walk a finished rota and yield where it breaks the rule."""

    def foresee(self, facts: Facts) -> Iterator[str]:  # noqa: ARG002  # for rules that override it
        """What a leader should hear before planning even begins; nothing, for most rules."""
        return iter(())

    def leave_limit(self, facts: Facts, day: date) -> LeaveLimit | None:  # noqa: ARG002  # as above
        """What the rule means for leave on ``day``, of any month; None for the many rules that limit none.

        ``facts`` hold the centre and its people, whichever period they are of, and no cells.
        """
        return None

    @property
    def counts_in(self) -> str:
        """What this rule's amounts are counted in; a rule that means two things by its level overrides it."""
        return self.unit

    @property
    def in_tier(self) -> Tier:
        """The tier in which breaches of this rule count."""
        if self.tier is not None:
            return self.tier
        return Tier.WISH if self.level is Level.WISH else Tier.SHOULD

    def finding(
        self,
        agent: str | None,
        day: date | None,
        message: str,
        *,
        amount: int = 1,
        cells: Iterable[CellKey] | None = None,
        strong: bool = False,
        fix: str = "",
    ) -> Finding:
        """A breach of this rule at a cell; ``cells`` defaults to the one cell of agent and day."""
        if cells is None:
            cells = ((agent, day),) if agent is not None and day is not None else ()
        return Finding(
            self.code,
            self.level,
            message,
            amount,
            agent,
            day,
            tuple(cells),
            self.name,
            fix or self.remedy,
            strong=strong,
            unit=self.counts_in,
        )

    def unknown(self, message: str, fix: str = "") -> Finding:
        """A warning that history does not reach back far enough to judge."""
        advice = fix or "add the missing months to rotas/, or opening balances to history.toml"
        return Finding(
            self.code, self.level, message, 0, rule=self.name, fix=advice, unknown=True, unit=self.counts_in
        )
