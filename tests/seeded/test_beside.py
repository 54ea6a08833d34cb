"""Seeded breaches of who is beside whom, and where: leaders, buddies, people lent to another site."""

from pathlib import Path
from random import Random

import pytest

from tests.seeded.bases import DAY, DEPUTY, JUNE, LEADER, PHONES, RECEPTION, WEEK, town
from tests.seeded.breaking import Breach, Valid
from tests.seeded.holding import Seeded, holds, of_family, seeded
from tests.seeded.test_shifts import own_days

AWAY = ("off", "leave", "lieu", "absent", "training")


@seeded("leader-present", on=town, table='latest = "16:30"')
def half_hours_in_which_nobody_leads(random: Random, rota: Breach) -> None:
    """From 8:30 to 16:30 are sixteen half hours; until ten three, until half past twelve eight; one of the two will do."""
    for day in own_days(random, most=4):
        first, second = random.sample((LEADER, DEPUTY), 2)
        away = random.choice(AWAY)
        rota.put(second, day, away)
        amount, cell = random.choice(
            (
                (16, random.choice(AWAY)),
                (3, "late phones"),
                (1, "middle reception; 12:00-12:30 break"),
                (8, "early reception; 08:30-12:30 leave"),
            )
        )
        rota.put(first, day, cell)
        rota.expect(None, day, amount)
    # One of them is enough, and so is a meeting; nobody is asked for on a Saturday.
    rota.put(LEADER, JUNE + DAY * 5, "off")
    rota.put("ann", JUNE + WEEK, "late phones")


def bob_beside_ann() -> Valid:
    """The town, where bob works beside ann, or else beside eve, in June."""
    people = town().files["people.toml"]
    named = "".join(
        f'{{ id = "{buddy}", from = 2026-06-01, until = 2026-06-28 }}, ' for buddy in ("ann", "eve")
    )
    return town().with_(
        {"people.toml": people.replace('id = "bob"\n', f'id = "bob"\nbuddy = [{named.rstrip(", ")}]\n')}
    )


@seeded("buddy", on=bob_beside_ann)
def days_without_a_buddy(random: Random, rota: Breach) -> None:
    """Bob at another time than both, both at other times or away; with one of the two he is not alone."""
    for day in own_days(random, most=6):
        if random.random() < 0.5:
            rota.put("bob", day, random.choice(("late phones", "middle phones", "early reception")))
        else:
            rota.put("ann", day, random.choice(("late phones", "early reception", *AWAY)))
            rota.put("eve", day, random.choice(("middle phones", *AWAY)))
        rota.expect("bob", day)
    rota.put("ann", JUNE + DAY * 5, "saturday phones")


def two_sites() -> Valid:
    """The town with its reception on the hill: ann may be lent there, and cat to the town."""
    centre, people = town().files["centre.toml"], town().files["people.toml"]
    hill = '[[site]]\nid = "hill"\n\n[[team]]\nid = "two"\nsite = "hill"\nleader = "cat"\n\n[[group]]'
    centre = centre.replace("[[group]]", hill).replace('teams = ["one"]', 'teams = ["one", "two"]')
    centre = centre.replace('id = "reception"\nsite = "town"', 'id = "reception"\nsite = "hill"')
    for agent in RECEPTION:
        people = people.replace(f'id = "{agent}"\nteam = "one"', f'id = "{agent}"\nteam = "two"')
    for agent, site in (("ann", "hill"), ("cat", "town")):
        people = people.replace(f'id = "{agent}"\n', f'id = "{agent}"\nlent-to = ["{site}"]\n')
    return town().with_({"centre.toml": centre, "people.toml": people})


@seeded("lending", on=two_sites)
def lent_without_agreement(random: Random, rota: Breach) -> None:
    """Whole days and some hours at the other site, of all but the two who agreed to it."""
    for agent in random.sample([agent for agent in (*PHONES, *RECEPTION) if agent not in ("ann", "cat")], 3):
        own, other = ("phones", "reception") if agent in PHONES else ("reception", "phones")
        for day in own_days(random, most=4):
            rota.put(agent, day, random.choice((f"middle {other}", f"early {own}; 10:00-12:00 {other}")))
            rota.expect(agent, day)
    rota.put("ann", JUNE, "early reception")
    rota.put("cat", JUNE, "early reception; 10:00-12:00 phones")


@seeded("lending", on=two_sites, table='level = "should"')
def days_lent(random: Random, rota: Breach) -> None:
    """Every day at the other site, of those who agreed to it too."""
    for agent in random.sample((*PHONES, *RECEPTION), random.randint(1, 3)):
        own, other = ("phones", "reception") if agent in PHONES else ("reception", "phones")
        for day in own_days(random, most=4):
            rota.put(agent, day, random.choice((f"late {other}", f"late {own}; 10:00-12:00 {other}")))
            rota.expect(agent, day)


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
