"""Calendar files that rota writes: what is written is read back, in order, one fact a line, and known again as its own."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.domain.calendar import Calendar, Closure, Days
from rota.files.calendarfile import BY_SYNC, as_written, dump, in_order, made, synced_path, synced_year
from rota.files.loading import validate
from rota.files.toml import parse_toml

FILE = "calendar/synced-2027.toml"
NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=80
) | st.sampled_from(['"""', "'''", "\\", '"', "=1+1", "# facts: 0", "[[closure]]", "Noël 休日"])
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 1))
SITES = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True), unique=True, max_size=9).map(
    tuple
)


@st.composite
def stretch(draw: st.DrawFn) -> dict[str, date]:
    first = draw(DAYS)
    length = draw(st.none() | st.integers(0, 30))
    return {"day": first} if length is None else {"from_": first, "until": first + timedelta(days=length)}


ENTRIES = st.builds(lambda name, days: Days(name=name, **days), NAMES, stretch())
CLOSURES = st.builds(
    lambda name, days, sites: Closure(name=name, sites=sites, **days), NAMES, stretch(), SITES
)
CALENDARS = st.builds(
    lambda one, two, three: Calendar(
        bank_holiday=tuple(one), closure=tuple(two), school_holiday=tuple(three)
    ),
    st.lists(ENTRIES, max_size=5),
    st.lists(CLOSURES, max_size=5),
    st.lists(ENTRIES, max_size=5),
)


@given(CALENDARS)
def test_what_is_written_is_read_back(calendar: Calendar) -> None:
    text = dump(calendar, [BY_SYNC, "# settings: 0"])
    document = parse_toml(text, FILE)
    assert validate(Calendar, document.data) == in_order(calendar)
    assert (made(document), as_written(document)) == (True, True)
    assert dump(validate(Calendar, document.data), [BY_SYNC, "# settings: 0"]) == text


@given(CALENDARS, st.randoms(use_true_random=False))
def test_the_order_in_which_days_came_does_not_matter(calendar: Calendar, chance) -> None:
    shuffled = Calendar(
        **{
            table: tuple(chance.sample(getattr(calendar, table), len(getattr(calendar, table))))
            for table in ("bank_holiday", "closure", "school_holiday")
        }
    )
    assert dump(shuffled, [BY_SYNC]) == dump(calendar, [BY_SYNC])


WHOLE = """\
# Written by rota calendar sync. Your own days go into a file beside this one, or into [calendar] of centre.toml.
# facts: a545bdbe46c9ee74

[[bank-holiday]]
name = "Good Friday"
day = 2027-03-26

[[closure]]
name = "Works"
from = 2027-05-01
until = 2027-05-02
sites = ["hall"]

[[closure]]
name = "Works"
from = 2027-05-01
until = 2027-05-02
sites = [
    "hall",
    "library",
]

[[school-holiday]]
day = 2027-06-01
"""


def works(*sites: str) -> Closure:
    return Closure(name="Works", from_=date(2027, 5, 1), until=date(2027, 5, 2), sites=sites)


def test_one_fact_stands_on_a_line() -> None:
    calendar = Calendar(
        bank_holiday=(Days(name="Good Friday", day=date(2027, 3, 26)),),
        closure=(works("hall", "library"), works("hall")),
        school_holiday=(Days(day=date(2027, 6, 1)),),
    )
    assert dump(calendar, [BY_SYNC]) == WHOLE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2027-03-26", "2027-03-27"),
        ('name = "Works"', 'name = "works"'),
        ('sites = ["hall"]', 'sites = ["hall"] # since May'),
        ("\n[[school-holiday]]\nday = 2027-06-01\n", ""),
        ("# facts: a545", "# facts: a546"),
        ("# facts: a545bdbe46c9ee74\n", ""),
        ("day = 2027-06-01\n", "day = 2027-06-01\n\n"),
    ],
)
def test_every_change_by_hand_is_noticed(old: str, new: str) -> None:
    assert old in WHOLE
    document = parse_toml(WHOLE.replace(old, new, 1), FILE)
    assert (made(document), as_written(document)) == (True, False)


def test_other_line_ends_are_no_change() -> None:
    assert as_written(parse_toml(WHOLE.replace("\n", "\r\n"), FILE))


@pytest.mark.parametrize(
    ("file", "year"),
    [
        (synced_path(2027), 2027),
        ("calendar/2027.toml", None),
        ("calendar/synced-27.toml", None),
        ("calendar/synced-2027.toml.toml", None),
        ("calendar/synced-\uff12\uff10\uff12\uff17.toml", None),
        ("demand/synced-2027.toml", None),
    ],
)
def test_the_year_of_a_file(file: str, year: int | None) -> None:
    assert synced_year(file) == year


def test_files_lie_in_the_folder_of_the_calendar() -> None:
    assert Path(synced_path(2030)) == Path("calendar") / "synced-2030.toml"
