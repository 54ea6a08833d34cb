"""A cell laid out in time: serving elsewhere, or another break, never changes when anybody comes and goes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.domain.cell import Cell, Part, parse_cell
from rota.domain.facts import Facts
from rota.domain.hours import serving, worked
from rota.domain.timeline import same_hours, serving_instead, timeline, with_break
from rota.files.repository import Repository
from rota.work.situation import facts_of
from tests.cli_helpers import MONTH, TINY

NOON, ONE, THREE = 12 * 60, 13 * 60, 15 * 60


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(Repository.open(TINY), "town-hall", MONTH)


def instead(facts, cell, service, start, end):
    return str(serving_instead(parse_cell(cell), service, (start, end), facts))


@pytest.mark.parametrize(
    ("cell", "service", "span", "then"),
    [
        ("late phones", "reception", (ONE, THREE), "late phones; 13:00-15:00 reception"),
        ("late phones", "reception", (10 * 60, 18 * 60), "late reception"),
        ("late phones; 13:00-15:00 reception", "phones", (ONE, THREE), "late phones"),
        ("late phones; 13:00-15:00 reception", "phones", (ONE, 14 * 60), "late phones; 14:00-15:00 reception"),
        ("late phones; 12:00-13:00 break", "reception", (10 * 60, 18 * 60), "late reception; 12:00-13:00 break"),
        (
            "late phones; 13:30-14:00 meeting",
            "reception",
            (ONE, THREE),
            "late phones; 13:00-13:30 reception; 13:30-14:00 meeting; 14:00-15:00 reception",
        ),
        (
            "late phones; 13:00-14:00 leave",
            "reception",
            (ONE, 18 * 60),
            "late phones; 13:00-14:00 leave; 14:00-18:00 reception",
        ),
        ("early phones; 16:30-17:30 phones", "reception", (16 * 60, 17 * 60), "early phones; 16:00-17:00 reception; 17:00-17:30 phones"),
        ("off; 10:00-12:00 phones", "reception", (10 * 60, 11 * 60), "off; 10:00-11:00 reception; 11:00-12:00 phones"),
    ],
)  # fmt: skip
def test_serving_elsewhere(facts, cell, service, span, then):
    assert instead(facts, cell, service, *span) == then


@pytest.mark.parametrize(
    ("cell", "then"),
    [
        ("late phones", "late phones; 13:00-15:00 break"),
        ("late phones; 12:00-12:30 break", "late phones; 13:00-15:00 break"),
        ("late phones; 14:00-16:00 reception", "late phones; 13:00-15:00 break; 15:00-16:00 reception"),
        ("late phones; 14:00-15:00 leave", "late phones; 13:00-14:00 break; 14:00-15:00 leave"),
    ],
)
def test_another_break(facts, cell, then):
    assert str(with_break(parse_cell(cell), (ONE, THREE), facts)) == then


def test_a_timeline_tells_every_minute_of_the_shift(facts):
    told = timeline(parse_cell("early phones; 12:00-12:30 break; 16:30-17:00 reception"), facts)
    assert [str(part) for part in told] == [
        "08:30-12:00 phones",
        "12:00-12:30 break",
        "12:30-16:30 phones",
        "16:30-17:00 reception",
    ]


WHATS = ("phones", "reception", "break", "meeting", "training", "leave", "absent", "lieu")


@st.composite
def any_cell(draw):
    ends = sorted(draw(st.sets(st.integers(14, 40), min_size=0, max_size=6)))
    parts = [
        Part(start * 30, end * 30, draw(st.sampled_from(WHATS)))
        for start, end in pairwise(ends)
        if draw(st.booleans())
    ]
    pattern = draw(st.sampled_from(("early", "middle", "late")))
    return Cell(parse_cell("early phones").kind, pattern, draw(st.sampled_from(WHATS[:2])), tuple(parts))


@given(
    cell=any_cell(), service=st.sampled_from(WHATS[:2]), start=st.integers(0, 47), length=st.integers(1, 48)
)
def test_whatever_the_cell_hours_stay_and_only_the_span_changes(facts, cell, service, start, length):
    span = (start * 30, min(48, start + length) * 30)
    after = serving_instead(cell, service, span, facts)
    assert same_hours(cell, after, facts)
    assert worked(cell, facts) == worked(after, facts)
    for minute in range(0, 24 * 60, 30):
        was, is_ = serving(cell, minute, facts), serving(after, minute, facts)
        inside = span[0] <= minute < span[1]
        assert is_ == (service if inside and was is not None else was)
    assert parse_cell(str(after)) == after
    assert serving_instead(after, service, span, facts) == after
