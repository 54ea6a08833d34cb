"""What leave makes of a cell: a whole day becomes leave, half a day a timed part of its shift."""

from dataclasses import replace
from datetime import date

from rota.domain.cell import BREAK, CLOSED, LEAVE, OFF, Cell, Kind, Part, shift
from rota.domain.centre import Pattern
from rota.domain.facts import Facts
from rota.domain.hours import Span, worked
from rota.domain.leave import Half
from rota.domain.people import Limit
from rota.domain.table import Weekday

LONG = 6 * 60
"""Minutes of work, beyond which a break is due (Working Time Regulations 1998, regulation 12)."""
_PART = Kind.LEAVE.value
_STAYS = frozenset({Kind.CLOSED, Kind.ABSENT})


def planned(facts: Facts, agent: str, day: date, half: Half | None) -> Cell | None:
    """The cell of granted leave on a day that is yet to be planned; None where leave changes nothing."""
    standing = facts.standing(agent, day)
    if standing is None or not facts.open_for(agent, day):
        return None
    if half is None:
        return LEAVE if standing.rostered else OFF
    usual = usual_shift(facts, agent, day) if standing.rostered else None
    return None if usual is None else with_half(usual, half, facts)


def granted(now: Cell, facts: Facts, agent: str, day: date, half: Half | None) -> Cell:
    """What a published cell becomes with leave; closed and absent stay, and half a day is taken of shifts only."""
    standing = facts.standing(agent, day)
    if now.kind in _STAYS or standing is None or not facts.open_for(agent, day):
        return now
    if half is not None:
        return with_half(now, half, facts) if now.is_shift else now
    if standing.rostered:
        return LEAVE
    return OFF if now.kind in {Kind.SHIFT, Kind.TRAINING} else now


def closed(facts: Facts, agent: str, day: date) -> Cell | None:
    """The cell of a day on which the agent's site is shut; None on any other."""
    if facts.standing(agent, day) is None or facts.open_for(agent, day):
        return None
    return CLOSED if facts.closing(agent, day) else OFF


def half_of(pattern: Pattern, half: Half) -> Span:
    """The minutes of a shift that its first or second half takes."""
    middle = (pattern.start + pattern.end) // 2
    return (pattern.start, middle) if half is Half.MORNING else (middle, pattern.end)


def with_half(cell: Cell, half: Half, facts: Facts) -> Cell:
    """A shift with half of it as leave; its other parts keep what lies outside that half.

    What is left is too short for a break to be due; of a longer one a break that is left whole stays.
    """
    start, end = half_of(facts.patterns[cell.pattern], half)
    kept = [
        Part(begin, finish, part.what)
        for part in cell.parts
        for begin, finish in ((part.start, min(part.end, start)), (max(part.start, end), part.end))
        if begin < finish
    ]
    halved = replace(cell, parts=tuple(sorted([*kept, Part(start, end, _PART)])))
    long = sum(last - first for first, last in worked(halved, facts)) > LONG
    cut = {part for part in kept if part.what == BREAK and not (long and part in cell.parts)}
    return replace(halved, parts=tuple(part for part in halved.parts if part not in cut))


def without_leave(cell: Cell) -> Cell:
    """A shift without its parts of leave."""
    return replace(cell, parts=tuple(part for part in cell.parts if part.what != _PART))


def usual_shift(facts: Facts, agent: str, day: date) -> Cell | None:
    """The shift to expect where nothing is planned: the contract's first pattern within the limits, at home.

    None where the contract, the agreed limits or the hours of the home service leave none.
    """
    standing = facts.standing(agent, day)
    if standing is None or standing.home not in facts.services:
        return None
    hours, overrun = facts.hours(standing.home, day), facts.services[standing.home].overrun
    for id in standing.contract.patterns_on(day):
        pattern = facts.patterns[id]
        fits = hours is not None and hours[0] <= pattern.start and pattern.end <= hours[1] + overrun
        allowed = all(_allows(limit, pattern, day) for limit in standing.limits)
        agreed = Weekday.of(day) in pattern.weekdays and standing.within_written_terms(pattern)
        if fits and allowed and agreed:
            return shift(id, standing.home)
    return None


def _allows(limit: Limit, pattern: Pattern, day: date) -> bool:
    return (
        Weekday.of(day) not in limit.never_days
        and pattern.id not in limit.never
        and (not limit.only or pattern.id in limit.only)
        and (limit.not_before is None or limit.not_before <= pattern.start)
        and (limit.not_after is None or pattern.end <= limit.not_after)
    )
