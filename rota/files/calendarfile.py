"""Files of ``calendar/`` that rota writes: one fact a line, in order, and known from those that people wrote."""

from collections.abc import Iterable, Iterator, Sequence

from rota.domain.calendar import Calendar, Closure, Days
from rota.domain.table import kebab
from rota.files.digest import digest
from rota.files.lines import facts, present
from rota.files.toml import Document

FOLDER = "calendar"
SCHOOLS = f"{FOLDER}/schools.toml"
CLOSURES = f"{FOLDER}/closures.toml"
"""Where imports go."""

BY_SYNC = "# Written by rota calendar sync. Your own days go into a file beside this one, or into [calendar] of centre.toml."
BY_IMPORT = "# Written by rota calendar import. Your own days go into a file beside this one."

TABLES = ("bank_holiday", "closure", "school_holiday")
_SETTINGS, _FACTS = "# settings: ", "# facts: "
_DIGITS = 16


def synced_path(year: int) -> str:
    """Where the bank holidays and closures of ``year`` stand that follow from ``[calendar]``."""
    return f"{FOLDER}/synced-{year}.toml"


def synced_year(file: str) -> int | None:
    """The year of a file that a sync writes; None for any other."""
    year = file.removeprefix(f"{FOLDER}/synced-").removesuffix(".toml")
    return int(year) if len(year) == 4 and year.isdecimal() and file == synced_path(int(year)) else None


def made(document: Document) -> bool:
    """Whether rota wrote the file, going by its first line."""
    return document.text.startswith((f"{BY_SYNC}\n", f"{BY_IMPORT}\n"))


def as_written(document: Document) -> bool:
    """Whether a file that rota wrote still says, in every line, what rota wrote."""
    lines = document.text.split("\n")
    said = next((line for line in lines if line.startswith(_FACTS)), "")
    return said == _digest_line([line for line in lines if line != said])


def settings_line(settings: object) -> str:
    """The line of a file's head that says from which settings it was made."""
    return f"{_SETTINGS}{digest(settings)[:_DIGITS]}"


def made_from(document: Document, settings: object) -> bool:
    """Whether a file that a sync wrote was made from ``settings``."""
    return f"\n{settings_line(settings)}\n" in document.text


def in_order(calendar: Calendar) -> Calendar:
    """The same calendar, each table by days and then by name."""
    return Calendar(
        bank_holiday=tuple(sorted(calendar.bank_holiday, key=_order)),
        closure=tuple(sorted(calendar.closure, key=lambda entry: (*_order(entry), entry.sites))),
        school_holiday=tuple(sorted(calendar.school_holiday, key=_order)),
    )


def _order(entry: Days) -> tuple[object, ...]:
    return entry.first, entry.last, entry.name, entry.day is None


def dump(calendar: Calendar, head: Sequence[str]) -> str:
    """The text of a file that says what ``calendar`` does; ``head`` are its first lines, all comments."""
    body = [line for table in TABLES for line in _tables(in_order(calendar), table)]
    return "\n".join([*head, _digest_line([*head, *body, ""]), *body, ""])


def _tables(calendar: Calendar, table: str) -> Iterator[str]:
    for entry in getattr(calendar, table):
        yield from ("", f"[[{kebab(table)}]]", *_entry(entry))


def _entry(entry: Days) -> Iterator[str]:
    days = {"day": entry.day} if entry.day else {"from": entry.from_, "until": entry.until}
    yield from facts(present({"name": entry.name or None, **days})).splitlines()
    sites = entry.sites if isinstance(entry, Closure) else ()
    if len(sites) == 1:
        yield f'sites = ["{sites[0]}"]'
    elif sites:
        yield from ("sites = [", *(f'    "{site}",' for site in sites), "]")


def _digest_line(lines: Iterable[str]) -> str:
    return f"{_FACTS}{digest(list(lines))[:_DIGITS]}"
