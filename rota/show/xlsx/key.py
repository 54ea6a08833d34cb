"""The sheet ``Key``: what the codes, signs and colours mean, and for whom the workbook is."""

from collections.abc import Iterator

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname

from rota.show.edition.key import ELSEWHERE
from rota.show.edition.whole import Edition
from rota.show.palette import HOLIDAY, SHORT, WEEKEND, Tone
from rota.show.xlsx.codes import Code, codes
from rota.show.xlsx.layout import (
    CELL_COLUMN,
    CODE_COLUMN,
    CODES,
    HEADS_ROW,
    KEY,
    KEY_FIRST_ROW,
    MEANING_COLUMN,
    MISSING,
    PARTS,
)
from rota.show.xlsx.page import Page, version_words
from rota.show.xlsx.styles import AWAY, BANDED, NOTE, TEXT_FORMAT, Look


def write_key(book: Workbook, page: Page, edition: Edition) -> None:
    """The whole sheet, and the name of the range of allowed codes."""
    page.title(edition, "Key")
    page.paper(edition, HEADS_ROW, 0)
    page.widths([12, 40, 80])
    page.heads(("Code", "Cell", "What it means"))
    entries = codes(edition)
    for row, entry in enumerate(entries, KEY_FIRST_ROW):
        _code(page, row, entry)
    if edition.private:
        last = KEY_FIRST_ROW + sum(entry.allowed for entry in entries) - 1
        book.define_name(CODES, f"={quote_sheetname(KEY)}!$A${KEY_FIRST_ROW}:$A${last}")
    below = KEY_FIRST_ROW + len(entries) + 1
    end = _below(page, edition, below)
    page.fit([*((row, row) for row in range(KEY_FIRST_ROW, below)), (below, end)])


def _code(page: Page, row: int, entry: Code) -> None:
    look = Look(entry.tone, entry.late, align="center", number=TEXT_FORMAT)
    page.text(row, CODE_COLUMN, entry.code, look)
    page.text(row, CELL_COLUMN, str(entry.cell))
    page.text(row, MEANING_COLUMN, entry.meaning)


def _below(page: Page, edition: Edition, row: int) -> int:
    """Signs, colours and sentences; nothing in column A. The last row of them."""
    page.fill(row, range(1, 4), BANDED)
    page.text(row, CELL_COLUMN, "Signs and colours", BANDED)
    signs = list(_signs(edition))
    for at, (sign, colours, said) in enumerate(signs, row + 1):
        page.text(at, CELL_COLUMN, sign, Look(colours, align="center", number=TEXT_FORMAT))
        page.text(at, MEANING_COLUMN, said)
    sentences = list(_sentences(edition))
    for at, said in enumerate(sentences, row + len(signs) + 2):
        page.text(at, CELL_COLUMN, said, NOTE)
    return row + len(signs) + 1 + len(sentences)


def _signs(edition: Edition) -> Iterator[tuple[str, Tone | None, str]]:
    since = edition.version.since or "the version before"
    yield PARTS, None, f"behind a code: {ELSEWHERE}, see the sheet By agent"
    yield "~", None, f"behind a code: changed since {since}"
    if edition.private:
        yield "!", None, "behind a code: pinned, so that planning leaves it as it is"
    yield MISSING, SHORT, "a cell is missing"
    yield "bold", None, "a late shift"
    yield "", WEEKEND, "Saturdays and Sundays"
    yield "", HOLIDAY, "bank holidays and closures"
    yield "", AWAY, "not in this rota on this day; in the sheet of cover: not open"
    yield "-2", SHORT, "heads short of what is required; calls answered in time under target, also marked <"


def _sentences(edition: Edition) -> Iterator[str]:
    yield f"{version_words(edition)}. Mark {edition.version.mark}."
    if not edition.private:
        yield "It is for the team: it shows who works when, and otherwise only that somebody is off."
        return
    yield f"It is for {edition.audience.readers}, and holds what colleagues may not see."
    yield "Hours are decimal: 7.50 is seven hours and a half."
    yield (
        "In the sheet Rota other codes can be entered for shifts, days off, lieu and training. All else is locked. "
        "`rota import` of the workbook then tells what was changed, and judges it by the rules."
    )
