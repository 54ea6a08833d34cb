"""rota leave withdraw and waitlist: taking leave back, its cells, and who moves up."""

import pytest

from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Step
from rota.domain.period import Period
from rota.files import matters
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.amend import changes_to, evidence
from tests.leave_world import CAP, FREE, World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def cells(world: World, agent: str, *days: int) -> list[str]:
    month = Repository.open(world.root).rotas("town-hall")["2026-12"].cells[agent]
    return [str(month[day]) for day in Period.of_month("2026-12").days if day.month == 12 and day.day in days]


def test_who_asked_takes_it_back_while_it_waits(world):
    id = world.ask("a2", "2026-12-09")
    stranger = world.leave("withdraw", id, by="a5")
    assert stranger.code == 1
    assert stranger.err.startswith("rota: a5 may not act for a2; ")
    ran = world.leave("withdraw", id, by="a2")
    assert (ran.code, ran.out, ran.err) == (0, f"Leave {id} of a2 on 2026-12-09 is taken back.\n", "")
    again = world.leave("withdraw", id, by="a2")
    assert (again.code, again.err) == (
        1,
        f"rota: leave {id} of a2 was withdrawn; there is nothing to take back\n",
    )
    decided = world.leave("approve", id)
    assert (decided.code, decided.err) == (
        1,
        f"rota: leave {id} of a2 was withdrawn; ask anew: rota leave request a2 2026-12-09\n",
    )


def test_granted_leave_of_a_published_month_goes_back_by_a_leader(world):
    id = world.grant("a2", "2026-12-09", "2026-12-10")
    alone = world.leave("withdraw", id, by="a2")
    assert (alone.code, alone.err) == (
        1,
        f"rota: leave {id} of a2 stands in a published rota, which taking it back changes. "
        "That is for a3, a1\n",
    )
    ran = world.leave("withdraw", id, "--means", "paper")
    assert (ran.code, ran.err) == (
        0,
        "a2 on 2026-12-09: leave is now late phones.\na2 on 2026-12-10: leave is now late phones.\n",
    )
    assert cells(world, "a2", 9, 10) == ["late phones", "late phones"]
    assert world.run("check", "2026-12").code == 0
    # The day can be asked for anew, and the cells go on from where they stand.
    world.grant("a2", "2026-12-10", "--half", "morning")
    assert cells(world, "a2", 10) == ["late phones; 10:00-14:00 leave"]


def test_nobody_takes_back_their_own_from_a_published_rota(world):
    id = world.grant("a3", "2026-12-09")
    ran = world.leave("withdraw", id, by="a3")
    assert (ran.code, ran.err) == (
        1,
        f"rota: leave {id} of a3 stands in a published rota, which taking it back changes. That is for a1\n",
    )
    assert world.leave("withdraw", id, "--means", "phone", by="a1").code == 0


def test_leave_that_was_planned_becomes_the_most_frequent_shift_of_that_weekday(tmp_path):
    world = World(tmp_path, keep=True)
    id = next(leave.id for leave in Repository.open(world.root).leave if leave.agent == "a1")
    ran = world.leave("withdraw", id, "--means", "in-person")
    assert ran.code == 0
    assert cells(world, "a1", 7, 8, 9, 10, 11, 12) == [*["early reception"] * 5, "off"]
    # a4 is on leave on Thursday 31 December; its other Thursdays are early at reception as well.
    other = next(leave.id for leave in Repository.open(world.root).leave if leave.last.day == 31)
    assert world.leave("withdraw", other, "--means", "in-person").code == 0
    assert cells(world, "a4", 28, 29, 30, 31) == ["closed", *["early reception"] * 3]
    assert world.run("check", "2026-12").code == 0


def test_leave_that_another_change_stands_on_stays(world):
    id = world.grant("a2", "2026-12-09", "2026-12-10")
    repo = Repository.open(world.root)
    day = repo.leave[0].last
    changes = changes_to(repo, {("a2", day): parse_cell("training")})
    event = ChangeEvent(
        event=Step.RECORDED,
        kind=ChangeKind.REPAIR,
        cell=changes,
        **Act("a3").said(),
        **evidence(repo, changes),
    )
    ref = matters.begin(world.root, "changes", event)
    ran = world.leave("withdraw", id, "--means", "phone")
    assert (ran.code, ran.err) == (
        1,
        f"rota: changes/{ref} has changed the cell of a2 on Thu 10 Dec since; "
        "take that back first, or leave this leave as it is\n",
    )


def test_leave_is_not_taken_back_where_that_breaks_a_must_rule(tmp_path):
    world = World(tmp_path, FREE + '\n[[rule]]\nuse = "max-days-in-row"\ndays = 5\n')
    # a4 works Monday to Saturday in the third week, but for the lieu day on Tuesday and leave on Thursday.
    id = world.grant("a4", "2026-12-17")
    (world.root / "rules.toml").write_text(FREE + '\n[[rule]]\nuse = "max-days-in-row"\ndays = 3\n')
    ran = world.leave("withdraw", id, "--means", "phone")
    assert ran.code == 1
    assert "DAYS01" in ran.err
    assert ran.err.endswith(
        f"rota: leave {id} of a4 was not taken back: it would break a rule that must hold\n"
    )


def test_leave_that_has_begun_is_not_taken_back(world):
    id = world.grant("a2", "2026-12-09", "2026-12-10")
    world.now = world.now.replace(month=12, day=9)
    ran = world.leave("withdraw", id, "--means", "phone")
    assert (ran.code, ran.err) == (
        1,
        f"rota: leave {id} of a2 began on 2026-12-09; only leave that has not begun can be taken back\n",
    )


def test_the_waitlist_moves_up_by_itself(tmp_path):
    world = World(tmp_path, CAP.format(most=1))
    first = world.grant("a2", "2027-02-09")
    second, third = world.ask("a4", "2027-02-09"), world.ask("a6", "2027-02-08", "2027-02-09")
    assert world.leave("refuse", third, "--reason", "cap", "--waitlist").err.startswith(
        f"It is on the waitlist; if a6 does not want that: rota leave withdraw {third}\n"
    )
    early = world.leave("waitlist", second, by="a4")
    assert (early.code, early.err) == (
        1,
        f"rota: leave {second} of a4 is requested; the waitlist is for leave that was refused\n",
    )
    assert world.leave("refuse", second, "--reason", "cap").code == 0
    joined = world.leave("waitlist", second, by="a4")
    assert joined.out == "a4 is on the waitlist for leave on 2027-02-09, in place 2.\n"
    full = "on the waitlist: ABS01: 2 of phones would be away on Tue 9 Feb, at most 1 can be; away: a2"
    assert (world.state(third), world.state(second)) == (full, full)
    assert world.run().out.count("rota leave approve") == 0
    # A place frees: the first on the waitlist moves up, and holds it against the second.
    freed = world.leave("withdraw", first, by="a2")
    assert freed.err == (
        f"a6 moves up on the waitlist: leave {third} from 2027-02-08 until 2027-02-09 could be granted now. "
        f"Next: rota leave approve {third}\n"
    )
    assert world.state(third) == "waiting, moved up from the waitlist"
    assert world.state(second) == f"{full} asked first".replace("a2 asked", "a6 asked")
    assert f"rota leave show {third}" in world.run().out
    assert world.leave("approve", second).code == 1
    # It is refused for another reason: now the second moves up.
    turned = world.leave("refuse", third, "--reason", "cover")
    assert f"a4 moves up on the waitlist: leave {second} on 2027-02-09" in turned.err
    assert world.leave("approve", second).code == 0
