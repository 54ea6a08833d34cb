"""What a careful leader settles before hours are confirmed: what is open, contradictory, or was left behind."""

from collections.abc import Iterator
from datetime import date

from rota.domain.changes import ChangeState
from rota.domain.clock import day_words
from rota.domain.closings import corrections
from rota.domain.leave import LeaveState
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.show.words import counted
from rota.work.amend import rota_digest
from rota.work.clock import today
from rota.work.closing.books import Books
from rota.work.closing.count import count
from rota.work.errors import Refused

_UNDOING = {"changes": "swap void", "absence": "absence void", "leave": "leave withdraw"}
"""The command that takes back what changed cells, by the folder that it stands in."""

_OPEN_LEAVE = frozenset({LeaveState.REQUESTED, LeaveState.WAITLISTED})


def refuse_undecided(repo: Repository, group: str, month: str, until: date) -> None:
    """Refused where changes of closed days do not apply: nobody can tell what was worked.

    Raised also where the base is not the one that was published.
    """
    period = Period.of_month(month)
    for one in repo.effective.unapplied:
        agent, day = one.cell.agent, one.cell.day
        if day in period and day <= until and repo.group_of(agent, day) == group:
            folder, id, _ = one.ref.split("/")
            undo = f"rota {_UNDOING.get(folder, 'swap void')} {id}"
            raise Refused(
                f"{one.ref} does not apply, {agent} on {day_words(day)}: {one.fault.value}; so nobody can tell what was "
                f"worked. See `rota check {month}`, and void one: {undo}"
            )
    publication = repo.publication(group, month)
    if publication and publication.published and publication.of_base(repo.base_digest(group, month)) is None:
        raise Refused(f"the rota of {group} {month} is not the one that was published; see rota audit verify")


def refuse_out_of_order(repo: Repository, books: Books, month: str) -> None:
    """Refused where an earlier month is not closed to its end, though one before it is: corrections go by that order."""
    first = next(iter(books.chains), month)
    for earlier in sorted(repo.bases(books.group)):
        if first <= earlier < month and not books.is_closed(earlier):
            raise Refused(
                f"{books.group} {earlier} is not closed to its end, and comes first: rota close {earlier}"
            )


def still_open(repo: Repository, group: str, month: str, until: date) -> Iterator[tuple[str, str, str]]:
    """Leave that was asked for on closed days and is not decided: ref, how it stands, and what to type."""
    days = _closed_days(month, until)
    for leave in repo.leave:
        here = any(day in leave and repo.group_of(leave.agent, day) == group for day in days)
        if here and leave.state in _OPEN_LEAVE:
            yield f"leave/{leave.id}", leave.state.value, f"rota leave show {leave.id}"


def never_decided(repo: Repository, group: str, month: str, until: date) -> Iterator[str]:
    """Swaps and cover of closed days to which everybody agreed, and which expired before a leader decided.

    They cannot be decided any more, and do not count; but people may have worked by them.
    """
    days = _closed_days(month, until)
    for matter in repo.changes:
        expired = matter.state(today(repo.centre)) is ChangeState.EXPIRED
        here = any(
            cell.day in days and repo.group_of(cell.agent, cell.day) == group for cell in matter.proposed
        )
        if expired and here and not matter.awaited:
            yield matter.id


def _closed_days(month: str, until: date) -> tuple[date, ...]:
    return tuple(day for day in Period.of_month(month).days if day <= until)


def left_behind(repo: Repository, books: Books, month: str) -> Iterator[tuple[str, str, str]]:
    """Earlier months of the group that come out otherwise since they were closed: ref, how often, and what to type."""
    for other, chain in books.chains.items():
        if other >= month or other not in repo.bases(books.group):
            continue
        last, name = chain.events[-1], f"{books.group}/{other}"
        # Counting a month takes a while; nearly all are as they were.
        if last.judged.get(name) != rota_digest(repo, books.group, other):
            now = count(repo, books.group, other, last.until).entries
            if changed := corrections(books.confirmed(other), now, last.until):
                yield chain.ref, f"{counted(len(changed), 'day')} changed since", f"rota close {other}"
