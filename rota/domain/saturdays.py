"""Saturday turns as facts: which Saturdays are open, whose turn they may be, who worked them before."""

from collections.abc import Iterator, Set
from datetime import date, timedelta

from rota.domain.cell import Cell, Kind
from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY

SATURDAY = 5
"""Which day of a week, from 0, is Saturday."""

_MONDAY_TO_SUNDAY = tuple(timedelta(days=offset) for offset in range(-SATURDAY, 7 - SATURDAY))


def saturdays(first: date, last: date) -> Iterator[date]:
    """The Saturdays from ``first`` to ``last``, both included."""
    ahead = (SATURDAY - first.weekday()) % 7
    for offset in range(ahead, (last - first).days + 1, 7):
        yield first + timedelta(days=offset)


def open_saturdays(facts: Facts, first: date, last: date) -> tuple[date, ...]:
    """The Saturdays from ``first`` to ``last`` on which any site of the group is open."""
    return tuple(day for day in saturdays(first, last) if facts.any_open(day))


def takes_turn(facts: Facts, agent: str, saturday: date) -> bool:
    """Whether ``agent`` is of the group on ``saturday`` and may take a turn then."""
    standing = facts.standing(agent, saturday)
    return standing is not None and standing.saturday_turn and standing.team.id in facts.teams


def worked_outside(facts: Facts, agent: str) -> Set[date]:
    """Saturdays outside the period on which ``agent`` works, by published rotas or opening balances."""
    known = facts.known.get(agent, {})
    span = saturdays(min(known), max(known)) if known else ()
    shifts = {day for day in span if (cell := known.get(day)) is not None and cell.is_shift}
    return {day for day in shifts.union(facts.history.of(agent).saturdays) if day not in facts.period}


def turns_outside(facts: Facts, agent: str) -> Set[date]:
    """Saturday turns of ``agent`` outside the period: what was worked, apart from contracted Saturdays."""
    return {day for day in worked_outside(facts, agent) if takes_turn(facts, agent, day)}


def heads_needed(facts: Facts) -> int:
    """The heads that the open Saturdays of the period need, added up."""
    period = facts.period
    return sum(facts.saturday_heads(day) for day in open_saturdays(facts, period.start, period.end))


def turns_left(facts: Facts) -> dict[str, tuple[date, ...]]:
    """The Saturdays of the period in which each agent shares and that are not settled as something else."""
    left: dict[str, list[date]] = {}
    for saturday in open_saturdays(facts, facts.period.start, facts.period.end):
        for agent in shares_in(facts, saturday):
            fixed = facts.fixed.get((agent, saturday))
            if fixed is None or fixed.cell.is_shift:
                left.setdefault(agent, []).append(saturday)
    return {agent: tuple(days) for agent, days in left.items()}


def known_from(facts: Facts) -> date | None:
    """The first day from which the group's Saturdays are known without a gap; None if none are.

    Opening balances count only where published rotas follow on them.
    """
    starts = [min(facts.known[agent]) for agent in facts.agents if facts.known.get(agent)]
    rotas = min((start for start in starts if start < facts.period.start), default=None)
    since, as_of = facts.history.since, facts.history.as_of
    follows_on = as_of is None or (rotas or facts.period.start) <= as_of + ONE_DAY
    return since if since is not None and follows_on else rotas


def shares_in(facts: Facts, saturday: date) -> tuple[str, ...]:
    """All who share in the heads of ``saturday``: they may take a turn and are not absent all week."""
    takers = _takers(facts, saturday)
    if facts.ever_absent.isdisjoint(takers):
        return takers
    return tuple(agent for agent in takers if not long_absent(facts, agent, saturday))


def _takers(facts: Facts, saturday: date) -> tuple[str, ...]:
    found, key = facts.common.takers, (facts.group, saturday)
    if key not in found:
        found[key] = tuple(agent for agent in facts.ever_here if takes_turn(facts, agent, saturday))
    return found[key]


def long_absent(facts: Facts, agent: str, saturday: date) -> bool:
    """Whether ``agent`` is recorded as absent on every working day of the week of ``saturday``, and works none."""
    absent = False
    if agent not in facts.ever_absent:
        return False
    for day in (saturday + offset for offset in _MONDAY_TO_SUNDAY):
        cell = _recorded(facts, agent, day)
        if cell is not None and cell.kind is Kind.ABSENT:
            absent = True
        elif _rules_out(facts, agent, day, cell):
            return False
    return absent


def _recorded(facts: Facts, agent: str, day: date) -> Cell | None:
    if day not in facts.period:
        return facts.known.get(agent, {}).get(day)
    fixed = facts.fixed.get((agent, day))
    return fixed.cell if fixed else None


def _rules_out(facts: Facts, agent: str, day: date, cell: Cell | None) -> bool:
    """Whether a day that is not recorded as absent shows that the week is none of long absence."""
    if cell is None and day not in facts.period:
        return True
    return (cell is not None and cell.is_shift) or _works_ordinarily(facts, agent, day)


def _works_ordinarily(facts: Facts, agent: str, day: date) -> bool:
    standing = facts.standing(agent, day)
    return standing is not None and standing.rostered and facts.open_for(agent, day)
