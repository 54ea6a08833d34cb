"""Record that somebody is absent, when the absence ends, or that it never was. Never why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.absence import Absence, AbsenceEvent
from rota.domain.cell import Kind
from rota.domain.cover import Cover, Shortfall
from rota.domain.hours import lieu_minutes
from rota.domain.levels import LevelMove, level_moves
from rota.domain.matter import CellChange, Means, Step
from rota.domain.period import Period, monday_of, span
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.work import choose
from rota.work.absence.cells import AbsentCells
from rota.work.absence.listing import not_twice
from rota.work.act import Act, begin, follow
from rota.work.amend import cell_now, changes_to, evidence, months_of, rota_now, with_changes
from rota.work.clock import today
from rota.work.errors import Unusable
from rota.work.identity import Actor
from rota.work.rights import for_agent
from rota.work.situation import facts_of


@dataclass(frozen=True)
class LieuOwed:
    """A lieu day that stands although its Saturday is not worked any more, and the minutes not earned."""

    lieu: date
    saturday: date
    minutes: int


@dataclass(frozen=True)
class Recorded:
    """What was written: the absence, the cells it changed, and what that means.

    ``short`` are the shortfalls from today on that come with it, ``owed`` the lieu days without their
    Saturday, ``drafts`` the months whose draft does not know of it, ``planned`` days after its end that
    were planned as absent and stay so, ``levels`` how calls fare with it.
    """

    absence: Absence
    cells: tuple[CellChange, ...]
    short: tuple[Shortfall, ...] = ()
    owed: tuple[LieuOwed, ...] = ()
    drafts: tuple[str, ...] = ()
    planned: tuple[date, ...] = ()
    levels: tuple[LevelMove, ...] = ()

    @property
    def repair(self) -> str:
        """What to give to ``rota repair`` for the first shortfall."""
        day = self.short[0].day
        return f"{Period.holding(day).month} --day {day}"

    @property
    def planned_month(self) -> str:
        """The month of the first day that stays absent."""
        return Period.holding(self.planned[0]).month


def recorder(repo: Repository, who: Actor, agent: str, means: Means | None) -> Act:
    """``who`` recording an absence of ``agent``: their own, or one of their team's, told of or merely seen.

    Raises Refused, saying who may, for anybody else.
    """
    act = for_agent(repo, who.id, agent, who.claim, means if who.id == agent else means or Means.PHONE)
    # Somebody who does not come has told nobody: then it is the leader's own word.
    return act if means is not None else Act(who.id, who.claim)


def add(repo: Repository, agent: str, first: date, last: date | None, act: Act) -> Recorded:
    """Record an absence from ``first`` until ``last``, or open-ended, and change the published cells.

    Raises Unusable if the days cannot be, Refused if an absence of the agent is recorded for one of them.
    """
    if last is not None and last < first:
        raise Unusable(f"the absence would end on {last}, before it begins on {first}; swap the two days")
    not_twice(repo, agent, first, last)
    days = _days(repo, agent, first)
    cells = changes_to(repo, days.wanted(last))
    absence = Absence("", agent, first, last)
    id = begin(repo, "absence", _event(repo, Step.RECORDED, absence, cells, act))
    return _told(repo, replace(absence, id=id), days, cells)


def end(repo: Repository, chain: Chain[AbsenceEvent], last: date, act: Act) -> Recorded:
    """Record that an absence ends on ``last``, earlier or later than was said, and change the published cells.

    Days after it are what they were before. Raises Unusable if it cannot end then.
    """
    said = chain.events[-1]
    before = Absence(chain.id, said.agent, said.from_, said.until)
    if last < said.from_:
        raise Unusable(
            f"the absence begins on {said.from_}; if it never was, say `rota absence void {chain.id}`"
        )
    if last == said.until:
        raise Unusable(f"the absence {chain.id} of {said.agent} ends on {last} already")
    not_twice(repo, said.agent, said.from_, last, chain.id)
    days = _days(repo, said.agent, said.from_, chain.ref)
    cells = changes_to(repo, days.wanted(last, before))
    absence = replace(before, last=last)
    follow(repo, chain, _event(repo, Step.ENDED, absence, cells, act))
    return _told(repo, absence, days, cells)


def void(repo: Repository, chain: Chain[AbsenceEvent], act: Act) -> Recorded:
    """Take back an absence that never was: every cell is what it was before.

    Raises Refused while something stands on cells that it changed.
    """
    said = chain.events[-1]
    days = _days(repo, said.agent, said.from_, chain.ref)
    absence = Absence(chain.id, said.agent, said.from_, said.until)
    back = changes_to(repo, days.before())
    # Its cells go of themselves, as nothing of a voided matter applies.
    follow(repo, chain, _event(repo, Step.VOIDED, absence, (), act))
    return Recorded(absence, back)


def _event(
    repo: Repository, step: Step, absence: Absence, cells: tuple[CellChange, ...], act: Act
) -> AbsenceEvent:
    return AbsenceEvent(
        event=step,
        agent=absence.agent,
        from_=absence.first,
        until=absence.last,
        cell=cells,
        **{**act.said(), **evidence(repo, cells)},
    )


def _days(repo: Repository, agent: str, first: date, ref: str | None = None) -> AbsentCells:
    group = repo.group_of(agent, first)
    if group is None:
        raise Unusable(
            f"{agent} does not work here on {first}; see from and until of the agent in people.toml"
        )
    return AbsentCells(repo, facts_of(repo, group, Period.holding(first).month), agent, first, ref)


def _told(repo: Repository, absence: Absence, days: AbsentCells, cells: tuple[CellChange, ...]) -> Recorded:
    return Recorded(
        absence,
        cells,
        tuple(_short(repo, cells)),
        tuple(_owed(repo, days, cells)),
        tuple(_drafts(repo, absence)),
        days.planned(absence.last) if absence.last is not None else (),
        tuple(_levels(repo, cells)),
    )


def _short(repo: Repository, cells: tuple[CellChange, ...]) -> Iterator[Shortfall]:
    """The shortfalls from today on that are there with ``cells`` and were not before."""
    for group, month in months_of(repo, cells):
        before = rota_now(repo, group, month)
        known = set(Cover(before).shortfalls())
        after = Cover(with_changes(before, cells)).shortfalls()
        yield from (one for one in after if one not in known and one.day >= today(repo.centre))


def _levels(repo: Repository, cells: tuple[CellChange, ...]) -> Iterator[LevelMove]:
    """How the calls of days from today on fare with ``cells``, where it is otherwise than before."""
    ahead = [cell.day for cell in cells if cell.day >= today(repo.centre)]
    for group, month in months_of(repo, cells):
        before = rota_now(repo, group, month)
        yield from level_moves(before, with_changes(before, cells), ahead)


def _owed(repo: Repository, days: AbsentCells, cells: Iterable[CellChange]) -> Iterator[LieuOwed]:
    """Lieu days that stand while the Saturday they were for is missed."""
    becoming = {cell.day for cell in cells}
    for missed in (cell for cell in cells if cell.old.is_shift and cell.new.kind is Kind.OFF):
        earned = lieu_minutes(missed.old, missed.agent, missed.day, days.facts)
        for day in span(monday_of(missed.day), missed.day) if earned else ():
            if day not in becoming and cell_now(repo, missed.agent, day).kind is Kind.LIEU:
                yield LieuOwed(day, missed.day, earned)


def _drafts(repo: Repository, absence: Absence) -> Iterator[str]:
    """The months from today on that have a draft and no rota, and in which somebody is absent."""
    group = repo.group_of(absence.agent, absence.first)
    for month in choose.months_of(repo, group) if group else ():
        period = Period.of_month(month)
        meets = absence.first <= period.end and (absence.last is None or period.start <= absence.last)
        if meets and period.end >= today(repo.centre) and month not in repo.rotas(group or ""):
            yield month
