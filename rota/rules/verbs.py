"""The verbs of the planner's model, as a rule may use them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from rota.domain.cell import Kind
from rota.domain.facts import Facts

if TYPE_CHECKING:
    from rota.rules.rule import Rule


class Count(Protocol):
    """A number that the planner decides: a sum of cells that are either so or not so.

    Facts are folded in as constants. Counts add up, also with plain integers and by ``sum``.
    """

    def __add__(self, other: Self | int) -> Self: ...
    def __radd__(self, other: Self | int) -> Self: ...
    def __sub__(self, other: Self | int) -> Self: ...
    def __mul__(self, factor: int) -> Self: ...


class Job(NamedTuple):
    """So much work: it can be begun at step ``came`` (from 0), and is in time if it is done by the end of step ``due``."""

    came: int
    due: int
    amount: int


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

    def shift_among(
        self,
        agent: str,
        day: date,
        *,
        patterns: Collection[str] | None = None,
        services: Collection[str] | None = None,
    ) -> Count:
        """1 if ``agent`` works a shift of one of ``patterns`` at one of ``services`` on ``day``; what is left out may be any."""

    def kind(self, agent: str, day: date, kind: Kind) -> Count:
        """1 if the cell of ``agent`` on ``day`` is of this kind."""

    def heads(self, service: str, day: date, minute: int) -> Count:
        """How many agents serve ``service`` at ``minute`` of ``day``: timed parts counted, and breaks that are placed."""

    def given_to(self, service: str, day: date) -> Count:
        """Half hours of ``day`` that agents on duty give to the deferrable work of ``service``, beside it too."""

    def either(self, counts: Sequence[Count]) -> Count:
        """1 if any of ``counts`` (0 or 1 each) is 1."""

    def reached(self, count: Count, need: int) -> Count:
        """1 if ``count`` is at least ``need``, and 0 if it is less."""

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

    def in_time(
        self, rule: "Rule", jobs: Sequence[Job], able: Sequence[Count], where: Sequence[str], *, per: int = 1
    ) -> None:
        """Each step works off as much as it is ``able`` to of the ``jobs`` that have come, whatever is due first before the rest.

        After each step each ``per`` that are past due, begun or whole, count 1; ``where`` names the steps.
        """

    def prefer_not(self, rule: "Rule", days: Sequence[Count], where: str, *, strong: bool = False) -> None:
        """None of ``days`` (0 or 1 each) should be 1; it counts 1 in all, however many are."""
