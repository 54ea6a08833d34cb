"""The rows of a sheet of calls: thousands of plain ones at once, the others with a closer look."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from rota.domain.volumes import Volume
from rota.files.callcells import read_cells, split, wrong_cells
from rota.files.callsheet import COLUMNS, Again, Listed, Sheet, says_nothing
from rota.files.callvalues import Order, Wrong, aht_of, calls_of, day_of, shows_order, start_of
from rota.files.codes import Code
from rota.files.errors import fault
from rota.rules import Finding

K = TypeVar("K")
V = TypeVar("V")

SHOWN = 3
"""Lines with the same fault that are shown of one file; how many more there are is said."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = {
    "date": r"([0-9]{4}-[0-9]{2}-[0-9]{2})",
    "start": r"([0-9]{1,2}:[0-9]{2}(?::00)?)",
    "service": r"([a-z0-9-]{0,32})",
    "calls": r"([0-9]{1,5}(?:\.[0-9]{1,2})?)",
    "aht": r"([0-9]{0,5})",
}


Texts = tuple[str, str, str, str, str]
"""The cells of a row, in the order of COLUMNS."""


class _Known(dict[K, V | None]):
    """What texts mean, each worked out once; None for one that cannot be read."""

    def __init__(self, reader: Callable[[K], V]) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, text: K) -> V | None:
        try:
            self[text] = self._reader(text)
        except Wrong:
            self[text] = None
        return self[text]


class Rows:
    """Reads the rows of a sheet by service and day; what is wrong is gathered with its line."""

    def __init__(self, sheet: Sheet, service: str) -> None:
        self._sheet, self._service = sheet, service
        self.days: dict[tuple[str, date], Listed] = {}
        self.again: list[Again] = []
        self.wrong: list[tuple[int, Wrong]] = []

    def read(self, after: int) -> None:
        """Take in all lines below line ``after``."""
        columns = self._sheet.columns
        absent = [column for column in COLUMNS if column not in columns]
        cells = self._sheet.mark.join(_PLAIN[column] for column in columns) + "()" * len(absent)
        lines = self._sheet.lines[after:]
        while lines and not lines[-1]:
            lines = lines[:-1]
        found = re.compile(f"^{cells}$", re.MULTILINE).findall("\n".join(lines))
        order = itemgetter(*([*columns, *absent].index(column) for column in COLUMNS))
        if len(found) == len(lines):
            self._take(enumerate(map(order, found), after + 1))
        else:
            self._take(self._one_by_one(enumerate(lines, after + 1), re.compile(cells), order))

    def _one_by_one(
        self, lines: Iterable[tuple[int, str]], plain: re.Pattern[str], order: Callable[[Any], Any]
    ) -> Iterator[tuple[int, Texts]]:
        """The plain rows among ``lines``; the others get a closer look on the way."""
        for line, text in lines:
            if match := plain.fullmatch(text):
                yield line, order(match.groups())
            elif not says_nothing(text):
                self._closer(line, text)

    def _take(self, rows: Iterable[tuple[int, Texts]]) -> None:
        starts = _Known(start_of)
        volumes = _Known[tuple[str, str], Volume](lambda said: Volume(calls_of(said[0]), aht_of(said[1])))
        now, listed = ("", ""), None
        for line, (day, start, service, calls, aht) in rows:
            # Most rows are of the same service and day as the one before.
            if now != (service, day):
                now, listed = (service, day), self._day(service or self._service, day)
            at, volume = starts[start], volumes[calls, aht]
            if listed is None or at is None or volume is None or at in listed.lines:
                self._closer(line, self._sheet.lines[line - 1])
            else:
                listed.halves[at], listed.lines[at] = volume, line

    def _day(self, service: str, text: str) -> Listed | None:
        """What is listed of ``service`` on a day; None where one of them cannot be."""
        try:
            day = day_of(text)
        except Wrong:
            return None
        return self.days.setdefault((service, day), Listed({}, {})) if service else None

    def _put(self, line: int, service: str, day: date, start: int, volume: Volume) -> None:
        listed = self.days.setdefault((service, day), Listed({}, {}))
        first = listed.lines.setdefault(start, line)
        if first != line:
            self.again.append(Again(service, day, start, line, first))
        listed.halves[start] = volume

    def _closer(self, line: int, text: str) -> None:
        try:
            cells = split(text, self._sheet.mark)
        except Wrong as wrong:
            self.wrong.append((line, wrong))
            return
        found = wrong_cells(cells, self._sheet.columns, self._order)
        if not found:
            said = read_cells(cells, self._sheet.columns)
            if service := said.service or self._service:
                self._put(line, service, said.day, said.start, Volume(said.calls, said.aht))
                return
            found = [Wrong("service", "empty", "service is empty", "write which service the calls came to")]
        self.wrong += ((line, wrong) for wrong in found)

    @cached_property
    def _order(self) -> Order:
        """What the dates of the sheet show of one another."""
        at, mark = self._sheet.columns.index("date"), self._sheet.mark
        cells = (line.split(mark) for line in self._sheet.lines)
        dates = [row[at].strip(' "') for row in cells if len(row) > at]
        shown = {shows_order(text) for text in dates} - {None}
        return Order(any(_ISO.fullmatch(text) for text in dates), shown.pop() if len(shown) == 1 else None)


def folded(sheet: Sheet, wrong: Iterable[tuple[int, Wrong]]) -> Iterator[Finding]:
    """A finding for each fault; of those of one kind the first few, the last of which says how many more there are."""
    kinds: dict[tuple[str, str], list[tuple[int, Wrong]]] = {}
    for line, fault_ in wrong:
        kinds.setdefault((fault_.column, fault_.kind), []).append((line, fault_))
    shown = [
        (line, fault_, len(found) - SHOWN if at == SHOWN - 1 else 0, found[-1][0])
        for found in kinds.values()
        for at, (line, fault_) in enumerate(found[:SHOWN])
    ]
    for line, fault_, more, last in sorted(shown, key=lambda entry: entry[0]):
        message = f"{fault_.message}{more_like_it(more, last)}"
        yield fault(Code.WRONG_VALUE, message, fault_.fix, sheet.place(line, fault_.column))


def more_like_it(more: int, last: int) -> str:
    """That ``more`` lines have the same fault, the last of them in line ``last``; empty for none."""
    if more <= 0:
        return ""
    return f"; {more:,} more {'line' if more == 1 else 'lines'} like it, up to line {last}"
