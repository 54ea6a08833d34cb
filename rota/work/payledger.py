"""The closings of a group as payroll reads them: which days are paid with which month, and what was known then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rota.domain.closings import CellKey, Entry, confirmed
from rota.domain.payroll import Payroll
from rota.domain.period import Period
from rota.files.closings import path_of
from rota.work.closing.books import Books

Seen = Mapping[str, int]
"""How many events of each month's closing were seen."""


@dataclass(frozen=True)
class Ledger:
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
