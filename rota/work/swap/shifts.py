"""Which shift is to be covered, also where its owner is absent and has none any more."""

from datetime import date

from rota.domain.cell import Cell, Kind, parse_cell
from rota.domain.clock import day_words
from rota.domain.duties import duty
from rota.domain.matter import BASE
from rota.files.repository import Repository
from rota.work.amend import CellKey, cell_now
from rota.work.breaks import with_breaks
from rota.work.errors import Refused, Unusable
from rota.work.swap.guard import own_cells, planned_cell
from rota.work.swap.lieu import lieu_moves
from rota.work.swap.months import Months
from rota.work.swap.proposal import Ask, exchanged, fitted


def shift_of(repo: Repository, owner: str, day: date, stated: str | None) -> Cell:
    """The shift to be covered: the cell of ``owner``, what it was before they were absent, or what is ``stated``.

    It comes with its break as it was; another that is stated without one has it where it does least harm.
    """
    known = _known(repo, owner, day)
    if stated is not None:
        taken = _stated(stated)
        same = known is not None and duty(known, repo.demand) == taken
        return known if known and same else with_breaks(repo, {(owner, day): taken})[owner, day]
    if known is None:
        raise Unusable(
            f"{owner} has {cell_now(repo, owner, day)} on {day_words(day)}: say which shift is to be covered, "
            'such as --shift "early phones"'
        )
    return known


def _known(repo: Repository, owner: str, day: date) -> Cell | None:
    now = cell_now(repo, owner, day)
    if now.is_shift:
        return now
    # A Saturday turn that is missed is off, and any other shift absent.
    missed = now.kind is Kind.ABSENT or repo.effective.head(owner, day).startswith("absence/")
    return _before_absence(repo, owner, day) if missed else None


def _stated(text: str) -> Cell:
    try:
        cell = parse_cell(text)
    except ValueError as error:
        raise Unusable(str(error)) from error
    if not cell.is_shift:
        raise Unusable(f'"{text}" is no shift; write a pattern and a service, such as "early phones"')
    return cell


def _before_absence(repo: Repository, owner: str, day: date) -> Cell | None:
    """The last shift that stood there before, link by link."""
    links = {
        change.ref: cell
        for change in repo.effective.applied
        for cell in change.cells
        if (cell.agent, cell.day) == (owner, day)
    }
    ref = repo.effective.head(owner, day)
    while ref != BASE and ref in links:
        if links[ref].old.is_shift:
            return links[ref].old
        ref = links[ref].on
    return None


def covered(repo: Repository, months: Months, ask: Ask, taken: Cell) -> dict[CellKey, Cell]:
    """The cells as they would be: an absent owner's own stays."""
    owner, taker = ask.people
    if cell_now(repo, owner, ask.day) == taken:
        over = dict(exchanged(repo, ask, months))
    else:
        theirs = planned_cell(repo, taker, ask.day)
        own = list(own_cells({(taker, ask.day): theirs}))
        if own or theirs.is_shift:
            raise Refused(own[0] if own else f"{taker} works {theirs} on {day_words(ask.day)}")
        over = {(taker, ask.day): fitted(months.of(taker, ask.day).facts, taker, ask.day, taken)}
    return {**over, **lieu_moves(repo, over, months)}
