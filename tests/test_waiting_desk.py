"""Bare rota: what waits for a leader, an agent and HR, each their own."""

import shutil

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import CellChange, Step
from rota.files import matters
from rota.files.repository import Repository
from rota.show.waiting import Desk, Month, Wait, desk_text
from tests.cli_helpers import rota
from tests.living_world import GROUP, MONTH, NOW, published
from tests.publish_helpers import drafted, run

ASKED = "c02fbb2f6be2"


@pytest.fixture
def repo(tmp_path):
    return published(tmp_path)


def swap(root, *, accepted: bool, expires: str = "2026-11-18") -> str:
    """a2 asks a4 for an exchange of Mon 14 Dec; a4 has accepted or not."""
    day = "2026-12-14"
    cells = Repository.open(root).bases(GROUP)[MONTH].cells
    from datetime import date

    on = date.fromisoformat(day)
    mine, theirs = str(cells["a2"][on]), str(cells["a4"][on])
    change = (
        CellChange(agent="a2", day=on, before=mine, after=theirs),
        CellChange(agent="a4", day=on, before=theirs, after=mine),
    )
    said = {"kind": ChangeKind.SWAP, "at": NOW}
    asked = ChangeEvent(
        event=Step.REQUESTED, by="a2", cell=change, expires=date.fromisoformat(expires), **said
    )
    id = matters.begin(root, "changes", asked)
    if accepted:
        (chain,) = Repository.open(root).change_chains
        matters.follow(root, chain, ChangeEvent(event=Step.ACCEPTED, by="a4", **said))
    return id


def test_a_leaders_desk_whole(repo):
    id = swap(repo, accepted=True)
    run(repo, "absence", "add", "a6", "2026-11-16", "2026-11-20", now=NOW)
    ran = run(repo, now=NOW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Town hall, Mon 16 Nov 2026: a3 Carys Pugh, in charge of front\n"
        "\nTo decide\n"
        f"  leave {ASKED}: a2 Ben Osei, Wed 2 Dec   rota leave show {ASKED}\n"
        f"  swap {id}: a2 Ben Osei and a4 Dev Malhotra, Mon 14 Dec; expires in 2 days, soon   "
        f"rota swap approve {id}\n"
        "\nMonths\n"
        "  town-hall 2026-12: published; begins in 14 days\n"
        "  town-hall 2027-01: no draft yet; begins in 49 days; the target of 42 days is 7 days ahead\n"
        "\nAway today\n"
        "  a6 Farid Noor (absent)\n"
        "\nShifts to come\n"
        "  Mon 30 Nov  early phones 08:30-16:30\n"
        "  Tue 1 Dec   early phones 08:30-16:30\n"
        "  Wed 2 Dec   early phones 08:30-16:30\n"
        "  Thu 3 Dec   early phones 08:30-16:30\n"
        "  Fri 4 Dec   early phones 08:30-16:30\n"
        f"\nNext: rota leave show {ASKED}\n"
    )


def test_an_agents_desk_whole(repo):
    id = swap(repo, accepted=False)
    assert run(repo, now=NOW, by="a4").out == (
        "Town hall, Mon 16 Nov 2026: a4 Dev Malhotra, agent\n"
        "\nTo answer\n"
        f"  swap {id}: a2 Ben Osei and a4 Dev Malhotra, Mon 14 Dec; expires in 2 days, soon   "
        f"rota swap accept {id}\n"
        "\nShifts to come\n"
        "  Mon 30 Nov  early reception 08:30-16:30\n"
        "  Tue 1 Dec   early reception 08:30-16:30\n"
        "  Wed 2 Dec   early reception 08:30-16:30\n"
        "  Mon 7 Dec   early reception 08:30-16:30\n"
        "  Tue 8 Dec   early reception 08:30-16:30\n"
        f"\nNext: rota swap accept {id}\n"
    )


def test_who_has_asked_sees_that_it_waits(repo):
    id = swap(repo, accepted=False)
    ran = run(repo, now=NOW, by="a2")
    assert (
        "\nAsked for\n"
        f"  leave {ASKED}: a2 Ben Osei, Wed 2 Dec\n"
        f"  swap {id}: a2 Ben Osei and a4 Dev Malhotra, Mon 14 Dec; expires in 2 days, soon\n"
    ) in ran.out
    assert "To answer" not in ran.out
    assert "Away today" not in ran.out
    assert ran.out.endswith("\nNext: rota show --agent me\n")


def test_what_has_expired_waits_for_nobody(repo):
    id = swap(repo, accepted=False)
    for by in ("a2", "a3", "a4"):
        assert id not in run(repo, now="2026-11-19", by=by).out
    assert id not in run(repo, now=NOW, by="a5").out


def test_what_is_not_accepted_yet_is_not_for_the_leader(repo):
    assert swap(repo, accepted=False) not in run(repo, now=NOW).out


def test_nobody_is_asked_to_decide_their_own(repo):
    leave = repo / "leave" / ASKED / "1.toml"
    leave.write_text(
        leave.read_text().replace('agent = "a2"', 'agent = "a3"').replace('by = "a2"', 'by = "a3"')
    )
    assert "To decide" not in run(repo, now=NOW).out
    assert f"leave {ASKED}: a3 Carys Pugh" in run(repo, now=NOW, by="a1").out


def test_frozen_shifts_are_marked_and_the_next_month_follows(repo):
    lines = run(repo, now="2026-12-23", by="a2").out.splitlines()
    at = lines.index("Shifts to come")
    assert lines[at + 1 : at + 6] == [
        "  Wed 23 Dec  late phones 10:00-18:00  frozen",
        "  Thu 24 Dec  middle phones 09:00-17:00  frozen",
        "  Tue 29 Dec  late phones 10:00-18:00  frozen",
        "  Wed 30 Dec  late phones 10:00-18:00",
        "  Thu 31 Dec  middle phones 09:00-17:00",
    ]


def test_an_agent_without_a_published_rota(tmp_path):
    ran = run(drafted(tmp_path), by="a5")
    assert ran.out == (
        "Town hall, Fri 16 Oct 2026: a5 Elsie Brandt, agent\n"
        "\nShifts to come\n  no published rota has a shift from today on\n"
        "\nNext: rota show --agent me\n"
    )


def test_hr_sees_the_months_and_is_sent_to_the_check(repo):
    centre = repo / "centre.toml"
    centre.write_text(centre.read_text().replace('hr = ["hr-1"]', 'hr = ["hr1"]'))
    ran = run(repo, now=NOW, by="hr1")
    assert ran.out == (
        "Town hall, Mon 16 Nov 2026: hr1, HR\n"
        "\nMonths\n"
        "  town-hall 2026-12: published; begins in 14 days\n"
        "  town-hall 2027-01: no draft yet; begins in 49 days; the target of 42 days is 7 days ahead\n"
        "\nAway today\n  nobody\n"
        "\nNext: rota check\n"
    )


def test_a_month_to_publish_counts_down(tmp_path):
    root = drafted(tmp_path)
    waits = {
        "2026-10-12": "draft 1; begins in 49 days; the target of 42 days is 7 days ahead",
        "2026-10-19": "draft 1; begins in 42 days; the target of 42 days is today",
        "2026-10-31": "draft 1; begins in 30 days; the target of 42 days is missed, the floor of 28 is 2 days ahead",
        "2026-11-29": "draft 1; begins in 1 day; too late for the floor of 28 days: publishing needs a --reason",
        "2026-12-01": "draft 1; has begun; too late for the floor of 28 days: publishing needs a --reason",
    }
    shutil.rmtree(root / "leave")
    for now, words in waits.items():
        ran = run(root, now=now)
        assert f"\n  town-hall 2026-12: {words}\n" in ran.out
        assert ran.out.endswith("\nNext: rota tell 2026-12\n")
    run(root, "tell", MONTH, now="2026-10-12")
    assert run(root, now="2026-10-13").out.endswith("\nNext: rota publish 2026-12\n")
    assert "town-hall 2026-12: draft 1; draft 1 told on Mon 12 Oct; begins" in run(root, now="2026-10-13").out


def test_a_month_that_nobody_has_begun_is_to_be_planned(repo):
    shutil.rmtree(repo / "leave")
    assert run(repo, now=NOW).out.endswith("\nNext: rota plan 2027-01\n")


def test_a_month_that_has_begun_without_a_rota_is_named_until_it_is_over(repo):
    """Its first days belong to the calendar month before."""
    shutil.rmtree(repo / "leave")
    said = "\n  town-hall 2027-01: began on Mon 4 Jan and has no rota: rota plan 2027-01\n"
    for now in ("2027-01-04", "2027-01-31"):
        ran = run(repo, now=now)
        assert said in ran.out
        assert "\n  town-hall 2027-02: no draft yet; " in ran.out
        assert ran.out.endswith("\nNext: rota plan 2027-01\n")
    assert "2027-01" not in run(repo, now="2027-02-01").out


def test_a_centre_that_never_planned_is_not_told_of_the_month_that_runs(tmp_path):
    assert "2026-10" not in run(drafted(tmp_path), now="2026-10-16").out


def test_somebody_unknown_is_told_too_that_a_month_has_begun_without_a_rota(repo, monkeypatch):
    monkeypatch.setattr("rota.work.identity._login", lambda: "nobody")
    monkeypatch.setattr("rota.work.identity._git_email", lambda _: "")
    shutil.rmtree(repo / "leave")
    ran = rota("--repo", repo, ROTA_NOW="2027-01-06")
    assert ran.out == (
        "Town hall\n\ntown-hall 2026-12: published.\ntown-hall 2027-01: began on Mon 4 Jan and has no rota.\n"
        "\nNext: rota plan 2027-01\n"
    )


def test_somebody_unknown_sees_what_anybody_may_see(repo, monkeypatch):
    monkeypatch.setattr("rota.work.identity._login", lambda: "nobody")
    monkeypatch.setattr("rota.work.identity._git_email", lambda _: "")
    ran = rota("--repo", repo, ROTA_NOW=NOW)
    assert ran.out == (
        "Town hall\n\ntown-hall 2026-12: published.\n"
        f"Leave {ASKED}: a2 asks for 2026-12-02 until 2026-12-02.\n\nNext: rota leave show {ASKED}\n"
    )
    assert rota("--repo", repo, ROTA_NOW=NOW, ROTA_AS="a99").out == ran.out


def test_changes_and_an_interrupted_publication_are_said():
    from datetime import date

    month = Month("g", MONTH, -3, 28, 42, published=True, changes=2, unapplied=1)
    cut = Month("g", "2027-01", 30, 28, 42, drafts=(2,), cut_short=True)
    wait = Wait("cover", "x1", ("a1",), (date(2026, 12, 1), date(2026, 12, 3)), date(2026, 12, 5))
    desk = Desk(
        "Hall", date(2026, 12, 5), "a1", "agent", asked=(wait,), months=(month, cut), next_step="rota"
    )
    assert desk_text(desk, {}) == (
        "Hall, Sat 5 Dec 2026: a1, agent\n"
        "\nAsked for\n  cover x1: a1, Tue 1 Dec to Thu 3 Dec; expires today\n"
        "\nMonths\n"
        "  g 2026-12: published; 2 changes since; 1 change not applied, see `rota check 2026-12`\n"
        "  g 2027-01: publishing was cut short, run `rota publish 2027-01` again; draft 2; begins in 30 days; "
        "the target of 42 days is missed, the floor of 28 is 2 days ahead\n"
        "\nNext: rota\n"
    )
