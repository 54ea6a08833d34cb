"""Which version of a month an edition shows, and what has changed since the version before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from rota.domain.changes import ChangeEvent
from rota.domain.clock import local_day
from rota.domain.duties import duty
from rota.domain.effective import Change
from rota.domain.matter import Event
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.show.edition import Changed, Version
from rota.work.choose import Chosen
from rota.work.publishing.stage import last_told, title, told_draft
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


def version_of(repo: Repository, chosen: Chosen, earlier: RotaFile | None) -> Version:
    """What the version is called; its mark is still empty."""
    said = title(repo, chosen)
    if chosen.draft is None:
        events = [event for _, event in applied(repo, chosen)]
        number = 1 + len(events)
        since = "version 1" if events else ""
        return Version(f"version {number}", said, "published", number, _day(repo, chosen, events), since, "")
    told = told_draft(repo, chosen.file.group, chosen.file.month, chosen.draft)
    on = local_day(told.at, repo.centre.zone) if told else None
    before = _draft_before(repo, chosen, chosen.draft)
    since = f"draft {before}" if before is not None and earlier is not None else ""
    state = "told" if told else "draft"
    return Version(f"draft {chosen.draft}", said, state, chosen.draft, on, since, "")


def _day(repo: Repository, chosen: Chosen, events: list[Event]) -> date | None:
    """The day of the last change, or else of the publication; None where none is recorded."""
    publication = repo.publication(chosen.file.group, chosen.file.month)
    published = publication.published if publication else None
    moments = [event.at for event in (*events, *([published] if published else []))]
    return max((local_day(moment, repo.centre.zone) for moment in moments), default=None)


def applied(repo: Repository, chosen: Chosen) -> list[tuple[Change, Event]]:
    """The changes of a published month that apply, each with its event, in the order in which they were recorded."""
    group, period = chosen.file.group, Period.of_month(chosen.file.month)
    chains: dict[str, Any] = {
        chain.ref: chain
        for family in (repo.change_chains, repo.leave_chains, repo.absence_chains)
        for chain in family
    }
    found = []
    for change in repo.effective.applied:
        if any(cell.day in period and repo.group_of(cell.agent, cell.day) == group for cell in change.cells):
            folder, _, number = change.ref.rpartition("/")
            found.append((change, chains[folder].events[int(number) - 1]))
    return sorted(found, key=lambda pair: (pair[1].at, pair[0].ref))


def changes_of(
    repo: Repository, chosen: Chosen, earlier: RotaFile | None, eyes: Eyes | None
) -> tuple[Changed, ...]:
    """Every change since the version before, as ``eyes`` see it, None for those who see all."""
    if chosen.draft is None:
        return tuple(_recorded(repo, chosen, eyes))
    return tuple(_redrawn(repo, chosen.file, earlier, eyes)) if earlier else ()


def _recorded(repo: Repository, chosen: Chosen, eyes: Eyes | None) -> Iterator[Changed]:
    group, period = chosen.file.group, Period.of_month(chosen.file.month)
    for change, event in applied(repo, chosen):
        on = local_day(event.at, repo.centre.zone)
        cells = eyes.changes(change.cells) if eyes else change.cells
        for cell in sorted(cells, key=lambda one: (one.day, one.agent)):
            if cell.day in period and repo.group_of(cell.agent, cell.day) == group:
                told = ("", "", "") if eyes else (_kind(event, change.ref), event.by, change.ref)
                yield Changed(cell.agent, cell.day, cell.before, cell.after, on, *told)


def _kind(event: Event, ref: str) -> str:
    """A swap, cover, move, repair or replan; leave; or absence."""
    return event.kind.value if isinstance(event, ChangeEvent) else ref.partition("/")[0]


def _redrawn(repo: Repository, now: RotaFile, earlier: RotaFile, eyes: Eyes | None) -> Iterator[Changed]:
    """The duties of a draft that the draft before had otherwise."""
    for agent, cells in now.cells.items():
        for day, new in sorted(cells.items()):
            old = earlier.cells.get(agent, {}).get(day)
            if old is None:
                continue
            pair = [eyes.others(agent, day, cell) if eyes else cell for cell in (old, new)]
            was, is_ = (duty(cell, repo.demand) for cell in pair)
            if was != is_:
                yield Changed(agent, day, str(was), str(is_))
