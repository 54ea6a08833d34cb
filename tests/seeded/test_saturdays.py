"""Seeded breaches of the Saturday agreement: too early, two running, without lieu, out of turn, too few."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tests.seeded.bases import (
    DAY,
    MAY,
    PART_TIMER,
    PHONES,
    RECEPTION,
    WEEK,
    b_town,
    home,
    town,
)
from tests.seeded.breaking import Breach, Valid
from tests.seeded.holding import Seeded, holds, of_family, seeded

EVERYBODY = (*PHONES, *RECEPTION)
SATURDAYS = [MAY + DAY * 5 + WEEK * at for at in range(8)]
"""Four in May, then four in June."""
IN_JUNE = SATURDAYS[4:]
ALL_YEAR = ("a001", "a005", "a008", "a012", "a016", "a022", "a027", "a032", "a041", "a046")
"""Full-timers of B-town with Saturday turns and no limits, here from January to March."""


def work_on(rota: Breach, agent: str, saturday: date) -> None:
    rota.put(agent, saturday, f"saturday {home(agent)}")


@seeded("saturday-share", on=town, table='every = 6\nlevel = "must"')
def saturdays_too_early(random: Random, rota: Breach) -> None:
    """Each Saturday in June less than so many after the one before: six, and ten for 0.6 of a full-timer."""
    for agent in random.sample(EVERYBODY, random.randint(1, 3)):
        at = sorted(random.sample(range(4), random.randint(0, 2)) + random.sample(range(4, 8), 2))
        for number in at:
            work_on(rota, agent, SATURDAYS[number])
        wait = 10 if agent == PART_TIMER else 6
        for earlier, later in pairwise(at):
            if later >= 4 and later - earlier < wait:
                rota.expect(agent, SATURDAYS[later])


@seeded("no-two-saturdays", on=b_town)
def two_saturdays_running(random: Random, rota: Breach) -> None:
    """Two or three running, also over the month's ends: named at the later that is in the month."""
    for agent in random.sample(ALL_YEAR, random.randint(1, 2)):
        for week in range(-3, 6):
            day = rota.valid.mondays[0] + WEEK * week + DAY * 5
            rota.put(agent, day, "off")
        first, running = random.choice(
            [(first, n) for n in (2, 3) for first in range(-1, 4) if first + n <= 5]
        )
        days = [rota.valid.mondays[0] + DAY * 5 + WEEK * (first + at) for at in range(running)]
        for day in days:
            rota.put(agent, day, "saturday phones")
        for earlier, later in pairwise(days):
            rota.expect(agent, later if later in rota.valid.days else earlier)


def each_with_a_turn() -> Valid:
    """June with a Saturday turn for each of the phones, and its lieu day on Tuesday of that week."""
    turns = dict(zip(PHONES, IN_JUNE, strict=True))
    worked = dict.fromkeys(turns.items(), "saturday phones")
    return town().with_cells(worked | {(agent, day - DAY * 4): "lieu" for agent, day in turns.items()})


@seeded("lieu-day", on=each_with_a_turn)
def turns_and_lieu_days_without_each_other(random: Random, rota: Breach) -> None:
    """No lieu for the turn, no turn for the lieu, more lieu than turns, or lieu on a day that is free anyway."""
    for agent in random.sample(PHONES, random.randint(1, 3)):
        saturday = IN_JUNE[PHONES.index(agent)]
        lieu, other = saturday - DAY * 4, random.choice([day for day in IN_JUNE if day != saturday])
        match random.choice(("no lieu", "no turn", "more lieu", "other week", "free day")):
            case "no lieu":
                rota.put(agent, lieu, random.choice(("early phones", "leave", "training")))
                rota.expect(agent, saturday)
            case "no turn":
                rota.put(agent, saturday, "off")
                rota.expect(agent, lieu)
            case "more lieu":
                more = random.sample([lieu + DAY, lieu + DAY * 2, lieu + DAY * 3], random.randint(1, 3))
                for day in more:
                    rota.put(agent, day, "lieu")
                rota.expect(agent, max(more), len(more))
            case "other week":
                rota.put(agent, other - DAY * 2, "lieu")
                rota.expect(agent, other - DAY * 2)
            case "free day":
                rota.put(agent, other + DAY, "lieu")
                rota.expect(agent, other + DAY)


ONE_HEAD = '\n[[need]]\nservice = "phones"\nweekdays = ["sat"]\nstart = "09:00"\nend = "16:00"\nheads = 1\n'
TAKERS = ("ann", "bob", "eve", "fay")
OUT_OF_TURN = {"behind": (1000, 0, 0, 1000), "even": (0, 0, 1000, 3000), "ahead": (0, 1000, 3000, 6000)}
"""Thousandths for no turn in June, one, two, three. Four heads are needed, and four share them: each is to do one.
Whoever gave away their turn in May is to do two, whoever took it none; the turns end with those who have one to do."""


def four_who_share() -> Valid:
    """The four of the phones take turns, one head a Saturday, and each has worked one in May and one in June."""
    valid = town()
    contract = valid.files["people.toml"]
    for agent in RECEPTION:
        own = "three-days" if agent == PART_TIMER else "full-time"
        head, mark, tail = contract.partition(f'id = "{agent}"\n')
        contract = head + mark + tail.replace(f'contract = "{own}"', 'contract = "mornings"', 1)
    mornings = '\n[[contract]]\nid = "mornings"\nfte = 0.5\nhours = "20:00"\npatterns = ["morning"]\n'
    files = {
        "people.toml": contract,
        "centre.toml": valid.files["centre.toml"] + mornings,
        "demand.toml": ONE_HEAD,
    }
    turns = dict.fromkeys(zip(TAKERS * 2, SATURDAYS, strict=True), "saturday phones")
    return valid.with_(files).with_cells(turns)


@seeded("saturday-share", on=four_who_share, table='every = 6\nlevel = "should"')
def turns_that_go_to_the_wrong_ones(random: Random, rota: Breach) -> None:
    """In May one gives the turn to another, or nobody does; June's turns fall as they may."""
    role = dict.fromkeys(TAKERS, "even")
    if random.random() < 0.7:
        behind, ahead = random.sample(TAKERS, 2)
        role |= {behind: "behind", ahead: "ahead"}
        given = SATURDAYS[TAKERS.index(behind)]
        rota.put(behind, given, "off")
        work_on(rota, ahead, given)
    too_often = random.choice([agent for agent in TAKERS if role[agent] == "even"])
    for agent in TAKERS:
        worked = random.sample(IN_JUNE, random.randint(2 if agent == too_often else 0, 3))
        for day in IN_JUNE:
            rota.put(agent, day, "saturday phones" if day in worked else "off")
        if amount := OUT_OF_TURN[role[agent]][len(worked)]:
            rota.expect(agent, None, amount)


def five_each_saturday() -> Valid:
    """Three of the phones and two of the reception on each Saturday of June."""
    five = (*PHONES[:3], *RECEPTION[:2])
    return town().with_cells({(agent, day): f"saturday {home(agent)}" for agent in five for day in IN_JUNE})


@seeded("saturday-cover", on=five_each_saturday, table="heads = 5")
def too_few_on_a_saturday(random: Random, rota: Breach) -> None:
    """Whoever is taken away is missing, unless somebody else comes in."""
    five, others = (*PHONES[:3], *RECEPTION[:2]), (PHONES[3], *RECEPTION[2:])
    for saturday in random.sample(IN_JUNE, random.randint(1, 4)):
        gone = random.randint(1, 5)
        for agent in random.sample(five, gone):
            rota.put(agent, saturday, random.choice(("off", "leave", "absent", "training")))
        come = random.randint(0, min(3, gone - 1))
        for agent in others[:come]:
            work_on(rota, agent, saturday)
        rota.expect(None, saturday, gone - come)


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
