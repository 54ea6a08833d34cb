"""Matters read from their files: each chain whole and in order, or a finding that says where it is broken."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from rota.domain.matter import Event
from rota.domain.place import Place
from rota.domain.table import ID_PATTERN
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import BadInput, fault
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.wording import quoted
from rota.rules import Finding

E = TypeVar("E", bound=Event)

_NUMBERED = re.compile(r"/[1-9][0-9]*\.toml$")


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
    names = loader.names(ref)
    if not names:
        # Somebody is about to write the first event, or was stopped before it: nothing has happened yet.
        return None
    name = ref.rpartition("/")[2]
    if not re.fullmatch(ID_PATTERN, name):
        # What differs by case, or by look-alike letters, alone would pass for another matter.
        message = (
            f"{ref}: {quoted(name)} is no id of a matter; those are lower-case letters, digits and hyphens"
        )
        fix = "remove it, and find out who put it there: git log -- FOLDER"
        loader.findings.append(fault(Code.MISNAMED, message, fix, Place(f"{ref}/{names[0]}")))
        return None
    files = sorted(
        (f"{ref}/{name}" for name in names if name.endswith(".toml")), key=lambda file: (len(file), file)
    )
    if strays := [file for file in files if not _NUMBERED.search(file)]:
        loader.findings.extend(map(_stray, strays))
        return None
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


def _stray(file: str) -> Finding:
    """A sync, or somebody by hand, has put it there: which event is the right one, nobody can tell but they."""
    return fault(
        Code.BROKEN_CHAIN,
        f"{file} is no event: those are named 1.toml, 2.toml and so on",
        "if it is a copy that a sync made, see which is right, keep that one under its number, and delete the other",
        Place(file),
    )


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


def event_files(root: Path, folders: Mapping[str, int]) -> frozenset[str]:
    """The files of all events below ``folders``, each given with how deep its matters lie, as they are now."""
    loader = Loader(root)
    refs = (ref for folder, depth in folders.items() for ref in _folders(loader, folder, depth))
    files = frozenset(file for ref in refs for file in loader.folder(ref))
    if loader.findings:
        raise BadInput(loader.findings)
    return files
