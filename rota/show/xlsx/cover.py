"""The sheet ``Cover and service level``: for each service the half hours of each day, heads beyond what is required."""

from rota.show.edition.cover import HalfHour, Staffed, Strip
from rota.show.edition.key import Day
from rota.show.edition.whole import Edition
from rota.show.levels import calls_words, in_time, target_words
from rota.show.palette import tone
from rota.show.words import times
from rota.show.xlsx.days import Days
from rota.show.xlsx.gridcover import difference, level
from rota.show.xlsx.layout import DATES_ROW
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import AWAY, HEADING, TEXT_FORMAT, like, shade

_FIRST_DAY = 2
_HALF = 30


class CoverSheet:
    """Writes the sheet."""

    def __init__(self, page: Page, edition: Edition) -> None:
        self._page = page
        self._edition = edition
        self._days = Days(edition, _FIRST_DAY)

    def write(self) -> None:
        """The whole sheet."""
        page = self._page
        page.title(self._edition, "Cover and service level")
        page.paper(self._edition, DATES_ROW, 1)
        page.widths([38, *[5.5] * len(self._days.days)])
        self._days.write(page)
        page.text(DATES_ROW, 1, "Heads beyond need", HEADING)
        row, blocks = DATES_ROW + 1, []
        for strip in self._edition.strips:
            end = self._strip(row, strip)
            blocks.append((row, end - 1))
            row = end + 1
        page.fit(blocks)

    def _strip(self, row: int, strip: Strip) -> int:
        """One service from ``row`` on; the row after its last."""
        band = like(tone(strip.service.tone), bold=True, number=TEXT_FORMAT, lines=False)
        self._page.fill(row, range(1, self._days.last + 1), band)
        self._page.text(row, 1, _head(strip), band)
        open_on = [{half.start: half for half in staffed.halves} for staffed in strip.days]
        for start in sorted({start for halves in open_on for start in halves}):
            row += 1
            self._page.text(row, 1, times(start, start + _HALF), like(align="right", number=TEXT_FORMAT))
            for day, halves in zip(self._days.days, open_on, strict=True):
                self._half(row, day, halves.get(start))
        return self._sums(row + 1, strip)

    def _half(self, row: int, day: Day, half: HalfHour | None) -> None:
        column = self._days.columns[day.date]
        if half is None:
            self._page.blank(row, column, like(AWAY, week=day.date.weekday() == 0))
        else:
            difference(self._page, row, column, half.difference if half.need else None, day)

    def _sums(self, row: int, strip: Strip) -> int:
        """What the half hours of each day come to; the row after the last."""
        self._page.text(row, 1, "Missing heads, half hours in all", _SUM)
        for day, staffed in zip(self._days.days, strip.days, strict=True):
            self._missing(row, day, staffed)
        if strip.calls is None:
            return row + 1
        self._page.text(row + 1, 1, "Calls expected", _SUM)
        self._page.text(row + 2, 1, "Answered in time, in %; < under target", _SUM)
        for day, staffed in zip(self._days.days, strip.days, strict=True):
            column = self._days.columns[day.date]
            look = like(shade(day), align="center", number="0", week=day.date.weekday() == 0)
            if staffed.calls is None:
                self._page.blank(row + 1, column, look)
            else:
                self._page.number(row + 1, column, round(staffed.calls.offered, 2), look)
            level(self._page, row + 2, column, staffed.calls, day)
        return row + 3

    def _missing(self, row: int, day: Day, staffed: Staffed) -> None:
        column = self._days.columns[day.date]
        difference(self._page, row, column, -staffed.missing if staffed.missing else None, day)


_SUM = like(bold=True, number=TEXT_FORMAT)


def _head(strip: Strip) -> str:
    """``Phones (P): 86.1% of 13,204 calls answered in time, target 80%``."""
    name = f"{strip.service.name} ({strip.service.letter})"
    calls = strip.calls
    if calls is None or calls.level is None:
        return name
    missed = "" if calls.met else ", missed"
    said = f"{in_time(calls.level)} of {calls_words(calls.offered)} calls answered in time"
    return f"{name}: {said}, target {target_words(calls.target)}{missed}"
