"""What waits for one person: a leader's decisions and today, an agent's answers and shifts, HR's open findings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from rota.domain.cell import Kind
from rota.domain.changes import ChangeKind, ChangeMatter, ChangeState
from rota.domain.leave import Leave, LeaveState
from rota.domain.levels import wanting
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.show.notice import cell_words
from rota.show.waiting import Desk, Month, Wait
from rota.work.choose import months_of
from rota.work.clock import today
from rota.work.closing.due import over
from rota.work.leave import waiting
from rota.work.me.ahead import shifts, stands
from rota.work.publishing.stage import changes_since, cut_short, day_at, frozen_until, last_told
from rota.work.rights import approvers, leads
from rota.work.situation import rota_of
from rota.work.waiting import unplanned

SHIFTS = 5
"""Shifts to come that an agent is shown."""

AHEAD = timedelta(days=14)
"""How long before its notice target a month is listed although nobody has begun it."""

_ABSENT = "absent"
_AWAY = {Kind.ABSENT: _ABSENT, Kind.LEAVE: "leave"}
_OPEN_LEAVE = frozenset({LeaveState.REQUESTED, LeaveState.WAITLISTED})


def desk_of(repo: Repository, person: str) -> Desk:
    """What waits for ``person`` today: as a leader or deputy, as HR and as an agent, whichever they are."""
    now, hr = today(repo.centre), person in repo.centre.hr
    led = tuple(team.id for team in repo.centre.team if leads(repo, person, team))
    groups = tuple(group.id for group in repo.centre.group if hr or set(led) & set(group.teams))
    agent = any(entry.id == person and entry.holds(now) for entry in repo.people.agent)
    desk = Desk(
        repo.centre.name,
        now,
        person,
        _role(led, hr=hr),
        decide=(*_leave_to_decide(repo, person), *_changes_to_decide(repo, person, now)),
        answer=tuple(to_answer(repo, person, now)),
        asked=(*_own_leave(repo, person, now), *_own_changes(repo, person, now)),
        months=tuple(month for group in groups for month in _months(repo, group, now)),
        over=tuple(each for group in groups for each in over(repo, group, now)) if led else (),
        away=tuple(away for group in groups for away in _away(repo, group, now)) if groups else None,
        shifts=tuple(islice(_shifts(repo, person, now), SHIFTS)) if agent else None,
        frozen=frozen_until(repo),
    )
    return replace(desk, next_step=_next(repo, desk))


def _role(led: tuple[str, ...], *, hr: bool) -> str:
    roles = [f"in charge of {', '.join(led)}"] if led else []
    return " and ".join([*roles, *(["HR"] if hr else [])]) or "agent"


def _leave_to_decide(repo: Repository, person: str) -> Iterator[Wait]:
    for leave in waiting(repo):
        if person in approvers(repo, [(leave.agent, leave.first)]):
            yield _leave_wait(leave, f"rota leave show {leave.id}")


def _leave_wait(leave: Leave, command: str = "") -> Wait:
    return Wait("leave", leave.id, (leave.agent,), (leave.first, leave.last), command=command)


def _changes_to_decide(repo: Repository, person: str, now: date) -> Iterator[Wait]:
    """What everybody has accepted and ``person`` may approve, that which expires first at the top."""
    for matter in _by_expiry(repo):
        concerned = [(cell.agent, cell.day) for cell in matter.cells]
        ready = matter.state(now) is ChangeState.ACCEPTED
        if ready and person in approvers(repo, concerned, matter.beside):
            yield _change_wait(matter, f"rota {_family(matter)} approve {matter.id}")


def _by_expiry(repo: Repository) -> list[ChangeMatter]:
    return sorted(repo.changes, key=lambda matter: (matter.events[0].expires or date.max, matter.id))


def _change_wait(matter: ChangeMatter, command: str = "") -> Wait:
    days = tuple(sorted(cell.day for cell in matter.cells))
    return Wait(matter.kind.value, matter.id, matter.parties, days, matter.events[0].expires, command)


def _family(matter: ChangeMatter) -> str:
    """The commands that settle it."""
    return "cover" if matter.kind is ChangeKind.COVER else "swap"


def to_answer(repo: Repository, person: str, now: date) -> Iterator[Wait]:
    """What was asked of ``person`` or offered to them, and is not answered yet."""
    for matter in _by_expiry(repo):
        if matter.state(now) is ChangeState.ASKED and person in matter.awaited:
            yield _change_wait(matter, f"rota {_family(matter)} accept {matter.id}")


def _own_leave(repo: Repository, person: str, now: date) -> Iterator[Wait]:
    for leave in sorted(repo.leave, key=lambda leave: leave.first):
        if leave.agent == person and leave.state in _OPEN_LEAVE and leave.last >= now:
            yield _leave_wait(leave)


def _own_changes(repo: Repository, person: str, now: date) -> Iterator[Wait]:
    open_ = {ChangeState.ASKED, ChangeState.ACCEPTED}
    for matter in _by_expiry(repo):
        if person in matter.consented and matter.state(now) in open_:
            yield _change_wait(matter)


def _months(repo: Repository, group: str, now: date) -> Iterator[Month]:
    """The months that are not over: those begun, with a rota or without, and those that are to be published before long."""
    there = months_of(repo, group)
    for month in sorted({*there, *unplanned(repo, there), *_soon(repo, now)}):
        period = Period.of_month(month)
        # What opening balances count was before this centre used rota.
        if period.end >= now and period.end > (repo.history.as_of or date.min):
            yield _month(repo, group, period, now)


def _soon(repo: Repository, now: date) -> Iterator[str]:
    """The months that begin after today, and whose notice target is near or past."""
    period = Period.holding(now).after
    until = now + timedelta(days=repo.centre.notice.target) + AHEAD
    while period.start <= until:
        yield period.month
        period = period.after


def _month(repo: Repository, group: str, period: Period, now: date) -> Month:
    told = last_told(repo, group, period.month)
    published = period.month in repo.bases(group)
    applied, unapplied = changes_since(repo, group, period.month) if published else (0, 0)
    return Month(
        group,
        period.month,
        (period.start - now).days,
        repo.centre.notice.floor,
        repo.centre.notice.target,
        repo.draft_numbers(group, period.month),
        (told.draft, day_at(repo.centre, told.at)) if told else None,
        published=published,
        cut_short=cut_short(repo, group, period.month),
        changes=applied,
        unapplied=unapplied,
    )


def _away(repo: Repository, group: str, now: date) -> Iterator[tuple[str, str]]:
    """Who of the group is absent or on leave today, by what is recorded and by the rota as it stands."""
    rota = repo.rota(group, Period.holding(now).month)
    for agent in repo.people.agent:
        if repo.group_of(agent.id, now) == group:
            cell = rota.cells.get(agent.id, {}).get(now) if rota else None
            absent = any(absence.agent == agent.id and now in absence for absence in repo.absences)
            why = _ABSENT if absent else _AWAY.get(cell.kind) if cell else None
            if why:
                yield agent.id, why


def _shifts(repo: Repository, person: str, now: date) -> Iterator[tuple[date, str]]:
    """The shifts of ``person`` from today on in published rotas, as they stand now."""
    published = stands(repo, person, now, told=False)
    return ((day, cell_words(stand.rota, person, day)) for day, stand in shifts(person, published))


def _next(repo: Repository, desk: Desk) -> str:
    """The first thing to do: mend today, answer, decide, tell, publish, plan, confirm hours; else to look."""
    leads = desk.role.startswith("in charge")
    commands = list(_mending(repo, desk)) if leads else []
    commands += [wait.command for wait in (*desk.answer, *desk.decide)]
    if leads:
        open_ = [month for month in desk.months if not month.published]
        commands += [f"rota {_stage(month)} {_named(repo, month)}" for month in open_ if month.drafts]
        commands += [f"rota plan {_named(repo, month)}" for month in open_ if not month.drafts]
        commands += [each.command for each in desk.over]
    look = "rota check" if desk.months else "rota show --agent me"
    return next(iter(commands), look)


def _mending(repo: Repository, desk: Desk) -> Iterator[str]:
    """The command that mends today, where somebody is absent, and posts are short or calls not answered in time."""
    if not any(why == _ABSENT for _, why in desk.away or ()):
        return
    for month in desk.months:
        file = repo.rota(month.group, month.month) if desk.today in Period.of_month(month.month) else None
        if file is not None and desk.today in wanting(rota_of(repo, file)):
            yield f"rota repair {_named(repo, month)} --day {desk.today}"


def _stage(month: Month) -> str:
    """What a month with drafts waits for: its newest draft is told before it is published."""
    return "publish" if month.told else "tell"


def _named(repo: Repository, month: Month) -> str:
    """The month as a command needs it; the group only where there are several."""
    return f"{month.month} --group {month.group}" if len(repo.centre.group) > 1 else month.month
