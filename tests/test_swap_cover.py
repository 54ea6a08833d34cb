"""Cover: whom to ask, in order; one offer at a time; an absent owner's cell stays."""

from datetime import date

from rota.domain.absence import AbsenceEvent
from rota.domain.cell import ABSENT
from rota.domain.matter import Step
from rota.files import matters
from rota.files.repository import Repository
from rota.show.partners import AskLine, asked_text
from rota.work.amend import changes_to
from tests.living_world import NOW, published
from tests.swap_world import begun, cell, edit, fine, plain, run

SATURDAY = "2026-12-05"
AGREED = ("--despite", "saturday-share")


def offered(root, to: str, *more: object, by: str = "a3") -> str:
    return begun(run(root, "cover", "offer", "a1", SATURDAY, "--to", to, *more, by=by))


def absent(root, agent: str, day: date) -> None:
    """As if recorded on the day before: the agent is absent, and the cell says so."""
    repo = Repository.open(root)
    event = AbsenceEvent(
        event=Step.RECORDED,
        agent=agent,
        from_=day,
        until=day,
        by="a3",
        at=NOW,
        cell=changes_to(repo, {(agent, day): ABSENT}),
    )
    matters.begin(root, "absence", event)


def test_whom_to_ask_comes_in_order_with_what_the_order_goes_by(tmp_path):
    root = published(tmp_path)
    ran = fine(run(root, "cover", "find", "a1", SATURDAY))
    heading, table, out = ran.out.split("\n\n")
    assert heading == "a1 on Sat 5 Dec: saturday phones."
    lines = [[field.strip() for field in line.split("  ") if field.strip()] for line in table.splitlines()]
    assert lines == [
        [
            "Could be asked, in order",
            "hours owed",
            "extra shifts",
            "wish against it",
            "desk",
            "rules that get worse",
        ],
        ["a4 Dev Malhotra", "0:00", "0", "none", "home service", "saturday-share +1 (referred)"],
        [
            "a6 Farid Noor",
            "0:00",
            "0",
            "none",
            "home service",
            "saturday-share +0.152 (referred), same-service +1",
        ],
        [
            "a2 Ben Osei",
            "0:00",
            "0",
            "none",
            "home service",
            "saturday-share +1 (referred), same-pattern +1, same-service +1",
        ],
    ]
    assert out == (
        "Ruled out\n  no-two-saturdays: a3 works two Saturdays running, Sat 5 Dec and Sat 12 Dec; so too a5\n"
    )
    assert ran.err == f"Next: rota cover offer a1 {SATURDAY} --to a4\n"


def test_the_table_of_whom_to_ask_whole():
    lines = [AskLine("a4", 420, 1, "day off, 2026-12-16 (mild)", home=False, site=False, worse=())]
    assert asked_text(lines, names={}) == (
        "Could be asked, in order  hours owed  extra shifts  wish against it             desk"
        "                       rules that get worse\n"
        "a4                        7:00        1             day off, 2026-12-16 (mild)  other service, other site  none\n"
    )


def test_whoever_has_covered_before_is_asked_last(tmp_path):
    root = published(tmp_path)
    edit(root, "rules.toml", 'use = "no-two-saturdays"\n', 'use = "no-two-saturdays"\nlevel = "wish"\n')
    id = offered(root, "a4")
    for agent in ("a1", "a4"):
        fine(run(root, "cover", "accept", id, by=agent))
    fine(run(root, "cover", "approve", id, *AGREED, by="a3"))
    lines = fine(run(root, "cover", "find", "a3", "2026-12-12")).out.split("\n\n")[1].splitlines()[1:]
    fields = [[field.strip() for field in line.split("  ") if field.strip()][:3] for line in lines]
    assert fields[-1] == ["a4 Dev Malhotra", "0:00", "1"], "the lieu day made the hours good"
    assert all(field[1:] == ["0:00", "0"] for field in fields[:-1])


def test_one_offer_of_a_shift_is_open_at_a_time(tmp_path):
    root = published(tmp_path)
    id = offered(root, "a4")
    second = run(root, "cover", "offer", "a1", SATURDAY, "--to", "a2", by="a3")
    assert (second.code, second.err) == (
        1,
        f"rota: {id} offers the shift of a1 on Sat 5 Dec to a4 already; one offer at a time: wait, or "
        f"`rota cover withdraw {id}`\n",
    )
    fine(run(root, "cover", "decline", id, by="a4"))
    other = offered(root, "a2")
    fine(run(root, "cover", "withdraw", other, by="a3"))
    offered(root, "a6")


def test_only_a_leader_who_is_no_party_offers(tmp_path):
    root = published(tmp_path)
    ran = run(root, "cover", "offer", "a1", SATURDAY, "--to", "a4", by="a5")
    assert (ran.code, "a5 may not approve cover for a1. That is for a3" in ran.err) == (1, True)
    ran = run(root, "cover", "offer", "a1", SATURDAY, "--to", "a4", by="a1")
    assert "a1 is a party to cover for a1" in ran.err


def test_the_cell_of_an_absent_owner_stays_and_only_the_taker_agrees(tmp_path):
    root = published(tmp_path)
    absent(root, "a1", date(2026, 12, 5))
    found = fine(run(root, "cover", "find", "a1", SATURDAY))
    assert found.out.startswith("a1 on Sat 5 Dec: saturday phones.\n"), "what it was before the absence"
    ran = run(root, "cover", "offer", "a1", SATURDAY, "--to", "a4", "--settle", "paid", by="a3")
    id = begun(ran)
    card = plain(ran.out, id)
    assert card.startswith(
        "Cover ID: a4 takes the shift of a1 on Sat 5 Dec; the hours are paid to a4.\n"
        "Offered by a3 on Mon 16 Nov; waits for a4 to accept.\n"
        "The lieu day of that week goes along: a4 has it on "
    )
    assert "a1 Ana" not in card
    fine(run(root, "cover", "accept", id, by="a4"))
    fine(run(root, "cover", "approve", id, *AGREED, by="a3"))
    assert (cell(root, "a1", SATURDAY), cell(root, "a4", SATURDAY)) == ("absent", "saturday phones")
    again = run(root, "cover", "offer", "a1", SATURDAY, "--to", "a2", by="a3")
    assert again.err == f"rota: a4 takes the shift of a1 on Sat 5 Dec already ({id})\n"


def test_a_saturday_that_is_missed_is_covered_though_its_cell_is_off(tmp_path):
    root = published(tmp_path)
    fine(run(root, "absence", "add", "a1", SATURDAY, SATURDAY, by="a3"))
    assert cell(root, "a1", SATURDAY) == "off"
    found = fine(run(root, "cover", "find", "a1", SATURDAY, by="a3"))
    assert found.out.startswith("a1 on Sat 5 Dec: saturday phones.\n")
    assert offered(root, "a4")


def test_a_shift_that_was_named_is_named_in_the_next_step_too(tmp_path):
    root = published(tmp_path)
    ran = fine(run(root, "cover", "find", "a2", SATURDAY, "--shift", "saturday phones", by="a3"))
    assert ran.err.startswith(f"Next: rota cover offer a2 {SATURDAY} --to ")
    assert ran.err.endswith('--shift "saturday phones"\n')


def test_hours_are_not_owed_where_a_lieu_day_makes_them_good(tmp_path):
    root = published(tmp_path)
    id = offered(root, "a4")
    card = fine(run(root, "cover", "show", id)).out
    assert "a4 takes the shift of a1 on Sat 5 Dec; the lieu day makes good the hours.\n" in card


def test_a_day_without_a_shift_wants_one_to_be_named(tmp_path):
    root = published(tmp_path)
    ran = run(root, "cover", "find", "a1", "2026-12-07")
    assert (ran.code, ran.err) == (
        2,
        'rota: a1 has leave on Mon 7 Dec: say which shift is to be covered, such as --shift "early phones"\n',
    )
    ran = run(root, "cover", "find", "a1", "2026-12-07", "--shift", "early phones")
    assert "at work: a2 works late phones on Mon 7 Dec; so too a3, a4, a5, a6" in ran.out
    assert ran.code == 1
    assert "is no shift" in run(root, "cover", "find", "a1", "2026-12-07", "--shift", "lieu").err
    assert "is not a cell" in run(root, "cover", "find", "a1", "2026-12-07", "--shift", "early").err


def test_hours_of_cover_are_settled_between_them_and_break_no_contract(tmp_path):
    """One works a day more and one a day less than the contract: they have agreed to it, and the hours are owed or paid."""
    root = published(tmp_path)
    people = (root / "people.toml").read_text("utf-8")
    people = people.replace(
        'skills = ["phones"]', 'skills = ["phones"]\nweekdays = ["mon", "tue", "wed", "thu"]'
    )
    (root / "people.toml").write_text(people, "utf-8")
    ran = run(root, "cover", "find", "a3", "2026-12-17")
    assert "a6 Farid Noor" in fine(ran).out
    assert "contract-days" not in ran.out
