"""What a swap or cover makes of the cells: shifts exchanged, and the lieu days that go along with a Saturday."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

from rota.domain.breaks import breaks
from rota.domain.cell import OFF, Cell
from rota.domain.changes import ChangeKind, Settle
from rota.domain.clock import day_words
from rota.domain.duties import done_beside, duty
from rota.domain.facts import Facts
from rota.files.repository import Repository
from rota.work.amend import CellKey
from rota.work.errors import Refused, Unusable
from rota.work.swap.guard import own_cells, planned_cell
from rota.work.swap.lieu import lieu_moves
from rota.work.swap.months import Months

Wanted = Mapping[CellKey, Cell]


@dataclass(frozen=True)
class Ask:
    """What somebody asks for.

    Each of ``people`` takes the shift of the next, and the last that of the first, who asks: on ``day``, and
    on ``their_day`` too where one is given. As cover the second takes the first one's shift for nothing
    in return, and ``settle`` says how the hours are made good. With ``times_only`` everybody keeps their service.
    """

    people: tuple[str, ...]
    day: date
    their_day: date | None = None
    settle: Settle | None = None
    times_only: bool = False

    @property
    def kind(self) -> ChangeKind:
        """Swap, or cover where the hours are settled otherwise."""
        return ChangeKind.SWAP if self.settle is None else ChangeKind.COVER

    @property
    def owner(self) -> str | None:
        """Whose shift is taken in cover; None for a swap."""
        return None if self.settle is None else self.people[0]

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are exchanged, in order."""
        return tuple(sorted({self.day, self.their_day or self.day}))


def proposed(repo: Repository, ask: Ask, months: Months) -> Wanted:
    """The cells as they would be, with the lieu days that go along: see :func:`exchanged`."""
    cells = exchanged(repo, ask, months)
    return {**cells, **lieu_moves(repo, cells, months)}


def exchanged(repo: Repository, ask: Ask, months: Months) -> Wanted:
    """The cells that go over from one to the other.

    Unusable where the request makes no sense, or a month is not published; Refused where a cell is not traded.
    """
    _sensible(repo, ask)
    now = {(agent, day): planned_cell(repo, agent, day) for day in ask.days for agent in ask.people}
    own = list(own_cells(now))
    if own:
        raise Refused("\n".join(own))
    cells = dict(
        _given(ask, now, months) if ask.kind is ChangeKind.COVER else _swapped(repo, ask, now, months)
    )
    if all(duty(now[key], repo.demand) == duty(cell, repo.demand) for key, cell in cells.items()):
        _nothing(ask, breaks_only=any(now[key] != cell for key, cell in cells.items()))
    return cells


def _nothing(ask: Ask, *, breaks_only: bool) -> NoReturn:
    who, day = " and ".join(ask.people), day_words(ask.day)
    but = f" but for their breaks, which a leader moves: rota move {ask.people[0]} {ask.day} --lunch TIMES"
    same = "have the same hours" if ask.times_only else "work the same"
    raise Unusable(f"{who} {same} on {day}{but if breaks_only else '; there is nothing to swap'}")


def _sensible(repo: Repository, ask: Ask) -> None:
    if len(set(ask.people)) < len(ask.people):
        raise Unusable(f"{', '.join(ask.people)}: a swap is between different people")
    if not 2 <= len(ask.people) <= 3:
        raise Unusable(f"a swap is between two or three people, not {len(ask.people)}; leave out a --with")
    if len(ask.people) > 2 and (ask.their_day or ask.settle):
        raise Unusable("three people swap on one day; leave out --their-day and --cover")
    groups = {repo.group_of(agent, day) for agent in ask.people for day in ask.days}
    if len(groups) > 1 and not ask.times_only:
        raise Unusable(
            f"{' and '.join(ask.people)} are of different rota groups, whose cover is counted apart; "
            "let each keep their service with --times-only"
        )


def _given(ask: Ask, now: Wanted, months: Months) -> Iterator[tuple[CellKey, Cell]]:
    """One-way: the shift goes over, and its owner is off."""
    giver, taker = ask.people
    mine, theirs = now[giver, ask.day], now[taker, ask.day]
    if not mine.is_shift:
        raise Unusable(f"{giver} has no shift on {day_words(ask.day)}, but {mine}; there is nothing to cover")
    if theirs.is_shift:
        raise Unusable(f"{taker} works {theirs} on {day_words(ask.day)}, and can swap but not cover")
    yield (giver, ask.day), OFF
    yield (taker, ask.day), fitted(months.of(taker, ask.day).facts, taker, ask.day, mine)


def _swapped(repo: Repository, ask: Ask, now: Wanted, months: Months) -> Iterator[tuple[CellKey, Cell]]:
    """On each day everybody has the cell of the next."""
    around = (*ask.people[1:], ask.people[0])
    for day in ask.days:
        cells = [now[agent, day] for agent in ask.people]
        if not any(cell.is_shift for cell in cells):
            raise Unusable(f"none of {', '.join(ask.people)} works on {day_words(day)}")
        facts = [months.of(agent, day).facts for agent in ask.people]
        pairs = zip(facts, ask.people, around, strict=True)
        taken = [fitted(known, agent, day, now[other, day]) for known, agent, other in pairs]
        times = ask.times_only or not _all_trained(ask.people, day, taken, facts)
        if times:
            _without_parts(ask, day, [duty(cell, repo.demand) for cell in cells])
        for agent, own, theirs in zip(ask.people, cells, taken, strict=True):
            yield (agent, day), _times_of(theirs, own) if times else theirs


def _without_parts(ask: Ask, day: date, cells: Sequence[Cell]) -> None:
    pairs = zip(ask.people, cells, strict=True)
    parted = [f"{agent} has {cell}" for agent, cell in pairs if cell.parts]
    if parted:
        raise Refused(
            f"{' and '.join(parted)} on {day_words(day)}: timed parts do not fit other times, so the times alone "
            "are not swapped"
        )


def _times_of(theirs: Cell, own: Cell) -> Cell:
    """The pattern of ``theirs``, with its break, and the service of ``own``; as it is where one of the two is no shift.

    What filled troughs of the one's service is not done at the other's.
    """
    both = theirs.is_shift and own.is_shift
    return replace(theirs, service=own.service, parts=breaks(theirs)) if both else theirs


def _all_trained(people: Sequence[str], day: date, cells: Sequence[Cell], facts: Sequence[Facts]) -> bool:
    """Whether everybody is trained for whatever the cell that they take serves."""
    return all(
        trained(known, agent, day, cell)
        for agent, cell, known in zip(people, cells, facts, strict=True)
        if cell.is_shift
    )


def fitted(facts: Facts, agent: str, day: date, cell: Cell) -> Cell:
    """``cell`` as ``agent`` takes it over: without work that fills troughs if they are not trained for it."""
    if not cell.is_shift or trained(facts, agent, day, cell):
        return cell
    beside = done_beside(cell.service, facts.demand)
    return replace(cell, parts=tuple(part for part in cell.parts if part.what not in beside))


def trained(facts: Facts, agent: str, day: date, cell: Cell) -> bool:
    """Whether ``agent`` is trained for all that ``cell`` serves."""
    standing = facts.standing(agent, day)
    needed = {service.id: service.needs_skill for service in facts.centre.service}
    asked = {needed[what] for what in (cell.service, *(part.what for part in cell.parts)) if what in needed}
    return standing is not None and asked <= standing.skills
