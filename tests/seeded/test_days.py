"""Seeded breaches of days and hours: too long runs, days that are not one's own, limits, contracts."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.seeded.bases import DAY, PART_TIMER, b_town, home, own_days, small_centre, town
from tests.seeded.breaking import Breach, Valid
from tests.seeded.holding import Seeded, holds, of_family, seeded

SIX = 6
CLOSED = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 2)]
"""Bank holidays, and a Saturday on which the office is closed too."""
LIMITS = {
    "a006": ("late phones", "late email"),
    "a033": ("late phones", "late reception", "late cash"),
    "a029": ("early reception", "late reception", "nine-thirty reception; 17:30-18:00 meeting"),
    "a036": ("middle benefits", "early benefits", "early benefits; 12:00-13:00 meeting"),
}
"""Never late, never late, not before 9:30 nor after 17:30, and never on Wednesdays."""


@seeded("max-days-in-row", on=b_town, table="days = 6")
def a_run_of_more_than_six_days(random: Random, rota: Breach) -> None:
    """From up to five days before the month on; each day past the sixth is one too many."""
    agent, too_many = random.choice(rota.valid.agents), random.randint(1, 8)
    first = rota.valid.days[0] + DAY * random.randint(-5, 12)
    run = [first + DAY * at for at in range(SIX + too_many)]
    for day in run:
        rota.put(agent, day, "early phones")
    for day in (first - DAY, run[-1] + DAY):
        rota.put(agent, day, "off")
    for day in run[SIX:]:
        rota.expect(agent, day)


@seeded("working-days", on=small_centre)
def shifts_on_days_that_are_not_worked(random: Random, rota: Breach) -> None:
    """A day on which the site is closed; a Thursday or Friday of a6, who works from Monday to Wednesday."""
    not_own = [monday + DAY * at for monday in rota.valid.mondays for at in (3, 4)]
    closed = [*(monday + DAY * 6 for monday in rota.valid.mondays), *CLOSED]
    wrong = {("a6", day) for day in random.sample(not_own, random.randint(0, 3))}
    wrong |= {(random.choice(rota.valid.agents), day) for day in random.sample(closed, random.randint(1, 3))}
    for agent, day in sorted(wrong):
        rota.put(agent, day, random.choice(("early phones", "middle phones; 12:00-12:30 meeting")))
        rota.expect(agent, day)
    rota.put("a6", rota.valid.mondays[2] + DAY * 5, "saturday phones")


@seeded("agreed-limits", on=b_town)
def shifts_against_what_was_agreed(random: Random, rota: Breach) -> None:
    """One finding for each shift, also where it goes against two terms of one limit."""
    for agent in random.sample(list(LIMITS), random.randint(1, 3)):
        worked = [day for day in rota.valid.worked(agent) if day.weekday() < 5]
        week = random.choice(rota.valid.mondays)
        day = week + DAY * 2 if agent == "a036" else random.choice(worked)
        rota.put(agent, day, random.choice(LIMITS[agent]))
        rota.expect(agent, day)


@seeded("contract-days", on=town)
def days_missing_in_a_week(random: Random, rota: Breach) -> None:
    """As many days as are taken from a week are missing in it; leave, lieu and training in their place are not."""
    for agent in random.sample(rota.valid.agents, random.randint(1, 3)):
        monday = random.choice(rota.valid.mondays)
        own = [monday + DAY * at for at in range(own_days(agent))]
        gone = random.sample(own, random.randint(1, len(own)))
        for day in own:
            if day in gone:
                rota.put(agent, day, random.choice(("off", "closed")))
            elif random.random() < 0.3:
                rota.put(agent, day, random.choice(("leave", "lieu", "absent", "training")))
        rota.expect(agent, monday, len(gone))


def by_the_hour() -> Valid:
    """The town, where hal may work on any weekday, between 20 and 28 hours a week."""
    centre = town().files["centre.toml"]
    days = 'days = 3\nweekdays = ["mon", "tue", "wed"]\n'
    assert days in centre
    return town().with_({"centre.toml": centre.replace(days, 'min-hours = "20:00"\nmax-hours = "28:00"\n')})


@seeded("contract-days", on=by_the_hour)
def hours_missing_or_too_many(random: Random, rota: Breach) -> None:
    """Each hour begun below 20 or above 28 costs one."""
    for monday in random.sample(rota.valid.mondays, random.randint(1, 4)):
        shifts, meeting = random.choice((0, 1, 2, 4, 5)), random.randint(1, 119)
        for at in range(5):
            rota.put(PART_TIMER, monday + DAY * at, f"early {home(PART_TIMER)}" if at < shifts else "off")
        if shifts:
            times = f"16:30-{(990 + meeting) // 60:02}:{(990 + meeting) % 60:02}"
            rota.put(PART_TIMER, monday, f"early reception; {times} meeting")
        minutes = 480 * shifts + (meeting if shifts else 0)
        beyond = 20 * 60 - minutes if minutes < 20 * 60 else minutes - 28 * 60
        rota.expect(PART_TIMER, monday, (beyond + 59) // 60)


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
