"""Rounds of wishes and leave: from when and until when they are asked for, month by month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rota.domain.centre import Centre
from rota.domain.period import Period
from rota.domain.round import RoundEvent
from rota.files.matters import Chain
from rota.files.repository import Repository

FOLDER = "rounds"


@dataclass(frozen=True)
class Dates:
    """The first day of a round, and the last on which wishes, and requests for leave, are in time."""

    opens: date
    wishes: date
    leave: date


def dates(repo: Repository, group: str, month: str) -> Dates:
    """The round of ``month``: as a leader set it, or else as ``[round]`` in centre.toml counts it."""
    chain = chain_of(repo, group, month)
    if chain is not None:
        last = chain.events[-1]
        return Dates(last.from_, last.wishes_until, last.leave_until)
    start, counted = Period.of_month(month).start, repo.centre.round
    days = (counted.opens, counted.wishes_close, counted.leave_closes)
    return Dates(*(start - timedelta(days=before) for before in days))


def chain_of(repo: Repository, group: str, month: str) -> Chain[RoundEvent] | None:
    """The dates that leaders set for ``month``; None where they are the usual ones."""
    ref = f"{FOLDER}/{group}/{month}"
    return next((chain for chain in repo.round_chains if chain.ref == ref), None)


def wishes_closed(repo: Repository, group: str, month: str) -> date:
    """The last day on which a wish for ``month`` is in time."""
    return dates(repo, group, month).wishes


def leave_closed(repo: Repository, group: str, month: str) -> date:
    """The last day on which a request for leave in ``month`` is in time."""
    return dates(repo, group, month).leave


def day_at(centre: Centre, at: str) -> date:
    """The day at the centre of a moment as events record it."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(centre.zone)).date()
