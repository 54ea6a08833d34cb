"""The story of a month, a person and a cell, whole as it is printed."""

import shutil
from pathlib import Path

import pytest

from tests.audit_helpers import absence, edit, now, swap
from tests.cli_helpers import Ran, rota
from tests.living_world import MONTH, NOW, published


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published December with a swap and an absence."""
    folder = published(tmp_path_factory.mktemp("story"))
    swap(folder)
    absence(folder)
    return folder


def run(root: Path, *args: str) -> Ran:
    return rota("audit", *args, "--repo", root, **now(NOW))


SWAPPED = """\
changes/swap00000001  swap: applied
  1  10 Nov 2026 09:00  requested by a4 Dev Malhotra (claimed: stated)
       a4 Dev Malhotra, Tue 8 Dec: early reception -> late reception
       a5 Elsie Brandt, Tue 8 Dec: late reception -> early reception
  2  11 Nov 2026 09:00  accepted by a5 Elsie Brandt; entered by a3 Carys Pugh (claimed: login), who was told by phone
  3  12 Nov 2026 09:00  approved by a1 Ana Whitlock (claimed)
"""

PUBLISHED = """\
Publication
  1  19 Oct 2026 10:00  published draft 1 by a3 Carys Pugh (claimed); 35 days before its first day
  The base is what was published.
"""


def test_the_story_of_a_cell(whole: Path) -> None:
    ran = run(whole, MONTH, "--agent", "a4", "--day", "2026-12-08")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)\n"
        "The cell of a4 on Tue 8 Dec\n\n"
        f"{PUBLISHED}\n"
        "1 cell changed since\n"
        "  a4 Dev Malhotra, Tue 8 Dec: early reception -> late reception (changes/swap00000001/3)\n\n"
        f"{SWAPPED}\n"
        "Counted\n"
        "  swap 1: 1 applied\n"
        "  entered by a leader for somebody 1: 1 by phone\n"
        "  Who acted is what each claimed; nothing here is signed.\n"
    )


def test_the_story_of_a_day(whole: Path) -> None:
    ran = run(whole, MONTH, "--day", "2026-12-08")
    assert ran.out == (
        "Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)\n"
        "What concerns Tue 8 Dec\n\n"
        f"{PUBLISHED}\n"
        "3 cells changed since\n"
        "  a4 Dev Malhotra, Tue 8 Dec: early reception -> late reception (changes/swap00000001/3)\n"
        "  a5 Elsie Brandt, Tue 8 Dec: late reception -> early reception (changes/swap00000001/3)\n"
        "  a6 Farid Noor, Tue 8 Dec: early phones -> absent (absence/absence00001/1)\n\n"
        "leave/dcf502ba2ac5  leave of a1, Mon 7 Dec to Fri 11 Dec: granted\n"
        "  1  2 Oct 2026 10:27  requested by a1 Ana Whitlock (claimed)\n"
        "  2  4 Oct 2026 16:20  approved by a3 Carys Pugh (claimed)\n\n"
        f"{SWAPPED}\n"
        "absence/absence00001  absence of a6, Tue 8 Dec: recorded\n"
        "  1  13 Nov 2026 09:00  recorded by a3 Carys Pugh (claimed)\n"
        "       a6 Farid Noor, Tue 8 Dec: early phones -> absent\n\n"
        "Counted\n"
        "  absence 1: 1 recorded\n"
        "  leave 1: 1 granted\n"
        "  swap 1: 1 applied\n"
        "  entered by a leader for somebody 1: 1 by phone\n"
        "  Who acted is what each claimed; nothing here is signed.\n"
    )


def test_the_story_of_a_person_has_what_they_did_for_others(whole: Path) -> None:
    ran = run(whole, MONTH, "--agent", "me", "--as", "a1")
    assert "What concerns a1, or was done by or for them" in ran.out
    assert "changes/swap00000001  swap: applied" in ran.out
    assert "leave/dcf502ba2ac5  leave of a1" in ran.out
    assert "absence/" not in ran.out
    assert "No cell changed since\n" in ran.out


def test_the_story_of_the_month_counts_by_kind_and_state(whole: Path) -> None:
    short, long = run(whole, MONTH), run(whole, "month", MONTH, "--group", "town-hall")
    assert short == long
    assert short.out.endswith(
        "Counted\n"
        "  absence 1: 1 recorded\n"
        "  leave 4: 3 granted, 1 requested\n"
        "  swap 1: 1 applied\n"
        "  entered by a leader for somebody 1: 1 by phone\n"
        "  Who acted is what each claimed; nothing here is signed.\n"
    )


def test_a_cell_that_nobody_touched(whole: Path) -> None:
    ran = run(whole, MONTH, "--agent", "a2", "--day", "2026-12-09")
    assert "No cell changed since\n  a2 Ben Osei, Wed 9 Dec: late phones, as published\n" in ran.out
    assert "  no change, leave or absence\n" in ran.out


def test_an_edited_base_and_a_change_without_effect_stand_out(whole: Path, tmp_path: Path) -> None:
    root = shutil.copytree(whole, tmp_path / "tiny")
    shutil.copytree(root / "changes" / "swap00000001", root / "changes" / "swap00000002")
    edit(root, f"rotas/town-hall/{MONTH}.toml", "early phones", "late phones")
    ran = run(root, MONTH, "--day", "2026-12-08")
    assert "The base is NOT what was published: it was edited." in ran.out
    assert "Has no effect: two changes stand on one cell, beside changes/swap00000002/3\n" in ran.out
    assert "1 cell changed since\n" in ran.out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            (MONTH, "--day", "2027-01-04"),
            2,
            "2027-01-04 is not in 2026-12; say rota audit 2027-01 --day 2027-01-04",
        ),
        (("2027-02",), 2, "nothing is recorded of town-hall 2027-02 yet"),
        ((MONTH, "--agent", "a9"), 2, 'no agent has the id "a9"'),
        ((MONTH, "--group", "townhall"), 2, "town-hall"),
        (("yesterday",), 2, '"yesterday" is not a month; write it as 2026-12'),
    ],
)
def test_what_cannot_be_told_says_what_to_do_instead(
    whole: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    ran = run(whole, *args)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
