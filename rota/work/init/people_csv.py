"""The people of a centre from a sheet: every cell read or named, none guessed."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rota.domain.table import Weekday
from rota.work.init.sheet import Complaints, Row, Sheet
from rota.work.init.values import as_day, as_id, as_length, as_list, as_share, as_weekdays

NEEDED = ("id", "team", "contract", "home")
COLUMNS = (
    *NEEDED,
    *("name", "email", "login", "employer", "skills", "from", "until", "leader"),
    *("weekdays", "under-18-until", "fte", "hours", "days"),
)
"""The columns that are read; all others are left alone and named."""

_OTHER_NAMES = {"e-mail": "email", "email-address": "email", "home-service": "home", "staff-id": "id"}

_ID = "an id of at most 32 letters, digits and hyphens"
_DAY = "a day such as 2026-12-01 or 01/12/2026"
_YES = frozenset({"yes", "y", "x", "1", "true"})
_NO = frozenset({"no", "n", "0", "false", ""})


@dataclass(frozen=True)
class Person:
    """One row of the sheet. Hours are minutes a week; what the sheet leaves out is None or empty."""

    id: str
    team: str
    team_name: str
    contract: str
    home: str
    skills: tuple[str, ...]
    employer: str | None
    name: str
    email: str
    login: str
    leader: bool
    weekdays: tuple[Weekday, ...]
    from_: date | None
    until: date | None
    under_18_until: date | None
    fte: Fraction | None
    hours: int | None
    days: int | None


def read_people(sheet: Sheet) -> tuple[Person, ...]:
    """Everybody in ``sheet``; Unusable names every cell that cannot be read."""
    sheet = sheet.renamed(_OTHER_NAMES)
    complaints = Complaints(sheet.name)
    missing = [column for column in NEEDED if column not in sheet.header]
    if missing:
        complaints.header(f"no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")
    complaints.raise_any()
    people = tuple(_Reader(row, complaints).person() for row in sheet.rows)
    _each_once(people, sheet, complaints)
    complaints.raise_any()
    return people


def ignored(sheet: Sheet) -> tuple[str, ...]:
    """The columns of ``sheet`` that nobody reads."""
    return tuple(column for column in sheet.renamed(_OTHER_NAMES).header if column and column not in COLUMNS)


def _each_once(people: tuple[Person, ...], sheet: Sheet, complaints: Complaints) -> None:
    first: dict[str, int] = {}
    for person, row in zip(people, sheet.rows, strict=True):
        if person.id and first.setdefault(person.id, row.number) != row.number:
            complaints.cell(row, "id", f"an id of its own; row {first[person.id]} has the same")


class _Reader:
    """Reads one row, noting what it cannot read and going on."""

    def __init__(self, row: Row, complaints: Complaints) -> None:
        self._row = row
        self._complaints = complaints

    def person(self) -> Person:
        home = self._id("home")
        from_, until = self._day("from"), self._day("until")
        if from_ and until and until < from_:
            self._complain("until", f"a day from {from_} on")
        return Person(
            id=self._id("id"),
            team=self._id("team"),
            team_name=self._row["team"],
            contract=self._id("contract"),
            home=home,
            skills=self._skills(home),
            employer=self._id("employer") if self._row["employer"] else None,
            name=self._row["name"],
            email=self._row["email"],
            login=self._row["login"],
            leader=self._leader(),
            weekdays=self._weekdays(),
            from_=from_,
            until=until,
            under_18_until=self._day("under-18-until"),
            fte=self._fte(),
            hours=self._hours(),
            days=self._days(),
        )

    def _complain(self, column: str, expected: str) -> None:
        self._complaints.cell(self._row, column, expected)

    def _id(self, column: str) -> str:
        id = as_id(self._row[column])
        if id is None:
            self._complain(column, _ID)
        return id or ""

    def _skills(self, home: str) -> tuple[str, ...]:
        found = [as_id(piece) for piece in as_list(self._row["skills"])]
        if None in found:
            self._complain("skills", "services with semicolons between them, such as phones;reception")
        return tuple(dict.fromkeys(filter(None, [home, *found])))

    def _day(self, column: str) -> date | None:
        day = as_day(self._row[column])
        if self._row[column] and day is None:
            self._complain(column, _DAY)
        return day

    def _leader(self) -> bool:
        answer = self._row["leader"].lower()
        if answer not in _YES | _NO:
            self._complain("leader", "yes for who leads the team, otherwise no or nothing")
        return answer in _YES

    def _weekdays(self) -> tuple[Weekday, ...]:
        weekdays = as_weekdays(self._row["weekdays"])
        if self._row["weekdays"] and weekdays is None:
            self._complain("weekdays", "days of the week such as mon;tue;wed")
        return weekdays or ()

    def _fte(self) -> Fraction | None:
        share = as_share(self._row["fte"]) if self._row["fte"] else None
        if self._row["fte"] and share is None:
            self._complain("fte", "a share of full time, more than 0 and at most 1, such as 0.6")
        return share

    def _hours(self) -> int | None:
        minutes = as_length(self._row["hours"]) if self._row["hours"] else None
        if self._row["hours"] and minutes is None:
            self._complain("hours", "hours a week such as 37:00 or 18.5")
        return minutes

    def _days(self) -> int | None:
        text = self._row["days"]
        if text and not (text.isdigit() and 1 <= int(text) <= 7):
            self._complain("days", "days a week, from 1 to 7")
            return None
        return int(text) if text else None
