"""``markdown``: read by another Markdown reader, as text that stays text."""

import html
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rota.domain.place import Place
from rota.report import Report, Section
from rota.show.report.markdown import marked, write
from rota.show.safe import safe
from tests.report_world import EMPTY, FAULTY, REPORT, RUN, expected

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LINKING = re.compile(r"://|www\.|@\w|#\d", re.IGNORECASE)


def cells(text: str) -> list[list[Token]]:
    """The inline tokens of every cell of the bodies of tables."""
    tokens = READER.parse(text)
    after = [token for before, token in pairwise(tokens) if before.type == "td_open"]
    return [token.children or [] for token in after]


def shown(tokens: list[Token]) -> str:
    """What is seen of a cell: its text, each line break as one, and comments not at all."""
    kinds = {token.type for token in tokens}
    assert kinds <= {"text", "text_special", "html_inline"}, kinds
    markup = {token.content for token in tokens if token.type == "html_inline"}
    assert markup <= {"<br>", "<!-- -->"}, markup
    return "".join(
        "\n" * (token.content == "<br>") if token.type == "html_inline" else token.content for token in tokens
    )


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("report.md")


def test_faults_of_the_input_too() -> None:
    text = write(FAULTY)
    assert text.startswith("## rota check fails\n")
    assert '| DATA06 | centre.toml:16:1 |  | team "front": unknown key "leeder"<br>Next: did you mean' in text


def test_nothing_found_passes() -> None:
    assert write(EMPTY) == (
        "## rota check passes\n\n0 must, 0 should, 0 wishes refused, 0 unknown: passes.\n"
    )


def test_another_reader_sees_the_same_table() -> None:
    tables = cells(write(REPORT))
    assert len(tables) == 5 * 6
    assert [shown(cell) for cell in tables[:5]] == [
        "DAYS01 max-days-in-row",
        "rotas/town/2026-06.toml:12:1",
        "ann, Sun 7 Jun",
        "day 7 in a row, limit 6 [2 days past the limit]\nSee also rules.toml:21:1\n"
        "Next: give ann a day off between 1 and 7 June",
        "works agreement, clause 3",
    ]


def test_a_summary_that_would_be_too_long_counts_the_rows_it_leaves_out() -> None:
    report = Report((Section("it", (RUN,) * 3_000),))
    assert len(cells(write(report))) == 15_000
    short = write(report, most=100_000)
    assert len(short.encode()) <= 100_000
    assert "\nAnd 2750 more, in the log of the job.\n" in short


HOSTILE = st.text() | st.lists(
    st.sampled_from(
        [
            *"\\`*_[]()|~$<>&!#@:;-+=. \n\r\t",
            "http://x.y",
            "www.",
            "WWW.x.y",
            "a@b.c",
            "<b>",
            "&lt;",
            "```",
            "---",
            "x",
        ]
    )
).map("".join)


@given(HOSTILE)
def test_whatever_is_in_a_finding_is_shown_as_text(text: str) -> None:
    evil = RUN.with_(
        message=text,
        rule=text,
        fix=text,
        source=text,
        place=Place(text, (), 3, 5),
        agent=text,
        second=None,
        amount=1,
    )
    rule, place, who, said, source = (shown(cell) for cell in cells(write(Report((Section("it", (evil,)),)))))
    kept = safe(text)
    assert rule == f"DAYS01 {kept}".strip()
    assert place == (f"{kept}:3:5".strip() if text else "-")
    assert who == (f"{kept}, Sun 7 Jun".strip() if text else "Sun 7 Jun")
    lines = [kept, f"Next: {kept}"] if text else [""]
    assert [line.strip() for line in said.split("\n")] == [line.strip() for line in lines]
    assert source == kept.strip()


@given(HOSTILE)
def test_nothing_in_a_title_makes_structure_or_links(text: str) -> None:
    tokens = READER.parse(write(Report((Section(text, ()),))))
    title = tokens[[token.tag for token in tokens].index("h3") + 1]
    assert shown(title.children or []) == safe(text).strip()


@given(HOSTILE)
def test_nothing_is_left_that_a_host_makes_a_mention_or_a_link_of(text: str) -> None:
    raw = marked(text)
    assert not LINKING.search(re.sub(r"&#?\w+;", ";", raw))
    assert html.unescape(re.sub(r"\\(.)", r"\1", raw.replace("<!-- -->", ""))) == safe(text)
