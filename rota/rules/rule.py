"""The base of every rule."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Self

from pydantic import Field, model_validator

from rota.domain.cell import Kind
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.domain.table import Dated
from rota.rules.finding import CellKey, Finding, LeaveLimit, Level, Reach, Tier
from rota.rules.verbs import RotaModel


class Rule(Dated, ABC):
    """The base of every rule: what its TOML table may hold beyond its own settings.

    ``rank`` puts rules of one tier side by side: those that share a rank are added up. ``allowance``
    is by how much, in the rule's amounts, the planner may slacken it for what comes later, and ``slack`` the same in
    thousandths of the best found, for fine measures. Amounts are whole numbers; ``scale`` of them make one ``unit``. ``from`` and
    ``until`` say for which periods the table holds; both fall on the edges of periods. ``plans`` is
    False for rules about what was done to a published rota (``Facts.record``): no plan can break
    them, and their ``encode`` says nothing. ``law`` cites the regulation that a rule of law holds to: its level is
    ``must``, its settings only ever tighten it, and a waiver of it names one of the ``grounds`` that the regulation
    itself gives (a word for the files, and what it means).
    """

    code: ClassVar[str]
    name: ClassVar[str]
    unit: ClassVar[str]
    scale: ClassVar[int] = 1
    remedy: ClassVar[str]
    tier: ClassVar[Tier | None] = None
    locks: ClassVar[bool] = False
    plans: ClassVar[bool] = True
    places: ClassVar[frozenset[Kind]] = frozenset()
    reach: ClassVar[Reach] = Reach.ROTA
    law: ClassVar[str] = ""
    grounds: ClassVar[Mapping[str, str]] = MappingProxyType({})

    use: str
    level: Level = Level.MUST
    rank: int | None = None
    allowance: int = Field(default=0, ge=0)
    slack: int = Field(default=0, ge=0, le=100)
    source: str = ""

    @model_validator(mode="after")
    def _law_binds(self) -> Self:
        if self.law and self.level is not Level.MUST:
            raise ValueError(
                f"{self.law} binds: a rule of law can be tightened, not made a {self.level.value}"
            )
        return self

    @property
    def cited(self) -> str:
        """Where the rule comes from: what its table says, or else the law."""
        return self.source or self.law

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
    def counts_by(self) -> int:
        """How many of this rule's amounts make one of what it counts in; overridden together with ``counts_in``."""
        return self.scale

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
            scale=self.counts_by,
            source=self.cited,
        )

    def unknown(self, message: str, fix: str = "") -> Finding:
        """A warning that history does not reach back far enough to judge."""
        advice = fix or "add the missing months to rotas/, or opening balances to history.toml"
        return Finding(
            self.code,
            self.level,
            message,
            0,
            rule=self.name,
            fix=advice,
            unknown=True,
            unit=self.counts_in,
            scale=self.counts_by,
            source=self.cited,
        )
