"""Find somebody to swap with: who legally could, the least harm first, and why the others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.breaks import bare
from rota.domain.cell import Cell
from rota.domain.matter import CellChange
from rota.files.repository import Repository
from rota.show.partners import OutLine, PartnerLine
from rota.work.errors import Refused
from rota.work.swap.chains import chains
from rota.work.swap.guard import in_time, own_cells, planned_cell
from rota.work.swap.months import Months
from rota.work.swap.search import Option, Search
from rota.work.swap.sentences import main_days

SHOWN = 10
"""How many are judged by every rule and shown, unless all are asked for."""


@dataclass(frozen=True)
class Found:
    """What a search brought: options best first, chains of three where no pair works, and who is ruled out."""

    agent: str
    day: date
    cell: Cell
    options: tuple[Option, ...]
    chains: tuple[Option, ...]
    out: tuple[OutLine, ...]
    more: int


def find(repo: Repository, me: str, day: date, *, everybody: bool = False) -> Found:
    """Who could swap with ``me`` on ``day``; Unusable or Refused where the cell cannot be swapped at all."""
    months = Months(repo)
    cell = _mine(repo, me, day)
    search = Search(repo, months, me, day)
    legal, out = search.pairs()
    limit = len(legal) if everybody else SHOWN
    options, late = search.settle(sorted(legal, key=lambda option: option.order), limit)
    reasons = {one.agent: one for one in (*late, *out)}
    able = {option.ask.people[1] for option in options}
    return Found(
        me,
        day,
        cell,
        tuple(options),
        () if options else search.settle(chains(search), SHOWN)[0],
        tuple(one for agent, one in reasons.items() if agent not in able),
        max(0, len(legal) - len(options) - len(late)),
    )


def _mine(repo: Repository, me: str, day: date) -> Cell:
    cell = planned_cell(repo, me, day)
    reasons = list(own_cells({(me, day): cell}))
    if reasons:
        raise Refused("\n".join(reasons))
    in_time(repo, [CellChange(agent=me, day=day, before=str(cell), after=str(cell))])
    return cell


def lines_of(options: Sequence[Option]) -> tuple[PartnerLine, ...]:
    """``options`` as they are shown."""
    return tuple(
        PartnerLine(
            option.ask.people[1:],
            _cells(option, option.ask.people[0]),
            tuple(_cells(option, agent) for agent in option.ask.people[1:]),
            tuple(one.line for one in option.harm.worse),
            option.wishes,
        )
        for option in options
    )


def _cells(option: Option, agent: str) -> tuple[tuple[date, str], ...]:
    days = main_days(option.cells)
    return tuple(
        (change.day, str(bare(change.new)))
        for change in option.cells
        if change.agent == agent and change.day in days
    )


def command(option: Option) -> str:
    """The command that asks for ``option``."""
    me, *others = option.ask.people
    asked = f"rota swap request {me} {option.ask.day}" + "".join(f" --with {other}" for other in others)
    return f"{asked} --their-day {option.ask.their_day}" if option.ask.their_day else asked
