"""A leader's instruction: another service, or the break at another time, inside somebody's own hours of a day.

It needs no consent, as nobody comes or goes at another time; whatever would need other hours is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.breaks import breaks
from rota.domain.breaktimes import OutsideWindow, outside_window
from rota.domain.cell import Cell, Part, parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.hours import Span, serving, worked
from rota.domain.matter import CellChange, Step
from rota.domain.period import Period
from rota.domain.timeline import inside, serving_instead, with_break
from rota.files.repository import Repository
from rota.rules import Finding, Tier
from rota.work.act import Act, begin
from rota.work.amend import cell_now, changes_to, evidence
from rota.work.breaks import with_breaks
from rota.work.clock import today
from rota.work.effects import Effects, effects_of
from rota.work.errors import Refused, Unusable
from rota.work.instruct import check_names, reasons, still_open
from rota.work.rights import entitled, team_of
from rota.work.situation import facts_of


@dataclass(frozen=True)
class Instruction:
    """What somebody is to do on a day: a whole ``cell``, or a ``service`` for a while, or the ``lunch`` break then.

    Without ``at`` the service is for the rest of the shift.
    """

    agent: str
    day: date
    cell: str | None = None
    service: str | None = None
    at: Span | None = None
    lunch: Span | None = None


@dataclass(frozen=True)
class Moved:
    """What was written, and what it does; ``outside`` is a break outside the window of its pattern."""

    id: str
    change: CellChange
    effects: Effects
    outside: OutsideWindow | None = None

    @property
    def came(self) -> tuple[Finding, ...]:
        """The findings that came with it, cover apart, which is told half hour by half hour."""
        worse = (effect for effect in self.effects.worse if effect.rule.in_tier is not Tier.COVER)
        return tuple(finding for effect in worse for finding in effect.came)


def move(repo: Repository, wanted: Instruction, act: Act) -> Moved:
    """Record a leader's instruction as a change.

    Raises Unusable if it cannot be understood or changes nothing, Refused if whoever acts may not, if it
    needs other hours or training that the agent does not have, or if a must rule would be broken.
    """
    _check_rights(repo, wanted, act)
    before = cell_now(repo, wanted.agent, wanted.day)
    facts = facts_of(repo, repo.group_of(wanted.agent, wanted.day) or "", Period.holding(wanted.day).month)
    after = _instructed(repo, wanted, before, facts)
    check_names(facts, after)
    after = _with_its_break(repo, wanted, before, after, facts)
    against = next(reasons(facts, wanted.agent, wanted.day, before, after), None)
    if against:
        raise Refused(f"{wanted.agent} on {day_words(wanted.day)}: {against}")
    cells = changes_to(repo, {(wanted.agent, wanted.day): after})
    if not cells:
        raise Unusable(f"{wanted.agent} has {before} on {wanted.day} already; nothing would change")
    effects = effects_of(repo, cells)
    if effects.broken:
        raise Refused(f"{after} for {wanted.agent} would break a rule that must hold", effects.broken)
    said = {**act.said(), **evidence(repo, cells)}
    event = ChangeEvent(event=Step.RECORDED, kind=ChangeKind.MOVE, cell=cells, **said)
    return Moved(begin(repo, "changes", event), cells[0], effects, outside_window(after, facts))


def _check_rights(repo: Repository, wanted: Instruction, act: Act) -> None:
    """Only who leads the agent's team may; their own desk too, as no hours, lieu or leave change."""
    team = team_of(repo, wanted.agent, wanted.day)
    may = entitled(repo, team) if team else ()
    if team is not None and act.by not in may:
        listed = " or ".join(may) or "nobody yet: name a leader or a deputy in centre.toml"
        raise Refused(f"{act.by} may not move {wanted.agent}; that is for {listed}")
    if wanted.day < today(repo.centre):
        raise Refused(f"{day_words(wanted.day)} is over; nobody can be moved on it any more")


def _instructed(repo: Repository, wanted: Instruction, before: Cell, facts: Facts) -> Cell:
    """The cell that is asked for."""
    if wanted.cell is not None:
        try:
            return parse_cell(wanted.cell)
        except ValueError as error:
            raise Unusable(str(error)) from error
    if not worked(before, facts):
        raise Refused(
            f"{wanted.agent} has {before} on {day_words(wanted.day)}, and no hours to be moved in; "
            "whoever is to come needs to be asked: rota swap or rota cover"
        )
    after = before
    if wanted.service is not None:
        after = serving_instead(after, wanted.service, _span(repo, wanted, before, facts), facts)
    if wanted.lunch is not None:
        after = with_break(after, _own(wanted, wanted.lunch, before, facts), facts)
    return after


def _with_its_break(repo: Repository, wanted: Instruction, before: Cell, after: Cell, facts: Facts) -> Cell:
    """``after`` with a break, if it is to have one and none is written: at the time of the one before, where that is free."""
    key = (wanted.agent, wanted.day)
    own = () if breaks(after) else breaks(before)
    if after.is_shift and after.pattern == before.pattern and not _busy(after, own, facts):
        if not after.parts:
            return replace(after, parts=own)
        if len(own) == 1:
            return with_break(after, (own[0].start, own[0].end), facts)
    return with_breaks(repo, {key: after})[key]


def _busy(cell: Cell, pauses: Sequence[Part], facts: Facts) -> bool:
    """Whether there are no ``pauses``, or nobody is served in ``cell`` at some minute of them."""
    minutes = [minute for pause in pauses for minute in range(pause.start, pause.end)]
    return not minutes or any(serving(cell, minute, facts) is None for minute in minutes)


def _span(repo: Repository, wanted: Instruction, before: Cell, facts: Facts) -> Span:
    """When the service is asked for: the times given, or what is left of the shift."""
    if wanted.at is not None:
        return _own(wanted, wanted.at, before, facts)
    spans = worked(before, facts)
    start, end = max(spans[0][0], still_open(repo.centre, wanted.day)), spans[-1][1]
    if start >= end:
        raise Refused(f"{wanted.agent} works until {hhmm(end)} on {day_words(wanted.day)}, and that is over")
    return start, end


def _own(wanted: Instruction, span: Span, before: Cell, facts: Facts) -> Span:
    if not inside(span, before, facts):
        own = ", ".join(f"{hhmm(start)}-{hhmm(end)}" for start, end in worked(before, facts))
        raise Refused(
            f"{hhmm(span[0])}-{hhmm(span[1])} is not inside the hours of {wanted.agent} on "
            f"{day_words(wanted.day)}, {own}; other hours need consent: rota swap or rota cover"
        )
    return span
