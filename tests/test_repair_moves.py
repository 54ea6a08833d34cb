"""Moves inside one day: the solver's best is the best that trying everything finds, aim by aim."""

import random
from collections import defaultdict
from itertools import product

import pytest

from rota.model.dayanswer import answer_day
from rota.model.daymoves import DayTask, Offer, Taken, best_moves

SERVICES = ("p", "r", "s")


def a_day(seed, whole):
    """A small made-up day: up to four agents, six half hours, three services."""
    chance = random.Random(seed)  # noqa: S311 - made-up days, no secrets
    times = [600 + 30 * at for at in range(chance.randint(3, 6))]
    offers = []
    for agent in range(chance.randint(2, 4)):
        at = chance.choice(SERVICES)
        served = [(time, chance.choice([at, at, at, None])) for time in times[chance.randint(0, 1) :]]
        for service in SERVICES:
            if service != at and chance.random() < 0.7:
                shortest = min(len(served), chance.randint(1, 3))
                offers.append(Offer(f"a{agent}", service, tuple(served), shortest, chance.randint(0, 1)))
    missing = {(service, time): chance.choice((-2, -1, -1, 0, 1)) for service in SERVICES for time in times}
    barred = (frozenset(chance.sample(range(len(offers)), 2)),) if len(offers) > 3 and seed % 3 == 0 else ()
    return DayTask(missing, tuple(offers), whole=whole, barred=barred)


def ways(task, agent):
    """Everything one agent could do: nothing, or one offer for one stretch."""
    yield None
    for at, offer in enumerate(task.offers):
        number = len(offer.halves)
        for first in range(number if offer.agent == agent else 0):
            for last in range(first, number):
                long_enough = last - first + 1 >= offer.shortest
                if (first, last) == (0, number - 1) or (long_enough and not task.whole):
                    yield Taken(at, first, last)


def amounts(task, taken):
    """Heads missing, people moved, harm and half hours, counted one by one."""
    moved = defaultdict(int)
    half_hours = 0
    for one in taken:
        offer = task.offers[one.offer]
        for time, left in offer.halves[one.first : one.last + 1]:
            if left is not None and left != offer.service:
                moved[left, time] += 1
                moved[offer.service, time] -= 1
                half_hours += 1
    missing = sum(max(0, short + moved[place]) for place, short in task.missing.items())
    return missing, len(taken), sum(task.offers[one.offer].harm for one in taken), half_hours


def tried(task):
    """The best of everything."""
    agents = sorted({offer.agent for offer in task.offers})
    choices = ([one for one in choice if one] for choice in product(*(list(ways(task, a)) for a in agents)))
    allowed = (c for c in choices if not any(b <= {one.offer for one in c} for b in task.barred))
    return min(amounts(task, choice) for choice in allowed)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_the_best_is_what_trying_everything_finds(seed, whole):
    task = a_day(seed, whole)
    answer = answer_day(task)
    best = tried(task)
    assert amounts(task, answer.taken) == best
    reached = (answer.missing, answer.people, answer.harm, answer.half_hours)
    assert tuple(aim.best for aim in reached) == best
    assert all(aim.proven for aim in reached)
    assert all(one in set(ways(task, task.offers[one.offer].agent)) for one in answer.taken)


def test_the_days_were_worth_trying():
    found = [tried(a_day(seed, whole=False)) for seed in range(20)]
    assert len({best[1] for best in found}) >= 3
    assert any(best[0] == 0 for best in found)
    assert any(best[0] > 0 for best in found)


def test_several_days_are_solved_in_one_child_in_their_order():
    tasks = [a_day(seed, whole=False) for seed in (1, 2, 4)]
    answers = best_moves(tasks, 20)
    assert [answer.missing.best for answer in answers] == [tried(task)[0] for task in tasks]


def test_a_day_without_offers_stays_as_it_is():
    answer = answer_day(DayTask({("p", 600): 2, ("r", 600): -1}, ()))
    assert answer.taken == ()
    assert (answer.missing.best, answer.missing.bound, answer.people.best) == (2, 2, 0)


def test_without_time_there_is_an_answer_and_no_false_proof():
    task = a_day(3, whole=False)
    hurried = answer_day(DayTask(task.missing, task.offers, seconds=0.0))
    assert hurried.missing.bound <= tried(task)[0] <= hurried.missing.best
