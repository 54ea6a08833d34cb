"""The page in a real browser: who can read it and how, what it asks for, what it prints."""

import re
from dataclasses import replace

import pytest

from rota.domain.audience import Audience
from rota.domain.cell import parse_cell
from rota.show.edition.whole import Version
from rota.show.html.page import to_html
from tests.calls_world import called
from tests.edition_world import edition
from tests.html_world import HOSTILE, SECOND, SWAP, WED, crowd

OFF_BEFORE = {("ann", WED): parse_cell("off")}
NARROW = {"width": 320, "height": 800}
DESK = {"width": 1280, "height": 900}
PRESSED = "nav a, select, summary, .person h4 a, .tiles a, .grid th a, .fair th a"


def whole():
    """A page with calls, changes, a bank holiday, and two sites."""
    shown = edition(called(), version=SECOND, before=OFF_BEFORE, changes=(SWAP,))
    days = (replace(shown.days[0], holiday="Whit Monday"), *shown.days[1:])
    teams = (shown.teams[0], replace(shown.teams[1], site="annex", site_name="The annex"))
    return replace(shown, days=days, teams=teams)


def hostile():
    shown = edition(
        names=dict.fromkeys(("ann", "bob", "cat", "dan"), HOSTILE),
        version=Version(HOSTILE, HOSTILE, "draft", 2, None, HOSTILE, ""),
        changes=(SWAP,),
    )
    teams = tuple(replace(team, name=HOSTILE, leader=HOSTILE) for team in shown.teams)
    services = tuple(replace(service, name=HOSTILE, letter=HOSTILE) for service in shown.services)
    days = tuple(replace(day, holiday=HOSTILE) for day in shown.days)
    return replace(
        shown, centre=HOSTILE, group_name=HOSTILE, period=HOSTILE, teams=teams, services=services, days=days
    )


def unbroken():
    """Names of one long word."""
    shown = edition(names=dict.fromkeys(("ann", "bob", "cat", "dan"), "W" * 90))
    return replace(shown, teams=tuple(replace(team, name="W" * 120) for team in shown.teams))


def opened(browser, shown, size=DESK, **how):
    page = browser.open(to_html(shown), **how)
    page.page.set_viewport_size(size)
    return page


def seen(page, selector):
    return page.page.locator(selector).filter(visible=True).all()


def unfold(page):
    page.page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, NARROW], ids=["desk", "narrow"])
def test_axe_finds_nothing(browser, dark, size):
    page = opened(browser, whole(), size, dark=dark)
    unfold(page)
    assert page.violations() == []
    if dark == (size == NARROW):
        # Each colour and each width once: looking takes a second.
        page.page.locator("#show").select_option("Ann Example (ann)")
        assert page.violations() == []
    assert (page.requests, page.dialogs, page.errors) == ([], [], [])


def test_the_checker_of_html_finds_nothing(vnu, tmp_path):
    shown = {
        "whole": whole(),
        "hostile": hostile(),
        "hr": edition(audience=Audience.HR),
        "team": edition(audience=Audience.TEAM, version=SECOND),
    }
    for name, each in shown.items():
        (tmp_path / f"{name}.html").write_text(to_html(each), "utf-8")
    assert vnu.warnings(*(tmp_path / f"{name}.html" for name in shown)) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_hostile_names_ask_for_nothing_and_open_nothing(browser, scripts):
    page = opened(browser, hostile(), scripts=scripts)
    page.page.locator("td").first.hover()
    page.page.wait_for_timeout(200)
    assert (page.requests, page.dialogs, page.errors, page.witness.asked) == ([], [], [], [])
    assert page.page.locator("#t0 h3").inner_text() == HOSTILE


def test_the_filter_works_without_scripts(browser):
    page = opened(browser, whole(), scripts=False)
    show = page.page.locator("#show")

    def left():
        teams = [each.get_attribute("id") for each in seen(page, "section.team")]
        strips = [each.get_attribute("id") for each in seen(page, ".strip")]
        people = [each.inner_text().split()[0] for each in seen(page, ".grid tbody th")]
        return teams, strips, people

    assert left() == (["t0", "t1"], ["c0", "c1"], ["Ann", "Bob", "Cat", "dan"])
    show.select_option("Front desk, ground floor")
    assert left() == (["t1"], [], ["Cat", "dan"])
    show.select_option("Bob Featherstone (bob)")
    assert left() == (["t0"], ["c0", "c1"], ["Bob"])
    assert [each.get_attribute("id") for each in seen(page, ".person")] == ["p1"]
    assert len(seen(page, "#p1 li")) == 14
    assert [each.inner_text() for each in seen(page, ".fair tbody th[scope=row]")] == ["Bob Featherstone"]
    assert seen(page, "#changes tbody tr") == []
    show.select_option("The annex")
    assert left()[0] == ["t1"]
    show.select_option("everybody")
    assert left()[2] == ["Ann", "Bob", "Cat", "dan"]
    assert len(seen(page, "#changes tbody tr")) == 1


def test_a_name_leads_to_that_persons_month_without_scripts(browser):
    page = opened(browser, whole(), scripts=False)
    assert seen(page, ".person") == []
    page.page.locator(".grid").get_by_role("link", name="Cat Ng").click()
    assert [each.get_attribute("id") for each in seen(page, ".person")] == ["p2"]
    assert len(seen(page, "#p2 li")) == 14
    seen(page, ".close")[0].click()
    assert seen(page, ".person") == []


def test_a_cell_that_is_pointed_at_is_read_above_the_grid_and_covers_nothing(browser):
    page = opened(browser, whole())
    cell = page.page.locator("#t0 tbody td").nth(1)
    cell.hover()
    words, box = cell.locator("b"), page.page.locator("#t0 table").bounding_box()
    assert words.inner_text() == "phones, early 08:30-16:30, pinned"
    place = words.bounding_box()
    assert place["width"] > 150
    assert place["y"] + place["height"] <= box["y"]


@pytest.mark.parametrize("shown", [whole, hostile, unbroken, lambda: crowd(9, 9)])
def test_a_phone_shows_lists_and_never_scrolls_sideways(browser, shown):
    page = opened(browser, shown(), NARROW)
    assert seen(page, ".grid") == []
    assert seen(page, ".days li") == []
    page.page.locator(".person h4 a").first.click()
    assert len(seen(page, "#p0 li")) >= 14
    unfold(page)
    spacing = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    assert page.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.page.evaluate(
        "text => { const it = new CSSStyleSheet(); it.replaceSync(text); document.adoptedStyleSheets = [it] }",
        spacing,
    )
    assert page.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_what_can_be_pressed_is_large_enough(browser):
    for size in (DESK, NARROW):
        page = opened(browser, whole(), size)
        pressed = page.page.locator(PRESSED).filter(visible=True)
        sizes = pressed.evaluate_all(
            "all => all.map(it => [it.getBoundingClientRect().height, it.textContent.trim()])"
        )
        assert len(sizes) > 15
        assert [each for each in sizes if each[0] < 24] == []


def test_focus_is_seen_from_the_first_key_on(browser):
    page = opened(browser, whole())
    page.page.keyboard.press("Tab")
    assert page.page.locator(":focus").inner_text() == "Skip to the rota"
    assert page.page.locator(":focus").bounding_box()["y"] >= 0
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert page.page.evaluate(f"{style}.outlineStyle + {style}.outlineWidth") == "solid3px"
    assert page.page.evaluate("document.activeElement.closest('#rota') !== null")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_print_has_one_readable_page_of_a3_for_each_team(browser, pdf, tmp_path, dark):
    page = opened(browser, whole(), dark=dark, printed=True)
    paper = page.pdf(tmp_path / "page.pdf")
    assert pdf.sizes(paper) == [(420, 297)] * 2
    phones, desk = pdf.pages(paper)
    for name, text, others in (("Ann Example", phones, desk), ("Cat Ng", desk, phones)):
        assert name in text
        assert name not in others
    for number, text in enumerate((phones, desk), start=1):
        assert "First letter: when E early" in " ".join(text.split())
        assert "version 2, as of Wed 20 May 2026 · Leaders only" in " ".join(text.split())
        assert "the published rota of town 2026-06, version 2 · 0123456789ab" in text
        assert f"Page {number} of 2" in text
    assert page.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert (
        page.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_teams_of_up_to_45_fit_a_page_each_in_letters_of_seven_points_or_more(browser, pdf, tmp_path):
    sizes = (10, 16, 26, 45)
    page = opened(browser, crowd(*sizes), {"width": 1497, "height": 1000}, printed=True)
    pages = pdf.pages(page.pdf(tmp_path / "page.pdf"))
    assert [len(re.findall(r"Firstname\d+", text)) for text in pages] == list(sizes)
    small = page.page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".team *")]
            .filter(it => it.checkVisibility() && it.textContent.trim())
            .map(it => parseFloat(getComputedStyle(it).fontSize)))"""
    )
    assert small * 0.75 >= 7
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 1497


def test_what_is_chosen_is_printed_and_the_rest_on_demand(browser, pdf, tmp_path):
    page = opened(browser, whole())
    page.page.locator("#show").select_option("Phones")
    assert len(pdf.pages(page.pdf(tmp_path / "team.pdf"))) == 1
    page.page.locator("#all").check()
    text = " ".join("\n".join(pdf.pages(page.pdf(tmp_path / "all.pdf"))).split())
    for said in ("calls answered in time", "Fairness", "Who works on Saturdays", "Changes since version 1"):
        assert said in text


def test_forced_colours_leave_letters_and_lines(browser):
    page = opened(browser, whole())
    page.page.emulate_media(forced_colors="active")
    new = page.page.locator("td.new").first
    assert new.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    assert new.locator("i").text_content() == "Ep*~"


def test_five_weeks_fit_a_desk(browser):
    page = opened(browser, crowd(3))
    heads = [each.inner_text().split() for each in page.page.locator("thead th[scope=col]").all()][1:36]
    assert (heads[0], heads[-1]) == (["Mon", "1"], ["Sun", "5"])
    assert page.page.locator(".scroll.grid").first.evaluate("it => it.scrollWidth <= it.clientWidth")


def banner(page):
    return page.page.locator(".top").evaluate("it => getComputedStyle(it).backgroundColor")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_each_audience_has_a_banner_of_its_own_that_can_be_read(browser, dark):
    banners = set()
    for audience in Audience:
        page = opened(browser, edition(audience=audience), dark=dark)
        banners.add(banner(page))
        assert page.violations() == []
    assert len(banners) == 3


def test_whose_page_it_is_stands_in_words_on_paper_and_in_forced_colours(browser, pdf, tmp_path):
    for audience, words in ((Audience.LEADER, "Leaders only"), (Audience.HR, "HR only")):
        page = opened(browser, edition(audience=audience))
        page.page.emulate_media(forced_colors="active")
        assert page.page.locator("h1 .only").inner_text() == words
        assert page.page.locator("h1 .only").evaluate("it => getComputedStyle(it).borderTopStyle") == "solid"
        page.page.emulate_media(forced_colors="none")
        assert all(words in text for text in pdf.pages(page.pdf(tmp_path / "page.pdf")))


def test_the_grid_is_seen_at_first_on_a_desk(browser):
    for audience in Audience:
        shown = edition(called(), audience, version=SECOND, changes=(SWAP,))
        page = opened(browser, shown)
        head = page.page.locator("#t0 .grid tbody tr").first.bounding_box()
        assert head["y"] + head["height"] < DESK["height"]


def test_a_chosen_person_is_printed_as_a_month_of_tiles(browser, pdf, tmp_path):
    page = opened(browser, whole())
    page.page.locator("#show").select_option("Bob Featherstone (bob)")
    (text,) = pdf.pages(page.pdf(tmp_path / "bob.pdf"))
    assert "Bob Featherstone" in text
    assert "On shift" not in text
    assert "First letter" not in text
    assert len(re.findall(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ Jun", text)) >= 14
    assert "10:00-18:00" in text


def test_a_link_to_what_is_short_leads_to_that_day_of_its_chart(browser):
    page = opened(browser, edition())
    assert page.page.locator("#c0d1").evaluate("it => getComputedStyle(it).stroke") == "none"
    page.page.locator("ul.short a").first.click()
    assert page.page.locator(":target").get_attribute("id") == "c0d1"
    assert page.page.locator("#c0d1").evaluate("it => getComputedStyle(it).stroke") != "none"


def test_charts_say_that_they_scroll_where_they_do_and_times_stay_whole(browser):
    for size, told in ((NARROW, True), (DESK, False)):
        page = opened(browser, crowd(3), size)
        chart = page.page.locator(".strip .scroll").first
        assert chart.evaluate("it => it.scrollWidth > it.clientWidth") is told
        assert page.page.locator(".swipe").first.is_visible() is told
    page = opened(browser, crowd(3), NARROW)
    page.page.locator(".person h4 a").first.click()
    times = page.page.locator("#p0 li span")
    assert times.first.inner_text() == "08:30-16:30"
    assert times.evaluate_all("all => all.every(it => it.getClientRects().length == 1)")


def test_a_team_of_two_pages_has_its_name_on_both(browser, pdf, tmp_path):
    page = opened(browser, crowd(60), printed=True)
    pages = pdf.pages(page.pdf(tmp_path / "page.pdf"))
    assert len(pages) == 2
    assert all("Team 0" in text for text in pages)
