"""Erlang's formulas by other means: fractions, decimals of hundreds of digits, states one by one, and callers one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from heapq import heapreplace
from math import exp, inf, lgamma, log, sqrt
from random import Random
from statistics import fmean, stdev


def exact_waiting(load: float, most: int) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Agents from 1, the inverse of Erlang's loss and the share of calls that wait, 1 under overload, all in fractions."""
    offered = Fraction(load)
    term = total = Fraction(1)  # offered ** agents / agents! and the sum of these so far
    for agents in range(1, most + 1):
        queueing = term * offered / agents
        if agents > offered:
            waiting = queueing * agents / (agents - offered)
            share = waiting / (total + waiting)
        else:
            share = Fraction(1)
        term = queueing
        total += term
        yield agents, total / term, share


def precise_inverse_loss(agents: float, load: float) -> Decimal:
    """The inverse loss for parts of an agent, by two lower incomplete gamma functions in 400 digits.

    The integral from ``load`` on is the one up to a far end less the one up to ``load``; past the far end nothing is left.
    """
    with localcontext() as context:
        context.prec = 400
        shape, offered = Decimal(agents) + 1, Decimal(load)
        far = 3 * shape + offered + 300
        upper = _lower_gamma(shape, far) - _lower_gamma(shape, offered)
        return offered.exp() * offered ** (1 - shape) * upper


def _lower_gamma(shape: Decimal, end: Decimal) -> Decimal:
    term = total = 1 / shape
    step = shape
    while term > total * Decimal("1e-390"):
        step += 1
        term *= end / step
        total += term
    return end**shape * (-end).exp() * total


def precise_waiting(agents: float, load: float, inverse: Decimal | None = None) -> Decimal:
    """The share of calls that wait, by the textbook's formula with the ``inverse`` loss of these very agents."""
    with localcontext() as context:
        context.prec = 400
        inverse = inverse or precise_inverse_loss(agents, load)
        return 1 / (inverse - (inverse - 1) * Decimal(load) / Decimal(agents))


@dataclass(frozen=True)
class Fates:
    """What becomes of calls: shares answered in time, that wait at all, that hang up, and the mean wait in handling times."""

    in_time: float
    waiting: float
    lost: float
    wait: float


def state_by_state(agents: int, load: float, patience: float, within: float) -> Fates:
    """Erlang A from its states one by one, and a caller followed through the queue; times in mean handling times."""
    weights = [1.0]
    while len(weights) <= agents + load or weights[-1] > 1e-25 * sum(weights):
        busy = len(weights)
        leaving = min(busy, agents) + max(0, busy - agents) / patience
        weights.append(weights[-1] * load / leaving)
    total = sum(weights)
    chances = [weight / total for weight in weights]
    queue = chances[agents:]
    waiting = sum(queue)
    length = sum(ahead * chance for ahead, chance in enumerate(queue))
    in_time = sum(chances[:agents]) + _answered_by(agents, patience, within, queue)
    return Fates(in_time, waiting, length / patience / load, length / load)


def _answered_by(agents: int, patience: float, within: float, queue: list[float]) -> float:
    """The share of callers who, with so many waiting ahead of each, are answered ``within``: by uniformization.

    Every so often, at the rate of the longest queue, something happens: one ahead leaves, the caller hangs up, or nothing.
    """
    rate = agents + len(queue) / patience
    often = rate * within
    standing, answered, total, events = list(queue), 0.0, 0.0, 0
    while events <= often + 12 * sqrt(often) + 40:
        chance_of = exp(events * log(often) - often - lgamma(events + 1)) if often else float(not events)
        total += chance_of * answered
        moved = [0.0] * len(standing)
        for ahead, chance in enumerate(standing):
            onward = (agents + ahead / patience) / rate
            if ahead:
                moved[ahead - 1] += chance * onward
            else:
                answered += chance * onward
            moved[ahead] += chance * (1.0 - onward - 1.0 / patience / rate)
        standing = moved
        events += 1
    return total


@dataclass(frozen=True)
class Seen:
    """The mean of many runs, and its standard error."""

    mean: float
    error: float

    def near(self, value: float) -> bool:
        """Whether ``value`` is within three standard errors."""
        return abs(self.mean - value) <= 3 * self.error


def caller_by_caller(
    agents: int, load: float, within: float, patience: float = inf, *, seed: int, runs: int = 40
) -> dict[str, Seen]:
    """What callers meet in ``runs`` runs of a queue that serves them as they come, each on its own."""
    random = Random(seed)  # noqa: S311 - a simulation, no secret
    found = [_run(random, agents, load, within, patience) for _ in range(runs)]
    return {
        name: Seen(fmean(values), stdev(values) / sqrt(runs))
        for name in ("in_time", "waiting", "lost", "wait")
        for values in [[getattr(one, name) for one in found]]
    }


def _run(random: Random, agents: int, load: float, within: float, patience: float) -> Fates:
    free = [0.0] * agents  # when each agent is free again, the first of them at the front
    now, warm, counted = 0.0, 1000, 3000
    in_time = waiting = lost = 0
    waited = 0.0
    for caller in range(warm + counted):
        now += random.expovariate(load)
        wait = max(0.0, free[0] - now)
        leaves = random.expovariate(1 / patience) if patience < inf else inf
        if wait < leaves:
            heapreplace(free, now + wait + random.expovariate(1.0))
        if caller >= warm:
            in_time += wait < leaves and wait <= within
            waiting += wait > 0
            lost += wait >= leaves
            waited += min(wait, leaves)
    return Fates(in_time / counted, waiting / counted, lost / counted, waited / counted)
