"""How cells look: a small set of properties, each set made into one format of the workbook."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from rota.show.edition.key import Day
from rota.show.palette import HOLIDAY, WEEKEND, Tone

FONT, SIZE = "Arial", 10
"""Everywhere there is this font or one as wide, so that columns and pages come out alike."""
LINE = "#b8bfc8"
STRONG_LINE = "#5b6878"
HEAD = Tone("#dde4ec", "#16263a", "", "")
BAND = Tone("#2f4358", "#ffffff", "", "")
AWAY = Tone("#d5d7db", "#3d4147", "", "")
"""Days on which somebody is not in this rota."""

DAY_FORMAT = "d"
DATE_FORMAT = "d mmm yyyy"
HOURS_FORMAT = "0.00"
DIFFERENCE_FORMAT = "+0;-0;0"
UNDER_FORMAT = '0"<"'
TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks.

    ``tone`` gives background and text, ``number`` is the number format. ``week`` draws a stronger line on the left, where a
    week begins, ``top`` one above; cells without ``lines`` stand free.
    """

    tone: Tone | None = None
    bold: bool = False
    italic: bool = False
    size: int = SIZE
    align: str = "left"
    number: str = "General"
    locked: bool = True
    lines: bool = True
    week: bool = False
    top: bool = False
    wrap: bool = False

    def properties(self) -> dict[str, Any]:
        """The same in XlsxWriter's words."""
        found: dict[str, Any] = {
            "font_name": FONT,
            "font_size": self.size,
            "font_scheme": "none",
            "bold": self.bold,
            "italic": self.italic,
            "align": self.align,
            "valign": "vcenter",
            "num_format": self.number,
            "locked": self.locked,
            "text_wrap": self.wrap,
        }
        if self.lines and self.align == "left":
            found["indent"] = 1
        if self.tone is not None:
            found |= {"bg_color": self.tone.light_back, "font_color": self.tone.light_text}
        return found | self._border()

    def _border(self) -> dict[str, Any]:
        if not self.lines:
            return {}
        found: dict[str, Any] = {"border": 1, "border_color": LINE}
        if self.week:
            found |= {"left": 1, "left_color": STRONG_LINE}
        if self.top:
            found |= {"top": 1, "top_color": STRONG_LINE}
        return found


like = cache(Look)
"""A look, made once: tens of thousands of cells look like some dozens."""


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[Look, Format] = {}

    def of(self, look: Look) -> Format:
        """The format of a cell that looks like ``look``."""
        found = self._made.get(look)
        if found is None:
            found = self._made[look] = self._book.add_format(look.properties())
        return found

    def colours(self, tone: Tone) -> Format:
        """Background and text alone, for a rule that paints over what a cell looks like."""
        return self._book.add_format({"bg_color": tone.light_back, "font_color": tone.light_text})


PLAIN = Look(number=TEXT_FORMAT)
WRAPPED = Look(number=TEXT_FORMAT, wrap=True)
NUMBER = Look(align="right", number="0")
HOURS = Look(align="right", number=HOURS_FORMAT)
DATE = Look(align="right", number=DATE_FORMAT)
HEADING = Look(HEAD, bold=True, number=TEXT_FORMAT, wrap=True)
TITLE = Look(bold=True, size=16, lines=False)
SUBTITLE = Look(lines=False)
NOTE = Look(lines=False)
BANDED = Look(BAND, bold=True, lines=False)


def shade(day: Day) -> Tone | None:
    """The tone of a day that is no working day for most: bank holidays and closures, weekends; None of any other."""
    if day.holiday or day.closure:
        return HOLIDAY
    return WEEKEND if day.weekend else None
