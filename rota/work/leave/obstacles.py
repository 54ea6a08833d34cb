"""What stands against leave: full days, blackouts, too few at work, and too little leave left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.leave import Leave, Reason
from rota.domain.period import span
from rota.rules import LeaveLimit, Level, Rule
from rota.show.words import length
from rota.work.leave.balance import Balance, balances
from rota.work.leave.places import Places
from rota.work.leave.waived import is_waived


@dataclass(frozen=True)
class Obstacle:
    """Why leave cannot be granted: the reason a refusal would give, in words, and whether it binds."""

    reason: Reason
    text: str
    binds: bool = True


def obstacles(places: Places, leave: Leave, holders: Sequence[Leave] = ()) -> tuple[Obstacle, ...]:
    """All that stands against ``leave``, if ``holders`` are granted before it."""
    return (*_limits(places, leave, holders), *_balance(places, leave, holders))


def _limits(places: Places, leave: Leave, holders: Sequence[Leave]) -> Iterator[Obstacle]:
    full: dict[str, list[tuple[date, Rule, LeaveLimit]]] = {}
    for day in span(leave.first, leave.last):
        group = places.repo.group_of(leave.agent, day)
        for rule, limit in places.limits(group, day) if group else ():
            waived = group and is_waived(rule, limit, places.facts(group), leave.agent, day)
            if places.takes(leave, limit, day) and not waived:
                others = places.away(limit, day, holders) - {leave.agent}
                if len(others) >= limit.most:
                    full.setdefault(f"{rule.code} {limit.name}", []).append((day, rule, limit))
    for days in full.values():
        day, rule, limit = days[0]
        others = places.away(limit, day, holders) - {leave.agent}
        asked = {other.agent for other in holders} - places.away(limit, day)
        text = f"{rule.code}: {_words(limit, day, others, asked)}{_more(len(days) - 1)}"
        yield Obstacle(limit.reason, text, rule.level is Level.MUST)


def _words(limit: LeaveLimit, day: date, others: frozenset[str], asked: set[str]) -> str:
    if limit.reason is Reason.BLACKOUT:
        whose = "nobody" if limit.name == "all" else f"nobody of {limit.name}"
        return f"{whose} can have leave on {day_words(day)}"
    said = ", ".join(f"{agent} asked first" if agent in asked else agent for agent in sorted(others))
    already = f"; away: {said}" if said else ""
    return f"{len(others) + 1} of {limit.name} would be away on {day_words(day)}, at most {limit.most} can be{already}"


def _more(days: int) -> str:
    return "" if not days else ", and on 1 more day" if days == 1 else f", and on {days} more days"


def _balance(places: Places, leave: Leave, holders: Sequence[Leave]) -> Iterator[Obstacle]:
    own = [other for other in holders if other.agent == leave.agent]
    for balance, wanted in balances(places, leave, own):
        if wanted > balance.free:
            yield Obstacle(Reason.BALANCE, _too_little(balance, wanted))


def _too_little(balance: Balance, wanted: int) -> str:
    asked = f", {length(balance.asked)} of it asked for already" if balance.asked else ""
    return (
        f"balance: it takes {length(wanted)} hours, and {balance.agent} has {length(balance.left)} left "
        f"until {balance.end}{asked}"
    )
