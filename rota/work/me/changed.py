"""What has changed for an agent since a look or a day: cells, and months that are new or published now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rota.domain.cell import Cell
from rota.domain.duties import duty
from rota.domain.matter import Event, Step
from rota.files.looks import Seen
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.show.me import CellMove, MonthNews
from rota.work.me.ahead import Stand
from rota.work.publishing.stage import day_at

_SAID = {
    Step.APPROVED: "approved",
    Step.RECORDED: "recorded",
    Step.ENDED: "ended",
    Step.WITHDRAWN: "withdrawn",
}


def seen_now(repo: Repository, agent: str, stands: Iterable[Stand], at: str) -> Seen:
    """What ``agent`` sees now in ``stands``: their duties by day, and which months are published."""
    own = list(stands)
    cells = {day: _duty(repo, stand.rota.cells[agent][day]) for stand in own for day in stand.days}
    return Seen(at, cells, frozenset(stand.name for stand in own if stand.draft is None))


def seen_before(repo: Repository, agent: str, stands: Iterable[Stand], day: date) -> Seen:
    """What ``agent`` would have seen in ``stands`` as ``day`` began, by what is recorded."""
    cells: dict[date, str] = {}
    published = set()
    for stand in stands:
        stood = _published_before(repo, agent, stand, day)
        if stood is not None:
            published.add(stand.name)
        else:
            stood = _told_before(repo, agent, stand, day)
        cells |= {on: _duty(repo, cell) for on, cell in (stood or {}).items() if on in stand.days}
    return Seen("", cells, frozenset(published))


def _duty(repo: Repository, cell: Cell) -> str:
    return str(duty(cell, repo.demand))


def news(agent: str, stands: Iterable[Stand], seen: Seen, since: date) -> Iterator[MonthNews]:
    """The months that were not there, or not published, when ``seen`` was, with the shifts from ``since`` on."""
    for stand in stands:
        days = [day for day in stand.days if day >= since]
        new = bool(days) and not any(day in seen.cells for day in days)
        if new or (stand.draft is None and days and stand.name not in seen.published):
            worked = sum(stand.rota.cells[agent][day].is_shift for day in days)
            yield MonthNews(stand.rota.facts.period, worked, stand.draft, known=not new)


def moves(
    repo: Repository, agent: str, stands: Iterable[Stand], seen: Seen, since: date
) -> Iterator[CellMove]:
    """The duties that are others than when ``seen`` was, from ``since`` on; months that are new as a whole are left out."""
    for stand in stands:
        days = [day for day in stand.days if day >= since]
        if any(day in seen.cells for day in days):
            for day in days:
                now = _duty(repo, stand.rota.cells[agent][day])
                before = seen.cells.get(day, "")
                if before != now:
                    yield CellMove(day, before, now, _why(repo, agent, day))


def _why(repo: Repository, agent: str, day: date) -> str:
    """The event that made the cell what it is, in words; nothing where it stands as published."""
    ref, _, number = repo.effective.head(agent, day).rpartition("/")
    chain = next((chain for chain in repo.contents.chains if chain.ref == ref), None)
    if chain is None:
        return ""
    event: Event = chain.events[int(number) - 1]
    kind = getattr(event, "kind", ref.partition("/")[0])
    return f"{kind} {_SAID.get(event.event, event.event.value)} by {event.by}"


def _published_before(repo: Repository, agent: str, stand: Stand, day: date) -> Mapping[date, Cell] | None:
    """The cells as they stood published when ``day`` began; None where they were not published then."""
    group, month = stand.file.group, stand.file.month
    if month not in repo.bases(group):
        return None
    publication = repo.publication(group, month)
    event = publication.published if publication else None
    if event is not None and day_at(repo.centre, event.at) >= day:
        return None
    past = (chain for each in repo.contents.chains if (chain := _as_of(repo, each, day)) is not None)
    changed = {on: cell for (who, on), cell in repo.stood(past).cells.items() if who == agent}
    return {**repo.bases(group)[month].cells.get(agent, {}), **changed}


def _as_of(repo: Repository, chain: Chain[Any], day: date) -> Chain[Any] | None:
    """The matter as it was when ``day`` began; None where nothing of it had happened."""
    events = tuple(event for event in chain.events if day_at(repo.centre, event.at) < day)
    return replace(chain, events=events) if events else None


def _told_before(repo: Repository, agent: str, stand: Stand, day: date) -> Mapping[date, Cell] | None:
    """The cells of the draft that was told last before ``day``; None where none was."""
    group, month = stand.file.group, stand.file.month
    publication = repo.publication(group, month)
    told = [
        event.draft
        for event in (publication.events if publication else ())
        if event.event is Step.TOLD and day_at(repo.centre, event.at) < day
    ]
    if not told or told[-1] not in repo.draft_numbers(group, month):
        return None
    return repo.draft(group, month, told[-1]).cells.get(agent, {})
