"""An edition as a workbook for Excel and LibreOffice: the same edition gives the same bytes, whatever the clock says."""

from datetime import UTC, datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from rota.domain.audience import Audience
from rota.show.edition.whole import Edition
from rota.show.xlsx.agents import ByAgent
from rota.show.xlsx.changes import write_changes
from rota.show.xlsx.cover import CoverSheet
from rota.show.xlsx.editing import LOOKING, allow_editing
from rota.show.xlsx.grid import write_rota
from rota.show.xlsx.key import write_key
from rota.show.xlsx.layout import BY_AGENT, CHANGES, COVER, KEY, ORIGIN, ROTA, TERMS, TOTALS
from rota.show.xlsx.origin import write_origin
from rota.show.xlsx.page import Page, version_words
from rota.show.xlsx.styles import DATE_FORMAT, FONT, SIZE, Styles
from rota.show.xlsx.totals import write_terms, write_totals

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": DATE_FORMAT,
    "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_scheme": "none"},
}


def to_xlsx(edition: Edition) -> bytes:
    """The workbook; ``layout`` says where everything stands in it."""
    target = BytesIO()
    book = Workbook(target, _OPTIONS)
    book.set_properties(_properties(edition))
    styles = Styles(book)
    rota = Page(book, styles, ROTA)
    allow_editing(rota, write_rota(rota, edition), edition)
    ByAgent(_locked(book, styles, BY_AGENT), edition).write()
    write_totals(_locked(book, styles, TOTALS), edition)
    if edition.audience is Audience.HR:
        write_terms(_locked(book, styles, TERMS), edition)
    CoverSheet(_locked(book, styles, COVER), edition).write()
    write_changes(_locked(book, styles, CHANGES), edition)
    write_key(book, _locked(book, styles, KEY), edition)
    write_origin(Page(book, styles, ORIGIN), edition)
    book.close()
    return target.getvalue()


def _locked(book: Workbook, styles: Styles, name: str) -> Page:
    """A sheet to look at: what is edited in the rota is edited on the first."""
    page = Page(book, styles, name)
    page.sheet.protect("", LOOKING)
    return page


def _properties(edition: Edition) -> dict[str, object]:
    day = edition.version.on or edition.days[0].date
    return {
        "title": f"Rota: {edition.group_name}, {edition.period}",
        "subject": version_words(edition),
        "author": "rota",
        "created": datetime.combine(day, time(), UTC),
    }
