"""Leave matters: a folder for each, one numbered and never-edited file for each event."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rota.domain.leave import Leave, LeaveEvent, LeaveStep
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import fault
from rota.files.lines import facts, present
from rota.files.loading import Loader
from rota.files.toml import Document
from rota.files.wording import quoted
from rota.files.write import create_file
from rota.rules import Finding

FOLDER = "leave"
HEADER = "# Written by rota, once: an event is never edited; what comes after is a file of its own."
_LETTERS = string.ascii_lowercase + string.digits
_ID_LENGTH = 12


@dataclass(frozen=True)
class LeaveChain:
    """A leave matter with the files of its events, in order."""

    id: str
    events: tuple[LeaveEvent, ...]
    documents: tuple[Document, ...]

    @property
    def leave(self) -> Leave:
        """What the events amount to."""
        return Leave.of(self.id, self.events)


def read_leave(loader: Loader) -> tuple[LeaveChain, ...]:
    """All leave matters that are whole, in order of their ids; the rest is among the findings."""
    chains = (_read_chain(loader, id) for id in loader.names(FOLDER))
    return tuple(chain for chain in chains if chain is not None)


def _read_chain(loader: Loader, id: str) -> LeaveChain | None:
    folder = f"{FOLDER}/{id}"
    files = sorted(loader.folder(folder), key=lambda file: (len(file), file))
    wanted = [f"{folder}/{number}.toml" for number in range(1, len(files) + 1)]
    if files != wanted or not files:
        missing = next((file for file in wanted if file not in files), f"{folder}/1.toml")
        loader.findings.append(
            fault(
                Code.BROKEN_CHAIN,
                f"leave {id} has {len(files)} events, but no {missing.rpartition('/')[2]}",
                "bring the missing file back from git; events are numbered 1, 2, 3 without gaps",
                Place(missing),
            )
        )
        return None
    events = [loader.model(LeaveEvent, file) for file in files]
    whole = tuple(event for event in events if event is not None)
    if len(whole) < len(files):
        return None
    chain = LeaveChain(id, whole, tuple(loader.documents[file] for file in files))
    before = len(loader.findings)
    loader.findings.extend(_broken(chain))
    return chain if len(loader.findings) == before else None


def _broken(chain: LeaveChain) -> Iterator[Finding]:
    asked = chain.events[0]
    for number, (event, document) in enumerate(zip(chain.events, chain.documents, strict=True)):
        expected = LeaveStep.APPROVED if number else LeaveStep.REQUESTED
        before = chain.documents[number - 1] if number else None
        if event.event is not expected:
            yield fault(
                Code.BROKEN_CHAIN,
                f"leave {chain.id}: event {number + 1} is {quoted(event.event.value)}, not {quoted(expected.value)}",
                "bring the file back from git; events are never edited",
                document.place("event"),
            )
        elif before is not None and event.previous != digest(before.data):
            yield fault(
                Code.BROKEN_CHAIN,
                f"leave {chain.id}: event {number} is not what event {number + 1} was written upon",
                f"bring {before.file} back from git; events are never edited",
                document.place("previous"),
                second=before.place(),
            )
        elif (event.agent, event.from_, event.until) != (asked.agent, asked.from_, asked.until):
            yield fault(
                Code.BROKEN_CHAIN,
                f"leave {chain.id}: event {number + 1} is about other days or another agent than was asked for",
                "bring the file back from git; ask anew for other days",
                document.place("from"),
                second=chain.documents[0].place("from"),
            )


def ask(root: Path, event: LeaveEvent) -> str:
    """Write a first event as a new matter and return the matter's id; BadInput if it cannot be written."""
    id = _new_id()
    create_file(root, f"{FOLDER}/{id}/1.toml", dump(event))
    return id


def approve(root: Path, chain: LeaveChain, by: str, at: str) -> LeaveEvent:
    """Write the approval of ``chain``; Taken if somebody else has added an event meanwhile.

    Whether ``by`` may approve is for the caller to say.
    """
    asked = chain.events[0]
    event = asked.model_copy(
        update={
            "event": LeaveStep.APPROVED,
            "by": by,
            "at": at,
            "previous": digest(chain.documents[-1].data),
        }
    )
    create_file(root, f"{FOLDER}/{chain.id}/{len(chain.events) + 1}.toml", dump(event))
    return event


def dump(event: LeaveEvent) -> str:
    """The text of ``event`` as a file."""
    return f"{HEADER}\n{facts(present(event.model_dump(by_alias=True)))}"


def _new_id() -> str:
    # Only who asks for leave needs it, and every command reads this module.
    import secrets

    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))
