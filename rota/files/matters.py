"""Matters in files: a folder for each, one numbered and never-edited file for each event."""

import string
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from rota.domain.effective import Change
from rota.domain.matter import PROPOSING, Event, Step
from rota.files.digest import digest
from rota.files.lines import facts, present, tables
from rota.files.toml import Document
from rota.files.write import create_file

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
            if event.cell and self._settles(number)
        )

    def _settles(self, number: int) -> bool:
        """Whether the event of that number changes cells, and does not only ask, or take back what was asked."""
        step = self.events[number - 1].event
        if step is Step.WITHDRAWN:
            # Leave that a draw granted was asked for without cells, and has its cells in the base.
            return self.events[number - 2].event is Step.APPROVED or not self.events[0].cell
        return step not in PROPOSING


def grown(chain: Chain[E] | None, folder: str, event: E) -> Chain[E]:
    """``chain`` as it would be with ``event`` after it, or a new matter of ``folder`` that begins with it."""
    if chain is None:
        # No id has a capital letter, so nothing is named like it.
        return Chain(f"{folder}/New", (event,), ())
    return replace(chain, events=(*chain.events, event))


def begin(root: Path, folder: str, event: Event) -> str:
    """Write a first event as a new matter of ``folder`` and return its id; BadInput if it cannot be written."""
    id = _new_id()
    create_file(root, f"{folder}/{id}/1.toml", dump(event))
    return id


def begin_at(root: Path, ref: str, event: Event) -> None:
    """Write a first event as the matter ``ref``; Taken if somebody else has begun it meanwhile."""
    create_file(root, f"{ref}/1.toml", dump(event))


def is_followed(root: Path, chain: Chain[Any]) -> bool:
    """Whether somebody has written the next event of ``chain`` since it was read."""
    return (root / _next(chain)).exists()


def _next(chain: Chain[Any]) -> str:
    return f"{chain.ref}/{len(chain.events) + 1}.toml"


def follow(root: Path, chain: Chain[E], event: E) -> E:
    """Write ``event`` as the next of ``chain`` and return it as written; Taken if another came first.

    Whether whoever acts may do so is for the caller to say; whether the step may come is checked.
    """
    last = chain.events[-1].event
    if event.event not in event.follows.get(last, frozenset()):
        raise ValueError(f"{event.event.value} may not follow {last.value} in {chain.ref}")
    event = event.model_copy(update={"previous": chain.head})
    create_file(root, _next(chain), dump(event))
    return event


def dump(event: Event) -> str:
    """The text of ``event`` as a file, one fact a line."""
    shared = event.model_dump(by_alias=True, include=set(Event.model_fields) - {"format", "event", "cell"})
    own = event.model_dump(by_alias=True, exclude=set(Event.model_fields))
    rows = {key: value for key, value in own.items() if isinstance(value, tuple)}
    said = {"format": event.format, "event": event.event, **own, **shared}
    # Tables come last in TOML.
    scalars = {key: value for key, value in present(said).items() if key not in rows}
    flat = {key: value for key, value in sorted(scalars.items(), key=_is_table) if value != {}}
    rows["cell"] = tuple(cell.model_dump(by_alias=True) for cell in event.cell)
    return f"{HEADER}\n{facts(flat)}" + "".join(
        text for name, entries in rows.items() for text in tables(name, entries)
    )


def _is_table(item: tuple[str, object]) -> bool:
    return isinstance(item[1], dict)


def _new_id() -> str:
    # Only who begins a matter needs it, and every command reads this module.
    import secrets

    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))
