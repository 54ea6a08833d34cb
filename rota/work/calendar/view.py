"""What there is to say beside a sync or an import: what people wrote themselves, and what was left out."""

from collections.abc import Iterable, Iterator

from rota.domain.calendar import Days
from rota.files.repository import Repository
from rota.show.calendarchanges import named, stretch_words
from rota.show.words import counted
from rota.work.calendar.byhand import placed
from rota.work.calendar.importing import TABLE, Asked, Imported
from rota.work.calendar.nation import known_by
from rota.work.calendar.sync import Year
from rota.work.privacy.scan import Scanner


def sync_notes(repo: Repository, years: Iterable[Year]) -> Iterator[str]:
    """Lines for stderr: entries left to files that people wrote, bank holidays that only those know, and whose are written.

    With the version of the library that knows them.
    """
    for year in years:
        if year.said:
            yield f"{year.year}: {counted(year.said, 'entry', 'entries')} left out, since files written by hand have them."
        for alone in year.alone:
            words = f"{stretch_words(alone.entry)} {named(alone.entry)}".rstrip()
            yield f"Only by hand: {words} ({alone.place}) is a bank holiday here, and not by [calendar]."
        yield from _private(repo, (*year.after.bank_holiday, *year.after.closure))
    nation = repo.centre.calendar.nation
    if nation is None:
        yield (
            'No nation is named in [calendar] of centre.toml, so no bank holidays of one are written; add nation = "england" '
            "(or wales, scotland, northern-ireland)."
        )
    else:
        yield (
            f"Bank holidays of {nation.value} are those that {known_by()} knows; one-off holidays proclaimed since go into "
            "[[calendar.holiday]] of centre.toml."
        )


def import_notes(repo: Repository, imported: Imported, asked: Asked) -> Iterator[str]:
    """Lines for stderr: what was left out, what people wrote of the same days, and whom school holidays concern."""
    yield from (f"Note: {note}." for note in imported.notes)
    new = getattr(imported.sheet.after, TABLE[asked.kind])
    for other in placed(repo):
        if other.by_hand and other.table == TABLE[asked.kind] and _beside(other.entry, new):
            words = f"{stretch_words(other.entry)} {named(other.entry)}".rstrip()
            yield f"Also by hand: {words} ({other.place}); days count that either has."
    yield from _private(repo, new)
    if not asked.closures:
        yield _term_time(repo)


def _private(repo: Repository, new: Iterable[Days]) -> Iterator[str]:
    """Names that a check would take for words about people, as it does with feasts."""
    scanner = Scanner(repo.centre.privacy.allow)
    hits = dict.fromkeys((hit.shown, hit.code.value) for entry in new for hit in scanner.hits(entry.name))
    for shown, code in hits:
        yield (
            f'rota check will ask what "{shown}" says of people ({code}); of a day it says nothing, so add it to allow of '
            "[privacy] in centre.toml"
        )


def _beside(entry: Days, new: Iterable[Days]) -> bool:
    """Whether ``entry`` shares days with one of ``new``, and is not the same."""
    return any(
        entry.first <= other.last
        and other.first <= entry.last
        and (entry.first, entry.last) != (other.first, other.last)
        for other in new
    )


def _term_time(repo: Repository) -> str:
    contracts = [contract.id for contract in repo.centre.contract if contract.term_time]
    if not contracts:
        return "No contract of centre.toml has term-time = true, so nobody is off for school holidays."
    return f"Who has a term-time contract does not work on these days: {', '.join(contracts)}."
