"""The browser finds what is planted for it; a watcher that never speaks proves nothing."""

from pathlib import Path
from typing import Any

import pytest

GOOD = '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1><p>Well.</p></main>'

BAD = {
    "color-contrast": '<p style="color:#999;background:#aaa">faint</p>',
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "target-size": '<button style="width:9px;height:9px">a</button><button style="width:9px;height:9px">b</button>',
    "label": "<input>",
    "heading-order": "<h4>deep</h4>",
}

ASKING = {
    "image": '<img alt="" src="http://tracker.invalid/image">',
    "style": "<style>body{background:url(http://tracker.invalid/style)}</style>",
    "script": "<script>fetch('http://tracker.invalid/script')</script>",
    "frame": '<iframe title="x" src="http://tracker.invalid/frame"></iframe>',
    "refresh": '<meta http-equiv="refresh" content="0;url=http://tracker.invalid/refresh">',
}

SOCKET = "<script>new WebSocket('wss://tracker.invalid/socket')</script>"


def test_a_good_page_is_quiet(browser: Any) -> None:
    page = browser.open(GOOD)
    assert page.violations() == []
    assert (page.requests, page.dialogs, page.errors, page.witness.asked) == ([], [], [], [])


@pytest.mark.parametrize("rule", BAD)
def test_axe_finds(browser: Any, rule: str) -> None:
    page = browser.open(GOOD.replace("<p>Well.</p>", BAD[rule]))
    assert [line.split()[0] for line in page.violations()] == [rule] * (2 if rule == "target-size" else 1)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_sees_the_colours_of_the_scheme_that_is_asked_for(browser: Any, dark: bool) -> None:
    style = "<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #111 } }</style>"
    page = browser.open(GOOD + style, dark=dark)
    assert len(page.violations()) == dark


@pytest.mark.parametrize("how", ASKING)
def test_what_is_asked_for_is_recorded(browser: Any, how: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(GOOD + ASKING[how], "utf-8")
    page = browser.open(tmp_path / "page.html")
    page.page.wait_for_timeout(200)
    assert page.requests == [f"http://tracker.invalid/{how}"]


def test_what_the_page_does_not_tell_is_seen_where_the_network_would_be(browser: Any) -> None:
    page = browser.open(GOOD + SOCKET)
    page.page.wait_for_timeout(500)
    assert page.requests == []
    assert page.witness.asked[:1] == ["CONNECT tracker.invalid:443 HTTP/1.1"]


def test_what_a_policy_stops_is_recorded_all_the_same(browser: Any) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    page = browser.open(GOOD.replace("<main>", f"{policy}<main>") + ASKING["image"])
    assert page.requests == ["http://tracker.invalid/image"]
    assert "Content Security Policy" in page.errors[0]


def test_dialogs_and_errors_are_recorded(browser: Any) -> None:
    page = browser.open(GOOD + "<script>alert('hello'); console.warn('odd'); nothing()</script>")
    assert page.dialogs == ["alert: hello"]
    assert page.errors[0] == "odd"
    assert "nothing is not defined" in page.errors[1]


def test_with_scripts_off_nothing_runs(browser: Any) -> None:
    script = "<script>alert('hello'); document.querySelector('h1').remove()</script>"
    page = browser.open(GOOD + script + "<p hidden onclick='alert(1)'>x</p>", scripts=False)
    assert page.dialogs == []
    assert page.page.get_by_role("heading", name="A page").is_visible()
    with pytest.raises(AssertionError, match="scripts are off"):
        page.violations()


def test_a_phone_is_narrow(browser: Any) -> None:
    wide, narrow = browser.open(GOOD), browser.open(GOOD, phone=True)
    assert [each.page.evaluate("innerWidth") for each in (wide, narrow)] == [1440, 390]


def test_print_is_a_medium_and_paper_has_the_pages_own_size(browser: Any, pdf: Any, tmp_path: Path) -> None:
    style = "<style>@page{size:A3 landscape} @media print{h1{display:none} p{break-before:page}}</style>"
    page = browser.open(GOOD + style, printed=True)
    assert not page.page.locator("h1").is_visible()
    paper = page.pdf(tmp_path / "page.pdf")
    assert set(pdf.sizes(paper)) == {(420, 297)}
    assert "Well." in pdf.pages(paper)[-1]
    (picture, *_) = pdf.pictures(paper, tmp_path / "out")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_pictures_are_the_same_twice(browser: Any, tmp_path: Path) -> None:
    first, second = (browser.open(GOOD).picture(tmp_path / f"{n}.png").read_bytes() for n in (1, 2))
    assert first == second
    assert first.startswith(b"\x89PNG")
