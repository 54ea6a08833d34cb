"""``gitlab``: the Code Quality artifact, against what GitLab's documentation asks of it."""

import json
from dataclasses import replace

import jsonschema
import pytest

from rota.domain.place import Place
from rota.report import Report, Section
from rota.rules import Level
from rota.show.report.gitlab import write
from tests.report_world import EMPTY, FAULTY, REFUSED, REPORT, RUN, SERVICE, UNKNOWN, expected

SCHEMA = {
    "$comment": "https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("gitlab.json")


@pytest.mark.parametrize("report", [REPORT, FAULTY, EMPTY])
def test_it_is_what_gitlab_asks_for(report: Report) -> None:
    jsonschema.Draft7Validator(SCHEMA).validate(json.loads(write(report)))
    assert not write(report).startswith("\ufeff"), "GitLab refuses a byte order mark"


def test_every_finding_that_counts_is_there_once() -> None:
    entries = json.loads(write(Report((Section("it", (RUN, RUN, RUN)),))))
    assert len({entry["fingerprint"] for entry in entries}) == 3


def test_fingerprints_stay_when_lines_move() -> None:
    moved = tuple(
        replace(
            part,
            findings=tuple(f.with_(place=replace(f.place, line=f.place.line + 9)) for f in part.findings),
        )
        for part in REPORT.sections
    )
    before, after = json.loads(write(REPORT)), json.loads(write(replace(REPORT, sections=moved)))
    assert [entry["fingerprint"] for entry in before] == [entry["fingerprint"] for entry in after]
    assert before != after


def test_severity_says_what_fails() -> None:
    found = Section("it", (RUN, SERVICE, REFUSED, UNKNOWN))
    assert severities(Report((found,))) == ["critical", "minor", "info", "minor"]
    assert severities(Report((found,), Level.SHOULD, strict=True)) == [
        "critical",
        "critical",
        "info",
        "critical",
    ]


def severities(report: Report) -> list[str]:
    return [entry["severity"] for entry in json.loads(write(report))]


def test_a_finding_without_a_file_is_put_where_every_repository_has_one() -> None:
    (entry,) = json.loads(write(Report((Section("it", (RUN.with_(place=Place("")),)),), folder="hr")))
    assert entry["location"] == {"path": "hr/centre.toml", "lines": {"begin": 1}}
