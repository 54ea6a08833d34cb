"""`rota calendar sync` as it is printed and written: once, again, when something changed, beside what people wrote."""

import shutil
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from rota.domain.calendar import Calendar, Closure
from rota.files.repository import Repository
from rota.work.calendar.byhand import without
from rota.work.calendar.sheet import put
from rota.work.calendar.sync import years_of
from rota.work.errors import Refused
from tests.calendar_world import BARE, NOW, calendar, root_of, said, there
from tests.cli_helpers import rota
from tests.living_world import NOW as LIVING
from tests.living_world import published

KNOWN = (
    f"Bank holidays of england are those that holidays {version('holidays')} knows; one-off holidays proclaimed since go into "
    "[[calendar.holiday]] of centre.toml.\n"
)
OF_2026 = """\
  + Thu 1 Jan 2026  bank holiday  New Year's Day
  + Fri 3 Apr 2026  bank holiday  Good Friday
  + Mon 6 Apr 2026  bank holiday  Easter Monday
  + Mon 4 May 2026  bank holiday  Early May bank holiday
  + Mon 25 May 2026  bank holiday  Spring bank holiday
  + Mon 31 Aug 2026  bank holiday  Summer bank holiday
  + Fri 25 Dec 2026  bank holiday  Christmas Day
  + Sat 26 Dec 2026  closure  Boxing Day
  + Mon 28 Dec 2026  bank holiday  Boxing Day (substitute day)
"""
OF_2027 = """\
  + Fri 1 Jan 2027  bank holiday  New Year's Day
  + Fri 26 Mar 2027  bank holiday  Good Friday
  + Mon 29 Mar 2027  bank holiday  Easter Monday
  + Mon 3 May 2027  bank holiday  Early May bank holiday
  + Mon 31 May 2027  bank holiday  Spring bank holiday
  + Mon 30 Aug 2027  bank holiday  Summer bank holiday
  + Sat 25 Dec 2027  closure  Christmas Day
  + Sun 26 Dec 2027  closure  Boxing Day
  + Mon 27 Dec 2027  bank holiday  Christmas Day (substitute day)
  + Tue 28 Dec 2027  bank holiday  Boxing Day (substitute day)
"""
FILE_2028 = f"""\
# Written by rota calendar sync. Your own days go into a file beside this one, or into [calendar] of centre.toml.
# england, as holidays {version("holidays")} knows it
# settings: 567c5fffb2e47bc1
# facts: DIGEST

[[bank-holiday]]
name = "New Year's Day (substitute day)"
day = 2028-01-03

[[bank-holiday]]
name = "Good Friday"
day = 2028-04-14

[[bank-holiday]]
name = "Easter Monday"
day = 2028-04-17

[[bank-holiday]]
name = "Early May bank holiday"
day = 2028-05-01

[[bank-holiday]]
name = "Spring bank holiday"
day = 2028-05-29

[[bank-holiday]]
name = "Summer bank holiday"
day = 2028-08-28

[[bank-holiday]]
name = "Christmas Day"
day = 2028-12-25

[[bank-holiday]]
name = "Boxing Day"
day = 2028-12-26

[[closure]]
name = "New Year's Day"
day = 2028-01-01
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return root_of(tmp_path)


def test_this_year_and_the_next_are_written_once(root: Path) -> None:
    ran = calendar(root, "sync")
    written = f"calendar/synced-2026.toml, written:\n{OF_2026}calendar/synced-2027.toml, written:\n{OF_2027}"
    assert (ran.code, ran.out, ran.err) == (0, written, KNOWN)
    before = there(root)
    assert set(before) == {"synced-2026.toml", "synced-2027.toml"}
    again = calendar(root, "sync")
    says = "calendar/synced-{}.toml says that already; nothing was written.\n"
    assert (again.code, again.out, again.err) == (0, says.format(2026) + says.format(2027), KNOWN)
    assert there(root) == before
    assert len(Repository.open(root).calendar.bank_holiday) == 8 + 8


def test_the_file_is_the_same_wherever_and_whenever_it_is_written(root: Path, tmp_path: Path) -> None:
    assert calendar(root, "sync", "2028").code == 0
    other = root_of(tmp_path / "other")
    assert calendar(other, "sync", "2029", "2028", "2028", now="2030-01-01").code == 0
    text = there(root)["synced-2028.toml"]
    assert there(other)["synced-2028.toml"] == text
    digest = next(line for line in text.decode().splitlines() if line.startswith("# facts: "))
    assert text.decode() == FILE_2028.replace("# facts: DIGEST", digest)


def test_a_dry_run_writes_nothing(root: Path) -> None:
    ran = calendar(root, "sync", "2026", "--dry-run")
    assert (ran.code, ran.out) == (0, f"calendar/synced-2026.toml would be written:\n{OF_2026}")
    assert not (root / "calendar").exists()


def test_what_is_no_longer_so_is_dropped(root: Path) -> None:
    calendar(root, "sync", "2026")
    said(root, '[calendar]\nnation = "england"\nwithout = ["Easter Monday"]\nweekend-day = "open"\n')
    assert calendar(root, "sync", "2026").out == (
        "calendar/synced-2026.toml, written anew:\n"
        "  - Mon 6 Apr 2026  bank holiday  Easter Monday\n"
        "  - Sat 26 Dec 2026  closure  Boxing Day\n"
    )
    said(root, '[calendar]\nweekend-day = "open"\n')
    gone = calendar(root, "sync", "2026")
    assert gone.out.startswith(
        "calendar/synced-2026.toml has nothing more to say, and is gone:\n  - Thu 1 Jan"
    )
    assert there(root) == {}
    assert calendar(root, "sync", "2026").out.startswith("calendar/synced-2026.toml is not needed")


def test_another_setting_of_no_consequence_changes_the_head_alone(root: Path) -> None:
    calendar(root, "sync", "2026")
    before = there(root)["synced-2026.toml"].split(b"\n\n", 1)
    said(root, BARE + 'without = ["Coronation of Charles III"]\n')
    assert calendar(root, "sync", "2026").out == (
        "calendar/synced-2026.toml, written anew:\n"
        "  only its head changes: from which settings and which version it was made\n"
    )
    after = there(root)["synced-2026.toml"].split(b"\n\n", 1)
    assert (after[0] != before[0], after[1]) == (True, before[1])


def test_what_people_wrote_stays_and_is_not_written_twice(tmp_path: Path) -> None:
    root = root_of(tmp_path, hand=True)
    hand = there(root)
    ran = calendar(root, "sync")
    new_year = "  + Fri 1 Jan 2027  bank holiday  New Year's Day\n"
    assert ran.out == (
        "calendar/synced-2026.toml is not needed: nothing is left to say that files written by hand do not.\n"
        f"calendar/synced-2027.toml, written:\n{OF_2027.replace(new_year, '')}"
    )
    assert ran.err == (
        "2026: 9 entries left out, since files written by hand have them.\n"
        f"2027: 1 entry left out, since files written by hand have them.\n{KNOWN}"
    )
    assert {name: text for name, text in there(root).items() if name in hand} == hand
    days = [entry.day for entry in Repository.open(root).calendar.bank_holiday]
    assert len(days) == len(set(days)) == 16


def test_a_day_taken_into_a_file_by_hand_leaves_ours(root: Path) -> None:
    calendar(root, "sync", "2026")
    mine = '[[bank-holiday]]\nname = "Good Friday"\nday = 2026-04-03\n\n[[bank-holiday]]\nname = "Mayor"\nday = 2026-06-01\n'
    (root / "calendar" / "2026.toml").write_text(mine)
    ran = calendar(root, "sync", "2026")
    assert (
        ran.out == "calendar/synced-2026.toml, written anew:\n  - Fri 3 Apr 2026  bank holiday  Good Friday\n"
    )
    assert ran.err == (
        "2026: 1 entry left out, since files written by hand have them.\n"
        "Only by hand: Mon 1 Jun 2026 Mayor (calendar/2026.toml:5:1) is a bank holiday here, and not by [calendar].\n"
        f"{KNOWN}"
    )
    assert (root / "calendar" / "2026.toml").read_text() == mine


@pytest.mark.parametrize(
    ("hand", "written"),
    [
        ('sites = ["town-hall"]', True),  # a closure of one site is not that of all
        ("", False),
    ],
)
def test_a_closure_by_hand_counts_where_it_covers_all(root: Path, hand: str, written: bool) -> None:
    (root / "calendar").mkdir()
    (root / "calendar" / "2026.toml").write_text(
        f"[[closure]]\nfrom = 2026-12-24\nuntil = 2027-01-03\n{hand}\n"
    )
    ran = calendar(root, "sync", "2026")
    assert ("Sat 26 Dec 2026  closure  Boxing Day" in ran.out) == written
    assert "Mon 28 Dec 2026  bank holiday" in ran.out, (
        "who is off for it is credited by other terms than for a closure"
    )


@pytest.mark.parametrize(
    ("hand", "ours", "left"),
    [
        ((), (), 0),
        ((), ("a",), 0),
        (("a", "b"), ("a",), 0),
        (("a",), ("a", "b"), 1),
        (("a",), ("b",), 1),
        (("a",), (), 1),
    ],
)
def test_which_closures_say_the_same(hand: tuple[str, ...], ours: tuple[str, ...], left: int) -> None:
    day = date(2026, 12, 24)
    written, mine = (Calendar(closure=(Closure(day=day, sites=sites),)) for sites in (hand, ours))
    assert len(without(mine, written).closure) == left


def test_a_file_changed_by_hand_is_refused_with_what_would_be_lost(root: Path) -> None:
    calendar(root, "sync")
    file = root / "calendar" / "synced-2027.toml"
    file.write_text(file.read_text() + '\n[[bank-holiday]]\nname = "Mayor"\nday = 2027-06-01\n')
    before = there(root)
    ran = calendar(root, "sync", "2028", "2027")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "rota: calendar/synced-2027.toml was changed by hand since rota wrote it, and stays as it is; nothing was written\n"
        "rota: it says, and rota would not:\n"
        "rota:   Tue 1 Jun 2027  bank holiday  Mayor\n"
        "rota: move what you want to keep into a file of another name in calendar/, delete this one, and do it again\n"
    )
    assert there(root) == before


def test_a_file_of_that_name_written_by_hand_is_refused(root: Path) -> None:
    (root / "calendar").mkdir()
    (root / "calendar" / "synced-2026.toml").write_text("")
    ran = calendar(root, "sync")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("rota: calendar/synced-2026.toml was written by hand, and stays as it is")


def test_somebody_who_wrote_meanwhile_is_not_written_over(root: Path) -> None:
    repo = Repository.open(root)
    found = years_of(repo, [2026])
    assert calendar(root, "sync", "2026").code == 0
    before = there(root)
    with pytest.raises(Refused, match="has changed meanwhile"):
        put(repo, found)
    assert there(root) == before


def test_without_settings_there_is_nothing_to_go_by(root: Path) -> None:
    said(root, "")
    ran = calendar(root, "sync")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "rota: centre.toml does not say whose bank holidays count here; add a table [calendar]"
    )


@pytest.mark.parametrize("year", ["26", "1999", "2100", "twenty"])
def test_no_year(root: Path, year: str) -> None:
    ran = calendar(root, "sync", year)
    assert (ran.code, "is not a year; write it as 2026" in ran.err) == (2, True)


# ---- published months -------------------------------------------------------------------------


@pytest.fixture
def living(tmp_path: Path) -> Path:
    """A published December, in which Boxing Day's substitute and the Saturday were forgotten in the calendar."""
    root = published(tmp_path)
    (root / "calendar" / "2026.toml").unlink()
    return root


def test_published_months_are_named_with_what_changes(living: Path) -> None:
    december = living / "rotas" / "town-hall" / "2026-12.toml"
    before = december.read_bytes()
    said(living, '[calendar]\nnation = "england"\n[[calendar.holiday]]\nname = "Mayor"\nday = 2026-12-08\n')
    ran = calendar(living, "sync", "2026", now=LIVING)
    assert ran.code == 0
    assert ran.err == (
        "town-hall 2026-12 is published, and its cells stay as they are:\n"
        "  Tue 8 Dec: becomes a bank holiday (Mayor); 4 cells at work; 1 cell on leave; 1 cell on lieu\n"
        "  Fri 25 Dec: becomes a bank holiday (Christmas Day)\n"
        "  Sat 26 Dec: becomes a closure (Boxing Day)\n"
        "  Mon 28 Dec: becomes a bank holiday (Boxing Day (substitute day))\n"
        "  Next: rota check 2026-12; to mend the rest of it: rota plan --from 2026-12-08\n"
        f"{KNOWN}"
    )
    assert december.read_bytes() == before
    assert "SHIFT01" in rota("check", "2026-12", "--repo", living, ROTA_NOW=LIVING).out
    again = calendar(living, "sync", "2026", now=LIVING)
    assert again.err == KNOWN


def test_days_that_open_again_are_named_too(living: Path) -> None:
    said(living, BARE)
    calendar(living, "sync", "2026", now=LIVING)
    said(
        living,
        '[calendar]\nnation = "england"\n[[calendar.substitute]]\nday = 2026-12-28\ninstead = 2026-12-29\n',
    )
    ran = calendar(living, "sync", "2026", "--dry-run", now="2027-03-01")
    assert ran.err.startswith(
        "town-hall 2026-12 is published, and its cells stay as they are:\n"
        "  Mon 28 Dec: is a bank holiday no more; 6 cells closed\n"
        "  Tue 29 Dec: becomes a bank holiday (Boxing Day (substitute day)); 5 cells at work; 1 cell on leave\n"
        "  Next: rota check 2026-12\n"
    )


def test_other_terms_of_a_closed_day_are_named(living: Path) -> None:
    """A bank holiday is credited, a closure comes off the leave; Monday 28 December is closed either way."""
    said(living, BARE)
    calendar(living, "sync", "2026", now=LIVING)
    settings = '[calendar]\nnation = "england"\nwithout = ["Boxing Day"]\n[[calendar.closure]]\nname = "Late"\nday = 2026-12-28\n'
    said(living, settings)
    ran = calendar(living, "sync", "2026", "--dry-run", now=LIVING)
    assert (
        "  Mon 28 Dec: is a bank holiday no more; becomes a closure (Late); 6 cells with other terms for closed days\n"
        in ran.err
    )


def test_what_a_sync_writes_goes_into_staff_copies(tmp_path: Path) -> None:
    root = published(tmp_path)
    calendar(root, "sync", "2027")
    staff = tmp_path / "staff"
    assert rota("staff-copy", staff, "--repo", root, ROTA_NOW=LIVING).code == 0
    copied = Repository.open(staff).calendar
    assert copied.bank_holiday == Repository.open(root).calendar.bank_holiday
    refused = calendar(staff, "sync")
    assert (refused.code, "this is a staff copy" in refused.err) == (1, True)
    shutil.rmtree(staff)
    assert NOW < LIVING


def test_settings_without_a_nation_say_that_they_have_none(root: Path) -> None:
    """Half-written, or on purpose: nobody should believe that bank holidays were written."""
    said(root, "[calendar]\n")
    ran = calendar(root, "sync", "2027")
    assert (ran.code, ran.out, there(root)) == (
        0,
        "calendar/synced-2027.toml is not needed: nothing is left to say that files written by hand do not.\n",
        {},
    )
    assert ran.err == (
        'No nation is named in [calendar] of centre.toml, so no bank holidays of one are written; add nation = "england" '
        "(or wales, scotland, northern-ireland).\n"
    )
