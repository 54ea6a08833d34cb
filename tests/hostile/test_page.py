"""Hostile names through the web page, read back by a parser that is not ours, and looked at by a browser."""

from html.parser import HTMLParser

from rota.show.edition.whole import Edition
from rota.show.html.page import to_html
from tests.hostile.names import FIXED
from tests.hostile.world import editions, hostile

ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "img", "video", "audio", "math", "template"}
LOADING = {"src", "srcset", "style", "action", "formaction", "data", "ping", "background"}


class Page(HTMLParser):
    """The link in each heading of a row, and whatever could act, load or lead out of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.active: set[str] = set()
        self._heading = self._link = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.active |= {tag} & ACTIVE
        self.active |= {name for name, _ in attrs if name.startswith("on") or name in LOADING}
        self.active |= {
            value or "" for name, value in attrs if name == "href" and not (value or "").startswith("#")
        }
        self._heading = self._heading or (tag == "th" and ("scope", "row") in attrs)
        if self._heading and tag == "a":
            self.names.append("")
            self._link = True

    def handle_endtag(self, tag: str) -> None:
        self._link = self._link and tag != "a"
        self._heading = self._heading and tag != "th"

    def handle_data(self, data: str) -> None:
        if self._link:
            self.names[-1] += data


def from_html(edition: Edition) -> list[str]:
    """Everybody's name as it stands in the grid, which comes first."""
    page = Page(to_html(edition))
    # An empty icon, so that browsers ask for none.
    assert page.active == {"data:,"}
    return page.names[: len(list(edition.members))]


def test_every_name_comes_back_as_the_text_that_it_is():
    for edition, names in editions():
        assert from_html(edition) == list(names)


def test_a_browser_runs_none_of_it(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(to_html(hostile(FIXED)), "utf-8")
    page = browser.open(path)
    assert (page.requests, page.dialogs, page.errors, page.witness.asked) == ([], [], [], [])
