"""Whether what was recorded is whole, as `rota audit verify` sees it, and whether told drafts are what was told."""

from collections.abc import Iterator
from typing import Any

from rota.domain.matter import Step
from rota.domain.place import Place
from rota.domain.publication import PublicationEvent
from rota.files.anchors import Sealed, sealed
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import BadInput, fault, remark
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.shelf import draft_path
from rota.rules import Finding
from rota.work.audit.against import faults, late, without_ground
from rota.work.audit.verify import once
from rota.work.leave.recount import unlike


def record_findings(repo: Repository) -> Iterator[Finding]:
    """What was edited, removed, put in or cut off; changes without ground; and told drafts that are not what was told."""
    record = sealed(repo)
    yield from once((*record.faults, *faults(record), *_without_ground(repo, record)))
    yield from late(record)
    for chain in repo.publication_chains:
        yield from _told_drafts(repo, chain)
    yield from _draws(repo)


def _draws(repo: Repository) -> Iterator[Finding]:
    """Draws that were not drawn: whoever counts them again gets another result."""
    for chain, draw in zip(repo.draw_chains, repo.draws, strict=True):
        if wrong := unlike(draw):
            yield remark(
                Code.DRAW_WRONG,
                f"{chain.ref} by {draw.event.by} does not come out as it was recorded: {'; '.join(wrong)}",
                f"count it again: rota leave draw --recount {draw.id}; let HR have the leave drawn anew",
                chain.documents[0].place("seed"),
            )


def _without_ground(repo: Repository, record: Sealed) -> Iterator[Finding]:
    try:
        unapplied = repo.effective.unapplied
    except BadInput:
        # A base that cannot be read is at fault where its rota is judged.
        return
    yield from without_ground(record, unapplied)


def _told_drafts(repo: Repository, chain: Chain[PublicationEvent]) -> Iterator[Finding]:
    """Drafts that were told and are not what was told any more; that one is gone counts until the month is published."""
    _, group, month = chain.ref.split("/")
    for number, event in enumerate(chain.events, 1):
        if event.event is Step.PUBLISHED:
            return
        file = draft_path(group, month, event.draft or 0)
        there = (repo.root / file).is_file()
        if event.draft and (there or month not in repo.bases(group)) and _digest(repo, file) != event.rota:
            yield fault(
                Code.TAMPERED,
                f"draft {event.draft} of {group} {month} {'was edited' if there else 'is gone'} since it was told to staff",
                f"bring it back from git: git log -- {file}; what is to change is a draft of its own, which is told anew",
                Place(file),
                second=Place(f"{chain.ref}/{number}.toml").at("rota"),
            )


def _digest(repo: Repository, file: str) -> str:
    """The digest of a file; empty for one that cannot be read."""
    try:
        data: dict[str, Any] = repo.document(file).data
    except BadInput:
        return ""
    return digest(data)
