"""The bank holidays of a nation, from the library ``holidays``, which only this module knows and loads when it is asked.

They are those that gov.uk/bank-holidays lists: of one that falls on a weekend the weekday on which it is observed, called its
substitute day. One-off holidays are known from the version of the library on that has them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version

from rota.domain.calendarsettings import Nation

LIBRARY = "holidays"
SUBSTITUTE = " (substitute day)"
_OBSERVED = " (observed)"
_SATURDAY = 5

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_AS_GOV_UK_HAS_IT = {
    "Late Summer Bank Holiday": "Summer bank holiday",
    "May Day": "Early May bank holiday",
    "New Year Holiday": "2nd January",
    "Saint Andrew's Day": "St Andrew's Day",
    "Saint Patrick's Day": "St Patrick's Day",
    "Spring Bank Holiday": "Spring bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
}


@dataclass(frozen=True)
class BankHoliday:
    """A bank holiday: its name, the day on which it is observed, and the weekend day on which it falls if that is another."""

    name: str
    day: date
    falls: date | None = None


def known_by() -> str:
    """What knows the bank holidays, with its version."""
    return f"{LIBRARY} {version(LIBRARY)}"


@cache
def bank_holidays(nation: Nation, year: int) -> tuple[BankHoliday, ...]:
    """The bank holidays of ``nation`` in ``year``, in order."""
    found = list(_listed(nation, year))
    observed = {name.removesuffix(_OBSERVED): day for day, name in found if name.endswith(_OBSERVED)}
    fallen = {name: day for day, name in found if day.weekday() >= _SATURDAY}
    plain = (BankHoliday(_named(name), day) for day, name in found if not _moved(name, observed))
    moved = (BankHoliday(_named(name) + SUBSTITUTE, day, fallen.get(name)) for name, day in observed.items())
    return tuple(sorted((*plain, *moved), key=lambda entry: entry.day))


def _moved(name: str, observed: Mapping[str, date]) -> bool:
    """Whether it is observed on another day, or is what the library calls that day."""
    return name.removesuffix(_OBSERVED) in observed


def _listed(nation: Nation, year: int) -> Iterator[tuple[date, str]]:
    """Every day that the library has, once for each of its names."""
    from holidays import country_holidays

    entries = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, language="en_GB")
    for day in sorted(entries):
        yield from ((day, name) for name in entries.get_list(day))


def _named(name: str) -> str:
    return _AS_GOV_UK_HAS_IT.get(name, name)
