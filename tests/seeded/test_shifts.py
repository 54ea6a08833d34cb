"""Seeded breaches of shifts and skills: patterns, written terms, lates, services."""

import tomllib
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.seeded.bases import DAY, JUNE, MAY, PART_TIMER, PHONES, RECEPTION, WEEK, b_town, home, town
from tests.seeded.breaking import Breach, Spot
from tests.seeded.holding import Seeded, holds, of_family, seeded

FULL_TIME = (*PHONES, *(agent for agent in RECEPTION if agent != PART_TIMER))
SWITCHING = tuple(agent for agent in FULL_TIME if agent != "bob")
"""Full-timers who are trained for both services."""


def own_days(random: Random, most: int) -> list[date]:
    """Up to so many weekdays of June, in order."""
    days = [JUNE + WEEK * week + DAY * at for week in range(4) for at in range(5)]
    return sorted(random.sample(days, random.randint(1, most)))


@seeded("shift-patterns", on=town)
def shifts_that_do_not_fit(random: Random, rota: Breach) -> None:
    """A pattern of other contracts or for another weekday, and desks that are closed or close too early."""
    for agent in random.sample(FULL_TIME, random.randint(1, 4)):
        week = JUNE + WEEK * random.randrange(4)
        weekday, weekend = week + DAY * random.randrange(5), week + DAY * random.choice((5, 6))
        day, cell = random.choice(
            (
                (weekday, f"morning {home(agent)}"),
                (weekday, f"saturday {home(agent)}"),
                (weekday, "late reception"),
                (weekend, f"middle {home(agent)}"),
                (week + DAY * 6, "saturday phones"),
            )
        )
        rota.put(agent, day, cell)
        rota.expect(agent, day)
    rota.put(PART_TIMER, JUNE, "late phones")


@seeded("written-terms", on=b_town)
def work_that_nobody_agreed_to(random: Random, rota: Breach) -> None:
    """Nine to five, Monday to Friday, for those of the trust; until six, from 8:30 and on Saturdays where that was agreed."""
    for agent in random.sample(("a007", "a025", "a003", "a011", "a015", "a020"), random.randint(1, 4)):
        week = random.choice(rota.valid.mondays)
        weekday = week + DAY * random.randrange(5)
        if agent in ("a007", "a025"):
            day, cell = random.choice(
                (
                    (weekday, "early email"),
                    (weekday, "late email"),
                    (weekday, "middle email; 17:00-17:15 meeting"),
                    (week + DAY * 5, "saturday phones"),
                    (week + DAY * 6, "training"),
                )
            )
        else:
            day, cell = random.choice(
                (
                    (weekday, "late phones; 18:00-18:30 meeting"),
                    (weekday, "early phones; 08:00-08:30 training"),
                    (week + DAY * 6, "middle phones"),
                )
            )
        contract = "trust-weekdays" if agent in ("a007", "a025") else "trust-full-time"
        rota.put(agent, day, cell)
        rota.expect(agent, day, second=Spot("centre.toml", (f'id = "{contract}"', "written = ")))


@seeded("same-pattern", on=town)
def shifts_off_the_months_pattern(random: Random, rota: Breach) -> None:
    """Everybody is early all month; each other shift is one off it, but for Saturdays."""
    for agent in random.sample(FULL_TIME, random.randint(1, 3)):
        for day in own_days(random, most=9):
            rota.put(agent, day, f"{random.choice(('middle', 'late'))} {home(agent)}")
            rota.expect(agent, day)
        rota.put(agent, JUNE + DAY * 5, f"saturday {home(agent)}")


@seeded("same-service", on=town)
def days_at_another_service(random: Random, rota: Breach) -> None:
    """Everybody is at home all month; each other day counts, but for Saturdays, and for those trained for one only."""
    for agent in random.sample(SWITCHING, random.randint(1, 3)):
        away = "reception" if agent in PHONES else "phones"
        for day in own_days(random, most=9):
            rota.put(agent, day, f"middle {away}")
            rota.expect(agent, day)
        rota.put(agent, JUNE + DAY * 5, f"saturday {away}")
    rota.put("bob", JUNE, "early reception")


@seeded("trained", on=b_town)
def services_that_nobody_taught_them(random: Random, rota: Breach) -> None:
    """One finding for each shift with a service, or a part of it, that its agent was not trained for."""
    people = tomllib.loads(rota.valid.files["people.toml"])["agent"]
    skills = {agent["id"]: set(agent["skills"]) for agent in people}
    services = {"phones", "email", "admin", "reception", "cash", "benefits", "student-support"}
    for agent in random.sample(rota.valid.agents, random.randint(1, 4)):
        unknown, own = sorted(services - skills[agent]), sorted(skills[agent])
        if not unknown:
            continue
        day, wrong = random.choice(rota.valid.days), random.choice(unknown)
        whole, timed = f"middle {wrong}", f"middle {own[0]}; 10:00-12:00 {wrong}; 13:00-14:00 meeting"
        rota.put(agent, day, random.choice((whole, timed)))
        rota.expect(agent, day)


@seeded("late-share", on=town, table="months = 1\nblock = 5")
def lates_past_the_first_block(random: Random, rota: Breach) -> None:
    """Of an agent's lates the first five are free, the next five cost one each, then two, then three; for hal at 0.6,
    three and three. Those of May come first; those that were wished for do not count."""
    for agent in random.sample((*FULL_TIME, PART_TIMER), random.randint(1, 3)):
        block = 3 if agent == PART_TIMER else 5
        prices = [price for price in range(20) for _ in range(block)]
        may = [MAY + WEEK * week + DAY * at for week in range(4) for at in range(3)]
        june = [day + WEEK * 4 for day in may]
        before = random.sample(may, random.randint(0, 8))
        now = random.sample(june, random.randint(max(1, block + 1 - len(before)), 12))
        for day in (*before, *now):
            rota.put(agent, day, "late phones")
        rota.expect(agent, None, sum(prices[len(before) : len(before) + len(now)]))
        if random.random() < 0.5:
            wished = JUNE + DAY * 3
            rota.put(agent, wished, "late phones")
            wish = f'[[wish]]\nid = "w1"\nwhat = "pattern"\npattern = "late"\nfrom = {wished}\nuntil = {wished}\n'
            rota.files[f"wishes/{agent}.toml"] = f'agent = "{agent}"\n\n{wish}'


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
