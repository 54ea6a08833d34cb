"""Whether what was recorded is whole: nothing edited, removed, put in between, put in another order or cut off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rota.domain.anchor import AnchorEvent
from rota.domain.place import Place
from rota.files.anchors import FOLDER, Sealed, read_sealed
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import BadInput, fault
from rota.files.paths import find_root
from rota.files.repository import Repository
from rota.rules import Finding
from rota.work.audit.against import faults, late, without_ground
from rota.work.errors import Unusable

SHORTEST, WHOLE = 16, 64
"""So many digits of a digest name an anchor, and so many it has."""


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what is wrong with it; ``late`` are those findings that a merge can explain too.

    ``digests`` are those of ``anchors``, in order; ``asked`` is the number of the one asked for, None where it is
    not there or none was. ``after`` are the files that no anchor lists: nothing would show if the newest of
    them were removed. ``elsewhere`` counts what is wrong with files that are no part of the record.
    """

    findings: tuple[Finding, ...]
    late: tuple[Finding, ...]
    matters: int
    events: int
    bases: int
    anchors: tuple[AnchorEvent, ...]
    digests: tuple[str, ...]
    asked: int | None
    after: tuple[str, ...]
    elsewhere: int


def verify(start: Path, anchor: str | None = None) -> Verified:
    """Hold the record around ``start`` against itself, its anchors, and the digest of an anchor kept elsewhere.

    Raises BadInput where there is no repository, Unusable where ``anchor`` is no digest.
    """
    stated = None if anchor is None else anchor.strip().lower()
    if stated is not None and not (
        SHORTEST <= len(stated) <= WHOLE and set(stated) <= set("0123456789abcdef")
    ):
        raise Unusable(
            f'"{anchor}" is no digest of an anchor; give what `rota audit anchor` printed, '
            f"or at least its first {SHORTEST} digits"
        )
    return verified(read_sealed(find_root(start)), stated)


def verified(sealed: Sealed, anchor: str | None = None) -> Verified:
    """As :func:`verify`, of what has been read."""
    anchors = sealed.anchors
    digests = tuple(digest(document.data) for document in anchors.documents) if anchors else ()
    asked = next((at for at, one in enumerate(digests, 1) if anchor and one.startswith(anchor)), None)
    found = [_no_such(anchor)] if anchor and asked is None else []
    found += [*sealed.faults, *faults(sealed)]
    if not found and not sealed.elsewhere:
        found += _without_ground(sealed)
    came_late = tuple(_resolved(sealed, finding) for finding in late(sealed))
    return Verified(
        (*(_resolved(sealed, finding) for finding in once(found)), *came_late),
        came_late,
        len(sealed.chains),
        len(sealed.documents) - len(sealed.bases),
        len(sealed.bases),
        anchors.events if anchors else (),
        digests,
        asked,
        tuple(file for file in sealed.documents if file not in sealed.anchored),
        sealed.elsewhere,
    )


def _without_ground(sealed: Sealed) -> Iterator[Finding]:
    try:
        unapplied = Repository.open(sealed.root).effective.unapplied
    except BadInput as error:
        yield from error.findings
    else:
        yield from without_ground(sealed, unapplied)


def _no_such(anchor: str) -> Finding:
    return fault(
        Code.TAMPERED,
        f"no anchor has the digest {anchor[:SHORTEST]}...: it was removed or rewritten, and so may be what it listed",
        "bring anchors/ back from git; if git does not have it either, ask whoever keeps a copy of the repository",
        Place(FOLDER),
    )


def _resolved(sealed: Sealed, finding: Finding) -> Finding:
    """``finding`` with line and column in its places, where their files can be read."""
    known = {
        **sealed.documents,
        **{each.file: each for each in (sealed.anchors.documents if sealed.anchors else ())},
    }

    def resolved(place: Place | None) -> Place | None:
        found = place and not place.line and known.get(place.file)
        return found.place(*place.path) if place and found else place

    return finding.with_(place=resolved(finding.place), second=resolved(finding.second))


def once(found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding where several say that the same is to be done about the same file; the first says it best."""
    told: set[tuple[str, str]] = set()
    for finding in found:
        key = (finding.place.file if finding.place else "", finding.fix)
        if key not in told:
            told.add(key)
            yield finding
