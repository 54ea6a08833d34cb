"""What an agent's month adds up to."""

from dataclasses import dataclass
from datetime import date

from rota.domain.facts import Why
from rota.domain.hours import credited, lieu_minutes
from rota.domain.rota import Rota
from rota.domain.table import Weekday


@dataclass(frozen=True, slots=True)
class Totals:
    """One agent's period: shifts, the days of Saturday shifts, late shifts, and minutes counted towards the contract."""

    shifts: int
    saturdays: tuple[date, ...]
    lates: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """An agent's lieu time in minutes: brought into the period, earned and taken in it."""

    brought: int
    earned: int
    taken: int

    @property
    def balance(self) -> int:
        """Minutes owed to the agent at the period's end; negative where the agent owes them."""
        return self.brought + self.earned - self.taken


@dataclass(frozen=True, slots=True)
class Granted:
    """Wishes that fall in the period: how many are granted, and how many there are."""

    strong: int
    strong_of: int
    mild: int
    mild_of: int


def totals(rota: Rota, agent: str) -> Totals:
    """What the cells of ``agent`` add up to in the period."""
    facts = rota.facts
    shifts = [(day, cell) for day, cell in rota.in_period(agent) if cell.is_shift]
    return Totals(
        len(shifts),
        tuple(day for day, _ in shifts if Weekday.of(day) is Weekday.SAT),
        sum(facts.patterns[cell.pattern].late for _, cell in shifts),
        sum(credited(cell, agent, day, facts) for day, cell in rota.in_period(agent)),
    )


def ledger(rota: Rota, agent: str) -> Ledger:
    """The lieu time of ``agent``: opening balance and earlier rotas first, then the period."""
    facts = rota.facts
    past = facts.past_cells(agent).items()
    brought = sum(lieu_minutes(cell, agent, day, facts) for day, cell in past)
    changes = [lieu_minutes(cell, agent, day, facts) for day, cell in rota.in_period(agent)]
    return Ledger(
        facts.history.of(agent).lieu + brought,
        sum(change for change in changes if change > 0),
        -sum(change for change in changes if change < 0),
    )


def wishes_granted(rota: Rota, agent: str | None = None) -> Granted:
    """Wishes of ``agent``, or of all, that have a day in the period."""
    count = {(strong, granted): 0 for strong in (True, False) for granted in (True, False)}
    for one in rota.agents if agent is None else (agent,):
        cells = dict(rota.in_period(one))
        for wish in rota.facts.wishes.get(one, ()):
            days = tuple(wish.days(rota.start, rota.end))
            if days:
                refused = any(day in cells and wish.refused_by(cells[day]) for day in days)
                count[wish.strong, not refused] += 1
    strong, mild = count[True, True], count[False, True]
    return Granted(strong, strong + count[True, False], mild, mild + count[False, False])


def pinned(rota: Rota, agent: str, day: date) -> bool:
    """Whether somebody has pinned this cell."""
    fixed = rota.facts.fixed.get((agent, day))
    return fixed is not None and fixed.why is Why.PIN
