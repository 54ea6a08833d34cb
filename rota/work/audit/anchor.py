"""Anchor the record: list all that was written since the last anchor, and give out a digest to be kept elsewhere."""

from dataclasses import dataclass

from rota.domain.anchor import AnchorEvent
from rota.domain.matter import Step
from rota.files.anchors import FOLDER, Sealed, is_base, read_sealed
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.toml import read_toml
from rota.work.act import Act, begin_at, follow
from rota.work.audit.verify import verified
from rota.work.errors import Refused, Unusable
from rota.work.publishing.stage import in_charge


@dataclass(frozen=True)
class Anchored:
    """An anchor: its number and digest, and the events and bases that it adds; none where nothing is new."""

    number: int
    digest: str
    events: int
    bases: int


def anchor(repo: Repository, act: Act, *, late: bool = False) -> Anchored:
    """Write an anchor of all that is recorded; where nothing is new, the last one still stands for everything.

    Raises Refused if ``act.by`` is neither HR nor a leader, or, with the findings, if the record is not whole:
    with ``late``, what came after the last anchor although it says that it is older is taken in. Raises
    Unusable if there is nothing to anchor.
    """
    _check_may(repo, act)
    sealed = read_sealed(repo.root)
    found = verified(sealed)
    wrong = [finding for finding in found.findings if not (late and finding in found.late)]
    if wrong:
        raise Refused("the record is not whole, so it was not anchored; see `rota audit verify`", wrong)
    new = {file: sealed.digest(file) for file in sorted(sealed.documents) if file not in sealed.anchored}
    number = len(sealed.anchors.events) if sealed.anchors else 0
    if new:
        _write(repo, sealed, AnchorEvent(event=Step.ANCHORED, files=new, **act.said()))
        number += 1
    elif not number:
        raise Unusable("nothing is recorded yet: no month is published, and nobody has asked for anything")
    bases = sum(map(is_base, new))
    written = read_toml(repo.root, f"{FOLDER}/{number}.toml")
    return Anchored(number, digest(written.data), len(new) - bases, bases)


def _write(repo: Repository, sealed: Sealed, event: AnchorEvent) -> None:
    if sealed.anchors is None:
        begin_at(repo, FOLDER, event)
    else:
        follow(repo, sealed.anchors, event)


def _check_may(repo: Repository, act: Act) -> None:
    leaders = dict.fromkeys(leader for group in repo.centre.group for leader in in_charge(repo, group.id))
    if act.by not in leaders and act.by not in repo.centre.hr:
        may = ", ".join([*repo.centre.hr, *leaders]) or "nobody yet: name HR or a leader in centre.toml"
        raise Refused(f"{act.by} may not anchor the record; that is for HR and leaders: {may}")
