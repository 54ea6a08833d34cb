"""The baseline: findings that were there when the check was switched on, and fail nothing while they last."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rota.checking import fails, worst_first
from rota.files.baseline import FILE, Baseline, dump
from rota.files.repository import Repository
from rota.files.write import replace_file
from rota.report import Report, Section, fingerprint, identity
from rota.rules import Excuse, Finding
from rota.work.errors import Refused, Unusable

_COUNTED = frozenset({None, Excuse.BASELINE})


@dataclass(frozen=True)
class Written:
    """What was written: how many findings the baseline holds now, how many of them are new, and how many it has lost."""

    holds: int
    added: int
    dropped: int


def marked(known: Baseline | None, sections: Sequence[Section]) -> tuple[Section, ...]:
    """``sections`` with the findings that are in the baseline marked so."""
    if known is None:
        return tuple(sections)
    inside = {id(finding) for _, finding, print_ in _prints(sections) if print_ in known.finding}
    return tuple(
        replace(part, findings=worst_first(_marked(finding, inside) for finding in part.findings))
        for part in sections
    )


def gone(known: Baseline | None, sections: Sequence[Section]) -> int:
    """How many findings of the baseline are in none of ``sections``, which hold all that there is."""
    found = {print_ for _, _, print_ in _prints(sections)}
    return len(set(known.finding) - found) if known else 0


def write(start: Path, report: Report) -> Written:
    """Write the findings of ``report``, which fail, as the baseline of the repository around ``start``.

    Refused where there is a baseline already and it lacks some of them: it only ever shrinks. Unusable where the
    report is not of everything.
    """
    if report.faulty or report.left_out:
        what = "the input has faults" if report.faulty else "some findings were left out"
        raise Unusable(f"{FILE} was not written: {what}, and it is made of all that there is")
    repo = Repository.open(start)
    known = repo.baseline.finding if repo.baseline else {}
    wanted = {
        print_: _words(section, finding)
        for section, finding, print_ in _prints(report.sections)
        if print_ in known or _would_fail(report, finding)
    }
    new = [finding for finding in report.findings if finding.excuse is None and _would_fail(report, finding)]
    if repo.baseline and new:
        raise Refused(
            f"{FILE} was not written: it only ever shrinks, and these are not in it; mend them, or let HR waive them",
            new,
        )
    replace_file(repo.root, FILE, dump(wanted))
    return Written(len(wanted), len(set(wanted) - set(known)), len(set(known) - set(wanted)))


def _prints(sections: Sequence[Section]) -> Iterator[tuple[Section, Finding, str]]:
    """The findings that a baseline may hold: neither faults of the input nor unknown, and not excused otherwise.

    Of equal ones the first is number 1, so that as many are known as were there, whichever of them goes.
    """
    seen: Counter[str] = Counter()
    for section in sections:
        for finding in section.findings if not section.faults else ():
            if finding.excuse in _COUNTED and finding.rule and not finding.unknown:
                key = identity(section, finding)
                seen[key] += 1
                yield section, finding, fingerprint(key, seen[key])


def _marked(finding: Finding, inside: set[int]) -> Finding:
    return finding.with_(excuse=Excuse.BASELINE) if id(finding) in inside else finding


def _would_fail(report: Report, finding: Finding) -> bool:
    return fails([finding.with_(excuse=None)], report.fail_on)


def _words(section: Section, finding: Finding) -> str:
    """Code, level and place: what the finding is about, and no number that may change."""
    where = [section.group, section.month, finding.agent or "", str(finding.day or "")]
    place = [finding.place.file] if finding.place and not section.group else []
    return " ".join(word for word in (finding.code, finding.level.value, *where, *place) if word)
