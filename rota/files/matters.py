"""Matters in files: a folder for each, one numbered and never-edited file for each event."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from rota.domain.effective import Change
from rota.domain.matter import PROPOSING, Event, Step
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import fault
from rota.files.lines import facts, present, tables
from rota.files.loading import Loader
from rota.files.toml import Document
from rota.files.wording import quoted
from rota.files.write import create_file
from rota.rules import Finding

HEADER = "# Written by rota, once: an event is never edited; what comes after is a file of its own."
_LETTERS = string.ascii_lowercase + string.digits
_ID_LENGTH = 12

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Chain(Generic[E]):
    """A matter with its events and their files, in order; ``ref`` is its folder, such as ``leave/k3f9x2m7q1zw``."""

    ref: str
    events: tuple[E, ...]
    documents: tuple[Document, ...]

    @property
    def id(self) -> str:
        """The matter's id."""
        return self.ref.rpartition("/")[2]

    @property
    def head(self) -> str:
        """The digest of the last event."""
        return digest(self.documents[-1].data)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of cells that its events make; none once it is voided."""
        if self.events[-1].event is Step.VOIDED:
            return ()
        return tuple(
            Change(f"{self.ref}/{number}", event.cell)
            for number, event in enumerate(self.events, 1)
            if event.cell and event.event not in PROPOSING
        )


def read_chains(loader: Loader, folder: str, model: type[E], depth: int = 1) -> tuple[Chain[E], ...]:
    """All matters below ``folder`` that are whole, in order; the rest is among the findings.

    ``depth`` says how many folders down a matter is: ``leave/ID`` is one, ``rotas/GROUP/MONTH`` two.
    """
    chains = (_read_chain(loader, ref, model) for ref in _folders(loader, folder, depth))
    return tuple(chain for chain in chains if chain is not None)


def _folders(loader: Loader, folder: str, depth: int) -> Iterator[str]:
    if depth == 0:
        yield folder
        return
    for name in loader.names(folder):
        # Rotas stand as files beside the folders of what was told of them.
        if not (depth == 1 and name.endswith(".toml")):
            yield from _folders(loader, f"{folder}/{name}", depth - 1)


def _read_chain(loader: Loader, ref: str, model: type[E]) -> Chain[E] | None:
    files = sorted(loader.folder(ref), key=lambda file: (len(file), file))
    wanted = [f"{ref}/{number}.toml" for number in range(1, len(files) + 1)]
    if files != wanted or not files:
        missing = next((file for file in wanted if file not in files), f"{ref}/1.toml")
        loader.findings.append(
            fault(
                Code.BROKEN_CHAIN,
                f"{ref} has {len(files)} events, but no {missing.rpartition('/')[2]}",
                "bring the missing file back from git; events are numbered 1, 2, 3 without gaps",
                Place(missing),
            )
        )
        return None
    events = [loader.model(model, file) for file in files]
    whole = tuple(event for event in events if event is not None)
    if len(whole) < len(files):
        return None
    chain = Chain(ref, whole, tuple(loader.documents[file] for file in files))
    broken = tuple(_broken(chain))
    loader.findings.extend(broken)
    return None if broken else chain


def _broken(chain: Chain[Any]) -> Iterator[Finding]:
    first = chain.events[0]
    for number, (event, document) in enumerate(zip(chain.events, chain.documents, strict=True)):
        before = chain.documents[number - 1] if number else None
        last = chain.events[number - 1].event if number else None
        allowed = event.follows.get(last, frozenset())
        if event.event not in allowed:
            may = " or ".join(sorted(quoted(step.value) for step in allowed)) or "nothing"
            after = f"after {quoted(last.value)}" if last else "at the beginning"
            yield fault(
                Code.BROKEN_CHAIN,
                f"{chain.ref}: event {number + 1} is {quoted(event.event.value)}; {after} comes {may}",
                "bring the file back from git; events are never edited",
                document.place("event"),
            )
        elif event.previous != (before and digest(before.data)):
            yield fault(
                Code.BROKEN_CHAIN,
                f"{chain.ref}: event {number} is not what event {number + 1} was written upon",
                f"bring {(before or document).file} back from git; events are never edited",
                document.place("previous"),
                second=before.place() if before else None,
            )
        elif event.about != first.about:
            yield fault(
                Code.BROKEN_CHAIN,
                f"{chain.ref}: event {number + 1} is about something else than was asked for",
                "bring the file back from git; ask anew for something else",
                document.place(),
                second=chain.documents[0].place(),
            )


def begin(root: Path, folder: str, event: Event) -> str:
    """Write a first event as a new matter of ``folder`` and return its id; BadInput if it cannot be written."""
    id = _new_id()
    create_file(root, f"{folder}/{id}/1.toml", dump(event))
    return id


def begin_at(root: Path, ref: str, event: Event) -> None:
    """Write a first event as the matter ``ref``; Taken if somebody else has begun it meanwhile."""
    create_file(root, f"{ref}/1.toml", dump(event))


def follow(root: Path, chain: Chain[E], event: E) -> E:
    """Write ``event`` as the next of ``chain`` and return it as written; Taken if another came first.

    Whether whoever acts may do so is for the caller to say; whether the step may come is checked.
    """
    last = chain.events[-1].event
    if event.event not in event.follows.get(last, frozenset()):
        raise ValueError(f"{event.event.value} may not follow {last.value} in {chain.ref}")
    event = event.model_copy(update={"previous": chain.head})
    create_file(root, f"{chain.ref}/{len(chain.events) + 1}.toml", dump(event))
    return event


def dump(event: Event) -> str:
    """The text of ``event`` as a file, one fact a line."""
    shared = event.model_dump(by_alias=True, include=set(Event.model_fields) - {"format", "event", "cell"})
    own = event.model_dump(by_alias=True, exclude=set(Event.model_fields))
    said = {"format": event.format, "event": event.event, **own, **shared}
    # Tables come last in TOML.
    flat = {key: value for key, value in sorted(present(said).items(), key=_is_table) if value != {}}
    cells = (cell.model_dump(by_alias=True) for cell in event.cell)
    return f"{HEADER}\n{facts(flat)}" + "".join(tables("cell", cells))


def _is_table(item: tuple[str, object]) -> bool:
    return isinstance(item[1], dict)


def _new_id() -> str:
    # Only who begins a matter needs it, and every command reads this module.
    import secrets

    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))
