"""Seeded breaches of the record: bases edited, decisions by the wrong ones, changes that clash, words that are missing."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from rota.domain.changes import ChangeKind
from rota.domain.matter import Means, Step
from tests.seeded.bases import DAY, DEPUTY, JUNE, LEADER, PHONES, RECEPTION, home
from tests.seeded.breaking import Breach, Spot, Valid
from tests.seeded.holding import Seeded, holds, of_family, seeded
from tests.seeded.records import (
    BASE_FILE,
    NAME,
    at,
    cell,
    change,
    exchanged,
    leave,
    published_town,
    recorded,
    swap,
    write,
)

EVERYBODY = (*PHONES, *RECEPTION)
AGENTS = ("ann", "bob", "eve", "fay", "gus")
"""Full-timers who lead nobody."""
ASKED = date(2026, 5, 11)
SWAP = "changes/swap00000001"


def some_day(random: Random) -> date:
    """A weekday of June."""
    return JUNE + DAY * (7 * random.randrange(4) + random.randrange(5))


def after_an_honest_swap() -> Valid:
    """June published, and two have swapped with everybody's word: ann and gus on the second of the month."""
    rota = Breach(published_town())
    swap(rota, "changes/honest000001", exchanged(rota, "ann", "gus", JUNE + DAY), ASKED)
    return rota.valid.with_(rota.files)


def cells_of_two(random: Random, rota: Breach, *among: str) -> tuple[tuple, str, str, date]:
    """A swap on a day on which the honest one is not: its cells, both agents, and the day."""
    one, other = random.sample(among or AGENTS, 2)
    day = random.choice([day for day in (some_day(random) for _ in range(9)) if day != JUNE + DAY])
    return exchanged(rota, one, other, day), one, other, day


@seeded("base-unedited", on=after_an_honest_swap)
def a_base_edited_by_hand(random: Random, rota: Breach) -> None:
    """One cell is enough, and many are one edited base."""
    for _ in range(random.randint(1, 3)):
        agent, day = random.choice(AGENTS), some_day(random)
        if (agent, day) not in (("ann", JUNE + DAY), ("gus", JUNE + DAY)):
            rota.put(agent, day, random.choice(("off", "late phones", "training")))
    rota.put("dan", some_day(random), "middle phones")
    published = Spot(f"rotas/{NAME}/2.toml", ("rota = ",))
    rota.expect(None, None, 1, Spot(BASE_FILE, ()), second=published)


@seeded("approved-by-entitled", on=after_an_honest_swap)
def decided_by_one_who_may_not(random: Random, rota: Breach) -> None:
    """A swap approved, a change recorded or an approval voided by neither leader nor deputy: HR approves nothing either."""
    cells, one, other, day = cells_of_two(random, rota)
    wrong = random.choice([agent for agent in (*AGENTS, "hal", "hr-1") if agent not in (one, other)])
    match random.choice(("approved", "recorded", "voided")):
        case "approved":
            swap(rota, SWAP, cells, ASKED, by=wrong)
            number = 3
        case "recorded":
            recorded(rota, SWAP, random.choice((ChangeKind.MOVE, ChangeKind.REPAIR)), cells, ASKED, by=wrong)
            number = 1
        case "voided":
            void = change(rota, ChangeKind.MOVE, Step.VOIDED, wrong, at(ASKED + DAY))
            write(rota, SWAP, change(rota, ChangeKind.MOVE, Step.RECORDED, LEADER, at(ASKED), cells), void)
            number = 2
    rota.expect(one, day, 1, Spot(f"{SWAP}/{number}.toml", ("by = ",)))


@seeded("no-own-approval", on=after_an_honest_swap)
def approved_for_oneself(random: Random, rota: Breach) -> None:
    """Leader or deputy approves a swap that they are a party to, voids it, or grants their own leave."""
    judge = random.choice((LEADER, DEPUTY))
    another = LEADER if judge == DEPUTY else DEPUTY
    match random.choice(("swap", "voided", "leave")):
        case "swap":
            parties = random.sample((judge, random.choice(AGENTS)), 2)
            day = some_day(random)
            cells = exchanged(rota, *parties, day)
            swap(rota, SWAP, cells, ASKED, by=judge)
            rota.expect(parties[0], day, 1, Spot(f"{SWAP}/3.toml", ("by = ",)))
        case "voided":
            day = some_day(random)
            cells = exchanged(rota, random.choice(AGENTS), judge, day)
            swap(rota, SWAP, cells, ASKED, by=another)
            void_swap(rota, cells, judge, another)
            rota.expect(cells[0].agent, day, 1, Spot(f"{SWAP}/4.toml", ("by = ",)))
        case "leave":
            day = some_day(random)
            steps = (Step.REQUESTED, judge, at(ASKED)), (Step.APPROVED, judge, at(ASKED + DAY))
            leave(
                rota, "leave/own000000001", judge, day, day, *steps, cell=(cell(rota, judge, day, "leave"),)
            )
            rota.expect(judge, day, 1, Spot("leave/own000000001/2.toml", ("by = ",)))


def void_swap(rota: Breach, cells: tuple, by: str, approved_by: str) -> None:
    """The swap with a fourth event, which voids it."""
    kind = ChangeKind.SWAP
    write(
        rota,
        SWAP,
        change(rota, kind, Step.REQUESTED, cells[0].agent, at(ASKED), cells),
        change(rota, kind, Step.ACCEPTED, cells[1].agent, at(ASKED + DAY)),
        change(rota, kind, Step.APPROVED, approved_by, at(ASKED + DAY * 2), cells),
        change(rota, kind, Step.VOIDED, by, at(ASKED + DAY * 3)),
    )


@seeded("one-change-a-cell", on=after_an_honest_swap)
def two_changes_on_one_cell(random: Random, rota: Breach) -> None:
    """Two leaders change the same cell of the base, as only a merge brings together; beside it each changes another."""
    agents = random.sample(AGENTS, 3)
    day = JUNE + DAY * (7 * random.randrange(1, 4) + random.randrange(5))
    at_ = random.randint(0, 1)
    for number, (by, own) in enumerate(((LEADER, agents[1]), (DEPUTY, agents[2])), 1):
        both = [cell(rota, agents[0], day, f"{('late', 'middle')[number - 1]} {home(agents[0])}")]
        both.insert(at_ if number == 1 else random.randint(0, 1), cell(rota, own, day, "off"))
        # Where the cell in common stands in the first of the two.
        place = both.index(next(each for each in both if each.agent == agents[0]))
        recorded(rota, f"changes/merged00000{number}", ChangeKind.MOVE, both, ASKED, by)
        if number == 1:
            spot = Spot("changes/merged000001/1.toml", ("[[cell]]",) * (place + 1))
    rota.expect(agents[0], day, 1, spot, second=Spot("changes/merged000002/1.toml", ()))


@seeded("changes-apply", on=after_an_honest_swap)
def changes_without_effect(random: Random, rota: Breach) -> None:
    """A cell that was another before it, or that stands on what is not there: the one cell is named where it is said."""
    for number in range(random.randint(1, 2)):
        agents = random.sample(AGENTS, random.randint(1, 3))
        day = JUNE + DAY * (7 * (number + 1) + random.randrange(5))
        wrong = random.randrange(len(agents))
        cells = [cell(rota, agent, day, "late phones") for agent in agents]
        broken = random.choice(({"before": "middle phones"}, {"on": "changes/gone00000001/1"}))
        cells[wrong] = cell(rota, agents[wrong], day, "late phones", **broken)
        ref = f"changes/stale000000{number}"
        recorded(rota, ref, random.choice((ChangeKind.MOVE, ChangeKind.REPAIR)), cells, ASKED)
        rota.expect(agents[wrong], day, 1, Spot(f"{ref}/1.toml", ("[[cell]]",) * (wrong + 1)))


@seeded("approval-fits", on=after_an_honest_swap)
def decided_about_another_rota(random: Random, rota: Breach) -> None:
    """An approval of another base, of none, or from before June was published."""
    cells, one, _, day = cells_of_two(random, rota)
    match random.choice(("other", "none", "before")):
        case "other":
            swap(rota, SWAP, cells, ASKED, base={NAME: f"{random.randrange(16**8):064x}"})
            spot = Spot(f"{SWAP}/3.toml", ("[base]", f'"{NAME}" = '))
        case "none":
            swap(rota, SWAP, cells, ASKED, base={})
            spot = Spot(f"{SWAP}/3.toml", ())
        case "before":
            # June was published on 20 April at nine.
            early = date(2026, 4, 20) - DAY * random.randint(0, 30)
            swap(rota, SWAP, cells, early - DAY * 2, at=at(early, 8))
            spot = Spot(f"{SWAP}/3.toml", ("at = ",))
    rota.expect(one, day, 1, spot)


@seeded("consent-given", on=after_an_honest_swap)
def swaps_without_everybodys_word(random: Random, rota: Breach) -> None:
    """No word at all, too late, entered by a party, by a colleague, or without saying how it came; or other cells."""
    cells, one, other, day = cells_of_two(random, rota)
    kind = random.choice((ChangeKind.SWAP, ChangeKind.COVER))
    asked = change(rota, kind, Step.REQUESTED, one, at(ASKED), cells)
    approved = change(rota, kind, Step.APPROVED, LEADER, at(ASKED + DAY * 2), cells)

    def accepted(by: str, hour: int = 12, **more: object) -> None:
        word = change(rota, kind, Step.ACCEPTED, by, at(ASKED + DAY, hour), **more)
        write(rota, SWAP, asked, word, approved)

    entered = Spot(f"{SWAP}/2.toml", ("by = ",))
    match random.choice(("none", "late", "by the asker", "by a colleague", "no means", "other cells")):
        case "none":
            write(rota, SWAP, asked, approved)
            spot = Spot(f"{SWAP}/2.toml", ("event = ",))
        case "late":
            accepted(other, at=at(ASKED + DAY * random.randint(3, 9)))
            spot = entered
        case "by the asker":
            accepted(one, for_=other, means=random.choice(list(Means)))
            spot = entered
        case "by a colleague":
            colleague = random.choice([agent for agent in AGENTS if agent not in (one, other)])
            accepted(colleague, for_=other, means=random.choice(list(Means)))
            spot = entered
        case "no means":
            accepted(random.choice((LEADER, DEPUTY)), for_=other)
            spot = entered
        case "other cells":
            others = (cell(rota, one, day, "middle phones"), cells[1])
            approved = change(rota, kind, Step.APPROVED, LEADER, at(ASKED + DAY * 2), others)
            accepted(other)
            rota.expect(one, day, 1, Spot(f"{SWAP}/3.toml", ("[[cell]]",)))
            return
    rota.expect(other, day, 1, spot)


@pytest.mark.parametrize("case", of_family(__name__), ids=str)
def test_seeded_breaches_are_found(case: Seeded, tmp_path: Path) -> None:
    holds(case, tmp_path)
