"""A Saturday takes its lieu day along: whoever gets the turn gets a lieu day of that week, and its giver works that day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from rota.domain.breaktimes import placed
from rota.domain.cell import LIEU, Cell, Kind, shift
from rota.domain.cover import Cover
from rota.domain.duties import duty
from rota.domain.period import ONE_DAY, monday_of, span
from rota.domain.rota import Rota
from rota.domain.saturdays import SATURDAY, takes_turn
from rota.files.repository import Repository
from rota.work.amend import CellKey, cell_now
from rota.work.swap.guard import settled
from rota.work.swap.months import Months

Moves = dict[CellKey, Cell]


@dataclass(frozen=True)
class Turn:
    """One Saturday that changes hands; None where nobody gives it, or nobody takes it."""

    saturday: date
    giver: str | None
    taker: str | None


def turns(repo: Repository, cells: Mapping[CellKey, Cell], months: Months) -> Iterator[Turn]:
    """The Saturday turns that change hands with ``cells``."""
    for saturday in sorted({day for _, day in cells if day.weekday() == SATURDAY}):
        given: list[str] = []
        taken: list[str] = []
        for (agent, day), after in cells.items():
            if day == saturday and takes_turn(months.of(agent, day).facts, agent, day):
                before = cell_now(repo, agent, day)
                if before.is_shift != after.is_shift:
                    (given if before.is_shift else taken).append(agent)
        for giver, taker in zip_longest(given, taken):
            yield Turn(saturday, giver, taker)


def lieu_moves(repo: Repository, cells: Mapping[CellKey, Cell], months: Months) -> Moves:
    """The further cells that change because the lieu days of Saturdays in ``cells`` go along with them.

    What is settled already stays: then the ledger owes, which the decision card says.
    """
    moves: Moves = {}
    for turn in turns(repo, cells, months):
        moves |= _of_turn(repo, turn, {**cells, **moves}, months)
    return moves


def _of_turn(repo: Repository, turn: Turn, cells: Mapping[CellKey, Cell], months: Months) -> Moves:
    week = list(span(monday_of(turn.saturday), turn.saturday - ONE_DAY))
    given = _lieu_day(repo, turn.giver, week, cells) if turn.giver else None
    taken = _taken_day(repo, turn.taker, week, given, cells, months) if turn.taker else None
    moves: Moves = {}
    if turn.giver and given:
        moves[turn.giver, given] = _work(repo, turn, given, taken, months)
    if turn.taker and taken:
        moves[turn.taker, taken] = LIEU
    return moves


def _lieu_day(repo: Repository, agent: str, week: list[date], cells: Mapping[CellKey, Cell]) -> date | None:
    """The lieu day of ``agent`` in ``week`` that can still be moved."""
    return next(
        (
            day
            for day in week
            if (agent, day) not in cells
            and cell_now(repo, agent, day).kind is Kind.LIEU
            and not settled(repo, day, cell_now(repo, agent, day))
        ),
        None,
    )


def _taken_day(
    repo: Repository,
    agent: str,
    week: list[date],
    given: date | None,
    cells: Mapping[CellKey, Cell],
    months: Months,
) -> date | None:
    """The day of ``week`` that becomes lieu for ``agent``: the giver's, or else where cover is best."""
    able = [day for day in week if (agent, day) not in cells and _plain_shift(repo, agent, day, months)]
    if given in able:
        return given
    return max(able, key=lambda day: _spare(months.of(agent, day), agent, day), default=None)


def _plain_shift(repo: Repository, agent: str, day: date, months: Months) -> bool:
    """Whether ``agent`` has a whole contracted shift on ``day`` that is not settled yet."""
    facts, cell = months.of(agent, day).facts, cell_now(repo, agent, day)
    standing = facts.standing(agent, day)
    contracted = standing is not None and standing.rostered and facts.open_for(agent, day)
    return contracted and cell.is_shift and not duty(cell, repo.demand).parts and not settled(repo, day, cell)


def _spare(rota: Rota, agent: str, day: date) -> int:
    """Heads beyond the need in the worst half hour of the shift, if the agent is taken out of it."""
    cell = rota.cell(agent, day)
    if cell is None:
        return 0
    pattern = rota.facts.patterns[cell.pattern]
    during = [
        entry.difference
        for entry in Cover(rota).intervals(cell.service, day)
        if pattern.start <= entry.start < pattern.end
    ]
    return min(during, default=0) - 1


def _work(repo: Repository, turn: Turn, day: date, taken: date | None, months: Months) -> Cell:
    """What the giver works on the lieu day given up: the taker's shift of that day if they can, or else their usual.

    The taker's comes with its break, and a usual one has it where it does least harm.
    """
    giver = turn.giver or ""
    rota = months.of(giver, day)
    if taken == day and turn.taker:
        theirs = cell_now(repo, turn.taker, day)
        same_group = repo.group_of(turn.taker, day) == rota.facts.group
        if same_group and not months.locks(rota).of_cells(giver, {day: theirs}):
            return theirs
    return placed(rota, {(giver, day): _usual(rota, giver, day)})[giver, day]


def _usual(rota: Rota, agent: str, day: date) -> Cell:
    """What ``agent`` mostly works on weekdays: of that week, or else of the month."""
    worked = {
        each: cell for each, cell in rota.in_period(agent) if cell.is_shift and each.weekday() < SATURDAY
    }
    near = {each: cell for each, cell in worked.items() if monday_of(each) == monday_of(day)} or worked
    shifts = Counter((cell.pattern, cell.service) for cell in near.values())
    if shifts:
        return shift(*shifts.most_common(1)[0][0])
    standing = rota.facts.standing(agent, day)
    patterns = standing.contract.patterns_on(day) if standing else ()
    return shift(patterns[0], standing.home) if standing and patterns else LIEU
