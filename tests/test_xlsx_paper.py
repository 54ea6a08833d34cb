"""How a workbook is printed: paper, headings on each page, where pages end, and what stands at the foot."""

from dataclasses import replace

import pytest

from rota.domain.audience import Audience
from rota.show.edition.whole import Edition
from rota.show.xlsx import pages
from rota.show.xlsx.layout import BY_AGENT, CHANGES, COVER, KEY, ORIGIN, ROTA, TERMS, TOTALS
from tests.edition_world import VERSION, edition
from tests.xlsx_world import changed, read

TITLES = {
    ROTA: ("$1:$5", "$A:$B", "C6"),
    BY_AGENT: ("$1:$4", "$A:$B", "C5"),
    TOTALS: ("$1:$4", "$A:$B", "C5"),
    TERMS: ("$1:$4", "$A:$B", "C5"),
    COVER: ("$1:$5", "$A:$A", "B6"),
    CHANGES: ("$1:$4", None, "A5"),
    KEY: ("$1:$4", None, "A5"),
}


def crowd(count: int) -> Edition:
    """The little town with ``count`` people in each of its two teams."""
    plain = edition()
    teams = (
        replace(team, members=tuple(replace(team.members[0], id=f"{team.id}{at}") for at in range(count)))
        for team in plain.teams
    )
    return replace(plain, teams=tuple(teams))


def test_every_sheet_is_a3_and_all_but_the_list_landscape_with_its_headings_on_each_page():
    book = read(changed(Audience.HR))
    assert [*TITLES, ORIGIN] == book.sheetnames
    for name, (rows, columns, pane) in TITLES.items():
        sheet = book[name]
        way = "portrait" if name == BY_AGENT else "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, way)
        assert (sheet.print_title_rows, sheet.print_title_cols, sheet.freeze_panes) == (rows, columns, pane)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.merged_cells.ranges == set()


def test_the_foot_says_which_version_it_is_for_whom_and_which_page():
    for sheet in list(read(changed()))[:-1]:
        foot = sheet.oddFooter
        assert foot.left.text == "the published rota of town 2026-06, version 3"
        assert foot.center.text == "for leaders; mark 0123456789ab"
        assert foot.right.text == "page &P of &N"


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Brown & Sons", "Brown && Sons"),
        ("R&G", "R&& G"),
        ("&[Picture]", "&& [Picture]"),
        ("&P of &N", "&&P of &&N"),
        ("&" * 90, "&&" * 80),
    ],
)
def test_what_reads_like_a_command_in_the_foot_is_text(
    title: str, left: str, recwarn: pytest.WarningsRecorder
):
    version = replace(VERSION, name=title, title=title)
    assert read(edition(version=version))[ROTA].oddFooter.left.text == left
    assert not recwarn.list


def test_a_small_rota_is_one_page_and_a_large_one_ends_pages_between_teams():
    small, large = (read(crowd(count))[ROTA] for count in (20, 40))
    assert (small.page_setup.fitToHeight, small.row_breaks.brk) == (None, [])
    assert large.page_setup.fitToHeight == 0
    assert [row.id for row in large.row_breaks.brk] == [46]
    assert large["B47"].value == "Front desk, ground floor"


def test_the_list_by_agent_has_several_people_a_page_and_cuts_nobody():
    members = [member for team in edition().teams for member in team.members]
    rows = max(len(member.squares) for member in members)
    sheet = read(crowd(25))[BY_AGENT]
    ends = [row.id for row in sheet.row_breaks.brk]
    ids = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert all(ids[end - 1] != ids[end] for end in ends)
    pages_of = [len(set(ids[first:last])) for first, last in zip([4, *ends], ends, strict=False)]
    assert min(pages_of) >= 100 // (rows + 1)
    assert len(ends) <= len(ids) // 75


def test_days_are_wider_where_the_page_has_room():
    narrow, wide = (read(crowd(count))[ROTA].column_dimensions["C"].width for count in (40, 25))
    assert narrow < wide


def test_no_block_is_cut_that_fits_on_a_page():
    room = 50
    blocks = [(6, 25), (26, 45), (46, 65), (66, 85), (86, 200), (201, 202)]
    assert pages.breaks(blocks, [10] * 10, 5) == [45, 85, 200]
    assert all(last - first < room for first, last in blocks[:4])
    assert pages.breaks(blocks, [10] * 10, 5, portrait=True) == [65, 85, 200]
    assert pages.breaks([], [10], 5) == []
