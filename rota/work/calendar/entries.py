"""Stretches of days as a file to import lists them, and what is looked at before any of them is written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.files.guard import IN_VALUE
from rota.files.wording import listed as listed_words
from rota.files.wording import quoted
from rota.work.init.sheet import Complaints

YEARS = range(2000, 2100)
MOST = 2_000
"""Entries of a file; more are no list of holidays."""

SCHOOL, CLOSURE = "school holiday", "closure"
_LONGEST_NAME = 80
_LONGEST = {SCHOOL: 70, CLOSURE: 366}
"""Days of one entry: what is longer is a term, or a slip."""

_EDGE = re.compile(
    r"\b(?:begins?|starts?|ends?|opens?|reopens?|returns?|resumes?|closes?|breaks? up|(?:first|last) day)\b"
)
_TERM = re.compile(r"\b(?:term|semester)\b")
_HOLIDAY = re.compile(r"holiday|half[ -]?term|break|closed|closure|vacation|inset|in-service|non-pupil")


@dataclass(frozen=True)
class Listed:
    """One entry of a file: its name, its first and last day, the sites it is about, and where it stands."""

    name: str
    first: date
    last: date
    line: int
    place: str
    sites: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Wanted:
    """Which entries are taken: those whose name holds one of ``only``, and none of ``without``; capitals do not matter."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether an entry of that name is taken."""
        return (not self.only or _holds(name, self.only)) and not _holds(name, self.without)

    def named(self, name: str) -> bool:
        """Whether somebody asked for an entry of that very name or a part of it."""
        return _holds(name, self.only)


def left_out(names: Iterable[str]) -> str:
    """The names of what was left out, each once, in the order of the file; empty where nothing was."""
    found = listed_words(dict.fromkeys(quoted(name) for name in names))
    return f"left out, as --only and --without say: {found}" if found else ""


def _holds(name: str, texts: Iterable[str]) -> bool:
    return any(text.casefold() in name.casefold() for text in texts)


def one_line(text: str) -> str:
    """``text`` on one line, with single spaces."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def complain(complaints: Complaints, listed: Iterable[Listed], kind: str, wanted: Wanted) -> None:
    """Note whatever keeps an entry from being written as a ``kind``."""
    for entry in listed:
        asked = kind != SCHOOL or wanted.named(entry.name)
        no_holiday = () if asked else tuple(_no_holiday(entry.name))
        for message in no_holiday or _wrong(entry, kind):
            complaints.messages.append((entry.line, f"{entry.place}: {message}"))


def _wrong(entry: Listed, kind: str) -> Iterator[str]:
    if wrong := IN_VALUE.search(entry.name):
        yield f"the name holds U+{ord(wrong.group()):04X}, which may not stand in a rota; delete the character"
    elif len(entry.name) > _LONGEST_NAME:
        yield f"the name has {len(entry.name):,} characters, limit {_LONGEST_NAME}; shorten it"
    if not (entry.first.year in YEARS and entry.last.year in YEARS):
        yield f"{entry.first} to {entry.last} is not between {YEARS[0]} and {YEARS[-1]}; correct the year"
    elif entry.last < entry.first:
        yield f"until {entry.last} is before from {entry.first}; swap them, or correct the one that is wrong"
    elif entry.length > _LONGEST[kind]:
        yield (
            f"{quoted(entry.name)} has {entry.length} days, limit of a {kind} {_LONGEST[kind]}; correct its dates, or leave it "
            "out: --without TEXT"
        )


def _no_holiday(name: str) -> Iterator[str]:
    """Lists of term dates also have terms, and the days on which terms begin and end: nobody is off on those."""
    small = name.casefold()
    if _EDGE.search(small) or (_TERM.search(small) and not _HOLIDAY.search(small)):
        yield (
            f"{quoted(name)} does not look like a holiday; leave it out with --without TEXT, take only what is one with "
            "--only TEXT, or take this one with --only and its name"
        )
