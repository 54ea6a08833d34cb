"""``concise``: a line for each finding that counts."""

from rota.show.report.concise import write
from tests.report_world import EMPTY, FAULTY, REPORT, expected


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("concise.txt")


def test_faults_of_the_input_too() -> None:
    assert write(FAULTY) == 'centre.toml:16:1: DATA06 fault team "front": unknown key "leeder"\n'


def test_nothing_is_nothing() -> None:
    assert write(EMPTY) == ""
