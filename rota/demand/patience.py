"""Erlang A: callers who hang up when they have waited long enough, also for parts of an agent.

Patience is exponential and each caller's own. With c calls offered and s calls answered by all agents in the mean patience,
one in eps + c / s + c^2 / (s (s + 1)) + ... finds each state of the queue, eps being the inverse loss of one agent fewer: every
term is positive, so nothing is lost to cancellation. Under overload the terms grow before they fall, and are scaled.
For less than one agent the formulas hold as they stand: nobody is answered by none, and more are by more.

Source: A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue, with applications to call
centers" (2007); with J(t) as there, the integral of exp(c (1 - exp(-x)) - s x) over x from t, in units of the patience.
"""

from math import exp, expm1, lgamma, log, sqrt
from typing import NamedTuple

from rota.demand.erlang import inverse_loss

_LARGE = 1e250
_ENOUGH = 1e-19
_FAR = 12.0


class Patient(NamedTuple):
    """What becomes of calls: the share ``missed``, hung up or answered late, and the share ``lost``, hung up at all."""

    missed: float
    lost: float


def answered(
    agents: float, load: float, patience: float, within: float, inverse: float | None = None
) -> Patient:
    """The calls of ``load`` erlangs with so many agents; ``patience`` and ``within`` are in average handling times.

    Whoever knows the ``inverse_loss`` of one agent fewer may hand it in.
    """
    if load <= 0:
        return Patient(0.0, 0.0)
    if agents <= 0:
        return Patient(1.0, 1.0)
    before = inverse_loss(agents - 1.0, load) if inverse is None else inverse
    offered, served = load * patience, agents * patience
    queue = _queue(served, offered)
    all_ = before * exp(-queue.scale) + queue.chance
    lost = queue.length / offered / all_
    return Patient(min(1.0, lost + _late(served, offered, within / patience, queue.scale) / all_), lost)


def _late(served: float, offered: float, within: float, scale: float) -> float:
    """The weight of calls answered after ``within``, on the ``scale`` of the whole queue; ``within`` in units of patience."""
    rest = _queue(served + 1.0, offered * exp(-within))
    if not rest.chance:
        return 0.0
    # Taken together before exp: each may be too large or too small for a float where their product is not.
    return exp(-offered * expm1(-within) - served * within + rest.scale - scale + log(rest.chance))


class _Queue(NamedTuple):
    """The weight of all states in which a call waits, and of those waiting in them, both times exp(``scale``)."""

    chance: float
    length: float
    scale: float


def _queue(served: float, offered: float) -> _Queue:
    """Offered / served + offered^2 / (served (served + 1)) + ..., and the same sum of 0, 1, 2... times each term.

    Far into overload the first is the whole gamma function and the second ``offered - served`` times it: what is missing
    of either is a share of less than 1e-30.
    """
    if offered - served > _FAR * sqrt(offered):
        scale = offered + lgamma(served) - (served - 1.0) * log(offered)
        return _Queue(1.0, offered - served, scale)
    chance = term = offered / served
    length = scale = 0.0
    waiting = 0
    while term > chance * _ENOUGH or served + waiting < offered:
        waiting += 1
        term *= offered / (served + waiting)
        chance += term
        length += waiting * term
        if chance > _LARGE:
            term, chance, length = term / _LARGE, chance / _LARGE, length / _LARGE
            scale += log(_LARGE)
    return _Queue(chance, length, scale)


def required(load: float, patience: float, within: float, outside: float, max_occupancy: float = 1.0) -> int:
    """The fewest whole agents with whom a share of ``outside`` at most is missed and nobody is busier than ``max_occupancy``."""
    if load <= 0:
        return 0

    def enough(agents: int) -> bool:
        calls = answered(agents, load, patience, within)
        return calls.missed <= outside and load * (1.0 - calls.lost) <= max_occupancy * agents

    low, high = 0, max(1, int(load))
    while not enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
