"""The story of a month: all that was told, published, asked for, decided and changed, from its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rota.domain.absence import AbsenceEvent
from rota.domain.changes import ChangeEvent, ChangeMatter
from rota.domain.clock import day_words
from rota.domain.closings import Entry, confirmed, corrections
from rota.domain.leave import LeaveEvent
from rota.domain.matter import BASE, Step
from rota.domain.paytime import Measure
from rota.domain.period import Period
from rota.domain.publication import Publication
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.show.audit import Closed, Life, Story, Told
from rota.work.clock import today
from rota.work.closing.books import Books
from rota.work.errors import Unusable

CellKey = tuple[str, date]


@dataclass(frozen=True)
class Wanted:
    """Which part of a month's story to tell: of an agent, of a day, of both (one cell), or all of it."""

    group: str
    month: str
    agent: str | None = None
    day: date | None = None


def story(repo: Repository, wanted: Wanted) -> Story:
    """What was done to the month; Unusable where nothing is published or recorded, or the day lies outside."""
    period = Period.of_month(wanted.month)
    if wanted.day is not None and wanted.day not in period:
        other = Period.holding(wanted.day).month
        raise Unusable(f"{wanted.day} is not in {wanted.month}; say rota audit {other} --day {wanted.day}")
    chains = [chain for chain in _chains(repo) if _concerns(repo, chain, period, wanted)]
    publication = repo.publication(wanted.group, wanted.month)
    if publication is None and wanted.month not in repo.bases(wanted.group) and not chains:
        raise Unusable(
            f"nothing is recorded of {wanted.group} {wanted.month} yet; its drafts say themselves how they were made"
        )
    group = next(group for group in repo.centre.group if group.id == wanted.group)
    return Story(
        group.name or group.id,
        period,
        repo.centre.zone,
        _about(wanted),
        publication.events if publication else (),
        _base(repo, wanted, publication),
        tuple(_lives(repo, period, wanted)),
        tuple(_told(repo, chain) for chain in sorted(chains, key=lambda one: (one.events[0].at, one.ref))),
        tuple(_closings(repo, wanted)),
    )


def _closings(repo: Repository, wanted: Wanted) -> Iterator[Closed]:
    """What was confirmed of the month, as far as it is asked for."""
    events = Books.of(repo, wanted.group).events(wanted.month)

    def asked(entry: Entry) -> bool:
        return wanted.agent in (None, entry.agent) and wanted.day in (None, entry.day)

    for number, event in enumerate(events):
        before = confirmed(events[:number])
        until = events[number - 1].until if number else date.min
        now = {entry.key: entry for entry in event.entries() if asked(entry)}
        new = [entry for entry in now.values() if entry.day > until]
        worked = sum(entry.line.amounts.get(Measure.WORKED, 0) for entry in new)
        changed = corrections({key: before[key] for key in now if key in before}, now, until)
        yield Closed(event, len({entry.agent for entry in new}), worked, changed)


def _chains(repo: Repository) -> Iterator[Chain[Any]]:
    yield from repo.change_chains
    yield from repo.leave_chains
    yield from repo.absence_chains


def _concerns(repo: Repository, chain: Chain[Any], period: Period, wanted: Wanted) -> bool:
    """Whether the matter touches the group's month and, where they are given, the agent and the day."""
    keys = {(cell.agent, cell.day) for event in chain.events for cell in event.cell} | set(
        _away(chain, period)
    )
    here = {key for key in keys if key[1] in period and repo.group_of(*key) == wanted.group}
    if wanted.day is not None:
        here = {key for key in here if key[1] == wanted.day}
    if wanted.agent is not None and wanted.day is not None:
        return (wanted.agent, wanted.day) in here
    acted = {who for event in chain.events for who in (event.by, event.for_)}
    return bool(here) and (wanted.agent is None or wanted.agent in acted | {agent for agent, _ in here})


def _away(chain: Chain[Any], period: Period) -> Iterator[CellKey]:
    """The days of a leave or an absence in the period, whether or not they are published."""
    event = chain.events[-1]
    if isinstance(event, LeaveEvent | AbsenceEvent):
        last = event.until or period.end
        yield from ((event.agent, day) for day in period.days if event.from_ <= day <= last)


def _about(wanted: Wanted) -> str:
    parts = []
    if wanted.agent is not None:
        parts.append(f"What concerns {wanted.agent}, or was done by or for them")
    if wanted.day is not None:
        parts.append(f"on {day_words(wanted.day)}" if parts else f"What concerns {day_words(wanted.day)}")
    if wanted.agent is not None and wanted.day is not None:
        return f"The cell of {wanted.agent} on {day_words(wanted.day)}"
    return " ".join(parts)


def _base(repo: Repository, wanted: Wanted, publication: Publication | None) -> str:
    if wanted.month not in repo.bases(wanted.group):
        return "There is no published rota."
    if publication is None or publication.published is None:
        return "Nobody is recorded to have published the rota that stands there."
    whole = publication.of_base(repo.base_digest(wanted.group, wanted.month)) is not None
    return (
        "The base is what was published." if whole else "The base is NOT what was published: it was edited."
    )


def _lives(repo: Repository, period: Period, wanted: Wanted) -> Iterator[Life]:
    """The cells that changes made what they are, or the one that is asked for, whether it changed or not."""
    heads = repo.effective.heads
    asked = {(wanted.agent, wanted.day)} if wanted.agent and wanted.day else set()
    for agent, day in sorted({*heads, *asked}):
        if day not in period or repo.group_of(agent, day) != wanted.group:
            continue
        if (wanted.agent in (None, agent)) and (wanted.day in (None, day)):
            base = repo.bases(wanted.group).get(wanted.month)
            cell = base.cells.get(agent, {}).get(day) if base else None
            yield Life(agent, day, str(cell) if cell else "no cell", tuple(_steps(repo, (agent, day))))


def _steps(repo: Repository, key: CellKey) -> Iterator[tuple[str, str]]:
    """From the base to what stands there now, link by link."""
    made = {
        change.ref: cell
        for change in repo.effective.applied
        for cell in change.cells
        if (cell.agent, cell.day) == key
    }
    ref, steps = repo.effective.head(*key), []
    while ref != BASE:
        steps.append((ref, str(made[ref].new)))
        ref = made[ref].on
    return reversed(steps)


def _told(repo: Repository, chain: Chain[Any]) -> Told:
    first = chain.events[0]
    unapplied = {one.ref.rpartition("/")[0]: one for one in repo.effective.unapplied}
    one = unapplied.get(chain.ref)
    fault = f"{one.fault.value}{f', beside {one.other}' if one.other else ''}" if one else ""
    if isinstance(first, ChangeEvent):
        state = ChangeMatter.of(chain.id, chain.events).state(today(repo.centre)).value
        return Told(chain.ref, first.kind.value, state, chain.events, fault=fault)
    if isinstance(first, LeaveEvent):
        leave = next(leave for leave in repo.leave if leave.id == chain.id)
        about = f"{first.agent}, {_days(leave.first, leave.last)}"
        return Told(chain.ref, "leave", leave.state.value, chain.events, about, fault)
    last = chain.events[-1]
    state = "voided" if last.event is Step.VOIDED else "recorded" if last.until else "open"
    return Told(
        chain.ref, "absence", state, chain.events, f"{last.agent}, {_days(last.from_, last.until)}", fault
    )


def _days(first: date, last: date | None) -> str:
    if first == last:
        return day_words(first)
    return f"{day_words(first)} to {day_words(last)}" if last else f"{day_words(first)} on"
