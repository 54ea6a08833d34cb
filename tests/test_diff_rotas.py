"""rota diff: two rotas of a month held against each other, in words of people and consequences."""

import shutil

import pytest

from tests.living_world import MONTH, NOW, published
from tests.publish_helpers import DRAFTS, drafted, files, run, write_draft

NOTHING = "\n  Nothing differs: every cell is the same.\n"

WHOLE = """\
From  draft 1 of town-hall 2026-12, told on Fri 16 Oct
To    draft 2 of town-hall 2026-12; draft 1 was told on Fri 16 Oct

Cells (5)
  a1 Ana Whitlock Sat 5 Dec: saturday phones -> off
  a2 Ben Osei Tue 1 Dec to Wed 2 Dec: late phones -> early phones
  a2 Ben Osei Fri 4 Dec: late phones -> early phones
  a5 Elsie Brandt Fri 11 Dec: late reception -> off

Cover
  phones 16:30-18:00 on Tue 1 Dec: covered -> 1 short
  phones 16:30-18:00 on Wed 2 Dec: covered -> 1 short
  phones 16:30-18:00 on Fri 4 Dec: covered -> 1 short
  phones 09:00-16:00 on Sat 5 Dec: covered -> 1 short
  reception 16:30-17:30 on Fri 11 Dec: covered -> 1 short

Wishes
  a5 Elsie Brandt: newly granted: day off, 2026-12-11 (mild)
  a2 Ben Osei: newly refused: late, 2026-11-30 to 2026-12-23 (mild)

Hours
  a1 Ana Whitlock: hours 207:00 -> 200:00, Saturdays 1 -> 0, lieu -1:00 -> -8:00
  a2 Ben Osei: lates 20 -> 17
  a5 Elsie Brandt: hours 200:00 -> 192:00, lates 20 -> 19

Rules
  Rule                    level   before  after  unit
  HOURS01  contract-days  must         0      1  days or hours
  COVER01  cover          should       0     25  head half-hours
  SHIFT02  same-pattern   should       4      7  shifts off the month's pattern
"""

RULES = """
[[rule]]
use = "contract-days"

[[rule]]
use = "cover"
level = "should"

[[rule]]
use = "same-pattern"
level = "should"

[[rule]]
use = "trained"
"""


@pytest.fixture
def repo(tmp_path):
    root = drafted(tmp_path)
    (root / "rules.toml").write_text(RULES)
    run(root, "tell", MONTH)
    shutil.copy(root / DRAFTS / "1.toml", root / DRAFTS / "2.toml")
    changed = {("a2", f"2026-12-0{day}"): "early phones" for day in (1, 2, 4)}
    changed |= {("a1", "2026-12-05"): "off", ("a5", "2026-12-11"): "off"}
    write_draft(root, changed, number=2)
    return root


def test_the_whole_difference_of_two_drafts(repo):
    before = files(repo)
    ran = run(repo, "diff", f"{MONTH}#1", f"{MONTH}#2")
    assert (ran.code, ran.err, ran.out) == (0, "", WHOLE)
    assert files(repo) == before


def test_the_other_way_round_everything_turns(repo):
    lines = run(repo, "diff", f"{MONTH}#2", f"{MONTH}#1", "--ids").out.splitlines()
    assert "  a2 Tue 1 Dec to Wed 2 Dec: early phones -> late phones" in lines
    assert "  phones 16:30-18:00 on Tue 1 Dec: 1 short -> covered" in lines
    assert "  a2: newly granted: late, 2026-11-30 to 2026-12-23 (mild)" in lines
    assert "  COVER01  cover          should      25      0  head half-hours" in lines


def test_one_half_hour_is_named_by_its_beginning(repo):
    write_draft(repo, {("a2", "2026-12-01"): "late phones; 17:30-18:00 meeting"}, number=2)
    assert (
        "  phones at 17:30 on Tue 1 Dec: covered -> 1 short\n" in run(repo, "diff", f"{MONTH}#1", MONTH).out
    )


@pytest.mark.parametrize(
    ("one", "other"), [("@told", "#2"), ("#1", ""), ("@told", "")], ids=["told-2", "1-newest", "told-newest"]
)
def test_the_same_rotas_by_other_names(repo, one, other):
    assert run(repo, "diff", MONTH + one, MONTH + other).out == WHOLE


def test_nothing_differs(repo):
    ran = run(repo, "diff", f"{MONTH}#1", f"{MONTH}@told")
    assert (ran.code, ran.out.endswith(NOTHING)) == (0, True)


def test_what_has_changed_since_a_month_was_published(tmp_path):
    root = published(tmp_path)
    (root / "rules.toml").write_text(RULES)
    run(root, "absence", "add", "a6", "2026-12-08", "2026-12-09", now=NOW)
    assert run(root, "diff", f"{MONTH}@base", MONTH, now=NOW).out.startswith(
        "From  town-hall 2026-12 as it was published\n"
        "To    the published rota of town-hall 2026-12, 1 change since\n"
        "\nCells (2)\n  a6 Farid Noor Tue 8 Dec to Wed 9 Dec: early phones -> absent\n"
    )


def test_somebody_who_is_in_one_rota_only(repo):
    path = repo / DRAFTS / "2.toml"
    head, _, rest = path.read_text().partition("[cells.a6]")
    path.write_text(head + ("[" + rest.partition("\n[")[2] if "\n[" in rest else ""))
    ran = run(repo, "diff", f"{MONTH}#1", f"{MONTH}#2")
    assert "  a6 Farid Noor Mon 30 Nov to Wed 2 Dec: early phones -> no cell\n" in ran.out
    assert "  a6 Farid Noor: hours 120:00 -> 0:00" in ran.out


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            ("December", MONTH),
            '"December" names no rota; write 2026-12 (as it stands now), 2026-12@base (as it was published), '
            "2026-12#2 (draft 2) or 2026-12@told (the draft that was told last)",
        ),
        (
            (f"{MONTH}@base", MONTH),
            "town-hall 2026-12 is not published, so it has no base; name a draft: 2026-12#1",
        ),
        ((f"{MONTH}#7", MONTH), "town-hall has no draft 7 of 2026-12; there are drafts 1, 2"),
        (("2027-01@told", MONTH), "no draft of town-hall 2027-01 was told; see `rota tell 2027-01`"),
        (("2027-01", MONTH), "town-hall has no draft of 2027-01; make one: rota plan 2027-01"),
        ((MONTH, "2026-13"), '"2026-13" names no rota'),
    ],
)
def test_a_name_of_nothing_says_how_to_name_a_rota(repo, names, message):
    ran = run(repo, "diff", *names)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"rota: {message}")


def test_two_months_have_nothing_to_compare(repo):
    (repo / "drafts/town-hall/2027-01").mkdir()
    text = (repo / DRAFTS / "1.toml").read_text().partition("[cells")[0].replace(MONTH, "2027-01")
    (repo / "drafts/town-hall/2027-01/1.toml").write_text(f"{text}[cells]\n")
    ran = run(repo, "diff", "2027-01", MONTH)
    assert (ran.code, ran.err) == (
        2,
        "rota: 2027-01 and 2026-12 have no day in common; name one month twice\n",
    )
