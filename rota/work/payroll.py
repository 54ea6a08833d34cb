"""Payroll of a closed month: which days are paid with it, as they were confirmed then, and what was corrected since before.

Everything follows from the closings alone. A month is paid as its closings saw it: the events that first confirm its last
days, and all closings that those had seen. So the same files come out whenever they are asked for, each correction
stands in the first month that saw it, and all months together come to what is confirmed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rota.domain.closings import CellKey, Entry, confirmed, corrections
from rota.domain.payroll import Payroll
from rota.domain.period import ONE_DAY, Period
from rota.files.closings import path_of
from rota.files.repository import Repository
from rota.show.payroll import PaySheet, corrections_csv, pay_rows, payroll_csv
from rota.work.closing.books import Books
from rota.work.errors import Refused, unknown
from rota.work.show import display_names

Seen = Mapping[str, int]
"""How many events of each month's closing were seen."""


def payroll_files(repo: Repository, group: str, month: str, employer: str | None = None) -> Mapping[str, str]:
    """The texts of the payroll of ``month`` by file name: one csv for each employer, and one of corrections where any are.

    With ``employer`` only that one's. Raises Refused, with what to do, while the month is not closed to its cut-off;
    Unusable for an employer that is not there; BadInput where closings are not whole.
    """
    if repo.staff_copy is not None:
        raise Refused("this is a staff copy, which holds nobody's hours; payroll is for the whole repository")
    known = [entry.id for entry in repo.centre.employer]
    if employer is not None and employer not in known:
        raise unknown("employer", employer, known)
    terms, names = repo.centre.payroll, display_names(repo)
    files: dict[str, str] = {}
    for sheet in pay_sheets(repo, group, month):
        if employer in (None, sheet.employer) and pay_rows(sheet):
            name = f"payroll-{group}-{sheet.employer}-{sheet.cut_off}"
            files[f"{name}.csv"] = payroll_csv(sheet, terms, names)
            if sheet.corrected:
                files[f"{name}-corrections.csv"] = corrections_csv(sheet)
    return files


def pay_sheets(repo: Repository, group: str, month: str) -> tuple[PaySheet, ...]:
    """What each employer pays with ``month``, in the order of ``centre.toml``; Refused while it is not closed."""
    ledger = _Ledger(Books.of(repo, group), repo.centre.payroll, frozenset(repo.bases(group)))
    first, last = repo.centre.payroll.days(month)
    missing = ledger.missing(month)
    if missing:
        raise Refused(_not_closed(ledger, group, month, missing))
    before = ledger.before(month)
    if before and ledger.missing(before):
        raise Refused(_not_closed(ledger, group, before, ledger.missing(before)))
    now = ledger.state(ledger.seen(month))
    was = ledger.state(ledger.seen(before)) if before else {}
    changed = corrections(was, now, first - ONE_DAY) if before else ()
    entries = [entry for entry in now.values() if first <= entry.day <= last]
    employers = dict.fromkeys(
        [*(one.id for one in repo.centre.employer), *sorted({one.employer for one in entries})]
    )
    return tuple(
        PaySheet(
            group,
            employer,
            month,
            first,
            last,
            tuple(entry for entry in entries if entry.employer == employer),
            tuple(
                (one, ledger.ref(one.now, ledger.seen(month)))
                for one in changed
                if employer in {one.now.employer, one.was.employer if one.was else one.now.employer}
            ),
        )
        for employer in employers
    )


def _not_closed(ledger: "_Ledger", group: str, month: str, missing: tuple[tuple[str, date], ...]) -> str:
    first, last = ledger.terms.days(month)
    rota, until = missing[0]
    begins = f"the payroll of {group} {month} is for {first} to {last}, and"
    if ledger.published and rota < min(ledger.published):
        return (
            f"{begins} the first rota of {group} that was published is {min(ledger.published)}; nothing can be paid from "
            "before it"
        )
    whole = "" if until == Period.of_month(rota).end else f" --until {until}"
    command = f"rota close {rota}{whole}" if rota in ledger.published else f"rota publish {rota}"
    return f"{begins} the hours of {rota} are not confirmed until {until}: {command}"


@dataclass(frozen=True)
class _Ledger:
    """The closings of a group as payroll reads them; ``published`` are the months that have a rota."""

    books: Books
    terms: Payroll
    published: frozenset[str]

    def parts(self, month: str) -> Iterator[tuple[str, date]]:
        """The rotas that the days paid with ``month`` lie in, each with the last of these days.

        Rotas from before the first that was ever published are passed over: nobody has worked by them.
        """
        first, last = self.terms.days(month)
        period = Period.holding(first)
        while period.start <= last:
            if period.month >= min(self.published, default=""):
                yield period.month, min(period.end, last)
            period = period.after

    def missing(self, month: str) -> tuple[tuple[str, date], ...]:
        """Those of them whose hours are not confirmed as far; one of a month of which nothing is published, too."""
        parts = tuple(self.parts(month))
        return tuple((rota, until) for rota, until in parts if self._number(rota, until) is None) or (
            () if parts else ((month, self.terms.days(month)[1]),)
        )

    def before(self, month: str) -> str | None:
        """The month before, where it or any month earlier was paid; None for the first."""
        earlier = _month_before(month)
        paid = any(month_ < month and not self.missing(month_) for month_ in self._months)
        return earlier if paid else None

    def seen(self, month: str) -> Seen:
        """How much of each closing was known when ``month``, and all paid before it, were closed."""
        known: dict[str, int] = {}
        for each in self._months:
            if each <= month and not self.missing(each):
                for rota, number in self._seen(each):
                    known[rota] = max(known.get(rota, 0), number)
        return known

    def state(self, seen: Seen) -> dict[CellKey, Entry]:
        """What stood confirmed then."""
        return {
            key: entry
            for rota, number in seen.items()
            for key, entry in confirmed(self.books.events(rota, number)).items()
        }

    def ref(self, entry: Entry, seen: Seen) -> str:
        """The closing that had the last word on a day then."""
        rota = Period.holding(entry.day).month
        events = self.books.events(rota, seen.get(rota, 0))
        number = max((at for at, event in enumerate(events, 1) if entry in event.entries()), default=0)
        return f"{path_of(self.books.group, rota)}/{number}"

    @cached_property
    def _months(self) -> tuple[str, ...]:
        """The months with which closed days may be paid, in order."""
        found = list(self.books.chains)
        return tuple(sorted({*found, *map(_month_before, found), *map(_month_after, found)}))

    def _seen(self, month: str) -> Iterator[tuple[str, int]]:
        for rota, until in self.parts(month):
            number = self._number(rota, until)
            if number is not None:
                yield rota, number
                for name in self.books.events(rota)[number - 1].seen:
                    other, _, last = name.partition("/")
                    yield other, int(last)

    def _number(self, rota: str, until: date) -> int | None:
        """The number of the event that first confirmed ``rota`` as far as ``until``."""
        events = enumerate(self.books.events(rota), 1)
        return next((number for number, event in events if event.until >= until), None)


def _month_before(month: str) -> str:
    return Period.of_month(month).before.month


def _month_after(month: str) -> str:
    return Period.of_month(month).after.month
