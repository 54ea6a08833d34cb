"""Seeded breaches of statutory leave, of the notice of its refusal, and of parity between full-timers and part-timers."""

from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path
from random import Random

import pytest

from rota.domain.matter import Step
from tests.seeded.bases import DAY, JUNE, LEADER, MAY, PART_TIMER, PHONES, RECEPTION, WEEK, home, town
from tests.seeded.breaking import Breach, Spot
from tests.seeded.holding import Seeded, holds, of_family, seeded
from tests.seeded.records import at, leave

EVERYBODY = (*PHONES, *RECEPTION)
FULL_TIME = EVERYBODY[:-1]
YEAR_ENDS, YEAR_BEGINS = date(2026, 6, 14), date(2026, 6, 15)


def hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


@seeded("statutory-leave", on=town)
def leave_that_is_not_given_or_not_taken(random: Random, rota: Breach) -> None:
    """The council gives less than 224 hours, and so less to everybody by FTE; or some have taken less than theirs,
    whatever they took since May, and days of absence apart."""
    if random.random() < 0.5:
        less = random.randint(1, 60 * 60)
        rota.edit("centre.toml", 'leave = "224:00"', f'leave = "{hours(224 * 60 - less)}"')
        for number, agent in enumerate(EVERYBODY, 1):
            short = less * Fraction(3, 5) if agent == PART_TIMER else Fraction(less)
            given = Spot("centre.toml", ("[[employer]]", "leave = "))
            person = Spot("people.toml", ("[[agent]]",) * number)
            rota.expect(agent, YEAR_BEGINS, ceil(short / 60), given, second=person)
    for agent in random.sample(FULL_TIME, random.randint(0 if rota.expected else 1, 3)):
        days = [MAY + WEEK * week + DAY * at for week in range(6) for at in range(5)]
        away = random.sample(days, random.randint(0, 6))
        taken = random.randint(0, len(away))
        for number, day in enumerate(away):
            rota.put(agent, day, "leave" if number < taken else "absent")
        short = random.randint(1, 50 * 60)
        before = 224 * 60 - short - 480 * len(away)
        rota.edit(
            "history.toml", f'id = "{agent}"\nleave = "224:00"', f'id = "{agent}"\nleave = "{hours(before)}"'
        )
        rota.expect(agent, YEAR_ENDS, ceil(Fraction(short, 60)))


@seeded("refusal-notice", on=town)
def refusals_that_come_too_late(random: Random, rota: Breach) -> None:
    """N days of leave are refused N + 1 days ahead at the latest, if they were asked for more than 2N days ahead."""
    for number, agent in enumerate(random.sample(FULL_TIME, random.randint(2, 4))):
        days, first = random.randint(1, 10), JUNE + WEEK * random.randrange(4)
        late, early = random.randint(0, days), random.randint(2 * days + 1, 2 * days + 30)
        ref = f"leave/refused0000{number}"
        match "late" if number == 0 else random.choice(("late", "in time", "asked late")):
            case "late":
                refuse(rota, ref, agent, first, days, late, early)
                rota.expect(agent, first, days + 1 - late, Spot(f"{ref}/2.toml", ("at = ",)))
            case "in time":
                refuse(rota, ref, agent, first, days, days + 1, early)
            case "asked late":
                refuse(rota, ref, agent, first, days, late, 2 * days)


def refuse(rota: Breach, ref: str, agent: str, first: date, days: int, ahead: int, asked: int) -> None:
    """So many working days of leave from a Monday on, asked for and refused so many days ahead of it."""
    last = first + DAY * (days - 1 if days <= 5 else days + 1)
    request = Step.REQUESTED, agent, at(first - DAY * asked, 7)
    leave(rota, ref, agent, first, last, request, (Step.REFUSED, LEADER, at(first - DAY * ahead)))


@seeded("part-time-parity", on=town, table='level = "should"\nweeks = 4\ntolerance = 0')
def part_timers_who_bear_more(random: Random, rota: Breach) -> None:
    """hal, 0.6 against the seven others, works more Saturdays than 0.6 sevenths of theirs, or is refused more wishes or leave.

    Everybody has two wishes: what is refused to hal is held against a seventh of what the others were refused."""
    saturdays = [JUNE + WEEK * week + DAY * 5 for week in range(4)]
    own, theirs = random.randint(1, 4), random.randint(0, 11)
    for day in random.sample(saturdays, own):
        rota.put(PART_TIMER, day, "saturday reception")
    for agent, day in random.sample([(agent, day) for agent in FULL_TIME for day in saturdays], theirs):
        rota.put(agent, day, f"saturday {home(agent)}")
    if (beyond := own - theirs * Fraction(3, 35)) > 0:
        rota.expect(None, None, ceil(beyond))
    if random.random() < 0.6:
        refused = {agent: random.randint(0, 2) for agent in FULL_TIME} | {PART_TIMER: random.randint(1, 2)}
        for agent, times in refused.items():
            rota.files[f"wishes/{agent}.toml"] = two_wishes(agent, times)
        others = sum(refused[agent] for agent in FULL_TIME)
        if (beyond := refused[PART_TIMER] - Fraction(others, 7)) > 0:
            rota.expect(None, None, ceil(beyond))
    if random.random() < 0.6:
        # ann, bob and hal each ask for two days: half of what the two were refused is hal's fair part.
        refused = {agent: random.randint(0, 2) for agent in ("ann", "bob")} | {
            PART_TIMER: random.randint(1, 2)
        }
        for agent, times in refused.items():
            two_requests(rota, agent, times)
        if (beyond := refused[PART_TIMER] - Fraction(refused["ann"] + refused["bob"], 2)) > 0:
            rota.expect(None, None, ceil(beyond))


def two_requests(rota: Breach, agent: str, refused: int) -> None:
    """Two days of leave that ``agent`` asks for, so many of them refused and the others granted."""
    for number in (1, 2):
        day = JUNE + WEEK * number
        step = Step.REFUSED if number <= refused else Step.APPROVED
        steps = (Step.REQUESTED, agent, at(day - DAY * 60)), (step, LEADER, at(day - DAY * 50))
        leave(rota, f"leave/{agent}00000000{number}", agent, day, day, *steps)


def two_wishes(agent: str, refused: int) -> str:
    """Two wishes of ``agent``: for a day off in the second week and in the third; those refused are on working days."""
    text = f'agent = "{agent}"\n'
    for number in (1, 2):
        day = JUNE + WEEK * number + (DAY if number <= refused else DAY * 6)
        text += f'\n[[wish]]\nid = "w{number}"\nwhat = "day-off"\nfrom = {day}\nuntil = {day}\n'
    return text


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
