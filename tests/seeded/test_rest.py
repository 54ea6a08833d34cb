"""Seeded breaches of the Working Time Regulations: rest, weeks, breaks, and what holds under 18."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.seeded.bases import DAY, JUNE, MAY, PHONES, WEEK, YOUNG, home, town
from tests.seeded.breaking import Breach, Valid, is_shift
from tests.seeded.holding import Seeded, holds, of_family, seeded

ADULTS = ("ann", "bob", "fay", "cat", "dan")
FULL_TIME = (*PHONES, "cat", "dan", "gus")
EARLY, WINDOW = 'end = "16:30"\npaid-break = 30\n', 'break-window = { from = "12:00", until = "14:00" }\n'
STARTS = {"early": 510, "middle": 540, "late": 600}


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def weekday(random: Random, weeks: int = 4) -> date:
    """A Monday to Thursday in June."""
    return JUNE + WEEK * random.randrange(weeks) + DAY * random.randrange(4)


@seeded("daily-rest", on=town)
def nights_that_are_too_short(random: Random, rota: Breach) -> None:
    """A meeting until late at night, and work the next morning: fewer than 11 hours, or 12 under 18."""
    for agent in random.sample(FULL_TIME, random.randint(1, 3)):
        day = random.choice([weekday(random), JUNE - DAY])
        need = 12 * 60 if agent in YOUNG else 11 * 60
        pattern = random.choice([name for name, start in STARTS.items() if start < need])
        # So late an end leaves just too little; an end a minute earlier would do.
        latest = 24 * 60 + STARTS[pattern] - need
        end = random.choice((latest + 1, random.randint(latest + 1, 24 * 60)))
        rota.put(agent, day, f"early phones; 19:00-{clock(end)} meeting")
        rota.put(agent, day + DAY, f"{pattern} phones")
        rota.expect(agent, day + DAY)
    spared = random.choice(ADULTS)
    if all(one.agent != spared for one in rota.expected):
        rota.put(spared, JUNE + DAY, "early phones; 19:00-21:30 meeting")


@seeded("weekly-rest", on=town)
def weeks_without_a_rest(random: Random, rota: Breach) -> None:
    """Adults: no day off, or a Sunday off whose 35 hours are cut into. Under 18: no two days off in one piece."""
    for agent in random.sample(FULL_TIME, random.randint(1, 3)):
        monday = JUNE + WEEK * random.randrange(3)
        if agent in YOUNG:
            rota.put(agent, monday + DAY * 5, f"saturday {home(agent)}")
            rota.put(agent, monday + DAY * random.randrange(5), random.choice(("lieu", "off")))
        elif random.random() < 0.5:
            for at in (5, 6):
                rota.put(agent, monday + DAY * at, "early phones")
        else:
            # Until 21:31 or later: less than 35 hours until 8:30 on Monday.
            end = clock(random.randint(21 * 60 + 31, 23 * 60 + 59))
            rota.put(agent, monday + DAY * 5, f"saturday phones; 20:00-{end} meeting")
        rota.expect(agent, monday)


@seeded("weekly-rest", on=town, table='form = "fortnight"\nstarts = 2026-06-01')
def fortnights_with_less_than_two_rests(random: Random, rota: Breach) -> None:
    """One weekend is worked whole and of the other one day, or both are; a day off in each is a rest in each."""
    for agent in random.sample(ADULTS, random.randint(1, 3)):
        monday = random.choice((JUNE, JUNE + WEEK * 2))
        saturdays = [monday + DAY * 5, monday + DAY * 12]
        worked = [day + DAY * at for day in saturdays for at in (0, 1)]
        free = random.choice((*worked, None))
        for day in worked:
            if day != free:
                rota.put(agent, day, f"{random.choice(('early', 'middle'))} phones")
        rota.expect(agent, monday)
    rested = random.choice([agent for agent in ADULTS if all(one.agent != agent for one in rota.expected)])
    for day in (JUNE + DAY * 5, JUNE + DAY * 12):
        rota.put(rested, day + DAY * random.randint(0, 1), "early phones")


@seeded("average-week", on=town, table='hours = "42:00"\nweeks = 3')
def weeks_that_are_too_long_on_average(random: Random, rota: Breach) -> None:
    """Between six and fourteen hours more in one week of forty: each three weeks that hold it pass 126 on its last day
    of work. Whoever has opted out is not held to it."""
    lifted = random.choice(FULL_TIME)
    rota.agent(lifted, "opt-out = [{ signed = 2025-01-06 }]")
    for agent in random.sample(FULL_TIME, random.randint(2, 4)):
        week = random.choice((MAY + WEEK * 3, *(JUNE + WEEK * at for at in range(4))))
        if random.random() < 0.4:
            rota.put(agent, week + DAY * 5, f"saturday {home(agent)}")
            ends = [week + DAY * 5]
        else:
            more = clock(16 * 60 + 30 + random.randint(361, 449))
            day = week + DAY * random.randrange(5)
            rota.put(agent, day, f"early {home(agent)}; 16:30-{more} meeting")
            ends = [week + DAY * 4]
        ends += [week + DAY * 4 + WEEK * after for after in (1, 2)]
        for end in ends:
            if agent != lifted and JUNE <= end < JUNE + WEEK * 4:
                rota.expect(agent, end)


@seeded("rest-break", on=town)
def shifts_without_their_break(random: Random, rota: Breach) -> None:
    """A break that is too short, or at either end of the shift; the next day's is long enough."""
    for agent in random.sample(FULL_TIME, random.randint(1, 3)):
        length = 30 if agent in YOUNG else 20
        short, start = random.randint(1, length - 1), random.randint(10 * 60, 15 * 60)
        wrong = random.choice(
            (
                f"{clock(start)}-{clock(start + short)} break",
                f"{clock(990 - length)}-16:30 break",
                f"08:30-{clock(510 + length)} break",
            )
        )
        day = weekday(random)
        rota.put(agent, day, f"early {home(agent)}; {wrong}")
        rota.put(agent, day + DAY, f"early {home(agent)}; {clock(start)}-{clock(start + length)} break")
        rota.expect(agent, day)


def lunch_at_noon() -> Valid:
    """Every early has half an hour between twelve and two, and has it at half past twelve."""
    files = {"centre.toml": town().files["centre.toml"].replace(EARLY, EARLY + WINDOW, 1)}
    cells = {key: f"{cell}; 12:30-13:00 break" for key, cell in town().cells.items() if is_shift(cell)}
    return town().with_(files).with_cells(cells)


@seeded("break-window", on=lunch_at_noon, table='level = "should"')
def lunches_at_another_time(random: Random, rota: Breach) -> None:
    """None, too early, too late, too short or in two pieces; elsewhere in the window, longer, or on half a day it may be."""
    for agent in random.sample(FULL_TIME, random.randint(1, 3)):
        start, short = random.randint(12 * 60, 13 * 60 + 30), random.randint(1, 29)
        early, late = random.randint(9 * 60, 11 * 60 + 59), random.randint(13 * 60 + 31, 15 * 60)
        wrong = (
            "",
            f"; {clock(early)}-{clock(early + 30)} break",
            f"; {clock(late)}-{clock(late + 30)} break",
            f"; {clock(start)}-{clock(start + short)} break",
            "; 12:00-12:20 break; 13:00-13:20 break",
        )
        right = (
            f"; {clock(start)}-{clock(start + 30)} break",
            f"; {clock(start - 10)}-{clock(start + 30)} break",
            "; 12:30-16:30 leave",
        )
        day = weekday(random)
        rota.put(agent, day, f"early {home(agent)}{random.choice(wrong)}")
        rota.put(agent, day + DAY, f"early {home(agent)}{random.choice(right)}")
        rota.expect(agent, day)


@seeded("young-hours", on=town)
def days_and_weeks_too_long_under_18(random: Random, rota: Breach) -> None:
    """A longer day is one breach, and the week of more than forty hours another, on the day on which it passes them."""
    for agent in random.sample(YOUNG, random.randint(1, 2)):
        monday = JUNE + WEEK * random.randrange(4)
        match random.choice(("day", "day and lieu", "saturday", "saturday and lieu")):
            case "day":
                day = monday + DAY * random.randrange(5)
                rota.put(
                    agent, day, f"early {home(agent)}; 16:30-{clock(990 + random.randint(1, 240))} meeting"
                )
                rota.expect(agent, day)
                rota.expect(agent, monday + DAY * 4)
            case "day and lieu":
                day, lieu = (monday + DAY * at for at in random.sample(range(5), 2))
                rota.put(
                    agent, day, f"early {home(agent)}; 16:30-{clock(990 + random.randint(1, 240))} meeting"
                )
                rota.put(agent, lieu, "lieu")
                rota.expect(agent, day)
            case "saturday":
                rota.put(agent, monday + DAY * 5, f"saturday {home(agent)}")
                rota.expect(agent, monday + DAY * 5)
            case "saturday and lieu":
                # Seven hours, one more and a little: too long a day, and with four of eight hours too long a week.
                saturday, more = monday + DAY * 5, clock(17 * 60 + random.randint(1, 60))
                rota.put(agent, saturday, f"saturday {home(agent)}; 16:00-{more} meeting")
                rota.put(agent, monday + DAY * random.randrange(5), "lieu")
                rota.expect(agent, saturday)
                rota.expect(agent, saturday)
    adult = random.choice(ADULTS)
    rota.put(adult, JUNE, f"early {home(adult)}; 16:30-20:30 meeting")


@seeded("young-nights", on=town)
def work_at_night_under_18(random: Random, rota: Breach) -> None:
    """Past 22:00, or before 6:00; adults may."""
    for agent in random.sample(YOUNG, random.randint(1, 2)):
        late, soon = clock(22 * 60 + random.randint(1, 120)), clock(random.randint(0, 6 * 60 - 1))
        day = JUNE + DAY * random.randrange(28)
        part = random.choice((f"21:00-{late} meeting", f"{soon}-07:00 training"))
        rota.put(agent, day, f"{rota.valid.cell(agent, day)}; {part}")
        rota.expect(agent, day)
        rota.put(random.choice(ADULTS), day, f"early phones; {part}")
        if day + DAY in rota.valid.days:
            rota.put(agent, day + DAY, "early phones; 06:00-07:00 training; 21:00-22:00 meeting")


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
