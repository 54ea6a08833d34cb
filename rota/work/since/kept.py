"""What a repository keeps for good, wherever it lies: its events, published bases and anchors, whole or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rota.domain.matter import Event
from rota.domain.place import Place
from rota.domain.record import Recorded
from rota.files.anchors import EVENTS, Sealed, is_base, read_sealed, sealed
from rota.files.anchors import FOLDER as ANCHORS
from rota.files.digest import digest
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.toml import Document
from rota.work.recording import recorded

FOLDERS = (*EVENTS, ANCHORS)


@dataclass(frozen=True)
class New:
    """An event that came with the change: its file, and its number in its matter."""

    file: str
    matter: Recorded
    number: int
    document: Document

    @property
    def event(self) -> Event:
        """The event."""
        return self.matter.event(self.number)

    def place(self, *path: str | int) -> Place:
        """Where the event says something."""
        return self.document.place(*path)


@dataclass(frozen=True)
class Kept:
    """The files that are written once below a folder, by name, and the matters among them that are whole."""

    documents: Mapping[str, Document]
    chains: tuple[Chain[Any], ...]

    @classmethod
    def below(cls, root: Path) -> "Kept":
        """All that can be read below ``root``; what cannot is no part of it."""
        return cls._of(read_sealed(root))

    @classmethod
    def by(cls, repo: Repository) -> "Kept":
        """As ``below``, of a repository that is read already."""
        return cls._of(sealed(repo))

    @classmethod
    def _of(cls, read: Sealed) -> "Kept":
        loader = Loader(read.root)
        anchors = {file: document for file in loader.folder(ANCHORS) if (document := loader.read(file))}
        return cls(
            {**read.documents, **anchors},
            (*read.chains, *((read.anchors,) if read.anchors else ())),
        )

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each file."""
        return {file: digest(document.data) for file, document in self.documents.items()}

    @cached_property
    def events(self) -> frozenset[str]:
        """The files of events and anchors."""
        return frozenset(file for file in self.documents if not is_base(file))

    @cached_property
    def refs(self) -> frozenset[str]:
        """The events as records name them, such as ``changes/k3f9x2m7q1zw/3``."""
        return frozenset(file.removesuffix(".toml") for file in self.events)

    def new_since(self, before: "Kept | None") -> tuple[New, ...]:
        """The events of whole matters that ``before`` lacks, in a stable order."""
        known = before.documents if before else {}
        return tuple(one for chain in self.chains for one in _events(chain) if one.file not in known)

    def new_bases(self, before: "Kept | None") -> tuple[str, ...]:
        """The published bases that ``before`` lacks."""
        known = before.documents if before else {}
        return tuple(file for file in self.documents if is_base(file) and file not in known)


def _events(chain: Chain[Any]) -> Iterator[New]:
    matter = recorded(chain)
    for number, document in enumerate(chain.documents, 1):
        yield New(document.file, matter, number, document)
