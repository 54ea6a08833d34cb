"""Tell agents their rota: a notice for each, and the record that notice counts from."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rota.domain.clock import day_words
from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.write import replace_file
from rota.rules import Finding, Level
from rota.show.notice import Notice
from rota.work.act import Act
from rota.work.choose import Chosen, choose
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.publishing.answers import Answers
from rota.work.publishing.publish import OPEN_LEAVE
from rota.work.publishing.stage import (
    day_at,
    days_left,
    judged,
    notice_words,
    record,
    refuse_edited,
    require_charge,
)
from rota.work.rights import entitled, team_of
from rota.work.situation import Judged, check_rota

RESERVED = frozenset(
    {
        *("calendar", "wishes", "drafts", "rotas", "leave", "absence", "changes", "demand", ".git"),
        *("anchors", "closings", "draws", "inbox", "rounds", "schemas"),
    }
)
"""Folders of a repository that hold its own files, and nothing else."""


@dataclass(frozen=True)
class Telling:
    """What is told of a month: the rota chosen, and a notice for each agent asked for."""

    chosen: Chosen
    notices: tuple[Notice, ...]
    broken: tuple[Finding, ...]


def tell(repo: Repository, group: str, month: str, draft: int | None, agent: str | None, by: str) -> Telling:
    """The notices of the published rota as it stands now, or else of a draft; nothing is recorded yet.

    Refused unless ``by`` leads in the group, or asks for the notice of their own alone.
    """
    if agent is None or agent != by:
        require_charge(repo, group, by, f"tell {group} {month}")
    if draft is not None and month in repo.bases(group):
        raise Refused(f"{group} {month} is published, and no draft of it is told any more; leave out --draft")
    chosen = choose(repo, group, month, draft)
    verdict = check_rota(repo, chosen.file)
    if agent is not None and agent not in verdict.rota.agents:
        raise Unusable(
            f"{agent} is not in the rota of {group} {month}; it has {', '.join(verdict.rota.agents)}"
        )
    answers, standing = Answers(verdict), _standing(repo, chosen)
    told = verdict.rota.agents if agent is None else (agent,)
    notices = tuple(_notice(repo, verdict, answers, standing, one) for one in told)
    broken = tuple(f for f in verdict.findings if f.level is Level.MUST and not (f.unknown or f.excuse))
    return Telling(chosen, notices, broken)


def record_told(repo: Repository, telling: Telling, act: Act) -> PublicationEvent:
    """Record that everybody was told; Refused if somebody else has told or published it meanwhile."""
    file = telling.chosen.file
    number = telling.chosen.draft
    event = PublicationEvent(
        event=Step.TOLD,
        rota=digest(repo.document(file.place.file).data),
        draft=number if number is not None else _published_draft(telling.chosen),
        notice=days_left(repo, file.month),
        judged=dict(judged(telling.chosen)),
        **act.said(),
    )
    refuse_edited(repo, telling.chosen)
    record(repo, file.group, file.month, event)
    return event


def _published_draft(chosen: Chosen) -> int | None:
    number = chosen.file.made.get("draft")
    return number if isinstance(number, int) and number > 0 else None


def _standing(repo: Repository, chosen: Chosen) -> str:
    """How final the rota is, and how long before its first day it is told."""
    left = days_left(repo, chosen.file.month)
    when = f"{day_words(today(repo.centre))} {today(repo.centre).year}, {notice_words(left)}"
    if chosen.draft is not None:
        return f"Draft {chosen.draft}, told on {when}. It is not published yet, and may still change."
    publication = repo.publication(chosen.file.group, chosen.file.month)
    event = (
        publication.of_base(repo.base_digest(chosen.file.group, chosen.file.month)) if publication else None
    )
    since = f", published on {day_words(day_at(repo.centre, event.at))}" if event else ""
    return f"The published rota as it stands now{since}; told on {when}."


def _notice(repo: Repository, verdict: Judged, answers: Answers, standing: str, agent: str) -> Notice:
    return Notice(
        verdict.rota,
        agent,
        standing,
        answers.of(agent),
        tuple(_asked(repo, verdict, agent)),
        tuple(_contacts(repo, agent, verdict.rota.start)),
        _rules(repo),
    )


def _asked(repo: Repository, verdict: Judged, agent: str) -> Iterator[tuple[date, date]]:
    for leave in repo.leave:
        inside = leave.first <= verdict.rota.end and verdict.rota.start <= leave.last
        if leave.agent == agent and inside and leave.state in OPEN_LEAVE:
            yield leave.first, leave.last


def _contacts(repo: Repository, agent: str, first: date) -> Iterator[tuple[str, str]]:
    """The team's leader, and who may act for the team today; never the agent."""
    days = (max(first, today(repo.centre)), first)
    team = next((found for day in days if (found := team_of(repo, agent, day))), None)
    if team is not None:
        for id in entitled(repo, team):
            if id != agent:
                yield id, "team leader" if id == team.leader else "deputy"


def _rules(repo: Repository) -> tuple[str, ...]:
    """How and by when swaps are asked for, and from when a day is frozen."""
    notice = repo.centre.notice
    return (
        f"swaps: `rota swap find DATE` once the month is published, until {notice.hours} hours before a shift",
        f"a day is frozen from {notice.window} days before it on: it then changes only by consent",
    )


def write_notices(repo: Repository, folder: Path, texts: Mapping[str, str]) -> None:
    """Write each text to ``folder`` under its file name; Unusable or BadInput where it cannot be.

    The folder may lie anywhere but among the repository's own files, and is never reached through a link.
    """
    whole = _without_links(repo, folder)
    if whole.is_symlink():
        raise Unusable(f"{folder} is a link; name the folder itself")
    if whole.exists() and not whole.is_dir():
        raise Unusable(f"{folder} is no folder; name one, it is made where it does not exist")
    root = repo.root if whole.is_relative_to(repo.root) else whole
    inside = whole.relative_to(root)
    if root == repo.root and inside.parts and inside.parts[0] in RESERVED:
        raise Unusable(f"{folder} is for the repository's own files; name another folder")
    for name in texts:
        if (whole / name).exists() and not (whole / name).is_file():
            raise Unusable(f"{folder}/{name} is no ordinary file; name another folder")
    for name, text in texts.items():
        replace_file(root, (inside / name).as_posix(), text)


def _without_links(repo: Repository, folder: Path) -> Path:
    """Where ``folder`` is: links around the repository are followed, those in it are left for the writer to refuse."""
    plain = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow them all
    return plain if plain.is_relative_to(repo.root) else plain.parent.resolve() / plain.name
