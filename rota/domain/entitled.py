"""Who may write an event, whatever sort it is, read from the facts alone."""

from datetime import date

from rota.domain.absence import AbsenceEvent
from rota.domain.anchor import AnchorEvent
from rota.domain.authority import entitled, group_of, in_charge, may_decide, team_on
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.draws import DrawEvent
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Event, Step
from rota.domain.record import Recorded, day_at
from rota.domain.rota import Rota

DECISIONS = frozenset({Step.APPROVED, Step.WITHDRAWN, Step.VOIDED})
"""Steps that nobody takes in what is their own, where cells change with them."""

_SAYING = frozenset({Step.REQUESTED, Step.ACCEPTED})
_WORDS = frozenset({Step.REQUESTED, Step.ACCEPTED, Step.DECLINED, Step.WITHDRAWN})
"""What agents say about their own matters, themselves or through whoever enters it for them."""

_ASKED = frozenset({Step.REQUESTED, Step.WAITLISTED, Step.WITHDRAWN})


def may_write(rota: Rota, matter: Recorded, number: int) -> frozenset[str]:
    """Who may write that event of ``matter`` on its day; whether they are a party to it is another question."""
    event = matter.event(number)
    day = day_at(event, rota.facts.centre.zone)
    if isinstance(event, AbsenceEvent):
        days = (day, *(cell.day for cell in matter.cells_of(event)), event.from_)
        return _word(rota, event.agent, day, days, {event.agent})
    if isinstance(event, LeaveEvent):
        return _about_leave(rota, event, day)
    if isinstance(event, ChangeEvent):
        return _about_change(rota, matter, event, day)
    if isinstance(event, DrawEvent):
        drawn = {place.leave for place in event.place}
        agents = [(leave.agent, leave.first) for leave in rota.facts.leave if leave.id in drawn]
        return may_decide(rota, agents, day) - {agent for agent, _ in agents}
    if isinstance(event, AnchorEvent):
        groups = {group.id for group in rota.facts.centre.group}
        return in_charge(rota, groups, day) | frozenset(rota.facts.centre.hr)
    # What is told and published of a month, and its round of wishes.
    return in_charge(rota, {matter.ref.split("/")[1]}, day)


def whose_own(matter: Recorded, number: int) -> frozenset[str | None]:
    """Everybody whose matter it is when its event of that number is written."""
    event = matter.event(number)
    asked = (each.for_ or each.by for each in matter.events[: number - 1] if each.event in _SAYING)
    return frozenset({*asked, *(agent for agent, _ in matter.concerned(event))})


def own_in(matter: Recorded, number: int) -> frozenset[str | None]:
    """Who decides about what is their own, or for whom it is decided, in that event; nobody where none does."""
    event = matter.event(number)
    if event.event not in DECISIONS or isinstance(event, AbsenceEvent):
        return frozenset()
    if event.event is Step.WITHDRAWN and not event.cell:
        # What was asked for, or granted of a month without a rota, anybody takes back themselves.
        return frozenset()
    # Leave is taken back at the agent's own word, by a leader.
    whom = None if event.event is Step.WITHDRAWN else event.for_
    return frozenset({event.by, whom}) & whose_own(matter, number)


def _about_leave(rota: Rota, event: LeaveEvent, day: date) -> frozenset[str]:
    if event.event in _ASKED and not event.cell:
        return _word(rota, event.agent, day, (day, event.from_), {event.agent})
    return may_decide(rota, [(event.agent, event.from_)], day)


def _about_change(rota: Rota, matter: Recorded, event: ChangeEvent, day: date) -> frozenset[str]:
    keys = matter.concerned(event)
    if event.event is Step.RECORDED:
        return _may_instruct(rota, event, keys, day)
    first, parties = matter.events[0], {agent for agent, _ in keys}
    edit = event.kind is ChangeKind.EDIT
    if edit and event.event is Step.REQUESTED:
        return _in_charge_of(rota, keys, day)
    deciding = may_decide(rota, keys, day, {first.for_ or first.by} if edit else ())
    if event.event not in _WORDS:
        return deciding
    who = event.for_ or event.by
    if who not in parties | {first.for_ or first.by}:
        return deciding
    days = (day, *(on for agent, on in keys if agent == who))
    words = _word(rota, who, day, days, parties)
    return words | deciding if event.event is Step.WITHDRAWN and first.event is Step.OFFERED else words


def _word(rota: Rota, agent: str, day: date, days: tuple[date, ...], parties: set[str]) -> frozenset[str]:
    """Who may say on ``day`` what is ``agent``'s to say: they themselves, and whoever may enter it for them."""
    person = rota.facts.agent_of.get(agent)
    here = person is not None and (person.until is None or day <= person.until)
    team = team_on(rota, agent, *days)
    entering = entitled(rota, team, day, parties) if team else frozenset[str]()
    return frozenset({agent} if here else ()) | entering


def _may_instruct(
    rota: Rota, event: ChangeEvent, keys: tuple[tuple[str, date], ...], day: date
) -> frozenset[str]:
    """Who may record a change without anybody's word: whoever leads one of those concerned."""
    days = {on for _, on in keys}
    away = [(one.agent, on) for one in rota.facts.absences for on in days if on in one]
    teams = [
        team_on(rota, agent, on) for agent, on in (*keys, *(away if event.kind is ChangeKind.REPAIR else ()))
    ]
    if event.kind is ChangeKind.REPLAN:
        return _in_charge_of(rota, keys, day)
    return frozenset[str]().union(*(entitled(rota, team, day) for team in teams if team))


def _in_charge_of(rota: Rota, keys: tuple[tuple[str, date], ...], day: date) -> frozenset[str]:
    """The leaders and deputies of the rota groups of those concerned."""
    teams = (team_on(rota, agent, on) for agent, on in keys)
    return in_charge(rota, {group_of(rota, team) for team in teams if team}, day)


def is_decision(event: Event) -> bool:
    """Whether ``event`` is a leader's to write, and not an agent's own word."""
    return event.event not in _WORDS | _ASKED and not isinstance(event, AbsenceEvent)
