"""What shows that a record is not what was written: by its anchors, its publications, and what changes stand on."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rota.domain.effective import Fault, Unapplied
from rota.domain.matter import PROPOSING, Event
from rota.domain.place import Place
from rota.domain.publication import Publication
from rota.files.anchors import FOLDER, Sealed
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.shelf import ROTAS
from rota.rules import Finding


def faults(sealed: Sealed) -> Iterator[Finding]:
    """All that is wrong beyond what cannot be read: edited, gone, or not what was published."""
    yield from _not_as_anchored(sealed)
    yield from _bases(sealed)
    yield from _evidence(sealed)
    yield from _closings(sealed)


def _edited(file: str) -> str:
    return f"bring it back from git, and find out who edited it: git log -p -- {file}"


def _not_as_anchored(sealed: Sealed) -> Iterator[Finding]:
    """What an anchor lists and is gone, or is another now."""
    for file, (number, was) in sealed.anchored.items():
        listing = Place(f"{FOLDER}/{number}.toml").at("files", file)
        if file not in sealed.documents:
            # A file that is there and cannot be read is at fault for that.
            if not (sealed.root / file).exists():
                message = f"{file} is gone; anchor {number} lists it"
                yield fault(
                    Code.TAMPERED,
                    message,
                    f"bring it back from git, and find out who removed it: git log -- {file}",
                    Place(file),
                    second=listing,
                )
        elif sealed.digest(file) != was:
            message = f"{file} was edited; it is not what anchor {number} lists"
            yield fault(Code.TAMPERED, message, _edited(file), Place(file), second=listing)


def late(sealed: Sealed) -> Iterator[Finding]:
    """Matters with events that no anchor lists although they say that they are older than the last one."""
    anchors = sealed.anchors
    for chain in sealed.chains if anchors else ():
        files = [
            f"{chain.ref}/{number}.toml"
            for number, event in enumerate(chain.events, 1)
            if anchors and _moment(event) < _moment(anchors.events[-1])
        ]
        new = [file for file in files if file not in sealed.anchored]
        if new and anchors:
            yield fault(
                Code.TAMPERED,
                f"{' and '.join(new)} should be older than the last anchor, which does not list it: put in afterwards, "
                "or come late from another copy of the repository",
                f"see when and from whom it came: git log -- {new[0]}; where that is in order: rota audit anchor --late",
                Place(new[0]).at("at"),
                second=Place(f"{FOLDER}/{len(anchors.events)}.toml").at("at"),
            )


def _moment(event: Event) -> datetime:
    return datetime.fromisoformat(event.at)


def _bases(sealed: Sealed) -> Iterator[Finding]:
    """Bases that are not what was published, or that are gone although they were."""
    for chain in sealed.contents.publications:
        _, group, month = chain.ref.split("/")
        publication, file = Publication.of(group, month, chain.events), f"{ROTAS}/{group}/{month}.toml"
        published = publication.published
        if published is None:
            continue
        place = Place(f"{chain.ref}/{1 + chain.events.index(published)}.toml").at("rota")
        if file not in sealed.documents:
            if not (sealed.root / file).exists():
                fix = f"bring {file} back from git; if its publication was cut short, publish {month} again"
                yield fault(
                    Code.TAMPERED,
                    f"{group} {month} was published, and its base is gone",
                    fix,
                    Place(file),
                    second=place,
                )
        elif publication.of_base(sealed.digest(file)) is None:
            message = f"the base of {group} {month} is not the one that was published"
            yield fault(Code.TAMPERED, message, _edited(file), Place(file), second=place)


def _evidence(sealed: Sealed) -> Iterator[Finding]:
    """Changes that were decided about another base than stands there now."""
    for chain in sealed.chains:
        for number, event in enumerate(chain.events, 1):
            for name, judged in event.base.items() if event.event not in PROPOSING else ():
                file = f"{ROTAS}/{name}.toml"
                if file in sealed.documents and sealed.digest(file) != judged:
                    yield fault(
                        Code.TAMPERED,
                        f"{chain.ref}/{number} was decided about another base of {name} than stands there now",
                        _edited(file),
                        Place(file),
                        second=Place(f"{chain.ref}/{number}.toml").at("base", name),
                    )


def _closings(sealed: Sealed) -> Iterator[Finding]:
    """Closings that later closings of other months have seen, and that are gone or another now."""
    for chain in sealed.closings:
        for number, event in enumerate(chain.events, 1):
            for name, was in event.seen.items():
                file = f"{chain.ref.rpartition('/')[0]}/{name}.toml"
                gone = not (sealed.root / file).exists()
                if gone or (file in sealed.documents and sealed.digest(file) != was):
                    yield fault(
                        Code.TAMPERED,
                        f"{file} {'is gone' if gone else 'was edited'}; {chain.ref}/{number} was written upon it",
                        _edited(file),
                        Place(file),
                        second=Place(f"{chain.ref}/{number}.toml").at("seen", name),
                    )


def without_ground(sealed: Sealed, unapplied: Iterable[Unapplied]) -> Iterator[Finding]:
    """Changes that do not apply because they stand on events or rotas that are not there."""
    for one in unapplied:
        on = one.cell.on
        # What stands on one of two changes of a cell has its ground, only not yet; `rota check` names those.
        if one.fault is Fault.TWICE or (one.fault is Fault.ORPHANED and f"{on}.toml" in sealed.documents):
            continue
        message = f"{one.ref} has no effect, {one.cell.agent} on {one.cell.day}: {one.fault.value} ({on})"
        fix = "bring back from git what it stands on; where it never was, void the change and agree it anew"
        yield fault(Code.TAMPERED, message, fix, Place(f"{one.ref}.toml").at("cell"))
