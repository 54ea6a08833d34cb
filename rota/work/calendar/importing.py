"""School holidays and closures of a file somebody else made, as a calendar file that plans go by."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from rota.domain.calendar import Calendar, Closure, Days
from rota.domain.period import ONE_DAY
from rota.files.calendarfile import BY_IMPORT, CLOSURES, SCHOOLS, dump, in_order
from rota.files.guard import check_size
from rota.files.repository import Repository
from rota.show.words import counted
from rota.work.calendar.byhand import file_of
from rota.work.calendar.csventries import read_csv
from rota.work.calendar.entries import CLOSURE, SCHOOL, Listed, Wanted, complain, left_out
from rota.work.calendar.icsentries import read_ics
from rota.work.calendar.sheet import Sheet, require_own
from rota.work.errors import Unusable, unknown
from rota.work.init.sheet import Complaints, text_of

_BEGINS = "BEGIN:VCALENDAR"
TABLE = {CLOSURE: "closure", SCHOOL: "school_holiday"}
"""Where a calendar has them."""


@dataclass(frozen=True)
class Asked:
    """What to import: which entries, as closures (of ``sites``; none are all) or else as school holidays, and what the file covers.

    Without ``from_`` and ``until`` it covers the time from its first to its last day.
    """

    path: Path
    wanted: Wanted = field(default_factory=Wanted)
    closures: bool = False
    sites: tuple[str, ...] = ()
    from_: date | None = None
    until: date | None = None

    @property
    def kind(self) -> str:
        """What its entries become."""
        return CLOSURE if self.closures else SCHOOL


@dataclass(frozen=True)
class Imported:
    """The file as it is to be, what was read from how many entries, and what was left out of it."""

    sheet: Sheet
    size: str
    notes: tuple[str, ...]


def imported(repo: Repository, asked: Asked) -> Imported:
    """What the import makes of the file; Unusable with everything in it that cannot be taken, Refused where people changed ours."""
    sites = [entry.id for entry in repo.centre.site]
    for site in asked.sites:
        if site not in sites:
            raise unknown("site", site, sites)
    listed, notes = _read(repo, asked)
    # In the order of centre.toml, however they are named: what is of the same sites is replaced.
    entries = [
        replace(entry, sites=tuple(sorted({*(entry.sites or asked.sites)}, key=sites.index)))
        for entry in listed
    ]
    first, last = _covered(asked, entries)
    file = CLOSURES if asked.closures else SCHOOLS
    found = file_of(repo, file)
    before = found[1] if found else Calendar()
    new = tuple(dict.fromkeys(map(_closure if asked.closures else _school, entries)))
    whole = tuple(_merged((*before.closure, *before.school_holiday), new, first, last))
    calendar = in_order(
        Calendar(
            closure=tuple(entry for entry in whole if isinstance(entry, Closure)),
            school_holiday=tuple(entry for entry in whole if not isinstance(entry, Closure)),
        )
    )
    sheet = Sheet(file, found[0] if found else None, before, calendar, dump(calendar, [BY_IMPORT]))
    require_own(sheet)
    size = f"{counted(len(new), asked.kind)} from {asked.path.name}, {first} to {last}"
    return Imported(sheet, size, tuple(notes))


def _read(repo: Repository, asked: Asked) -> tuple[list[Listed], list[str]]:
    """Every entry of the file that is wanted; Unusable with all that cannot be taken."""
    complaints = Complaints(str(asked.path))
    text = text_of(asked.path)
    check_size(len(text), str(asked.path))
    if text.lstrip("\ufeff \r\n").upper().startswith(_BEGINS):
        found = read_ics(str(asked.path), text, repo.centre.zone, asked.wanted, complaints)
        listed, unwanted, notes = found.listed, found.unwanted, list(_cancelled(found.cancelled))
    else:
        sites = [site.id for site in repo.centre.site]
        listed, unwanted, ignored = read_csv(asked.path, sites, asked.wanted, complaints)
        notes = [f"columns not read: {', '.join(ignored)}"] if ignored else []
    complain(complaints, listed, asked.kind, asked.wanted)
    complaints.raise_any()
    if unwanted:
        notes.append(left_out(unwanted))
    if not listed:
        raise Unusable(f"{asked.path} has no {asked.kind} to import")
    return listed, notes


def _cancelled(number: int) -> Iterator[str]:
    if number:
        yield f"{counted(number, 'event')} left out, since cancelled"


def _covered(asked: Asked, entries: Sequence[Listed]) -> tuple[date, date]:
    """The time that the file speaks for; Unusable where some entry lies outside of what was said of it."""
    first = asked.from_ or min(entry.first for entry in entries)
    last = asked.until or max(entry.last for entry in entries)
    outside = [entry for entry in entries if entry.first < first or last < entry.last]
    if outside:
        raise Unusable(
            *(
                f"{entry.place}: {entry.first} to {entry.last} is not within {first} to {last}"
                for entry in outside
            )
        )
    return first, last


def _school(entry: Listed) -> Days:
    return Days(name=entry.name, **_stretch(entry.first, entry.last))


def _closure(entry: Listed) -> Closure:
    return Closure(name=entry.name, sites=entry.sites, **_stretch(entry.first, entry.last))


def _stretch(first: date, last: date) -> dict[str, date]:
    return {"day": first} if first == last else {"from_": first, "until": last}


def _merged(before: Iterable[Days], new: Sequence[Days], first: date, last: date) -> Iterator[Days]:
    """``new`` in place of what an earlier import said of the time from ``first`` to ``last``, closures of the same sites."""
    about = {_sites(entry) for entry in new}
    for entry in before:
        if _sites(entry) in about:
            yield from _outside(entry, first, last)
        else:
            yield entry
    yield from new


def _sites(entry: Days) -> tuple[str, ...]:
    return entry.sites if isinstance(entry, Closure) else ()


def _outside(entry: Days, first: date, last: date) -> Iterator[Days]:
    """The days of ``entry`` before ``first`` and those after ``last``."""
    if entry.last < first or last < entry.first:
        yield entry
        return
    if entry.first < first:
        yield _cut(entry, entry.first, first - ONE_DAY)
    if last < entry.last:
        yield _cut(entry, last + ONE_DAY, entry.last)


def _cut(entry: Days, first: date, last: date) -> Days:
    nothing = {"day": None, "from_": None, "until": None}
    return entry.model_copy(update={**nothing, **_stretch(first, last)})
