"""Settle contested leave by lot: who is in the draw, with what weight, and what came of it."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rota.domain.draws import BETWEEN, Draw, DrawEvent, Place, Result, Scarce, row, settled
from rota.domain.leave import Leave, LeaveState, Reason
from rota.domain.matter import Step
from rota.domain.period import span
from rota.files.repository import Repository
from rota.rules import LeaveLimit, Level
from rota.work.act import Act, begin
from rota.work.errors import Refused, Unusable
from rota.work.leave.cells import taken
from rota.work.leave.obstacles import obstacles
from rota.work.leave.places import Places
from rota.work.leave.queue import queue, turn
from rota.work.leave.trial import comes_with
from rota.work.rights import may_approve
from rota.work.round.dates import day_at

REMEMBERED = timedelta(days=2 * 365)
"""How long an earlier refusal weighs."""

_SEEDS = 2**32


@dataclass(frozen=True)
class Window:
    """Which leave is to be drawn: what touches the days from ``first`` to ``last``, of one home service if named."""

    first: date
    last: date
    home: str | None = None


@dataclass(frozen=True)
class Drawn:
    """A draw as it was recorded, and the requests that could not be granted whatever came of it, with the reason."""

    id: str
    event: DrawEvent
    left_out: Mapping[str, str]


def draw(repo: Repository, act: Act, window: Window, seed: int | None) -> Drawn:
    """Draw the contested leave of ``window``, and record it; Refused, saying why, if that is not for ``act``.

    Unusable where nothing is contested.
    """
    if window.last < window.first:
        raise Unusable(f"until {window.last} is before from {window.first}; swap them")
    places = Places(repo)
    entries, left_out = _entries(places, window)
    scarce = {key: (limit, free) for key, limit, free in _scarce(places, entries)}
    takes = {leave.id: list(_taken(places, leave, scarce)) for leave in entries}
    contested = [leave for leave in entries if takes[leave.id]]
    if not contested:
        raise Unusable(_nothing(window, left_out))
    _check_may(places, act, contested)
    number = secrets.randbelow(_SEEDS) if seed is None else seed
    weights = {leave.id: weight(repo, leave.agent, places.today) for leave in contested}
    free = {f"{day} {name}": left for (day, name), (_, left) in scarce.items()}
    order = row(number, weights)
    results = settled(order, takes, free)
    event = DrawEvent(
        event=Step.DRAWN,
        **act.said(),
        from_=window.first,
        until=window.last,
        home=window.home,
        seed=number,
        scarce=tuple(Scarce(day=day, name=name, free=left) for (day, name), (_, left) in scarce.items()),
        place=tuple(
            Place(leave=id, weight=weights[id], takes=BETWEEN.join(takes[id]), result=results[id])
            for id in order
        ),
    )
    return Drawn(begin(repo, "draws", event), event, left_out)


def weight(repo: Repository, agent: str, on: date, draw: Draw | None = None) -> int:
    """1, and 1 more for each leave of ``agent`` refused in the two years up to ``on``; before ``draw`` if it is given."""
    before = datetime.fromisoformat(draw.event.at) if draw else None
    since = on - REMEMBERED
    refused: set[str] = set()
    for chain in repo.leave_chains:
        for event in chain.events if chain.events[0].agent == agent else ():
            if event.reason not in (None, Reason.DRAW) and _counts(repo, event.at, since, before):
                refused.add(chain.id)
    own = {chain.id for chain in repo.leave_chains if chain.events[0].agent == agent}
    for past in repo.draws:
        if past != draw and _counts(repo, past.event.at, since, before):
            lost = (place.leave for place in past.event.place if place.result is Result.REFUSED)
            refused.update(id for id in lost if id in own)
    return 1 + len(refused)


def _counts(repo: Repository, at: str, since: date, before: datetime | None) -> bool:
    return day_at(repo.centre, at) >= since and (before is None or datetime.fromisoformat(at) <= before)


def _entries(places: Places, window: Window) -> tuple[list[Leave], dict[str, str]]:
    """The requests in question that could be granted alone, and those that could not, with the reason."""
    asked = [leave for leave in places.repo.leave if _in(places, leave, window)]
    queued = queue(places)
    others = [entry.leave for entry in queued if entry.holds and entry.leave not in asked]
    found, left_out = [], {}
    for leave in asked:
        own = [other for other in asked if other.agent == leave.agent and turn(other) < turn(leave)]
        cells = taken(places, leave)
        against = [entry.text for entry in obstacles(places, leave, [*others, *own]) if entry.binds]
        against += [finding.message for finding in comes_with(places, leave, cells, granted=True)]
        if against:
            left_out[leave.id] = against[0]
        else:
            found.append(leave)
    return found, left_out


def _in(places: Places, leave: Leave, window: Window) -> bool:
    if leave.state is not LeaveState.REQUESTED or leave.last < window.first or window.last < leave.first:
        return False
    group = places.repo.group_of(leave.agent, leave.first)
    standing = places.facts(group).standing(leave.agent, leave.first) if group else None
    return window.home is None or (standing is not None and standing.home == window.home)


def _scarce(places: Places, entries: Sequence[Leave]) -> Iterator[tuple[tuple[date, str], LeaveLimit, int]]:
    """The days and groups that more of ``entries`` need a place of than are free."""
    others = [e.leave for e in queue(places) if e.holds and e.leave not in entries]
    groups = {places.repo.group_of(leave.agent, leave.first) for leave in entries} - {None}
    seen: set[tuple[date, str]] = set()
    for day in sorted({day for leave in entries for day in span(leave.first, leave.last)}):
        for group in sorted(group for group in groups if group):
            for rule, limit in places.limits(group, day):
                wanting = [leave for leave in entries if day in leave and places.takes(leave, limit, day)]
                free = limit.most - len(places.away(limit, day, others))
                if rule.level is Level.MUST and len(wanting) > max(0, free):
                    name = f"{limit.name} ({rule.code})"
                    # Two tables of one rule may bound the same group, each in its own way.
                    name += " too" * ((day, name) in seen)
                    seen.add((day, name))
                    yield (day, name), limit, max(0, free)


def _taken(
    places: Places, leave: Leave, scarce: Mapping[tuple[date, str], tuple[LeaveLimit, int]]
) -> Iterator[str]:
    for (day, name), (limit, _) in scarce.items():
        if day in leave and places.takes(leave, limit, day):
            yield f"{day} {name}"


def _check_may(places: Places, act: Act, entries: Iterable[Leave]) -> None:
    for leave in entries:
        for day in span(leave.first, leave.last):
            if places.published(leave.agent, day) is not None:
                raise Refused(
                    f"{day} is published, and leave {leave.id} of {leave.agent} would change it; "
                    f"decide that one by hand: rota leave approve or refuse {leave.id}"
                )
    parties = [(leave.agent, leave.first) for leave in entries]
    may_approve(places.repo, act.by, parties, "this draw")


def _nothing(window: Window, left_out: Mapping[str, str]) -> str:
    said = "; ".join(f"{id} cannot be granted in any case ({text})" for id, text in left_out.items())
    return (
        f"nothing is contested from {window.first} until {window.last}: every request could be granted "
        f"beside the others{f'; {said}' if said else ''}; see `rota leave list`"
    )
