"""How a round of wishes and leave stands: who has answered, who has not, and what came late; and its dates set anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.leave import LeaveState
from rota.domain.matter import Step
from rota.domain.period import Period
from rota.domain.round import RoundEvent
from rota.files.repository import Repository
from rota.work.act import Act, begin_at, follow
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.leave.asking import asked_late
from rota.work.publishing.stage import require_charge
from rota.work.round.dates import FOLDER, Dates, chain_of, dates
from rota.work.round.wishes import listed, too_late, without
from rota.work.show import display_names


@dataclass(frozen=True)
class Reply:
    """What one agent asked for in a month: wishes and requests for leave, and how many of each came late.

    ``none`` says that they have no wishes, and ``none_late`` that they said so after the close.
    """

    agent: str
    wishes: int = 0
    wishes_late: int = 0
    leave: int = 0
    leave_late: int = 0
    none: bool = False
    none_late: bool = False

    @property
    def answered(self) -> bool:
        """Whether there is any answer."""
        return bool(self.wishes or self.leave or self.none)

    @property
    def late(self) -> bool:
        """Whether all that was answered came late."""
        in_time = (self.wishes - self.wishes_late) + (self.leave - self.leave_late)
        return self.answered and not in_time and not (self.none and not self.none_late)


@dataclass(frozen=True)
class RoundState:
    """A month's round: its dates, who set them if a leader did, today, and what each agent of the month answered."""

    group: str
    period: Period
    dates: Dates
    set_by: str | None
    today: date
    replies: tuple[Reply, ...]
    names: Mapping[str, str]


def round_state(repo: Repository, group: str, month: str) -> RoundState:
    """How the round of ``month`` stands."""
    period = Period.of_month(month)
    chain = chain_of(repo, group, month)
    return RoundState(
        group=group,
        period=period,
        dates=dates(repo, group, month),
        set_by=chain.events[-1].by if chain else None,
        today=today(repo.centre),
        replies=tuple(_replies(repo, group, period)),
        names=display_names(repo),
    )


def _replies(repo: Repository, group: str, period: Period) -> Iterator[Reply]:
    for agent in (entry.id for entry in repo.people.agent):
        if any(repo.group_of(agent, day) == group for day in period.days):
            yield _reply(repo, agent, period.month)


def _reply(repo: Repository, agent: str, month: str) -> Reply:
    period = Period.of_month(month)
    wishes = tuple(listed(repo, agent, month))
    none = next((answer for _, answer in without(repo, agent, month)), None)
    leave = [
        leave
        for leave in repo.leave
        if leave.agent == agent
        and leave.state is not LeaveState.WITHDRAWN
        and leave.first <= period.end
        and period.start <= leave.last
    ]
    return Reply(
        agent,
        wishes=len(wishes),
        wishes_late=sum(one.late is not None for one in wishes),
        leave=len(leave),
        leave_late=sum(month in asked_late(repo, one) for one in leave),
        none=none is not None,
        none_late=none is not None and too_late(repo, agent, none.at, month) is not None,
    )


def set_dates(
    repo: Repository,
    group: str,
    month: str,
    act: Act,
    *,
    opens: date | None = None,
    wishes: date | None = None,
    leave: date | None = None,
) -> Dates:
    """Record other dates for the round of ``month``; what is not given stays as it is.

    Refused if ``act`` is not of one in charge, or the month is published; Unusable where the dates cannot be.
    """
    require_charge(repo, group, act.by, f"set the dates of a round of {group}")
    if month in repo.bases(group):
        raise Refused(f"{group} {month} is published; its round is over")
    now, period = dates(repo, group, month), Period.of_month(month)
    new = Dates(opens or now.opens, wishes or now.wishes, leave or now.leave)
    for what, until in (("wishes", new.wishes), ("leave", new.leave)):
        if until < new.opens:
            raise Unusable(
                f"{what} until {until} is before the round opens on {new.opens}; set --{what}-until later"
            )
        if until >= period.start:
            raise Unusable(f"{what} until {until} is too late: {month} begins on {period.start}")
    event = RoundEvent(
        event=Step.OPENED, from_=new.opens, wishes_until=new.wishes, leave_until=new.leave, **act.said()
    )
    chain = chain_of(repo, group, month)
    if chain is None:
        begin_at(repo, f"{FOLDER}/{group}/{month}", event)
    else:
        follow(repo, chain, event)
    return new
