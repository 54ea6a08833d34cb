"""Seeded breaches of notice: published late, told late, and hours changed by a leader alone shortly before."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from rota.domain.changes import ChangeKind
from rota.domain.matter import Means, Step
from rota.domain.publication import LateReason
from tests.seeded.bases import DAY, DEPUTY, JUNE, PHONES, RECEPTION, WEEK, home, own_days
from tests.seeded.breaking import Breach, Spot
from tests.seeded.holding import Seeded, holds, of_family, seeded
from tests.seeded.records import NAME, base_digest, cell, published_town, recorded, said_of_month, write

EVERYBODY = (*PHONES, *RECEPTION)
FULL_TIME = EVERYBODY[:-1]
PUBLICATION = f"rotas/{NAME}"
ALONE = (ChangeKind.REPAIR, ChangeKind.MOVE, ChangeKind.REPLAN)


def ago(days: int) -> date:
    """So many days before the first of June's rota."""
    return JUNE - DAY * days


def published(rota: Breach, *events: tuple[Step, date, dict[str, object]]) -> None:
    """The publication anew, in two events or three: each with its day and what more it says."""
    base = base_digest(rota)
    write(rota, PUBLICATION, *(said_of_month(base, step, day, **more) for step, day, more in events))


def other_cells(random: Random) -> dict[str, object]:
    """What was told was another rota."""
    return {"rota": f"draft-{random.randint(1, 9)}", "judged": {NAME: "other cells"}}


@seeded("published-in-time", on=published_town, table="days = 28")
def published_too_late(random: Random, rota: Breach) -> None:
    """So many days before the first day as are short of 28; that another rota was told before does not count."""
    notice = random.randint(0, 27)
    told = (Step.TOLD, ago(random.randint(28, 60)), other_cells(random))
    published(rota, told, (Step.PUBLISHED, ago(notice), {"judged": {NAME: "cells"}}))
    rota.expect(None, None, 28 - notice, Spot(f"{PUBLICATION}/2.toml", ("at = ",)))


@seeded("published-in-time", on=published_town, table='days = 42\nlevel = "should"')
def published_below_the_target(random: Random, rota: Breach) -> None:
    """At should no reason excuses it; these very cells were told a little earlier, and from then it counts."""
    told = random.randint(1, 41)
    notice = random.randint(0, told - 1)
    same, reason = {"judged": {NAME: "cells"}}, random.choice(list(LateReason))
    late = (Step.PUBLISHED, ago(notice), same | {"reason": reason})
    published(rota, (Step.TOLD, ago(told), same), late)
    rota.expect(None, None, 42 - told, Spot(f"{PUBLICATION}/2.toml", ("at = ",)))


@seeded("told-in-time", on=published_town, table="days = 28")
def told_too_late_or_never(random: Random, rota: Breach) -> None:
    """Staff are told after it was published, so many days too late; or nobody is, which is short by all of them."""
    same = {"judged": {NAME: "cells"}}
    before = (Step.TOLD, ago(random.randint(40, 60)), other_cells(random))
    in_time = (Step.PUBLISHED, ago(random.randint(28, 39)), same)
    if random.random() < 0.3:
        published(rota, before, in_time)
        rota.expect(None, None, 28, Spot(f"{PUBLICATION}/2.toml", ()))
    else:
        notice = random.randint(0, 27)
        published(rota, before, in_time, (Step.TOLD, ago(notice), same))
        rota.expect(None, None, 28 - notice, Spot(f"{PUBLICATION}/3.toml", ("at = ",)))


@seeded("window-consented", on=published_town, table="days = 7")
def hours_changed_without_a_word(random: Random, rota: Breach) -> None:
    """A leader alone changes hours less than seven days before: one for each cell, but for whoever agreed, and for what
    is another service in the same hours."""
    for number in range(random.randint(1, 3)):
        day = JUNE + WEEK * number + DAY * random.randrange(3)
        agents = random.sample(FULL_TIME, random.randint(2, 5))
        hours = ("late phones", "middle phones", "off", "early phones; 16:30-17:00 meeting")
        cells = [cell(rota, agent, day, random.choice(hours)) for agent in agents]
        agreed = agents[1:][: random.randint(0, 2)]
        others = [agent for agent in FULL_TIME if agent not in agents]
        other = "reception" if home(others[0]) == "phones" else "phones"
        cells.append(cell(rota, others[0], day, f"early {other}"))
        ref, on = f"changes/alone000000{number}", day - DAY * random.randint(0, 6)
        means = dict.fromkeys(agreed, Means.PHONE)
        recorded(rota, ref, random.choice(ALONE), cells, on, random.choice(("dan", DEPUTY)), consent=means)
        for at_, agent in enumerate(agents):
            if agent not in agreed:
                rota.expect(agent, day, 1, Spot(f"{ref}/1.toml", ("[[cell]]",) * (at_ + 1) + ("after = ",)))
    far = JUNE + WEEK * 3
    recorded(
        rota, "changes/early0000001", ChangeKind.MOVE, [cell(rota, "ann", far, "late phones")], far - WEEK
    )


@seeded("shift-notice", on=published_town, table="days = 7")
def shifts_known_less_than_a_week_before(random: Random, rota: Breach) -> None:
    """Published so late that each agent's first shifts are known too late; or moved and cancelled by a leader alone."""
    notice = random.choice((random.randint(0, 6), 42))
    changed: dict[str, int] = {}
    if random.random() < 0.6 or notice == 42:
        for number, agent in enumerate(random.sample(FULL_TIME, random.randint(1, 4))):
            weekday, on = random.randrange(5), random.randint(0, 6)
            day = JUNE + DAY * weekday
            after = random.choice(("late phones", "off"))
            ref = f"changes/alone000000{number}"
            # What is changed before it is published counts from its own day all the same.
            recorded(rota, ref, random.choice(ALONE), [cell(rota, agent, day, after)], day - DAY * on)
            rota.expect(agent, day, 1, Spot(f"{ref}/1.toml", ("[[cell]]", "after = ")))
            changed[agent] = weekday
    if notice < 42:
        told = (Step.TOLD, ago(random.randint(28, 60)), other_cells(random))
        published(rota, told, (Step.PUBLISHED, ago(notice), {"judged": {NAME: "cells"}}))
        for agent in EVERYBODY:
            known_late = [at_ for at_ in range(min(own_days(agent), 7 - notice)) if at_ != changed.get(agent)]
            if known_late:
                first = JUNE + DAY * known_late[0]
                rota.expect(agent, first, len(known_late), Spot(f"{PUBLICATION}/2.toml", ("at = ",)))


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
