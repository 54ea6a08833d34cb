"""Hostile names through the formats that are text, read back by parsers that are not ours."""

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from rota.domain.audience import Audience
from rota.show.board.page import to_board
from rota.show.edition.whole import Edition
from rota.show.export import to_csv, to_json
from rota.show.markdown import to_markdown
from tests.hostile.names import FIXED
from tests.hostile.world import editions, hostile

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")

_HARMLESS = "html head meta title style body main section header h1 p div table thead tbody tr td th span footer dl dt dd b u"
HARMLESS = {*_HARMLESS.split(), "script"}
"""The script is a block of data that the page's policy would not run."""


class Named(HTMLParser):
    """The text of every row's heading, and every tag that could do something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._in = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._in = tag == "th" and ("scope", "row") in attrs
        if self._in:
            self.names.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "th"

    def handle_data(self, data: str) -> None:
        if self._in:
            self.names[-1] += data


def from_csv(edition: Edition) -> list[str]:
    rows = list(csv.DictReader(io.StringIO(to_csv(edition).removeprefix("\ufeff"))))
    names = [row["name"] for row in rows if row["date"].endswith("-01")]
    assert not [name for name in names if name.startswith(FORMULA)]
    # What had an apostrophe itself cannot be told from what was given one.
    shown = [member.name for member in edition.members]
    return [
        one if name == f"'{one}" and one.startswith(FORMULA) else name
        for name, one in zip(names, shown, strict=True)
    ]


def from_raw_csv(edition: Edition) -> list[str]:
    rows = csv.DictReader(io.StringIO(to_csv(edition, raw=True)))
    return [row["name"] for row in rows if row["date"].endswith("-01")]


def from_json(edition: Edition) -> list[str]:
    return [agent["name"] for agent in json.loads(to_json(edition))["agents"]]


def from_markdown(edition: Edition) -> list[str]:
    """The first cell of each row, as text: whatever would be markup is not text."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(to_markdown(edition))
    found = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open" and tokens[at + 1].type == "td_open":
            children = tokens[at + 2].children or []
            # The comments keep hosts from making mentions; they are nothing to a reader.
            parts = [child for child in children if child.content != "<!-- -->"]
            assert {child.type for child in parts} <= {"text", "text_special"}, parts
            found.append("".join(child.content for child in parts))
    return [name.partition(" ")[2].strip() for name in found]


def from_board(edition: Edition) -> list[str]:
    page = Named(to_board(edition))
    assert page.tags <= HARMLESS
    assert not {name for name in page.attributes if name.startswith("on") or name in ("style", "src", "href")}
    return [name.partition(" ")[2] for name in page.names]


READERS: dict[str, tuple[Callable[[Edition], list[str]], Audience]] = {
    "csv": (from_csv, Audience.LEADER),
    "raw csv": (from_raw_csv, Audience.LEADER),
    "json": (from_json, Audience.LEADER),
    "markdown": (from_markdown, Audience.LEADER),
    "board": (from_board, Audience.TEAM),
}


@pytest.mark.parametrize("kind", READERS)
def test_every_name_comes_back_as_the_text_that_it_is(kind):
    reader, audience = READERS[kind]
    for edition, names in editions(audience):
        # Blanks at the ends of a cell are none to Markdown.
        expected = [name.strip() for name in names] if kind == "markdown" else list(names)
        assert reader(edition) == expected


def test_no_name_still_holds_what_cannot_be_seen():
    for edition, _ in editions():
        for text in (to_csv(edition, raw=True), to_json(edition), to_markdown(edition)):
            assert not UNSEEN.search(text)


def test_a_browser_runs_none_of_it(browser, tmp_path):
    path = tmp_path / "board.html"
    path.write_text(to_board(hostile(FIXED, Audience.TEAM)), "utf-8")
    page = browser.open(path)
    assert (page.requests, page.dialogs, page.errors, page.witness.asked) == ([], [], [], [])
