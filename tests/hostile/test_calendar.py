"""Hostile names through a calendar, read back by two parsers that share nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from rota.show.ics import Entry, Feed, to_ics
from rota.show.safe import safe
from tests.hostile.names import FIXED, generated

NAMES = [safe(name) for name in (*FIXED, *generated())]
START = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An entry for each name, which is what it is called, where it is and what is noted."""
    entries = tuple(
        Entry(
            f"{at}",
            START + timedelta(days=at),
            START + timedelta(days=at, hours=8),
            name,
            START,
            0,
            notes=(name, name),
            place=name,
        )
        for at, name in enumerate(NAMES)
    )
    path = tmp_path_factory.mktemp("calendar") / "hostile.ics"
    path.write_bytes(to_ics(Feed("a1", NAMES[0], entries)))
    return path


def test_no_line_is_longer_than_it_may_be_and_none_breaks_a_letter(file):
    lines = file.read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert all(line.decode("utf-8") is not None for line in lines)


def test_icalendar_reads_each_as_one_text(file):
    calendar = Calendar.from_ical(file.read_bytes())
    assert [str(event["SUMMARY"]) for event in calendar.events] == NAMES
    assert [str(event["LOCATION"]) for event in calendar.events] == NAMES
    assert [str(event["DESCRIPTION"]) for event in calendar.events] == [f"{name}\n{name}" for name in NAMES]


def test_ical_js_reads_each_as_one_text_too(file, icaljs):
    (calendar,) = icaljs.read(file)
    assert [event["summary"] for event in calendar["events"]] == NAMES
    assert [event["location"] for event in calendar["events"]] == NAMES
    assert {len(event["properties"]) for event in calendar["events"]} == {12}
    assert {tuple(event["inside"]) for event in calendar["events"]} == {()}
