"""Bank holidays against the lists of gov.uk, copied by hand; no library stands behind this table."""

from datetime import date
from pathlib import Path

import pytest

from rota.domain.calendarsettings import Nation
from rota.domain.yearly import easter
from rota.work.calendar.nation import bank_holidays
from rota.work.privacy.scan import Scanner
from tests.calendar_world import calendar, root_of

NAMES = {
    "new": "New Year's Day",
    "2nd": "2nd January",
    "patrick": "St Patrick's Day",
    "good": "Good Friday",
    "easter": "Easter Monday",
    "may": "Early May bank holiday",
    "spring": "Spring bank holiday",
    "cup": "Scotland's participation in the FIFA World Cup final",
    "boyne": "Battle of the Boyne",
    "summer": "Summer bank holiday",
    "andrew": "St Andrew's Day",
    "christmas": "Christmas Day",
    "boxing": "Boxing Day",
}

# Source: gov.uk/bank-holidays, its three divisions. An asterisk marks what is called a substitute day there. The day of the World
# Cup is by the proclamation of February 2026 under the Banking and Financial Dealings Act 1971, for Scotland alone.
ENGLAND_AND_WALES = """
2024: 1/1 new, 29/3 good, 1/4 easter, 6/5 may, 27/5 spring, 26/8 summer, 25/12 christmas, 26/12 boxing
2025: 1/1 new, 18/4 good, 21/4 easter, 5/5 may, 26/5 spring, 25/8 summer, 25/12 christmas, 26/12 boxing
2026: 1/1 new, 3/4 good, 6/4 easter, 4/5 may, 25/5 spring, 31/8 summer, 25/12 christmas, 28/12 boxing*
2027: 1/1 new, 26/3 good, 29/3 easter, 3/5 may, 31/5 spring, 30/8 summer, 27/12 christmas*, 28/12 boxing*
"""
SCOTLAND = """
2024: 1/1 new, 2/1 2nd, 29/3 good, 6/5 may, 27/5 spring, 5/8 summer, 2/12 andrew*, 25/12 christmas, 26/12 boxing
2025: 1/1 new, 2/1 2nd, 18/4 good, 5/5 may, 26/5 spring, 4/8 summer, 1/12 andrew*, 25/12 christmas, 26/12 boxing
2026: 1/1 new, 2/1 2nd, 3/4 good, 4/5 may, 25/5 spring, 15/6 cup, 3/8 summer, 30/11 andrew, 25/12 christmas, 28/12 boxing*
2027: 1/1 new, 4/1 2nd*, 26/3 good, 3/5 may, 31/5 spring, 2/8 summer, 30/11 andrew, 27/12 christmas*, 28/12 boxing*
"""
NORTHERN_IRELAND = """
2024: 1/1 new, 18/3 patrick*, 29/3 good, 1/4 easter, 6/5 may, 27/5 spring, 12/7 boyne, 26/8 summer, 25/12 christmas, 26/12 boxing
2025: 1/1 new, 17/3 patrick, 18/4 good, 21/4 easter, 5/5 may, 26/5 spring, 14/7 boyne*, 25/8 summer, 25/12 christmas, 26/12 boxing
2026: 1/1 new, 17/3 patrick, 3/4 good, 6/4 easter, 4/5 may, 25/5 spring, 13/7 boyne*, 31/8 summer, 25/12 christmas, 28/12 boxing*
2027: 1/1 new, 17/3 patrick, 26/3 good, 29/3 easter, 3/5 may, 31/5 spring, 12/7 boyne, 30/8 summer, 27/12 christmas*, 28/12 boxing*
"""
LISTS = {
    Nation.ENGLAND: ENGLAND_AND_WALES,
    Nation.WALES: ENGLAND_AND_WALES,
    Nation.SCOTLAND: SCOTLAND,
    Nation.NORTHERN_IRELAND: NORTHERN_IRELAND,
}


def listed(nation: Nation, year: int) -> list[tuple[date, str]]:
    line = next(line for line in LISTS[nation].splitlines() if line.startswith(f"{year}: "))
    found = []
    for entry in line.partition(": ")[2].split(", "):
        day, name = entry.split()
        number, month = map(int, day.split("/"))
        substitute = " (substitute day)" if name.endswith("*") else ""
        found.append((date(year, month, number), NAMES[name.rstrip("*")] + substitute))
    return found


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
@pytest.mark.parametrize("nation", Nation)
def test_the_days_and_names_are_those_of_gov_uk(nation: Nation, year: int) -> None:
    assert [(entry.day, entry.name) for entry in bank_holidays(nation, year)] == listed(nation, year)


@pytest.mark.parametrize(
    ("nation", "year", "falls"),
    [
        (Nation.ENGLAND, 2026, ["2026-12-26"]),
        (Nation.ENGLAND, 2027, ["2027-12-25", "2027-12-26"]),
        (Nation.SCOTLAND, 2022, ["2022-01-01", "2022-01-02", "2022-12-25"]),
        (Nation.NORTHERN_IRELAND, 2025, ["2025-07-12"]),
        (Nation.WALES, 2025, []),
        # New Year's Day fell on a Sunday; the Monday, 2 January, was its substitute, and no weekend day.
        (Nation.SCOTLAND, 2023, ["2023-01-01"]),
    ],
)
def test_the_weekend_days_are_known_on_which_one_falls(nation: Nation, year: int, falls: list[str]) -> None:
    assert [str(entry.falls) for entry in bank_holidays(nation, year) if entry.falls] == falls


def test_no_day_is_a_bank_holiday_twice_and_none_is_on_a_weekend() -> None:
    for nation in Nation:
        for year in range(2000, 2100):
            days = [entry.day for entry in bank_holidays(nation, year)]
            assert len(days) == len(set(days)) >= 8, (nation, year)
            assert all(day.weekday() < 5 for day in days), (nation, year)


def test_easter_is_where_the_library_has_it() -> None:
    """Two computations that know nothing of each other: ours, and the Easter Monday of the library."""
    for year in range(2000, 2100):
        monday = next(e.day for e in bank_holidays(Nation.ENGLAND, year) if e.name == "Easter Monday")
        assert (monday - easter(year)).days == 1


def test_no_name_is_a_private_word() -> None:
    """What a sync writes is looked through by every check; one-off holidays may be an exception."""
    names = {
        entry.name for nation in Nation for year in range(2023, 2040) for entry in bank_holidays(nation, year)
    }
    assert [name for name in sorted(names) if Scanner().hits(name)] == []


def test_a_one_off_name_that_is_one_is_told_at_once(tmp_path: Path) -> None:
    ran = calendar(root_of(tmp_path), "sync", "2022")
    assert 'rota check will ask what "Funeral" says of people (PRIV04); of a day it says nothing' in ran.err
