"""The notice board: a sheet for each team, with what has changed since the last one marked, and nobody's leave."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rota.domain.audience import Audience
from rota.domain.cell import parse_cell
from rota.show.board.page import to_board
from rota.show.board.printed import Printed, printed, read
from rota.show.edition.whole import Edition
from tests.cli_helpers import MONTH, publish, rota, tiny, with_draft
from tests.edition_world import VERSION, edition
from tests.html_world import crowd
from tests.show_world import town

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)"><!--'
GROUP = "town-hall"


class Grid(HTMLParser):
    """The cells of each sheet's table, row by row, each with its classes, as a parser that is not ours reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sheets: list[list[list[tuple[str, str]]]] = []
        self._body = self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tbody":
            self.sheets.append([])
            self._body = True
        elif tag == "tr" and self._body:
            self.sheets[-1].append([])
        elif tag in ("td", "th") and self._body:
            self.sheets[-1][-1].append(("", dict(attrs).get("class") or ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "th")
        self._body = self._body and tag != "tbody"

    def handle_data(self, data: str) -> None:
        if self._open:
            text, look = self.sheets[-1][-1][-1]
            self.sheets[-1][-1][-1] = (text + data, look)


def team(**more: object) -> Edition:
    return edition(audience=Audience.TEAM, **more)


def moved(page: str) -> list[tuple[str, int, str]]:
    """Who, on which day of the period (from 1), with which letters, is marked."""
    return [
        (row[0][0], at, text)
        for sheet in Grid(page).sheets
        for row in sheet
        for at, (text, look) in enumerate(row)
        if "moved" in look.split()
    ]


def other(edition_: Edition, agent: str, day: str, was: str, version: str = "version 1") -> Printed:
    """A print that hung there before, in which one cell was another."""
    last = printed(edition_, None)
    cells = {who: dict(days) for who, days in last.cells.items()}
    cells[agent][day] = was
    return replace(last, cells=cells, mark="other", version=version)


def test_each_team_has_a_sheet_with_everybodys_letters():
    first, second = Grid(to_board(team())).sheets
    assert [row[0][0] for row in first + second] == [
        "ann Ann Example",
        "bob Bob Featherstone",
        "cat Cat Ng",
        "dan",
    ]
    assert [text for text, _ in first[0][1:]] == [
        "Ep",
        "Ep",
        "Ep*",
        "Ep",
        "Ep",
        *"..",
        "Ep",
        "Ep",
        "Ep",
        "Ep",
        ".",
        "Sp",
        ".",
    ]


def test_nothing_tells_leave_lieu_absence_or_training():
    page = to_board(team())
    assert not re.search(r"leave(?! out)|lieu|absen|training|pinned", page)


def test_an_edition_for_leaders_never_becomes_a_board():
    for audience in (Audience.LEADER, Audience.HR):
        with pytest.raises(ValueError, match="for the team"):
            to_board(edition(audience=audience))


def test_a_first_print_marks_nothing_and_explains_no_mark():
    page = to_board(team())
    assert moved(page) == []
    assert "changed since" not in page


def test_what_was_another_cell_on_the_last_print_is_marked():
    shown = team()
    page = to_board(shown, other(shown, "bob", "2026-06-02", "early phones"))
    assert moved(page) == [("bob Bob Featherstone", 2, "Lp~")]
    assert "changed since version 1 hung here" in page


def test_the_same_version_printed_once_more_is_the_same_page():
    shown = team()
    page = to_board(shown, other(shown, "bob", "2026-06-02", "early phones"))
    assert to_board(shown, read(page)) == page


def test_the_print_after_that_marks_only_what_is_newer():
    shown = team()
    hung = read(to_board(shown, other(shown, "bob", "2026-06-02", "early phones")))
    later = replace(shown, version=replace(VERSION, name="version 3", mark="newer"))
    assert moved(to_board(later, hung)) == []


def test_another_months_page_marks_nothing():
    shown = team()
    assert moved(to_board(shown, replace(other(shown, "bob", "2026-06-02", "off"), month="2026-05"))) == []


def test_a_lunch_that_moves_is_not_marked():
    real = town()
    day = date(2026, 6, 1)
    with_lunch = {
        **real.cells,
        "ann": {**real.cells["ann"], day: parse_cell("early phones; 12:00-12:30 break")},
    }
    hung = printed(team(rota=replace(real, cells=with_lunch)), None)
    assert moved(to_board(team(), replace(hung, mark="other"))) == []


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        '<script type="application/json" id="printed">{"format":</script>',
        '<script type="application/json" id="printed">[]</script>',
        '<script type="application/json" id="printed">{"format":"rota-board/1","cells":{}}</script>',
        f'<script type="application/json" id="printed">{"[" * 100_000}</script>',
    ],
)
def test_what_is_no_page_of_ours_is_no_print(page):
    assert read(page) is None


def test_an_edited_block_of_the_wrong_kind_is_no_print():
    page = to_board(team())
    assert read(page) is not None
    assert read(page.replace('"before":{}', '"before":{"ann":1}')) is None
    assert read(page.replace('"version":"draft 1"', '"version":1')) is None


def test_hostile_names_stay_text_also_in_what_the_page_remembers():
    page = to_board(team(names={"ann": HOSTILE}))
    assert Grid(page).sheets[0][0][0][0] == f"ann {HOSTILE}"
    assert page.count("<script") == 1
    assert read(page).cells["ann"]["2026-06-01"] == "early phones"


def test_a_browser_finds_nothing_to_complain_of(browser, vnu, pdf, tmp_path):
    shown = team(names={"ann": HOSTILE, "bob": "Bob Featherstone"})
    path = tmp_path / "board.html"
    path.write_text(to_board(shown, other(shown, "bob", "2026-06-02", "off")), "utf-8")
    assert vnu.errors(path) == []
    page = browser.open(path)
    assert (page.violations(), page.requests, page.dialogs, page.errors) == ([], [], [], [])
    paper = page.pdf(tmp_path / "board.pdf") or tmp_path / "board.pdf"
    assert pdf.sizes(paper) == [(420, 297)] * 2
    first, second = pdf.pages(paper)
    assert "Bob Featherstone" in first
    assert "Front desk, ground floor" in second


def published(tmp_path: Path) -> Path:
    root = tiny(tmp_path)
    with_draft(root)
    publish(root)
    return root


def test_the_command_marks_what_is_new_since_the_file_that_it_replaces(tmp_path):
    root, page = published(tmp_path), tmp_path / "board.html"

    def export(*more: object):
        return rota("export", MONTH, "--to", "board", "--output", page, "--repo", root, *more)

    assert export().code == 0
    assert moved(page.read_text("utf-8")) == []
    hung = page.read_text("utf-8")
    page.write_text(
        hung.replace('"2026-12-01":"early phones"', '"2026-12-01":"off"').replace('"mark":"', '"mark":"0')
    )
    kept = tmp_path / "hanging.html"
    kept.write_text(page.read_text("utf-8"), "utf-8")
    assert export().code == 0
    marked = moved(page.read_text("utf-8"))
    assert marked
    assert {text[-1] for _, _, text in marked} == {"~"}
    again = rota("export", MONTH, "--to", "board", "--hanging", kept, "--repo", root)
    assert moved(again.out) == marked


def test_the_command_refuses_what_makes_no_sense_on_a_board(tmp_path):
    root = published(tmp_path)
    (tmp_path / "x.html").write_text("<p>mine</p>")
    leaders = rota("export", MONTH, "--to", "board", "--for", "leader", "--repo", root)
    foreign = rota("export", MONTH, "--to", "board", "--hanging", tmp_path / "x.html", "--repo", root)
    nothing = rota("export", MONTH, "--to", "board", "--hanging", tmp_path / "no.html", "--repo", root)
    useless = rota("export", MONTH, "--to", "csv", "--hanging", tmp_path / "x.html", "--repo", root)
    assert [ran.code for ran in (leaders, foreign, nothing, useless)] == [2] * 4
    assert "leave out --for" in leaders.err
    assert "no page that rota made" in foreign.err
    assert "no such file" in nothing.err
    assert "--hanging goes with --to board" in useless.err


def test_the_key_says_what_is_underlined_and_what_a_star_is():
    page = to_board(team())
    for words in ("underlined:</b> late", "*</b> part of the day is spent elsewhere: ask where"):
        assert words in page
    bare = team()
    none = replace(bare, teams=(replace(bare.teams[1]),))
    assert "underlined:" not in to_board(none)


def test_a_later_version_is_as_of_a_day():
    version = replace(VERSION, name="version 3", state="published", since="version 1", on=date(2026, 6, 5))
    assert "version 3, as of Fri 5 Jun 2026" in to_board(team(version=version))


def test_every_team_of_up_to_thirty_fills_one_sheet(browser, pdf, tmp_path):
    sizes = (1, 3, 8, 10, 11, 16, 17, 18, 19, 24, 30)
    shown = replace(crowd(*sizes), audience=Audience.TEAM)
    moved_all = {member.id: dict.fromkeys(map(str, member.squares), "reception") for member in shown.members}
    last = replace(printed(shown, None), cells=moved_all, mark="other")
    page = browser.open(to_board(shown, last))
    pages = pdf.pages(page.pdf(tmp_path / "board.pdf"))
    assert [len(re.findall(r"Firstname\d+", text)) for text in pages] == list(sizes)
    page.page.emulate_media(media="print")
    page.page.set_viewport_size({"width": 1519, "height": 1054})
    high = page.page.locator("table").evaluate_all("all => all.map(it => it.clientHeight)")
    wide = page.page.locator(".wide").evaluate_all("all => all.map(it => it.scrollWidth - it.clientWidth)")
    assert max(wide) <= 0
    assert min(high[2:]) > 640
    print_ = page.page.locator("tbody tr:first-child td:nth-child(2)")
    fonts = print_.evaluate_all("all => all.map(it => parseFloat(getComputedStyle(it).fontSize))")
    assert fonts == sorted(fonts, reverse=True)
    assert fonts[0] > 1.4 * fonts[-1]


def test_a_team_of_several_sheets_has_its_name_on_each(browser, pdf, tmp_path):
    shown = replace(crowd(45), audience=Audience.TEAM)
    pages = pdf.pages(browser.open(to_board(shown)).pdf(tmp_path / "board.pdf"))
    assert len(pages) > 1
    assert all("Team 0" in text for text in pages if "Firstname" in text)
