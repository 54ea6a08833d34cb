"""An agent's page put together: now and next, what has changed, what is open, and the days to come."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from rota.domain.changes import BY_CONSENT, ChangeState
from rota.domain.clock import day_words
from rota.domain.leave import LeaveState
from rota.domain.period import span
from rota.files.repository import Repository
from rota.show.leave_list import LeaveLine
from rota.show.me import Page, Shift, Stretch
from rota.show.totals import ledger
from rota.work.clock import now, today
from rota.work.desk import to_answer
from rota.work.leave.listing import Filter, balance_lines, listed
from rota.work.me.ahead import Stand, shifts, stands
from rota.work.me.look import Look, changed
from rota.work.publishing.answers import against_wish
from rota.work.publishing.stage import day_at, last_told
from rota.work.rights import team_of
from rota.work.swap.listing import listing

DAYS = 14
"""Days that are listed, today among them."""

SHIFTS = 3
"""Shifts named at the top, after today's."""

NOT_HERE = "in no rota group then; from, until and team in people.toml say so"


def page_of(repo: Repository, agent: str, look: Look) -> tuple[Page, tuple[Stand, ...]]:
    """The page of ``agent`` at this moment, and the rotas that it is made from."""
    day = today(repo.centre)
    stood = tuple(stands(repo, agent, min(day, look.since)))
    moment = now().astimezone(ZoneInfo(repo.centre.zone))
    team = team_of(repo, agent, day)
    answer = tuple(to_answer(repo, agent, day))
    page = Page(
        agent=agent,
        team=(team.name or team.id) if team else "",
        today=day,
        minute=moment.hour * 60 + moment.minute,
        shifts=tuple(_next(repo, agent, stood, day)),
        changed=changed(repo, agent, stood, look),
        days=tuple(_days(repo, agent, stood, day)),
        answer=answer,
        open=tuple(_open(repo, agent, {wait.id for wait in answer})),
        leave=tuple(_leave(repo, agent, day)),
        balances=tuple(balance_lines(repo, agent, None)),
        lieu=_lieu(repo, agent, stood, day),
        refused=tuple(_refused(repo, agent, stood, day)),
    )
    return page, stood


def _next(repo: Repository, agent: str, stood: Sequence[Stand], day: date) -> Iterator[Shift]:
    ahead = [found for found in shifts(agent, stood) if found[0] > day]
    yield from (Shift(at, stand.rota, _note(repo, stand)) for at, stand in ahead[:SHIFTS])


def _note(repo: Repository, stand: Stand) -> str:
    """What a rota is that is not published: it is told, and may still change."""
    event = last_told(repo, stand.file.group, stand.file.month) if stand.draft is not None else None
    if event is None:
        return ""
    return f"draft {stand.draft}, told on {day_words(day_at(repo.centre, event.at))}; may still change"


def _days(repo: Repository, agent: str, stood: Sequence[Stand], first: date) -> Iterator[Stretch]:
    """The days to come, those that stand in one rota together, and those for which nobody plans the agent."""
    in_rota = {day: stand for stand in stood for day in stand.days}
    days = span(first, first + timedelta(days=DAYS - 1))
    for (stand, here), together in groupby(
        days, key=lambda day: (in_rota.get(day), repo.group_of(agent, day) is not None)
    ):
        if stand is not None:
            yield Stretch(tuple(together), stand.rota, _note(repo, stand))
        else:
            yield Stretch(tuple(together), note="" if here else NOT_HERE)


def _open(repo: Repository, agent: str, answered: set[str]) -> Iterator[str]:
    """Swaps and cover of ``agent`` that wait for others: how each stands and until when."""
    for one in listing(repo, everything=False, agent=agent):
        if one.matter.id not in answered:
            expires = one.matter.events[0].expires
            until = f" Until {day_words(expires)}." if expires else ""
            yield f"{one.matter.kind.value} {one.matter.id}: {one.about} {one.words}{until}"


def _leave(repo: Repository, agent: str, day: date) -> Iterator[LeaveLine]:
    """Leave that is not over, refused leave too, so that nobody waits for it in vain."""
    ahead = {
        leave.id for leave in repo.leave if leave.last >= day and leave.state is not LeaveState.WITHDRAWN
    }
    return (line for line in listed(repo, Filter(agent, None, everything=True)) if line.id in ahead)


def _lieu(repo: Repository, agent: str, stood: Sequence[Stand], day: date) -> tuple[int, date] | None:
    """The time in lieu at the end of the rota that holds today, or of the next; a copy for everybody does not show it."""
    if repo.staff_copy is not None and repo.staff_copy.agent != agent:
        return None
    rota = next((stand.rota for stand in stood if stand.draft is None and stand.rota.end >= day), None)
    return None if rota is None else (ledger(rota, agent).balance, rota.end)


def _refused(repo: Repository, agent: str, stood: Sequence[Stand], day: date) -> Iterator[str]:
    """Wishes for days to come that a rota goes against, but for days that the agent agreed to change."""
    agreed = {
        (cell.agent, cell.day)
        for matter in repo.changes
        if matter.kind in BY_CONSENT and matter.state(day) is ChangeState.APPLIED
        for cell in matter.cells
    }
    for wish in repo.wishes.get(agent, ()):
        days = (on for stand in stood for on in against_wish(stand.rota, agent, wish))
        against = [on for on in days if on >= day and (agent, on) not in agreed]
        if against:
            first = against[0]
            cell = next(stand.rota.cells[agent][first] for stand in stood if first in stand.days)
            more = f" and on {len(against) - 1} more" if len(against) > 1 else ""
            yield f"{wish}: {cell.pattern} {cell.service} on {day_words(first)}{more}"
