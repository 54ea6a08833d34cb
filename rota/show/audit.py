"""The story of a month, a person or a cell as text: every event in order, by whom, for whom, by what means."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rota.domain.clock import day_words
from rota.domain.closings import ClosedEvent, Correction
from rota.domain.matter import BASE, CellChange, Claim, Event, Means
from rota.domain.period import Period
from rota.domain.publication import PublicationEvent
from rota.show.closing import corrections_lines
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.words import agent_words, counted, day_month, length, period_words

Names = Mapping[str, str]

_CLAIMS = {
    Claim.STATED: "stated",
    Claim.ENVIRONMENT: "ROTA_AS",
    Claim.LOGIN: "login",
    Claim.GIT_EMAIL: "git e-mail",
}
_MEANS = {
    Means.IN_PERSON: "in person",
    Means.PHONE: "by phone",
    Means.PAPER: "on paper",
    Means.FILE: "in a file",
}


@dataclass(frozen=True)
class Told:
    """A matter: its folder, what it is, how it stands, its events, and why its change has no effect, where it has none."""

    ref: str
    kind: str
    state: str
    events: tuple[Event, ...]
    about: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Life:
    """One cell: what was published, and what each change that applies made of it, with the event that did."""

    agent: str
    day: date
    published: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Closed:
    """Hours that were confirmed: of how many agents, how many minutes of work, and what of it corrected an event before."""

    event: ClosedEvent
    agents: int
    minutes: int
    changed: tuple[Correction, ...]


@dataclass(frozen=True)
class Story:
    """What was done to a group's month, or to that part of it that ``about`` names."""

    group: str
    period: Period
    zone: str
    about: str
    publication: tuple[PublicationEvent, ...]
    base: str
    lives: tuple[Life, ...]
    matters: tuple[Told, ...]
    closings: tuple[Closed, ...] = ()


def story_text(story: Story, *, names: Names, color: bool = False) -> str:
    """The publication, the cells that changed, each matter event by event, and how many there were of what."""
    title = f"{safe(story.group)}, {period_words(story.period)}"
    lines: list[Line] = [[(title, "bold")]]
    if story.about:
        lines.append([(safe(story.about), "")])
    lines += [[], *_publication(story, names)]
    lines += [[], *_lives(story, names)]
    for told in story.matters:
        lines += [[], *_matter(told, story.zone, names)]
    if story.closings:
        lines += [[], *_closings(story, names)]
    return paint([*lines, [], *_counts(story)], color=color)


def _publication(story: Story, names: Names) -> Iterator[Line]:
    yield [("Publication", "bold")]
    for number, event in enumerate(story.publication, 1):
        reason = f", reason: {event.reason.value}" if event.reason else ""
        draft = f" draft {event.draft}" if event.draft else ""
        days = f"{counted(event.notice, 'day')} before its first day"
        yield [(f"  {number}  {_when(event, story.zone)}  {_done(event, names, draft)}; {days}{reason}", "")]
    yield [(f"  {story.base}", "")]


def _closings(story: Story, names: Names) -> Iterator[Line]:
    yield [("Hours confirmed", "bold")]
    for number, closed in enumerate(story.closings, 1):
        event = closed.event
        new = (
            f"{length(closed.minutes)} worked by {counted(closed.agents, 'agent')}"
            if closed.agents
            else "no new days"
        )
        more = f", {counted(len(closed.changed), 'correction')}" if closed.changed else ""
        despite = "".join(f", although {ref} was {state}" for ref, state in event.despite.items())
        until = f"until {day_words(event.until)}: {new}{more}{safe(despite)}"
        yield [(f"  {number}  {_when(event, story.zone)}  {_done(event, names)} {until}", "")]
        yield from ([("   ", ""), *line] for line in corrections_lines(closed.changed, names))


def _lives(story: Story, names: Names) -> Iterator[Line]:
    moved = [life for life in story.lives if life.steps]
    changed = [life for life in moved if life.steps[-1][1] != life.published]
    back = (
        f", and {counted(len(moved) - len(changed), 'cell')} changed and changed back"
        if moved != changed
        else ""
    )
    heading = f"{counted(len(changed), 'cell')} changed since" if changed else "No cell is changed"
    yield [(f"{heading}{back}" if moved else "No cell changed since", "bold")]
    for life in story.lives:
        steps = "".join(f" -> {text} ({ref})" for ref, text in life.steps)
        still = "" if life.steps else ", as published"
        who = agent_words(life.agent, names)
        yield [(f"  {who}, {day_words(life.day)}: {safe(life.published)}{safe(steps)}{still}", "")]


def _matter(told: Told, zone: str, names: Names) -> Iterator[Line]:
    about = f" of {safe(told.about)}" if told.about else ""
    yield [(told.ref, "bold"), (f"  {told.kind}{about}: {told.state}", "")]
    if told.fault:
        yield [(f"  Has no effect: {told.fault}", "bold red")]
    shown: frozenset[object] = frozenset()
    for number, event in enumerate(told.events, 1):
        yield [(f"  {number}  {_when(event, zone)}  {_done(event, names)}", "")]
        # An approval repeats what was asked for; only what differs is worth reading.
        said = frozenset((cell.agent, cell.day, cell.before, cell.after) for cell in event.cell)
        if said != shown:
            yield from _cells(event.cell, names)
        shown = said or shown


def _cells(cells: Sequence[CellChange], names: Names) -> Iterator[Line]:
    for cell in cells:
        on = "" if cell.on == BASE else f", upon {safe(cell.on)}"
        what = f"{safe(cell.before)} -> {safe(cell.after)}"
        yield [(f"       {agent_words(cell.agent, names)}, {day_words(cell.day)}: {what}{on}", "")]


def _done(event: Event, names: Names, what: str = "") -> str:
    """Who did what, for whom, by what means, and by what they were known."""
    claim = f"claimed: {_CLAIMS[event.claim]}" if event.claim else "claimed"
    by = f"{agent_words(event.by, names)} ({claim})"
    if event.for_ is None or event.for_ == event.by:
        return f"{event.event.value}{what} by {by}"
    means = f", who was told {_MEANS[event.means]}" if event.means else ""
    return f"{event.event.value}{what} by {agent_words(event.for_, names)}; entered by {by}{means}"


def _when(event: Event, zone: str) -> str:
    """The moment by the clocks of the centre, ``20 Nov 2026 09:00``."""
    at = datetime.fromisoformat(event.at).astimezone(ZoneInfo(zone))
    return f"{day_month(at.date())} {at.year} {at:%H:%M}"


def _counts(story: Story) -> Iterator[Line]:
    yield [("Counted", "bold")]
    by_kind: dict[str, list[str]] = {}
    for told in story.matters:
        by_kind.setdefault(told.kind, []).append(told.state)
    for kind, states in sorted(by_kind.items()):
        yield [(f"  {kind} {len(states)}: {_listed(states)}", "")]
    if not by_kind:
        yield [("  no change, leave or absence", "")]
    entered = [event for told in story.matters for event in told.events if event.for_ not in (None, event.by)]
    if entered:
        means = _listed(_MEANS[event.means] if event.means else "without saying how" for event in entered)
        yield [(f"  entered by a leader for somebody {len(entered)}: {means}", "")]
    yield [("  Who acted is what each claimed; nothing here is signed.", "")]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"{number} {word}" for word, number in sorted(Counter(words).items()))
