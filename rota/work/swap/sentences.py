"""What a swap, cover or edit is about, how it stands and what can follow, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rota.domain.cell import Kind
from rota.domain.changes import BY_CONSENT, OPEN, ChangeEvent, ChangeKind, ChangeMatter, ChangeState, Settle
from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.matter import CellChange, Step
from rota.domain.policy import Ruling
from rota.files.repository import Repository
from rota.show.words import counted
from rota.work.amend import moved
from rota.work.clock import today
from rota.work.swap.policy import Ruled, of_ruling
from rota.work.swap.proposal import trained

_FEW = 4
"""So many people are named in a sentence."""

_DONE = {
    Step.REQUESTED: "Asked",
    Step.OFFERED: "Offered",
    Step.ACCEPTED: "Accepted",
    Step.DECLINED: "Declined",
    Step.WITHDRAWN: "Withdrawn",
    Step.APPROVED: "Approved",
    Step.REFUSED: "Rejected",
    Step.RECORDED: "Recorded",
    Step.VOIDED: "Voided",
}


def listed(names: Iterable[str]) -> str:
    """``a1, a2 and a3``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def about(matter: ChangeMatter, cells: Sequence[CellChange]) -> str:
    """What the change is, in one sentence."""
    people = list(dict.fromkeys(change.agent for change in cells))
    days = listed(day_words(day) for day in main_days(cells))
    if matter.kind is ChangeKind.COVER:
        return _cover(matter, days)
    if matter.kind is ChangeKind.SWAP:
        return f"{listed(people)} swap on {days}."
    if matter.kind is ChangeKind.EDIT:
        return _edit(matter, cells, people)
    return f"a {matter.kind.value} for {listed(people)} on {days}."


def _cover(matter: ChangeMatter, days: str) -> str:
    owner, taker = matter.events[0].owner, taker_of(matter)
    whose = f"the shift of {owner}" if owner else "a shift"
    settled = {
        Settle.OWED: "; the lieu day makes good the hours"
        if has_lieu(matter, taker)
        else f"; the hours are owed to {taker}",
        Settle.PAID: f"; the hours are paid to {taker}",
    }
    first = matter.events[0].settle
    return f"{taker} takes {whose} on {days}{settled[first] if first else ''}."


def _edit(matter: ChangeMatter, cells: Sequence[CellChange], people: Sequence[str]) -> str:
    """A workbook may hold many: so people and days are counted where they are many."""
    days = sorted({change.day for change in cells})
    whose = listed(people) if len(people) <= _FEW else f"{len(people)} people"
    when = (
        f"on {day_words(days[0])}"
        if days == days[:1]
        else f"from {day_words(days[0])} to {day_words(days[-1])}"
    )
    return f"{matter.asker} edits {counted(len(cells), 'cell')} of {whose}, {when}."


def taker_of(matter: ChangeMatter) -> str:
    """Who takes the shift in cover."""
    return next(
        change.agent
        for change in matter.proposed
        if change.day in main_days(matter.proposed) and change.new.is_shift
    )


def has_lieu(matter: ChangeMatter, agent: str) -> bool:
    """Whether a lieu day goes along to ``agent``, so that no hours of the Saturday are owed besides."""
    return any(change.agent == agent and change.new.kind is Kind.LIEU for change in matter.cells)


def main_days(cells: Sequence[CellChange]) -> list[date]:
    """The days that a change is about: those that lieu days only follow are left out."""
    days = sorted({change.day for change in cells})
    lieu = {change.day for change in cells if Kind.LIEU in {change.old.kind, change.new.kind}}
    return [day for day in days if day not in lieu] or days


def state_words(repo: Repository, matter: ChangeMatter, state: ChangeState) -> str:
    """How the change stands: its last step, by whom and when, and for whom it waits."""
    if state is ChangeState.EXPIRED:
        return f"Expired at the end of {day_words(matter.events[0].expires or today(repo.centre))}."
    said = event_words(repo, matter.events[-1])
    if state is ChangeState.ASKED:
        return f"{said}; waits for {listed(matter.awaited)} to accept."
    return f"{said}; a leader decides." if state is ChangeState.ACCEPTED else f"{said}."


def event_words(repo: Repository, last: ChangeEvent) -> str:
    """One step, by whom and when."""
    said = f"{_DONE.get(last.event, last.event.value.capitalize())} by {_by(last)} on {day_words(local_day(repo, last))}"
    if last.reason is not None:
        said += f" ({last.reason.value})"
    if last.despite:
        said += f", despite {listed(last.despite)}"
    return said


def _by(event: ChangeEvent) -> str:
    if event.for_ is None:
        return event.by
    return f"{event.for_}, entered by {event.by}{f' ({event.means.value})' if event.means else ''},"


def local_day(repo: Repository, event: ChangeEvent) -> date:
    """The day of ``event`` at the centre."""
    return datetime.fromisoformat(event.at).astimezone(ZoneInfo(repo.centre.zone)).date()


def remarks(
    repo: Repository, matter: ChangeMatter, cells: Sequence[CellChange], facts: Sequence[Facts]
) -> Iterator[str]:
    """What else should be known of a change: services kept or not, lieu days, what has moved, who else asks."""
    bargain = matter.kind in BY_CONSENT
    for day in main_days(cells) if bargain else ():
        yield from _services([change for change in cells if change.day == day], facts)
    for change in cells if bargain else ():
        if change.new.kind is Kind.LIEU:
            yield f"The lieu day of that week goes along: {change.agent} has it on {day_words(change.day)}."
    if matter.state(today(repo.centre)) not in OPEN:
        return
    for words in moved(repo, cells):
        yield f"Moved since it was asked: {words}."
    keys = {(change.agent, change.day) for change in cells}
    for other in repo.changes:
        if other.id != matter.id and other.state(today(repo.centre)) in OPEN:
            both = sorted(
                {f"{c.agent} on {day_words(c.day)}" for c in other.proposed if (c.agent, c.day) in keys}
            )
            if both:
                yield f"{other.id} also asks for {listed(both)}: of the two only one can be approved."


def _services(cells: Sequence[CellChange], facts: Sequence[Facts]) -> Iterator[str]:
    shifts = [change for change in cells if change.old.is_shift and change.new.is_shift]
    if len({change.old.service for change in shifts}) < 2:
        return
    if Counter(change.old for change in cells) == Counter(change.new for change in cells):
        yield "Whole shifts are exchanged, services too."
        return
    untrained = sorted(
        {
            f"{change.agent} is not trained for {other.old.service}"
            for change in shifts
            for other in shifts
            for known in facts
            if change.day in known.period and not trained(known, change.agent, change.day, other.old)
        }
    )
    why = f", since {listed(untrained)}" if untrained else ", as was asked"
    yield f"Only the times are exchanged and everybody keeps their service{why}."


def next_steps(
    matter: ChangeMatter, state: ChangeState, ruled: tuple[Ruled, ...], may: Sequence[str]
) -> Iterator[str]:
    """The commands that can follow."""
    command = "cover" if matter.kind is ChangeKind.COVER else "swap"
    if state is ChangeState.ASKED:
        for agent in matter.awaited:
            yield f"rota {command} accept {matter.id} --as {agent}"
    elif state is ChangeState.ACCEPTED and may and not of_ruling(ruled, Ruling.DENY):
        names = dict.fromkeys(one.name for one in of_ruling(ruled, Ruling.REFER))
        despite = "".join(f" --despite {name}" for name in names)
        yield f"rota {command} approve {matter.id}{despite} --as {may[0]}"
