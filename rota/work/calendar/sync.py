"""``calendar/synced-YEAR.toml``: what settings and nation make of a year, less what people wrote themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rota.domain.calendar import Calendar
from rota.files.calendarfile import BY_SYNC, dump, settings_line, synced_path
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.work.calendar.byhand import Placed, by_hand, file_of, placed, without
from rota.work.calendar.expected import of_year
from rota.work.calendar.nation import known_by
from rota.work.calendar.sheet import Sheet, require_own
from rota.work.calendar.unfit import unfit
from rota.work.errors import Unusable

NO_SETTINGS = (
    "centre.toml does not say whose bank holidays count here; add a table [calendar] to it, with "
    'nation = "england" (or wales, scotland, northern-ireland)'
)


@dataclass(frozen=True)
class Year(Sheet):
    """The file of a year.

    ``said`` are so many entries that are left out since files that people wrote have them; ``alone`` are bank holidays of such
    files that neither settings nor nation know.
    """

    year: int
    said: int
    alone: tuple[Placed, ...]


def years_of(repo: Repository, years: Iterable[int]) -> tuple[Year, ...]:
    """What a sync of ``years`` has to do.

    Unusable without settings, BadInput where they do not fit the nation, Refused where people have written, or changed, a file
    of that name.
    """
    if not has_settings(repo):
        raise Unusable(NO_SETTINGS)
    wanted = sorted(set(years))
    if wrong := tuple(unfit(repo, wanted)):
        raise BadInput(wrong)
    found = tuple(year_of(repo, year) for year in wanted)
    for one in found:
        require_own(one)
    return found


def has_settings(repo: Repository) -> bool:
    """Whether ``centre.toml`` says anything of the calendar."""
    return "calendar" in repo.document("centre.toml").data


def settings_of(repo: Repository) -> object:
    """``[calendar]`` as it stands in the file."""
    return repo.document("centre.toml").data.get("calendar", {})


def year_of(repo: Repository, year: int) -> Year:
    """What the file of ``year`` says, and what it should say."""
    file = synced_path(year)
    found = file_of(repo, file)
    whole = of_year(repo.centre.calendar, year)
    after = without(whole, by_hand(repo))
    return Year(
        file=file,
        read=found[0] if found else None,
        before=found[1] if found else Calendar(),
        after=after,
        text=dump(after, list(_head(repo))) if _size(after) else "",
        year=year,
        said=_size(whole) - _size(after),
        alone=tuple(_alone(repo, whole, year)),
    )


def _head(repo: Repository) -> Iterator[str]:
    nation = repo.centre.calendar.nation
    yield BY_SYNC
    yield (
        f"# {nation.value}, as {known_by()} knows it" if nation else "# no nation; only what [calendar] says"
    )
    yield settings_line(settings_of(repo))


def _size(calendar: Calendar) -> int:
    return len(calendar.bank_holiday) + len(calendar.closure) + len(calendar.school_holiday)


def _alone(repo: Repository, whole: Calendar, year: int) -> Iterator[Placed]:
    for entry in placed(repo):
        mine = entry.by_hand and entry.table == "bank_holiday" and entry.entry.first.year == year
        if mine and not whole.bank_holiday_on(entry.entry.first):
            yield entry
