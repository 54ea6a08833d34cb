"""A report as SARIF 2.1.0, the format in which code hosts keep the findings of every tool."""

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from rota.domain.place import Place
from rota.report import Described, Report, Section
from rota.rules import Excuse, Finding
from rota.show.findings import amount_words, level_word, message_words, place_words
from rota.show.report.documents import dumped
from rota.show.report.paths import file_of
from rota.show.report.words import weight
from rota.show.safe import safe
from rota.show.words import unit_number

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "SRCROOT"
_FINGERPRINT = "rota/v1"

_PLACEHOLDER = re.compile(r"\{(\d+)\}")

Json = dict[str, Any]


def write(report: Report) -> str:
    """One run: the rules found broken with their documentation, and a result for each finding.

    Paths are relative to the top of the checkout; what is excused carries a suppression.
    """
    codes = sorted({finding.code for finding in report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "rota",
                "version": version("rota"),
                "rules": [_rule(report, code) for code in codes],
            }
        },
        "invocations": [{"executionSuccessful": not report.faulty}],
        "originalUriBaseIds": {_BASE: {"description": {"text": "The top of the checkout."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, section, finding, fingerprint, codes.index(finding.code))
            for section, finding, fingerprint in report.fingerprinted()
        ],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumped(document)


def _rule(report: Report, code: str) -> Json:
    known = report.described.get(code, Described(code, "", code, code))
    name = {"name": "".join(word.capitalize() for word in known.name.split("-"))} if known.name else {}
    return {
        "id": code,
        **name,
        "shortDescription": {"text": plain(known.about)},
        "fullDescription": {"text": plain(known.about)},
        "help": {"text": plain(known.page), "markdown": known.page},
    }


def _result(report: Report, section: Section, finding: Finding, fingerprint: str, index: int) -> Json:
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": weight(report, finding).value,
        "message": {"text": plain(" ".join(_sentences(finding)))},
        "locations": [{"physicalLocation": _location(report, finding.place)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": _properties(section, finding),
    }
    if finding.second:
        result["relatedLocations"] = [
            {"message": {"text": "See also"}, "physicalLocation": _location(report, finding.second)}
        ]
    if finding.excuse:
        result["suppressions"] = [_suppression(finding.excuse, finding.ground)]
    return result


def _sentences(finding: Finding) -> Iterator[str]:
    yield f"{message_words(finding, {})}{amount_words(finding)}."
    if finding.fix:
        yield f"Next: {safe(finding.fix)}."
    if finding.source:
        yield f"Source: {safe(finding.source)}."


def plain(text: str) -> str:
    """``text`` so that nothing in it is taken for a placeholder or a link, which SARIF's plain messages may hold."""
    shown = "\n".join(safe(line) for line in text.split("\n"))
    return _PLACEHOLDER.sub(r"{{\1}}", shown).replace("](", "] (")


def _location(report: Report, place: Place | None) -> Json:
    location: Json = {"artifactLocation": _artifact(file_of(report, place))}
    if place and place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return location


def _artifact(file: str) -> Json:
    if file.startswith("/"):
        return {"uri": f"file://{quote(file)}"}
    if file[1:2] == ":":
        return {"uri": f"file:///{quote(file, safe='/:')}"}
    return {"uri": quote(file), "uriBaseId": _BASE}


def _properties(section: Section, finding: Finding) -> Json:
    said = {
        "rota": safe(section.title),
        "level": level_word(finding),
        "agent": finding.agent,
        "day": str(finding.day) if finding.day else None,
        "amount": unit_number(finding.amount, finding.scale),
        "unit": finding.unit,
    }
    return {key: value for key, value in said.items() if value not in (None, "")}


def _suppression(excuse: Excuse, ground: Place | None) -> Json:
    where = f": {place_words(ground)}" if ground else ""
    return {"kind": "external", "status": "accepted", "justification": f"{excuse.value}{where}"}
