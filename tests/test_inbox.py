"""rota inbox: what was asked for in a staff copy is taken in once, or refused with a code that gives nothing away."""

import tomllib
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Step
from rota.files import answers
from rota.files.matters import dump
from rota.files.repository import Repository
from rota.work.staff import inbox
from tests.cli_helpers import Ran, rota
from tests.living_world import LEADER, NOW, published

LATER = "2026-11-17T08:00:00+00:00"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


@pytest.fixture
def copy(root: Path) -> Path:
    return refreshed(root)


def refreshed(root: Path, *more: object, name: str = "copy") -> Path:
    target = root.parent / name
    ran = rota("staff-copy", target, *more, "--repo", root, ROTA_NOW=NOW)
    assert ran.code == 0, ran.err
    return target


def ask(copy: Path, *args: object, who: str) -> str:
    ran = rota(*args, "--as", who, "--repo", copy, ROTA_NOW=NOW)
    assert ran.code == 0, ran.err
    return ran.out


def swap(copy: Path, asker: str, day: str, other: str) -> str:
    before = {path.name for path in (copy / "changes").glob("*")}
    ask(copy, "swap", "request", asker, day, "--with", other, who=asker)
    (id,) = {path.name for path in (copy / "changes").iterdir()} - before
    return id


def take_in(root: Path, *copies: Path, by: str = LEADER, dry_run: bool = False) -> Ran:
    options = ["--dry-run"] if dry_run else []
    return rota("inbox", *copies, *options, "--as", by, "--repo", root, ROTA_NOW=LATER)


def events(root: Path, id: str) -> list[dict]:
    files = sorted((root / "changes" / id).iterdir())
    return [tomllib.loads(path.read_text()) for path in files]


def test_all_that_can_be_asked_for_is_taken_in_once(root: Path, copy: Path) -> None:
    id = swap(copy, "a2", "2026-12-14", "a5")
    ask(copy, "swap", "accept", id, who="a5")
    leave = ask(copy, "leave", "request", "a6", "2026-12-07", who="a6").strip()
    wish = (
        ask(copy, "wish", "add", "me", "--day-off", "--from", "2027-02-10", who="a4").split()[1].rstrip(":")
    )
    ask(copy, "wish", "none", "me", "2027-02", who="a5")
    listed = take_in(root, copy, dry_run=True)
    lines = [
        f"changes/{id}/1: a2 asks for swap on 2026-12-14",
        f"changes/{id}/2: a5 accepts swap",
        f"leave/{leave}/1: a6 asks for leave on 2026-12-07",
        f"wishes/a4/{wish}: a4 wishes for day off, 2027-02-10 (mild)",
        "wishes/a5/none-2027-02: a5 has no wishes for 2027-02",
    ]
    assert (listed.code, listed.out.splitlines()) == (0, lines)
    assert listed.err == f"{copy}: 5 to take in.\n"
    assert not (root / "changes").exists()
    ran = take_in(root, copy)
    assert (ran.code, ran.out.splitlines()) == (0, [f"{line}: taken in" for line in lines])
    assert ran.err == (f"{copy}: 5 taken in, 0 not. Bring the copy up to date: rota staff-copy {copy}\n")
    first, second = events(root, id)
    assert [(event["event"], event["by"], event["claim"]) for event in (first, second)] == [
        ("requested", "a2", "stated"),
        ("accepted", "a5", "stated"),
    ]
    # It was said when it was said, not when the leader came by.
    assert {event["at"] for event in (first, second)} == {NOW}
    assert first["base"]["town-hall/2026-12"] == Repository.open(root).base_digest("town-hall", "2026-12")
    whole = Repository.open(root)
    assert [entry.agent for entry in whole.leave if entry.id == leave] == ["a6"]
    assert [(one.id, one.by, one.at) for one in whole.wishes["a4"] if one.id == wish] == [(wish, "a4", NOW)]
    assert [none.month for none in whole.no_wishes["a5"]] == ["2027-02"]
    assert rota("swap", "approve", id, "--as", LEADER, "--yes", "--repo", root, ROTA_NOW=LATER).code == 0
    before = snapshot(root)
    again = take_in(root, copy)
    assert (again.code, again.out, again.err) == (0, "", f"{copy}: nothing waits.\n")
    assert snapshot(root) == before


def snapshot(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refused(root: Path, copy: Path, code: str) -> str:
    """What the leader is told of the one thing that was not taken in; nobody else is told more than the code."""
    before = {path for path in snapshot(root) if "inbox" not in path.parts}
    ran = take_in(root, copy)
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if "not taken in" in line]
    assert f": not taken in ({code})" in line
    assert {path for path in snapshot(root) if "inbox" not in path.parts} >= before
    shown = rota("inbox", "--repo", root).out
    assert shown.count(": not taken in: ") == 1
    assert take_in(root, copy).out == ""
    return line.partition(f"({code})")[2].removeprefix(": ")


def test_a_cell_that_has_moved_is_refused(root: Path, copy: Path) -> None:
    id = swap(copy, "a2", "2026-12-14", "a5")
    rota("move", "a2", "2026-12-14", "--to", "reception", "--as", LEADER, "--repo", root, ROTA_NOW=NOW)
    base = root / "rotas/town-hall/2026-12.toml"
    base.write_text(base.read_text().replace('2026-12-14 = "late phones"', '2026-12-14 = "early phones"', 1))
    why = refused(root, copy, "moved")
    assert "a2 on Mon 14 Dec was late phones in the copy, and is early phones" in why
    assert not (root / "changes" / id).exists()


def test_who_is_off_only_in_the_eyes_of_others_is_not_free(root: Path, copy: Path) -> None:
    """a1 has leave on 8 December, which looks like a day off: nobody learns why it is refused."""
    swap(copy, "a2", "2026-12-08", "a1")
    why = refused(root, copy, "not-free")
    assert why == "a1 on Tue 8 Dec is leave, and off in the copy"
    told = rota("inbox", "--repo", refreshed(root), ROTA_NOW=LATER).out
    assert told.endswith(": a2, 2026-11-17: not taken in: somebody cannot change on that day\n")
    assert "leave" not in told


def test_what_the_rules_forbid_is_refused(root: Path, copy: Path) -> None:
    """a3 may never work late: no copy says so."""
    swap(copy, "a3", "2026-12-15", "a2")
    why = refused(root, copy, "not-allowed")
    assert "agreed-limits" in why
    assert "agreed-limits" not in rota("inbox", "--repo", refreshed(root)).out


def test_an_answer_to_what_was_refused_is_refused(root: Path, copy: Path) -> None:
    id = swap(copy, "a2", "2026-12-08", "a1")
    ask(copy, "swap", "accept", id, who="a1")
    ran = take_in(root, copy)
    assert ran.out.splitlines()[1] == (
        f"changes/{id}/2: a1 accepts swap: not taken in (unknown): "
        f"changes/{id}/2 goes on from something that was not taken in"
    )


def test_a_saturday_takes_its_lieu_day_along_though_the_copy_shows_none(root: Path, copy: Path) -> None:
    id = swap(copy, "a1", "2026-12-05", "a2")
    assert len(events(copy, id)[0]["cell"]) == 2
    ran = take_in(root, copy)
    assert ran.code == 0, ran.out
    cells = [
        (cell["agent"], str(cell["day"]), cell["before"], cell["after"])
        for cell in events(root, id)[0]["cell"]
    ]
    assert ("a1", "2026-12-01", "lieu") in {cell[:3] for cell in cells}
    assert ("a2", "lieu") in {(cell[0], cell[3]) for cell in cells}


def forged(copy: Path, by: str, *, step: Step = Step.REQUESTED, **fields: object) -> str:
    event = ChangeEvent(event=step, kind=ChangeKind.COVER, by=by, at=NOW, **fields)
    id = "forged0000aa"
    path = copy / f"changes/{id}/1.toml"
    path.parent.mkdir(parents=True)
    path.write_text(dump(event))
    return id


@pytest.mark.parametrize(
    ("by", "fields", "code"),
    [
        ("a2", {"step": Step.RECORDED}, "not-yours"),
        ("a3", {"for_": "a2", "means": "phone"}, "not-yours"),
        ("a9", {}, "unknown"),
        ("a2", {}, "unreadable"),
        ("a2", {"step": Step.ACCEPTED}, "unknown"),
    ],
)
def test_what_nobody_may_write_in_a_copy_is_refused(root: Path, copy: Path, by, fields, code) -> None:
    forged(copy, by, **fields)
    refused(root, copy, code)
    assert not (root / "changes").exists()


def test_a_copy_of_ones_own_takes_only_ones_own(root: Path) -> None:
    own = refreshed(root, "--for", "a2", name="own")
    ask(own, "wish", "add", "a5", "--day-off", "--from", "2027-02-10", who="a5")
    assert refused(root, own, "not-yours") == "the copy is that of a2 alone"


def test_a_file_that_cannot_be_read_is_refused_and_the_rest_taken_in(root: Path, copy: Path) -> None:
    ask(copy, "leave", "request", "a6", "2026-12-07", who="a6")
    bad = copy / "changes/k3f9x2m7q1zw/1.toml"
    bad.parent.mkdir(parents=True)
    bad.write_text("this is = = no event\n")
    (copy / "wishes").mkdir()
    (copy / "wishes/a5.toml").write_text('agent = "a4"\n')
    ran = take_in(root, copy)
    assert ran.code == 1
    assert [line.split(": ")[0].split("/")[0] for line in ran.out.splitlines()] == [
        "changes",
        "leave",
        "wishes",
    ]
    assert ran.out.count("not taken in (unreadable)") == 2
    assert ran.out.count(": taken in") == 1


def test_what_rota_wrote_into_a_copy_is_not_to_be_edited(root: Path) -> None:
    own = refreshed(root, "--for", "a4", name="own")
    granted = own / "leave/6e1dc980586d/1.toml"
    granted.write_text(granted.read_text().replace("2026-12-29", "2026-12-28"))
    assert refused(root, own, "edited").endswith("was written by rota and edited afterwards")


def test_wishes_are_taken_back_in_ones_own_copy(root: Path) -> None:
    own = refreshed(root, "--for", "a5", name="own")
    ask(own, "wish", "remove", "me", "w1", who="a5")
    refreshed(root, "--for", "a5", name="own")
    assert [wish.id for wish in Repository.open(own).wishes["a5"]] == ["w2"]
    ran = take_in(root, own)
    assert (ran.code, ran.out) == (0, "wishes/a5/w1: a5 takes a wish back: taken in\n")
    assert [wish.id for wish in Repository.open(root).wishes["a5"]] == ["w2"]
    assert take_in(root, own).out == ""


def test_what_waits_stays_as_it_is_when_the_copy_is_brought_up_to_date(root: Path, copy: Path) -> None:
    id = swap(copy, "a2", "2026-12-14", "a5")
    ask(copy, "wish", "add", "me", "--day-off", "--from", "2027-02-10", who="a4")
    asked = {
        path: path.read_bytes()
        for folder in ("changes", "wishes")
        for path in (copy / folder).rglob("*.toml")
    }
    rota("absence", "add", "a6", "2026-12-14", "--as", LEADER, "--repo", root, ROTA_NOW=NOW)
    ran = rota("staff-copy", copy, "--repo", root, ROTA_NOW=NOW)
    assert ran.err.endswith(f"Asked for there and not yet taken in: 2. Take it in with: rota inbox {copy}\n")
    assert {path: path.read_bytes() for path in asked} == asked
    assert take_in(root, copy).code == 0
    refreshed(root)
    # Asked and accepted stand in it as long as they are open; wishes of others do not.
    assert (copy / f"changes/{id}/1.toml").exists()
    assert not (copy / "wishes").exists()
    ask(copy, "swap", "accept", id, who="a5")
    assert take_in(root, copy).out == f"changes/{id}/2: a5 accepts swap: taken in\n"
    rota("swap", "approve", id, "--as", LEADER, "--yes", "--repo", root, ROTA_NOW=LATER)
    refreshed(root)
    assert not (copy / "changes").exists()
    cell = Repository.open(copy).rota("town-hall", "2026-12").cells["a2"][date(2026, 12, 14)]
    assert str(cell) == "late reception"


def test_a_swap_goes_from_ones_own_copy_to_anothers(root: Path) -> None:
    mine = refreshed(root, "--for", "a2", name="a2")
    id = swap(mine, "a2", "2026-12-14", "a5")
    assert take_in(root, mine).code == 0
    theirs = refreshed(root, "--for", "a5", name="a5")
    third = refreshed(root, "--for", "a6", name="a6")
    assert not (third / "changes").exists()
    ask(theirs, "swap", "accept", id, who="a5")
    ran = take_in(root, mine, theirs, third)
    assert (ran.code, ran.out) == (0, f"changes/{id}/2: a5 accepts swap: taken in\n")
    rota("swap", "approve", id, "--as", LEADER, "--yes", "--repo", root, ROTA_NOW=LATER)
    assert not (refreshed(root, "--for", "a2", name="a2") / "changes").exists()
    told = rota("inbox", "--repo", mine).out
    assert told == f"changes/{id}/1: a2, 2026-11-17: taken in\n"


def test_nobody_agrees_to_something_else_than_was_asked(root: Path) -> None:
    mine = refreshed(root, "--for", "a2", name="a2")
    id = swap(mine, "a2", "2026-12-14", "a5")
    take_in(root, mine)
    theirs = refreshed(root, "--for", "a5", name="a5")
    first = theirs / f"changes/{id}/1.toml"
    first.write_text(first.read_text().replace("2026-12-14", "2026-12-15"))
    ask(theirs, "swap", "accept", id, who="a5")
    ran = take_in(root, theirs)
    assert ran.code == 1
    assert [line.partition("not taken in ")[2].partition(")")[0] for line in ran.out.splitlines()] == [
        "(edited",
        "(unknown",
    ]
    assert len(events(root, id)) == 1


@pytest.mark.parametrize(
    "args",
    [
        ["2026-12-14", "--with", "a5", "--with", "a1"],
        ["2026-12-14", "--with", "a1", "--times-only"],
        ["2026-12-14", "--with", "a5", "--their-day", "2026-12-15"],
    ],
)
def test_what_is_made_anew_is_what_was_asked_for(root: Path, copy: Path, args: list[str]) -> None:
    ask(copy, "swap", "request", "a2", *args, who="a2")
    (id,) = [path.name for path in (copy / "changes").iterdir()]
    ran = take_in(root, copy)
    assert ran.code == 0, ran.out
    (there,), (here,) = events(copy, id), events(root, id)
    assert here["cell"] == there["cell"]
    assert {key: here[key] for key in ("kind", "by")} == {key: there[key] for key in ("kind", "by")}


def test_cover_is_made_anew_with_how_its_hours_are_settled(root: Path, copy: Path) -> None:
    ask(copy, "swap", "request", "a4", "2026-12-19", "--with", "a2", "--cover", "--settle", "paid", who="a4")
    (id,) = [path.name for path in (copy / "changes").iterdir()]
    ran = take_in(root, copy)
    assert ran.code == 0, ran.out
    (event,) = events(root, id)
    assert (event["kind"], event["settle"], event["by"]) == ("cover", "paid", "a4")
    asked = [(cell["agent"], cell["day"], cell["after"]) for cell in events(copy, id)[0]["cell"]]
    made = [(cell["agent"], cell["day"], cell["after"]) for cell in event["cell"]]
    assert set(asked) <= set(made)


def test_refused_leave_may_wait_for_a_place(root: Path, copy: Path) -> None:
    own = refreshed(root, "--for", "a6", name="own")
    id = ask(own, "leave", "request", "me", "2027-02-08", who="a6").strip()
    take_in(root, own)
    ran = rota("leave", "refuse", id, "--reason", "cover", "--as", LEADER, "--repo", root, ROTA_NOW=LATER)
    assert ran.code == 0, ran.err
    refreshed(root, "--for", "a6", name="own")
    said = ask(own, "leave", "waitlist", id, who="a6")
    assert said == "a6 is on the waitlist for leave on 2027-02-08.\n"
    ran = take_in(root, own)
    assert (ran.code, ran.out) == (0, f"leave/{id}/3: a6 waits for leave on 2027-02-08: taken in\n")
    ask(own, "leave", "withdraw", id, who="a6")
    assert take_in(root, own).code == 0
    (leave,) = [one for one in Repository.open(root).leave if one.id == id]
    assert leave.state == "withdrawn"


def test_only_who_is_in_charge_takes_in(root: Path, copy: Path) -> None:
    ran = take_in(root, copy, by="a2")
    assert (ran.code, ran.err) == (
        1,
        "rota: a2 may not take in what the agents of town-hall ask for; "
        "that is for the leaders and deputies of town-hall: a3, a1\n",
    )
    ran = take_in(root, root.parent)
    assert (ran.code, ran.err) == (
        2,
        f"rota: {root.parent} is no staff copy: it has no staff-copy.toml; make one with: rota staff-copy DIR\n",
    )


@pytest.mark.parametrize("name", ["take", "write_answer"])
def test_what_is_cut_short_is_taken_in_once_all_the_same(root, copy, monkeypatch, name: str) -> None:
    """Killed each second time before a thing is taken in, or after that and before its answer is written."""
    id = swap(copy, "a2", "2026-12-14", "a5")
    ask(copy, "swap", "accept", id, who="a5")
    ask(copy, "leave", "request", "a6", "2026-12-07", who="a6")
    ask(copy, "wish", "add", "me", "--day-off", "--from", "2027-02-10", who="a4")
    calls, original = count(), getattr(inbox, name)

    def killed(*args: object) -> object:
        if next(calls) % 2 == 0:
            raise KeyboardInterrupt
        return original(*args)

    monkeypatch.setattr(inbox, name, killed)
    codes = [take_in(root, copy).code for _ in range(5)]
    assert codes == [130, 130, 130, 130, 0]
    assert len(events(root, id)) == 2
    whole = Repository.open(root)
    assert len([leave for leave in whole.leave if leave.agent == "a6"]) == 1
    assert len([wish for wish in whole.wishes["a4"] if str(wish.from_) == "2027-02-10"]) == 1
    assert [answer.verdict for answer in answers.all_answers(root)] == ["taken"] * 4


def test_what_another_inbox_takes_in_at_the_same_moment_is_not_refused(root, copy, monkeypatch) -> None:
    """Two leaders take in one copy at once: whoever comes second finds the matter there, which is no refusal."""
    id = swap(copy, "a2", "2026-12-14", "a5")
    leave = ask(copy, "leave", "request", "a6", "2026-12-07", who="a6").strip()
    original, taken = inbox.take, set()

    def both(repo: Repository, asked, mark):
        if asked.key not in taken:
            taken.add(asked.key)
            assert original(Repository.open(root), asked, mark).ok
        return original(repo, asked, mark)

    monkeypatch.setattr(inbox, "take", both)
    ran = take_in(root, copy)
    assert ran.code == 0, ran.out
    assert taken == {f"changes/{id}/1", f"leave/{leave}/1"}
    assert len(events(root, id)) == 1
    assert [answer.verdict for answer in answers.all_answers(root)] == ["taken"] * 2
