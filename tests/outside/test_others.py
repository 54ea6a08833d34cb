"""Each of the other readers reads right, and objects to what is planted for it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

from tests.outside.lacking import closing_line

GOOD = '<!doctype html><html lang="en"><head><title>A page</title></head><body><h1>A page</h1></body></html>'
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//it//EN
BEGIN:VEVENT
UID:a-1
DTSTAMP:20261101T000000Z
DTSTART:20261130T083000Z
DTEND:20261130T163000Z
SEQUENCE:2
SUMMARY:Phones\\, early
END:VEVENT
END:VCALENDAR
"""


def page(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_vnu_tells_good_pages_from_bad(vnu: Any, tmp_path: Path) -> None:
    good = page(tmp_path, "good.html", GOOD)
    bad = page(tmp_path, "a bad one.html", GOOD.replace("<h1>", '<img src="x"><center><h1>'))
    said = vnu.warnings(good, bad)
    assert {line.split(":")[0] for line in said} == {"a bad one.html"}
    assert said[0].startswith("a bad one.html:1: An “img” element must have an “alt” attribute")
    assert "center" in said[1]


def test_libreoffice_shows_cells_as_a_person_sees_them(office: Any, pdf: Any, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Rota"
    book.active.append(["=1+1", 'é, "q"', "two\nlines"])
    book.create_sheet("By agent").append(["a1"])
    book.save(tmp_path / "it.xlsx")
    shown = office.sheets(tmp_path / "it.xlsx", tmp_path / "out")
    assert shown == {"Rota": [["2", 'é, "q"', "two\nlines"]], "By agent": [["a1"]]}
    assert ["q" in text for text in pdf.pages(office.pdf(tmp_path / "it.xlsx", tmp_path))] == [True, False]


def test_libreoffice_says_what_it_cannot_read(office: Any, tmp_path: Path) -> None:
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(AssertionError, match="LibreOffice"):
        office.pdf(torn, tmp_path / "out")


def test_icaljs_reads_events(icaljs: Any, tmp_path: Path) -> None:
    (calendar,) = icaljs.read(page(tmp_path, "a1.ics", EVENT.replace("\n", "\r\n")))
    (event,) = calendar["events"]
    assert (event["start"], event["end"]) == ("2026-11-30T08:30:00.000Z", "2026-11-30T16:30:00.000Z")
    assert (event["uid"], event["sequence"], event["summary"]) == ("a-1", 2, "Phones, early")
    assert [each["name"] for each in calendar["properties"]] == ["version", "prodid"]


@pytest.mark.parametrize(
    "text",
    [
        EVENT.replace("END:VEVENT\n", ""),
        EVENT.replace("SUMMARY:", ""),
        EVENT.replace("20261130T163000Z", "soon"),
    ],
    ids=["unclosed", "no name", "no time"],
)
def test_icaljs_refuses_what_is_no_calendar(icaljs: Any, tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="Error"):
        icaljs.read(page(tmp_path, "bad.ics", text))


def test_the_run_says_who_was_lacking() -> None:
    reasons = [
        "Skipped: not read by vnu: no",
        "Skipped: not read by vnu: no",
        "Skipped: not read by ical.js: npm",
    ]
    skipped = [SimpleNamespace(longrepr=("it.py", 1, reason)) for reason in reasons]
    assert closing_line(skipped) == (
        "OUTSIDE READERS LACKING, so these tests were left out: ical.js (1 tests), vnu (2 tests)"
    )
    assert closing_line([SimpleNamespace(longrepr="Skipped: for another reason")]).endswith("all were there")
