"""Close a month: what would be confirmed is counted and shown, and written as one event once a leader says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rota.domain.clock import day_words
from rota.domain.closings import CellKey, ClosedEvent, Correction, Entry, corrections, tables
from rota.domain.matter import Step
from rota.domain.period import ONE_DAY, Period, span
from rota.files.closings import path_of
from rota.files.repository import Repository
from rota.work.act import Act, begin_at, follow
from rota.work.amend import rota_digest
from rota.work.clock import today
from rota.work.closing.books import Books
from rota.work.closing.count import count
from rota.work.closing.obstacles import (
    left_behind,
    never_decided,
    refuse_out_of_order,
    refuse_undecided,
    still_open,
)
from rota.work.closing.steps import before_hours
from rota.work.errors import Refused, Unusable
from rota.work.publishing.stage import require_charge


@dataclass(frozen=True)
class Closing:
    """What is to be confirmed of a month.

    ``new`` are the days up to ``until`` that nobody has confirmed, ``changed`` those confirmed ``before`` that come out
    otherwise now. ``open`` is what should be settled first: ref, how it stands, and what to type. ``missing`` are
    agents without a cell, with the days; ``agreed`` the ids of swaps that nobody decided in time. ``events`` were written of it so far.
    """

    group: str
    period: Period
    until: date
    before: date | None
    new: tuple[Entry, ...]
    changed: tuple[Correction, ...]
    open: tuple[tuple[str, str, str], ...]
    missing: tuple[CellKey, ...]
    agreed: tuple[str, ...]
    events: int
    judged: str
    seen: Mapping[str, str]

    @property
    def nothing(self) -> bool:
        """Whether all of it is confirmed already, as it stands."""
        return self.before == self.until and not self.changed

    @property
    def first(self) -> date:
        """The first day that is newly confirmed."""
        return self.before + ONE_DAY if self.before else self.period.start


def closing(repo: Repository, group: str, month: str, until: date | None, act: Act) -> Closing:
    """What there is to confirm of ``month`` up to ``until``: its last day, or else the cut-off that has passed in it.

    Raises Refused if ``act.by`` is not in charge, the month is not published, its days are not past, or nobody can
    tell what was worked; Unusable for a day that is not in it, or that is confirmed already.
    """
    require_charge(repo, group, act.by, f"close {group} {month}")
    if month not in repo.bases(group):
        raise Refused(f"no hours to confirm: {group} {month} {before_hours(repo, group, month)}")
    books = Books.of(repo, group)
    before = books.until(month)
    last = _until(repo, month, until, before)
    refuse_out_of_order(repo, books, month)
    refuse_undecided(repo, group, month, last)
    found, known = count(repo, group, month, last), books.confirmed(month)
    return Closing(
        group=group,
        period=Period.of_month(month),
        until=last,
        before=before,
        new=tuple(entry for entry in found.entries.values() if before is None or entry.day > before),
        changed=corrections(known, found.entries, before) if before else (),
        open=(*still_open(repo, group, month, last), *left_behind(repo, books, month)),
        missing=found.missing,
        agreed=tuple(never_decided(repo, group, month, last)),
        events=len(books.events(month)),
        judged=rota_digest(repo, group, month),
        seen=dict(books.heads(month)),
    )


def require_settled(wanted: Closing, *, despite: bool) -> None:
    """Refused, with what to do, where something is still open and is not passed over ``despite`` that."""
    if wanted.open and not despite:
        listed = "\n".join(f"{ref} is {state}: {command}" for ref, state, command in wanted.open)
        raise Refused(
            f"{wanted.group} {wanted.period.month} was not closed, as something is not settled yet:\n{listed}\n"
            "Settle it first; or close with --despite, and what becomes of it is a correction"
        )


def write(repo: Repository, wanted: Closing, act: Act, *, despite: bool = False) -> str:
    """Write what is to be confirmed, and return the event's file.

    Raises Refused where something is still open and is not passed over ``despite`` that, or where somebody has acted
    meanwhile; the caller sees to it that there is something to confirm.
    """
    require_settled(wanted, despite=despite)
    group, month = wanted.group, wanted.period.month
    lines = (*wanted.new, *(one.now for one in wanted.changed))
    event = ClosedEvent(
        event=Step.CLOSED,
        until=wanted.until,
        seen=dict(wanted.seen),
        despite={ref: state for ref, state, _ in wanted.open},
        day=tables(lines),
        **{
            **act.said(),
            "base": {f"{group}/{month}": repo.base_digest(group, month)},
            "judged": {f"{group}/{month}": wanted.judged},
        },
    )
    ref, chain = path_of(group, month), Books.of(repo, group).chains.get(month)
    if chain is None:
        begin_at(repo, ref, event)
    elif len(chain.events) != wanted.events:
        raise Refused(f"somebody else has just acted on {ref}; look at it again")
    else:
        follow(repo, chain, event)
    return f"{ref}/{len(chain.events) + 1 if chain else 1}.toml"


def _until(repo: Repository, month: str, asked: date | None, before: date | None) -> date:
    """The last day to confirm: past, in the month, and no earlier than what is confirmed."""
    period, yesterday = Period.of_month(month), today(repo.centre) - timedelta(days=1)
    if asked is None:
        last = period.end if period.end <= yesterday else _cut_off(repo, period, yesterday)
        if last is None and before is None:
            raise Refused(
                f"{month} runs until {day_words(period.end)}, and only days that are past can be confirmed; for a part "
                f"of it say --until {max(period.start, min(yesterday, period.end))}"
                if yesterday >= period.start
                else f"{month} begins on {day_words(period.start)}, so nothing of it was worked yet"
            )
        return max(day for day in (last, before) if day is not None)
    if asked not in period:
        raise Unusable(
            f"{asked} is not in {month}, which runs from {period.start} to {period.end}; "
            f"it is in {Period.holding(asked).month}"
        )
    if asked > yesterday:
        raise Refused(f"{day_words(asked)} is not over; only days that are past can be confirmed")
    if before is not None and asked < before:
        raise Unusable(
            f"{month} is closed until {before} already; leave out --until to confirm what changed since"
        )
    return asked


def _cut_off(repo: Repository, period: Period, yesterday: date) -> date | None:
    """The last cut-off of the centre in ``period`` that is past; None without any."""
    ends = repo.centre.payroll.ends_on
    days = [day for day in span(period.start, min(yesterday, period.end)) if ends(day)]
    return days[-1] if days else None
