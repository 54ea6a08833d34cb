"""One half hour of a queue of calls: its load, its required headcount, and what becomes of its callers."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from rota.demand.convexity import hull
from rota.demand.erlang import mean_wait, required, service_level
from rota.domain.interval import INTERVAL
from rota.domain.load import Expected

_SECONDS = INTERVAL * 60
_NEGLIGIBLE = 0.005
"""Fewer calls than this outside target round to none."""


@dataclass(frozen=True)
class Terms:
    """How a queue is answered: all of ``rota.domain.calls.Calls`` but its calls."""

    target: int
    within: int
    max_occupancy: int = 100
    shrinkage: int = 0
    availability: int = 100
    minimum: int = 0
    patience: int | None = None


@dataclass(frozen=True)
class Half:
    """A Load: ``hundredths`` of calls offered in one half hour, each of ``aht`` seconds, answered on ``terms``."""

    hundredths: int
    aht: int
    terms: Terms

    @property
    def calls(self) -> float:
        """Calls offered."""
        return self.hundredths / 100

    @property
    def target(self) -> float:
        """The share of calls to be answered in time."""
        return self.terms.target / 100

    @property
    def load(self) -> float:
        """The load in erlangs."""
        return self.hundredths * self.aht / (100 * _SECONDS)

    @cached_property
    def need(self) -> int:
        """Required headcount: whole agents, divided by what shrinkage and availability leave of a head."""
        terms = self.terms
        agents = required(self.load, self.aht, terms.within, self.target, terms.max_occupancy / 100)
        left = (100 - terms.shrinkage) * terms.availability
        return max(terms.minimum, -(-agents * 10_000 // left))

    @cached_property
    def priced(self) -> tuple[int, ...]:
        """Hundredths of a call outside target, by heads on duty, convex."""
        costs, heads = [self.hundredths], 0
        while costs[-1] > 0:
            heads += 1
            costs.append(round(100 * self.expected(heads).outside))
        return hull(costs)

    def expected(self, heads: int) -> Expected:
        """What callers meet with so many heads on duty."""
        agents = heads * (100 - self.terms.shrinkage) * self.terms.availability / 10_000
        level = service_level(agents, self.load, self.aht, self.terms.within)
        outside = self.calls * (1 - level)
        busy = min(1.0, self.load / agents) if agents else float(self.load > 0)
        return Expected(
            agents,
            level,
            0.0 if outside < _NEGLIGIBLE else outside,
            busy,
            mean_wait(agents, self.load, self.aht),
        )


@lru_cache(maxsize=200_000)
def half(hundredths: int, aht: int, terms: Terms) -> Half:
    """The half hour of so many calls, each worked out once."""
    return Half(hundredths, aht, terms)
