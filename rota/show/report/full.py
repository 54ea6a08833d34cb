"""A report for people: every finding with the line it is about, why it is one, and what to do next."""

from collections.abc import Iterator
from itertools import groupby

from rota.checking import fails
from rota.report import Report, Section
from rota.rules import Excuse, Finding
from rota.show.findings import amount_words, level_word, logged, message_words, place_words, rule_words
from rota.show.paint import Line, Segment, paint, wrapped
from rota.show.report.excerpt import excerpt
from rota.show.report.words import section_closing, verdict
from rota.show.safe import safe

_TITLES = {
    "fault": ("Faults in the input", "bold red"),
    "must": ("Must rules broken", "bold red"),
    "should": ("Should rules broken", "bold yellow"),
    "wish": ("Wishes refused", "bold cyan"),
    "unknown": ("Unknown: not enough history to judge", "bold magenta"),
}
_EXCUSED = {
    Excuse.WAIVED: "Waived, so that it does not count",
    Excuse.BASELINE: "In the baseline, so that it does not count",
    Excuse.BEFORE: "There before the change, so that it does not count",
}
_INDENT, _HANG = "  ", "    "


def write(report: Report, *, width: int | None = None, color: bool = False) -> str:
    """Section by section, the worst first and what is excused last, each with a closing line.

    On a terminal of ``width`` columns prose is broken between words; without a width nothing is.
    """
    lines: list[Line] = []
    for section in report.sections:
        lines += [
            [(logged(f"Checked: {safe(section.title)}"), "bold")],
            [],
            *_section(report, section, width),
        ]
        lines += [[_closing(report, section)], []]
    if len(report.sections) > 1:
        lines += [[(f"In all: {verdict(report)}", "bold green" if report.passes else "bold red")], []]
    return paint(lines[:-1], color=color)


def _closing(report: Report, section: Section) -> Segment:
    alone = len(report.sections) == 1
    failing = fails(section.findings, report.fail_on, strict=report.strict)
    text = verdict(report) if alone else section_closing(report, section)
    return text, "bold red" if failing else "bold green"


def _section(report: Report, section: Section, width: int | None) -> Iterator[Line]:
    counting = [finding for finding in section.findings if finding.excuse is None]
    for kind, group in groupby(counting, key=lambda finding: _kind(section, finding)):
        findings = list(group)
        title, style = _TITLES[kind]
        yield from ([(f"{title} ({len(findings)})", style)], [])
        for finding in findings:
            yield from (*_entry(report, finding, width), [])
    for excuse, heading in _EXCUSED.items():
        excused = [finding for finding in section.findings if finding.excuse is excuse]
        if excused:
            yield from ([(f"{heading} ({len(excused)})", "bold")], [])
            for finding in excused:
                yield from _brief(report, finding, width)
            yield []


def _kind(section: Section, finding: Finding) -> str:
    return "fault" if section.faults else level_word(finding)


def _entry(report: Report, finding: Finding, width: int | None) -> Iterator[Line]:
    rule: Segment = (rule_words(finding).removeprefix(finding.code), "")
    yield [(finding.code, "bold"), rule, ("  ", ""), (place_words(finding.place), "dim")]
    yield from _prose(f"{message_words(finding, report.names)}{amount_words(finding)}", width)
    yield from excerpt(finding.place, report.lines, width)
    if finding.second:
        yield [(f"{_INDENT}See also {place_words(finding.second)}", "")]
        yield from excerpt(finding.second, report.lines, width)
    if finding.in_facts:
        yield from _prose("In the facts already: no plan could avoid it.", width)
    if finding.fix:
        yield from _prose(f"Next: {safe(finding.fix)}", width)
    if finding.source:
        yield from _prose(f"Source: {safe(finding.source)}", width)


def _brief(report: Report, finding: Finding, width: int | None) -> Iterator[Line]:
    """What is excused, in one line, with where its excuse stands."""
    text = f"{finding.code} {place_words(finding.place)}: {message_words(finding, report.names)}"
    ground = f" ({place_words(finding.ground)})" if finding.ground else ""
    yield from _prose(f"{text}{amount_words(finding)}{ground}", width)


def _prose(text: str, width: int | None) -> list[Line]:
    lines = wrapped(text, width, indent=_INDENT, hang=_HANG)
    return [[(logged(piece), style) for piece, style in line] for line in lines]
