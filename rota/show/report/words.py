"""What several formats say of a report in the same way."""

from collections.abc import Iterator
from enum import StrEnum

from rota.checking import count_levels, fails
from rota.report import Report, Section
from rota.rules import Excuse, Finding, Level
from rota.show.findings import closing, excused, levels, logged, not_asked_for
from rota.show.safe import safe
from rota.show.words import counted


class Weight(StrEnum):
    """How heavily other programs should take a finding."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def weight(report: Report, finding: Finding) -> Weight:
    """An error fails the check, a warning is a should finding or an unknown that does not, a note a refused wish.

    An excused finding weighs what it would without its excuse.
    """
    if fails([finding.with_(excuse=None)], report.fail_on, strict=report.strict):
        return Weight.ERROR
    return Weight.NOTE if finding.level is Level.WISH and not finding.unknown else Weight.WARNING


def verdict(report: Report) -> str:
    """The last line of a report: what was found in all, and the verdict."""
    judged = tuple(finding for part in report.sections if not part.faults for finding in part.findings)
    faults = len(report.findings) - len(judged)
    if not report.faulty:
        return closing(judged, report.fail_on, strict=report.strict, left_out=report.left_out)
    if len(report.sections) == 1:
        return _faults(faults)
    said = f"{levels(judged)}{excused(judged)}{not_asked_for(report.left_out)}"
    return f"{said}; {counted(faults, 'fault')} in the input, so not all is judged: fails."


def section_closing(report: Report, section: Section) -> str:
    """The last line of one part of a report."""
    if section.faults:
        return _faults(len(section.findings))
    return closing(section.findings, report.fail_on, strict=report.strict)


def _faults(number: int) -> str:
    return f"{counted(number, 'fault')} in the input; put right what comes first and try again."


def summary(report: Report) -> Iterator[str]:
    """What was judged and found, in a line for each part and, where there are several, one for all."""
    if len(report.sections) == 1:
        yield logged(f"{safe(report.sections[0].title)}: {verdict(report)}")
        return
    for section in report.sections:
        yield logged(f"{safe(section.title)}: {section_closing(report, section)}")
    if report.sections:
        yield f"In all: {verdict(report)}"


def counts(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many findings there are of each kind, every kind named."""
    found = count_levels(findings)
    kinds = {level.value: level.value for level in Level} | {"unknown": "unknown"}
    kinds |= {excuse_word(excuse): excuse.value for excuse in Excuse}
    return {word: found[kind] for word, kind in kinds.items()}


def excuse_word(excuse: Excuse) -> str:
    """An excuse in one word: ``waived``, ``baseline`` or ``before``."""
    return excuse.name.lower()
