"""Dates that run backwards, or lie outside what their file is about."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from rota.domain.calendar import Days
from rota.domain.table import Dated, Table, Weekday, kebab
from rota.files.codes import Code
from rota.files.contents import Contents
from rota.files.errors import fault
from rota.files.toml import Document
from rota.files.world import World
from rota.rules import Finding

Path = tuple[str | int, ...]

_YEAR = re.compile(r"[0-9]{4}")


def date_findings(world: World, contents: Contents, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Every date that cannot be meant."""
    yield from _backwards(world.centre, documents["centre.toml"])
    yield from _backwards(world.people, documents["people.toml"])
    for document, demand in contents.demand:
        yield from _backwards(demand, document)
    for document, calendar in contents.calendar:
        for table in ("bank_holiday", "closure", "school_holiday"):
            yield from _wrong_year(getattr(calendar, table), document, kebab(table))
    if "history.toml" in documents:
        yield from _history(contents, documents["history.toml"])
    for at, rule in enumerate(contents.rules.rule):
        yield from _rule(rule, documents["rules.toml"], at)


def _backwards(table: Table, document: Document, path: Path = ()) -> Iterator[Finding]:
    """Every table below ``table`` whose ``until`` is before its ``from``."""
    if isinstance(table, Dated) and table.from_ and table.until and table.until < table.from_:
        yield fault(
            Code.DATES,
            f"until {table.until} is before from {table.from_}",
            "swap them, or correct the one that is wrong",
            document.place(*path, "until"),
            second=document.place(*path, "from"),
        )
    for name in type(table).model_fields:
        value = getattr(table, name)
        if isinstance(value, tuple):
            for at, entry in enumerate(value):
                if isinstance(entry, Table):
                    yield from _backwards(entry, document, (*path, kebab(name), at))


def _wrong_year(entries: tuple[Days, ...], document: Document, table: str) -> Iterator[Finding]:
    stem = PurePosixPath(document.file).stem
    if not _YEAR.fullmatch(stem):
        return
    for at, entry in enumerate(entries):
        days = [day for day in (entry.day, entry.from_, entry.until) if day is not None]
        if all(day.year != int(stem) for day in days):
            yield fault(
                Code.DATES,
                f"{table} {days[0]} is not in {stem}",
                f"correct the year, or move it to calendar/{days[0].year}.toml",
                document.place(table, at, "from" if entry.day is None else "day"),
            )


def _history(contents: Contents, document: Document) -> Iterator[Finding]:
    since, as_of = contents.history.since, contents.history.as_of
    if since and as_of and as_of < since:
        yield fault(
            Code.DATES,
            f"as-of {as_of} is before since {since}",
            "swap them, or correct the one that is wrong",
            document.place("as-of"),
            second=document.place("since"),
        )
        return
    for at, balance in enumerate(contents.history.agent):
        for number, day in enumerate(balance.saturdays):
            if wrong := _no_saturday(day, since, as_of):
                yield fault(
                    Code.DATES,
                    f"{balance.id}: {day} {wrong}",
                    "list the Saturdays worked from since to as-of, and no other day",
                    document.place("agent", at, "saturdays", number),
                )


def _no_saturday(day: date, since: date | None, as_of: date | None) -> str:
    if Weekday.of(day) is not Weekday.SAT:
        return f"is a {day:%A}, not a Saturday"
    if since is not None and day < since:
        return f"is before since, {since}"
    if as_of is not None and day > as_of:
        return f"is after as-of, {as_of}"
    return ""


def _rule(rule: Mapping[str, Any], document: Document, at: int) -> Iterator[Finding]:
    first, last = rule.get("from"), rule.get("until")
    if type(first) is date and type(last) is date and last < first:
        yield fault(
            Code.DATES,
            f"until {last} is before from {first}",
            "swap them, or correct the one that is wrong",
            document.place("rule", at, "until"),
            second=document.place("rule", at, "from"),
        )
