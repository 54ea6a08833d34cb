"""The versions of a month that staff have known: each draft that they were told, then what was published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rota.domain.cell import Cell
from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile

UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of what was never recorded, such as a rota that was put in its place by hand."""


@dataclass(frozen=True)
class Version:
    """A rota as staff knew it from ``at`` on; ``file`` is None for a draft that was told and is not kept any more."""

    at: datetime
    file: RotaFile | None

    def cell(self, agent: str, day: date) -> Cell | None:
        """The cell, also of somebody who has left the group since."""
        if self.file is None:
            return None
        cell = self.file.cells.get(agent, {}).get(day)
        return cell if cell is not None else self.file.gone.get(agent, {}).get(day)


@dataclass(frozen=True)
class Known:
    """A group's month that staff know: its versions in order, and the rota that counts ``now``."""

    group: str
    month: str
    versions: tuple[Version, ...]
    now: RotaFile
    published: bool

    @property
    def agents(self) -> tuple[str, ...]:
        """Everybody who is in a version of the month, or in the rota as it stands now, by id."""
        files = [self.now, *(version.file for version in self.versions if version.file is not None)]
        return tuple(sorted({agent for file in files for agent in (*file.cells, *file.gone)}))


def known_months(repo: Repository) -> tuple[tuple[str, str], ...]:
    """Month and group of every rota that is published, or of which a draft was told, in order."""
    published = ((month, group.id) for group in repo.centre.group for month in repo.bases(group.id))
    recorded = (chain.ref.split("/") for chain in repo.publication_chains)
    told = ((month, group) for _, group, month in recorded if _last(repo, group, month) is not None)
    return tuple(sorted({*published, *told}))


def known(repo: Repository, group: str, month: str) -> Known:
    """The versions of one of the ``known_months``; KeyError for any other."""
    told = [
        Version(datetime.fromisoformat(event.at), _draft(repo, group, month, event.draft))
        for event in _tellings(repo, group, month)
    ]
    base = repo.bases(group).get(month)
    if base is None:
        newest = _last(repo, group, month)
        if newest is None:
            raise KeyError(month)
        return Known(group, month, tuple(told), newest, published=False)
    now = repo.rotas(group)[month]
    return Known(group, month, (*told, Version(_published_at(repo, group, month), base)), now, published=True)


def _last(repo: Repository, group: str, month: str) -> RotaFile | None:
    """The draft that was told last; None where none was, or it is not kept any more."""
    drafts = [event.draft for event in _tellings(repo, group, month)]
    return _draft(repo, group, month, drafts[-1]) if drafts else None


def _draft(repo: Repository, group: str, month: str, number: int | None) -> RotaFile | None:
    if number is None or number not in repo.draft_numbers(group, month):
        return None
    return repo.draft(group, month, number)


def _tellings(repo: Repository, group: str, month: str) -> Iterator[PublicationEvent]:
    """The tellings of drafts; what is told of a published month is that rota, and no version of its own."""
    publication = repo.publication(group, month)
    end = _publication(repo, group, month)
    for event in publication.events if publication else ():
        if event is end:
            return
        if event.event is Step.TOLD:
            yield event


def _published_at(repo: Repository, group: str, month: str) -> datetime:
    event = _publication(repo, group, month)
    return datetime.fromisoformat(event.at) if event else UNKNOWN_TIME


def _publication(repo: Repository, group: str, month: str) -> PublicationEvent | None:
    """The event that published the base that there is."""
    publication = repo.publication(group, month)
    if publication is None or month not in repo.bases(group):
        return None
    return publication.of_base(repo.base_digest(group, month)) or publication.published
