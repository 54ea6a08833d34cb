"""Erlang C: how long callers wait for one of so many agents, also for parts of an agent.

All rests on the inverse of Erlang's loss probability, I(n, a) = a * integral of exp(-a t) (1 + t)^n dt over t from 0, which
obeys I(n, a) = 1 + n / a * I(n - 1, a). One call in 1 + (n - a) / a * I(n - 1, a) waits: only sums of positive numbers, so nothing
is lost to cancellation, and where I is too large for a float, nobody waits.

Source: A. K. Erlang, 1917; the continuous extension to fractional agents is D. L. Jagerman, "Some properties of the
Erlang loss function", Bell System Technical Journal 53 (1974). Loads are in erlangs: calls a second times handling seconds.
"""

from itertools import count
from math import exp, expm1, floor, gamma, inf

_SERIES_BELOW = 4.0
"""Loads under which the series is fast, and loses a digit and a half at most; the continued fraction is for those above."""


def inverse_loss(agents: float, load: float) -> float:
    """1 over Erlang's loss probability, for any number of ``agents`` above -1 and a ``load`` above 0; infinite past 1e308."""
    whole = floor(agents)
    left = agents - whole
    if whole < 0:
        return _under_none(left, load)
    inverse = _fractional(left, load)
    for step in range(1, whole + 1):
        inverse = 1.0 + (left + step) / load * inverse
    return inverse


class Losses:
    """Inverse losses for one ``load``, each worked out once and from the one an agent below it."""

    def __init__(self, load: float) -> None:
        self._load = load
        self._known: dict[float, list[float]] = {}

    def inverse(self, whole: int, left: float) -> float:
        """The ``inverse_loss`` of ``whole`` agents, from -1, and the part ``left`` of one."""
        if whole < 0:
            return _under_none(left, self._load)
        known = self._known.get(left)
        if known is None:
            known = self._known[left] = [_fractional(left, self._load)]
        load, inverse = self._load, known[-1]
        for step in range(len(known), whole + 1):
            inverse = 1.0 + (left + step) / load * inverse
            known.append(inverse)
        return known[whole]


def _fractional(agents: float, load: float) -> float:
    """For agents from 0 to 1."""
    if not agents:
        return 1.0
    return (_series if load < _SERIES_BELOW else _fraction)(agents, load)


def _under_none(left: float, load: float) -> float:
    """For agents between -1 and 0, ``left`` more than -1."""
    if not left:
        return inf
    if load < 1.0:
        return (_fractional(left, load) - 1.0) * load / left
    return _fraction(left - 1.0, load)


def _series(agents: float, load: float) -> float:
    """By the gamma function less the series of the lower incomplete one."""
    total, term = 0.0, load
    for step in count(1):
        term /= agents + step
        total += term
        term *= load
        if term < total * 1e-17:
            break
    power: float = load**-agents
    return exp(load) * power * gamma(agents + 1.0) - total


def _fraction(agents: float, load: float) -> float:
    """By the continued fraction of the upper incomplete gamma function, from so far down that nothing is left of the rest."""
    depth = 8 + int(90 / load)
    value = load - agents + 2 * depth
    for step in range(depth, 0, -1):
        value = load - agents + 2 * (step - 1) - step * (step - 1.0 - agents) / value
    return load / value


def _odds(agents: float, load: float, inverse: float) -> float:
    """Calls that do not wait to one that does; ``inverse`` is the ``inverse_loss`` of one agent fewer."""
    return (agents - load) / load * inverse


def waiting(agents: float, load: float) -> float:
    """The share of calls that wait at all; 1 under overload."""
    if load <= 0:
        return 0.0
    if agents <= load:
        return 1.0
    return 1.0 / (1.0 + _odds(agents, load, inverse_loss(agents - 1.0, load)))


def missed(agents: float, load: float, within: float, inverse: float | None = None) -> float:
    """The share of calls not answered ``within`` so many average handling times; 1 under overload.

    Whoever knows the ``inverse`` loss of one agent fewer may hand it in.
    """
    if load <= 0:
        return 0.0
    if agents <= load:
        return 1.0
    before = inverse_loss(agents - 1.0, load) if inverse is None else inverse
    return exp(-(agents - load) * within) / (1.0 + _odds(agents, load, before))


def service_level(agents: float, load: float, aht: float, within: float) -> float:
    """The share of calls answered ``within`` so many seconds, their handling time being ``aht`` seconds; 0 under overload."""
    late = missed(agents, load, within / aht)
    if late < 0.5 or agents <= load:
        return 1.0 - late
    # Just above overload next to nobody is answered in time, and the difference to 1 would be rounded away.
    odds = _odds(agents, load, inverse_loss(agents - 1.0, load))
    return (odds - expm1(-(agents - load) * within / aht)) / (1.0 + odds)


def mean_wait(agents: float, load: float, aht: float) -> float:
    """The mean seconds until a call is answered; infinite under overload."""
    if load <= 0:
        return 0.0
    return inf if agents <= load else waiting(agents, load) * aht / (agents - load)


def required(load: float, within: float, outside: float, least: int = 0) -> int:
    """The fewest whole agents, ``least`` or more, with whom a share of ``outside`` at most is missed.

    ``within`` is in average handling times. One pass: each step has the inverse loss of the number before.
    """
    if load <= 0:
        return least
    inverse, enough = 1.0, max(least, floor(load) + 1)
    for agents in range(1, enough):
        inverse = 1.0 + agents / load * inverse
    for agents in count(enough):
        if missed(agents, load, within, inverse) <= outside:
            break
        inverse = 1.0 + agents / load * inverse
    return agents
