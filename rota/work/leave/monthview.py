"""A month of leave, day by day: who is away, who asks to be, and how many more can be."""

from collections.abc import Iterator, Sequence
from datetime import date

from rota.domain.cell import AWAY_PARTS, Kind
from rota.domain.leave import Leave, LeaveState, Reason
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.rules import LeaveLimit, Level
from rota.show.leave_calendar import Bound, LeaveMonth, Mark
from rota.work.errors import unknown
from rota.work.leave.places import Places
from rota.work.leave.queue import Queued, queue

_WHOLE = {Kind.LEAVE: Mark.LEAVE, Kind.ABSENT: Mark.ABSENT, Kind.CLOSED: Mark.CLOSED}


def leave_month(
    repo: Repository, group: str, month: str | None, *, team: str | None = None, home: str | None = None
) -> LeaveMonth:
    """The leave of ``group`` in ``month``, this month if none is given; of one team, or one home service, if named."""
    places = Places(repo)
    period = Period.of_month(month) if month else Period.holding(places.today)
    queued = queue(places)
    agents = tuple(_agents(places, group, period, team, home))
    rows = {agent: _marks(places, agent, period, queued) for agent in agents}
    name = next(entry.name or entry.id for entry in repo.centre.group if entry.id == group)
    return LeaveMonth(
        name,
        period,
        {agent: marks for agent, marks in rows.items() if _says_something(marks)},
        tuple(_bounds(places, group, period, frozenset(agents), queued)),
    )


def service_of(repo: Repository, wanted: str | None) -> str | None:
    """The service ``wanted``, None for all of them; Unusable, with the nearest, if there is none of that id."""
    services = [service.id for service in repo.centre.service]
    if wanted is not None and wanted not in services:
        raise unknown("service", wanted, services)
    return wanted


def _agents(places: Places, group: str, period: Period, team: str | None, home: str | None) -> Iterator[str]:
    facts = places.facts(group)
    for agent in facts.ever_here:
        standings = (facts.standing(agent, day) for day in period.days if facts.present(agent, day))
        if any(s and team in (None, s.team.id) and home in (None, s.home) for s in standings):
            yield agent


def _says_something(marks: dict[date, Mark]) -> bool:
    return any(mark is not Mark.CLOSED for mark in marks.values())


def _marks(places: Places, agent: str, period: Period, queued: Sequence[Queued]) -> dict[date, Mark]:
    asked = [entry.leave for entry in queued if entry.leave.agent == agent]
    found: dict[date, Mark] = {}
    for day in period.days:
        mark = _mark(places, agent, day, asked)
        if mark is not None:
            found[day] = mark
    return found


def _mark(places: Places, agent: str, day: date, asked: Sequence[Leave]) -> Mark | None:
    cell = places.now(agent, day)
    if cell is not None and cell.kind in _WHOLE:
        return _WHOLE[cell.kind]
    for leave in asked:
        if day in leave and places.with_leave(leave, day) is not None:
            return Mark.WAITING if leave.state is LeaveState.WAITLISTED else Mark.ASKED
    half = cell is not None and any(part.what in AWAY_PARTS - {"lieu"} for part in cell.parts)
    return Mark.HALF if half else None


def _bounds(
    places: Places, group: str, period: Period, agents: frozenset[str], queued: Sequence[Queued]
) -> Iterator[Bound]:
    """One bound for each limit of the month that concerns ``agents``, with its days."""
    found: dict[tuple[str, str, int, Reason, bool], Bound] = {}
    for day in period.days:
        for rule, limit in places.limits(group, day):
            if agents.isdisjoint(limit.agents):
                continue
            binds = rule.level is Level.MUST
            key = (rule.code, limit.name, limit.most, limit.reason, binds)
            bound = found.setdefault(key, Bound(limit.name, limit.most, limit.reason, rule.code, binds, {}))
            bound.days[day] = _count(places, limit, day, queued)
    yield from found.values()


def _count(places: Places, limit: LeaveLimit, day: date, queued: Sequence[Queued]) -> tuple[int, int]:
    """How many are away, and how many more ask to be; who is on the waitlist counts once the turn has come."""
    holders = [entry.leave for entry in queued if entry.decidable]
    away = places.away(limit, day)
    return len(away), len(places.away(limit, day, holders) - away)
