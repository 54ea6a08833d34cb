"""A report as GitHub's workflow commands: each finding becomes an annotation of its line."""

from collections.abc import Iterator

from rota.checking import worst_first
from rota.report import Report
from rota.rules import Finding
from rota.show.findings import amount_words, message_words, place_words, rule_words
from rota.show.report.paths import file_of
from rota.show.report.words import Weight, weight
from rota.show.safe import safe

_COMMANDS = {Weight.ERROR: "error", Weight.WARNING: "warning", Weight.NOTE: "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _IN_DATA | {":": "%3A", ",": "%2C"}


def write(report: Report) -> str:
    """A command for each finding that counts, the worst of all sections first: ten of a kind are shown for a step.

    What is excused is left out; the job's summary counts it.
    """
    counting = worst_first(finding for finding in report.findings if finding.excuse is None)
    weights = list(Weight)
    ordered = sorted(counting, key=lambda finding: weights.index(weight(report, finding)))
    return "".join(f"{_command(report, finding)}\n" for finding in ordered)


def _command(report: Report, finding: Finding) -> str:
    properties = ",".join(f"{key}={escaped(value, _IN_PROPERTIES)}" for key, value in _where(report, finding))
    text = escaped("\n".join(_lines(finding)), _IN_DATA)
    return f"::{_COMMANDS[weight(report, finding)]} {properties}::{text}"


def _where(report: Report, finding: Finding) -> Iterator[tuple[str, str]]:
    place = finding.place
    if place and place.file:
        yield "file", file_of(report, place)
    if place and place.line:
        yield "line", str(place.line)
        yield "col", str(place.column)
    yield "title", rule_words(finding)


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{message_words(finding, {})}{amount_words(finding)}"
    if finding.second:
        yield f"See also {place_words(finding.second)}"
    if finding.fix:
        yield f"Next: {safe(finding.fix)}"
    if finding.source:
        yield f"Source: {safe(finding.source)}"


def escaped(text: str, letters: dict[str, str]) -> str:
    """``text`` with each of ``letters`` written as what GitHub's runner turns back."""
    return "".join(letters.get(letter, letter) for letter in text)
