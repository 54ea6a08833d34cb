"""``sarif``: validated by Microsoft's own SARIF multitool and by the schema that comes with it."""

import json
import platform
import subprocess
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.domain.place import Place
from rota.report import Report, Section
from rota.rules import Level
from rota.show.report.sarif import write
from rota.show.safe import safe
from tests.outside.lacking import from_npm
from tests.report_world import EMPTY, EVIL, FAULTY, REFUSED, REPORT, RUN, SERVICE, UNKNOWN, expected

MULTITOOL = f"@microsoft/sarif-multitool-{platform.system().lower()}/Sarif.Multitool"
WANTING = {("SARIF2005", "Warning_ProvideToolnformationUri")}
"""What the multitool would like and there is not: a page about rota on the internet."""


@pytest.fixture
def multitool() -> Path:
    """The stranger, if `make readers` could fetch it; its lack is counted among the warnings at the end."""
    return from_npm("Microsoft's SARIF multitool", MULTITOOL)


def run_of(report: Report) -> dict[str, Any]:
    (run,) = json.loads(write(report))["runs"]
    return run


def one(**changes: Any) -> dict[str, Any]:
    """The result that a finding becomes."""
    (result,) = run_of(Report((Section("it", (RUN.with_(**changes),)),), folder="hr"))["results"]
    return result


def complaints(multitool: Path, folder: Path, text: str) -> set[tuple[str, str]]:
    """The errors and warnings of the multitool, its rules for GitHub's code scanning included."""
    (folder / "rota.sarif").write_text(text, "utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--log", "ForceOverwrite"]
    command = [multitool, "validate", "rota.sarif", "--output", "said.sarif", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (said,) = json.loads((folder / "said.sarif").read_text("utf-8-sig"))["runs"]
    assert said["invocations"][0]["executionSuccessful"]
    return {(result["ruleId"], result["message"]["id"]) for result in said["results"]}


def test_the_whole_report() -> None:
    assert write(REPORT).replace(f'"version": "{version("rota")}"', '"version": "VERSION"') == expected(
        "report.sarif"
    )


@pytest.mark.parametrize("report", [REPORT, FAULTY, EMPTY], ids=["findings", "faults", "empty"])
def test_the_multitool_has_nothing_against_it(multitool: Path, tmp_path: Path, report: Report) -> None:
    assert complaints(multitool, tmp_path, write(report)) <= WANTING


def test_the_multitool_does_object_to_what_is_wrong(multitool: Path, tmp_path: Path) -> None:
    text = write(REPORT).replace("a%20b.toml", "a b.toml").replace('"startLine": 12', '"startLine": 0')
    assert {code for code, _ in complaints(multitool, tmp_path, text)} >= {"SARIF1002", "JSON1008"}


@pytest.mark.parametrize("report", [REPORT, FAULTY, EMPTY], ids=["findings", "faults", "empty"])
def test_it_is_what_the_schema_of_sarif_says(multitool: Path, report: Report) -> None:
    schema = json.loads((multitool.parent / "sarif-2.1.0.json").read_text("utf-8-sig"))
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(write(report)))


def test_levels_say_what_fails() -> None:
    found = (Section("it", (RUN, SERVICE, REFUSED, UNKNOWN)),)
    assert levels(Report(found)) == ["error", "warning", "note", "warning"]
    assert levels(Report(found, Level.SHOULD, strict=True)) == ["error", "error", "note", "error"]


def levels(report: Report) -> list[str]:
    return [result["level"] for result in run_of(report)["results"]]


def test_fingerprints_are_those_of_the_report_and_stay_when_lines_move() -> None:
    moved = tuple(
        replace(
            part,
            findings=tuple(f.with_(place=replace(f.place, line=f.place.line + 9)) for f in part.findings),
        )
        for part in REPORT.sections
    )
    before, after = (
        [result["partialFingerprints"]["rota/v1"] for result in run_of(report)["results"]]
        for report in (REPORT, replace(REPORT, sections=moved))
    )
    assert before == after == [fingerprint for *_, fingerprint in REPORT.fingerprinted()]


def test_only_what_counts_is_not_suppressed() -> None:
    suppressed = [result.get("suppressions") for result in run_of(REPORT)["results"]]
    assert [entry is None for entry in suppressed] == [finding.excuse is None for finding in REPORT.findings]


def test_paths_are_relative_to_the_checkout_unless_a_file_lies_elsewhere() -> None:
    def artifact(file: str) -> dict[str, str]:
        return one(place=Place(file, (), 1, 1))["locations"][0]["physicalLocation"]["artifactLocation"]

    assert artifact("wishes/ä %.toml") == {"uri": "hr/wishes/%C3%A4%20%25.toml", "uriBaseId": "SRCROOT"}
    assert artifact("/mine/a b.toml") == {"uri": "file:///mine/a%20b.toml"}
    assert artifact("C:/a b.toml") == {"uri": "file:///C:/a%20b.toml"}
    assert artifact("") == {"uri": "hr/centre.toml", "uriBaseId": "SRCROOT"}


def test_bad_input_is_no_successful_execution() -> None:
    assert [run_of(report)["invocations"][0]["executionSuccessful"] for report in (REPORT, FAULTY)] == [
        True,
        False,
    ]


def test_neither_links_nor_placeholders_come_out_of_a_file() -> None:
    text = one(message=EVIL, agent=None, day=None)["message"]["text"]
    assert "](" not in text
    assert "{{0}}" in text


@given(st.text())
def test_whatever_is_in_a_finding_it_is_one_line_of_printable_text(text: str) -> None:
    said = one(message=text, rule=text, fix=text, source=text, agent=None, day=None)["message"]["text"]
    assert said == safe(said)
