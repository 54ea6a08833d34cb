"""A report as Markdown, for a pull request or the summary of a job."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rota.domain.clock import day_words
from rota.report import Report, Section
from rota.rules import Finding
from rota.show.findings import amount_words, level_word, place_words, rule_words
from rota.show.report.words import Weight, section_closing, verdict, weight
from rota.show.safe import safe
from rota.show.words import counted

_HEADING = "| Rule | Place | Who and when | Finding | Source |\n| --- | --- | --- | --- | --- |\n"
_FEWER = (1000, 250, 50, 10, 0)
_NOUNS = {
    "must": ("must finding", ""),
    "should": ("should finding", ""),
    "wish": ("wish refused", "wishes refused"),
    "unknown": ("unknown", "unknown"),
}
_MEANS = {
    **{letter: f"\\{letter}" for letter in "\\`*_[]|~$"},
    **{"<": "&lt;", ">": "&gt;", "&": "&amp;"},
    # Hosts make mentions, references and links even of plain text: nothing may be left that looks like one.
    **{"@": "@<!-- -->", "#": "#<!-- -->", "://": "&#58;//", "www.": "www&#46;"},
}
_MEANING = re.compile("|".join(re.escape(text) for text in _MEANS), re.IGNORECASE)


def write(report: Report, *, most: int | None = None) -> str:
    """Verdict, then a table of what fails for each part, and the rest folded below it.

    Where that is more than ``most`` bytes, as many rows are only counted as it takes: hosts refuse long summaries.
    """
    text = _text(report, None)
    for rows in _FEWER:
        if most is None or len(text.encode()) <= most:
            break
        text = _text(report, rows)
    return text


def marked(text: str) -> str:
    """``text`` from a file so that Markdown shows it as it is, in a line of prose or a cell of a table."""
    return _MEANING.sub(lambda found: _MEANS.get(found[0], f"{found[0][:-1]}&#46;"), safe(text))


def _text(report: Report, rows: int | None) -> str:
    verb = "passes" if report.passes else "fails"
    parts = (part for section in report.sections for part in _section(report, section, rows))
    return "\n".join([f"## rota check {verb}\n", f"{verdict(report)}\n", *parts])


def _section(report: Report, section: Section, rows: int | None) -> Iterator[str]:
    yield f"### {marked(section.title)}\n"
    if len(report.sections) > 1:
        yield f"{section_closing(report, section)}\n"
    counting = [finding for finding in section.findings if finding.excuse is None]
    failing = [finding for finding in counting if weight(report, finding) is Weight.ERROR]
    others = [finding for finding in counting if weight(report, finding) is not Weight.ERROR]
    if failing:
        yield _table(failing, rows)
    if others:
        yield f"<details>\n<summary>{_kinds(others)}</summary>\n\n{_table(others, rows)}\n</details>\n"


def _kinds(findings: Sequence[Finding]) -> str:
    """How many findings of each level these are."""
    counts = Counter(level_word(finding) for finding in findings)
    return ", ".join(counted(number, *_NOUNS[level]) for level, number in counts.items())


def _table(findings: Sequence[Finding], rows: int | None) -> str:
    shown = findings[:rows]
    left = len(findings) - len(shown)
    more = f"\nAnd {left} more, in the log of the job.\n" if left else ""
    return _HEADING + "".join(_row(finding) for finding in shown) + more


def _row(finding: Finding) -> str:
    who = [finding.agent or "", day_words(finding.day) if finding.day else ""]
    said = f"{marked(finding.message)}{marked(amount_words(finding))}"
    cells = (
        marked(rule_words(finding)),
        marked(place_words(finding.place)),
        marked(", ".join(part for part in who if part)),
        "<br>".join([said, *_further(finding)]),
        marked(finding.source),
    )
    return f"| {' | '.join(cells)} |\n"


def _further(finding: Finding) -> Iterator[str]:
    if finding.second:
        yield f"See also {marked(place_words(finding.second))}"
    if finding.fix:
        yield f"Next: {marked(finding.fix)}"
