"""``json``: the document, and the schema that ``rota schema check`` prints of it."""

import json

import jsonschema
import pytest

from rota.report import Report
from rota.rules import Level
from rota.show.report.json import write
from rota.show.report.schema import schema
from tests.report_world import ALONE, EMPTY, EVIL, FAULTY, REPORT, expected


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("report.json")


@pytest.mark.parametrize("report", [REPORT, ALONE, FAULTY, EMPTY])
def test_it_is_what_its_schema_says(report: Report) -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    jsonschema.Draft7Validator(schema()).validate(json.loads(write(report)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("fail_on"),
        lambda document: document["sections"][0].update(draft=1),
        lambda document: document["sections"][0]["findings"][0].update(level="maybe"),
        lambda document: document["sections"][0]["findings"][0]["place"].update(line="12"),
        lambda document: document["counts"].pop("waived"),
    ],
)
def test_the_schema_is_not_content_with_just_anything(spoil) -> None:
    document = json.loads(write(REPORT))
    spoil(document)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema()).validate(document)


def test_bad_input_is_a_document_like_any_other() -> None:
    document = json.loads(write(FAULTY))
    assert (document["faulty"], document["passes"]) == (True, False)
    assert document["sections"][1]["findings"][0]["place"]["file"] == "centre.toml"


def test_hostile_text_is_text_and_no_command_of_a_build_log() -> None:
    text = write(REPORT)
    message = json.loads(text)["sections"][2]["findings"][0]["message"]
    assert message == EVIL.replace("\x1b", r"\x1b").replace("\r\n", r"\r\n")
    assert "##" not in text


def test_no_two_fingerprints_are_the_same_and_lines_do_not_matter() -> None:
    found = [f for section in json.loads(write(REPORT))["sections"] for f in section["findings"]]
    assert len({finding["fingerprint"] for finding in found}) == len(found)


def test_it_says_what_fails() -> None:
    strict = json.loads(write(Report((), Level.SHOULD, strict=True)))
    assert (strict["fail_on"], strict["strict"], strict["passes"]) == ("should", True, True)
