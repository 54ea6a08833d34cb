"""How calls are answered by a rota: each half hour's heads on duty, and the service level to expect of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import NamedTuple

from rota.domain.cover import Cover
from rota.domain.load import Expected, Load, price

_ROUNDING = 1e-9


class Answered(NamedTuple):
    """One half hour of a service: what it meets, how many heads are on duty, and what becomes of its callers."""

    service: str
    day: date
    start: int
    load: Load
    heads: int
    expected: Expected

    @property
    def priced(self) -> int:
        """Hundredths of a call outside target, as the planner counts them."""
        return price(self.load, self.heads)

    @property
    def met(self) -> bool:
        """Whether the target is met; where no call is outside it, whatever the target, it is."""
        return _meets(self.load, self.expected)

    @property
    def overloaded(self) -> bool:
        """Whether more call than those on duty can ever answer, so that the queue only grows."""
        return self.expected.wait == inf

    @property
    def more(self) -> int:
        """The fewest heads more with which the target is met, parts of agents counted; 0 where it is."""
        few, enough = self.heads, max(self.heads, self.load.need)
        if self.met:
            return 0
        while enough - few > 1:
            middle = (few + enough) // 2
            if _meets(self.load, self.load.expected(middle)):
                enough = middle
            else:
                few = middle
        return enough - self.heads


def _meets(load: Load, expected: Expected) -> bool:
    return expected.level >= load.target - _ROUNDING or not expected.outside


@dataclass(frozen=True)
class Answers:
    """Some half hours added up: calls offered, calls expected outside target, and what the planner counts (hundredths)."""

    offered: float
    outside: float
    priced: int

    @property
    def level(self) -> float | None:
        """The share of calls answered in time; None where there are none."""
        return 1 - self.outside / self.offered if self.offered else None


def added_up(halves: Iterable[Answered]) -> Answers:
    """``halves`` as one."""
    found = list(halves)
    return Answers(
        sum(half.load.calls for half in found),
        sum(half.expected.outside for half in found),
        sum(half.priced for half in found),
    )


class Answering:
    """Looks at the cover of one rota with the ears of its callers."""

    def __init__(self, cover: Cover) -> None:
        self._cover = cover
        self._facts = cover.facts

    @property
    def services(self) -> tuple[str, ...]:
        """The services that meet calls in the period."""
        days = self._facts.period.days
        return tuple(
            service
            for service in self._facts.services
            if any(self._facts.loads(service, day) for day in days)
        )

    def on(self, service: str, day: date) -> tuple[Answered, ...]:
        """The half hours of ``service`` on ``day``, in order."""
        found = []
        for start, load in self._facts.loads(service, day).items():
            heads = self._cover.heads(service, day, start)
            found.append(Answered(service, day, start, load, heads, load.expected(heads)))
        return tuple(found)

    def all_of(self, service: str, days: Iterable[date] | None = None) -> tuple[Answered, ...]:
        """The half hours of ``service`` on ``days``, or in the whole period."""
        wanted = self._facts.period.days if days is None else days
        return tuple(half for day in wanted for half in self.on(service, day))
