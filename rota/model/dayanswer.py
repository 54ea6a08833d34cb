"""The best choice of moves inside one day, aim by aim, each proven as far as the time allows."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ortools.sat.python import cp_model

from rota.model.daymoves import Aim, DayAnswer, DayTask, Offer, Place, Taken
from rota.model.pool import Pool
from rota.model.result import Limits
from rota.model.solver import solver_for
from rota.model.sums import Sum, total, variable

_QUICK = 0.2
"""The share of the time in which whole shifts are tried, from which the search for parts begins."""


def answer_day(task: DayTask) -> DayAnswer:
    """The best choice for ``task``, solved in this process. Nobody moved is always one, so there always is one."""
    if task.whole:
        return _Search(task).answer(())
    whole = replace(task, whole=True, seconds=_QUICK * task.seconds)
    began = time.monotonic()
    start = _Search(whole).answer(()).taken
    return _Search(replace(task, seconds=task.seconds - (time.monotonic() - began))).answer(start)


@dataclass(frozen=True)
class _Choice:
    """The variables of an offer: whether it is taken or the agent stays, which of its half hours are, and the first."""

    offer: Offer
    taken: Sum
    stays: Sum
    halves: tuple[Sum, ...]
    begins: tuple[Sum, ...] = ()


class _Search:
    """One search over a day's offers."""

    def __init__(self, task: DayTask) -> None:
        self._task = task
        self._pool = Pool()
        self._choices = self._offered()
        for together in task.barred:
            self._pool.between(total([self._choices[at].taken for at in together]), None, len(together) - 1)
        moved = [choice.taken for choice in self._choices]
        served = [half for choice in self._choices for _, half in _served(choice)]
        harm = [choice.taken * choice.offer.harm for choice in self._choices]
        self._aims = (self._missing(), total(moved), total(harm), total(served))

    def _offered(self) -> list[_Choice]:
        """The variables of all offers; an agent takes one of theirs, or stays."""
        own: dict[str, list[int]] = defaultdict(list)
        for at, offer in enumerate(self._task.offers):
            own[offer.agent].append(at)
        made: dict[int, _Choice] = {}
        for offers in own.values():
            stays, *moves = (variable(index) for index in self._pool.choice(len(offers) + 1))
            for at, taken in zip(offers, moves, strict=True):
                made[at] = self._choice(self._task.offers[at], taken, stays)
        return [made[at] for at in range(len(made))]

    def _choice(self, offer: Offer, taken: Sum, stays: Sum) -> _Choice:
        number = len(offer.halves)
        if self._task.whole or number <= offer.shortest:
            return _Choice(offer, taken, stays, (taken,) * number)
        halves = [variable(self._pool.new(0, 1)) for _ in offer.halves]
        begins = [variable(self._pool.new(0, 1)) for _ in offer.halves]
        # It begins once if it is taken, and never where the half hour before is already served there.
        self._pool.between(total(begins) - taken, 0, 0)
        for at, half in enumerate(halves):
            before = halves[at - 1] if at else Sum()
            self._pool.between(half - before - begins[at], None, 0)
            self._pool.between(half - taken, None, 0)
            # Once begun it goes on for long enough; too late for that, it does not begin at all.
            for later in range(at, at + offer.shortest):
                goes_on = halves[later] if later < number else Sum()
                self._pool.between(goes_on - begins[at], 0, None)
        return _Choice(offer, taken, stays, tuple(halves), tuple(begins))

    def _missing(self) -> Sum:
        """The heads missing in all places, added up."""
        moves: dict[Place, list[Sum]] = defaultdict(list)
        for choice in self._choices:
            for (at, left), half in _served(choice):
                moves[left, at].append(half)
                moves[choice.offer.service, at].append(half * -1)
        short = (total(moves[place]) + missing for place, missing in self._task.missing.items())
        return total([self._short(over) for over in short])

    def _short(self, over: Sum) -> Sum:
        """How far ``over`` is above 0."""
        low, high = self._pool.range(over)
        if high <= 0:
            return Sum()
        if low >= 0:
            return over
        short = self._pool.new_sum(0, high, lambda values: max(0, over.value(values)))
        self._pool.between(short - over, 0, None)
        return short

    def answer(self, start: Sequence[Taken]) -> DayAnswer:
        """The best choice, the search beginning from ``start``."""
        values = self._pool.settle(self._values(start))
        reached: list[Aim] = []
        end = time.monotonic() + self._task.seconds
        for left, aim in zip(range(len(self._aims), 0, -1), self._aims, strict=True):
            values, bound = self._minimised(aim, values, max(0.1, (end - time.monotonic()) / left))
            best = aim.value(values)
            reached.append(Aim(best, min(bound, best)))
            self._pool.between(aim, None, best)
        return DayAnswer(tuple(self._read(values)), *reached)

    def _values(self, start: Sequence[Taken]) -> list[int]:
        """The variables' values when nobody but those in ``start`` is moved."""
        values = [0] * len(self._pool)
        for choice in self._choices:
            values[_index(choice.stays)] = 1
        for one in start:
            choice = self._choices[one.offer]
            values[_index(choice.stays)] = 0
            for on in (
                choice.taken,
                *choice.halves[one.first : one.last + 1],
                *choice.begins[one.first :][:1],
            ):
                values[_index(on)] = 1
        return values

    def _read(self, values: Sequence[int]) -> Iterator[Taken]:
        for at, choice in enumerate(self._choices):
            if choice.taken.value(values):
                halves = [place for place, half in enumerate(choice.halves) if half.value(values)]
                yield Taken(at, halves[0], halves[-1])

    def _minimised(self, aim: Sum, values: list[int], seconds: float) -> tuple[list[int], int]:
        """The best values found for ``aim``, ``values`` where none are better, and the bound reached."""
        pool = self._pool
        if aim.value(values) <= pool.low(aim):
            return values, pool.low(aim)
        pool.minimise(aim)
        pool.hint(values)
        solver = solver_for(Limits(workers=1, seed=self._task.seed), seconds)
        status = solver.solve(pool.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return values, pool.low(aim)
        found = pool.settle([solver.value(pool.handle(index)) for index in range(len(pool))])
        better = found if aim.value(found) <= aim.value(values) else values
        return better, ceil(solver.best_objective_bound - 1e-6) + aim.const


def _served(choice: _Choice) -> Iterator[tuple[tuple[int, str], Sum]]:
    """The half hours in which somebody is served, and may be elsewhere instead."""
    for (at, left), half in zip(choice.offer.halves, choice.halves, strict=True):
        if left is not None and left != choice.offer.service:
            yield (at, left), half


def _index(one: Sum) -> int:
    """The variable that ``one`` is."""
    return one.terms[0][0]
