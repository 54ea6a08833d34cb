"""A report as GitLab's Code Quality artifact, which a merge request compares with that of its target branch."""

from typing import Any

from rota.report import Report
from rota.rules import Finding
from rota.show.findings import amount_words, message_words
from rota.show.report.documents import dumped
from rota.show.report.paths import file_of
from rota.show.report.words import Weight, weight
from rota.show.safe import safe

_SEVERITIES = {Weight.ERROR: "critical", Weight.WARNING: "minor", Weight.NOTE: "info"}


def write(report: Report) -> str:
    """A JSON list with an entry for each finding that counts, its fingerprint the same however lines move."""
    entries = [
        _entry(report, finding, fingerprint)
        for _, finding, fingerprint in report.fingerprinted()
        if finding.excuse is None
    ]
    return dumped(entries)


def _entry(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    source = f" Source: {safe(finding.source)}." if finding.source else ""
    return {
        "description": f"{finding.code} {message_words(finding, {})}{amount_words(finding)}.{source}",
        "check_name": safe(finding.rule or finding.code),
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[weight(report, finding)],
        "location": {
            "path": file_of(report, finding.place),
            "lines": {"begin": finding.place.line if finding.place and finding.place.line else 1},
        },
    }
