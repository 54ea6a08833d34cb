"""Payroll of a closed month: which days are paid with it, as they were confirmed then, and what was corrected since before.

Everything follows from the closings alone. A month is paid as its closings saw it: the events that first confirm its last
days, and all closings that those had seen. So the same files come out whenever they are asked for, each correction
stands in the first month that saw it, and all months together come to what is confirmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.closings import corrections
from rota.domain.payroll import Payroll
from rota.domain.period import ONE_DAY, Period
from rota.files.repository import Repository
from rota.show.paynotes import pay_notes
from rota.show.payroll import Called, PaySheet, corrections_csv, pay_rows, payroll_csv
from rota.work.clock import today
from rota.work.closing.books import Books
from rota.work.closing.steps import before_hours, command
from rota.work.errors import Refused, unknown
from rota.work.payledger import Ledger
from rota.work.show import display_names


@dataclass(frozen=True)
class PayFile:
    """One employer's csv: the name of its file, ``pay.csv``, and what is in it."""

    name: str
    sheet: PaySheet
    terms: Payroll
    called: Called

    @property
    def beside(self) -> str:
        """The name of the file of its corrections, ``pay-corrections.csv``."""
        stem, dot, ending = self.name.rpartition(".")
        return f"{stem}-corrections{dot}{ending}"

    @property
    def texts(self) -> Mapping[str, str]:
        """The text of each file by name: the hours, and the corrections where there are any."""
        hours = {self.name: payroll_csv(self.sheet, self.terms, self.called)}
        if not self.sheet.corrected:
            return hours
        return hours | {self.beside: corrections_csv(self.sheet, self.terms.as_)}

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever hands it over should know."""
        return tuple(pay_notes(self.sheet, self.terms, self.called, self.name, self.beside))


def payroll_files(repo: Repository, group: str, month: str, employer: str | None = None) -> Mapping[str, str]:
    """The texts of the payroll of ``month`` by file name, as :func:`pay_files` makes them."""
    files = pay_files(repo, group, month, employer)
    return {name: text for file in files for name, text in file.texts.items()}


def pay_files(repo: Repository, group: str, month: str, employer: str | None = None) -> tuple[PayFile, ...]:
    """The payroll of ``month``: one csv for each employer with whom anybody has hours, or corrections of them.

    With ``employer`` only that one's. Raises Refused, with what to do, while the month is not closed to its cut-off;
    Unusable for an employer that is not there; BadInput where closings are not whole.
    """
    if repo.staff_copy is not None:
        raise Refused("this is a staff copy, which holds nobody's hours; payroll is for the whole repository")
    known = [entry.id for entry in repo.centre.employer]
    if employer is not None and employer not in known:
        raise unknown("employer", employer, known)
    called = Called(
        display_names(repo), {id: person.payroll for id, person in repo.names.items() if person.payroll}
    )
    return tuple(
        PayFile(f"payroll-{group}-{sheet.employer}-{sheet.cut_off}.csv", sheet, repo.centre.payroll, called)
        for sheet in pay_sheets(repo, group, month)
        if employer in (None, sheet.employer) and pay_rows(sheet)
    )


def pay_sheets(repo: Repository, group: str, month: str) -> tuple[PaySheet, ...]:
    """What each employer pays with ``month``, in the order of ``centre.toml``; Refused while it is not closed."""
    ledger = Ledger(Books.of(repo, group), repo.centre.payroll, frozenset(repo.bases(group)))
    first, last = repo.centre.payroll.days(month)
    missing = ledger.missing(month)
    if missing:
        raise Refused(_not_closed(repo, ledger, group, month, missing))
    before = ledger.before(month)
    if before and ledger.missing(before):
        raise Refused(_not_closed(repo, ledger, group, before, ledger.missing(before)))
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


def _not_closed(
    repo: Repository, ledger: Ledger, group: str, month: str, missing: tuple[tuple[str, date], ...]
) -> str:
    """Which days nobody has confirmed yet, and what comes first."""
    first, last = ledger.terms.days(month)
    rota, until = missing[0]
    begins = f"the payroll of {group} {month} is for {first} to {last}, and"
    if ledger.published and rota < min(ledger.published):
        return (
            f"{begins} the first rota of {group} that was published is {min(ledger.published)}; nothing can be paid from "
            "before it"
        )
    said = f"{begins} nobody has confirmed the hours of {rota} up to {day_words(until)}"
    if rota not in ledger.published:
        return f"{said}, as it {before_hours(repo, group, rota)}"
    whole = "" if until == Period.of_month(rota).end else f" --until {until}"
    over = until < today(repo.centre)
    return (
        f"{said} yet: {'' if over else 'once that day is over, '}{command(repo, 'close', group, rota)}{whole}"
    )
