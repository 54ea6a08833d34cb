"""What anchors stand for: every file that is written once, with its digest, read as leniently as can be."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rota.domain.anchor import AnchorEvent
from rota.files.chains import event_files, read_chains
from rota.files.closings import DEPTH as CLOSINGS_DEPTH
from rota.files.closings import FOLDER as CLOSINGS
from rota.files.closings import Closings, read_closings
from rota.files.contents import MATTERS, Contents, read_contents
from rota.files.digest import digest
from rota.files.errors import BadInput
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.shelf import ROTAS
from rota.files.toml import Document
from rota.rules import Finding

FOLDER = "anchors"
EVENTS = {**MATTERS, CLOSINGS: CLOSINGS_DEPTH}
"""Where events are, also those that are read only where somebody asks for them."""


@dataclass(frozen=True)
class Sealed:
    """All that a repository has recorded, as far as it can be read.

    ``documents`` are the events and published bases by file; ``faults`` what is wrong with any of them, and
    ``elsewhere`` how much is wrong with other files.
    """

    root: Path
    contents: Contents
    anchors: Chain[AnchorEvent] | None
    documents: Mapping[str, Document]
    faults: tuple[Finding, ...]
    elsewhere: int = 0
    closings: Closings = ()
    _digests: dict[str, str] = field(default_factory=dict)

    def digest(self, file: str) -> str:
        """The digest of an event or a base."""
        if file not in self._digests:
            self._digests[file] = digest(self.documents[file].data)
        return self._digests[file]

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The files of published bases."""
        return tuple(file for file in self.documents if is_base(file))

    @cached_property
    def chains(self) -> tuple[Chain[Any], ...]:
        """Every matter that is whole."""
        found = self.contents
        return (
            *found.publications,
            *found.changes,
            *found.leave,
            *found.absence,
            *found.draws,
            *found.rounds,
            *self.closings,
        )

    @cached_property
    def anchored(self) -> Mapping[str, tuple[int, str]]:
        """The number of the anchor that lists each file, and the digest that it had then."""
        listed: dict[str, tuple[int, str]] = {}
        for number, anchor in enumerate(self.anchors.events if self.anchors else (), 1):
            for file, was in anchor.files.items():
                listed.setdefault(file, (number, was))
        return listed


def is_base(file: str) -> bool:
    """Whether ``file`` is a published base, not an event."""
    return file.startswith(f"{ROTAS}/") and file.count("/") == 2


def read_sealed(root: Path) -> Sealed:
    """Everything recorded below ``root``. What cannot be read is a fault, not an error."""
    loader = Loader(root)
    contents = read_contents(loader)
    anchors = read_chains(loader, FOLDER, AnchorEvent, depth=0)
    closings = read_closings(loader)
    files = (*_events(loader), *_bases(loader))
    documents = {file: document for file in files if (document := _read(loader, file)) is not None}
    own = tuple(finding for finding in loader.findings if _is_recorded(finding))
    # A file read twice is at fault twice, and named once.
    faults = tuple(dict.fromkeys(own))
    elsewhere = len(loader.findings) - len(own)
    last = anchors[0] if anchors else None
    return Sealed(root, contents, last, documents, faults, elsewhere, closings)


def sealed(repo: Repository) -> Sealed:
    """As :func:`read_sealed`, of a repository that is read already; what cannot be read in it is said there."""
    loader = Loader(repo.root)
    anchors = read_chains(loader, FOLDER, AnchorEvent, depth=0)
    closings = read_closings(loader)
    faults = tuple(loader.findings)
    documents = {}
    for file in (*_events(loader), *_bases(loader)):
        with suppress(BadInput):
            documents[file] = repo.document(file)
    last = anchors[0] if anchors else None
    return Sealed(repo.root, repo.contents, last, documents, faults, closings=closings)


def _events(loader: Loader) -> Iterator[str]:
    try:
        yield from sorted(event_files(loader.root, EVENTS))
    except BadInput as error:
        loader.findings.extend(error.findings)


def _bases(loader: Loader) -> Iterator[str]:
    for group in loader.names(ROTAS):
        if (loader.root / ROTAS / group).is_dir():
            yield from loader.folder(f"{ROTAS}/{group}")


def _read(loader: Loader, file: str) -> Document | None:
    return loader.documents.get(file) or loader.read(file)


def _is_recorded(finding: Finding) -> bool:
    folder = finding.place.file.partition("/")[0] if finding.place else ""
    return folder in EVENTS or folder == FOLDER
