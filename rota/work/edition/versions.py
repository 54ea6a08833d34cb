"""Which version of a month an edition shows, and what was recorded since the version before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from rota.domain.changes import ChangeEvent
from rota.domain.clock import local_day
from rota.domain.effective import Change
from rota.domain.matter import CellChange, Event
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.show.edition.whole import Changed, Version
from rota.show.words import counted
from rota.work.choose import Chosen
from rota.work.publishing.stage import changes_since, last_told, title, told_draft
from rota.work.staff.eyes import Eyes


def before_of(repo: Repository, chosen: Chosen) -> RotaFile | None:
    """The version with which changes are counted: the base, the draft told last, or the draft before; None if there is none."""
    group, month = chosen.file.group, chosen.file.month
    if chosen.draft is None:
        return repo.bases(group).get(month)
    number = _draft_before(repo, chosen, chosen.draft)
    return None if number is None else repo.draft(group, month, number)


def _draft_before(repo: Repository, chosen: Chosen, draft: int) -> int | None:
    group, month = chosen.file.group, chosen.file.month
    numbers = [number for number in repo.draft_numbers(group, month) if number < draft]
    told = last_told(repo, group, month)
    if told is not None and told.draft in numbers:
        return told.draft
    return max(numbers, default=None)


def version_of(repo: Repository, chosen: Chosen, earlier: RotaFile | None, eyes: Eyes | None) -> Version:
    """What the version is called, as far as ``eyes`` see what became of it; its mark is still empty."""
    if chosen.draft is None:
        events = [event for _, event, _ in applied(repo, chosen, eyes)]
        number = 1 + len(events)
        # A copy has the rota as it is, and nothing of how it came to be so.
        name = "as in the staff copy" if repo.staff_copy else f"version {number}"
        said, since = _title(repo, chosen, eyes), "version 1" if events else ""
        return Version(name, said, "published", number, _day(repo, chosen, events), since, "")
    said = title(repo, chosen)
    told = told_draft(repo, chosen.file.group, chosen.file.month, chosen.draft)
    on = local_day(told.at, repo.centre.zone) if told else None
    before = _draft_before(repo, chosen, chosen.draft)
    since = f"draft {before}" if before is not None and earlier is not None else ""
    state = "told" if told else "draft"
    return Version(f"draft {chosen.draft}", said, state, chosen.draft, on, since, "")


def _title(repo: Repository, chosen: Chosen, eyes: Eyes | None) -> str:
    """What a published rota is called; leaders and HR are told of changes that do not apply.

    How many apply is told by the version's number, and how many cells that changed by each format, in one way.
    """
    key = (chosen.file.group, chosen.file.month)
    _, unapplied = changes_since(repo, *key) if eyes is None else (0, 0)
    return f"{chosen}, {counted(unapplied, 'change')} not applied" if unapplied else str(chosen)


def _day(repo: Repository, chosen: Chosen, events: list[Event]) -> date | None:
    """The day of the last change, or else of the publication; None where none is recorded."""
    publication = repo.publication(chosen.file.group, chosen.file.month)
    published = publication.published if publication else None
    moments = [event.at for event in (*events, *([published] if published else []))]
    return max((local_day(moment, repo.centre.zone) for moment in moments), default=None)


def applied(
    repo: Repository, chosen: Chosen, eyes: Eyes | None
) -> list[tuple[Change, Event, list[CellChange]]]:
    """The changes of a published month that apply, as they were recorded one after another.

    Each comes with its event and its cells in this rota, as ``eyes`` see them: a change of which they see nothing is not
    there for them, or its number and its day would tell that somebody's day off has another reason now.
    """
    group, period = chosen.file.group, Period.of_month(chosen.file.month)
    chains: dict[str, Any] = {
        chain.ref: chain
        for family in (repo.change_chains, repo.leave_chains, repo.absence_chains)
        for chain in family
    }
    found = []
    for change in repo.effective.applied:
        cells = [
            cell
            for cell in (eyes.changes(change.cells) if eyes else change.cells)
            if cell.day in period and repo.group_of(cell.agent, cell.day) == group
        ]
        if cells:
            folder, _, number = change.ref.rpartition("/")
            found.append((change, chains[folder].events[int(number) - 1], cells))
    return sorted(found, key=lambda entry: (entry[1].at, entry[0].ref))


def recorded(repo: Repository, chosen: Chosen) -> Iterator[Changed]:
    """Every change of a published month, one after another, with who decided it: for those who see all."""
    for change, event, cells in applied(repo, chosen, None):
        on = local_day(event.at, repo.centre.zone)
        for cell in sorted(cells, key=lambda one: (one.day, one.agent)):
            kind = _kind(event, change.ref)
            yield Changed(cell.agent, cell.day, cell.before, cell.after, on, kind, event.by, change.ref)


def _kind(event: Event, ref: str) -> str:
    """A swap, cover, move, repair or replan; leave; or absence."""
    return event.kind.value if isinstance(event, ChangeEvent) else ref.partition("/")[0]
