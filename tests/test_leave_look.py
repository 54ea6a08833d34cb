"""rota leave list, calendar and show, whole, and balances worked out by hand."""

from datetime import date

import pytest

from rota.domain.centre import Employer
from rota.domain.leave import Half, Leave
from rota.files.repository import Repository
from rota.show.leave_list import BalanceLine, LeaveLine, leave_list
from rota.work.leave.balance import balance_on, minutes_of
from rota.work.leave.places import Places
from tests.leave_world import CAP, FREE, World


@pytest.fixture
def example(tmp_path):
    """The example as it is published, its leave and rules kept."""
    return World(tmp_path, None, keep=True)


def test_the_list_says_how_each_leave_stands(tmp_path):
    world = World(tmp_path, CAP.format(most=1))
    granted = world.grant("a2", "2027-02-09", "2027-02-10")
    half = world.grant("a5", "2027-02-11", "--half", "morning")
    full = world.ask("a4", "2027-02-10")
    late = world.ask("a4", "2026-12-31")
    gone = world.ask("a6", "2027-02-15")
    world.leave("withdraw", gone, by="a6")
    no = world.ask("a6", "2027-02-16")
    world.leave("refuse", no, "--reason", "notice")
    waits = (
        "id            agent            days                      hours  state\n"
        f"{late}  a4 Dev Malhotra  2026-12-31                 8:00  waiting, asked late for 2026-12\n"
        f"{full}  a4 Dev Malhotra  2027-02-10                 8:00  waiting: "
        "ABS01: 2 of phones would be away on Wed 10 Feb, at most 1 can be; away: a2\n"
        f"{granted}  a2 Ben Osei      2027-02-09 to 2027-02-10  16:00  granted\n"
        f"{half}  a5 Elsie Brandt  2027-02-11 morning         4:00  granted\n"
    )
    assert world.leave("list").out == waits
    assert world.leave("list", "--all").out == waits + (
        f"{no}  a6 Farid Noor    2027-02-16                 8:00  refused (notice)\n"
        f"{gone}  a6 Farid Noor    2027-02-15                 8:00  withdrawn\n"
    )
    assert world.leave("list", "--month", "2027-02", "--agent", "me", by="a2").out == (
        "id            agent        days                      hours  state\n"
        f"{granted}  a2 Ben Osei  2027-02-09 to 2027-02-10  16:00  granted\n"
        "\n"
        "a2 Ben Osei, leave year 2026-04-01 to 2027-03-31, council: 88:00 hours left\n"
        "  of 200:00: 96:00 taken, 16:00 booked\n"
    )
    nothing = world.leave("list", "--month", "2027-06")
    assert (nothing.out, nothing.err) == (
        "",
        "No leave is asked for or granted; what is over, refused or withdrawn is listed with --all.\n",
    )


def test_what_cannot_be_counted_is_said():
    line = BalanceLine(
        "a1", "council", date(2026, 4, 1), date(2027, 3, 31), 600, 0, 60, 120, 540, date(2026, 6, 1)
    )
    leave = LeaveLine("k3f9", "a1", "2026-12-07", 480, "waiting")
    assert leave_list([leave], [line], names={}) == (
        "id    agent  days        hours  state\n"
        "k3f9  a1     2026-12-07   8:00  waiting\n"
        "\n"
        "a1, leave year 2026-04-01 to 2027-03-31, council: 9:00 hours left\n"
        "  of 10:00: 0:00 taken, 1:00 booked, 2:00 asked for\n"
        "  counted from 2026-06-01; what was taken before is in no rota and not in history.toml\n"
    )


CALENDAR = """\
Leave, Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)

                                      30 Nov   7 Dec    14 Dec   21 Dec   28 Dec
                                      MTWTFSS  MTWTFSS  MTWTFSS  MTWTFSS  MTWTFSS
a1 Ana Whitlock                       .......  vvvvv..  .......  ....#..  #...#..
a2 Ben Osei                           ..?....  .......  .......  ....#..  #...#..
a4 Dev Malhotra                       ...vv..  .......  .......  ....#..  #vvv#..
a5 Elsie Brandt                       .......  ....h..  .......  ....#..  #...#..

front office: 2 away at most (ABS01)
  away                                ...11.   11112.   ......   ....      111
  asked for                           ..1...   ......   ......   ....      ...
  free                                221112   111102   222222   2222      111

reception: 1 away at most (ABS03)
  away                                .....    .1..1    .....    ....      ...
  asked for                           .....    .....    .....    ....      ...
  free                                11111    10110    11111    1111      111

all: no leave (LEAVE01)                                 !!!!!!!  !!!!

v leave   h half a day   x absent   ? asked for   w on the waitlist   # closed
free  places left once all that was asked for is granted; ! more ask than there are places
"""


def test_the_calendar_shows_each_day_against_the_cap(example):
    example.grant("a5", "2026-12-11", "--half", "afternoon")
    assert example.leave("calendar", "2026-12").out == CALENDAR
    assert max(map(len, CALENDAR.splitlines()[:-1])) <= 81
    reception = example.leave("calendar", "2026-12", "--home", "reception").out
    assert "a5 Elsie Brandt" in reception
    assert "a1 Ana Whitlock" not in reception
    empty = example.leave("calendar", "2027-06", "--team", "front")
    assert "Nobody is away, and nobody asks to be.\n" in empty.out


def test_the_calendar_marks_days_that_more_want_than_can_have(tmp_path):
    world = World(tmp_path, CAP.format(most=1))
    for agent in ("a2", "a4"):
        world.ask(agent, "2027-02-09")
    listed = world.leave("calendar", "2027-02").out.splitlines()
    assert [line.split() for line in listed if line.startswith("  ")][2:] == [
        ["away", "......", "......", "......", "......"],
        ["asked", "for", "......", ".2....", "......", "......"],
        ["free", "111111", "1!1111", "111111", "111111"],
    ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--home", "phone"], 'no service is named "phone"; did you mean "phones"?'),
        (["--team", "fron"], 'no team of town-hall is named "fron"; did you mean "front"?'),
    ],
)
def test_unknown_names_list_the_nearest(example, args, message):
    ran = example.leave("calendar", "2026-12", *args)
    assert (ran.code, ran.err) == (2, f"rota: {message}\n")


def test_the_card_has_what_a_leader_wants_to_know(example):
    id = example.leave("request", "a2", "2026-12-09", "--means", "phone").out.strip()
    assert example.leave("show", id[:6]).out == (
        f"Leave {id} of a2 Ben Osei on 2026-12-09: requested\n"
        "requested by a3 on Mon 16 Nov 2026 for a2, told by phone, late for 2026-12\n"
        "8:00 hours of leave; a2 has 104:00 left until 2027-03-31, this not counted\n"
        "\n"
        "Cells                   before       after\n"
        "a2 Ben Osei  Wed 9 Dec  late phones  leave\n"
        "\n"
        "Rules broken more         level   before  after\n"
        "COVER01            cover  should       0      3  head half-hours\n"
        "\n"
        "Cover\n"
        "  phones Wed 9 Dec 16:30-18:00: 1 short\n"
        "\n"
        f"Next: rota leave approve {id}, or rota leave refuse {id} --reason CODE\n"
    )
    black = example.leave("request", "a2", "2026-12-16", "--half", "morning", by="a2").out.strip()
    assert example.leave("show", black).out.endswith(
        "Free instead\n"
        "  on the morning of 2026-12-11\n"
        "  on the morning of 2026-12-10\n"
        "  on the morning of 2026-12-08\n"
        "\n"
        f"Next: rota leave approve {black}, or rota leave refuse {black} --reason CODE\n"
    )


def people(world: World, old: str, new: str) -> None:
    file = world.root / "people.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))


def balance(world: World, agent: str, day: date):
    return balance_on(Places(Repository.open(world.root)), agent, day)


DECEMBER = date(2026, 12, 1)


def test_entitlement_is_by_fte_and_by_the_part_of_the_year(tmp_path):
    world = World(tmp_path, FREE)
    assert balance(world, "a1", DECEMBER).entitled == 200 * 60
    # Three days a week are 0.6 of 200 hours.
    assert balance(world, "a6", DECEMBER).entitled == 120 * 60
    # From 1 January to 31 March are 90 days of 365: 49 hours and 18.9 minutes.
    people(world, 'id = "a2"\n', 'id = "a2"\nfrom = 2027-01-01\n')
    (world.root / "rotas" / "town-hall" / "2026-12.toml").unlink()
    assert balance(world, "a2", date(2027, 2, 1)).entitled == 49 * 60 + 19
    # 0.6 until the end of September, then full time: 183 days at 0.6 and 182 at 1.0, of 365.
    people(
        world,
        'id = "a6"\n',
        'id = "a6"\ndated = [{ from = 2026-10-01, contract = "full-time" }]\n',
    )
    assert balance(world, "a6", DECEMBER).entitled == round(200 * 60 * (183 * 0.6 + 182) / 365)


def test_opening_balances_rotas_and_what_is_granted_add_up(tmp_path):
    world = World(tmp_path, FREE)
    world.grant("a5", "2026-12-08", "2026-12-09")
    world.grant("a5", "2027-03-30", "2027-04-02")
    found = balance(world, "a5", DECEMBER)
    # 88 hours were taken by 29 November and 16 brought in; two days in December and two until 31 March.
    assert (found.start, found.end) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (found.carried, found.taken, found.booked) == (16 * 60, 88 * 60, 32 * 60)
    assert found.left == (200 + 16 - 88 - 32) * 60
    following = balance(world, "a5", date(2027, 5, 1))
    # Good Friday 2027 would be 26 March; no calendar of that year is there, so that both days count.
    assert (following.start, following.carried, following.taken, following.booked) == (
        *(date(2027, 4, 1), 0, 0),
        16 * 60,
    )


def test_each_leave_year_bounds_its_own_days(tmp_path):
    world = World(tmp_path, FREE)
    # a3 has 80 hours left until 31 March. Two weeks before and two after ask 80 hours of each year.
    ran = world.leave("request", "a3", "2027-03-18", "2027-04-14", by="a3")
    assert "granted" not in ran.err
    more = world.leave("request", "a3", "2027-03-17", by="a3")
    assert "balance: it takes 8:00 hours, and a3 has 80:00 left until 2027-03-31, 80:00 of it" in more.err


def test_closed_days_taken_from_leave_are_booked_and_no_part_of_a_request(tmp_path):
    world = World(tmp_path, FREE)
    days = '[[closure]]\nname = "Office move"\nday = 2027-02-10\n'
    (world.root / "calendar" / "2027.toml").write_text(days)
    assert balance(world, "a1", DECEMBER).booked == 8 * 60
    places = Places(Repository.open(world.root))
    week = Leave("new", "a1", date(2027, 2, 8), date(2027, 2, 12), granted=False)
    assert minutes_of(places, week) == 4 * 8 * 60


def test_who_works_any_three_days_takes_three_days_for_a_week(tmp_path):
    world = World(tmp_path, FREE)
    centre = world.root / "centre.toml"
    centre.write_text(centre.read_text().replace('weekdays = ["mon", "tue", "wed"]\n', ""))
    places = Places(Repository.open(world.root))
    week = Leave("new", "a6", date(2027, 2, 8), date(2027, 2, 12), granted=False)
    assert minutes_of(places, week) == 24 * 60
    morning = Leave("new", "a6", date(2027, 2, 8), date(2027, 2, 8), granted=False, half=Half.MORNING)
    assert minutes_of(places, morning) == 4 * 60


def test_no_balance_where_the_employer_states_none_or_nobody_can_know_it(tmp_path):
    world = World(tmp_path, FREE)
    centre = world.root / "centre.toml"
    text = centre.read_text()
    assert balance(world, "a1", date(2026, 3, 1)) is None  # that year was over when history.toml begins
    centre.write_text(text.replace('leave = "200:00"\n', ""))
    assert balance(world, "a1", DECEMBER) is None


@pytest.mark.parametrize(
    ("begins", "day", "start", "end"),
    [
        ("04-01", date(2027, 3, 31), date(2026, 4, 1), date(2027, 3, 31)),
        ("04-01", date(2027, 4, 1), date(2027, 4, 1), date(2028, 3, 31)),
        ("01-01", date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        # Not every year has a 29 February.
        ("02-29", date(2028, 2, 28), date(2028, 2, 28), date(2029, 2, 27)),
    ],
)
def test_leave_years_begin_on_their_day(begins, day, start, end):
    assert Employer(id="council", leave_year=begins).leave_year_of(day) == (start, end)
