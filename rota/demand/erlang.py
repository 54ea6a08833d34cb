"""Erlang C: how long callers wait for one of so many agents, also for parts of an agent.

Source: A. K. Erlang, 1917; the continuous extension to fractional agents is D. L. Jagerman, "Some properties of the
Erlang loss function", Bell System Technical Journal 53 (1974). Loads are in erlangs: calls a second times handling seconds.
"""

from math import exp, inf

_TINY = 1e-300


def inverse_loss(agents: float, load: float) -> float:
    """1 over Erlang's loss probability, for any number of ``agents`` from 0 and a ``load`` above 0."""
    whole = int(agents)
    left = agents - whole
    inverse = 1.0 if not left else _fractional(left, load)
    for step in range(1, whole + 1):
        inverse = 1.0 + (left + step) / load * inverse
    return inverse


def _fractional(agents: float, load: float) -> float:
    """The integral of load * exp(-load * t) * (1 + t) ** agents over t from 0, for agents between 0 and 1."""
    if load < 0.5:
        # one step up is better conditioned there: I(x) = (I(x + 1) - 1) * load / (x + 1)
        return (_integral(agents + 1, load) - 1.0) * load / (agents + 1)
    return _integral(agents, load)


def _integral(agents: float, load: float) -> float:
    """By the continued fraction of the upper incomplete gamma function (Lentz)."""
    a = agents + 1
    b = load + 1 - a
    c = 1 / _TINY
    d = 1 / b if b else 1 / _TINY
    h = d
    for i in range(1, 10_000):
        an = -i * (i - a)
        b += 2
        d = an * d + b or _TINY
        c = b + an / c or _TINY
        d = 1 / d
        change = d * c
        h *= change
        if abs(change - 1) < 1e-16:
            break
    return load * h


def waiting(agents: float, load: float) -> float:
    """The share of calls that wait at all; 1 under overload."""
    if load <= 0:
        return 0.0
    if agents <= load:
        return 1.0
    inverse = inverse_loss(agents, load)
    return 1.0 / (inverse - (inverse - 1.0) * load / agents)


def service_level(agents: float, load: float, aht: float, within: float) -> float:
    """The share of calls answered ``within`` so many seconds, their handling time being ``aht`` seconds; 0 under overload."""
    if load <= 0:
        return 1.0
    if agents <= load:
        return 0.0
    return 1.0 - waiting(agents, load) * exp(-(agents - load) * within / aht)


def mean_wait(agents: float, load: float, aht: float) -> float:
    """The mean seconds until a call is answered; infinite under overload."""
    if load <= 0:
        return 0.0
    return inf if agents <= load else waiting(agents, load) * aht / (agents - load)


def required(load: float, aht: float, within: float, target: float, max_occupancy: float = 1.0) -> int:
    """The fewest whole agents with whom ``target`` (a share) is answered in time and nobody is busier than ``max_occupancy``."""
    if load <= 0:
        return 0
    agents = int(load)
    while service_level(agents, load, aht, within) < target or load > max_occupancy * agents:
        agents += 1
    return agents
