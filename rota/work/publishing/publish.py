"""Publish a month: judge the draft, record who published it with what notice, then write its base."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.facts import Facts, Why
from rota.domain.leave import LeaveState
from rota.domain.matter import Step
from rota.domain.period import Period
from rota.domain.publication import LateReason, PublicationEvent
from rota.files import shelf
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.files.write import Taken
from rota.rules import Excuse, Finding, Level
from rota.work.act import Act
from rota.work.choose import Chosen, choose_draft
from rota.work.errors import Refused, Unusable
from rota.work.publishing.stage import (
    cut_short,
    day_at,
    days_left,
    judged,
    last_told,
    notice_words,
    record,
    refuse_edited,
    refuse_published,
    require_charge,
)
from rota.work.situation import Judged, check_rota

OPEN_LEAVE = frozenset({LeaveState.REQUESTED, LeaveState.WAITLISTED})


@dataclass(frozen=True)
class Published:
    """A month as it was published: its base, the notice it gives, and what a leader should hear of it.

    ``notice`` are days to the first day, counted from ``told`` where these very cells were told before.
    ``in_facts`` are the must findings that no plan could avoid, ``warnings`` what may have been forgotten.
    """

    base: RotaFile
    draft: int
    file: str
    notice: int
    told: date | None
    findings: tuple[Finding, ...]
    in_facts: tuple[Finding, ...]
    warnings: tuple[str, ...]

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The must findings that a waiver covers."""
        return tuple(f for f in self.findings if f.level is Level.MUST and f.excuse is Excuse.WAIVED)


def publish(
    repo: Repository, group: str, month: str, number: int | None, act: Act, reason: LateReason | None
) -> Published:
    """Publish a draft, the newest unless ``number`` is given, for good.

    Raises Refused, with the findings, if ``act.by`` may not, if the month is published, if the draft has must
    findings or gaps that could be avoided, or if the notice is under the floor and no ``reason`` is given.
    """
    require_charge(repo, group, act.by, f"publish {group} {month}")
    refuse_published(repo, group, month)
    chosen = choose_draft(repo, group, month, number)
    verdict = check_rota(repo, chosen.file)
    broken = tuple(f for f in verdict.findings if _binds(f, verdict.rota.facts))
    if broken:
        raise Refused(f"{chosen} was not published: it breaks what must hold", broken)
    notice, told = _notice(repo, chosen)
    _check_floor(repo, month, notice, reason)
    warnings = tuple(_warnings(repo, chosen))
    base = replace(chosen.file, made={**chosen.file.made, "draft": chosen.draft or 0})
    refuse_edited(repo, chosen)
    record(repo, group, month, _event(repo, chosen, base, act, reason))
    _write(repo, base)
    return Published(
        base,
        chosen.draft or 0,
        shelf.base_path(group, month),
        notice,
        told,
        verdict.findings,
        _in_facts(verdict),
        warnings,
    )


def _binds(finding: Finding, facts: Facts) -> bool:
    """Whether a finding keeps a draft from being published: a must finding that could be avoided, and that HR does not waive.

    A pin is a fact to the planner, but it is the leader's own, and can be lifted.
    """
    if finding.level is not Level.MUST or finding.unknown or finding.excuse:
        return False
    pins = (fixed for key in finding.cells if (fixed := facts.fixed.get(key)))
    return not finding.in_facts or any(fixed.why is Why.PIN for fixed in pins)


def _in_facts(verdict: Judged) -> tuple[Finding, ...]:
    return tuple(f for f in verdict.findings if f.level is Level.MUST and not (f.unknown or f.excuse))


def _notice(repo: Repository, chosen: Chosen) -> tuple[int, date | None]:
    """The days of notice that publishing now gives, and the day from which they count if it is not today."""
    group, month = chosen.file.group, chosen.file.month
    publication = repo.publication(group, month)
    told = publication.first_told(judged(chosen)) if publication else None
    left = days_left(repo, month)
    return (max(left, told.notice), day_at(repo.centre, told.at)) if told else (left, None)


def _check_floor(repo: Repository, month: str, notice: int, reason: LateReason | None) -> None:
    floor = repo.centre.notice.floor
    if notice < floor and reason is None:
        codes = ", ".join(reason.value for reason in LateReason)
        raise Refused(
            f"published now, {month} would be known {notice_words(notice)}, {Period.of_month(month).start}, "
            f"and the floor is {floor} days; say why it is so late: --reason {codes}"
        )
    if notice >= floor and reason is not None:
        raise Unusable(
            f"--reason is for notice under the floor of {floor} days; this is {notice}, so leave it out"
        )


def _event(
    repo: Repository, chosen: Chosen, base: RotaFile, act: Act, reason: LateReason | None
) -> PublicationEvent:
    return PublicationEvent(
        event=Step.PUBLISHED,
        rota=shelf.base_digest(base),
        draft=chosen.draft,
        notice=days_left(repo, base.month),
        reason=reason,
        judged=dict(judged(chosen)),
        **act.said(),
    )


def _write(repo: Repository, base: RotaFile) -> None:
    """The base is what makes a month published: a run cut short before it is simply run again."""
    try:
        repo.write_base(base)
    except Taken:
        raise Refused(
            f"somebody else has just published {base.group} {base.month}; look at it: rota show {base.month}"
        ) from None


def _warnings(repo: Repository, chosen: Chosen) -> Iterator[str]:
    group, month = chosen.file.group, chosen.file.month
    if cut_short(repo, group, month):
        yield f"An earlier publication of {month} was cut short before its base was written; this one finishes it."
    newer = [number for number in repo.draft_numbers(group, month) if number > (chosen.draft or 0)]
    if newer:
        listed = " and ".join(map(str, newer))
        yield f"Newer than {chosen}: {'draft' if len(newer) == 1 else 'drafts'} {listed}."
    yield from _told_otherwise(repo, chosen)
    period = Period.of_month(month)
    for leave in repo.leave:
        inside = leave.first <= period.end and period.start <= leave.last
        if inside and leave.state in OPEN_LEAVE and leave.agent in chosen.file.cells:
            yield (
                f"Leave {leave.id} of {leave.agent}, {leave.first} until {leave.last}, is not decided; "
                f"see `rota leave list`."
            )


def _told_otherwise(repo: Repository, chosen: Chosen) -> Iterator[str]:
    told = last_told(repo, chosen.file.group, chosen.file.month)
    if told is not None and told.judged != judged(chosen):
        yield (
            f"Draft {told.draft} was told last, on {day_at(repo.centre, told.at)}, and has other cells: "
            f"see `rota diff {chosen.file.month}#{told.draft} {chosen.file.month}`, and tell it again."
        )
