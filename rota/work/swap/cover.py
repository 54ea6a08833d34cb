"""Cover where nobody swaps or somebody is away: who could be asked to take a shift, in order, with what the order goes by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.cell import Cell
from rota.domain.changes import ChangeKind, ChangeState, Settle
from rota.domain.clock import day_words
from rota.domain.hours import paid_at_work
from rota.domain.matter import CellChange
from rota.domain.wishes import Wish
from rota.files.repository import Repository
from rota.show.partners import AskLine, OutLine
from rota.work.amend import cell_now, changes_to
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.swap.guard import in_time
from rota.work.swap.harm import Harm, Judge
from rota.work.swap.months import Months
from rota.work.swap.proposal import Ask
from rota.work.swap.sentences import has_lieu, main_days, taker_of
from rota.work.swap.shifts import covered, shift_of

SHOWN = 10
"""How many are judged by every rule and shown, unless all are asked for."""


@dataclass(frozen=True)
class Asked:
    """Somebody who could be asked, with what the order goes by.

    ``owed`` are the minutes of cover that are owed to them already, ``extra`` the shifts they have taken in
    cover; ``wish`` is one of theirs that the shift would refuse.
    """

    agent: str
    cells: tuple[CellChange, ...]
    harm: Harm
    owed: int
    extra: int
    wish: Wish | None
    home: bool
    site: bool

    @property
    def order(self) -> tuple[object, ...]:
        """Fewest hours owed and extra shifts first, then no wish against it, home service, same site, least harm."""
        return (self.owed, self.extra, self.wish is not None, not self.home, not self.site, self.harm.order)


@dataclass(frozen=True)
class CoverFound:
    """Whose shift, what it is, who could be asked in order, how many more could, and who is ruled out."""

    owner: str
    day: date
    shift: Cell
    asked: tuple[Asked, ...]
    out: tuple[OutLine, ...]
    more: int


def find_cover(
    repo: Repository, owner: str, day: date, stated: str | None = None, *, everybody: bool = False
) -> CoverFound:
    """Who could take the shift of ``owner`` on ``day``; Unusable where no shift is known, Refused if it is too late."""
    months = Months(repo)
    taken = shift_of(repo, owner, day, stated)
    in_time(repo, [CellChange(agent=owner, day=day, before=str(taken), after=str(taken))])
    rota, judge = months.of(owner, day), Judge(repo, months)
    others = [agent for agent in rota.agents if agent != owner and rota.facts.present(agent, day)]
    tried = [_tried(repo, months, judge, (owner, agent), day, taken) for agent in others]
    able = sorted((one for one in tried if isinstance(one, Asked)), key=lambda one: one.order)
    first = able if everybody else able[:SHOWN]
    asked = [replace(one, harm=judge.whole(one.cells)) for one in first]
    late = [
        OutLine(one.agent, denied.rule.name, denied.words)
        for one in asked
        if (denied := one.harm.denied) is not None
    ]
    return CoverFound(
        owner,
        day,
        taken,
        tuple(one for one in asked if one.harm.denied is None),
        (*(one for one in tried if isinstance(one, OutLine)), *late),
        len(able) - len(first),
    )


def _tried(
    repo: Repository, months: Months, judge: Judge, people: tuple[str, str], day: date, taken: Cell
) -> Asked | OutLine:
    taker = people[1]
    theirs = cell_now(repo, taker, day)
    if theirs.is_shift:
        return OutLine(taker, "at work", f"{taker} works {theirs} on {day_words(day)}")
    try:
        cells = changes_to(repo, covered(repo, months, Ask(people, day, settle=Settle.OWED), taken))
        in_time(repo, cells)
    except (Refused, Unusable) as reason:
        return OutLine(taker, "", str(reason).splitlines()[0])
    harm = judge.alone(cells)
    if harm.denied:
        return OutLine(taker, harm.denied.rule.name, harm.denied.words)
    rota = months.of(taker, day)
    standing, whose = rota.facts.standing(taker, day), rota.facts.standing(people[0], day)
    covers = list(_covers(repo, taker))
    return Asked(
        taker,
        cells,
        harm,
        sum(paid_at_work(cell.new, rota.facts) for settle, cell in covers if settle is Settle.OWED),
        len(covers),
        _against(rota.facts.wishes.get(taker, ()), day, taken),
        standing is not None and standing.home == taken.service,
        standing is not None and whose is not None and standing.site == whose.site,
    )


def _covers(repo: Repository, taker: str) -> Iterator[tuple[Settle | None, CellChange]]:
    """The shifts that ``taker`` has taken in cover, and how each is settled; None where a lieu day does that."""
    for matter in repo.changes:
        applied = matter.state(today(repo.centre)) is ChangeState.APPLIED
        if applied and matter.kind is ChangeKind.COVER and taker_of(matter) == taker:
            days = main_days(matter.cells)
            taken = (cell for cell in matter.cells if cell.agent == taker and cell.day in days)
            settle = None if has_lieu(matter, taker) else matter.events[0].settle
            yield from ((settle, cell) for cell in taken)


def _against(wishes: Sequence[Wish], day: date, taken: Cell) -> Wish | None:
    """A wish that the shift would refuse."""
    return next((wish for wish in wishes if day in wish.days(day, day) and wish.refused_by(taken)), None)


def asked_lines(found: CoverFound) -> tuple[AskLine, ...]:
    """Those who could be asked as they are shown."""
    return tuple(
        AskLine(
            one.agent,
            one.owed,
            one.extra,
            "" if one.wish is None else str(one.wish),
            one.home,
            one.site,
            tuple(each.line for each in one.harm.worse),
        )
        for one in found.asked
    )
