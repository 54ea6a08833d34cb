"""Leave: asked for and approved, each as an event; an approval that breaks a must rule is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from rota.checking import Verdict, judge
from rota.domain.cell import LEAVE, OFF, Cell
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.leave import Leave, LeaveEvent, LeaveState
from rota.domain.matter import Step
from rota.domain.period import Period, span
from rota.domain.rota import Rota
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.rules import Finding, Level
from rota.work.act import begin, follow
from rota.work.choose import group_of_agent
from rota.work.edit import compare
from rota.work.errors import Refused, Unusable, unknown
from rota.work.ruleset import resolved, rules_of
from rota.work.situation import facts_of


def request(repo: Repository, agent: str, first: date, last: date, by: str) -> str:
    """Ask for leave of ``agent``, both days included, and return the matter's id."""
    if last < first:
        raise Unusable(f"until {last} is before from {first}; swap them")
    for leave in repo.leave:
        if leave.agent == agent and leave.first <= last and first <= leave.last:
            state = "granted" if leave.granted else "asked for"
            raise Unusable(
                f"{agent} has leave {state} from {leave.first} until {leave.last} already ({leave.id})"
            )
    group_of_agent(repo, agent, first, None)
    event = LeaveEvent(event=Step.REQUESTED, agent=agent, from_=first, until=last, by=by, at=_now())
    return begin(repo, "leave", event)


def approve(repo: Repository, id: str, by: str) -> Leave:
    """Grant leave; Refused, with the findings, if ``by`` may not or if a must rule would be broken."""
    chain = _chain(repo, id)
    leave = Leave.of(id, chain.events)
    if leave.granted:
        raise Refused(f"leave {id} of {leave.agent} is approved already")
    _check_authority(repo, leave, by)
    broken = tuple(_broken_by(repo, leave))
    if broken:
        raise Refused(f"leave {id} was not approved: it would break a rule that must hold", broken)
    asked = chain.events[0]
    follow(repo, chain, asked.model_copy(update={"event": Step.APPROVED, "by": by, "at": _now()}))
    return replace(leave, granted=True)


def waiting(repo: Repository) -> tuple[Leave, ...]:
    """Leave that was asked for and nobody has approved, the earliest first."""
    return tuple(
        sorted(
            (leave for leave in repo.leave if leave.state is LeaveState.REQUESTED),
            key=lambda leave: leave.first,
        )
    )


def _chain(repo: Repository, id: str) -> Chain[LeaveEvent]:
    found = next((chain for chain in repo.leave_chains if chain.id == id), None)
    if found is None:
        raise unknown("leave", id, (leave.id for leave in waiting(repo)))
    return found


def _check_authority(repo: Repository, leave: Leave, by: str) -> None:
    """Approval is for the leaders of the agent's rota group, and never for oneself."""
    if by == leave.agent:
        raise Refused(f"{by} asked for leave {leave.id}; nobody approves their own leave")
    group = group_of_agent(repo, leave.agent, leave.first, None)
    teams = next(entry.teams for entry in repo.centre.group if entry.id == group)
    entitled = [team.leader for team in repo.centre.team if team.id in teams and team.leader]
    if entitled and by not in entitled:
        raise Refused(f"{by} may not approve leave {leave.id}: that is for the leaders {', '.join(entitled)}")


def _broken_by(repo: Repository, leave: Leave) -> Iterator[Finding]:
    """The must findings that granting ``leave`` would add to what is already granted and published."""
    period = Period.holding(leave.first)
    while period.start <= leave.last:
        before = _as_it_stands(repo, leave, period)
        after = _with_leave(before, leave)
        rules = [rule for rule in rules_of(repo, period).rules if rule.level is Level.MUST]
        for old, new in zip(judge(before, rules), judge(after, rules), strict=True):
            if new.amount > old.amount:
                yield from (resolved(repo, finding) for finding in _added(old, new))
        period = period.after


def _added(old: Verdict, new: Verdict) -> tuple[Finding, ...]:
    came, _ = compare(old.findings, new.findings)
    return came or new.findings


def _as_it_stands(repo: Repository, leave: Leave, period: Period) -> Rota:
    """The published rota of the period, or else nothing but what is settled before it is planned."""
    group = group_of_agent(repo, leave.agent, max(leave.first, period.start), None)
    facts = facts_of(repo, group, period.month)
    published = repo.rotas(group).get(period.month)
    cells: dict[str, dict[date, Cell]] = {}
    for agent, days in published.cells.items() if published else ():
        cells[agent] = dict(days)
    for (agent, day), fixed in facts.fixed.items():
        if fixed.why is Why.LEAVE or published is None:
            cells.setdefault(agent, {})[day] = fixed.cell
    return Rota(facts, cells)


def _with_leave(rota: Rota, leave: Leave) -> Rota:
    facts = rota.facts
    days = {day: _leave_cell(facts, leave.agent, day) for day in rota.days if day in leave}
    days = {day: cell for day, cell in days.items() if facts.open_for(leave.agent, day)}
    cells = {agent: dict(own) for agent, own in rota.cells.items()}
    cells.setdefault(leave.agent, {}).update(days)
    granted = tuple(replace(other, granted=other.granted or other.id == leave.id) for other in facts.leave)
    fixed = {(leave.agent, day): Fixed(cell, Why.LEAVE, leave.id) for day, cell in days.items()}
    return Rota(replace(facts, leave=granted, fixed={**facts.fixed, **fixed}), cells)


def _leave_cell(facts: Facts, agent: str, day: date) -> Cell:
    standing = facts.standing(agent, day)
    return LEAVE if standing is not None and standing.rostered else OFF


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def drafted_months(repo: Repository, leave: Leave) -> tuple[str, ...]:
    """The months of ``leave`` that have a draft, which was made without it."""
    months = dict.fromkeys(Period.holding(day).month for day in span(leave.first, leave.last))
    groups = [group.id for group in repo.centre.group]
    return tuple(month for month in months if any(repo.draft_numbers(group, month) for group in groups))
