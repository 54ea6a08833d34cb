"""An edition in Markdown, read back by a stranger's parser."""

import re
from datetime import date

from markdown_it import MarkdownIt

from rota.domain.audience import Audience
from rota.domain.cell import parse_cell
from rota.show.edition.whole import Changed, Version
from rota.show.markdown import to_markdown
from tests.calls_world import called
from tests.edition_world import edition

WED = date(2026, 6, 3)
CHANGED = Changed("ann", WED, "off", "early phones", date(2026, 5, 20), "swap", "bob", "changes/abc/3")
SECOND = Version("version 2", "the published rota of town 2026-06", "published", 2, None, "version 1", "")


def tables(text: str) -> list[list[list[str]]]:
    """Every table's rows of cells, as a parser that is not ours reads them."""
    found: list[list[list[str]]] = []
    for token in MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and found and token.level > 2:
            said = (child.content for child in token.children or () if child.type == "text")
            found[-1][-1].append("".join(said))
    return found


def test_it_begins_with_what_it_is_and_what_is_short():
    text = to_markdown(edition())
    assert text.startswith(
        "## B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)\n\nThis is draft 1 of town 2026-06, for leaders.\n\n### Cover\n\n"
        "- phones Tue 2 Jun: 09:00-10:00 1 short\n"
    )


def test_each_team_has_its_grid_with_totals():
    (first, second) = tables(to_markdown(edition()))
    assert first[0] == [
        "Agent",
        *[f"{'MTWTFSS'[at % 7]} {at + 1}" for at in range(14)],
        "shifts",
        "Sat",
        "late",
        "hours",
    ]
    assert [row[0] for row in first[1:]] == ["ann Ann Example", "bob Bob Featherstone"]
    assert first[1][1:15] == [
        "Ep",
        "Ep!",
        "Ep*!",
        "Ep",
        "Ep",
        ".",
        ".",
        "Ep",
        "Ep",
        "Ep",
        "Ep",
        "o",
        "Sp",
        ".",
    ]
    assert first[1][15:] == ["10", "1", "0", "87:00"]
    assert [row[0] for row in second[1:]] == ["cat Cat Ng", "dan"]


def test_a_team_sees_neither_leave_nor_hours_nor_who_decided():
    before = {("ann", WED): parse_cell("off")}
    text = to_markdown(edition(audience=Audience.TEAM, version=SECOND, before=before, changes=(CHANGED,)))
    changes, grid, _ = tables(text)
    assert changes == [["Day", "Agent", "Was", "Is"], ["Wed 3 Jun", "ann Ann Example", "off", "early phones"]]
    assert grid[0][-3:] == ["shifts", "Sat", "late"]
    assert not re.search(r"leave|lieu|absen|training|pinned|swap", text)


def test_a_leader_sees_when_how_and_by_whom_a_cell_was_changed():
    changes = tables(to_markdown(edition(version=SECOND, changes=(CHANGED,))))[0]
    assert changes[1] == ["Wed 3 Jun", "ann Ann Example", "off", "early phones", "Wed 20 May swap", "bob"]


def test_from_draft_to_draft_nothing_is_recorded_so_that_no_column_stands_empty():
    redrawn = Changed("ann", WED, "off", "early phones")
    changes = tables(to_markdown(edition(version=SECOND, changes=(redrawn,))))[0]
    assert changes == [["Day", "Agent", "Was", "Is"], ["Wed 3 Jun", "ann Ann Example", "off", "early phones"]]


def test_nothing_changed_is_said():
    assert "### Changes since version 1\n\nNone.\n" in to_markdown(edition(version=SECOND))
    assert "### Changes" not in to_markdown(edition())


def test_calls_are_told_by_their_service_level():
    cover = to_markdown(edition(called())).split("### Rota")[0]
    assert "- phones: 43.1% of 187 calls in time, target 80%, **" in cover


def test_a_hostile_name_stays_text():
    hostile = "| x <img src=q onerror=alert(1)> **b** [l](http://e) @all #1\u202e"
    rows = tables(to_markdown(edition(names={"ann": hostile})))[0]
    assert len(rows[1]) == len(rows[0])
    assert rows[1][0].startswith("ann | x <img src=q onerror=alert(1)> **b** [l](http")
