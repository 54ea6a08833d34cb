"""Where a day's demand comes from: each figure's file and line."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from rota.demand.staffing import CallStaffing, Origin
from rota.files.repository import Repository


class Sources:
    """Looks up where what is said of a service on a day stands."""

    def __init__(self, repo: Repository, staffing: CallStaffing) -> None:
        self._repo, self._staffing = repo, staffing
        # The same objects stand in the documents' own tables and in the demand of all of them.
        self._places = dict(_entries(repo))

    def of(self, service: str, day: date, *, open_: bool) -> tuple[str, ...]:
        """A line for each source of the calls, heads and work of ``service`` on ``day``; work comes in on closed days too."""
        origin = self._staffing.origin(service, day)
        calls = tuple(self._calls(origin, service, day)) if origin else ()
        heads = tuple(self._heads(service, day)) if open_ else ()
        return (*calls, *heads, *self._work(service, day))

    def _calls(self, origin: Origin, service: str, day: date) -> Iterator[str]:
        terms = self._places[id(origin.calls)]
        if origin.listed:
            yield from (
                f"{sheet.file}:{sheet.days[service, day].line}"
                for sheet in self._repo.contents.sheets
                if (service, day) in sheet.days
            )
        elif not origin.profiles:
            yield f"nothing says how many calls come ({terms})"
        for profile in origin.profiles:
            yield self._places[id(profile)]
        if origin.after_bank_holiday != 100:
            yield f"x {origin.after_bank_holiday / 100:.2f} after a bank holiday, {terms}"
        for event in origin.events:
            yield f"x {(event.percent or 100) / 100:.2f} {event.name}, {self._places[id(event)]}"

    def minimum(self, service: str, day: date) -> str:
        """The line that asks for the fewest heads there may be where calls are answered; empty where none does."""
        origin = self._staffing.origin(service, day)
        if origin is None or not origin.calls.minimum:
            return ""
        return f"at least {origin.calls.minimum} heads, {self._places[id(origin.calls)]}"

    def _heads(self, service: str, day: date) -> Iterator[str]:
        for need in self._repo.demand.need:
            if need.service == service and need.applies(day):
                yield f"heads given, {self._places[id(need)]}"

    def _work(self, service: str, day: date) -> Iterator[str]:
        entry = self._repo.demand.deferred(service, day)
        if entry is not None and entry.hours:
            yield f"deferrable, {self._places[id(entry)]}"


def _entries(repo: Repository) -> Iterator[tuple[int, str]]:
    """Every table of demand by its identity, with its file and line."""
    for document, demand in repo.contents.demand:
        tables: tuple[tuple[str, tuple[Any, ...]], ...] = (
            ("need", demand.need),
            ("calls", demand.calls),
            ("event", demand.event),
            ("deferrable", demand.deferrable),
        )
        for table, entries in tables:
            for at, entry in enumerate(entries):
                yield id(entry), _line(document.file, document.place(table, at).line)
        for at, calls in enumerate(demand.calls):
            for number, profile in enumerate(calls.day):
                yield id(profile), _line(document.file, document.place("calls", at, "day", number).line)


def _line(file: str, line: int) -> str:
    return f"{file}:{line}"
