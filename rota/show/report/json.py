"""A report as one JSON document, for programs: ``rota schema check`` describes it."""

from typing import Any

from rota.domain.place import Place
from rota.report import Report, Section
from rota.rules import Finding
from rota.show.report.documents import dumped
from rota.show.report.words import counts, excuse_word
from rota.show.safe import safe
from rota.show.words import unit_number

FORMAT = "rota-check/2"


def write(report: Report) -> str:
    """The document, keys in a fixed order; agents by their ids alone."""
    prints = iter([print_ for _, _, print_ in report.fingerprinted()])
    document = {
        "format": FORMAT,
        "passes": report.passes,
        "faulty": report.faulty,
        "fail_on": report.fail_on.value,
        "strict": report.strict,
        "counts": counts(report.findings),
        "left_out": report.left_out,
        "gone": report.gone,
        "sections": [
            _section(section, [_finding(each, next(prints)) for each in section.findings])
            for section in report.sections
        ],
    }
    return dumped(document)


def _section(section: Section, findings: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": safe(section.title),
        "group": section.group,
        "month": section.month,
        "counts": counts(section.findings),
        "findings": findings,
    }


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "level": finding.level.value,
        "unknown": finding.unknown,
        "message": safe(finding.message),
        "agent": finding.agent,
        "day": str(finding.day) if finding.day else None,
        "amount": unit_number(finding.amount, finding.scale),
        "unit": finding.unit,
        "strong": finding.strong,
        "in_facts": finding.in_facts,
        "cells": [[agent, str(day)] for agent, day in finding.cells],
        "next": safe(finding.fix),
        "source": safe(finding.source),
        "place": _place(finding.place),
        "second": _place(finding.second),
        "excuse": excuse_word(finding.excuse) if finding.excuse else None,
        "ground": _place(finding.ground),
        "fingerprint": fingerprint,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None or not place.file:
        return None
    return {
        "file": safe(place.file),
        "line": place.line,
        "column": place.column,
        "path": [safe(key) if isinstance(key, str) else key for key in place.path],
    }
