"""``junit``: read by junitparser, as a stranger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from rota.domain.place import Place
from rota.report import Report, Section
from rota.rules import Excuse
from rota.show.report.junit import write
from rota.show.safe import safe
from tests.report_world import EMPTY, FAULTY, REPORT, RUN, WAIVED, expected


def read(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(write(report).encode())


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("junit.xml")


def test_a_stranger_counts_the_same() -> None:
    xml = read(REPORT)
    counted = (xml.tests, xml.failures, xml.errors, xml.skipped)
    xml.update_statistics()
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == counted == (10, 3, 0, 2)
    assert [suite.name for suite in xml] == [section.title for section in REPORT.sections]


def test_what_fails_fails_and_what_is_excused_is_skipped() -> None:
    june = next(iter(read(REPORT)))
    results = {case.name: [type(result) for result in case.result] for case in june}
    assert results["DAYS01 max-days-in-row, ann, 2026-06-07"] == [Failure]
    assert results["DAYS01 max-days-in-row, cat, 2026-06-07"] == [Skipped]
    assert results["SKILL02 same-service, ann, 2026-06-08"] == []
    assert results["SKILL01 trained"] == []


def test_a_fault_of_the_input_is_an_error() -> None:
    *_, files = read(FAULTY)
    assert [[type(result) for result in case.result] for case in files] == [[Error]]


@pytest.mark.parametrize("report", [EMPTY, Report((Section("the repository", ()),))])
def test_nothing_found_is_whole_too(report: Report) -> None:
    assert read(report).failures == 0


def test_no_two_tests_of_a_suite_have_one_name() -> None:
    (suite,) = read(Report((Section("it", (RUN, RUN, WAIVED)),)))
    assert len({case.name for case in suite}) == 3


@given(st.text(), st.text(min_size=1))
def test_whatever_is_in_a_finding_is_read_back_as_text(text: str, file: str) -> None:
    evil = RUN.with_(
        message=text,
        fix=text,
        source="",
        place=Place(file, (), 3, 5),
        agent=None,
        day=None,
        second=None,
        amount=1,
    )
    report = Report((Section(text, (evil, evil.with_(excuse=Excuse.WAIVED))),))
    assert "##" not in write(report)
    (suite,) = read(report)
    failed, skipped = suite
    assert suite.name == safe(text)
    assert failed.result[0].message == safe(text)
    assert failed.result[0].text == f"{safe(file)}:3:5" + (f"\nNext: {safe(text)}" if text else "")
    assert skipped.result[0].message == f"waived; {safe(text)}"
