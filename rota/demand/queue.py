"""One half hour of a queue of calls: its load, its required headcount, and what becomes of its callers."""

from functools import lru_cache
from itertools import count
from typing import NamedTuple

from rota.demand import erlang, patience
from rota.demand.convexity import hull
from rota.demand.steps import Steps
from rota.domain.interval import INTERVAL
from rota.domain.load import Expected

_SECONDS = INTERVAL * 60
_WHOLE = 10_000
"""Parts of an agent: shrinkage times availability, both in percent."""

_NEGLIGIBLE = 0.005
"""Fewer calls than this outside target round to none; a target of all calls leaves that many."""


class Terms(NamedTuple):
    """How a queue is answered: all of ``rota.domain.calls.Calls`` but its calls."""

    target: int
    within: int
    max_occupancy: int = 100
    shrinkage: int = 0
    availability: int = 100
    minimum: int = 0
    patience: int | None = None

    @property
    def head(self) -> int:
        """What shrinkage and availability leave of a head, in ten-thousandths of an agent."""
        return (100 - self.shrinkage) * self.availability


class Half(NamedTuple):
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

    @property
    def need(self) -> int:
        """Required headcount: whole agents, divided by what shrinkage and availability leave of a head."""
        return _needs(self.aht, self.terms)(self.hundredths)

    @property
    def priced(self) -> tuple[int, ...]:
        """Hundredths of a call outside target, by heads on duty, convex."""
        return _priced(self)

    @property
    def beyond(self) -> tuple[int, ...]:
        """The same of calls outside target beyond the share that the target allows."""
        return _beyond(self)

    def expected(self, heads: int) -> Expected:
        """What callers meet with so many heads on duty."""
        return _expected(self, heads)


def half(hundredths: int, aht: int, terms: Terms) -> Half:
    """The half hour of so many calls."""
    return Half(hundredths, aht, terms)


@lru_cache(maxsize=20_000)
def _needs(aht: int, terms: Terms) -> Steps:
    """Required headcount by hundredths of calls: it never falls as calls rise, so it is worked out rarely."""
    within = terms.within / aht

    def heads(hundredths: int) -> int:
        load = hundredths * aht / (100 * _SECONDS)
        outside = (100 - terms.target) / 100 or _NEGLIGIBLE * 100 / max(1, hundredths)
        if terms.patience is None:
            least = -(-hundredths * aht // (_SECONDS * terms.max_occupancy))
            agents = erlang.required(load, within, outside, least)
        else:
            agents = patience.required(load, terms.patience / aht, within, outside, terms.max_occupancy / 100)
        return max(terms.minimum, -(-agents * _WHOLE // terms.head))

    return Steps(heads)


class _Answering:
    """What becomes of the calls of one half hour, by heads: what one number of heads shares with others is worked out once."""

    def __init__(self, half: Half) -> None:
        self._half, self._terms, self._load = half, half.terms, half.load
        self._within = half.terms.within / half.aht
        self._losses = erlang.Losses(self._load)

    def share(self, heads: int) -> tuple[float, float]:
        """The share of calls outside target, and of those that hang up."""
        parts, load, patient = heads * self._terms.head, self._load, self._terms.patience
        agents = parts / _WHOLE
        if not load:
            return 0.0, 0.0
        if patient is None and agents <= load:
            return 1.0, 0.0
        before = self._losses.inverse(parts // _WHOLE - 1, parts % _WHOLE / _WHOLE)
        if patient is None:
            return erlang.missed(agents, load, self._within, before), 0.0
        return patience.answered(agents, load, patient / self._half.aht, self._within, before)

    def outside(self, heads: int) -> float:
        """Calls outside target; next to none is none."""
        calls = self._half.calls * self.share(heads)[0]
        return 0.0 if calls < _NEGLIGIBLE else calls


@lru_cache(maxsize=20_000)
def _priced(half: Half) -> tuple[int, ...]:
    return _falling(half, 0)


@lru_cache(maxsize=20_000)
def _beyond(half: Half) -> tuple[int, ...]:
    return _falling(half, half.hundredths * (100 - half.terms.target) // 100)


def _falling(half: Half, allowed: int) -> tuple[int, ...]:
    """Hundredths of calls outside target beyond those ``allowed``, by heads until there are none, convex."""
    answering, costs = _Answering(half), [half.hundredths - allowed]
    heads = count(1)
    while costs[-1]:
        costs.append(max(0, round(100 * answering.outside(next(heads))) - allowed))
    return hull(costs)


@lru_cache(maxsize=50_000)
def _expected(half: Half, heads: int) -> Expected:
    answering, load, terms = _Answering(half), half.load, half.terms
    agents = heads * terms.head / _WHOLE
    missed, lost = answering.share(heads)
    if terms.patience is not None:
        wait, level = lost * terms.patience, 1.0 - missed
    else:
        wait = erlang.mean_wait(agents, load, half.aht)
        level = erlang.service_level(agents, load, half.aht, terms.within)
    busy = min(1.0, load * (1.0 - lost) / agents) if agents else float(load > 0)
    return Expected(agents, level, answering.outside(heads), busy, wait)
