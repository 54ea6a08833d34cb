"""What the cells of a published month come to, agent by agent and day by day, as they stand now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.changes import ChangeKind, ChangeState, Settle
from rota.domain.closings import CellKey, Entry, Line
from rota.domain.hours import paid_at_work
from rota.domain.paytime import Measure, amounts
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.work.amend import rota_now
from rota.work.clock import today
from rota.work.swap.sentences import has_lieu, main_days, taker_of

_COVER = {Settle.PAID: Measure.COVER_PAID, Settle.OWED: Measure.COVER_OWED}


@dataclass(frozen=True)
class Count:
    """The hours of a month until a day; ``missing`` are agents who work here and have no cell, with the days."""

    rota: Rota
    entries: dict[CellKey, Entry]
    missing: tuple[CellKey, ...]


def count(repo: Repository, group: str, month: str, until: date) -> Count:
    """The hours of ``month``, which is published, from its first day until ``until``."""
    rota = rota_now(repo, group, month)
    covers = dict(_covers(repo))
    entries: dict[CellKey, Entry] = {}
    missing: list[CellKey] = []
    for agent in rota.agents:
        for day in rota.days:
            if day > until or not rota.facts.present(agent, day):
                continue
            entry = _entry(rota, agent, day, covers.get((agent, day)))
            if entry is None:
                missing.append((agent, day))
            else:
                entries[agent, day] = entry
    return Count(rota, entries, tuple(missing))


def _entry(rota: Rota, agent: str, day: date, cover: Settle | None) -> Entry | None:
    cell, standing = rota.cells.get(agent, {}).get(day), rota.facts.standing(agent, day)
    if cell is None or standing is None:
        return None
    found = dict(amounts(cell, agent, day, rota.facts))
    if cover is not None and cell.is_shift:
        found[_COVER[cover]] = paid_at_work(cell, rota.facts)
    return Entry(agent, day, standing.employer.id, standing.contract.id, Line(str(cell), found))


def _covers(repo: Repository) -> Iterator[tuple[CellKey, Settle]]:
    """The shifts taken in cover whose hours are paid, or owed because no lieu day makes them good."""
    for matter in repo.changes:
        settle = matter.events[0].settle
        applied = matter.state(today(repo.centre)) is ChangeState.APPLIED
        if matter.kind is not ChangeKind.COVER or not applied or settle is None:
            continue
        taker, days = taker_of(matter), main_days(matter.cells)
        if settle is Settle.PAID or not has_lieu(matter, taker):
            taken = (cell.day for cell in matter.cells if cell.agent == taker and cell.day in days)
            yield from (((taker, day), settle) for day in taken)
