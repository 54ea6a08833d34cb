"""rota round: its dates, who has answered and who has not, what came late; and dates of a leader's own."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from rota.domain.period import Period
from rota.files.repository import Repository
from rota.show.round import ReplyRow, round_text
from rota.work.round.dates import leave_closed, wishes_closed
from tests.cli_helpers import LEADER, rota, tiny
from tests.living_world import GROUP, published

MONTH = "2026-12"
OPEN = {"ROTA_NOW": "2026-09-20T09:00:00+00:00"}
LATE = {"ROTA_NOW": "2026-10-06T09:00:00+00:00"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Nobody has wished for anything or asked for leave."""
    root = tiny(tmp_path)
    for folder in ("wishes", "leave"):
        for path in sorted((root / folder).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    return root


def did(root: Path, *args: object, who: str = LEADER, **now: str) -> str:
    ran = rota(*args, "--as", who, "--repo", root, **(now or OPEN))
    assert ran.code == 0, ran.err
    return ran.out


def test_a_round_counts_its_days_from_the_first_day_of_the_month(root: Path) -> None:
    repo = Repository.open(root)
    assert (leave_closed(repo, GROUP, MONTH), wishes_closed(repo, GROUP, MONTH)) == (
        date(2026, 9, 28),
        date(2026, 10, 5),
    )
    assert (Period.of_month(MONTH).start - date(2026, 9, 28)).days == 63


def test_who_has_answered_and_who_came_late(root: Path) -> None:
    did(root, "wish", "add", "a1", "--day-off", "--from", "2026-12-16", who="a1")
    did(root, "wish", "none", "a2", MONTH, "--means", "phone")
    did(root, "leave", "request", "a4", "2026-12-08", who="a4")
    did(root, "wish", "add", "a5", "--day-off", "--from", "2026-12-16", who="a5", **LATE)
    did(root, "leave", "request", "a1", "2026-12-09", who="a1", **LATE)
    did(root, "wish", "none", "a6", MONTH, who="a6", **LATE)
    # A month around it is no answer.
    did(root, "wish", "add", "a3", "--day-off", "--from", "2027-01-04", who="a3")
    ran = rota("round", MONTH, "--repo", root, **LATE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "town-hall, December 2026 (Mon 30 Nov to Sun 3 Jan)\n"
        "Open from Mon 7 Sep 2026; leave until Mon 28 Sep 2026, wishes until Mon 5 Oct 2026.\n"
        "Leave: closed. Wishes: closed.\n"
        "\n"
        "agent            wishes      leave       answer\n"
        "a1 Ana Whitlock  1           1 (1 late)  yes\n"
        "a2 Ben Osei      none        -           yes\n"
        "a3 Carys Pugh    -           -           not yet\n"
        "a4 Dev Malhotra  -           1           yes\n"
        "a5 Elsie Brandt  1 (1 late)  -           late\n"
        "a6 Farid Noor    none        -           late\n"
        "\n"
        "Not answered: a3 Carys Pugh.\n"
    )


def test_a_request_that_was_withdrawn_is_no_answer(root: Path) -> None:
    id = did(root, "leave", "request", "a4", "2026-12-08", who="a4").strip()
    assert "a4 Dev Malhotra  -       1      yes" in did(root, "round", MONTH)
    did(root, "leave", "withdraw", id, who="a4")
    assert "a4 Dev Malhotra  -       -      not yet" in did(root, "round", MONTH)


def test_a_leader_sets_dates_of_their_own_and_moves_them(root: Path) -> None:
    out = did(root, "round", MONTH, "--open", "--wishes-until", "2026-10-09")
    assert out.splitlines()[1:3] == [
        "Open from Sun 20 Sep 2026; leave until Mon 28 Sep 2026, wishes until Fri 9 Oct 2026, set by a3 Carys Pugh.",
        "Leave: open, 8 days left. Wishes: open, 19 days left.",
    ]
    event = tomllib.loads((root / f"rounds/{GROUP}/{MONTH}/1.toml").read_text())
    assert (event["event"], event["by"], event["from"], event["wishes-until"], event["leave-until"]) == (
        "opened",
        "a3",
        date(2026, 9, 20),
        date(2026, 10, 9),
        date(2026, 9, 28),
    )
    did(root, "round", MONTH, "--leave-until", "2026-10-02", who="a1")
    repo = Repository.open(root)
    assert (leave_closed(repo, GROUP, MONTH), wishes_closed(repo, GROUP, MONTH)) == (
        date(2026, 10, 2),
        date(2026, 10, 9),
    )
    added = did(root, "wish", "add", "a5", "--day-off", "--from", "2026-12-16", who="a5", **LATE)
    assert "late" not in added
    # The next month goes on as usual.
    assert wishes_closed(repo, GROUP, "2027-01") == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("args", "who", "code", "message"),
    [
        (
            ["--open"],
            "a2",
            1,
            "a2 may not set the dates of a round of town-hall; "
            "that is for the leaders and deputies of town-hall: a3, a1",
        ),
        (
            ["--wishes-until", "2026-09-01"],
            "a3",
            2,
            "wishes until 2026-09-01 is before the round opens on 2026-09-07; set --wishes-until later",
        ),
        (
            ["--leave-until", "2026-11-30"],
            "a3",
            2,
            "leave until 2026-11-30 is too late: 2026-12 begins on 2026-11-30",
        ),
    ],
)
def test_dates_that_cannot_be(root: Path, args, who, code, message) -> None:
    ran = rota("round", MONTH, *args, "--as", who, "--repo", root, **OPEN)
    assert (ran.code, ran.out, ran.err) == (code, "", f"rota: {message}\n")
    assert not (root / "rounds").exists()


def test_the_round_of_a_published_month_is_over(tmp_path: Path) -> None:
    ran = rota("round", MONTH, "--open", "--as", LEADER, "--repo", published(tmp_path), **OPEN)
    assert (ran.code, ran.err) == (1, "rota: town-hall 2026-12 is published; its round is over\n")


def test_a_staff_copy_knows_the_dates_too(tmp_path: Path) -> None:
    root = published(tmp_path)
    did(root, "round", "2027-02", "--wishes-until", "2026-12-24", ROTA_NOW="2026-11-16")
    copy = tmp_path / "copy"
    assert rota("staff-copy", copy, "--repo", root, ROTA_NOW="2026-11-16").code == 0
    assert wishes_closed(Repository.open(copy), GROUP, "2027-02") == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (date(2026, 9, 6), "Leave: not open yet. Wishes: not open yet."),
        (date(2026, 9, 28), "Leave: open until the end of today. Wishes: open, 7 days left."),
        (date(2026, 10, 4), "Leave: closed. Wishes: open, 1 day left."),
        (date(2026, 10, 6), "Leave: closed. Wishes: closed."),
    ],
)
def test_how_a_round_stands_by_the_day(today: date, stands: str) -> None:
    dates = (date(2026, 9, 7), date(2026, 10, 5), date(2026, 9, 28))
    rows = [ReplyRow("a1", (2, 1), (0, 0), none=False, answered=True, late=False)]
    text = round_text("hall\x1b", Period.of_month(MONTH), dates, today, rows, names={})
    assert text == (
        "hall\\x1b, December 2026 (Mon 30 Nov to Sun 3 Jan)\n"
        "Open from Mon 7 Sep 2026; leave until Mon 28 Sep 2026, wishes until Mon 5 Oct 2026.\n"
        f"{stands}\n"
        "\n"
        "agent  wishes      leave  answer\n"
        "a1     2 (1 late)  -      yes\n"
        "\n"
        "Everybody has answered.\n"
    )
