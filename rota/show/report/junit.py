"""A report as JUnit's XML, which nearly every build server shows as a list of tests."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rota.report import Report, Section
from rota.rules import Finding
from rota.show.findings import amount_words, level_word, message_words, place_words, rule_words
from rota.show.report.paths import file_of
from rota.show.report.words import Weight, verdict, weight
from rota.show.safe import safe


def write(report: Report) -> str:
    """A suite for each part: a test for each finding, and one for each rule that found nothing.

    What fails the check is a failure, or an error where it is a fault of the input; what is excused is skipped;
    the others pass, with what they say in their output.
    """
    root = Element("testsuites", name="rota check")
    for section in report.sections:
        _suite(root, report, section)
    for kind in ("tests", "failures", "errors", "skipped"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in root)))
    indent(root)
    # A build log that shows the file must find no command in it, such as ##vso[.
    text = tostring(root, encoding="unicode").replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(root: Element, report: Report, section: Section) -> None:
    suite = SubElement(root, "testsuite", name=safe(section.title))
    for finding, name in _named(section):
        _case(suite, report, section, finding, name)
    found = {finding.code for finding in section.findings}
    for rule, code in section.rules.items():
        if code not in found:
            SubElement(suite, "testcase", name=safe(f"{code} {rule}"), classname=_class(section))
    if not len(suite):
        SubElement(suite, "testcase", name="nothing found", classname=_class(section))
    suite.set("tests", str(len(suite)))
    for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(kind, str(len(suite.findall(f"testcase/{tag}"))))
    if len(report.sections) == 1:
        SubElement(suite, "system-out").text = verdict(report)


def _named(section: Section) -> Iterator[tuple[Finding, str]]:
    """Each finding with a name of its own, the same in every run: rule, agent and day, and a number where these agree."""
    seen: Counter[str] = Counter()
    for finding in section.findings:
        parts = [rule_words(finding), safe(finding.agent or ""), str(finding.day or "")]
        name = ", ".join(part for part in parts if part)
        seen[name] += 1
        yield finding, name if seen[name] == 1 else f"{name} ({seen[name]})"


def _class(section: Section) -> str:
    return safe(".".join(part for part in ("rota", section.group, section.month) if part))


def _case(suite: Element, report: Report, section: Section, finding: Finding, name: str) -> None:
    case = SubElement(suite, "testcase", name=name, classname=_class(section))
    if finding.place and finding.place.file:
        case.set("file", file_of(report, finding.place))
        case.set("line", str(finding.place.line or 1))
    message = f"{message_words(finding, {})}{amount_words(finding)}"
    if finding.excuse:
        ground = f": {place_words(finding.ground)}" if finding.ground else ""
        SubElement(case, "skipped", message=f"{finding.excuse.value}{ground}; {message}")
    elif weight(report, finding) is Weight.ERROR:
        tag = "error" if section.faults else "failure"
        SubElement(case, tag, type=level_word(finding), message=message).text = _text(finding)
    else:
        SubElement(case, "system-out").text = f"{level_word(finding)}: {message}\n{_text(finding)}"


def _text(finding: Finding) -> str:
    lines = [f"{place_words(finding.place)}"]
    if finding.second:
        lines.append(f"See also {place_words(finding.second)}")
    if finding.fix:
        lines.append(f"Next: {safe(finding.fix)}")
    if finding.source:
        lines.append(f"Source: {safe(finding.source)}")
    return "\n".join(lines)
