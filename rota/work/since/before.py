"""What was there before a change is not its fault; and nothing that it brings excuses what it brings."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from rota.checking import worst_first
from rota.files.repository import Repository
from rota.report import Section, identity
from rota.rules import Excuse, Finding
from rota.work.since.back import Back
from rota.work.since.measure import new_waivers

AUTHORITY = "AUDIT"
"""The family of all that is about who did what to the record."""

_FIX = "mend what has grown or come back: the baseline holds what there was, and no more"

_There = dict[tuple[str, bool], list[int]]
"""The amounts of what was found before, by what makes it this one and whether it is unknown."""


def is_new(finding: Finding, back: Back) -> bool:
    """Whether the finding is about the authority of something that came with the change."""
    file = finding.place.file if finding.place else ""
    return finding.code.startswith(AUTHORITY) and not (back.kept and file in back.kept.documents)


def excused(back: Back, sections: Sequence[Section], before: Iterable[Section]) -> tuple[Section, ...]:
    """``sections``, with the findings marked that were there ``before``: no fewer, and none of them smaller.

    What is found about the authority of an event counts unless the event was there.
    """
    there = _amounts(before, {None})

    def marked(section: Section, finding: Finding) -> Finding:
        free = finding.excuse is None and not is_new(finding, back)
        return finding.with_(excuse=Excuse.BEFORE) if free and _took(there, section, finding) else finding

    return tuple(_again(section, _each(section, marked)) for section in sections)


def without_growth(
    back: Back, repo: Repository, sections: Iterable[Section], before: Sequence[Section]
) -> tuple[Section, ...]:
    """``sections``, where the baseline excuses no more and nothing larger than what was there ``before``.

    What HR adds to the baseline itself is looked at elsewhere.
    """
    known = set(back.repo.baseline.finding) if back.repo and back.repo.baseline else set()
    if not known or not repo.baseline or not known.issuperset(repo.baseline.finding):
        return tuple(sections)
    there = _amounts(before, {None, Excuse.BASELINE})
    judged = {(section.group, section.month) for section in before if section.group}

    def kept(section: Section, finding: Finding) -> Finding:
        looked_at = finding.excuse is Excuse.BASELINE and (section.group, section.month) in judged
        grown = looked_at and not _took(there, section, finding)
        return finding.with_(excuse=None, fix=_FIX) if grown else finding

    return tuple(_again(section, _each(section, kept)) for section in sections)


def _amounts(sections: Iterable[Section], excuses: Collection[Excuse | None]) -> _There:
    there: _There = defaultdict(list)
    for section in sections:
        for finding in section.findings:
            if finding.excuse in excuses:
                there[identity(section, finding), finding.unknown].append(finding.amount)
    return there


def _each(section: Section, done: Callable[[Section, Finding], Finding]) -> Iterator[Finding]:
    # The largest first, so that each finds one that was as large, if there is one.
    return (done(section, one) for one in sorted(section.findings, key=lambda finding: -finding.amount))


def _took(there: _There, section: Section, finding: Finding) -> bool:
    """Whether there was such a one, as large; it is taken out, so that it stands for one finding alone."""
    amounts = there[identity(section, finding), finding.unknown]
    as_large = [amount for amount in amounts if amount >= finding.amount]
    if as_large:
        amounts.remove(min(as_large))
    return bool(as_large)


def without_new_excuses(back: Back, repo: Repository, sections: Iterable[Section]) -> tuple[Section, ...]:
    """``sections``, where no waiver or baseline excuses what is found about the authority of a new event.

    A waiver that was there already does: HR gave it beforehand.
    """
    numbers = new_waivers(back.repo, repo) if back.repo else range(len(repo.waivers))
    late = {repo.waiver_place(at) for at in numbers}

    def counts(finding: Finding) -> bool:
        waived = finding.excuse is Excuse.WAIVED and finding.ground in late
        return (waived or finding.excuse is Excuse.BASELINE) and is_new(finding, back)

    return tuple(
        _again(
            section, (one.with_(excuse=None, ground=None) if counts(one) else one for one in section.findings)
        )
        for section in sections
    )


def _again(section: Section, found: Iterable[Finding]) -> Section:
    return replace(section, findings=worst_first(found))
