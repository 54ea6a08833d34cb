"""Calendars of the small published centre, and how they are read back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar

from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import BASE, CellChange, Step
from rota.files import matters
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.show.ics import Entry, Feed, to_ics
from rota.work.calendars.feeds import chosen_months, feeds
from tests.living_world import GROUP, LEADER, MONTH

FIRST = datetime.fromisoformat("2026-11-01T09:00:00+00:00")
"""When the first change is recorded; each further step is a minute later."""


@dataclass(frozen=True)
class Seen:
    """An event as the icalendar library reads it back."""

    start: date
    end: date
    summary: str
    notes: str
    status: str
    sequence: int
    stamp: datetime

    @property
    def content(self) -> tuple[object, ...]:
        """What a person sees of it."""
        return self.start, self.end, self.summary, self.notes, self.status


def all_feeds(root: Path, month: str | None = None) -> dict[str, Feed]:
    """Everybody's calendar as the repository in ``root`` has it now."""
    repo = Repository.open(root)
    return {feed.agent: feed for feed in feeds(repo, chosen_months(repo, month, None))}


def entries(root: Path, agent: str, day: str) -> list[Entry]:
    """The entries of an agent's day, by their own word; in local winter time, as the small centre's December is."""
    repo = Repository.open(root)
    (feed,) = feeds(repo, chosen_months(repo, None, None), agent)
    return [entry for entry in feed.entries if entry.start.isoformat()[:10] == day]


def entry(root: Path, agent: str, day: str) -> Entry:
    """The only entry of an agent's day."""
    (found,) = entries(root, agent, day)
    return found


def read(feed: Feed) -> dict[str, Seen]:
    """The events of a calendar by UID, read back by the library."""
    found = {}
    for event in Calendar.from_ical(to_ics(feed)).walk("VEVENT"):
        uid = str(event["UID"])
        assert uid not in found, uid
        found[uid] = _seen(event)
    return found


def _seen(event: Any) -> Seen:
    return Seen(
        event.decoded("DTSTART"),
        event.decoded("DTEND"),
        str(event["SUMMARY"]),
        str(event.get("DESCRIPTION", "")),
        str(event["STATUS"]),
        int(event["SEQUENCE"]),
        event.decoded("DTSTAMP"),
    )


class Record:
    """Writes changes into a repository as no command would: whatever they do to the rules, a minute after another."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps = 0

    def change(self, cells: Mapping[tuple[str, str], str], on: str | None = None) -> str:
        """Record that cells are others now, on what stands there, or on the change ``on``; the new change's event."""
        repo = Repository.open(self.root)
        changed = tuple(self._cell(repo, agent, day, after, on) for (agent, day), after in cells.items())
        event = ChangeEvent(
            event=Step.RECORDED, kind=ChangeKind.REPAIR, by=LEADER, at=self._moment(), cell=changed
        )
        ref = f"changes/t{self.steps:011}"
        matters.begin_at(self.root, ref, event)
        return f"{ref}/1"

    def void(self, ref: str) -> None:
        """Record that a change never was."""
        repo = Repository.open(self.root)
        chain = next(chain for chain in repo.change_chains if f"{chain.ref}/1" == ref)
        event = ChangeEvent(event=Step.VOIDED, kind=ChangeKind.REPAIR, by=LEADER, at=self._moment())
        matters.follow(self.root, chain, event)

    def _cell(self, repo: Repository, agent: str, day: str, after: str, on: str | None) -> CellChange:
        key = agent, date.fromisoformat(day)
        head = repo.effective.head(*key) if on is None else on
        if head == BASE:
            before = repo.bases(GROUP)[MONTH].cells[agent][key[1]]
        else:
            chains = [change for change in repo.change_chains if head.startswith(f"{change.ref}/")]
            before = next(c.new for c in chains[0].events[0].cell if (c.agent, c.day) == key)
        return CellChange(agent=agent, day=key[1], before=str(before), after=after, on=head)

    def _moment(self) -> str:
        self.steps += 1
        return (FIRST + timedelta(minutes=self.steps)).isoformat()


def base(root: Path, month: str, cells: Mapping[str, Mapping[str, str]], group: str = GROUP) -> None:
    """Put a rota in its place by hand: nothing is recorded of its publication."""
    days = {
        agent: {date.fromisoformat(day): parse_cell(cell) for day, cell in own.items()}
        for agent, own in cells.items()
    }
    Repository.open(root).write_base(RotaFile(group, month, days))


def texts(found: Iterable[Feed]) -> dict[str, bytes]:
    """The calendars as files."""
    return {feed.agent: to_ics(feed) for feed in found}
