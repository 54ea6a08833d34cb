"""The page of a rota as it is written: what is in it, and what never is."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from rota.domain.audience import Audience
from rota.domain.cell import parse_cell
from rota.show.edition.whole import Version
from rota.show.html.page import to_html
from rota.show.html.style import css_text
from tests.edition_world import edition
from tests.html_world import HOSTILE, SECOND, SWAP, WED, crowd, read, rows

OFF_BEFORE = {("ann", WED): parse_cell("off")}


def page(audience=Audience.LEADER, **more):
    return read(to_html(edition(audience=audience, **more)))


def grid(tree, number):
    return rows(tree.by_id(f"t{number}").one("table"))


@pytest.mark.parametrize("audience", Audience)
def test_nothing_runs_and_nothing_is_fetched(audience):
    text = to_html(edition(audience=audience, before=OFF_BEFORE, version=SECOND, changes=(SWAP,)))
    tree = read(text)
    policy = next(node for node in tree.all("meta") if "http-equiv" in node.attrs).attrs["content"]
    styles = re.search("<style>(.*)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "\n" not in styles
    tags = {node.tag for node in tree.walk()}
    assert not tags & {"script", "iframe", "img", "object", "embed", "form", "base", "foreignObject"}
    names = {name for node in tree.walk() for name in node.attrs}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]
    links = [node.attrs[name] for node in tree.walk() for name in ("href", "src") if name in node.attrs]
    assert {link for link in links if not link.startswith("#")} == {"data:,"}
    assert not re.findall(r"url\(|@import|https?:", text)


def test_every_id_is_there_once_and_every_link_leads_somewhere():
    tree = page(before=OFF_BEFORE, version=SECOND, changes=(SWAP,))
    ids = [node.attrs["id"] for node in tree.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    named = [
        name
        for node in tree.walk()
        for name in [
            node.attrs.get("href", "").removeprefix("#") if node.tag == "a" else "",
            node.attrs.get("for", ""),
            *node.attrs.get("aria-labelledby", "").split(),
        ]
        if name
    ]
    assert named
    assert set(named) <= set(ids)


def test_headings_step_down_one_by_one():
    levels = [int(node.tag[1]) for node in page().walk() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_it_says_what_it_is_and_for_whom():
    tree = page(version=SECOND)
    assert tree.attrs == {}
    assert tree.one("html").attrs["lang"] == "en-GB"
    assert tree.one("title").text == "Leaders only: rota of B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)"
    assert tree.one("h1").text == "Leaders only Rota of B-Town June 2026 (Mon 1 Jun to Sun 14 Jun)"
    assert tree.one("p", "version").text == "Version 2, as of Wed 20 May 2026"
    assert tree.one("p", "readers").text == (
        "Leaders only. It shows leave and absence: do not pass it on to the team."
    )
    team = page(Audience.TEAM, version=replace(SECOND, state="told", name="draft 2"))
    assert team.one("p", "version").text == "Draft 2, told to staff on Wed 20 May 2026, not published"
    assert team.one("p", "readers").text == (
        "For the team. It shows nothing of anybody's leave, lieu time, absence or training: those days are off."
    )


def test_the_grid_says_each_cell_in_words_under_its_day():
    table = grid(page(before=OFF_BEFORE, version=SECOND), 0)
    assert table[0] == ["", "1 Jun to 7 Jun", "8 Jun to 14 Jun", "Month"]
    days = [f"{['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][at % 7]} {at + 1}" for at in range(14)]
    assert table[1] == ["Name", *days, "Shifts", "Sat", "Lates", "Hours"]
    early = "phones, early 08:30-16:30"
    assert table[2] == [
        "Ann Example ann",
        early,
        f"{early}, pinned",
        "phones, early 08:30-15:00, 13:00-15:00 reception, 15:00-16:30 leave, changed, was off",
        early,
        early,
        "off",
        "off",
        *[early] * 4,
        "lieu",
        "phones, saturday 09:00-16:00",
        "off",
        "10",
        "1",
        "0",
        "87:00",
    ]
    assert table[4] == ["On shift", *"22211002221010", ""]


def test_letters_and_looks_stand_beside_the_words():
    body = page(before=OFF_BEFORE, version=SECOND).by_id("t0").one("tbody")
    cells = body.all("tr")[0].all("td")
    assert [cell.one("i").text for cell in cells[:3]] == ["Ep", "Ep!", "Ep*~"]
    assert [cell.attrs.get("class", "") for cell in cells[:3]] == ["c0", "c0 pin", "c0 new"]
    late = body.all("tr")[1].all("td")
    assert [cell.attrs.get("class", "") for cell in (late[0], late[3], late[5])] == ["c0 late", "leave", ""]


def test_headers_have_their_scope_and_free_days_their_shade():
    table = page().by_id("t0").one("table")
    scopes = [cell.attrs.get("scope") for cell in table.all("th")]
    assert scopes == ["colgroup"] * 3 + ["col"] * 19 + ["row"] * 3
    assert [col.attrs["class"] for col in table.all("col")][1:8] == [""] * 5 + ["rest"] * 2
    assert table.one("caption").text == "Phones, June 2026 (Mon 1 Jun to Sun 14 Jun)"


def test_a_bank_holiday_is_named_where_it_is_shaded():
    shown = edition()
    days = (replace(shown.days[0], holiday="Whit <Monday>"), *shown.days[1:])
    tree = read(to_html(replace(shown, days=days)))
    assert grid(tree, 0)[1][1] == "Mon 1, Whit <Monday>"
    assert tree.by_id("t0").one("ul", "notes").said == "Mon 1 Jun: Whit <Monday>"
    assert tree.by_id("p0").one("li").text.startswith("Mon 1 Jun, Whit <Monday> phones")
    assert tree.by_id("t0").all("col")[1].attrs["class"] == "rest"


def test_everybody_has_a_month_of_their_own():
    person = page(before=OFF_BEFORE, version=SECOND).by_id("p0")
    assert person.one("h4").text == "Ann Example ann"
    assert person.one("p").text == "10 shifts · Saturdays: 13 Jun · no lates Back to the team"
    days = [each.text for each in person.all("li")]
    assert len(days) == 14
    assert days[2] == (
        "Wed 3 Jun phones early 08:30-15:00, 13:00-15:00 reception, 15:00-16:30 leave, changed, was off"
    )
    assert days[5] == "Sat 6 Jun off"


def test_who_is_not_here_yet_and_what_is_missing_are_told_apart():
    shown = edition()
    ann, *others = shown.teams[0].members
    first, second = (day.date for day in shown.days[:2])
    squares = {day: square for day, square in ann.squares.items() if day not in {first, second}}
    gaps = replace(ann, squares=squares, missing=frozenset({second}))
    teams = (replace(shown.teams[0], members=(gaps, *others)), *shown.teams[1:])
    tree = read(to_html(replace(shown, teams=teams)))
    assert grid(tree, 0)[2][1:3] == ["not in this rota", "no cell"]
    assert tree.by_id("t0").one("tbody").all("td")[1].one("i").text == "?"
    assert "? no cell" in [each.text for each in tree.one("details", "key").all("dd")]


def test_the_team_sees_nobodys_leave_and_nothing_that_is_counted_or_pinned():
    seen = replace(SWAP, kind="", by="", ref="")
    tree = page(Audience.TEAM, version=SECOND, changes=(seen,))
    note = tree.one("p", "readers").text
    shown = tree.one("main").text.replace(note, "")
    for word in ("leave", "lieu", "absent", "training", "Hours", "pinned", "wish", "changes/"):
        assert word not in shown
    assert grid(tree, 0)[1][-3:] == ["Shifts", "Sat", "Lates"]
    assert grid(tree, 0)[3][4] == "off"


def test_leaders_see_hours_and_hr_the_terms_too():
    leader, hr = (page(audience).by_id("hours") for audience in (Audience.LEADER, Audience.HR))
    assert rows(leader.one("table"))[2] == [
        "Ann Example",
        "87:00",
        "0:00",
        "7:00",
        "8:00",
        "-1:00",
        "1 of 1",
        "none",
    ]
    assert rows(hr.one("table"))[0][-5:] == ["Leave taken", "FTE", "Hours a week", "Employer", "Contract"]
    assert rows(hr.one("table"))[3][-5:-2] == ["16:00", "1.00", "40:00"]


def test_only_what_is_used_stands_in_the_key():
    key = [each.text for each in page(Audience.TEAM).one("details", "key").all("dd")]
    assert key[0] == "E early 08:30-16:30"
    assert "L late 10:00-18:00" in key
    assert key[-3:] == ["# closed", "bold: late", "* part of the day is spent elsewhere"]
    more = [each.text for each in page(before=OFF_BEFORE, version=SECOND).one("details", "key").all("dd")]
    assert more[-9:] == [
        "o lieu",
        "v leave",
        "x absent",
        "t training",
        "# closed",
        "bold: late",
        "* part of the day is spent elsewhere",
        "~ changed since version 1",
        "! pinned",
    ]


def test_changes_stand_in_a_table_as_far_as_the_reader_may_know():
    assert rows(page(version=SECOND, changes=(SWAP,)).by_id("changes").one("table")) == [
        ["Day", "Name", "Was", "Is", "Decided", "As", "By", "Recorded in"],
        [
            "Wed 3 Jun",
            "Ann Example",
            "off",
            "phones, early, 13:00-15:00 reception",
            "Wed 20 May 2026",
            "swap",
            "bob",
            "changes/abc/3",
        ],
    ]
    seen = replace(SWAP, kind="", by="", ref="")
    team = page(Audience.TEAM, version=SECOND, changes=(seen, replace(seen, agent="gone")))
    assert rows(team.by_id("changes").one("table")) == [
        ["Day", "Name", "Was", "Is", "Decided"],
        ["Wed 3 Jun", "Ann Example", "off", "phones, early, 13:00-15:00 reception", "Wed 20 May 2026"],
    ]


def test_a_first_version_has_no_changes_and_one_without_any_says_so():
    assert not [node for node in page().walk() if node.attrs.get("id") == "changes"]
    assert page(version=SECOND).by_id("changes").text == "Changes since version 1 None."


def test_the_filter_lists_teams_and_people_by_name_with_a_rule_for_each():
    text = to_html(edition())
    tree = read(text)
    options = {node.attrs["id"]: node.text for node in tree.by_id("show").all("option")}
    assert options == {
        "f": "everybody",
        "ft0": "Phones",
        "ft1": "Front desk, ground floor",
        "fa0": "Ann Example (ann)",
        "fa1": "Bob Featherstone (bob)",
        "fa2": "Cat Ng (cat)",
        "fa3": "dan",
    }
    for option in list(options)[1:]:
        assert f":root:has(#{option}:checked){{" in text
    assert tree.by_id("show").one("optgroup").attrs["label"] == "A team"


def test_sites_can_be_chosen_where_there_are_several():
    shown = edition()
    teams = (shown.teams[0], replace(shown.teams[1], site="annex", site_name="The annex"))
    tree = read(to_html(replace(shown, teams=teams)))
    groups = {group.attrs["label"]: group.text for group in tree.by_id("show").all("optgroup")}
    assert groups["A site"] == f"{shown.teams[0].site_name} The annex"
    assert "s1" in tree.by_id("t1").attrs["class"].split()


def test_the_same_edition_gives_the_same_bytes():
    assert to_html(edition()) == to_html(edition())


@pytest.mark.parametrize("sizes", [[100], [10] * 10], ids=["one team", "ten"])
def test_a_hundred_people_take_less_than_a_megabyte(sizes):
    size = len(to_html(crowd(*sizes)).encode())
    assert 500_000 < size < 1_000_000


def test_what_files_say_is_text_wherever_it_stands():
    shown = edition(names={"ann": HOSTILE}, version=Version(HOSTILE, HOSTILE, "draft", 1, None, HOSTILE, ""))
    named = {"name": HOSTILE, "site_name": HOSTILE, "leader": HOSTILE}
    text = to_html(
        replace(
            shown,
            centre=HOSTILE,
            group_name=HOSTILE,
            period=HOSTILE,
            zone=HOSTILE,
            teams=tuple(replace(team, **named) for team in shown.teams),
            services=tuple(replace(service, name=HOSTILE, letter=HOSTILE) for service in shown.services),
            patterns=tuple(replace(pattern, name=HOSTILE, letter=HOSTILE) for pattern in shown.patterns),
            strips=tuple(
                replace(strip, service=replace(strip.service, name=HOSTILE)) for strip in shown.strips
            ),
            days=tuple(replace(day, holiday=HOSTILE) for day in shown.days),
        )
    )
    tree = read(text)
    assert "<script" not in text
    assert "{{7*7}}" in text
    assert text.count("</style>") == 1
    assert {node.tag for node in tree.walk()} == {node.tag for node in read(to_html(shown)).walk()} | {"ul"}
    assert tree.by_id("p0").one("a").text == HOSTILE
    for node in tree.walk():
        for name in ("id", "class", "href", "for"):
            assert "script" not in node.attrs.get(name, "")


@pytest.mark.parametrize(
    ("text", "written"),
    [("Rota 1", r'"Rota\20 1"'), ('"}</style>\\', r'"\22 \7d \3c \2f style\3e \5c "'), ("é\n", r'"\e9 \a "')],
)
def test_text_in_styles_is_written_in_numbers(text, written):
    assert css_text(text) == written


def sections(tree):
    return [node.attrs.get("aria-labelledby") for node in tree.one("main").inside if hasattr(node, "attrs")]


def test_the_team_finds_the_rota_before_what_is_short_and_leaders_after_it():
    assert sections(page(Audience.TEAM))[1:4] == ["glance", "rotah", "shorth"]
    assert sections(page())[1:4] == ["glance", "shorth", "rotah"]
    assert page().by_id("shorth").text == "Where it is short, worst first"


def test_changes_are_counted_once_by_cells():
    shown = page(before=OFF_BEFORE, version=SECOND, changes=(SWAP, SWAP))
    assert shown.one("ul", "tiles").all("li")[-1].text == "1 cell changed since version 1"
    assert not re.search(r"[0-9] changes? since", shown.text)


def test_a_first_version_was_published_and_a_later_one_is_as_of_a_day():
    first = replace(SECOND, name="version 1", number=1, since="")
    assert page(version=first).one("p", "version").text == "Version 1, published on Wed 20 May 2026"
    nobody_knows = replace(SECOND, on=None)
    assert page(version=nobody_knows).one("p", "version").text == "Version 2, published"
