"""Seeded breaches of leave and absence: too many away, too few there, leave when there is none, days not kept."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from rota.domain.absence import AbsenceEvent
from rota.domain.matter import Step
from tests.seeded.bases import DAY, JUNE, LEADER, PHONES, RECEPTION, WEEK, home, town
from tests.seeded.breaking import Breach, Valid
from tests.seeded.holding import Seeded, holds, of_family, seeded
from tests.seeded.records import at, leave, write

EVERYBODY = (*PHONES, *RECEPTION)
FULL_TIME = EVERYBODY[:-1]
ASKED, GRANTED = at(date(2026, 4, 1)), at(date(2026, 4, 2))
FIRST, LAST = JUNE + WEEK, JUNE + WEEK + DAY * 11
"""From the Monday of the second week to the Friday of the third."""


def weekdays() -> list[date]:
    """Monday to Friday of each week in June."""
    return [JUNE + WEEK * week + DAY * at for week in range(4) for at in range(5)]


@seeded("absence-cap", on=town, table='home = ["phones", "reception"]\nmost = 2\ngroup = "all"')
def more_away_than_may_be(random: Random, rota: Breach) -> None:
    """Leave and absence count, half a day of it too; lieu, training, and less than half a day do not."""
    for day in random.sample(weekdays(), random.randint(1, 3)):
        away = random.sample(FULL_TIME, random.randint(3, 7))
        for agent in away:
            half = f"early {home(agent)}; 08:30-12:30 {random.choice(('leave', 'absent'))}"
            rota.put(agent, day, random.choice(("leave", "absent", half)))
        for agent in FULL_TIME:
            if agent not in away:
                less = f"early {home(agent)}; 08:30-12:29 leave"
                rota.put(agent, day, random.choice(("lieu", "training", less)))
        rota.expect(None, day, len(away) - 2)


@seeded("attendance-floor", on=town, table='home = ["reception"]\nleast = 3')
def fewer_there_than_there_must_be(random: Random, rota: Breach) -> None:
    """Three of the reception: from Monday to Wednesday four are there, on Thursday and Friday three."""
    for day in random.sample(weekdays(), random.randint(1, 3)):
        spare = 1 if day.weekday() < 3 else 0
        there = RECEPTION if spare else RECEPTION[:-1]
        gone = random.sample(there, random.randint(spare + 1, len(there)))
        for agent in gone:
            half = "middle reception; 09:00-13:00 absent"
            rota.put(agent, day, random.choice(("leave", "absent", "lieu", "training", "off", half)))
        rota.expect(None, day, len(gone) - spare)


BLACK = [JUNE + DAY * 7 + DAY * at for at in range(5)] + [JUNE + DAY * at for at in (20, 21, 22)]


@seeded(
    "leave-blackout",
    on=town,
    table=f'home = ["phones"]\ndates = [{{ from = {BLACK[0]}, until = {BLACK[4]} }}, '
    f"{{ from = {BLACK[5]}, until = {BLACK[-1]} }}]",
)
def leave_when_there_is_none(random: Random, rota: Breach) -> None:
    """Each day of leave of somebody of the phones, a part of a day too; not that of others, or on other days."""
    for agent in random.sample(PHONES, random.randint(1, 3)):
        for day in random.sample(BLACK, random.randint(1, 4)):
            rota.put(agent, day, random.choice(("leave", "early phones; 15:00-16:00 leave")))
            rota.expect(agent, day)
        rota.put(agent, random.choice((BLACK[0] - DAY, BLACK[4] + DAY, BLACK[-1] + DAY)), "leave")
    rota.put(random.choice(RECEPTION), random.choice(BLACK), "leave")


def absence(rota: Breach, ref: str, agent: str, first: date, last: date | None) -> None:
    """The leader records an absence."""
    moment = at(first, 7)
    days = {"from": first, "until": last}
    write(rota, ref, AbsenceEvent(event=Step.RECORDED, by=LEADER, at=moment, agent=agent, **days))


def one_is_absent() -> Valid:
    """fay is absent for two weeks, and her working days say so."""
    rota = Breach(town())
    absence(rota, "absence/long00000001", "fay", FIRST, LAST)
    for day in weekdays():
        if FIRST <= day <= LAST:
            rota.put("fay", day, "absent")
    return rota.valid.with_(rota.files)


@seeded("absence-kept", on=one_is_absent)
def days_of_absence_that_are_worked(random: Random, rota: Breach) -> None:
    """Days of fay's that are not absent, and an absence of somebody else whose days are worked as if nothing were."""
    inside = [FIRST + DAY * at for at in range((LAST - FIRST).days + 1)]
    for day in random.sample(inside, random.randint(1, 4)):
        wrong = ("early phones", "training", "late phones; 17:00-18:00 meeting")
        working = day.weekday() < 5
        rota.put("fay", day, random.choice((*wrong, "leave") if working else wrong))
        rota.expect("fay", day)
    if random.random() < 0.5:
        agent, days = random.choice(FULL_TIME[:3]), sorted(random.sample(weekdays(), 2))
        last = random.choice((days[1], None))
        absence(rota, "absence/short0000001", agent, days[0], last)
        for day in weekdays():
            if days[0] <= day <= (last or day):
                rota.expect(agent, day)


def some_have_leave() -> Valid:
    """ann has two weeks of leave, and bob a morning, cat an afternoon; the rota has them."""
    rota = Breach(town())
    steps = (Step.REQUESTED, "ann", ASKED), (Step.APPROVED, LEADER, GRANTED)
    leave(rota, "leave/whole0000001", "ann", FIRST, LAST, *steps)
    for day in weekdays():
        if FIRST <= day <= LAST:
            rota.put("ann", day, "leave")
    for agent, half, times in (("bob", "morning", "08:30-12:30"), ("cat", "afternoon", "12:30-16:30")):
        steps = (Step.REQUESTED, agent, ASKED), (Step.APPROVED, LEADER, GRANTED)
        leave(rota, f"leave/half00000{agent}", agent, JUNE + DAY, JUNE + DAY, *steps, half=half)
        rota.put(agent, JUNE + DAY, f"early {home(agent)}; {times} leave")
    return rota.valid.with_(rota.files)


@seeded("leave-kept", on=some_have_leave)
def days_of_leave_that_are_taken_back(random: Random, rota: Breach) -> None:
    """Days of ann's that are worked, or off; halves of which a minute is worked; leave granted over days worked."""
    inside = [FIRST + DAY * at for at in range((LAST - FIRST).days + 1)]
    for day in random.sample(inside, random.randint(1, 4)):
        free = ("off", "lieu") if day.weekday() < 5 else ()
        rota.put("ann", day, random.choice(("early phones", "training", *free)))
        rota.expect("ann", day)
    ill = random.choice([day for day in weekdays() if FIRST <= day <= LAST])
    if all(one.day != ill for one in rota.expected):
        rota.put("ann", ill, "absent")
    if random.random() < 0.5:
        rota.put("bob", JUNE + DAY, random.choice(("early phones", "early phones; 08:31-12:30 leave")))
        rota.expect("bob", JUNE + DAY)
    if random.random() < 0.5:
        rota.put("cat", JUNE + DAY, "early reception; 12:30-16:29 leave")
        rota.expect("cat", JUNE + DAY)
    if random.random() < 0.5:
        day = random.choice(weekdays())
        leave(
            rota,
            "leave/more00000001",
            "dan",
            day,
            day,
            (Step.REQUESTED, "dan", ASKED),
            (Step.APPROVED, "cat", GRANTED),
        )
        rota.expect("dan", day)


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
