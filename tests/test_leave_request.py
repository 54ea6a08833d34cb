"""rota leave request, approve and refuse: rights, what stands against leave, and published cells."""

import re

import pytest

from rota.domain.period import Period
from rota.files.repository import Repository
from tests.cli_helpers import rota, tiny, with_draft
from tests.leave_world import CAP, FREE, World
from tests.living_world import NOW


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def cells(world: World, agent: str, *days: int) -> list[str]:
    month = Repository.open(world.root).rotas("town-hall")["2026-12"].cells[agent]
    return [str(month[day]) for day in Period.of_month("2026-12").days if day.month == 12 and day.day in days]


def test_asking_says_what_it_takes_and_who_decides(world):
    ran = world.leave("request", "a2", "2026-12-07", "2026-12-09", by="a2")
    assert re.fullmatch(r"[a-z0-9]{12}\n", ran.out)
    assert ran.err == (
        "a2 asks for leave from 2026-12-07 until 2026-12-09, 24:00 hours of it. "
        "A leader approves it with the id above.\n"
        "The round for 2026-12 has closed, so that it is marked as late.\n"
    )


def test_leave_granted_in_a_published_month_changes_the_rota(world):
    id = world.ask("a2", "2026-12-10", "2026-12-14")
    ran = world.leave("approve", id[:4])
    assert (ran.code, ran.out) == (0, "a2 has leave from 2026-12-10 until 2026-12-14, approved by a3.\n")
    assert ran.err == (
        "a2 on 2026-12-10: late phones is now leave.\n"
        "a2 on 2026-12-11: late phones is now leave.\n"
        "a2 on 2026-12-14: late phones is now leave.\n"
        "It leaves phones Thu 10 Dec 16:30-18:00: 1 short.\n"
        "It leaves phones Fri 11 Dec 16:30-18:00: 1 short.\n"
        "It leaves phones Mon 14 Dec 10:00-12:00: 1 short.\n"
        "It leaves phones Mon 14 Dec 16:30-18:00: 1 short.\n"
    )
    assert cells(world, "a2", 9, 10, 11, 12, 14, 15) == [
        *("late phones", "leave", "leave", "off", "leave", "late phones")
    ]
    assert world.run("check", "2026-12").code == 0
    again = world.leave("approve", id)
    assert (again.code, again.err) == (
        1,
        f"rota: leave {id} of a2 is approved already; to take it back: rota leave withdraw {id}\n",
    )


def test_a_saturday_turn_in_leave_becomes_off(world):
    # a3 works on Saturday the 12th, which is no contracted day.
    id = world.ask("a4", "2026-12-17", "2026-12-21")
    assert cells(world, "a4", 19) == ["saturday phones"]
    assert world.leave("approve", id).code == 0
    assert cells(world, "a4", 17, 18, 19, 20, 21) == ["leave", "leave", "off", "off", "leave"]


def test_a_lieu_day_that_its_saturday_needs_is_not_given_up_for_leave(tmp_path):
    world = World(tmp_path, FREE + '\n[[rule]]\nuse = "lieu-day"\n')
    id = world.ask("a1", "2026-12-01")
    ran = world.leave("approve", id)
    assert ran.code == 1
    assert "SAT03 2026-12-05: a1 works on Sat 5 Dec without a lieu day" in ran.err
    assert ran.err.endswith(f"rota: leave {id} was not approved: it would break a rule that must hold\n")
    assert cells(world, "a1", 1) == ["lieu"]


@pytest.mark.parametrize(
    ("half", "expected"),
    [("morning", "late phones; 10:00-14:00 leave"), ("afternoon", "late phones; 14:00-18:00 leave")],
)
def test_half_a_day_is_a_part_of_the_shift_that_is_there(world, half, expected):
    world.grant("a2", "2026-12-10", "--half", half)
    assert cells(world, "a2", 10) == [expected]
    assert world.run("check", "2026-12").code == 0


def test_half_a_day_of_a_month_to_come_is_a_fact_for_its_plan(world):
    id = world.grant("a3", "2027-01-12", "--half", "afternoon")
    made = world.run("plan", "2027-01", "--reproducible", "--time-limit", "5")
    assert made.code == 0, made.err
    repo = Repository.open(world.root)
    cell = repo.draft("town-hall", "2027-01", 1).cells["a3"][repo.leave[0].first]
    # a3 may not work late until March: early is the first pattern of the contract.
    assert str(cell) == "early reception; 12:30-16:30 leave"
    assert world.run("check", "2027-01").code == 0
    told = world.leave("withdraw", id, by="a3")
    assert told.err == "The draft of 2027-01 still has it as leave; plan again: rota plan 2027-01\n"


def test_leave_may_span_a_published_and_an_open_month(world):
    id = world.grant("a2", "2026-12-31", "2027-01-05")
    assert cells(world, "a2", 31) == ["leave"]
    (event,) = [chain.events[1] for chain in Repository.open(world.root).leave_chains if chain.id == id]
    assert [str(cell.day) for cell in event.cell] == ["2026-12-31"]
    assert list(event.base) == list(event.judged) == ["town-hall/2026-12"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["2026-12-09", "2026-12-07"], "until 2026-12-07 is before from 2026-12-09; swap them"),
        (
            ["2026-12-07", "2026-12-08", "--half", "morning"],
            "half a day is of one day; leave out the last day, or --half",
        ),
        (
            ["2026-12-12"],
            "a2 has no working day on 2026-12-12, so there is no leave to take; "
            "to be spared a Saturday: rota wish add a2 --saturday-off --from 2026-12-12",
        ),
        (
            ["2026-12-13", "--half", "morning"],
            "half a day's leave is taken from a shift; a2 has none on 2026-12-13: the rota has off",
        ),
        (["2026-12-25"], "a2 has no working day on 2026-12-25, so there is no leave to take"),
    ],
)
def test_what_cannot_be_leave_is_not_asked_for(world, args, message):
    ran = world.leave("request", "a2", *args, by="a2")
    assert (ran.code, ran.out, ran.err) == (2, "", f"rota: {message}\n")


def test_leave_that_overlaps_other_leave_is_not_asked_for(world):
    id = world.ask("a2", "2026-12-07", "2026-12-09")
    ran = world.leave("request", "a2", "2026-12-09", by="a2")
    assert (ran.code, ran.err) == (
        2,
        f"rota: a2 has leave asked for from 2026-12-07 until 2026-12-09 already ({id}); "
        f"take that back first to change it: rota leave withdraw {id}\n",
    )


def test_agents_ask_for_themselves_and_leaders_say_by_what_means(world):
    other = world.leave("request", "a2", "2026-12-08", by="a5")
    assert (other.code, other.err) == (
        1,
        "rota: a5 may not act for a2; that is for a2, or for a3 or a1, who may enter it for them\n",
    )
    silent = world.leave("request", "a2", "2026-12-08")
    assert silent.code == 2
    assert "say how a2 told you with --means" in silent.err
    assert world.leave("request", "a2", "2026-12-08", "--means", "phone").code == 0
    (chain,) = Repository.open(world.root).leave_chains
    event = chain.events[0]
    assert (event.by, event.for_, event.means, event.agent) == ("a3", "a2", "phone", "a2")


def test_nobody_decides_their_own_leave_nor_without_leading(world):
    own, other = world.ask("a3", "2026-12-09"), world.ask("a2", "2026-12-09")
    for command in (["approve"], ["refuse", "--reason", "cover"]):
        ran = world.leave(command[0], own, *command[1:])
        assert (ran.code, ran.err) == (
            1,
            f"rota: a3 is a party to leave {own} of a3; nobody approves their own. That is for a1\n",
        )
        ran = world.leave(command[0], other, *command[1:], by="a5")
        assert (ran.code, ran.err) == (
            1,
            f"rota: a5 may not approve leave {other} of a2. That is for a3, a1\n",
        )


def test_an_unknown_leave_is_named_with_the_nearest(world):
    id = world.ask("a2", "2026-12-09")
    ran = world.leave("approve", "nothing")
    assert (ran.code, ran.err) == (2, f'rota: no leave is named "nothing"; there is only {id}\n')


def test_a_full_day_is_told_when_asked_and_binds_at_approval(tmp_path):
    world = World(tmp_path, CAP.format(most=1))
    first = world.ask("a2", "2027-01-11", "2027-01-12")
    ran = world.leave("request", "a4", "2027-01-12", by="a4")
    full = "ABS01: 2 of phones would be away on Tue 12 Jan, at most 1 can be; away: a2 asked first"
    assert ran.err.splitlines()[-2:] == [
        f"As things stand it cannot be granted: {full}",
        "Free instead: on 2027-01-13; on 2027-01-14; on 2027-01-15.",
    ]
    second = ran.out.strip()
    refused = world.leave("approve", second)
    assert (refused.code, refused.err) == (
        1,
        f"rota: leave {second} of a4 cannot be granted\nrota: {full}\n",
    )
    assert world.leave("approve", first).code == 0
    assert world.state(second).startswith("waiting")
    # The earlier request is taken back: its place is free.
    assert world.leave("withdraw", first, by="a2").code == 0
    assert world.leave("approve", second).code == 0


def test_a_request_that_cannot_be_granted_holds_no_place(tmp_path):
    world = World(tmp_path, CAP.format(most=1))
    world.grant("a2", "2027-01-11")
    # a4 asks for a full day and a free one; until that is settled, the free day stays free for others.
    world.ask("a4", "2027-01-11", "2027-01-12")
    third = world.ask("a6", "2027-01-12")
    assert world.leave("approve", third).code == 0


def test_blackout_and_floor_and_balance_stand_against_leave(tmp_path):
    rules = """
[[rule]]
use = "leave-blackout"
dates = [{ from = 2027-01-11, until = 2027-01-15 }]

[[rule]]
use = "attendance-floor"
home = ["reception"]
least = 1
"""
    world = World(tmp_path, FREE + rules)
    # Two people have their home at reception, a3 and a5. Full-timers have 200 hours; 120 of a3's are taken.
    black = world.leave("request", "a3", "2027-01-15", by="a3").err
    assert "granted: LEAVE01: nobody can have leave on Fri 15 Jan\n" in black
    world.grant("a5", "2027-01-20")
    floor = world.leave("request", "a3", "2027-01-20", by="a3").err
    assert "granted: ABS03: 2 of reception would be away on Wed 20 Jan, at most 1 can be; away: a5\n" in floor
    much = world.leave("request", "a3", "2027-02-01", "2027-02-12", by="a3").err
    assert "balance" not in much  # what cannot be granted takes nothing
    more = world.leave("request", "a3", "2027-03-08", by="a3").err
    assert (
        "granted: balance: it takes 8:00 hours, and a3 has 80:00 left until 2027-03-31, "
        "80:00 of it asked for already\n"
    ) in more


def test_should_rules_advise_and_do_not_bind(tmp_path):
    world = World(tmp_path, CAP.format(most=0) + 'level = "should"\n')
    ran = world.leave("request", "a2", "2027-01-12", by="a2")
    words = "ABS01: 1 of phones would be away on Tue 12 Jan, at most 0 can be"
    assert ran.err.splitlines()[-1] == f"It speaks against it: {words}"
    done = world.leave("approve", ran.out.strip())
    assert (done.code, done.err) == (0, f"It was granted against advice: {words}\n")


def test_a_refusal_has_a_code_and_names_free_days(tmp_path):
    world = World(tmp_path, CAP.format(most=1))
    world.grant("a4", "2027-01-12")
    id = world.ask("a2", "2027-01-12")
    ran = world.leave("refuse", id, "--reason", "cap")
    assert (ran.code, ran.out) == (0, f"Leave {id} of a2 on 2027-01-12 is refused (cap), by a3.\n")
    assert ran.err == (
        f"a2 may join the waitlist: rota leave waitlist {id}\n"
        "Free instead: on 2027-01-11; on 2027-01-13; on 2027-01-14.\n"
    )
    again = world.leave("approve", id)
    assert (again.code, again.err) == (
        1,
        f"rota: leave {id} of a2 was refused (cap); it can be put on the waitlist: rota leave waitlist {id}\n",
    )


def test_drafts_made_before_are_named(tmp_path):
    root = with_draft(tiny(tmp_path))
    (root / "rules.toml").write_text('[[rule]]\nuse = "leave-kept"\n')
    # The leave that is granted in the example stands in the draft, which was made from the facts.
    assert rota("check", "--repo", root).code == 0
    asked = rota("leave", "request", "a2", "2026-12-07", "--as", "a2", "--repo", root, ROTA_NOW=NOW)
    done = rota("leave", "approve", asked.out.strip(), "--as", "a3", "--repo", root, ROTA_NOW=NOW)
    assert done.err == "The draft of 2026-12 does not know of it yet; plan again: rota plan 2026-12\n"
    ran = rota("check", "--format", "concise", "--repo", root)
    assert ran.code == 1
    assert "LEAVE02 must a2" in ran.out
