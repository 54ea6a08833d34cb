"""The text of a calendar: compared whole, folded as the format says, and whatever a name holds, one property's text."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from rota.show.ics import Entry, Feed, State, to_ics
from rota.show.safe import safe

TOLD, CHANGED = datetime(2026, 10, 19, 9, tzinfo=UTC), datetime(2026, 11, 16, 10, 30, tzinfo=UTC)


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


TINY = Feed(
    "a1",
    "Town hall: shifts of a1",
    (
        Entry(
            "4c200727-1e0b-4094-a9f2-9d4b643b1dde",
            at(8, 30),
            at(16, 30),
            "early Phones",
            TOLD,
            notes=("12:30-13:00 break", "14:00-15:00 Reception"),
            place="Town hall",
        ),
        Entry("5b0dba9d-4b92-45b0-aa10-8922a45fa648", date(2026, 12, 2), date(2026, 12, 3), "training", TOLD),
        Entry(
            "683c18de-a900-4ea4-a3cc-f744f91a6025",
            at(10, 0, 3),
            at(18, 0, 3),
            "late Phones",
            CHANGED,
            2,
            State.CANCELLED,
        ),
        Entry(
            "77d3a1f0-54b1-4f4e-8d2c-0b6a4f2f9a11",
            at(9, 0, 4),
            at(16, 0, 4),
            "saturday Phones",
            TOLD,
            0,
            State.TENTATIVE,
        ),
    ),
)

DRAWN = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rota//shifts//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:Town hall: shifts of a1
X-WR-CALNAME:Town hall: shifts of a1
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:4c200727-1e0b-4094-a9f2-9d4b643b1dde
DTSTAMP:20261019T090000Z
LAST-MODIFIED:20261019T090000Z
SEQUENCE:0
DTSTART:20261201T083000Z
DTEND:20261201T163000Z
SUMMARY:early Phones
DESCRIPTION:12:30-13:00 break\n14:00-15:00 Reception
LOCATION:Town hall
STATUS:CONFIRMED
TRANSP:OPAQUE
CLASS:PRIVATE
END:VEVENT
BEGIN:VEVENT
UID:5b0dba9d-4b92-45b0-aa10-8922a45fa648
DTSTAMP:20261019T090000Z
LAST-MODIFIED:20261019T090000Z
SEQUENCE:0
DTSTART;VALUE=DATE:20261202
DTEND;VALUE=DATE:20261203
SUMMARY:training
STATUS:CONFIRMED
TRANSP:OPAQUE
CLASS:PRIVATE
END:VEVENT
BEGIN:VEVENT
UID:683c18de-a900-4ea4-a3cc-f744f91a6025
DTSTAMP:20261116T103000Z
LAST-MODIFIED:20261116T103000Z
SEQUENCE:2
DTSTART:20261203T100000Z
DTEND:20261203T180000Z
SUMMARY:cancelled: late Phones
STATUS:CANCELLED
TRANSP:TRANSPARENT
CLASS:PRIVATE
END:VEVENT
BEGIN:VEVENT
UID:77d3a1f0-54b1-4f4e-8d2c-0b6a4f2f9a11
DTSTAMP:20261019T090000Z
LAST-MODIFIED:20261019T090000Z
SEQUENCE:0
DTSTART:20261204T090000Z
DTEND:20261204T160000Z
SUMMARY:saturday Phones
DESCRIPTION:Not published yet: this may still change.
STATUS:TENTATIVE
TRANSP:OPAQUE
CLASS:PRIVATE
END:VEVENT
END:VCALENDAR
"""


def test_the_whole_text_is_as_drawn() -> None:
    assert to_ics(TINY).decode() == DRAWN.replace("\n", "\r\n")


def test_an_empty_calendar_is_one_all_the_same() -> None:
    text = to_ics(Feed("a1", "Town hall: shifts of a1", ()))
    head, _, _ = DRAWN.partition("BEGIN:VEVENT")
    assert text.decode() == f"{head}END:VCALENDAR\n".replace("\n", "\r\n")
    assert not Calendar.from_ical(text).walk("VEVENT")


HOSTILE = (
    "BEGIN:VEVENT",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:forged",
    "x\nATTENDEE:mailto:eve@example.org",
    "one; two, three\\, \\n four\\",
    'phones";CN="x',
    "END:VCALENDAR",
    "\u2028SUMMARY:forged\x85\x0b\x0c",
    "\u202e0011\u2066 \ufeff\x00\x1b[31m",
    "é" * 80,
    "語" * 80,
    "👩‍👩‍👧‍👦" * 20,
    "a" * 74 + "é",
    " leading and trailing ",
    "ATTACH;VALUE=URI:file:///etc/passwd",
)


CALENDAR = sorted(
    [
        "BEGIN",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "NAME",
        "X-WR-CALNAME",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "END",
    ]
)
EVENT = sorted(
    [
        "BEGIN",
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "STATUS",
        "TRANSP",
        "CLASS",
        "END",
    ]
)
"""All that a calendar and an event hold."""


def hostile(text: str) -> Feed:
    """A calendar in which ``text`` stands wherever a name from a file can, safe as the feeds make it."""
    said = safe(text)
    one = Entry("4c200727-1e0b-4094-a9f2-9d4b643b1dde", at(8), at(9), said, TOLD, notes=(said,), place=said)
    return Feed("a1", said, (one,))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_one_propertys_text(text: str) -> None:
    raw = to_ics(hostile(text))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.count(b"\n") == raw.count(b"\r\n")
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert [str(event[key]) for key in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [safe(text)] * 3
    assert sorted(name for name, _ in calendar.property_items(recursive=False)) == CALENDAR
    assert sorted(name for name, _ in event.property_items()) == EVENT


def test_ical_js_reads_the_same(icaljs, tmp_path) -> None:
    path = tmp_path / "a1.ics"
    path.write_bytes(to_ics(TINY))
    (calendar,) = icaljs.read(path)
    assert calendar["inside"] == ["vevent"] * 4
    assert [
        (event["uid"][:4], event["start"], event["end"], event["sequence"], event["status"])
        for event in calendar["events"]
    ] == [
        ("4c20", "2026-12-01T08:30:00.000Z", "2026-12-01T16:30:00.000Z", 0, "CONFIRMED"),
        ("5b0d", "2026-12-02", "2026-12-03", 0, "CONFIRMED"),
        ("683c", "2026-12-03T10:00:00.000Z", "2026-12-03T18:00:00.000Z", 2, "CANCELLED"),
        ("77d3", "2026-12-04T09:00:00.000Z", "2026-12-04T16:00:00.000Z", 0, "TENTATIVE"),
    ]
    assert calendar["events"][0]["description"] == "12:30-13:00 break\n14:00-15:00 Reception"
    assert calendar["events"][0]["location"] == "Town hall"


def test_ical_js_takes_no_name_for_anything_else(icaljs, tmp_path) -> None:
    paths = []
    for number, text in enumerate(HOSTILE):
        paths.append(tmp_path / f"{number}.ics")
        paths[-1].write_bytes(to_ics(hostile(text)))
    for text, calendar in zip(HOSTILE, icaljs.read(*paths), strict=True):
        (event,) = calendar["events"]
        said = (event["summary"], event["description"], event["location"])
        assert said == (safe(text),) * 3
        assert calendar["inside"] == ["vevent"]
        assert event["inside"] == []
        assert len(event["properties"]) == len(EVENT) - 2
        assert len(calendar["properties"]) == len(CALENDAR) - 2
