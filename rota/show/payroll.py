"""Payroll as CSV: a row for each agent and contract, columns as the centre maps them; and a list of later corrections.

UTF-8 with the mark that spreadsheets know it by. Minutes are added up first, and each sum is written once: as a decimal
it is rounded to hundredths (7:20 is 7.33), which stand for one number of minutes each, so none is lost. Whoever adds up
decimals should go back to minutes first.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rota.domain.closings import NONE, Correction, Entry
from rota.domain.payfigures import COUNTS, MINUTES, Figures, added, figures, less, total
from rota.domain.payroll import CORRECTION, HoursAs, PayColumn, Payroll, PayValue, heading
from rota.show.safe import guarded
from rota.show.words import length

MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""

_LISTED = (*MINUTES,)[:-1]
"""The lengths of time that corrections list: the last of all adds up others."""


@dataclass(frozen=True)
class PaySheet:
    """What one employer pays for a month: the days from ``first`` to ``cut_off``, and what came out otherwise before.

    ``corrected`` has each correction with the closing that confirmed it, such as ``closings/b-town/2026-12/2``.
    """

    group: str
    employer: str
    month: str
    first: date
    cut_off: date
    entries: tuple[Entry, ...]
    corrected: tuple[tuple[Correction, str], ...]


@dataclass(frozen=True)
class PayRow:
    """One agent under one contract: the figures of the month, and what corrections add to them."""

    agent: str
    contract: str
    now: Figures
    more: Figures


@dataclass(frozen=True)
class Called:
    """Who the agents are, by id: names, and the numbers that payroll has for them, as far as ``names.toml`` has them."""

    names: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


class Side(NamedTuple):
    """One day of a correction under one contract, before and after; not both are None."""

    was: Entry | None
    now: Entry | None

    @property
    def entry(self) -> Entry:
        """Whose day it is, under which contract."""
        return next(entry for entry in (self.now, self.was) if entry is not None)

    @property
    def more(self) -> Figures:
        """What it adds."""
        return less(figures(self.now), figures(self.was))


def pay_rows(sheet: PaySheet) -> tuple[PayRow, ...]:
    """A row for each agent and contract, in order of agents and then of days; also for whom only corrections are."""
    sides = [side for one, _ in sheet.corrected for side in sides_of(one, sheet.employer)]
    entries = sorted(sheet.entries, key=lambda one: one.key)
    keys = dict.fromkeys((one.agent, one.contract) for one in (*entries, *(side.entry for side in sides)))

    def of(entry: Entry, key: tuple[str, str]) -> bool:
        return (entry.agent, entry.contract) == key

    return tuple(
        PayRow(
            *key,
            total(entry for entry in entries if of(entry, key)),
            added(side.more for side in sides if of(side.entry, key)),
        )
        for key in sorted(keys, key=lambda key: key[0])
    )


def payroll_csv(sheet: PaySheet, terms: Payroll, called: Called) -> str:
    """The rows of ``sheet`` in the columns of ``terms``."""
    said = {
        PayValue.GROUP: sheet.group,
        PayValue.EMPLOYER: sheet.employer,
        PayValue.MONTH: sheet.month,
        PayValue.FIRST_DAY: str(sheet.first),
        PayValue.CUT_OFF: str(sheet.cut_off),
    }
    rows = ([_value(row, column, terms, said, called) for column in terms.column] for row in pay_rows(sheet))
    return _csv([guarded(column.name) for column in terms.column], rows)


def corrections_csv(sheet: PaySheet, written: HoursAs) -> str:
    """Each later correction in a row: what was confirmed, what is, and the difference of each length of time.

    Lengths are written as in the other csv, and headed alike.
    """
    worked = heading(PayValue.HOURS)
    titles = ["agent", "employer", "contract", "day", "was", "is", f"{worked}-was", f"{worked}-is"]
    titles += [f"{heading(value)}-difference" for value in _LISTED]
    return _csv([*titles, "confirmed-in"], _corrections(sheet, written))


def hours(minutes: int, written: HoursAs) -> str:
    """A length of time as a column writes it: ``7.50``, ``7:30`` or ``450``."""
    if written is HoursAs.MINUTES:
        return str(minutes)
    if written is HoursAs.CLOCK:
        return length(minutes)
    # A minute is 5/3 hundredths, so no number of minutes lies halfway between two hundredths.
    hundredths = (abs(minutes) * 100 + 30) // 60
    return f"{'-' if minutes < 0 else ''}{hundredths // 100}.{hundredths % 100:02}"


def _value(
    row: PayRow, column: PayColumn, terms: Payroll, said: Mapping[PayValue, str], called: Called
) -> str:
    value = column.value
    if value is None:
        return guarded(column.text or "")
    of_row = {
        PayValue.AGENT: row.agent,
        PayValue.PAYROLL_NUMBER: called.numbers.get(row.agent, ""),
        PayValue.NAME: called.names.get(row.agent, ""),
        PayValue.CONTRACT: row.contract,
    }
    text = said.get(value, of_row.get(value))
    if text is not None:
        return guarded(text)
    plain = PayValue(value.removeprefix(CORRECTION))
    number = (row.now if plain is value else row.more)[plain]
    # Numbers are ours: a minus in front of one is no formula.
    return str(number) if plain in COUNTS else hours(number, column.as_ or terms.as_)


def sides_of(one: Correction, employer: str) -> Iterator[Side]:
    """A correction as it concerns ``employer``: where the contract changed too, one side lost the day and one has it."""
    was, now = one.was, one.now
    alike = was is None or (was.employer, was.contract) == (now.employer, now.contract)
    for side in [Side(was, now)] if alike else [Side(was, None), Side(None, now)]:
        if side.entry.employer == employer and any(side.more.values()):
            yield side


def _corrections(sheet: PaySheet, written: HoursAs) -> Iterator[list[str]]:
    for one, ref in sheet.corrected:
        for side in sides_of(one, sheet.employer):
            entry, more = side.entry, side.more
            known = (
                entry.agent,
                entry.employer,
                entry.contract,
                str(entry.day),
                _cell(side.was),
                _cell(side.now),
            )
            worked = (figures(side.was)[PayValue.HOURS], figures(side.now)[PayValue.HOURS])
            yield [
                *map(guarded, known),
                *(hours(each, written) for each in worked),
                *(hours(more[value], written) for value in _LISTED),
                guarded(ref),
            ]


def _cell(entry: Entry | None) -> str:
    return NONE if entry is None else entry.line.cell


def _csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return MARK + text.getvalue()
