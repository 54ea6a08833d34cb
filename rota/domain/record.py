"""What was done to a published rota, as it was recorded: all that the rules of audit and notice read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.absence import AbsenceEvent
from rota.domain.centre import Centre
from rota.domain.clock import local_day
from rota.domain.effective import Unapplied
from rota.domain.matter import CellChange, Event, Step
from rota.domain.people import People
from rota.domain.place import Place
from rota.domain.publication import Publication, PublicationEvent


@dataclass(frozen=True)
class Recorded:
    """A matter that changes, or was to change, cells of a rota.

    ``ref`` is its folder, such as ``changes/k3f9x2m7q1zw``; ``changing`` are the numbers, from 1, of those of
    its events whose cells apply: none while it is only asked for, and none once it is voided.
    """

    ref: str
    events: tuple[Event, ...]
    changing: tuple[int, ...] = ()

    def event(self, number: int) -> Event:
        """The event of that number, from 1."""
        return self.events[number - 1]

    def place(self, number: int, *path: str | int) -> Place:
        """Where the event of that number stands, or a key in it."""
        return Place(f"{self.ref}/{number}.toml").at(*path)

    def cells_of(self, event: Event) -> tuple[CellChange, ...]:
        """The cells that ``event`` is about: its own, or else the last that its matter states."""
        return event.cell or next((each.cell for each in reversed(self.events) if each.cell), ())

    def concerned(self, event: Event) -> tuple[tuple[str, date], ...]:
        """Everybody whose cells ``event``, or else its matter, touches, each with the days."""
        return tuple((cell.agent, cell.day) for cell in self.cells_of(event))

    @property
    def deciding(self) -> tuple[int, ...]:
        """The numbers of the events that somebody has to answer for: what changes cells, or voids all of it."""
        return (len(self.events),) if self.events[-1].event is Step.VOIDED else self.changing


@dataclass(frozen=True)
class Trusted:
    """Who may decide, as it stood before the change that is under review: that change gives nobody authority.

    ``centre`` and ``people`` say who leads and who works here. ``known`` are the events that were there before it, such as
    ``changes/k3f9x2m7q1zw/3``: they were judged when they came.
    """

    centre: Centre
    people: People
    known: frozenset[str]


@dataclass(frozen=True)
class Record:
    """The record of one group's published month.

    ``name`` is ``GROUP/MONTH``, ``base`` the digest of the base as it is now, ``publication`` what was told and
    published, ``matters`` all that touch a cell of the month, and ``unapplied`` those of their changes that
    do not apply. ``absences`` are the events of all absences, whatever became of them: who stood in for somebody
    then goes by what was known then. Where a change is under review, ``trusted`` says who may decide in it.
    """

    name: str
    base: str
    publication: Publication | None = None
    matters: tuple[Recorded, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
    absences: tuple[AbsenceEvent, ...] = ()
    trusted: Trusted | None = None

    @property
    def published(self) -> PublicationEvent | None:
        """The event that published the base: that of its digest, or else the last; None where none is recorded."""
        if self.publication is None:
            return None
        return self.publication.of_base(self.base) or self.publication.published

    @property
    def place(self) -> Place:
        """The base itself."""
        return Place(f"rotas/{self.name}.toml")

    def publication_place(self, event: Event, *path: str | int) -> Place:
        """Where an event of the publication stands, or a key in it."""
        events = self.publication.events if self.publication else ()
        number = next((at for at, each in enumerate(events, 1) if each is event), 1)
        return Place(f"rotas/{self.name}/{number}.toml").at(*path)

    @property
    def deciding(self) -> Iterator[tuple[Recorded, int]]:
        """Every event that somebody has to answer for, with its matter."""
        return ((matter, number) for matter in self.matters for number in matter.deciding)

    @property
    def changing(self) -> Iterator[tuple[Recorded, int]]:
        """Every event whose cells apply, with its matter."""
        return ((matter, number) for matter in self.matters for number in matter.changing)

    def cells_of(self, ref: str) -> tuple[CellChange, ...]:
        """The cells that the event ``ref``, such as ``changes/k3f9x2m7q1zw/3``, changes; none if it is not recorded here."""
        folder, _, number = ref.rpartition("/")
        found = next((matter for matter in self.matters if matter.ref == folder), None)
        return found.event(int(number)).cell if found else ()


def day_at(event: Event, zone: str) -> date:
    """The day on which ``event`` was written, by the calendar of ``zone``."""
    return local_day(event.at, zone)
