"""Whether those who wrote the new events might, by who was in charge before the change; and whether their times can be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rota.domain.anchor import AnchorEvent
from rota.domain.authority import judged_in
from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.entitled import may_write, own_in
from rota.domain.matter import Event, Step
from rota.domain.period import Period
from rota.domain.place import Place
from rota.domain.publication import PublicationEvent
from rota.domain.record import Record, Trusted, day_at
from rota.domain.rota import Rota
from rota.files.codes import Code
from rota.files.errors import remark
from rota.files.repository import Repository
from rota.rules import Finding, Level
from rota.work.clock import now
from rota.work.since.back import Back
from rota.work.since.kept import New
from rota.work.situation import facts_of

_SLACK = timedelta(minutes=10)
"""By so much the clocks of two computers may differ."""

_FIRST, _LAST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Judges:
    """Gives the rota, with the facts around it, by which an event is judged: that of its month, in all groups."""

    repo: Repository
    trusted: Trusted | None
    _known: dict[str, Callable[[str], Rota]]

    @classmethod
    def of(cls, repo: Repository, trusted: Trusted | None) -> "Judges":
        """Those of the repository as it is now, with those in charge who were before."""
        return cls(repo, trusted, {})

    def of_event(self, one: New) -> Rota:
        """By what the event is judged."""
        # What is dated ages away is judged as well as can be; that its time cannot be is said elsewhere.
        day = min(max(day_at(one.event, self.repo.centre.zone), _FIRST), _LAST)
        month = Period.holding(day).month
        if month not in self._known:
            self._known[month] = judged_in(self._rota(month))
        return self._known[month](f"{one.matter.ref}/{one.number}")

    def _rota(self, month: str) -> Rota:
        repo, cells = self.repo, dict[str, dict[date, Cell]]()
        for group in repo.centre.group:
            published = repo.rota(group.id, month)
            for agent, days in published.cells.items() if published else ():
                cells.setdefault(agent, {}).update(days)
        absences = tuple(event for chain in repo.absence_chains for event in chain.events)
        record = Record("", "", absences=absences, trusted=self.trusted)
        return Rota(facts_of(repo, repo.centre.group[0].id, month, record=record), cells)


def unentitled(judges: Judges, new: Sequence[New]) -> Iterator[Finding]:
    """A finding for each new event whose writer may not write it, or decides with it about what is their own."""
    for one in new:
        rota, event = judges.of_event(one), one.event
        may, own = may_write(rota, one.matter, one.number), own_in(one.matter, one.number)
        day = day_at(event, rota.facts.centre.zone)
        done = f"{one.matter.ref}: {event.event.value} by {event.by} on {day_words(day)} {day.year}"
        if event.by not in may:
            others = f"that was for {' or '.join(sorted(may))}" if may else "nobody could"
            yield _finding(one, f"{done}, who may not; {others}")
        elif own:
            yield _finding(one, f"{done}, whose own matter it is")


def unpublished(back: Back) -> Iterator[Finding]:
    """A finding for each new base that nobody is recorded to have published as it is."""
    published = {
        (chain.ref, event.rota)
        for chain in back.here.chains
        for event in chain.events
        if isinstance(event, PublicationEvent) and event.event is Step.PUBLISHED
    }
    for file in back.here.new_bases(back.kept):
        if (file.removesuffix(".toml"), back.here.digests[file]) not in published:
            yield remark(
                Code.NOT_ENTITLED,
                f"{file} is new, and nobody is recorded to have published it as it is",
                "publish months with `rota publish`, which records who did; one from before the tool comes in by HR",
                back.here.documents[file].place(),
            )


def mistimed(back: Back, new: Sequence[New]) -> Iterator[Finding]:
    """A finding for each new event whose time cannot be.

    It lies in the future, or before the event that it was written upon, or before an anchor that was there already and
    does not list it.
    """
    latest = now() + _SLACK
    anchors = [
        event for chain in back.here.chains for event in chain.events if isinstance(event, AnchorEvent)
    ]
    there = sum(1 for file in (back.kept.documents if back.kept else ()) if file.startswith("anchors/"))
    last = _moment(anchors[there - 1].at) if 0 < there <= len(anchors) else None
    for one in new:
        at = _moment(one.event.at)
        if at > latest:
            yield _timed(
                one, f"{one.file} says that it was written at {one.event.at}, which is still to come"
            )
        elif (earlier := _upon(one)) is not None and at + _SLACK < _moment(earlier.at):
            message = f"{one.file} says {one.event.at}, before {earlier.at}, when event {one.number - 1} was written"
            yield _timed(one, f"{message}, on which it stands").with_(
                second=one.matter.place(one.number - 1, "at")
            )
        elif last is not None and at < last:
            message = (
                f"{one.file} says {one.event.at}, before the last anchor, which does not list it: it came late, or was "
                "dated back"
            )
            second = Place(f"anchors/{there}.toml").at("at")
            yield _timed(one, message, Level.SHOULD).with_(second=second)


def _upon(one: New) -> Event | None:
    """The event before it in its matter, whose digest it holds."""
    return one.matter.event(one.number - 1) if one.number > 1 else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _finding(one: New, message: str) -> Finding:
    fix = (
        "let whoever may write it anew; who leads, deputises and works here counts as it stood before this change, so "
        "have changes of centre.toml and people.toml go in first"
    )
    return remark(Code.NOT_ENTITLED, message, fix, one.place("by"))


def _timed(one: New, message: str, level: Level = Level.MUST) -> Finding:
    fix = "ask whoever wrote it when that was; set the clock of their computer"
    return remark(Code.WRONG_TIME, message, fix, one.place("at"), level=level)
