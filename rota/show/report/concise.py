"""A report of one line for each finding that counts, for editors, grep and the eye in a hurry."""

from rota.report import Report, Section
from rota.rules import Finding
from rota.show.findings import level_word, logged, message_words, place_words


def write(report: Report) -> str:
    """``file:line:column: CODE level message`` for each finding; what is excused is left out, and counted elsewhere.

    A fault of the input has no level: ``fault`` stands there.
    """
    return "".join(
        logged(_line(section, finding)) + "\n"
        for section in report.sections
        for finding in section.findings
        if finding.excuse is None
    )


def _line(section: Section, finding: Finding) -> str:
    word = "fault" if section.faults else level_word(finding)
    return f"{place_words(finding.place)}: {finding.code} {word} {message_words(finding, {})}"
