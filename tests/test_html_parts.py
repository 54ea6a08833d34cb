"""Cover, service level and fairness on the page: drawn, in a sentence, and in numbers that agree."""

import re
from dataclasses import replace
from datetime import date

import pytest

from rota.show.edition.cover import Calls, HalfHour, Staffed, Strip
from rota.show.edition.key import Service
from rota.show.edition.people import Year
from rota.show.html.cover import cover_words, shortest
from rota.show.html.drawing import drawn
from rota.show.html.grid import stretches
from rota.show.html.page import to_html
from tests.calls_world import called
from tests.edition_world import edition
from tests.html_world import read, rows

MON, TUE = date(2026, 6, 1), date(2026, 6, 2)
PHONES = Service("phones", "Phones", "P", "town", 0)


def calls(level, *, met):
    return Calls(10.0, 10 * (1 - level), 0.8, met)


def strip(*days):
    return Strip(PHONES, days, next((day.calls for day in days if day.calls), None))


def staffed(day, *differences, answered=None):
    halves = (HalfHour(540 + 30 * at, 5 + more, 5) for at, more in enumerate(differences))
    return Staffed(day, tuple(halves), answered)


def test_the_town_says_where_it_is_short():
    tree = read(to_html(edition()))
    assert [each.text for each in tree.one("ul", "tiles").all("li")] == [
        "4 people in 2 teams",
        "10 half hours short on 5 days",
    ]
    assert [each.text for each in tree.one("ul", "short").all("li")][:2] == [
        "Tue 2 Jun phones 09:00-10:00 by 1",
        "Sat 6 Jun reception 09:00-10:00 by 1",
    ]
    assert tree.by_id("c0").one("p").text == "6 half hours short on 3 days."
    assert rows(tree.by_id("c0").one("table"))[:3] == [
        ["Day", "Lowest spare", "Short"],
        ["Mon 1 Jun", "0", ""],
        ["Tue 2 Jun", "-1", "09:00-10:00 by 1"],
    ]


def test_the_worst_comes_first_and_many_are_cut_short():
    assert [place.day for place in shortest(edition())][:1] == ["Tue 2 Jun"]
    worse = strip(staffed(MON, -1), staffed(TUE, -2, -2))
    places = shortest(replace(edition(), strips=(worse,)))
    assert [(place.day, place.words) for place in places] == [
        ("Tue 2 Jun", "09:00-10:00 by 2"),
        ("Mon 1 Jun", "09:00-09:30 by 1"),
    ]
    many = strip(*(staffed(date(2026, 6, day), -1) for day in range(1, 15)))
    tree = read(to_html(replace(edition(), strips=(many,))))
    assert [each.text for each in tree.one("ul", "short").all("li")][-1] == (
        "and 9 more, told service by service"
    )


def test_a_day_that_meets_its_target_is_not_short():
    met = strip(staffed(MON, -1, 0, answered=calls(0.9, met=True)))
    missed = strip(staffed(MON, -1, 0, answered=calls(0.7, met=False)))
    assert (cover_words([met]), cover_words([missed])) == (
        "Covered: every day meets its target",
        "1 half hour short on 1 day",
    )
    assert cover_words([strip(staffed(MON, 0))]) == "Covered: no half hour is short"
    assert [name for name, _ in drawn(met).paths] == ["even", "low", "met", "target"]
    assert [name for name, _ in drawn(missed).paths] == ["even", "short", "cross", "missed", "target"]


def test_a_service_that_requires_nobody_is_not_drawn():
    idle = Strip(PHONES, (Staffed(MON, (HalfHour(540, 2, 0), HalfHour(570, 0, 0))),))
    section = read(to_html(replace(edition(), strips=(idle,)))).by_id("c0")
    assert section.text == "P Phones Nobody is required at set times."
    assert not section.all("svg")


def test_runs_of_half_hours_are_drawn_as_one_and_what_is_short_is_struck_through():
    drawing = drawn(strip(staffed(MON, 0, 0, -1, -2, 1, 2, 3), staffed(TUE, 0)))
    assert dict(drawing.paths) == {
        "even": "M58 30h24v10h-24zM84 30h24v5h-24z",
        "spare": "M58 50h24v10h-24z",
        "ample": "M58 60h24v5h-24z",
        "short": "M58 40h24v10h-24z",
        "cross": "M58 45l24-5M58 50l24-5",
    }
    assert [label.text for label in drawing.labels if label.look == "short"] == ["-2"]
    assert [label.text for label in drawing.labels if label.look == "hour"] == ["09:00", "11:00", "short"]


def test_bars_are_as_high_as_the_service_level_and_hollow_under_the_target():
    day = [staffed(MON, 0, answered=calls(0.9, met=True)), staffed(TUE, 0, answered=calls(0.799, met=False))]
    drawing = drawn(strip(*day))
    ground = 30 + 5 + 42 + 40
    assert dict(drawing.paths) | {"even": ""} == {
        "even": "",
        "met": f"M62 {ground}v-36h16v36z",
        "missed": f"M88 {ground}v-32h16v32z",
        "target": f"M58 {ground - 32}h24M84 {ground - 32}h24",
    }
    assert [(label.text, label.look) for label in drawing.labels if "share" in label.look] == [
        ("90", "share"),
        ("79", "share short"),
    ]


def test_calls_are_told_in_a_sentence_by_day_and_at_a_glance():
    shown = edition(called())
    tree = read(to_html(shown))
    said = tree.by_id("c0").one("p").text
    assert re.search(r"[\d.]+% of [\d.,]+ calls answered in time; target 80%, missed on \d+ days?\.$", said)
    assert said.split(". ", 1)[1].split(", missed")[0] in tree.one("ul", "tiles").text
    table = rows(tree.by_id("c0").one("table"))
    assert table[0] == ["Day", "Lowest spare", "Short", "Calls", "In time", "Target"]
    assert table[1][-1] == "80%"
    missed = sum(row[4].endswith("missed") for row in table[1:])
    assert f"missed on {missed} day" in said
    assert tree.by_id("coverh").text == "Cover and service level"


def test_a_drawing_has_a_name_and_says_what_it_shows():
    svg = read(to_html(edition())).by_id("c0").one("svg")
    assert svg.attrs["role"] == "img"
    assert [svg.one(tag).text for tag in ("title", "desc")] == [
        "Cover of phones by day and half hour",
        "6 half hours short on 3 days. The table below has every day.",
    ]


def test_saturdays_and_lates_can_be_counted_again():
    for member in edition().members:
        year = member.year
        assert (len(year.saturday_days), len(year.late_days)) == (year.saturdays, year.lates)
        assert year.saturday_days == member.saturdays
    fair = rows(read(to_html(edition())).by_id("fairness").one("table"))
    assert fair[3][:5] == ["Ann Example", "1", "1", "0", "0"]
    assert fair[4] == [
        "Bob Featherstone",
        "0",
        "0",
        "6",
        "6",
        "dates of Bob FeatherstoneLates 1-3 Jun, 8-10 Jun 2026",
    ]


def test_bars_share_one_scale():
    shown = edition()
    ann, bob = shown.teams[0].members
    years = (Year(MON, 4, 20), Year(TUE, 1, 5))
    team = replace(
        shown.teams[0],
        members=tuple(replace(one, year=year) for one, year in zip((ann, bob), years, strict=True)),
    )
    table = read(to_html(replace(shown, teams=(team,)))).by_id("fairness").one("table")
    bars = [
        [cell.one("path").attrs["d"] if cell.all("path") else "" for cell in row.all("td")[:4]]
        for row in table.all("tr", "row")
    ]
    assert bars == [
        ["M0 0h50v8H0z", "M0 0h100v8H0z", "", "M0 0h100v8H0z"],
        ["", "M0 0h25v8H0z", "M0 0h100v8H0z", "M0 0h25v8H0z"],
    ]
    assert "since 2 Jun 2026" in table.text


def test_who_works_on_saturdays_is_listed():
    tree = read(to_html(edition())).by_id("saturdays")
    assert [each.text for each in tree.one("dl").all("div")] == [
        "Sat 6 Jun 0 nobody",
        "Sat 13 Jun 1 Ann Example",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        (["2026-06-06"], "6 Jun 2026"),
        (["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-14"], "5-7 Jan, 14 Jan 2026"),
        (["2026-01-31", "2026-02-01"], "31 Jan - 1 Feb 2026"),
        (["2025-12-30", "2025-12-31", "2026-01-02"], "30-31 Dec 2025, 2 Jan 2026"),
        (["2025-12-31", "2026-01-01"], "31 Dec - 1 Jan 2026"),
    ],
)
def test_dates_are_told_in_runs(days, words):
    assert stretches(map(date.fromisoformat, days)) == words


def test_a_month_of_nobody_is_a_page_all_the_same():
    shown = edition()
    nobody = replace(shown, teams=tuple(replace(team, members=()) for team in shown.teams))
    for each in (nobody, replace(nobody, teams=(), strips=(), services=(), patterns=())):
        page = read(to_html(each))
        assert "0 people in" in page.text
        assert page.by_id("fairness").all(cls="row") == []


def test_a_key_without_signs_of_a_sort_does_not_name_that_sort():
    shown = edition()
    shifts = replace(
        shown.teams[0], members=(replace(shown.teams[0].members[0], squares={}, missing=frozenset()),)
    )
    heads = [head.text for head in read(to_html(replace(shown, teams=(shifts,)))).one(cls="key").all("dt")]
    assert heads == ["First letter: when", "Second letter: where"]
