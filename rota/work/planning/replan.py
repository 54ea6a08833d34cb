"""Plan the rest of a published month anew, moving as few people as can be: a starter, a leaver, a new contract."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rota.domain.cell import OFF, Cell, Kind
from rota.domain.changes import BY_CONSENT, ChangeEvent, ChangeKind
from rota.domain.clock import day_words
from rota.domain.demand import Demand
from rota.domain.duties import duty
from rota.domain.facts import CellsByAgent, Facts, Fixed, Why
from rota.domain.hours import attendance
from rota.domain.matter import CellChange, Means, Step
from rota.domain.moves import Move, differences, moves_between
from rota.domain.period import Period
from rota.domain.rota import Rota
from rota.domain.table import Weekday
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.model.result import Limits, Outcome
from rota.model.stages import Moves
from rota.work.act import Act, begin
from rota.work.amend import changes_to, evidence
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.planning.solving import Tell, solved, task_of
from rota.work.publishing.stage import frozen_until, require_charge
from rota.work.ruleset import rules_of
from rota.work.situation import facts_of

CellKey = tuple[str, date]

_NOT_PLANNED = frozenset({Kind.LEAVE, Kind.ABSENT, Kind.TRAINING})
"""Cells that somebody put there for a reason; a planner does not."""


@dataclass(frozen=True)
class Request:
    """What to plan anew: a group's published month from ``start`` on, all of it or one team's part."""

    group: str
    start: date
    team: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def month(self) -> str:
        """The month whose rota holds the first day."""
        return Period.holding(self.start).month


@dataclass(frozen=True)
class Replan:
    """The rest of a month as it would be. ``before`` is the rota as it stands, under today's facts.

    ``moves`` are the planner's choice and ``given`` what follows from facts; ``timed`` are shifts that stay what they are,
    with the break, or what is done in troughs, at another time. ``new`` are the cells of people who had none,
    ``gone`` those of people who do not belong to the group then. ``consent`` are the moves up to the day
    ``frozen``, inside the notice window.
    """

    request: Request
    before: Rota
    after: Rota
    outcome: Outcome
    moves: tuple[Move, ...]
    given: tuple[Move, ...]
    timed: tuple[CellKey, ...]
    new: CellsByAgent
    gone: CellsByAgent
    frozen: date

    @property
    def consent(self) -> tuple[Move, ...]:
        """The moves for which somebody's consent is needed: those of frozen hours.

        Another service inside the same hours is a leader's instruction.
        """
        facts = self.after.facts
        return tuple(
            move
            for move in self.moves
            if move.day <= self.frozen and attendance(move.before, facts) != attendance(move.after, facts)
        )

    @property
    def wanted(self) -> Mapping[CellKey, Cell]:
        """The cells that change."""
        moved = {(move.agent, move.day): move.after for move in (*self.moves, *self.given)}
        came = {(agent, day): cell for agent, days in self.new.items() for day, cell in days.items()}
        return moved | came | {(agent, day): self.after.cells[agent][day] for agent, day in self.timed}


def replan(repo: Repository, request: Request, act: Act, tell: Tell) -> Replan:
    """Plan the rest of a published month; nothing is written.

    Must rules hold, cells inside the notice window change only where they must; then cover comes first, and
    then the fewest people, and the fewest of their cells, are moved. Raises Refused (``act.by`` leads nobody
    there, or no rota exists, with the proof), Unusable (the day is over, or not published), NoAnswer, and
    DisagreementError.
    """
    require_charge(repo, request.group, act.by, f"plan {request.group} {request.month} anew")
    file = _published(repo, request)
    facts = _facts(repo, request, file)
    rules = rules_of(repo, facts.period)
    stands = {agent: dict(days) for agent, days in file.cells.items()}
    open_ = {
        key for agent in facts.agents for day in facts.period.days if (key := (agent, day)) not in facts.fixed
    }
    until = frozen_until(repo)
    task = replace(
        task_of(facts, rules, request.limits, start=None, keep=stands),
        moves=Moves.FIRST,
        frozen=frozenset((agent, day) for agent, day in open_ if day <= until),
    )
    outcome, _ = solved(task, rules, tell)
    chosen = moves_between(facts, stands, outcome.cells)
    everything = differences(facts.agents, stands, outcome.cells, facts.demand)
    return Replan(
        request,
        Rota(facts, stands),
        Rota(facts, outcome.cells),
        outcome,
        chosen,
        tuple(move for move in everything if move not in set(chosen)),
        tuple(_timed(facts, stands, outcome.cells)),
        _new(stands, outcome.cells, request.start),
        _since(file.gone, request.start),
        until,
    )


def _published(repo: Repository, request: Request) -> RotaFile:
    """The rota as it stands now; Unusable where it is not published, or all of it is over."""
    now = today(repo.centre)
    if request.start < now:
        raise Unusable(f"{request.start} is over; what is left can be planned anew: rota plan --from {now}")
    file = repo.rota(request.group, request.month)
    if file is None:
        raise Unusable(
            f"{request.group} {request.month} is not published, so all of it can still be planned: "
            f"rota plan {request.month}"
        )
    return file


def _facts(repo: Repository, request: Request, file: RotaFile) -> Facts:
    """The month's facts, with every cell fixed that is not the planner's to change any more."""
    facts = facts_of(repo, request.group, request.month, draft=file, only_team=request.team)
    agreed = _agreed(repo)
    fixed = dict(facts.fixed)
    for agent in facts.agents:
        for day in facts.period.days:
            if facts.present(agent, day):
                cell, key = file.cells.get(agent, {}).get(day, OFF), (agent, day)
                if day < request.start or _stays(key, cell, fixed.get(key), agreed, repo.demand):
                    fixed[key] = Fixed(cell, Why.RECORDED)
    # Saturdays that somebody took over are no breach, but whatever is planned now reckons with them.
    weekdays = frozenset(key for key in facts.taken_over if Weekday.of(key[1]) is not Weekday.SAT)
    return replace(facts, fixed=fixed, taken_over=weekdays)


def _stays(key: CellKey, cell: Cell, fixed: Fixed | None, agreed: frozenset[CellKey], demand: Demand) -> bool:
    """Whether a cell stays as it is: what people agreed on, and what was entered for a reason, but on closed days."""
    if key in agreed:
        return fixed is None or fixed.why is not Why.CLOSED
    return fixed is None and (bool(duty(cell, demand).parts) or cell.kind in _NOT_PLANNED)


def _agreed(repo: Repository) -> frozenset[CellKey]:
    """The cells that stand as a swap or cover of their own has left them."""
    refs = {f"changes/{matter.id}/" for matter in repo.changes if matter.kind in BY_CONSENT}
    heads = repo.effective.heads.items()
    return frozenset(key for key, ref in heads if f"{ref.rpartition('/')[0]}/" in refs)


def _timed(facts: Facts, stands: CellsByAgent, cells: CellsByAgent) -> Iterator[CellKey]:
    """Where the duty stays, and nothing but the time of a break or of what is done in troughs is another."""
    for agent, days in cells.items():
        for day, cell in days.items():
            stood = stands.get(agent, {}).get(day, cell)
            if cell != stood and duty(cell, facts.demand) == duty(stood, facts.demand):
                yield agent, day


def _new(stands: CellsByAgent, cells: CellsByAgent, start: date) -> CellsByAgent:
    """The cells of those who had none."""
    found = {
        agent: {day: cell for day, cell in days.items() if day >= start and day not in stands.get(agent, {})}
        for agent, days in cells.items()
    }
    return {agent: days for agent, days in found.items() if days}


def _since(cells: CellsByAgent, start: date) -> CellsByAgent:
    found = {agent: {d: cell for d, cell in days.items() if d >= start} for agent, days in cells.items()}
    return {agent: days for agent, days in found.items() if days}


def record(
    repo: Repository, replanned: Replan, act: Act, means: Means | None = None
) -> tuple[str, tuple[CellChange, ...]]:
    """Record the change and return its id with its cells; ``means`` is how those have agreed whose consent it needs.

    Refused if nothing changes, if the rota has changed meanwhile, or if somebody's consent is needed and not given.
    """
    asked = tuple(dict.fromkeys(move.agent for move in replanned.consent))
    if asked and means is None:
        raise Refused(
            f"not recorded: {', '.join(asked)} must agree to other hours up to {day_words(replanned.frozen)}, inside "
            "the notice window; ask, and say how they agreed: --means in-person, phone or paper"
        )
    cells = changes_to(repo, replanned.wanted)
    if not cells:
        from_ = day_words(replanned.request.start)
        raise Refused(f"nothing changes from {from_} on; there is nothing to record")
    judged = evidence(repo, cells)
    event = ChangeEvent(
        event=Step.RECORDED,
        kind=ChangeKind.REPLAN,
        consent={agent: means for agent in asked if means is not None},
        cell=cells,
        base=judged["base"],
        judged=judged["judged"],
        **act.said(),
    )
    return begin(repo, "changes", event), cells
