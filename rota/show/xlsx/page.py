"""One sheet of the workbook to write on: rows and columns count from 1, and text stays text, whatever it looks like."""

from collections.abc import Sequence
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rota.show.edition.whole import Edition
from rota.show.palette import Tone
from rota.show.words import day_month
from rota.show.xlsx import pages
from rota.show.xlsx.layout import HEADS_ROW, SUBTITLE_ROW, TITLE_ROW
from rota.show.xlsx.styles import HEADING, PLAIN, SUBTITLE, TITLE, Look, Styles

A3 = 8
_DAY_NOUGHT = date(1899, 12, 30)
_PRIVATE = " It holds what colleagues may not see."
_FOOTER_LEFT, _FOOTER_MIDDLE = 80, 36


class Page:
    """A sheet."""

    def __init__(self, book: Workbook, styles: Styles, name: str) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.sheet.set_default_row(pages.ROW)
        self._styles = styles
        self._widths: Sequence[float] = ()
        self._repeated = 0
        self._portrait = False

    def text(self, row: int, column: int, text: str, look: Look = PLAIN) -> None:
        """Write ``text``; it is never taken for a formula, a link or a number. Empty text is a blank cell."""
        if text:
            self.sheet.write_string(row - 1, column - 1, text, self._styles.of(look))
        else:
            self.blank(row, column, look)

    def number(self, row: int, column: int, number: float, look: Look) -> None:
        """Write a number."""
        self.sheet.write_number(row - 1, column - 1, number, self._styles.of(look))

    def day(self, row: int, column: int, day: date, look: Look) -> None:
        """Write a date, which is the number of days that spreadsheets count."""
        self.number(row, column, (day - _DAY_NOUGHT).days, look)

    def blank(self, row: int, column: int, look: Look) -> None:
        """Leave a cell empty that looks like something."""
        self.sheet.write_blank(row - 1, column - 1, None, self._styles.of(look))

    def value(self, row: int, column: int, value: str | float | date, look: Look) -> None:
        """Write a text, a number or a date, whichever it is."""
        if isinstance(value, str):
            self.text(row, column, value, look)
        elif isinstance(value, date):
            self.day(row, column, value, look)
        else:
            self.number(row, column, value, look)

    def rule(self, ranges: Sequence[str], formula: str, tone: Tone) -> None:
        """Give the cells of ``ranges`` the colours of ``tone`` where ``formula``, said of the first of them, holds."""
        colours = self._styles.colours(tone)
        options = {"type": "formula", "criteria": formula, "format": colours, "multi_range": " ".join(ranges)}
        self.sheet.conditional_format(ranges[0], options)

    def note(self, row: int, column: int, text: str) -> None:
        """Pin a note to a cell."""
        self.sheet.write_comment(row - 1, column - 1, text, {"author": "rota"})

    def fill(self, row: int, columns: range, look: Look) -> None:
        """Make a row of empty cells look like something."""
        for column in columns:
            self.blank(row, column, look)

    def widths(self, widths: Sequence[float]) -> None:
        """The widths of the columns from the first on, in characters."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def heads(self, heads: Sequence[str], lines: int = 1) -> None:
        """The column heads of a table, over so many lines."""
        self.sheet.set_row(HEADS_ROW - 1, pages.ROW * lines + 4)
        for column, head in enumerate(heads, 1):
            self.text(HEADS_ROW, column, head, HEADING)

    def range(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """The range between two cells, each as row and column: ``C6:AE12``."""
        return ":".join(f"{xl_col_to_name(column - 1)}{row}" for row, column in (first, last))

    def fit(self, blocks: Sequence[tuple[int, int]]) -> None:
        """Fit the sheet to one page wide, and to one page where that stays readable; else no block is cut in two.

        ``blocks`` are the first and last rows of what belongs together, in order; the widths are known.
        """
        one = pages.fits_one(max((end for _, end in blocks), default=1), portrait=self._portrait)
        self.sheet.fit_to_pages(1, 1 if one else 0)
        if not one:
            ends = pages.breaks(blocks, self._widths, self._repeated, portrait=self._portrait)
            self.sheet.set_h_pagebreaks(ends)

    def title(self, edition: Edition, name: str) -> None:
        """The two rows on top: what this is, and which version of it for whom."""
        self.text(TITLE_ROW, 1, f"{name}: {edition.group_name}, {edition.period}", TITLE)
        private = _PRIVATE if edition.private else ""
        self.text(SUBTITLE_ROW, 1, f"{edition.centre}. {version_words(edition)}.{private}", SUBTITLE)
        self.sheet.set_row(TITLE_ROW - 1, 24)

    def paper(self, edition: Edition, rows: int, columns: int, *, portrait: bool = False) -> None:
        """A3, landscape unless ``portrait``; so many rows and columns stay in sight and stand on every page."""
        sheet = self.sheet
        sheet.freeze_panes(rows, columns)
        sheet.repeat_rows(0, rows - 1)
        self._repeated = rows
        if columns:
            sheet.repeat_columns(0, columns - 1)
        sheet.set_paper(A3)
        self._portrait = portrait
        if not portrait:
            sheet.set_landscape()
        sheet.set_margins(left=pages.MARGIN, right=pages.MARGIN, top=pages.MARGIN, bottom=pages.FOOT)
        sheet.set_footer(footer(edition), {"margin": 0.3})
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def version_words(edition: Edition) -> str:
    """Which version it is, of which day, and for whom: ``The published rota of b-town 2026-06, version 3, for leaders``."""
    version = edition.version
    name = "" if version.name in version.title else f", {version.name}"
    on = f" of {day_month(version.on)} {version.on.year}" if version.on else ""
    said = f"{version.title}{name}{on}, for {edition.audience.readers}"
    return said[0].upper() + said[1:]


def footer(edition: Edition) -> str:
    """The foot of every page: the version, its mark, and the number of the page. A sheet's own limit is 255 characters."""
    version = edition.version
    name = "" if version.name in version.title else f", {version.name}"
    left = _literal(f"{version.title}{name}", _FOOTER_LEFT)
    middle = _literal(f"for {edition.audience.readers}; mark {version.mark}", _FOOTER_MIDDLE)
    return f"&L{left}&C{middle}&Rpage &P of &N"


def _literal(text: str, most: int) -> str:
    """``text`` where ``&`` begins a command. ``&G`` is a picture even behind another ``&``, says XlsxWriter."""
    return text[:most].replace("&", "&&").replace("&G", "& G").replace("&[", "& [")
